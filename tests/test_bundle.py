"""Rows with their bibliography: which works belong to them, and what the file holds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

import kg
from kg.cli import main

NAMES = ["README.txt", "answer.csv", "works.csl.json", "works.bib", "works.ris"]
BIRCH = "Birch, B., & Alder, A. (1902). Warmth and welcome. Journal of Invented Results, 7, 10–19."


def opened(text: str, store: Path) -> dict[str, str]:
    with ZipFile(io.BytesIO(kg.bundled(text, store).file)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def works(text: str, store: Path) -> list[str]:
    """The keys of the works that belong to an answer."""
    return [one["id"] for one in json.loads(opened(text, store)["works.csl.json"])]


@pytest.mark.parametrize(("thing", "keys"), [
    ("work:cedar1880", ["cedar1880"]),
    ("passage:alder1901--open-door", ["alder1901"]),
    ("<https://w3id.org/alliance-atlas/attribution/birch1902--after-alder--alder1901>", ["alder1901", "birch1902"]),
    ("concept:welcome", []),
    ("<https://w3id.org/alliance-atlas/work/nothing>", []),
    ("<http://example.org/x>", []),
])
def test_works_of_an_address_are_those_that_it_stands_for_or_rests_on(
    thing: str, keys: list[str], tiny_store: Path,
) -> None:
    assert works(f"SELECT ?x {{ VALUES ?x {{ {thing} }} }}", tiny_store) == keys


@pytest.mark.parametrize("kind", ["Definition", "Claim", "TermUse", "Characteristic", "EffectSize"])
def test_statement_brings_the_works_of_its_passages(kind: str, tiny_store: Path) -> None:
    text = f"SELECT DISTINCT ?work {{ ?x a aa:{kind} ; aa:basedOn/aa:inWork ?work }}"
    rows = json.loads(kg.ask(text, tiny_store))["results"]["bindings"]
    expected = {row["work"]["value"].rsplit("/", 1)[-1] for row in rows}
    assert expected
    assert set(works(f"SELECT ?x {{ ?x a aa:{kind} }}", tiny_store)) == expected


def test_distinction_brings_the_works_of_its_sides(tiny_store: Path) -> None:
    sides = "SELECT DISTINCT ?x { ?x a aa:Side }"
    assert works("SELECT ?x { ?x a aa:Distinction }", tiny_store)
    assert set(works(sides, tiny_store)) <= set(works("SELECT ?x { ?x a aa:Distinction }", tiny_store))


@pytest.mark.parametrize(("words", "keys"), [
    ("Alder (1901)", ["alder1901"]),
    (BIRCH, ["birch1902"]),
    ("Alder (1901), p. 12; Birch & Alder (1902), p. 11", ["alder1901", "birch1902"]),
    ("as Alder (1901) says", []),
    ("Alder", []),
])
def test_literal_that_names_a_work_brings_it(words: str, keys: list[str], tiny_store: Path) -> None:
    assert works(f'SELECT ("{words}" AS ?x) {{}}', tiny_store) == keys


def test_file_holds_rows_works_and_how_they_came_about(tiny_store: Path) -> None:
    text = "SELECT ?work ?label { ?work a aa:Work ; rdfs:label ?label } ORDER BY ?label"
    files = opened(text, tiny_store)
    assert list(files) == NAMES
    rows = list(csv.reader(io.StringIO(files["answer.csv"].removeprefix("\ufeff"))))
    assert rows[:2] == [["work", "label"], ["https://w3id.org/alliance-atlas/work/alder1901", "Alder (1901)"]]
    assert files["works.bib"].count("@") == files["works.ris"].count("TY  - ") == len(rows) - 1
    readme = files["README.txt"]
    assert f"Answer:   {len(rows) - 1} rows, in answer.csv" in readme
    assert f"Edition:  {kg.open(tiny_store).state}\n" in readme
    assert text in readme
    assert "Birch & Alder (1902) [birch1902]: seen in a source; page: recalled, not seen in a source (medium" in readme


def test_readme_names_the_service_that_was_asked(tiny_store: Path) -> None:
    made = kg.bundled("ASK {}", tiny_store, endpoint="http://localhost/sparql")
    with ZipFile(io.BytesIO(made.file)) as archive:
        assert "Endpoint: http://localhost/sparql\n" in archive.read("README.txt").decode()


def test_graph_comes_as_turtle_with_the_works_in_it(tiny_store: Path) -> None:
    files = opened("CONSTRUCT { ?p rdfs:label ?label } { ?p a aa:Passage ; rdfs:label ?label }", tiny_store)
    assert "answer.ttl" in files
    assert "@" in files["works.bib"]
    assert "triples, in answer.ttl" in files["README.txt"]


def test_answer_without_works_says_so(tiny_store: Path) -> None:
    files = opened("SELECT ?x { ?x a aa:Nothing }", tiny_store)
    assert files["answer.csv"] == "\ufeffx\r\n"
    assert "No row names a work" in files["README.txt"]
    assert opened("ASK {}", tiny_store)["answer.csv"] == "\ufeffanswer\r\nyes\r\n"


def test_cell_that_a_spreadsheet_would_run_is_text(tiny_store: Path) -> None:
    assert "'=1+1" in opened('SELECT ("=1+1" AS ?x) {}', tiny_store)["answer.csv"]


@pytest.mark.parametrize("words", ["DROP ALL", "SELECT * {"])
def test_refusal_is_that_of_the_query(words: str, tiny_store: Path) -> None:
    with pytest.raises(kg.KgError) as plain:
        kg.ask(words, tiny_store)
    with pytest.raises(type(plain.value)):
        kg.bundled(words, tiny_store)


def test_command_writes_the_file(tiny_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                 monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answer.zip"
    words = ["kg", "query", "SELECT ?w { ?w a aa:Work } LIMIT 2", "--bundle", str(path), "--store", str(tiny_store)]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr() == ("", f"{path}: 2 rows, 2 works\n")
    assert ZipFile(path).testzip() is None


def test_every_example_that_shows_works_takes_them_along(atlas_store: Path) -> None:
    questions = kg.open(atlas_store).questions()
    without = [one.id for one in questions if not kg.bundled(one.text, atlas_store).works]
    assert without == ["R10"]  # links to other vocabularies rest on no work
