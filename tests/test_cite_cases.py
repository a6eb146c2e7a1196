"""The hard cases of citing, against strings worked out by hand from the style guides (tests/data/citations.toml)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from conftest import HERE, REAL

from kg.cite import styles
from kg.cite.render import Cite, alone
from kg.model import Rendered

EXPECTED: dict[str, Any] = tomllib.loads((HERE / "data" / "citations.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = EXPECTED["case"]


@cache
def records() -> dict[str, dict[str, Any]]:
    found = json.loads((REAL.sources / "bibliography.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in found}


def record(case: dict[str, Any]) -> dict[str, Any]:
    """Return the record of a case: one of the atlas, one of its own, or a book by so many authors."""
    if "authors" in case:
        people = [{"family": f"A{chr(ord('a') + i)}", "given": "Ann"} for i in range(case["authors"])]
        return {"id": "many", "type": "book", "author": people, "title": "Many on welcome",
                "publisher": "Invented Press", "publisher-place": "Nowhere", "issued": {"date-parts": [[2001]]}}
    return dict(json.loads(case["record"])) if "record" in case else records()[case["work"]]


def cite(case: dict[str, Any]) -> Cite:
    return Cite.of(record(case), case.get("locator", ""), records().get(case.get("credited", "")))


@cache
def rendered(style: str) -> list[Rendered]:
    return alone([cite(case) for case in CASES], styles.find_style(style))


def lines() -> Iterator[Any]:
    for number, case in enumerate(CASES):
        for style in styles.COMMON_STYLES:
            for form, expected in case.get(style, {}).items():
                yield pytest.param(number, style, form, expected, id=f"{case['name']}, {style}, {form}")


@pytest.mark.parametrize(("number", "style", "form", "expected"), list(lines()))
def test_case_is_printed_as_the_guide_has_it(number: int, style: str, form: str, expected: str) -> None:
    assert getattr(rendered(style)[number], form).markdown.replace("\\", "") == expected


def test_every_deviation_names_its_style_and_its_reason() -> None:
    assert [one for one in EXPECTED["deviation"] if one["style"] not in styles.COMMON_STYLES
            or not (one["what"] and one["why"])] == []


def test_every_case_names_its_rule_and_every_style_has_cases() -> None:
    assert all(case["rule"] for case in CASES)
    assert all(sum(style in case for case in CASES) >= 7 for style in styles.COMMON_STYLES)
