"""How results reach a terminal or a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.model import Definition, Passage, Place

__all__ = ["Progress", "flat", "instead", "report", "said", "table", "write"]

_GAP, _NARROWEST = "  ", 4


class Progress(ExitStack):
    """A bar on standard error, as long as what it is told first."""

    _bar: Any = None

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show that so many of all are done, and what comes next."""
        if self._bar is None:
            self._bar = self.enter_context(click.progressbar(
                length=total, file=sys.stderr, item_show_func=lambda item: item and Path(item).name))
        self._bar.update(done - self._bar.pos, name)


def write(format_: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as one JSON array, or as CSV with their names in the first line."""
    import json  # here and below: --help loads none of it

    from kg.tables import as_csv

    if format_ == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        click.echo(as_csv(rows).replace("\r\n", "\n"), nl=False)


def report(format_: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows under the names of their columns, as an aligned or a Markdown table, or as `write` does."""
    lines = [list(rows[0]), *(list(map(str, row.values())) for row in rows)] if rows else []
    if format_ == "table":
        table([*lines[:1], *(["-" * len(name) for name in line] for line in lines[:1]), *lines[1:]])
    elif format_ == "markdown":
        from kg.tables import as_markdown

        click.echo(as_markdown(rows), nl=False)
    else:
        write(format_, rows)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print aligned columns, cut to the width of a terminal; what goes into a file or a pipe is not cut."""
    width = get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in _aligned(rows, width):
        click.echo(line)


def _aligned(rows: Sequence[Sequence[str]], width: int = 0) -> Iterable[str]:
    r"""Yield one line per row, its cells under each other; with a width, the widest columns are cut first.

    >>> list(_aligned([["a", "a long\ntext"], ["bcd", "e"]], width=11))
    ['a    a lon…', 'bcd  e']
    """
    cells = [["".join(c if c.isprintable() else " " for c in cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    while width and sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for row in cells:
        yield _GAP.join(_cut(cell, most).ljust(most) for cell, most in zip(row, widths, strict=True)).rstrip()


def _cut(cell: str, most: int) -> str:
    return cell if len(cell) <= most else cell[:most - 1] + "…"


def said(passage: Passage) -> Iterable[str]:
    """Yield what a passage says, where that stands, how sure it is, and what is wrong with its credits."""
    from kg.model import CERTAINTIES

    words = f"“{passage.quotation}”" if passage.quotation else passage.paraphrase or ""
    yield f"{words} ({passage.locator})" if passage.locator else words
    yield passage.work.reference
    yield f"certainty: {CERTAINTIES.get(passage.certainty, passage.certainty)}"
    yield from (f"warning: {warning}" for warning in _warnings(passage))


def _warnings(passage: Passage) -> Iterable[str]:
    from kg.model import STATUSES

    for credit in passage.attributions:
        if credit.is_doubtful:
            what = "; ".join(STATUSES.get(status, status) for status in credit.statuses)
            better = f"cite instead: {instead(credit.instead)}" if credit.instead else ""
            parts = (f"{credit.credited or 'no credit'}: {what}", credit.reason, better)
            yield "; ".join(part.rstrip(".") for part in parts if part)


def instead(place: Place | None) -> str:
    """Return what to cite instead, and how sure that is."""
    from kg.model import CERTAINTIES

    if place is None:
        return ""
    where = ", ".join(filter(None, (place.work.label, place.locator)))
    return f"{where} ({CERTAINTIES.get(place.certainty, place.certainty)})"


def flat(one: Definition) -> Iterable[Mapping[str, Any]]:
    """Yield one row per passage of a definition."""
    for passage in one.passages:
        yield {"concept": one.concept.iri, "definition": one.iri, "party": one.party.label, "gloss": one.gloss,
               "year": passage.work.year, "work": passage.work.label, "locator": passage.locator,
               "quotation": passage.quotation, "paraphrase": passage.paraphrase, "reference": passage.work.reference,
               "certainty": passage.certainty, "warning": " | ".join(_warnings(passage))}
