"""The SKOS view: the integrity conditions of SKOS, and nothing in it that somebody denies."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from kg import export
from kg.catalog import open_atlas
from kg.export.skos import SCHEME, view
from kg.vocab import AA, BASE, iri, sparql_prefixes

PREFIX = f"@prefix skos: <{SKOS}> . @prefix : <{BASE}concept/> .\n"
#: Condition of the SKOS reference -> a question that is true of what breaks it, and the smallest thing that does.
CONDITIONS = {
    "S9": ("{ ?a a skos:ConceptScheme, skos:Concept }", ":a a skos:Concept, skos:ConceptScheme ."),
    "S13": ("""{ VALUES (?p ?q) { (skos:prefLabel skos:altLabel) (skos:prefLabel skos:hiddenLabel)
                                 (skos:altLabel skos:hiddenLabel) } ?a ?p ?label ; ?q ?label }""",
            ':a skos:prefLabel "x"@en ; skos:altLabel "x"@en .'),
    "S14": ("{ ?a skos:prefLabel ?one, ?other FILTER(?one != ?other && LANG(?one) = LANG(?other)) }",
            ':a skos:prefLabel "x"@en, "y"@en .'),
    "S27": ("""{ ?a skos:related|^skos:related ?b .
                 ?a (skos:broader|^skos:narrower|skos:broaderTransitive|^skos:narrowerTransitive)+ ?b }""",
            ":a skos:broader :b . :c skos:narrower :b . :c skos:related :a ."),
    "S37": ("{ VALUES ?kind { skos:Concept skos:ConceptScheme } ?a a skos:Collection, ?kind }",
            ":a a skos:Collection, skos:ConceptScheme ."),
    "S46": ("""{ ?a skos:exactMatch|^skos:exactMatch ?b .
                 ?a skos:relatedMatch|^skos:relatedMatch|skos:broadMatch|^skos:broadMatch|skos:narrowMatch ?b }""",
            ":a skos:exactMatch :b . :b skos:narrowMatch :a ."),
}


def breaks(condition: str, turtle: bytes | str) -> bool:
    store = pyoxigraph.Store()
    store.load(turtle.encode() if isinstance(turtle, str) else turtle, format=pyoxigraph.RdfFormat.TURTLE)
    pattern = CONDITIONS[condition][0]
    return bool(store.query(f"{sparql_prefixes(pattern)} ASK {pattern}"))


@pytest.fixture(scope="module")
def content(atlas_store: Path) -> export.Content:
    return export.Content((atlas_store / "current").resolve())


@pytest.fixture(scope="module")
def skos(content: export.Content) -> Graph:
    return view(content)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_an_integrity_condition_holds(content: export.Content, condition: str) -> None:
    assert not breaks(condition, export.made(content, "skos")[0])


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_breaks_a_condition_is_noticed(condition: str) -> None:
    broken = PREFIX + CONDITIONS[condition][1]
    assert [name for name in CONDITIONS if breaks(name, broken)] == [condition]


def test_every_concept_and_definition_is_there(content: export.Content, skos: Graph) -> None:
    concepts = set(content.graph.subjects(RDF.type, AA.Concept))
    assert set(skos.subjects(RDF.type, SKOS.Concept)) == concepts == set(skos.subjects(SKOS.inScheme, SCHEME))
    assert export.made(content, "skos")[1] == {
        "concepts": len(concepts), "definitions": len(set(content.graph.subjects(RDF.type, AA.Definition)))}
    assert len(list(skos.objects(SCHEME, DCTERMS.license))) == 1


def test_a_definition_says_whose_it_is_and_how_sure_its_place_is(atlas_store: Path, skos: Graph) -> None:
    for definition in open_atlas(atlas_store).concept("bond").definitions:
        [text] = [str(said) for said in skos.objects(iri("concept", "bond"), SKOS.definition)
                  if str(said).startswith(f"{definition.gloss} [")]
        assert f"[{definition.party.label}: " in text
        for passage in definition.passages:
            assert passage.work.label in text
            assert (passage.locator or "") in text
            assert passage.certainty == "verified" or " – " in text


def claims(graph: Graph, relation: URIRef) -> dict[bool, set[tuple[object, object]]]:
    """The pairs that somebody relates so, by whether it is denied."""
    found: dict[bool, set[tuple[object, object]]] = {True: set(), False: set()}
    for claim in graph.subjects(AA.relation, relation):
        is_denied = (claim, AA.isDenied, Literal(True)) in graph
        found[is_denied].add((graph.value(claim, AA.subject), graph.value(claim, AA.object)))
    return found


def test_the_hierarchy_is_what_somebody_says_and_nobody_denies(content: export.Content, skos: Graph) -> None:
    said, broader = claims(content.graph, AA.kindOf), set(skos.subject_objects(SKOS.broader))
    assert broader
    assert broader <= said[False] - said[True]
    assert {(b, a) for a, b in skos.subject_objects(SKOS.narrower)} == broader


def changed(content: export.Content, *lines: str) -> Graph:
    """The view of a build in which some more is said."""
    more = export.Content(content.current)
    more.graph = content.graph + Graph().parse(data=f"@prefix aa: <{AA}> . @prefix : <{BASE}concept/> .\n"
                                               + "\n".join(lines))
    return view(more)


def claim(name: str, subject: str, object_: str, *, relation: str = "kindOf", denied: str = "false") -> str:
    return (f"<{BASE}claim/{name}> a aa:Claim ; aa:subject :{subject} ; aa:relation aa:{relation} ; "
            f"aa:object :{object_} ; aa:isDenied {denied} .")


def test_one_denial_takes_a_pair_out_of_the_hierarchy(tiny_store: Path) -> None:
    content = export.Content(tiny_store / "current")
    pair = iri("concept", "one"), SKOS.broader, iri("concept", "two")
    assert pair in changed(content, claim("a", "one", "two"))
    assert pair not in changed(content, claim("a", "one", "two"), claim("b", "one", "two", denied="true"))


def test_a_circle_is_no_hierarchy_and_what_is_above_is_not_related(tiny_store: Path) -> None:
    content = export.Content(tiny_store / "current")
    circle = changed(content, claim("a", "one", "two"), claim("b", "two", "one"))
    assert (iri("concept", "one"), SKOS.broader, iri("concept", "two")) not in circle
    steps = changed(content, claim("a", "one", "two"), claim("b", "two", "three"),
                    claim("c", "three", "one", relation="componentOf"), claim("d", "one", "four", relation="leadsTo"))
    assert (iri("concept", "three"), SKOS.related, iri("concept", "one")) not in steps
    assert (iri("concept", "four"), SKOS.related, iri("concept", "one")) in steps


def test_a_match_that_was_not_seen_says_so(content: export.Content, skos: Graph) -> None:
    mapped = {(content.graph.value(one, AA.mappedConcept), content.graph.value(one, AA.mappingTarget))
              for one in content.graph.subjects(RDF.type, AA.Mapping)}
    matches = {(a, b) for a, match, b in skos if str(match).endswith("Match")}
    assert matches == mapped
    unsure = [one for one in content.graph.subjects(RDF.type, AA.Mapping)
              if content.graph.value(one, AA.certainty) != iri("certainty", "verified")]
    assert len(list(skos.triples((None, SKOS.editorialNote, None)))) == len(unsure) > 0
