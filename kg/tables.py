"""Rows as files: values separated by commas or tabs, and Markdown, in which text from the graph stays text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["as_csv", "as_markdown", "as_tsv"]

#: How a cell begins that a spreadsheet would take for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Sequence[Mapping[str, Any]], names: Sequence[str] = ()) -> str:
    r"""Return rows as CSV with their names in the first line; what a spreadsheet would run is quoted by an apostrophe.

    Where there may be no rows, the names have to be given.

    >>> as_csv([{"a": "=1+1", "b": 2}])
    "a,b\r\n'=1+1,2\r\n"
    """
    file = io.StringIO()
    lines = csv.DictWriter(file, list(names or (rows[0] if rows else ())))
    lines.writerow({name: _quoted(name) for name in lines.fieldnames})
    lines.writerows({name: _quoted(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def as_tsv(rows: Sequence[Mapping[str, Any]], names: Sequence[str] = ()) -> str:
    r"""Return rows as tab-separated values, which have no quotation marks: a tab or a break in a text becomes a space.

    >>> as_tsv([{"a": "x\ty", "b": '"2"'}])
    'a\tb\nx y\t"2"\n'
    """
    head = list(names or (rows[0] if rows else ()))
    lines = [head, *([row[name] for name in head] for row in rows)]
    return "".join("\t".join(" ".join(str(_quoted(value)).split()) for value in line) + "\n" for line in lines)


def as_markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    r"""Return rows as a Markdown table in which no cell is markup.

    >>> as_markdown([{"a": "x | <b>"}])
    '| a |\n| --- |\n| x \\| &lt;b> |\n'
    """
    head = [*map(_cell, rows[0])] if rows else []
    lines = [head, ["---"] * len(head), *([_cell(str(value)) for value in row.values()] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines if line)


def _quoted(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _cell(text: str) -> str:
    return re.sub(r"([\\`*_|\[\]])", r"\\\1", " ".join(text.split())).replace("<", "&lt;")
