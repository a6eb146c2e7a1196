"""The atlas as one OWL file, and the addresses that were ever given out."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import owlready2
import pytest
import rdflib
from rdflib import DC, DCTERMS, OWL, RDF, SKOS, Graph, URIRef
from rdflib.compare import isomorphic

from kg import export
from kg.cli import main
from kg.errors import ContentError, KgError, StoreError
from kg.vocab import AA, BASE, iri

ROOT = Path(__file__).parent.parent
VOCABULARY = URIRef(f"{BASE}vocab")


@pytest.fixture(scope="module")
def current(atlas_store: Path) -> Path:
    return (atlas_store / "current").resolve()


@pytest.fixture(scope="module")
def merged(current: Path) -> Graph:
    return export.merged(current / "atlas.nq")


@pytest.fixture(scope="module")
def curated(current: Path) -> Graph:
    """Every curated graph of the build in one, as rdflib reads them."""
    found = rdflib.Dataset()
    found.parse(current / "atlas.nq", format="nquads")
    every = Graph()
    for graph in found.graphs():
        if str(graph.identifier).startswith(f"{BASE}graph/"):
            every += graph
    return every


def without(graph: Graph, header: URIRef) -> Graph:
    """A graph without its header, and without what only declares individuals."""
    found = Graph()
    for triple in graph:
        if triple[0] != header and triple[2] != OWL.NamedIndividual:
            found.add(triple)
    return found


def test_the_file_says_everything_that_the_content_says(merged: Graph, curated: Graph) -> None:
    assert isomorphic(without(merged, export.ONTOLOGY), without(curated, VOCABULARY))


@pytest.mark.parametrize(("suffix", "format_"), [(".owl", "xml"), (".rdf", "xml"), (".ttl", "turtle"), ("", "xml")])
def test_the_file_is_read_back_as_it_was_written(tiny_store: Path, suffix: str, format_: str) -> None:
    current = tiny_store / "current"
    written = Graph().parse(data=export.owl(current, suffix), format=format_)
    assert isomorphic(written, export.merged(current / "atlas.nq"))


def test_the_same_content_gives_the_same_file(current: Path) -> None:
    assert export.owl(current, ".owl") == export.owl(current, ".owl")


def test_there_is_one_header_and_it_says_who_made_what_under_which_licence(merged: Graph) -> None:
    assert list(merged.subjects(RDF.type, OWL.Ontology)) == [export.ONTOLOGY]
    [version] = merged.objects(export.ONTOLOGY, OWL.versionInfo)
    assert merged.value(export.ONTOLOGY, OWL.versionIRI) == URIRef(f"{export.ONTOLOGY}/{version}")
    for needed in (DC.creator, DCTERMS.license, DCTERMS.title, DCTERMS.description, SKOS.changeNote):
        assert len(list(merged.objects(export.ONTOLOGY, needed))) == 1, needed


def test_the_vocabulary_alone_has_a_header_too(curated: Graph) -> None:
    for needed in (DC.creator, DCTERMS.license, DCTERMS.title, OWL.versionIRI, OWL.versionInfo, SKOS.changeNote):
        assert len(list(curated.objects(VOCABULARY, needed))) == 1, needed


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fresh = owlready2.World()
    yield fresh
    fresh.close()


def test_owlready_reads_the_file(world: Any, current: Path, merged: Graph) -> None:
    file = io.BytesIO(export.owl(current, ".owl"))
    world.get_ontology(str(export.ONTOLOGY)).load(fileobj=file)
    classes, individuals = ({found.iri for found in every()} for every in (world.classes, world.individuals))
    assert {str(concept) for concept in merged.subjects(RDF.type, AA.Concept)} <= classes
    for kind in (AA.Work, AA.Passage, AA.Claim, AA.Definition):
        assert {str(thing) for thing in merged.subjects(RDF.type, kind)} <= individuals


def run(*arguments: object) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["kg", "export", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


def test_the_command_writes_a_file_or_standard_output(
    tiny_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    current = tiny_store / "current"
    assert run("--store", tiny_store, tmp_path / "atlas.ttl") == 0
    assert (tmp_path / "atlas.ttl").read_bytes() == export.owl(current, ".ttl")
    assert run("--store", tiny_store, "-") == 0
    assert capsys.readouterr().out == export.owl(current, ".owl").decode()


def test_another_suffix_is_refused(tiny_store: Path) -> None:
    with pytest.raises(KgError, match=r"\.json: no form of OWL files; end the name in \.owl"):
        export.owl(tiny_store / "current", ".json")


def test_a_missing_store_is_named_with_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run 'kg build'"):
        export.owl(tmp_path, ".owl")


# --- addresses ---


def test_the_list_has_not_shrunk_since_the_last_release() -> None:
    # The number of the last mark; raise it with each release.
    assert len(export.published(ROOT / "ontology" / "published.txt")) >= 1629


def test_a_list_that_lost_its_end_is_refused(tmp_path: Path) -> None:
    lines = (ROOT / "ontology" / "published.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "published.txt").write_text("".join(lines[:200]), encoding="utf-8")
    with pytest.raises(ContentError, match="does not end with its mark"):
        export.published(tmp_path / "published.txt")


def test_every_address_ever_given_out_is_there_or_retired(current: Path) -> None:
    known = set(export.addresses(current))
    assert {"concept/working-alliance", "vocab/Concept", "work/bordin1979"} <= known
    assert sorted(set(export.published(ROOT / "ontology" / "published.txt")) - known) == [], (
        "an address that was given out is gone: bring it back, or retire it in ontology/retired.ttl with the reason")


def test_only_things_with_an_address_of_their_own_are_listed(tiny_store: Path) -> None:
    found = export.addresses(tiny_store / "current")
    assert "passage/alder1901--open-door" in found
    assert not [name for name in found if name.count("/") != 1 or name.startswith("graph/")]
    assert str(iri("work", "alder1901") + "/author/1").removeprefix(BASE) not in found


def test_the_list_only_grows(tiny_store: Path, tmp_path: Path) -> None:
    path, current = tmp_path / "published.txt", tiny_store / "current"
    assert export.publish(path, current, "0.1.0") == len(export.addresses(current))
    first = path.read_text(encoding="utf-8")
    assert export.publish(path, current, "0.2.0") == 0
    path.write_text(first.replace("concept/warmth\n", ""), encoding="utf-8")
    with pytest.raises(ContentError, match=r"the addresses above are not those that were given out; bring back"):
        export.published(path)


def test_what_is_new_is_added_below_what_was_there(tiny_store: Path, tmp_path: Path) -> None:
    path, current = tmp_path / "published.txt", tiny_store / "current"
    every = export.addresses(current)
    digest = sha256(b"work/aspen1850").hexdigest()
    text = f"# What the list is.\nwork/aspen1850\n# 0.0.1: 1 addresses, sha256 {digest}\n"
    path.write_text(text, encoding="utf-8")
    export.publish(path, current, "0.1.0")
    assert path.read_text(encoding="utf-8").startswith(text)
    assert export.published(path) == ("work/aspen1850", *every)
    assert set(export.published(path)) - set(every) == {"work/aspen1850"}
