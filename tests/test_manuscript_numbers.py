"""Citations by number: read with the numbers of the list, and never passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.manuscript import ManuscriptReport, check_manuscript

LIST = """

# References

1. Birch B, Alder A. Warmth and welcome. Journal of Invented Results. 1902;3(1):10-9.
2. Alder A. On welcome. Nowhere: Invented Press; 1901.
3. Doe J. A chapter. In: Roe R, Poe P, editors. Elsewhere. Nowhere: Invented Press; 1999. p. 3-9.
"""


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


def checked(atlas: kg.Atlas, text: str) -> ManuscriptReport:
    return check_manuscript("a.md", f"# Doors\n\n{text}{LIST}".encode(), atlas)


def labels(report: ManuscriptReport) -> list[str]:
    return [", ".join(filter(None, [one.label, one.locator])) for one in report.citations]


@pytest.mark.parametrize(("text", "found"), [
    ("So [2].", ["Alder, 1901"]), ("So [1-3].", ["Birch & Alder, 1902", "Alder, 1901", "Doe, 1999"]),
    ("So [1, p. 12].", ["Birch & Alder, 1902, p. 12"]), ("So it is.²", ["Alder, 1901"]),
    ("So [2; 1, pp. 11–12] and [3].", ["Alder, 1901", "Birch & Alder, 1902, pp. 11–12", "Doe, 1999"])])
def test_number_is_the_entry_that_has_it(atlas: kg.Atlas, text: str, found: list[str]) -> None:
    report = checked(atlas, text)
    assert labels(report) == found
    assert [one for one in report.remarks if one.severity == "unread"] == []


def test_page_behind_a_number_is_compared_with_the_work(atlas: kg.Atlas) -> None:
    wrong = [one.subject for one in checked(atlas, "So [1, p. 254].").remarks if one.severity == "error"]
    assert wrong == ["Birch & Alder, 1902, p. 254"]


@pytest.mark.parametrize("number", ["[9]", "[2, 9]", "[9, p. 3]", "(2, p. 3)", "(1)", "⁹", "[3-1]"])
def test_number_that_cannot_be_read_is_said(atlas: kg.Atlas, number: str) -> None:
    report = checked(atlas, f"It is so, they say{number}.")
    assert labels(report) == []
    assert number in [one.subject for one in report.remarks if one.code == "unread"]


def test_number_without_a_numbered_list_is_said_with_its_pages(atlas: kg.Atlas) -> None:
    report = check_manuscript("a.md", b"# Doors\n\nSo [3, p. 254] it is.\n", atlas)
    assert [one.subject for one in report.remarks if one.code == "unread"] == ["[3, p. 254]"]
