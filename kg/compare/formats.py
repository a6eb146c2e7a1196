"""A comparison as a file of any format, with its bibliography; what a cell says stays text, and keeps its citation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from kg.compare.cells import NOTHING, citation, heads, said, texts
from kg.compare.latex import latex
from kg.compare.turtle import turtle
from kg.model import Cell, Comparison, Distinction, Line, Respect, Statement, TermUse
from kg.tables import as_csv, as_markdown

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

__all__ = ["FORMATS", "Format"]

_STYLE = """
body { font: 1rem/1.5 Georgia, serif; margin: 2rem; color: #1f2328; background: #fff; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem; border-bottom: 1px solid #d9d5cb; }
th, td { min-width: 9rem; } thead th { border-bottom: 2px solid #585d64; }
p { margin: 0 0 .5rem; } cite, .none { color: #585d64; font-style: normal; }
""".strip()


class Format(NamedTuple):
    """A format of files: its media type, the ending of a file's name, and what writes it."""

    media: str
    ending: str
    write: Callable[[Comparison], bytes]


def _rows(table: Comparison) -> Iterator[Mapping[str, str]]:
    """Yield a row for each respect, then one for each work of the bibliography."""
    names = heads(table)
    for row in table.rows:
        yield dict(zip(names, _cells(row), strict=True))
    for work in table.works:
        yield dict(zip_longest(names, (work.key, work.reference), fillvalue=""))


def _cells(row: Respect) -> tuple[str, ...]:
    return row.label, *("\n".join(texts(cell)) for cell in row.cells)


def _csv(table: Comparison) -> bytes:
    return as_csv(list(_rows(table))).encode("utf-8-sig")


def _xlsx(table: Comparison) -> bytes:
    from xlsxwriter import Workbook  # most readers never ask for a workbook

    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _sheet(book, "Comparison", [heads(table), *map(_cells, table.rows)], (20, *[48] * len(table.columns)))
        _sheet(book, "Bibliography", [("key", "reference"), *((w.key, w.reference) for w in table.works)], (24, 120))
    return file.getvalue()


def _sheet(book: Workbook, name: str, rows: Iterable[Iterable[str]], widths: Iterable[int]) -> None:
    wrapped = {"text_wrap": True, "valign": "top"}
    plain, bold = book.add_format(wrapped), book.add_format({**wrapped, "bold": True})
    sheet = book.add_worksheet(name)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            sheet.write_string(i, j, text, bold if not i or not j else plain)
    for j, width in enumerate(widths):
        sheet.set_column(j, j, width)
    sheet.freeze_panes(1, 1)


def _markdown(table: Comparison) -> bytes:
    # A cell of a Markdown table is one line, so each line of a cell becomes a row of its own.
    rows = [dict(zip(heads(table), (row.label if not i else "", *line), strict=True)) for row in table.rows
            for i, line in enumerate(zip_longest(*map(texts, row.cells), fillvalue=""))]
    works = [{"key": work.key, "reference": work.reference} for work in table.works]
    title = " ".join(table.title.split()).replace("<", "&lt;")
    return f"# {title}\n\n{as_markdown(rows)}\n## Bibliography\n\n{as_markdown(works)}".encode()


def _html(table: Comparison) -> bytes:
    title = escape(table.title)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads(table))
    rows = "\n".join(f'<tr><th scope="row">{escape(row.label)}</th>{"".join(map(_html_cell, row.cells))}</tr>'
                     for row in table.rows)
    works = "\n".join(f"<dt>{escape(work.key)}</dt><dd>{escape(work.reference)}</dd>" for work in table.works)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>
<div class="wide" tabindex="0" role="region" aria-label="Comparison"><table><thead><tr>{head}</tr></thead>
<tbody>{rows}</tbody></table></div><h2>Bibliography</h2><dl>{works}</dl></main></body></html>
""".encode()


def _html_cell(cell: Cell) -> str:
    lines = "".join(f"<p>{escape(said(line))} <cite>{escape(citation(line))}</cite></p>" for line in cell.lines)
    return f"<td>{lines}</td>" if lines else f'<td><p class="none">{NOTHING}</p></td>'


def _json(table: Comparison) -> bytes:
    found = {
        "kind": table.kind, "title": table.title,
        "columns": [{"iri": one.iri, "label": one.label} for one in table.columns],
        "rows": [{"key": row.key, "label": row.label, "is_same": row.is_same,
                  "cells": [[_json_line(line) for line in cell.lines] for cell in row.cells]} for row in table.rows],
        "bibliography": [{"key": w.key, "label": w.label, "reference": w.reference} for w in table.works],
        "queries": list(table.queries),
    }
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def _json_line(line: Line) -> Mapping[str, object]:
    about: tuple[Statement | TermUse | Distinction, ...] = (*line.statements, *line.names, *line.distinctions)
    return {"text": line.text, "is_quotation": line.is_quotation, "is_rejected": line.is_rejected,
            "citation": citation(line), "said_in": [one.iri for one in about],
            "passages": [{"key": p.key, "work": p.work.key, "locator": p.locator} for p in line.passages]}


#: Name of a format -> what it is, and what writes it.
FORMATS: dict[str, Format] = {
    "csv": Format("text/csv", "csv", _csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _xlsx),
    "latex": Format("application/x-latex", "tex", latex),
    "markdown": Format("text/markdown", "md", _markdown),
    "html": Format("text/html", "html", _html),
    "json": Format("application/json", "json", _json),
    "turtle": Format("text/turtle", "ttl", turtle),
}
