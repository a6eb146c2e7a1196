"""What a request asks, by SPARQL 1.1 Protocol: parameters are decoded once, and what is doubtful is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from kg.endpoint.problem import Problem

__all__ = ["METHODS", "Asked", "pairs", "read"]

METHODS = "GET, HEAD, OPTIONS, POST"
#: A query of the greatest length, every character of it percent-encoded, and some names of graphs.
_MOST_BYTES = 300_000
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")

_Pairs = list[tuple[str, str]]


class Asked(NamedTuple):
    """A query with the graphs that it is about, and the format that overrides the header Accept."""

    query: str | None
    graphs: tuple[list[str], list[str]] | None
    format: str


async def read(request: Request) -> Asked:
    """Return what a request asks; raises Problem with what is wrong with it."""
    found = pairs(request.scope["query_string"], "the address")
    if request.method == "POST":
        found += await _posted(request)
    elif request.method not in ("GET", "HEAD"):
        raise Problem(405, "Method not allowed", f"{request.method} is not done here; use GET or POST",
                      {"Allow": METHODS})
    asked = _asked(found)
    if request.method == "POST" and asked.query is None:
        raise Problem(400, "No query", "the request has no query; send one as the parameter 'query'")
    return asked


def _asked(pairs: _Pairs) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise _update()
    query, format_ = _single(pairs, "query"), _single(pairs, "format")
    default, named = _all(pairs, "default-graph-uri"), _all(pairs, "named-graph-uri")
    return Asked(query, (default, named) if default or named else None, format_ or "")


def _update() -> Problem:
    return Problem(403, "This is not done here", "an update would change the graph, which is only read here")


def _all(pairs: _Pairs, wanted: str) -> list[str]:
    return [value for name, value in pairs if name == wanted]


def _single(pairs: _Pairs, wanted: str) -> str | None:
    found = _all(pairs, wanted)
    if len(found) > 1:
        raise Problem(400, "Ambiguous request", f"the parameter '{wanted}' is given {len(found)} times; give it once")
    return found[0] if found else None


async def _posted(request: Request) -> _Pairs:
    type_, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    if type_ == "application/sparql-update":
        raise _update()
    if type_ not in (_FORM, _DIRECT):
        raise Problem(415, "Unknown kind of request", f"a POST has the content type {_FORM} or {_DIRECT}",
                      {"Accept-Post": f"{_FORM}, {_DIRECT}"})
    if charset := next((p for p in parameters if p.startswith("charset=") and p.strip('"') not in _UTF_8), ""):
        raise Problem(415, "Unknown kind of request", f"the request says {charset}; send it in UTF-8")
    body = await _body(request)
    return pairs(body, "the form") if type_ == _FORM else [("query", _text(body, "the query"))]


_UTF_8 = {"charset=utf-8", "charset=utf8", 'charset="utf-8'}


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise Problem(413, "The request is too long", f"a request has at most {_MOST_BYTES} bytes",
                          {"Connection": "close"})
    return body


def pairs(text: bytes, where: str) -> _Pairs:
    """Return the names and values of a form, decoded once; raises Problem for what is no UTF-8."""
    if _BROKEN.search(text):
        raise Problem(400, "Broken encoding", f"{where} has a percent sign without two digits behind it; write it %25")
    found: Iterable[tuple[bytes, bytes, bytes]] = (pair.partition(b"=") for pair in text.split(b"&") if pair)
    return [(_plain(name, where), _plain(value, where)) for name, _, value in found]


def _plain(text: bytes, where: str) -> str:
    return _text(unquote_to_bytes(text.replace(b"+", b" ")), where)


def _text(found: bytes, where: str) -> str:
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "Broken encoding", f"{where} is not UTF-8 at byte {error.start + 1}") from error
