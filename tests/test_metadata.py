"""What pages tell search engines, read back by a library for embedded metadata and by a parser of JSON-LD."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import extruct
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg.catalog import Atlas, open_atlas
from kg.model import Definition
from kg.pages import Site, page
from kg.pages.metadata import head
from kg.vocab import BASE

SCHEMA = Namespace("https://schema.org/")
HERE = Site(base="https://example.org/atlas/")
#: Type -> every property that we use and that schema.org allows on it (its own, or one of CreativeWork or of Thing).
THING = {"name", "alternateName", "description", "disambiguatingDescription", "mainEntityOfPage", "sameAs", "subjectOf",
         "url"}
CREATED = THING | {"about", "abstract", "author", "citation", "creator", "datePublished", "editor",
                   "isAccessibleForFree", "isPartOf", "license", "publisher", "text", "translator", "version"}
PAGED = CREATED | {"pageStart", "pageEnd", "pagination"}
ALLOWED = {
    "DefinedTerm": THING | {"inDefinedTermSet", "termCode"}, "DefinedTermSet": CREATED, "Quotation": CREATED,
    "CreativeWork": CREATED, "Claim": CREATED | {"appearance"}, "ScholarlyArticle": PAGED, "Chapter": PAGED,
    "Book": CREATED | {"isbn", "bookEdition"}, "Thesis": CREATED, "WebPage": CREATED, "Dataset": CREATED,
    "Periodical": CREATED, "PublicationVolume": PAGED | {"volumeNumber"}, "PublicationIssue": PAGED | {"issueNumber"},
    "Person": THING | {"familyName", "givenName", "birthDate", "deathDate"}, "Organization": THING,
}


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


def described(html: str) -> dict[str, Any]:
    [found] = extruct.extract(html, base_url="https://example.org/", syntaxes=["json-ld"])["json-ld"]
    return dict(found)


def nodes(json_: Any) -> list[dict[str, Any]]:
    if isinstance(json_, list):
        return [node for one in json_ for node in nodes(one)]
    if not isinstance(json_, dict):
        return []
    return [json_, *(node for value in json_.values() for node in nodes(value))]


def addresses(atlas: Atlas) -> dict[str, str]:
    """A page -> the type of what it is about."""
    works = {record["type"]: f"work/{record['id']}" for record in atlas.records(atlas.works())}
    quoted = next(p for p in atlas.passages() if p.quotation)
    return {"": "Dataset", f"concept/{atlas.starts_with[0].slug}": "DefinedTerm",
            f"definition/{atlas.definitions()[0].slug}": "DefinedTerm", f"claim/{atlas.claims()[0].slug}": "Claim",
            f"passage/{quoted.key}": "Quotation", works["article-journal"]: "ScholarlyArticle", works["book"]: "Book",
            works["chapter"]: "Chapter", works["thesis"]: "Thesis", works["webpage"]: "WebPage",
            "person/bordin": "Person"}


def test_every_kind_of_page_says_what_it_is_about_in_terms_that_schema_org_has(atlas: Atlas) -> None:
    for address, kind in addresses(atlas).items():
        found = described(page(atlas, address, HERE))
        assert found["@type"] == kind, address
        assert found["@id"] == (BASE + address if address else f"{BASE}atlas")
        assert found["mainEntityOfPage" if address else "url"] == HERE.base + address
        for node in nodes(found):
            assert set(node) - {"@context", "@type", "@id"} <= ALLOWED[node["@type"]], node
            assert all(value not in ("", [], None) for value in node.values()), node


def test_json_ld_of_every_work_and_passage_is_rdf(atlas: Atlas) -> None:
    graph = Graph()
    for work in atlas.works():
        found = described(f"<html><head>{head(atlas, f'work/{work.key}', HERE, atlas.work(work.key))}</head></html>")
        # The published context would be fetched: its words are those of this one.
        graph.parse(data=json.dumps({**found, "@context": {"@vocab": str(SCHEMA)}}), format="json-ld")
    about = {URIRef(f"{BASE}work/{work.key}") for work in atlas.works()}
    assert about <= set(graph.subjects(RDF.type))
    assert all(len(set(graph.objects(one, SCHEMA.name))) == 1 for one in about)


def test_words_stand_in_a_quotation_and_ours_do_not(atlas: Atlas) -> None:
    for passage in atlas.passages():
        found = described(f"<html>{head(atlas, f'passage/{passage.key}', HERE, passage)}</html>")
        assert found.get("text") == passage.quotation
        assert (found["@type"] == "Quotation") is bool(passage.quotation)
        assert (passage.locator or "") in found["citation"]
        if passage.certainty != "verified":
            assert "not seen" in found["disambiguatingDescription"] or "unknown" in found["disambiguatingDescription"]


def test_warning_and_better_citation_go_along(atlas: Atlas) -> None:
    one = next(p for p in atlas.passages() for a in p.attributions if a.is_doubtful and a.instead)
    said = described(f"<html>{head(atlas, f'passage/{one.key}', HERE, one)}</html>")["disambiguatingDescription"]
    assert "Citation warning" in said
    assert "Cite instead" in said


def test_text_of_the_graph_can_neither_end_the_script_nor_leave_an_attribute(atlas: Atlas) -> None:
    evil = "</script><script>alert('x')</script><!-- & \u2028 \" '"
    one = replace(atlas.definitions()[0], gloss=evil)
    assert isinstance(one, Definition)
    html = str(head(atlas, "definition/x", HERE, one))
    assert html.count("<script") == html.count("</script>") == 1
    assert "<!--" not in html
    assert described(f"<html><head>{html}</head></html>")["description"] == evil


def test_head_names_the_formats_the_permanent_address_and_the_card(atlas: Atlas) -> None:
    html = head(atlas, "concept/bond", HERE, None, {"ttl": "text/turtle"})
    assert '<link rel="alternate" type="text/turtle" href="../concept/bond.ttl">' in html
    assert f'<link rel="cite-as" href="{BASE}concept/bond">' in html
    assert 'type="application/json+oembed"' in html
    assert f"{HERE.base}oembed?format=json&amp;url=https%3A%2F%2Fw3id.org%2Falliance-atlas%2Fconcept%2Fbond" in html


def test_list_is_no_thing_with_a_name_of_its_own(atlas: Atlas) -> None:
    assert "cite-as" not in head(atlas, "index/works", HERE)
    assert "ld+json" not in head(atlas, "index/works", HERE)
