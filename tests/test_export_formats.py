"""The whole atlas in every format: the same counts, the same triples by a second parser, the same bytes each time."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from csvw import CSVW, TableGroup
from rdflib.compare import isomorphic

from kg import describe, export
from kg.catalog import open_atlas
from kg.cli import main
from kg.export.rdf import context
from kg.vocab import BASE

ROOT = Path(__file__).parent.parent
#: Format of the curated graph as a whole -> who reads it beside who wrote it.
SYNTAXES = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
            "rdfxml": pyoxigraph.RdfFormat.RDF_XML, "jsonld": pyoxigraph.RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def content(atlas_store: Path) -> export.Content:
    return export.Content((atlas_store / "current").resolve())


@pytest.fixture(scope="module")
def counts(content: export.Content) -> dict[str, int]:
    return dict(json.loads((content.current / "build.json").read_text(encoding="utf-8"))["counts"])


def lines(quads: Iterable[pyoxigraph.Quad]) -> set[str]:
    """What quads say, without the names of nameless nodes, which are the business of each parser."""
    return {" ".join("_" if isinstance(node, pyoxigraph.BlankNode) else str(node)
                     for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)) for quad in quads}


def is_of(quad: pyoxigraph.Quad, kind: str) -> bool:
    return str(quad.graph_name).startswith(f"<{BASE}{kind}/")


def built(content: export.Content) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(content.quads.read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS))


@pytest.mark.parametrize("format_", SYNTAXES)
def test_a_second_parser_reads_every_published_triple(
    content: export.Content, counts: dict[str, int], format_: str,
) -> None:
    written, said = export.made(content, format_)
    read = list(pyoxigraph.parse(written, format=SYNTAXES[format_], base_iri=BASE))
    plain = [pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in built(content)
             if is_of(q, "graph")]
    assert lines(read) == lines(plain)
    assert len(read) == said["triples"] == counts["triples"]


@pytest.mark.parametrize(("format_", "syntax"), [
    ("nquads", pyoxigraph.RdfFormat.N_QUADS), ("trig", pyoxigraph.RdfFormat.TRIG)])
def test_every_graph_of_the_build_is_there_by_its_name(
    content: export.Content, counts: dict[str, int], format_: str, syntax: pyoxigraph.RdfFormat,
) -> None:
    written, said = export.made(content, format_)
    read, whole = list(pyoxigraph.parse(written, format=syntax)), built(content)
    assert lines(read) == lines(whole)
    assert (said["quads"], said["graphs"]) == (len(whole), len({q.graph_name for q in whole}))
    assert sum(is_of(q, "graph") for q in read) == counts["triples"]
    assert len({q.graph_name for q in read if is_of(q, "model")}) == counts["models"]


@pytest.mark.parametrize(("format_", "syntax"), [("jsonld", "json-ld"), ("turtle", "turtle")])
def test_nameless_nodes_hang_together_as_before(tiny_store: Path, format_: str, syntax: str) -> None:
    content = export.Content(tiny_store / "current")
    written = rdflib.Graph().parse(data=export.made(content, format_)[0], format=syntax)
    assert isomorphic(written, content.graph)


def test_the_context_is_the_one_that_is_served(atlas_store: Path, content: export.Content) -> None:
    assert context(content.graph) == describe.context(open_atlas(atlas_store))


def test_concepts_and_claims_open_again_as_a_network(content: export.Content, counts: dict[str, int]) -> None:
    written, said = export.made(content, "graphml")
    network = nx.read_graphml(io.BytesIO(written), force_multigraph=True)
    assert (network.number_of_nodes(), network.number_of_edges()) == (counts["concepts"], counts["claims"])
    assert said == {"concepts": counts["concepts"], "claims": counts["claims"]}
    first = next(iter(network.edges(data=True)))[2]
    assert first.keys() >= {"relation", "party", "places", "is_denied", "iri"}
    assert all(found["label"] for _, found in network.nodes(data=True))


# --- tables ---


@pytest.fixture
def tables(content: export.Content, tmp_path: Path) -> Path:
    export.write(content, "csvw", tmp_path / "tables")
    return tmp_path / "tables" / "csv-metadata.json"


def test_tables_have_the_types_and_keys_that_their_metadata_promise(tables: Path, counts: dict[str, int]) -> None:
    assert CSVW(str(tables), validate=True, strict=False).is_valid  # strict would forbid a key that may be empty
    rows = {table.local_name.removesuffix(".csv"): list(table.iterdicts(strict=True))
            for table in TableGroup.from_file(tables).tables}
    assert {name: len(found) for name, found in rows.items() if name in counts} == {
        name: counts[name] for name in rows if name in counts}
    assert set(rows) - set(counts) == {"sides", "authorships"}
    assert Counter(type(row["year"]).__name__ for row in rows["works"]).keys() <= {"int", "Decimal", "NoneType"}
    assert {row["is_denied"] for row in rows["claims"]} == {True, False}


@pytest.mark.parametrize(("table", "there", "instead"), [
    ("definitions.csv", ",bordin,", ",nobody,"), ("works.csv", ",1979,", ",MCMLXXIX,"),
    ("concepts.csv", "\r\nbond,", "\r\ngoals,")])
def test_broken_tables_are_noticed(tables: Path, table: str, there: str, instead: str) -> None:
    file = tables.parent / table
    with file.open(newline="", encoding="utf-8") as opened:
        text = opened.read()
    assert there in text
    file.write_text(text.replace(there, instead, 1), encoding="utf-8", newline="")
    with pytest.raises(ValueError, match=table):
        assert CSVW(str(tables), validate=True, strict=False).is_valid, f"{table} is not valid"


# --- as files ---


def test_the_same_content_gives_the_same_bytes_in_another_process(tiny_store: Path, tmp_path: Path) -> None:
    for seed in "12":
        command = [sys.executable, "-m", "kg", "export", "all", str(tmp_path / seed), "--store", str(tiny_store)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in "12")
    assert {one.file for one in export.FORMATS.values()} == set(one)
    assert one == two


def test_a_zip_holds_what_a_directory_holds(tiny_store: Path, tmp_path: Path) -> None:
    for name in ("csvw", "models"):
        export.write(tiny_store / "current", name, tmp_path / name)
        export.write(tiny_store / "current", name, tmp_path / f"{name}.zip")
        with ZipFile(tmp_path / f"{name}.zip") as archive:
            assert {one: archive.read(one) for one in archive.namelist()} == {
                path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}


def run(*arguments: object) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["kg", "export", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


def test_the_command_says_how_large_and_of_how_many_each_file_is(
    tiny_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("turtle", "csvw", tmp_path / "out", "--store", tiny_store) == 0
    said = capsys.readouterr().out
    for path in (tmp_path / "out").iterdir():
        assert f"{path}" in said
        assert f"{path.stat().st_size:,}" in said
    assert "triples" in said
    assert "concepts" in said
    assert run("turtle", "csvw", tmp_path / "out", "--store", tiny_store) == 0, "what it wrote it may replace"


@pytest.mark.parametrize(("arguments", "why"), [
    (("turtle", "mine.ttl"), "mine.ttl: is no export of the atlas; move it away"),
    (("mine.ttl",), "mine.ttl: is no export of the atlas; move it away"),
    (("csvw", "."), r"holds what is no export of the atlas \(mine.ttl\); name an empty directory"),
    (("all", "."), r"holds what is no export of the atlas \(mine.ttl\); name an empty directory"),
    (("all", "mine.ttl"), "mine.ttl: is a file; name a directory"),
    (("rtf", "new"), "rtf: is no format; choose one of turtle, trig"),
    (("all", "-"), "only one format goes to standard output"),
    (("all",), "name a file or a directory behind all"),
    (("turtle", "mine.ttl/new.ttl"), "cannot be written")])
def test_what_somebody_else_wrote_stays_as_it_is(
    tiny_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...], why: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    # A file in the terms of the atlas is not for that an export of it.
    mine = f"@prefix aa: <{BASE}vocab/> .\n# what I found\n"
    Path("mine.ttl").write_text(mine, encoding="utf-8")
    assert run(*arguments, "--store", tiny_store) > 0
    assert re.search(why, " ".join(capsys.readouterr().err.split()))
    assert Path("mine.ttl").read_text(encoding="utf-8") == mine
    assert [path.name for path in tmp_path.iterdir()] == ["mine.ttl"]


def test_help_and_documentation_name_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    said, documented = capsys.readouterr().out, (ROOT / "docs" / "downloads.md").read_text(encoding="utf-8")
    for name, one in export.FORMATS.items():
        assert name in said
        assert f"| `{name}` | `{one.file}` | `{one.media}` | {one.use} |" in documented
