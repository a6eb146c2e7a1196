"""A comparison as a file: each format opens, says what the table says, keeps its citations, and runs nothing."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdflib
from conftest import require

import kg
from kg import COMPARISON_FORMATS as FORMATS
from kg.compare.cells import texts
from kg.model import Cell, Comparison, Line, Respect

#: What each format has to print as it stands: marks of markup, of formulas, of LaTeX; letters that fonts lack.
NASTY = ("=1+1", "@SUM(A1)", "100% of A_b & c # d ~ e ^ f \\ {g} $h$", "ö “x” ‘y’ ș ț ṣ ẽ 中 ✕ ≤ →",
         "<b>&amp;</b> | `*` [x](y)", "-- --- '' ,, << >> \"q\"", "[a] \\input{x} \\\\[9cm]", "line\nbreak\ttab \x0b.")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> kg.Atlas:
    return kg.open(atlas_store)


@pytest.fixture(scope="module")
def real(atlas: kg.Atlas) -> Comparison:
    return kg.compare_parties(atlas, "working-alliance", ["bordin", "titulescu", "hatcher-barends", "dryden"])


@pytest.fixture
def nasty(tiny_store: Path) -> Comparison:
    found = kg.compare_parties(kg.open(tiny_store), "welcome", ["alder", "birch-alder"])
    (passage,) = found.rows[0].cells[0].lines[0].passages
    place = replace(passage, locator="p. 1_[x]%", work=replace(passage.work, label=NASTY[2], reference=NASTY[3]))
    rows = [Respect(f"r{i}", text, (Cell((Line(text=text, passages=(place,)),)), Cell()))
            for i, text in enumerate(NASTY)]
    head = tuple(replace(column, label=text) for column, text in zip(found.columns, NASTY, strict=False))
    return replace(found, title=NASTY[4], columns=head, rows=(*found.rows, *rows))


def table_of(found: Comparison) -> list[list[str]]:
    """What a table has to say: the row's words, then each cell's lines with their citations."""
    return [[row.label, *("\n".join(texts(cell)) for cell in row.cells)] for row in found.rows]


# --- tables ---


def test_csv_reads_back_as_the_table_with_its_bibliography(real: Comparison) -> None:
    head, *rows = csv.reader(io.StringIO(FORMATS["csv"].write(real).decode("utf-8-sig")))
    assert head == ["in respect of", "Bordin", "Titulescu", "Hatcher & Barends", "Dryden"]
    assert rows[:len(real.rows)] == table_of(real)
    assert [row[:2] for row in rows[len(real.rows):]] == [[w.key, w.reference] for w in real.works]
    assert "(bordin1979, pp. 252–260; p. 253)" in rows[3][1]


def test_no_cell_of_a_csv_is_a_formula(nasty: Comparison) -> None:
    cells = [cell for row in csv.reader(io.StringIO(FORMATS["csv"].write(nasty).decode("utf-8-sig"))) for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def sheets(data: bytes) -> list[list[list[str]]]:
    """The texts of the sheets of a workbook; a formula fails."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        words, *trees = (ET.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 - we wrote it a moment ago
                         for name in ("sharedStrings", "worksheets/sheet1", "worksheets/sheet2"))
    strings = ["".join(text.itertext()) for text in words]
    for tree in trees:
        assert tree.find(f".//{MAIN}f") is None
    return [[[strings[int(value.text or "")] for value in row.iter(f"{MAIN}v")] for row in tree.iter(f"{MAIN}row")]
            for tree in trees]


def test_workbook_holds_the_table_and_the_bibliography(real: Comparison) -> None:
    table, works = sheets(FORMATS["xlsx"].write(real))
    assert table[1:] == table_of(real)
    assert works[1:] == [[work.key, work.reference] for work in real.works]


def test_workbook_runs_no_formula(nasty: Comparison) -> None:
    table, _ = sheets(FORMATS["xlsx"].write(nasty))
    assert ["=1+1"] in [[cell.partition(" (")[0] for cell in row[1:2]] for row in table]


def test_markdown_holds_each_line_and_no_markup(nasty: Comparison) -> None:
    text = FORMATS["markdown"].write(nasty).decode()
    assert "<b>" not in text
    rows = [line for line in text.partition("## Bibliography")[0].splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {4}
    assert "an invitation to come in (alder1901, p. 12)" in text
    assert "## Bibliography" in text


class Reader(HTMLParser):
    """Tags and cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.add(tag)
        if tag in ("td", "th", "dd", "dt"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_html_is_a_table_in_which_text_stays_text(nasty: Comparison) -> None:
    reader = Reader()
    reader.feed(FORMATS["html"].write(nasty).decode())
    assert not reader.tags & {"b", "script", "img", "a"}
    assert any(cell.startswith("<b>&amp;</b> | `*` [x](y) (alder1901") for cell in reader.cells)
    assert [cell.strip() for cell in reader.cells].count("none in the works covered") >= len(NASTY)


# --- LaTeX ---


@pytest.fixture
def compiled(tmp_path: Path) -> object:
    """A function that compiles LaTeX twice and returns the log; a document that does not compile fails."""
    pdflatex = require("pdflatex")

    def compile_(data: bytes) -> str:
        (tmp_path / "x.tex").write_bytes(data)
        for _ in range(2):
            done = subprocess.run([pdflatex, "-interaction=nonstopmode", "-halt-on-error", "x.tex"], cwd=tmp_path,
                                  capture_output=True, check=False)
            log = done.stdout.decode("utf-8", "replace")
            assert done.returncode == 0, log[-2000:]
        assert (tmp_path / "x.pdf").stat().st_size > 5000
        return log
    return compile_


def test_latex_of_the_real_content_compiles_and_every_citation_is_found(real: Comparison, compiled: object) -> None:
    data = FORMATS["latex"].write(real)
    assert rb"\cite[{pp. 252--260; p. 253}]{bordin1979}" in data.replace("–".encode(), b"--")
    assert rb"\bibitem[{Bordin (1979)}]{bordin1979}" in data
    log = compiled(data)  # type: ignore[operator]
    assert "undefined" not in log
    assert "Overfull \\vbox" not in log


def test_latex_of_anything_compiles(nasty: Comparison, compiled: object) -> None:
    data = FORMATS["latex"].write(nasty)
    compiled(data)  # type: ignore[operator]
    assert r"\d{s}" in data.decode()
    assert "U+4E2D" in data.decode()
    assert rb"\input{x}" not in data


# --- data ---


def test_json_holds_every_line_with_its_places(real: Comparison) -> None:
    found = json.loads(FORMATS["json"].write(real))
    assert [one["label"] for one in found["columns"]] == [column.label for column in real.columns]
    assert [[[line["text"] for line in cell] for cell in row["cells"]] for row in found["rows"]] == [
        [list(cell.texts) for cell in row.cells] for row in real.rows]
    included = next(row for row in found["rows"] if row["key"] == "included")["cells"][0][0]
    assert included["passages"][0] == {"key": "bordin1979--three-components", "work": "bordin1979",
                                       "locator": "pp. 252–260"}
    assert included["said_in"] == ["https://w3id.org/alliance-atlas/claim/bordin--bond-component-of-working-alliance"]


def plain(triple: tuple[rdflib.term.Node, ...]) -> tuple[str, ...]:
    """A triple without what rdflib tells apart and RDF does not: a string with its datatype, and one without."""
    return tuple(term.n3().removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>") for term in triple)


def test_every_triple_of_the_turtle_is_one_of_the_atlas(atlas: kg.Atlas, real: Comparison) -> None:
    known = {plain(quad[:3]) for quad in atlas.dataset.triples((None, None, None))}
    for found in (real, kg.compare_parties(atlas, "outcome"), kg.compare_parties(atlas, "real-relationship")):
        graph = rdflib.Graph().parse(data=FORMATS["turtle"].write(found), format="turtle")
        assert [triple for triple in map(plain, graph) if triple not in known] == []
        lines = [line for row in found.rows for cell in row.cells for line in cell.lines]
        shown = {str(getattr(one, "iri", None)) for line in lines
                 for one in (*line.statements, *line.names, *line.distinctions)}
        assert shown <= set(map(str, graph.subjects()))


@pytest.mark.parametrize("name", FORMATS)
def test_comparison_of_concepts_takes_every_format(tiny_store: Path, name: str) -> None:
    table = kg.compare_concepts(kg.open(tiny_store), ["warmth", "welcome"]).table()
    assert len(FORMATS[name].write(table)) > 100


def test_columns_of_one_name_are_told_apart(nasty: Comparison) -> None:
    twins = replace(nasty, columns=tuple(replace(column, label="A") for column in nasty.columns))
    head = next(csv.reader(io.StringIO(FORMATS["csv"].write(twins).decode("utf-8-sig"))))
    assert head[1:] == ["A (alder)", "A (birch-alder)"]
