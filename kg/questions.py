"""Competency questions: one file of SPARQL each, with its expected answer beside it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from kg.model import Question

__all__ = ["read"]


def read(path: Path) -> Question:
    """Return the question of a file, with the number of rows that its expected answer has."""
    text = path.read_text(encoding="utf-8", errors="replace")
    heads = dict(re.findall(r"^# (title|user): (.+)$", text, re.MULTILINE))
    return Question(path.stem.split("-")[0], heads.get("user", ""), heads.get("title", path.stem), text,
                    _rows(path.with_suffix(".csv")))


def _rows(expected: Path) -> int:
    if not expected.exists():
        return 0
    with expected.open(encoding="utf-8", newline="") as file:
        return max(0, sum(1 for _ in csv.reader(file)) - 1)
