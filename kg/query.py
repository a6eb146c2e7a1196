"""The named queries of `kg/queries`: found by name, bound, run.

A query of ours is a runnable text: a line `VALUES ?concept { UNDEF }` is a place for a binding. Bound, it holds the
values; unbound, it is left out, together with the lines that end in `# only with ?concept`, and the query asks about
everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Protocol

from kg.vocab import sparql_prefixes

__all__ = ["Asked", "Row", "is_iri", "places", "run", "text", "title"]

Row = tuple[str | None, ...]

_PLACE = re.compile(r"^\s*VALUES \?(\w+) \{ UNDEF \}\n", re.MULTILINE)
_CONDITION = re.compile(r"^(.*\S)\s+# only with \?(\w+)\n", re.MULTILINE)
_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Asked(Protocol):
    """Whatever answers a SELECT query: the store, or the same interface over a network."""

    def select(self, text: str) -> tuple[list[str], list[Row]]:
        """Return the variables and rows of a SELECT query."""
        ...


def text(name: str, /, **bindings: str | int | Iterable[str]) -> str:
    """Return a named query with its IRIs, or a number, bound and its prefixes declared.

    Raises KeyError where the query has no such place: a binding is never ignored.
    """
    template = _template(name)
    if missing := sorted(set(bindings) - set(_PLACE.findall(template))):
        raise KeyError(f"{name}.rq has no place for {missing[0]}")

    def place(match: re.Match[str]) -> str:
        return _values(match[0], bindings[match[1]]) if match[1] in bindings else ""

    def line(match: re.Match[str]) -> str:
        return f"{match[1]}\n" if match[2] in bindings else ""

    body = _CONDITION.sub(line, _PLACE.sub(place, template))
    return sparql_prefixes(body) + body


def is_iri(name: str) -> bool:
    """Whether a name can be bound: whether nothing stands in it that would end an IRI."""
    return not _NOT_IN_AN_IRI.search(name)


def run(asked: Asked, name: str, /, **bindings: str | Iterable[str]) -> list[Row]:
    """Return the rows of a named query, in the order of its SELECT clause."""
    return asked.select(text(name, **bindings))[1]


def title(name: str) -> str:
    """Return the first line of a named query, which says what it asks."""
    return _template(name).partition("\n")[0].removeprefix("# ")


def places(name: str) -> tuple[str, ...]:
    """Return the variables of a named query that can be bound, in their order."""
    return tuple(_PLACE.findall(_template(name)))


def _values(line: str, bound: str | int | Iterable[str]) -> str:
    if isinstance(bound, int):
        return line.replace("UNDEF", str(bound))
    iris = [bound] if isinstance(bound, str) else list(bound)
    if bad := [iri for iri in iris if not is_iri(iri)]:
        raise ValueError(f"{bad[0]!r} is not an IRI")
    return line.replace("UNDEF", " ".join(f"<{iri}>" for iri in iris))


@cache
def _template(name: str) -> str:
    return files("kg").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
