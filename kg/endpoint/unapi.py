"""unAPI, version 1: the works of the atlas by their identifiers, for reference managers that read pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

from starlette.responses import Response
from starlette.routing import Route

from kg.catalog import Atlas
from kg.cite.files import FILES
from kg.endpoint.paths import plain
from kg.endpoint.problem import Problem
from kg.errors import UnknownName
from kg.model import CERTAINTIES
from kg.vocab import BASE

__all__ = ["FORMATS", "routes"]


class _Format(NamedTuple):
    media: str
    file: str
    docs: str


#: Name of a format -> what it is; reference managers have their own order in which they choose.
FORMATS = {
    "ris": _Format("application/x-research-info-systems", "works.ris",
                   "https://en.wikipedia.org/wiki/RIS_(file_format)"),
    "bibtex": _Format("application/x-bibtex", "works.bib", "https://www.bibtex.org/Format/"),
    "csljson": _Format("application/vnd.citationstyles.csl+json", "works.csl.json", "https://citationstyles.org/"),
}
_HEADERS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_LONGEST = 300
_KEY = re.compile(r"[A-Za-z0-9._-]+")
#: Field of a record -> what a reader calls it, where that is another word.
_WORDS = {"": "record", "issued": "year", "container-title": "journal or book", "page": "pages"}


def routes(atlas: Callable[[], Atlas]) -> list[Route]:
    """Return the route of unAPI; `atlas` returns the last good build."""
    return [plain("/unapi", lambda request: _answer(atlas(), request.query_params), _HEADERS, name="unapi")]


def _answer(atlas: Atlas, asked: Any) -> Response:
    id_, format_ = asked.get("id", "")[:_LONGEST], asked.get("format", "")
    if not id_:
        if format_:
            raise Problem(400, "No identifier", "a format is given without an id; add id=work:KEY")
        return _listed("", 200)
    record = _record(atlas, id_)
    if not format_:
        return _listed(id_, 300)
    if format_ not in FORMATS:
        raise Problem(406, "Not in this format", f"choose one of {', '.join(FORMATS)}", offers=list(FORMATS))
    chosen = FORMATS[format_]
    return Response(FILES[chosen.file]([_told(record)]), 200, {**_HEADERS, "X-Edition": atlas.edition}, chosen.media)


def _listed(id_: str, status: int) -> Response:
    """Return the formats, in which everything can be had that has an identifier here."""
    formats = "".join(f'<format name="{name}" type="{one.media}" docs="{escape(one.docs)}"/>\n'
                      for name, one in FORMATS.items())
    about = f' id="{escape(id_)}"' if id_ else ""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{about}>\n{formats}</formats>\n'
    return Response(text, status, _HEADERS, "application/xml")


def _record(atlas: Atlas, id_: str) -> Any:
    key = id_.removeprefix(f"{BASE}work/").removeprefix("work:")
    try:
        if _KEY.fullmatch(key):
            return atlas.record(key)
    except UnknownName as error:
        near = [f"work:{one}" for one in error.nearest]
        raise Problem(404, "Unknown identifier", str(error), nearest=near) from error
    raise Problem(404, "Unknown identifier", "an id is work:KEY, or the address of a work")


def _told(record: Any) -> dict[str, Any]:
    """Return a record whose note says how sure it is: the formats have no other place for that."""
    custom = record.get("custom", {})
    marks = {"": custom.get("certainty", "unknown"), **custom.get("doubts", {})}
    told = [f"{_WORDS.get(field, field)}: {CERTAINTIES.get(how, how)}" for field, how in marks.items()
            if how != "verified"]
    note = "; ".join(filter(None, [record.get("annote", ""), *told]))
    return {**record, **({"annote": note} if note else {})}
