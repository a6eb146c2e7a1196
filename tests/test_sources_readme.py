"""The handbook of the evidence shows real examples, and every form it recommends is one that is read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.errors import LocatorError
from kg.locator import parse
from kg.model import CERTAINTIES, STATUSES
from kg.sources import read_passages, read_persons, read_records

SOURCES = Path(__file__).resolve().parents[1] / "sources"
README = (SOURCES / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def column(heading: str) -> list[str]:
    """Return the code spans of the first column of the first table after a line of the handbook."""
    table = re.search(r"(?:^\|.*\n)+", README[README.index(heading):], re.MULTILINE)
    return re.findall(r"^\| `([^`]+)`", table[0], re.MULTILINE) if table else []


def test_the_record_of_the_worked_example_is_the_real_one() -> None:
    (example,) = fenced("json")
    assert json.loads(example) in json.loads((SOURCES / "bibliography.json").read_text(encoding="utf-8"))


def test_the_passage_of_the_worked_example_is_the_real_one(tmp_path: Path) -> None:
    records = read_records(SOURCES / "bibliography.json", read_persons(SOURCES / "persons.toml"))
    known, real = {key: record.work for key, record in records.items()}, SOURCES / "passages" / "titulescu2023.toml"
    (tmp_path / real.name).write_text("".join(fenced("toml")), encoding="utf-8")
    (passage,) = read_passages(tmp_path / real.name, known)
    assert passage in read_passages(real, known)
    (credit,) = passage.attributions
    assert f"`passage/{passage.key}`" in README
    assert f"`attribution/{credit.key}`" in README
    assert credit.statuses == ("page-out-of-range",)


def test_the_handbook_explains_every_certainty_and_status() -> None:
    assert column("## Certainty") == list(CERTAINTIES)
    assert sorted(column("| status | means")) == sorted(STATUSES)
    assert all(words in README for words in (*CERTAINTIES.values(), *STATUSES.values()))


@pytest.mark.parametrize("text", column("## Locators"))
def test_a_locator_that_the_handbook_recommends_is_read(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", column("These are refused"))
def test_a_locator_that_the_handbook_warns_of_is_refused(text: str) -> None:
    with pytest.raises(LocatorError):
        parse(text)


def test_the_handbook_shows_locators_of_both_kinds() -> None:
    assert "p. 253" in column("## Locators")
    assert "pp. 145-7" in column("These are refused")
