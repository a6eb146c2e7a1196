"""The coverage table: each sentence of the seed has what models it, or a reason; nothing that rests on it is left out.

The table is `docs/coverage.md`. It is read in both directions, and against the article where its text is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
import rdflib

from kg.sources import read_passages, read_persons, read_records
from kg.vocab import AA, BASE

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
KEY = "titulescu2023"
SECTIONS = ("Abstract", "Introduction", "The Therapeutic Relationship",
            "The Therapeutic Alliance (Working Alliance)", "Conclusions")
REASONS = ("announces the aim", "general remark", "rhetoric")
STATEMENTS = (AA.Definition, AA.Claim, AA.Characteristic, AA.Distinction, AA.EffectSize, AA.TermUse, AA.Lineage)

_ROW = re.compile(r"\| (\d+) \| (\d+) \| (.+) \| (.+) \|")
#: A sentence ends where the next one begins with a capital; a title before a name is no end.
_END = re.compile(r'(?<=[.!?])(?<!Dr\.)["”]?\s+(?=["“]?[A-Z])')


@dataclass(frozen=True)
class Row:
    """A sentence with what models it."""

    section: str
    paragraph: int
    sentence: int
    begins: str
    cell: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset(re.findall(r"`([^`]+)`", self.cell))

    @property
    def place(self) -> str:
        return f"{self.section}, para. {self.paragraph}"


def rows() -> Iterator[Row]:
    section = ""
    for line in TABLE.splitlines():
        section = line.removeprefix("## ") if line.startswith("## ") else section
        if section in SECTIONS and (found := _ROW.fullmatch(line)):
            paragraph, sentence, begins, cell = found.groups()
            yield Row(section, int(paragraph), int(sentence), begins, cell)


ROWS = tuple(rows())


def short(name: str) -> str:
    """Return an address as the table writes it: kind:name."""
    return name.removeprefix(BASE).replace("/", ":", 1)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    found = rdflib.Graph()
    for path in (ROOT / "ontology").glob("*/*.ttl"):
        found.parse(path, format="turtle")
    return found


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """The paragraph of each passage of the article, and of each credit that a passage gives."""
    records = read_records(ROOT / "sources/bibliography.json", read_persons(ROOT / "sources/persons.toml"))
    passages = read_passages(ROOT / f"sources/passages/{KEY}.toml", {k: r.work for k, r in records.items()})
    found = {f"passage:{p.key}": p.locator or "" for p in passages}
    return found | {f"attribution:{a.key}": p.locator or "" for p in passages for a in p.attributions}


@pytest.fixture(scope="module")
def based(graph: rdflib.Graph) -> dict[str, set[str]]:
    """Each statement that rests on a passage of the article, with those passages."""
    found: dict[str, set[str]] = {}
    for kind in STATEMENTS:
        for statement in graph.subjects(rdflib.RDF.type, kind):
            passages = {short(str(p)) for p in graph.objects(statement, AA.basedOn)}
            if own := {p for p in passages if p.startswith(f"passage:{KEY}--")}:
                found[short(str(statement))] = own
    return found


def sentences(text: str) -> dict[str, list[str]]:
    """Return the sentences of each section of the article."""
    lines: dict[str, list[str]] = {}
    section = ""
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        section = line if line in SECTIONS else section
        lines.setdefault(section, []).extend([line] if line not in SECTIONS else [])
    return {name: _END.split(" ".join(found)) for name, found in lines.items()}


def test_table_has_every_section_in_order() -> None:
    assert tuple(section for section, _ in groupby(ROWS, key=lambda r: r.section)) == SECTIONS


def test_paragraphs_and_sentences_are_counted_without_a_gap() -> None:
    for _, section in groupby(ROWS, key=lambda r: r.section):
        paragraphs = [(number, [r.sentence for r in found]) for number, found in
                      groupby(section, key=lambda r: r.paragraph)]
        assert [number for number, _ in paragraphs] == list(range(1, len(paragraphs) + 1))
        assert [counted for _, counted in paragraphs] == [list(range(1, len(c) + 1)) for _, c in paragraphs]


def test_every_row_has_names_or_a_listed_reason() -> None:
    assert [r for r in ROWS if not r.names and r.cell not in REASONS] == []
    assert [r for r in ROWS if r.names and re.sub(r"`[^`]+`", "", r.cell).strip(", ")] == []


def test_reasons_are_those_that_the_page_explains() -> None:
    assert tuple(re.findall(r"^- ([^:\n]+): ", TABLE.split("\n## ")[0], re.MULTILINE)) == REASONS


def test_every_name_in_the_table_exists(places: dict[str, str], based: dict[str, set[str]]) -> None:
    assert {name for r in ROWS for name in r.names} - {*places, *based} == set()


def test_every_passage_of_the_article_stands_in_the_row_of_its_paragraph(places: dict[str, str]) -> None:
    named = {(name, r.place) for r in ROWS for name in r.names if name in places}
    assert {name for name in places if name.startswith("passage:")} - {name for name, _ in named} == set()
    assert {(name, place) for name, place in named if places[name] != place} == set()


def test_every_statement_that_rests_on_the_article_is_in_the_table(based: dict[str, set[str]]) -> None:
    assert based.keys() - {name for r in ROWS for name in r.names} == set()


def test_a_statement_stands_beside_a_sentence_that_it_rests_on(
        places: dict[str, str], based: dict[str, set[str]]) -> None:
    astray = {(name, r.place) for r in ROWS for name in r.names & based.keys()
              if r.place not in {places[passage] for passage in based[name]}}
    assert astray == set()


def test_every_sentence_of_the_article_is_in_the_table_in_order(texts: Path) -> None:
    found = sentences((texts / "titulescu-2023.txt").read_text(encoding="utf-8"))
    for section in SECTIONS:
        begins = [r.begins for r in ROWS if r.section == section]
        assert len(begins) == len(found[section])
        assert [s for s, first in zip(found[section], begins, strict=True) if not s.startswith(first)] == []


@pytest.mark.parametrize(("text", "count"), [
    ('as Dr. Ann Alder wrote: "…a dance." Then they left.', 2),
    ("it is shown... through what is lived (Alder 1901, 3). Birch (1902, 4). It is so.", 3),
    ("the rest [...]\" (Alder, 1901). Each of them (Birch et al., 1902) agrees.", 2),
])
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(sentences(f"Abstract\n{text}")["Abstract"]) == count
