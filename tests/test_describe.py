"""What the atlas says of one thing, in every format; every published address of the real content has its answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from httpkit import Client, serving
from rdflib.compare import isomorphic

import kg
from kg.describe import FORMATS, context, describe, formats_of, written
from kg.errors import UnknownName
from kg.export import addresses
from kg.pages.gather.indexes import INDEXES

RDF = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "nq": "nquads", "trig": "trig"}
NAMES = {prefix: rdflib.Namespace(base) for prefix, base in kg.PREFIXES.items()}
#: One of each kind, and what is particular about it.
THINGS = ["concept/welcome", "definition/welcome--alder1901", "work/alder1901", "passage/alder1901--open-door",
          "party/alder", "vocab/heldBy", "vocab/Concept", "graph/ontology/concepts/welcome"]


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


def graph(atlas: kg.Atlas, address: str, suffix: str = "nt") -> rdflib.Graph:
    return rdflib.Graph().parse(data=written(atlas, address, suffix), format=RDF[suffix])


@pytest.mark.parametrize("address", THINGS)
def test_every_format_of_triples_says_the_same(atlas: kg.Atlas, address: str) -> None:
    wanted = graph(atlas, address)
    assert (rdflib.URIRef(atlas.thing(address).iri), None, None) in wanted or "graph/" in address
    for suffix in ("ttl", "jsonld", "rdf"):
        assert isomorphic(graph(atlas, address, suffix), wanted), suffix


@pytest.mark.parametrize("address", THINGS)
def test_formats_with_graphs_keep_them(atlas: kg.Atlas, address: str) -> None:
    found = [set(rdflib.Dataset().parse(data=written(atlas, address, suffix), format=RDF[suffix]).quads())
             for suffix in ("nq", "trig")]
    assert {str(graph) for *_, graph in found[0]} == {str(graph) for *_, graph in found[1]}
    said = {quad.graph_name.value for quad in describe(atlas, address).quads}  # type: ignore[union-attr]
    assert said <= {str(graph) for *_, graph in found[0]}


def test_concept_is_described_by_what_is_said_of_it(atlas: kg.Atlas) -> None:
    found = graph(atlas, "concept/welcome")
    concept = NAMES["concept"].welcome
    assert len(set(found.subjects(NAMES["aa"].defines, concept))) == 2
    assert (NAMES["passage"]["alder1901--open-door"], NAMES["aa"].inWork, NAMES["work"].alder1901) in found
    assert (NAMES["work"].alder1901, NAMES["rdfs"].label, None) in found, "what is named has its label"
    assert (NAMES["work"].alder1901, NAMES["aa"].cslRecord, None) not in found, "and no more than that"


def test_what_a_model_alone_says_is_in_nobodys_name_without_its_graph(atlas_store: Path) -> None:
    whole = kg.open(atlas_store)
    model = whole.models()[0]
    member, relation = rdflib.URIRef(model.members[0].iri), rdflib.URIRef(model.relation.iri)
    address = f"model/{model.slug}"
    quads = set(rdflib.Dataset().parse(data=written(whole, address, "nq"), format="nquads").quads())
    assert any((s, p) == (member, relation) and str(g) == model.iri for s, p, _, g in quads)
    assert (member, relation, None) not in graph(whole, address)


def test_description_says_where_it_is_from(atlas_store: Path) -> None:
    whole = kg.open(atlas_store)
    found = graph(whole, "vocab/Concept")
    [document] = found.subjects(NAMES["foaf"].primaryTopic, NAMES["aa"].Concept)
    assert (document, NAMES["dcterms"].license, rdflib.URIRef(whole.license)) in found
    assert whole.license.startswith("https://creativecommons.org/")
    assert str(found.value(document, NAMES["dcterms"].bibliographicCitation)) == whole.reference


def test_the_same_content_gives_the_same_file(tiny_store: Path) -> None:
    one, other = kg.open(tiny_store), kg.open(tiny_store)
    for suffix in FORMATS:
        assert written(one, "concept/welcome", suffix) == written(other, "concept/welcome", suffix)


def test_json_ld_explains_itself_by_the_context_that_is_served(atlas: kg.Atlas) -> None:
    found = json.loads(written(atlas, "concept/welcome", "jsonld"))
    assert found["@context"].items() <= context(atlas).items()
    node = next(one for one in found["@graph"] if one["@id"] == "concept:welcome")
    assert node["skos:prefLabel"] == {"@value": "welcome", "@language": "en"}
    assert node["aa:state"] == "state:draft"


def test_list_has_a_row_for_each_statement_and_passage(atlas: kg.Atlas) -> None:
    rows = list(csv.DictReader(io.StringIO(written(atlas, "concept/welcome", "csv").decode())))
    page = atlas.concept("welcome")
    assert len(rows) == sum(len(one.passages) for one in (*page.definitions, *page.claims))
    assert {row["address"] for row in rows if row["kind"] == "definition"} == {
        f"definition/{one.slug}" for one in page.definitions}
    assert written(atlas, "concept/welcome", "md").decode().startswith("# welcome\n\n| kind | about |")


def test_every_index_with_entries_is_a_list_too(atlas: kg.Atlas) -> None:
    for name in set(INDEXES) - {"downloads", "new"}:
        rows = list(csv.DictReader(io.StringIO(written(atlas, f"index/{name}", "csv").decode())))
        lines = written(atlas, f"index/{name}", "tsv").decode().splitlines()
        assert len(lines) == len(rows) + 1, name
        assert all(row["address"] for row in rows), name


def test_reference_has_its_passage_and_what_is_sure_of_it_in_the_note(atlas: kg.Atlas) -> None:
    [record] = json.loads(written(atlas, "definition/welcome--alder1901", "csl.json"))
    assert record["id"] == "alder1901"
    assert "in our gloss: an invitation to come in" in record["note"]
    assert b"alder1901" in written(atlas, "passage/alder1901--open-door", "bib")


@pytest.mark.parametrize(("address", "suffix", "kind"), [
    ("concept/welcom", "ttl", "concept"), ("concept/welcome", "docx", "format"), ("person/alder", "bib", "format"),
    ("nothing/x", "ttl", "format"), ("index/nothing", "csv", "format")])
def test_what_cannot_be_had_is_said_with_the_nearest(atlas: kg.Atlas, address: str, suffix: str, kind: str) -> None:
    with pytest.raises(UnknownName) as caught:
        written(atlas, address, suffix)
    assert caught.value.kind == kind


def test_missing_thing_names_the_nearest_addresses_of_its_kind(atlas: kg.Atlas) -> None:
    with pytest.raises(UnknownName) as caught:
        atlas.thing("concept/wamrth")
    assert caught.value.nearest[0] == "concept/warmth"
    assert {one.partition("/")[0] for one in caught.value.nearest} == {"concept"}


# --- the real content ---

@pytest.fixture(scope="module")
def client(atlas_store: Path) -> Iterator[Client]:
    with serving(atlas_store, cache=1 << 20) as found:
        yield found


def test_every_published_address_is_a_thing(atlas_store: Path) -> None:
    whole, every = kg.open(atlas_store), addresses(kg.current(atlas_store))
    assert len(every) > 1_600
    assert [one for one in every if whole.thing(one).address != one] == []
    known = {one for same in whole.addresses.values() for one in same}
    assert set(every) <= known


def test_every_address_says_something_of_its_thing(atlas_store: Path) -> None:
    whole = kg.open(atlas_store)
    for same in whole.addresses.values():
        for one in same:
            said = describe(whole, one)
            assert any(said.thing.iri in {str(node)[1:-1] for node in quad} for quad in said.quads), one


def test_things_of_every_kind_have_a_page_and_turtle_that_parses(client: Client, atlas_store: Path) -> None:
    whole = kg.open(atlas_store)
    for kind, same in whole.addresses.items():
        for one in {same[0], same[len(same) // 2], same[-1]}:
            page, data = client.send("GET", f"/{one}"), client.send("GET", f"/{one}.ttl")
            assert (page.status, page.type, data.status, data.type) == (200, "text/html", 200, "text/turtle"), one
            found = rdflib.Graph().parse(data=data.body, format="turtle")
            assert kind == "graph" or (rdflib.URIRef(whole.thing(one).iri), None, None) in found


def test_formats_are_those_that_can_be_written(atlas_store: Path) -> None:
    whole = kg.open(atlas_store)
    for same in whole.addresses.values():
        for suffix in formats_of(same[0]):
            assert written(whole, same[0], suffix), (same[0], suffix)
