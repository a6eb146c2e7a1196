"""What can go wrong, in words that say where, what, and what to do."""

from __future__ import annotations

__all__ = ["ContentError", "KgError", "LocatorError", "NotComparable", "QueryForbidden", "QueryRefused",
           "QuerySyntaxError", "QueryTimeout", "QueryTooLong", "ReasonerError", "StoreError", "TooBusy",
           "UnknownName", "WrongFormat"]


class KgError(Exception):
    """Anything a user can mend; the command line prints it as one line, the app as a message."""


class LocatorError(KgError):
    """A locator that could be read in two ways, or not at all."""


class ContentError(KgError):
    """A file of `sources/` or `ontology/` that cannot be read as what it should be."""

    def __init__(self, where: str, what: str, todo: str) -> None:
        super().__init__(f"{where}: {what}; {todo}")
        self.where, self.what, self.todo = where, what, todo


class ReasonerError(KgError):
    """A reasoner that is missing, fails, or takes longer than it may."""

    def __init__(self, where: str, what: str, todo: str) -> None:
        super().__init__(f"{where}: {what}; {todo}")
        self.where, self.what, self.todo = where, what, todo


class StoreError(KgError):
    """A store that is missing, damaged or in use; the message says which command mends it."""


class UnknownName(KgError):
    """A name nobody here knows, with the nearest ones that are known."""

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...]) -> None:
        hint = f"did you mean {', '.join(nearest)}?" if nearest else "search for it first"
        super().__init__(f"no {kind} {name!r}; {hint}")
        self.kind, self.name, self.nearest = kind, name, nearest


class NotComparable(KgError):
    """Things that cannot be set side by side; `instead` are the slugs of the nearest that can, where there are any."""

    def __init__(self, why: str, instead: tuple[str, ...] = ()) -> None:
        super().__init__(f"{why}; try {', '.join(instead)}" if instead else why)
        self.why, self.instead = why, instead


class QuerySyntaxError(KgError):
    """A SPARQL text that does not parse; line and column count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class QueryRefused(KgError):
    """A query that is not run to its end, whatever it asks: its kind, its size or its format stands against it."""

    #: Whether the same query would be answered in a format of graphs.
    is_graph = False


class QueryForbidden(QueryRefused):
    """A query that would change the graph, or ask another server."""


class QueryTooLong(QueryRefused):
    """A query of more characters than are read."""


class WrongFormat(QueryRefused):
    """A query whose answer cannot be written in the formats that are asked for."""

    def __init__(self, message: str, *, is_graph: bool = False) -> None:
        super().__init__(message)
        self.is_graph = is_graph


class QueryTimeout(KgError):
    """A query that was stopped because its time was over."""


class TooBusy(KgError):
    """A query that finds no room: as many as may run are running, and as many as may wait are waiting."""
