"""Things side by side: what each of several columns says in one respect, with the passages behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.model.evidence import Passage, Ref, Work
from kg.model.statements import Distinction, Statement, TermUse

__all__ = ["Cell", "Comparison", "Line", "Respect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a cell says, with what it rests on: passages, statements, uses of a name, distinctions.

    `is_quotation` where the text is the author's own words; `is_rejected` where the column rejects what it says.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    names: tuple[TermUse, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    refs: tuple[Ref, ...] = ()
    is_quotation: bool = False
    is_rejected: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says in one respect; without a line it says nothing in the works covered."""

    lines: tuple[Line, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What the cell says, without where it says so."""
        return tuple(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Respect:
    """One row of a comparison: in which respect, and what each column says."""

    key: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def is_same(self) -> bool:
        """Whether every column says the same."""
        said = {frozenset((line.text, line.is_rejected) for line in cell.lines) for cell in self.cells}
        return len(said) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Columns side by side: parties on one concept, or concepts; rows in the order a reader wants them."""

    kind: Literal["parties", "concepts"]
    title: str
    columns: tuple[Ref, ...]
    rows: tuple[Respect, ...]
    queries: tuple[str, ...] = field(default=())

    @property
    def works(self) -> tuple[Work, ...]:
        """Every work that a cell rests on, by author and year."""
        found = {p.work.key: p.work for row in self.rows for cell in row.cells for line in cell.lines
                 for p in line.passages}
        return tuple(sorted(found.values(), key=lambda work: work.reference.casefold()))
