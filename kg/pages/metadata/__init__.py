"""What pages tell machines: reference managers (unAPI, COinS, `citation_*`), search engines (schema.org), embeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from kg.model import Work, WorkPage
from kg.pages.metadata.fields import is_known
from kg.pages.metadata.openurl import context_object
from kg.pages.metadata.schema import dataset, described
from kg.pages.metadata.tags import tags
from kg.pages.site import Links, Site
from kg.palette import variables
from kg.snippets import snippets_of
from kg.vocab import BASE, KINDS

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["CARDS", "GLOBALS", "coins", "head"]

#: Kinds of things that other sites may embed.
CARDS = ("concept", "definition")

#: First steps of the addresses that are names of things; the others only list them.
_THINGS = {*KINDS, "vocab"}

_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def head(atlas: Atlas, address: str, site: Site, found: object = None,
         formats: Mapping[str, str] | None = None) -> Markup:
    """Return what stands in the head of a page for machines.

    `found` is the thing that the page shows, `formats` are the suffixes and media types in which it comes as well.
    """
    alternates = (Markup('<link rel="alternate" type="{}" href="{}">').format(media, Links(site, address).data(suffix))
                  for suffix, media in (formats or {}).items())
    return Markup("\n").join((*alternates, *_links(atlas, address, site), *_tags(atlas, found),
                              *_json_ld(atlas, address, site, found)))


def coins(work: Work, csl: Mapping[str, Any], site: Site) -> Markup:
    """Return what lets a reference manager take a work from a list: COinS, and an identifier where unAPI answers."""
    title = context_object(csl) if is_known(csl) else ""
    span = Markup('<span class="Z3988" title="{}"></span>').format(title) if title else Markup()
    known = Markup('<abbr class="unapi-id" title="work:{}"></abbr>').format(work.key)
    return known + span if _is_answered(site) else span


# --- for templates ---


@pass_context
def _head(context: Context) -> Markup:
    return head(context["atlas"], context["address"], context["site"], context.get("found"), context.get("formats"))


@pass_context
def _coins(context: Context, work: Work | None = None) -> Markup:
    """Return the marks of a work in a list, or of the work that the whole page is about; such a page has no others."""
    found = context.get("found")
    about = found.work if isinstance(found, WorkPage) else None
    shown = work if about is None else about if work is None else None
    return coins(shown, context["atlas"].record(shown.key), context["site"]) if shown else Markup()


@pass_context
def _snippets(context: Context) -> dict[str, str]:
    return snippets_of(context["atlas"], context["iri"])


#: Name in a template -> what it calls: `{{ metadata() }}` in the head, `{{ coins() }}` in the body, `{{ coins(work) }}`
#: in a list of works; and what a card needs that has no file beside it.
GLOBALS: dict[str, Any] = {"metadata": _head, "coins": _coins, "snippets": _snippets, "BASE": BASE,
                           "colours": Markup(variables())}  # noqa: S704 - ours


# --- the parts of the head ---


def _links(atlas: Atlas, address: str, site: Site) -> Iterator[Markup]:
    if not address or address.partition("/")[0] in _THINGS:
        yield Markup('<link rel="cite-as" href="{}">').format(BASE + address)
    if not _is_answered(site):
        return
    top = _base(site) or Links(site, address).top
    yield Markup('<link rel="unapi-server" type="application/xml" title="unAPI" href="{}unapi">').format(top)
    if address.partition("/")[0] in CARDS:
        for name in ("json", "xml"):
            yield Markup('<link rel="alternate" type="{}" title="{}" href="{}oembed?format={}&amp;url={}">').format(
                f"{'application' if name == 'json' else 'text'}/{name}+oembed", f"Card of {atlas.title}", top, name,
                quote(BASE + address, safe=""))


def _tags(atlas: Atlas, found: object) -> Iterable[Markup]:
    if not isinstance(found, WorkPage):
        return ()
    csl = atlas.record(found.work.key)
    return (Markup('<meta name="{}" content="{}">').format(*pair) for pair in tags(csl) if is_known(csl))


def _json_ld(atlas: Atlas, address: str, site: Site, found: object) -> Iterator[Markup]:
    made = described(atlas, found) if address else dataset(atlas)
    if made:
        below = f"edition/{site.edition}/" if site.edition else ""
        here = f"{_base(site)}{quote(below + address)}{site.suffix if address else ''}"
        at = {"mainEntityOfPage" if address else "url": here} if site.base else {}
        text = json.dumps({"@context": "https://schema.org", **made, **at}, ensure_ascii=False, separators=(",", ":"))
        # What could end the script is written by its number, so no text of the graph can.
        yield Markup(f'<script type="application/ld+json">{text.translate(_SCRIPT)}</script>')  # noqa: S704


def _base(site: Site) -> str:
    return f"{site.base.rstrip('/')}/" if site.base else ""


def _is_answered(site: Site) -> bool:
    """Whether a server answers that knows this edition's works."""
    return site.has_service and not site.edition
