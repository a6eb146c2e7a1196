"""What an answer says of itself in its headers: what else the thing comes as, how it is cited, which licence it has.

The relations are those of Signposting; every link within the atlas is relative, so that it holds below any path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from email.utils import format_datetime
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import quote

from starlette.requests import Request

from kg.catalog import Atlas
from kg.describe import formats_of
from kg.endpoint.negotiation import HTML, METHODS
from kg.model import Thing
from kg.vocab import BASE

__all__ = ["OPEN", "PAGE", "PREFLIGHT", "code", "content_type", "etag", "file_name", "is_known", "link",
           "modified", "quoted"]

OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff",
        "Access-Control-Expose-Headers": "Content-Disposition, Content-Location, ETag, Link, X-Edition"}
PREFLIGHT = {**OPEN, "Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*",
             "Access-Control-Max-Age": "86400"}
#: A page is shown in frames of its own site only; cards are for the frames of others.
PAGE = {"Content-Security-Policy": "frame-ancestors 'self'"}

_SCHEMA = "https://schema.org/"
#: Kind of thing -> what search engines call it.
_TYPES = {"concept": "DefinedTerm", "definition": "Quotation", "passage": "Quotation", "claim": "Claim",
          "work": "CreativeWork", "person": "Person", "vocab": "DefinedTerm", "graph": "Dataset"}
#: Formats that describe a thing; the others are extracts for a purpose.
_DESCRIBING = ("ttl", "jsonld", "csl.json", "bib", "ris")
_UTF_8 = ("application/x-bibtex", "application/x-research-info-systems")


def content_type(media: str) -> str:
    """Return a media type with its encoding, where it has a parameter for one."""
    return f"{media}; charset=utf-8" if media.startswith("text/") or media in _UTF_8 else media


def quoted(address: str) -> str:
    """Return an address as it stands in a header.

    >>> quoted("concept/na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve")
    'concept/na%C3%AFve'
    """
    return quote(address, safe="/")


def link(atlas: Atlas, address: str, suffix: str, thing: Thing | None) -> str:
    """Return the header Link of an address that is answered in a format."""
    here, up = quoted(address.rpartition("/")[2]) or "./", "../" * address.count("/") or "./"
    found = [*_formats(here, address, suffix), (here, "canonical" if suffix == HTML else "describes", ""),
             (up, "collection", ""), *_thing(thing, up), *([(atlas.license, "license", "")] if atlas.license else [])]
    return ", ".join(f'<{target}>; rel="{relation}"' + (f'; type="{media}"' if media else "")
                     for target, relation, media in found)


def _formats(here: str, address: str, suffix: str) -> Iterator[tuple[str, str, str]]:
    formats = formats_of(address)
    if formats:
        yield from ((f"{here}.{one}", "alternate", media) for one, media in {HTML: "text/html", **formats}.items()
                    if one != suffix)
    if suffix == HTML:
        yield from ((f"{here}.{one}", "describedby", formats[one]) for one in _DESCRIBING if one in formats)


def _thing(thing: Thing | None, up: str) -> Iterator[tuple[str, str, str]]:
    if thing is None:
        return
    yield thing.iri, "cite-as", ""
    yield f"{_SCHEMA}{_TYPES.get(thing.kind, 'Thing')}", "type", ""
    if thing.replaced_by and thing.replaced_by.iri.startswith(BASE):
        yield up + quoted(thing.replaced_by.iri.removeprefix(BASE)), "successor-version", ""


def file_name(address: str, edition: str, suffix: str) -> str:
    """Return the name under which an answer is saved.

    >>> file_name("concept/welcome", "2026-1", "ttl")
    'welcome-2026-1.ttl'
    """
    name = address.rpartition("/")[2] or "atlas"
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "-" for sign in name)
    return f"{plain}-{edition}.{suffix}"


# --- what a client has already ---


def modified(atlas: Atlas) -> str:
    """Return the day from which the content is, as HTTP writes it."""
    return format_datetime(datetime.combine(atlas.date, time(), UTC), usegmt=True)


def etag(*parts: str) -> str:
    """Return an ETag; a weak one, because the same answer also goes out packed."""
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def is_known(request: Request, known: str) -> bool:
    """Whether a client has the answer with this ETag."""
    had = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    return any(one in ("*", known.removeprefix("W/")) for one in had)


@lru_cache(1)
def code() -> str:
    """Return a hash of the code that makes answers: another code may answer otherwise."""
    found = hashlib.sha256()
    for one in sorted(_all(files("kg")), key=lambda file: file.name):
        found.update(one.read_bytes())
    return found.hexdigest()


def _all(folder: Traversable) -> Iterator[Traversable]:
    for one in folder.iterdir():
        if one.is_dir() and not one.name.startswith(("_", "assets")):  # neither content nor what Python has compiled
            yield from _all(one)
        elif one.name.endswith((".py", ".html", ".rq")):
            yield one
