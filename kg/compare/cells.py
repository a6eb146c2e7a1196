"""What a cell of a comparison says, in words that every format shares."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Cell, Comparison, Line

__all__ = ["FIRST", "NOTHING", "REJECTS", "citation", "heads", "places", "said", "texts"]

#: What stands over the first column, in a cell without a line, and before a line that the column rejects.
FIRST, NOTHING, REJECTS = "in respect of", "none in the works covered", "✕ rejects: "


def places(line: Line) -> dict[str, str]:
    """Return the works that a line rests on, each by its key with the places in it that the line does not say."""
    found: dict[str, list[str]] = {}
    for one in line.passages:
        own = found.setdefault(one.work.key, [])
        if one.locator and one.locator not in (*own, line.text):
            own.append(one.locator)
    return {key: "; ".join(own) for key, own in found.items()}


def citation(line: Line) -> str:
    """Return the works and places that a line rests on, by the keys of the works; empty where it rests on none."""
    parts = [f"{key}, {place}" if place else key for key, place in places(line).items()]
    return f"({' & '.join(parts)})" if parts else ""


def said(line: Line) -> str:
    """Return what a line says: a quotation in quotation marks, a rejection marked as one."""
    words = f"“{line.text}”" if line.is_quotation else line.text
    return f"{REJECTS}{words}" if line.is_rejected else words


def texts(cell: Cell) -> list[str]:
    """Return the lines of a cell, each with its citation; in words, also that there is none."""
    return [" ".join(filter(None, (said(line), citation(line)))) for line in cell.lines] or [NOTHING]


def heads(table: Comparison) -> tuple[str, ...]:
    """Return the heading of every column, the first included; what two columns share is told apart by their keys."""
    labels = [FIRST, *(column.label for column in table.columns)]
    return FIRST, *_apart((column.label, column.slug, labels.count(column.label)) for column in table.columns)


def _apart(columns: Iterable[tuple[str, str, int]]) -> Iterable[str]:
    return (f"{label} ({slug})" if count > 1 else label for label, slug, count in columns)
