"""What a client would rather have: the header Accept, weighed against what can be given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["GRAPHS", "TABLES", "named", "ranked"]

#: Media type -> name of the format, the best first: results of SELECT and ASK.
TABLES = {
    "application/sparql-results+json": "json", "application/sparql-results+xml": "xml", "text/csv": "csv",
    "text/tab-separated-values": "tsv", "application/json": "json", "application/xml": "xml",
}
#: The same for graphs: results of CONSTRUCT and DESCRIBE, and the description of the service.
GRAPHS = {
    "text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld", "application/trig": "trig", "application/n-quads": "nq",
    "application/json": "jsonld",
}
#: Other names for formats that `?format=` may use.
_ALIASES = {"ttl": "turtle", "n3": "turtle", "rdf": "rdfxml", "json-ld": "jsonld", "n-triples": "nt", "ntriples": "nt",
            "n-quads": "nq", "nquads": "nq", "rdf+xml": "rdfxml"}

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


class _Range(NamedTuple):
    type: str
    quality: float
    place: int

    def fits(self, offer: str) -> bool:
        return self.type in ("*/*", offer, offer.partition("/")[0] + "/*")

    @property
    def precision(self) -> int:
        return 0 if self.type == "*/*" else 1 if self.type.endswith("/*") else 2


def ranked(accept: str, offers: Iterable[str]) -> list[str]:
    """Return the media types that a client takes, the best first: by quality, then as exactly as it named them.

    >>> ranked("text/csv;q=0.5, application/*", TABLES)[0]
    'application/sparql-results+json'
    >>> ranked("text/csv, */*;q=0", TABLES)
    ['text/csv']
    """
    ranges = _ranges(accept)
    found = []
    for place, offer in enumerate(offers):
        fitting = [one for one in ranges if one.fits(offer)]
        if fitting and (best := max(fitting, key=lambda one: one.precision)).quality > 0:
            found.append((-best.quality, -best.precision, best.place, place, offer))
    return [offer for *_, offer in sorted(found)]


def _ranges(accept: str) -> list[_Range]:
    if not accept.strip():
        return [_Range("*/*", 1.0, 0)]
    return [_Range(type_, quality, place) for place, (type_, quality) in enumerate(map(_range, accept.split(",")))]


def _range(text: str) -> tuple[str, float]:
    """Return a media range and its quality; a quality that is no number says that the range does not count."""
    type_, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = next((value.strip() for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"),
                   "1")
    return type_, float(quality) if _QUALITY.match(quality) else 0.0


def named(format_: str) -> list[str]:
    """Return the media types that a value of `?format=` stands for: a name, an alias, or a media type itself."""
    wanted = _ALIASES.get(format_.lower(), format_.lower())
    # In a query string a plus sign is a space.
    types = {**TABLES, **GRAPHS}
    return [type_ for type_, name in types.items() if wanted in (name, type_) or wanted.replace(" ", "+") == type_]
