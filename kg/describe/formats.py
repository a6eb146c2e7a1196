"""Which formats each kind of thing comes in, and how it is written in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.cite import files
from kg.describe import lists
from kg.describe.graphs import GRAPH_WRITERS, Description, describe
from kg.describe.references import references
from kg.errors import UnknownName
from kg.readinglist import annotated_records
from kg.vocab import KINDS

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["FORMATS", "Format", "formats_of", "written"]

_THINGS = frozenset({*KINDS, "vocab"})
_LISTS = frozenset({*lists.LISTED, "index"})
_CITED = frozenset({"concept", "work", "definition", "claim", "passage"})


class Format(NamedTuple):
    """A format: its media type, the kinds of things that come in it, and what writes one by its kind and slug."""

    media: str
    kinds: frozenset[str]
    write: Callable[[Atlas, str, str], bytes]


def _graph(write: Callable[[Atlas, Description], bytes], atlas: Atlas, kind: str, slug: str) -> bytes:
    return write(atlas, describe(atlas, f"{kind}/{slug}"))


def _cited(write: Callable[[Iterable[Mapping[str, Any]]], str], atlas: Atlas, kind: str, slug: str) -> bytes:
    names = [f"{kind}/{slug}"]
    if kind == "concept":
        page = atlas.concept(slug)
        names = [*(f"definition/{one.slug}" for one in page.definitions), *(f"claim/{one.slug}" for one in page.claims)]
    return write(annotated_records(atlas, names) if names else ()).encode()


def _referred(atlas: Atlas, kind: str, slug: str) -> bytes:
    return references(atlas, f"{kind}/{slug}")


_MEDIA = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml",
          "nt": "application/n-triples", "nq": "application/n-quads", "trig": "application/trig"}
#: Suffix -> format, those that a client is given first where it takes several alike.
FORMATS: dict[str, Format] = {
    **{suffix: Format(media, _THINGS, partial(_graph, GRAPH_WRITERS[suffix])) for suffix, media in _MEDIA.items()},
    "csl.json": Format("application/vnd.citationstyles.csl+json", _CITED, partial(_cited, files.csl_json)),
    "bib": Format("application/x-bibtex", _CITED, partial(_cited, files.bibtex)),
    "ris": Format("application/x-research-info-systems", _CITED, partial(_cited, files.ris)),
    "txt": Format("text/x-bibliography", _CITED, _referred),
    "csv": Format("text/csv", _LISTS, lists.csv),
    "tsv": Format("text/tab-separated-values", _LISTS, lists.tsv),
    "md": Format("text/markdown", _LISTS, lists.markdown),
}


def formats_of(address: str) -> dict[str, str]:
    """Return the suffixes of the formats that a thing comes in, by its address, with their media types."""
    kind, _, slug = address.partition("/")
    if kind == "index" and slug not in lists.INDEXES:
        return {}
    return {suffix: one.media for suffix, one in FORMATS.items() if kind in one.kinds}


def written(atlas: Atlas, address: str, suffix: str) -> bytes:
    """Return a thing in a format; raises UnknownName for an address where nothing stands, and for a format."""
    offered = formats_of(address)
    if suffix not in offered:
        raise UnknownName("format", suffix, tuple(offered))
    kind, _, slug = address.partition("/")
    if kind != "index":
        atlas.thing(address)
    return FORMATS[suffix].write(atlas, kind, slug)
