"""A work as a ContextObject of OpenURL (Z39.88-2004), which COinS puts into a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote_plus

from kg.pages.metadata.fields import Csl, certain, date, name, pages
from kg.pages.metadata.tags import TYPES

__all__ = ["context_object"]


class _Matrix(NamedTuple):
    """How a kind of work is written: the format, the genre in it, and the keys of its title and container."""

    format: str
    genre: str
    title: str
    container: str = ""


_MATRICES = {
    "article-journal": _Matrix("journal", "article", "atitle", "jtitle"),
    "book": _Matrix("book", "book", "btitle"),
    "chapter": _Matrix("book", "bookitem", "atitle", "btitle"),
    "paper-conference": _Matrix("book", "proceeding", "atitle", "btitle"),
    "report": _Matrix("book", "report", "btitle"),
    "article": _Matrix("book", "document", "title"),
    "thesis": _Matrix("dissertation", "", "title"),
}
#: Every other kind is a page of the web, or part of one.
_OTHER = _Matrix("dc", "", "title", "source")
#: Format -> field of CSL -> key.
_FIELDS = {
    "journal": {"volume": "volume", "issue": "issue"},
    "book": {"publisher": "pub", "publisher-place": "place", "edition": "edition", "ISBN": "isbn"},
    "dissertation": {"publisher": "inst"},
    "dc": {"publisher": "publisher", "URL": "identifier"},
}


def context_object(csl: Csl) -> str:
    """Return a work as a ContextObject, as far as its record is sure.

    >>> context_object({"type": "book", "title": "On welcome & more", "issued": {"date-parts": [[1901]]}})[20:]
    'rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=On+welcome+%26+more&rft.date=1901'
    """
    # A page has a hundred of them: what a query may hold as it stands is not encoded.
    return "&".join(f"{key}={quote_plus(value, safe=':/,()')}" for key, value in _pairs(certain(csl)) if value)


def _pairs(csl: Csl) -> Iterator[tuple[str, str]]:
    kind = str(csl.get("type", ""))
    matrix = _MATRICES.get(kind, _OTHER)
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{matrix.format}"
    yield "rft_id", f"info:doi/{csl['DOI']}" if csl.get("DOI") else ""
    yield "rft.genre", matrix.genre
    yield "rft.type", TYPES.get(kind, "document") if matrix.format == "dc" else ""
    yield f"rft.{matrix.title}", str(csl.get("title", ""))
    yield f"rft.{matrix.container}", str(csl.get("container-title", "")) if matrix.container else ""
    yield "rft.date", date(csl, "-")
    yield from ((f"rft.{key}", str(csl.get(field, ""))) for field, key in _FIELDS[matrix.format].items())
    yield from (("rft.creator" if matrix.format == "dc" else "rft.au", name(one)) for one in csl.get("author", ()))
    if matrix.format in ("journal", "book"):
        yield from zip(("rft.spage", "rft.epage"), pages(csl), strict=True)
