"""Templates and what fills them: which function asks the catalogue for a page, and which template shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg import vocab
from kg.describe import formats_of
from kg.errors import UnknownName
from kg.model import CERTAINTIES, CLASHES, STATUSES
from kg.pages import cards, gather, metadata, words
from kg.pages.notes import Notes
from kg.pages.site import Links, Site
from kg.palette import variables
from kg.search import nearest
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["KINDS", "Kind", "assets", "fill", "formats", "render"]

Gather = Callable[["Atlas", str], Mapping[str, Any]]


class Kind(NamedTuple):
    """How a kind of thing becomes a page: the name of its template, and what asks for what the template shows."""

    template: str
    gather: Gather


#: First step of an address, or all of it -> how its pages are made; what has no page of its own kind is shown by its
#: statements.
KINDS: dict[str, Kind] = {
    **{kind: Kind("thing", partial(gather.thing, kind)) for kind in vocab.KINDS},
    "": Kind("first", gather.first),
    "concept": Kind("concept", gather.concept),
    "definition": Kind("definition", gather.definition),
    "claim": Kind("claim", gather.claim),
    "passage": Kind("passage", gather.passage),
    "term": Kind("term", gather.term),
    "characteristic": Kind("characteristic", gather.characteristic),
    "effect": Kind("effect", gather.effect),
    "work": Kind("work", gather.work),
    "person": Kind("person", gather.person),
    "party": Kind("party", gather.party),
    "tradition": Kind("tradition", gather.tradition),
    "model": Kind("model", gather.model),
    "dispute": Kind("dispute", gather.dispute),
    "position": Kind("position", gather.position),
    "conflict": Kind("conflict", gather.conflict),
    "entailment": Kind("entailment", gather.entailment),
    "distinction": Kind("distinction", gather.distinction),
    "lineage": Kind("lineage", gather.lineage),
    "attribution": Kind("attribution", gather.attribution),
    "vocab": Kind("vocabulary", gather.term_of_vocabulary),
    "index": Kind("index", gather.index),
    "index/downloads": Kind("downloads", gather.downloads),
    "compare": Kind("contrast", gather.contrast),
    "card": Kind("card", cards.card),
}


@lru_cache(1)
def environment() -> Environment:
    """Return the template engine; every text is escaped, and a name that is missing is an error."""
    made = Environment(loader=PackageLoader("kg.pages"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"CERTAINTIES": CERTAINTIES, "STATUSES": STATUSES, "CLASHES": CLASHES, **words.GLOBALS,
                     **metadata.GLOBALS}
    made.filters |= words.FILTERS
    return made


def render(atlas: Atlas, address: str, site: Site) -> str:
    """Return the page at an address; raises UnknownName where nothing stands."""
    name, slash, slug = address.partition("/")
    if name not in KINDS or bool(slash) != bool(slug) or bool(slug) != bool(name):
        raise UnknownName("page", address, nearest(address, [one for one in KINDS if one.isalpha()]))
    kind = KINDS.get(address) or KINDS[name]
    return fill(kind.template, atlas, address, site, **kind.gather(atlas, slug))


def fill(template: str, atlas: Atlas, address: str, site: Site, **found: Any) -> str:
    """Return a template filled with what was found, as the page at an address."""
    shared = {"iri": BASE + address, "formats": formats(atlas, address, site),
              "language": lambda work: atlas.record(work.key).get("language", "")}
    return environment().get_template(f"{template}.html").render(
        {**shared, **found}, atlas=atlas, address=address, site=site, to=Links(site, address), notes=Notes())


def formats(atlas: Atlas, address: str, site: Site) -> dict[str, str]:
    """Return the suffixes of the formats in which a page can be had beside HTML, with their media types."""
    kind = address.partition("/")[0]
    is_held = kind == "index" or address in atlas.addresses.get(kind, ())
    return {suffix: media for suffix, media in formats_of(address).items() if is_held and site.offers(suffix)}


@lru_cache(1)
def assets() -> dict[str, bytes]:
    """Return the files that pages need, by name; the style begins with the palette."""
    found = {one.name: one.read_bytes() for one in files("kg.pages").joinpath("assets").iterdir() if one.is_file()}
    return found | {"reading.css": variables().encode() + b"\n" + found["reading.css"]}
