"""The answer to anybody's query for Python: rows of plain values, a pandas DataFrame, or an rdflib graph."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.vocab import PREFIXES
from kg.workers import stream

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

__all__ = ["Result", "query"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Datatype -> the plain value of its text; every other literal stays the text that it is.
_VALUES: dict[str, Callable[[str], Any]] = {
    f"{_XSD}integer": int, f"{_XSD}decimal": float, f"{_XSD}double": float, f"{_XSD}float": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
}


class Result:
    """What a query answered: rows whose values have the names of its variables, or a graph.

    An IRI is its text, a literal its value; an unbound variable is None. ASK gives one row with one value, `answer`.
    """

    def __init__(self, variables: tuple[str, ...], rows: tuple[Any, ...], turtle: str | None = None) -> None:
        self.variables, self._rows, self._turtle = variables, rows, turtle

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: int) -> Any:
        return self._rows[at]

    def __bool__(self) -> bool:
        return bool(self._rows or self._turtle)

    def df(self) -> pd.DataFrame:
        """Return the rows as a DataFrame; raises KgError for a graph, and where pandas is not installed."""
        if self._turtle is not None:
            raise KgError("the answer is a graph; ask with SELECT for a table")
        try:
            import pandas as pd  # half a second, and an extra
        except ModuleNotFoundError as error:
            raise KgError("pandas is missing; run: pip install pandas") from error
        return pd.DataFrame(list(self._rows), columns=list(self.variables))

    def graph(self) -> rdflib.Graph:
        """Return the answer to CONSTRUCT or DESCRIBE as a graph; raises KgError where the answer is a table."""
        if self._turtle is None:
            raise KgError("the answer is a table; ask with CONSTRUCT or DESCRIBE for a graph")
        import rdflib  # a third of a second

        found = rdflib.Graph()
        for prefix, base in PREFIXES.items():
            found.bind(prefix, base, override=True, replace=True)
        return found.parse(data=self._turtle, format="turtle")


def query(text: str, store: Path, seconds: float) -> Result:
    """Return the answer to a query; raises what `kg.ask` raises."""
    with closing(stream(text, store, seconds=seconds)) as answer:
        said = b"".join(answer).decode()
    if answer.format == "turtle":
        return Result((), (), said)
    found = json.loads(said)
    if "boolean" in found:
        return Result(("answer",), (_row(("answer",))(found["boolean"]),))
    names = tuple(found["head"]["vars"])
    row = _row(names)
    return Result(names, tuple(row(*(_value(one.get(name)) for name in names)) for one in found["results"]["bindings"]))


def _row(names: tuple[str, ...]) -> Callable[..., Any]:
    # A variable may have a name that no attribute can have; it is then found by its place.
    return namedtuple("Row", names, rename=True)  # noqa: PYI024 - the names come with the query


def _value(term: Mapping[str, str] | None) -> Any:
    if term is None:
        return None
    try:
        return _VALUES.get(term.get("datatype", ""), str)(term["value"])
    except ValueError:
        return term["value"]  # "none"^^xsd:integer is a literal, but no number
