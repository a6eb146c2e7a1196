"""The pages that only a site without a server needs: search, queries, and what is shown where nothing stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.pages import Site

__all__ = ["PAGES", "assets", "guarded", "page"]

#: What a page may load: files beside it, and nothing else. `eval` is that of WebAssembly only; styles in attributes
#: carry what is printed at the foot of a page.
_POLICY = ("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
           "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
           "worker-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'")


def guarded(page: str, root: str = "") -> bytes:
    """Return a page that may load nothing but files of its site; a static host sets no headers."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    base = f'\n<base href="{root}">' if root else ""
    return page.replace("<head>", f"<head>\n{policy}{base}", 1).encode()


@lru_cache(1)
def assets() -> dict[str, bytes]:
    """Return the files of `assets/`: those of every page, and ours."""
    from kg.pages import assets as of_pages

    return of_pages() | dict(_files(files("kg.site").joinpath("assets")))


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one, f"{above}{one.name}/")
        else:
            yield above + one.name, one.read_bytes()


def page(atlas: Atlas, name: str, site: Site) -> bytes:
    """Return a page of our own; that for lost visitors is shown at any depth, so its links begin at the root."""
    from kg.pages.rendering import fill

    address = name.removesuffix(".html")
    title, found = PAGES[name]
    text = fill(address, atlas, address, site, title=title, **found(atlas))
    return guarded(text, urlsplit(site.base).path if name == "404.html" else "")


def _indexes(_: Atlas) -> Mapping[str, Any]:
    from kg.pages.gather.indexes import INDEXES

    return {"base": BASE, "indexes": [(name, one.title) for name, one in INDEXES.items()]}


def _queries(atlas: Atlas) -> Mapping[str, Any]:
    asked = [{"at": at, "user": one.user, "title": one.title, "text": one.text}
             for at, one in enumerate(atlas.questions())]
    engine, graph = assets()["oxigraph/web_bg.wasm"], (atlas.directory / "atlas.nq").stat().st_size
    return {"settings": {
        "worker": "assets/sparql-worker.js", "base": BASE, "prefixes": PREFIXES, "questions": asked,
        "engine": {"address": "assets/oxigraph/web_bg.wasm", "size": len(engine)},
        "graph": {"address": "atlas.nq", "size": graph}}}


#: Name of a page -> its title, and what its template shows beside what every template does.
PAGES: dict[str, tuple[str, Callable[[Atlas], Mapping[str, Any]]]] = {
    "search.html": ("Search", _indexes),
    "sparql.html": ("Ask in SPARQL", _queries),
    "404.html": ("Nothing stands at this address", _indexes),
}
