"""Files become the same bytes every time, and everything in them reaches the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, Dataset, Namespace, URIRef

from kg import build
from kg import compile as compiler
from kg.errors import ContentError
from kg.places import Places
from kg.vocab import AA, PREFIXES, iri

CITO = Namespace(PREFIXES["cito"])
GOLDEN = Path(__file__).parent / "golden" / "tiny.nq"


def own(places: Places) -> str:
    """The canonical N-Quads of the tiny repository, without what belongs to the machine."""
    build.build(places)
    lines = (places.current / "atlas.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.endswith("graph/ontology/core> .\n"))


def test_the_tiny_repository_compiles_to_its_golden_file(tiny: Places, request: pytest.FixtureRequest) -> None:
    found = own(tiny)
    if request.config.getoption("--golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8"), "see what changed, then 'make golden'"


def test_two_builds_of_the_same_content_are_byte_identical(tiny: Places, tmp_path: Path) -> None:
    other = Places(tiny.ontology, tiny.sources, tmp_path / "other")
    for places in (tiny, other):
        build.build(places)
    assert (tiny.current / "atlas.nq").read_bytes() == (other.current / "atlas.nq").read_bytes()


def test_blank_nodes_are_named_by_content_and_file(tiny: Places) -> None:
    found = compiler.turtle(tiny.ontology / "core.ttl")
    name = compiler.file_graph(Path("ontology/core.ttl"))
    lines = compiler.quads(found, name)
    assert [line for line in lines if "_:graph-ontology-core-" in line]
    assert lines == compiler.quads(compiler.turtle(tiny.ontology / "core.ttl"), name)


def test_a_model_is_a_graph_of_what_it_asserts_and_not_of_what_it_denies(tiny: Places) -> None:
    path = tiny.ontology / "parties" / "alder.ttl"
    text = path.read_text(encoding="utf-8")
    hosting, warmth, welcome = (iri("concept", name) for name in ("hosting", "warmth", "welcome"))
    model = URIRef(iri("model", "alder"))
    assert set(compiler.model_graphs(compiler.turtle(path))[model]) == {
        (warmth, AA.componentOf, hosting), (welcome, AA.componentOf, hosting)}
    path.write_text(text.replace("aa:subject concept:warmth ;", "aa:subject concept:warmth ; aa:isDenied true ;"),
                    encoding="utf-8")
    assert set(compiler.model_graphs(compiler.turtle(path))[model]) == {(welcome, AA.componentOf, hosting)}


def test_every_passage_and_credit_reaches_the_graph(tiny: Places) -> None:
    found = Dataset()
    found.parse(data=own(tiny), format="nquads")
    for kind, names in {"passage": ["alder1901--open-door", "alder1901--two-parts", "birch1902--after-alder",
                                    "birch1902--first-warmth"],
                        "attribution": ["birch1902--after-alder--alder1901", "birch1902--first-warmth--birch1902"],
                        "definition": ["welcome--alder1901", "welcome--birch1902"]}.items():
        assert all(list(found.quads((iri(kind, name), None, None, None))) for name in names)


def test_a_work_cites_what_its_passages_credit_and_names_its_original(tiny: Places) -> None:
    found = Dataset(default_union=True)
    found.parse(data=own(tiny), format="nquads")
    alder, birch, cedar = (iri("work", key) for key in ("alder1901", "birch1902", "cedar1880"))
    assert set(found.subject_objects(CITO.cites)) == {(birch, alder)}
    assert set(found.subject_objects(DCTERMS.isVersionOf)) == {(alder, cedar)}


def test_every_statement_has_a_label(tiny: Places) -> None:
    found = Dataset(default_union=True)
    found.parse(data=own(tiny), format="nquads")
    kinds = (AA.Characteristic, AA.EffectSize, AA.TermUse, AA.Unmapped)
    labels = {str(thing).rsplit("/", 1)[-1]: str(label) for kind in kinds
              for thing in found.subjects(RDF.type, kind) for label in found.objects(thing, RDFS.label)}
    assert labels == {
        "welcome-scale--items": "welcome scale, number of items: 3",
        "cedar1880--welcome-hosting": "welcome with hosting: r = .50",
        "welcome--reception": "“réception” for welcome",
        "hosting--none--example-vocabulary": "hosting not in Example vocabulary",
    }


def test_a_table_that_is_read_by_nobody_is_refused(tiny: Places) -> None:
    (tiny.ontology / "mapings.tsv").write_text("subject_id\n", encoding="utf-8")
    findings = build.check(tiny)
    assert [f.message for f in findings] == [
        "is none of the tables that are read; name it ontology/mappings.tsv or ontology/unmapped.tsv"]


def test_a_table_of_missing_mappings_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "unmapped.tsv"
    path.write_text("subject_id\tobject_source\tsearched\tcertainty\nconcept:warmth\tx\t\tverified\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"unmapped\.tsv:2: has an empty or a surplus column; fill subject_id"):
        compiler.unmapped(path)


@pytest.mark.parametrize(("text", "says"), [
    ("subject_id\tobject_id\n", ":1: has other columns"),
    ("{head}\nconcept:warmth\tskos:closeMatch\t\tx\tx\tx\tverified\n", ":2: has an empty or a surplus column"),
])
def test_a_table_of_mappings_is_refused_by_line(tmp_path: Path, text: str, says: str) -> None:
    head = "subject_id\tpredicate_id\tobject_id\tobject_label\tobject_source\tmapping_justification\tcertainty"
    path = tmp_path / "mappings.tsv"
    path.write_text(text.replace("{head}", head), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        compiler.mappings(path)
    assert says in str(refused.value)


def test_malformed_turtle_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix a: <http://example.org/> .\na:b a:c\n    a:d a:e .\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"bad\.ttl:3: is not valid Turtle"):
        compiler.turtle(path)
