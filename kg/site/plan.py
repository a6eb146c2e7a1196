"""What a site consists of: every file by its path, with what makes it; nothing is made here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import pages
from kg.errors import KgError
from kg.pages import Site
from kg.site import documents, own, redirects

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.export import Content

__all__ = ["MAKERS", "Job", "checked", "contents", "planned"]


class Job(NamedTuple):
    """How one file is made: the name of its maker, and what that is told."""

    maker: str
    subject: str = ""
    detail: str = ""


def planned(atlas: Atlas, base: str) -> dict[str, Job]:
    """Return every file of a site; `base` is the public address of its root, where that is known."""
    from kg.pages.rendering import formats

    every, site = pages.addresses(atlas), _site(base)
    found = {f"{address or 'index'}.html": Job("page", address) for address in every}
    found |= {f"{address}.{suffix}": Job("data", address, suffix)
              for address in every for suffix in formats(atlas, address, site)}
    found |= {name: Job("graph", format_) for name, format_ in _graphs().items()}
    found |= {f"assets/{name}": Job("asset", name) for name in own.assets()}
    found |= {name: Job("own", name) for name in own.PAGES}
    found |= {path: Job("redirects", path) for path in redirects.FILES}
    found |= {"assets/search-documents.js": Job("documents"), "context.jsonld": Job("context"),
              ".nojekyll": Job("nothing")}
    return found | ({"sitemap.xml": Job("sitemap"), "robots.txt": Job("robots")} if base else {})


def _graphs() -> dict[str, str]:
    """Return the files of the whole graph, with their formats."""
    from kg.export import FORMATS

    return {one.file: name for name, one in FORMATS.items()}


# --- what makes a file ---


def contents(atlas: Atlas, job: Job, base: str) -> bytes:
    """Return what a file holds."""
    return MAKERS[job.maker](atlas, _site(base), job)


def _site(base: str) -> Site:
    return Site(suffix=".html", has_explorer=False, has_service=False, base=base)


def _page(atlas: Atlas, site: Site, job: Job) -> bytes:
    kind = job.subject.partition("/")[0]
    thing = atlas.thing(job.subject) if job.subject in atlas.addresses.get(kind, ()) else None
    return own.guarded(pages.retired(atlas, thing, site) if thing and thing.is_retired
                       else pages.page(atlas, job.subject, site))


def _data_of(atlas: Atlas, _: Site, job: Job) -> bytes:
    from kg.describe import written

    return written(atlas, job.subject, job.detail)


def _graph(atlas: Atlas, _: Site, job: Job) -> bytes:
    from kg.export import made

    return made(_content(atlas.directory), job.subject)[0]


@lru_cache(1)
def _content(directory: Path) -> Content:
    from kg.export import Content

    return Content(directory)


def _context(atlas: Atlas, _: Site, __: Job) -> bytes:
    from kg.describe import context

    return json.dumps({"@context": context(atlas)}, ensure_ascii=False, indent=1).encode()


def _sitemap(atlas: Atlas, site: Site, _: Job) -> bytes:
    from html import escape

    every = (escape(f"{site.base}{address}.html" if address else site.base) for address in pages.addresses(atlas))
    listed = "".join(f"<url><loc>{address}</loc></url>\n" for address in every)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n').encode()


#: Name of a maker -> what returns a file's contents.
MAKERS: Mapping[str, Callable[[Atlas, Site, Job], bytes]] = {
    "page": _page,
    "data": _data_of,
    "graph": _graph,
    "context": _context,
    "sitemap": _sitemap,
    "asset": lambda _, __, job: own.assets()[job.subject],
    "own": lambda atlas, site, job: own.page(atlas, job.subject, site),
    "documents": lambda atlas, _, __: documents.script(atlas),
    "redirects": lambda atlas, site, job: redirects.FILES[job.subject](atlas, site.base),
    "robots": lambda _, site, __: f"User-agent: *\nAllow: /\nSitemap: {site.base}sitemap.xml\n".encode(),
    "nothing": lambda _, __, ___: b"",
}


def checked(base: str) -> str:
    """Return the public address of a root with its last slash; raises KgError where it is none."""
    from urllib.parse import urlsplit

    parts = urlsplit(base)
    if base and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
                 or any(c in base for c in "\"'<>\\ \n\r\t")):
        raise KgError(f"{base!r}: is no address of a site; write it as https://example.org/atlas/")
    return f"{base.rstrip('/')}/" if base else ""
