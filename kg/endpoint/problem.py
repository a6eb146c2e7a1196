"""What went wrong, as HTTP says it: a status, and a body for people or, by RFC 9457, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from kg import errors
from kg.endpoint.accept import GRAPHS, TABLES, ranked
from kg.errors import KgError

__all__ = ["Problem", "problem", "response"]

#: Kind of error -> status and title; the first that fits counts.
_STATUS: dict[type[KgError], tuple[int, str]] = {
    errors.QuerySyntaxError: (400, "The query has a mistake"),
    errors.QueryForbidden: (403, "This is not done here"),
    errors.QueryTooLong: (413, "The query is too long"),
    errors.WrongFormat: (406, "The answer does not come in this format"),
    errors.QueryRefused: (400, "The query is refused"),
    errors.QueryTimeout: (503, "The query took too long"),
    errors.TooBusy: (429, "Too many queries at once"),
    errors.StoreError: (503, "The store cannot be read"),
    KgError: (400, "The query could not be answered"),
}
_RETRY = {"Retry-After": "5"}


class Problem(Exception):
    """A request that cannot be answered: its status, a title, what is the matter, and more for programs."""

    def __init__(self, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None,
                 **more: Any) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.headers, self.more = status, title, detail, headers or {}, more


def problem(error: KgError, query: str, *, is_address: bool) -> Problem:
    """Return what an error of the graph means for HTTP, where the query stood in the address or in the body."""
    status, title = next(found for kind, found in _STATUS.items() if isinstance(error, kind))
    detail, more = str(error), dict[str, Any]()
    match error:
        case errors.QuerySyntaxError(line=line, column=column):
            more = {"line": line, "column": column, "excerpt": _excerpt(query, line, column)}
        case errors.WrongFormat(is_graph=is_graph):
            more = {"offers": list(GRAPHS if is_graph else TABLES)}
            detail = f"{detail}; choose one of {', '.join(more['offers'])}"
        case errors.QueryTooLong() if is_address:
            status = 414
    return Problem(status, title, detail, _RETRY if isinstance(error, errors.TooBusy) else None, **more)


def _excerpt(query: str, line: int, column: int) -> str:
    r"""Return a line of a query, and under it a caret.

    >>> print(_excerpt("ASK {\n  a\n}", 2, 3))
      a
      ^
    """
    lines = query.split("\n")
    said = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    before = "".join("\t" if c == "\t" else " " for c in said[:column - 1].ljust(column - 1))
    return f"{said}\n{before}^"


def response(found: Problem, accept: str, headers: Mapping[str, str]) -> Response:
    """Return a problem as JSON, or as plain text for a client that would rather read."""
    types = ranked(accept, ("application/problem+json", "application/json", "text/plain", "text/html"))
    all_ = {**headers, **found.headers, "Vary": "Accept"}
    if types and types[0].startswith("text/"):
        body = "\n\n".join(filter(None, (found.detail, found.more.get("excerpt"))))
        return Response(body + "\n", found.status, all_, "text/plain")
    members = {"type": "about:blank", "title": found.title, "status": found.status, "detail": found.detail,
               **found.more}
    return Response(json.dumps(members, ensure_ascii=False), found.status, all_, "application/problem+json")
