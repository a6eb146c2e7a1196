"""The command that sets parties, or concepts, side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from kg.cli.options import with_places
from kg.errors import KgError
from kg.places import Places

if TYPE_CHECKING:
    from kg.model import Comparison

__all__ = ["compare"]

_FORMATS = ("table", "csv", "xlsx", "latex", "markdown", "html", "json", "turtle")
_GAP, _LABEL, _NARROWEST, _PIPED = "  ", 14, 16, 160


@click.command()
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT...")
@click.option("--by", multiple=True, metavar="PARTY", help="Compare these parties, in this order; give it once for "
              "each, or several with commas between them. Without it, those who define the concept.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a file, not the screen.")
@with_places
def compare(places: Places, concepts: tuple[str, ...], by: tuple[str, ...], format_: str, output: Path | None) -> None:
    """Set authors side by side on one CONCEPT, or two to four CONCEPTs against each other."""
    if format_ == "xlsx" and output is None:
        raise click.UsageError("a workbook does not fit on a screen; add --output FILE")
    if by and len(concepts) > 1:
        raise click.UsageError("--by compares authors on one concept; leave it out to compare concepts")
    table = _comparison(places, concepts, [name for names in by for name in names.split(",") if name])
    written = _written(table, format_)
    if output is None:
        click.echo(written, nl=not written.endswith(b"\n"))
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise KgError(f"{output}: cannot be written ({error.strerror})") from error


def _comparison(places: Places, concepts: Sequence[str], by: Sequence[str]) -> Comparison:
    from kg.catalog import open_atlas  # here and below: --help loads none of it
    from kg.compare import compare_concepts, compare_parties

    atlas = open_atlas(places.store)
    if len(concepts) > 1:
        return compare_concepts(atlas, concepts).table()
    return compare_parties(atlas, concepts[0], by)


def _written(table: Comparison, format_: str) -> bytes:
    from kg.compare import COMPARISON_FORMATS

    if format_ == "table":
        return "\n".join(_lines(table)).encode()
    return COMPARISON_FORMATS[format_].write(table)


def _lines(table: Comparison) -> Iterable[str]:
    """Yield the table as wide as the terminal, its cells wrapped, with the bibliography below."""
    from kg.compare.cells import heads, texts

    whole = get_terminal_size().columns if sys.stdout.isatty() else _PIPED
    width = max(_NARROWEST, (whole - _LABEL) // len(table.columns) - len(_GAP))
    widths = (_LABEL, *[width] * len(table.columns))
    yield from _aligned([[name] for name in heads(table)], widths)
    for row in table.rows:
        yield _GAP.join("-" * one for one in widths)
        yield from _aligned([[row.label], *map(texts, row.cells)], widths)
    yield from ("", *(f"{work.key}: {work.reference}" for work in table.works))


def _aligned(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterable[str]:
    r"""Yield the lines of cells beside each other, each wrapped to the width of its column.

    >>> list(_aligned([["a"], ["one two", "three"]], [2, 4]))
    ['a   one', '    two', '    thre', '    e']
    """
    wrapped = [[part for text in cell for part in wrap(_printed(text), width) or [""]]
               for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _printed(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
