"""The map without a screen: where concepts stand, what is drawn, through which lens, and what is taken away."""

from __future__ import annotations

import io
import json
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import networkx as nx
import pytest
from conftest import built, tiny_copy
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.graphview.layout import box, on_paper, places_of

HOSTILE = 'a<b>&"c"\x00\x08 ]]> <script>'


@pytest.fixture(scope="session")
def tiny_atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


@pytest.fixture(scope="session")
def atlas(atlas_store: Path) -> kg.Atlas:
    return kg.open(atlas_store)


def concept(number: int) -> kg.Ref:
    return kg.Ref(f"https://example.org/concept/c{number}", f"concept {number}")


def invented(pattern: kg.Claim, pairs: list[tuple[int, int]], voices: int = 2) -> tuple[kg.Claim, ...]:
    """Return claims between numbered concepts, as if parties by turns had made them."""
    return tuple(replace(pattern, iri=f"https://example.org/claim/k{i}", subject=concept(a), object=concept(b),
                         party=kg.Ref(f"https://example.org/party/p{i % voices}", f"P{i % voices}"), rivals=())
                 for i, (a, b) in enumerate(pairs))


def voice(claims: tuple[kg.Claim, ...], number: int) -> kg.Voice:
    ref = kg.Ref(f"https://example.org/party/p{number}", f"P{number}")
    return kg.Voice(ref, "party", frozenset(claim.iri for claim in claims if claim.party == ref))


# --- where concepts stand ---


def test_same_content_stands_in_the_same_places(tiny_atlas: kg.Atlas, tmp_path: Path) -> None:
    again = kg.open(built(tiny_copy(tmp_path)))
    assert again.layout == tiny_atlas.layout == places_of(tiny_atlas.claims())
    assert {ref.rsplit("/", 1)[-1] for ref in again.layout} == {"hosting", "warmth", "welcome", "welcome-scale"}


def test_every_concept_with_claims_stands_on_the_paper_and_on_no_other(atlas: kg.Atlas) -> None:
    labels = {end.iri: end.label for claim in atlas.claims() for end in (claim.subject, claim.object)}
    assert set(atlas.layout) == set(labels)
    assert all(-1 <= number <= 1 for place in atlas.layout.values() for number in place)
    at = {name: (*on_paper(atlas.layout, name), *box(label)) for name, label in labels.items()}
    names = sorted(at)
    assert [(one, other) for i, one in enumerate(names) for other in names[i + 1:]
            if all(abs(at[one][k] - at[other][k]) < (at[one][k + 2] + at[other][k + 2]) / 2 for k in (0, 1))] == []


def test_one_concept_alone_stands_in_the_middle(tiny_atlas: kg.Atlas) -> None:
    alone = invented(tiny_atlas.claims()[0], [(1, 1)])
    assert list(places_of(alone).values()) == [(0.0, 0.0)]


# --- what is drawn ---


def test_neighbours_of_a_focus_are_drawn(tiny_atlas: kg.Atlas) -> None:
    edges = kg.edges_of(tiny_atlas.claims())
    view = kg.view_of(edges, kg.Choice(focus=("hosting",)), tiny_atlas.layout)
    assert {node.id for node in view.nodes} == {"hosting", "warmth", "welcome"}
    further = kg.view_of(edges, kg.Choice(focus=("hosting",), hops=2), tiny_atlas.layout)
    assert {node.id for node in further.nodes} == {"hosting", "warmth", "welcome", "welcome-scale"}


@pytest.mark.parametrize(("choice", "sentences"), [
    ({"relation": "precedes"}, {"warmth comes before welcome"}),
    ({"since": 1902}, {"warmth comes before welcome", "welcome is a component of hosting – denied"}),
    ({"until": 1901}, {"warmth is a component of hosting", "welcome is a component of hosting",
                       "welcome scale measures welcome"}),
    ({"since": 2000}, set()),
    ({"parties": frozenset({"https://w3id.org/alliance-atlas/party/cedar"})}, {"welcome scale measures welcome"}),
])
def test_filters_let_pass_what_fits_all_of_them(tiny_atlas: kg.Atlas, choice: dict[str, str],
                                                sentences: set[str]) -> None:
    asked = kg.Choice(focus=("welcome",), hops=3, **choice)  # type: ignore[arg-type]
    view = kg.view_of(kg.edges_of(tiny_atlas.claims()), asked, tiny_atlas.layout)
    assert {edge.sentence for edge in view.edges} == sentences


def test_only_claims_sure_enough_pass(atlas: kg.Atlas) -> None:
    edges = kg.edges_of(atlas.claims())
    seen = kg.view_of(edges, kg.Choice(focus=(), sure="verified"), atlas.layout)
    assert 0 < seen.statements < len(edges)
    assert kg.view_of(edges, kg.Choice(focus=(), sure="unknown"), atlas.layout).statements == len(edges)


def test_the_beginning_is_small_and_tells_what_it_leaves_out(atlas: kg.Atlas) -> None:
    start = tuple(ref.slug for ref in atlas.starts_with)
    edges = kg.edges_of(atlas.claims())
    view = kg.view_of(edges, kg.Choice(focus=start, is_start=True), atlas.layout)
    assert len(view.nodes) <= 40
    near = {end for edge in edges if edge.ends & set(start) for end in edge.ends}
    assert len(view.concepts) + sum(node.more for node in view.nodes) + view.left_out == len(near)
    hub = next(node for node in view.nodes if node.more)
    opened = kg.Choice(focus=start, is_start=True, expanded=frozenset({hub.ref.slug}))
    shown = {node.id for node in kg.view_of(edges, opened, atlas.layout).nodes}
    assert {end for edge in edges if hub.ref.slug in edge.ends for end in edge.ends} <= shown


PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda pair: pair[0] != pair[1]),
                 min_size=1, max_size=200)
CHOICES = st.builds(lambda focus, hops, most: kg.Choice(focus=(f"c{focus}",), hops=hops, most=most, is_start=True),
                    st.integers(0, 60), st.integers(1, 5), st.integers(2, 150))


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, choice=CHOICES, lensed=st.booleans(), opened=st.sets(st.integers(0, 60), max_size=3))
def test_never_more_nodes_than_asked_for(tiny_atlas: kg.Atlas, pairs: list[tuple[int, int]], choice: kg.Choice,
                                         lensed: bool, opened: set[int]) -> None:
    claims = invented(tiny_atlas.claims()[0], pairs)
    edges = kg.edges_of(claims)
    lens = kg.lens_of(edges, voice(claims, 0)) if lensed else None
    view = kg.view_of(edges, choice, {}, lens)
    assert len(view.nodes) <= choice.most
    ids = {node.id for node in view.nodes}
    assert len(ids) == len(view.nodes)
    assert all(edge.ends <= ids for edge in view.edges)
    wider = replace(choice, expanded=frozenset(f"c{one}" for one in opened))
    assert len(kg.view_of(edges, wider, {}, lens).nodes) <= 150


@settings(max_examples=40, deadline=None)
@given(pairs=PAIRS)
def test_a_lens_moves_nothing(tiny_atlas: kg.Atlas, pairs: list[tuple[int, int]]) -> None:
    claims = invented(tiny_atlas.claims()[0], pairs)
    edges, places = kg.edges_of(claims), places_of(claims)
    choice = kg.Choice(focus=(edges[0].subject.slug,), hops=2, most=150)
    bare = kg.view_of(edges, choice, places)
    seen = kg.view_of(edges, choice, places, kg.lens_of(edges, voice(claims, 0)))
    assert {(node.id, node.x, node.y) for node in bare.nodes} == {(node.id, node.x, node.y) for node in seen.nodes}
    assert {edge.id for edge in bare.edges} == {edge.id for edge in seen.edges}


def test_five_thousand_concepts_are_drawn_in_less_than_two_seconds(tiny_atlas: kg.Atlas) -> None:
    tree, star = [(i, i // 7) for i in range(1, 5_000)], [(i, 3) for i in range(10, 3_000)]
    claims = invented(tiny_atlas.claims()[0], tree + star)
    started = time.perf_counter()
    view = kg.view_of(kg.edges_of(claims), kg.Choice(focus=("c3",), hops=9, most=150), {})
    assert time.perf_counter() - started < 2
    assert 100 < len(view.nodes) <= 150
    assert len(view.concepts) + sum(node.more for node in view.nodes) == 5_000


# --- through a lens ---


def test_edges_outside_a_lens_fade(tiny_atlas: kg.Atlas) -> None:
    edges = kg.edges_of(tiny_atlas.claims())
    lens = kg.lens_of(edges, kg.voice_of(tiny_atlas, "cedar"))
    view = kg.view_of(edges, kg.Choice(focus=("welcome",), hops=2), tiny_atlas.layout, lens)
    assert [edge.sentence for edge in view.edges if not edge.is_faded] == ["welcome scale measures welcome"]
    assert {node.id for node in view.nodes if not node.is_faded} == {"welcome", "welcome-scale"}


def test_a_party_and_a_model_of_one_name_are_told_apart(tiny_atlas: kg.Atlas) -> None:
    assert kg.voice_of(tiny_atlas, "alder").kind == "model"
    assert kg.voice_of(tiny_atlas, "party:alder").kind == "party"
    assert kg.voice_of(tiny_atlas, "Birch & Alder").name == "party:birch-alder"


@pytest.mark.parametrize("name", ["nobody", "model:cedar", "party:nobody", "other:alder", ""])
def test_unknown_lens_is_said(tiny_atlas: kg.Atlas, name: str) -> None:
    with pytest.raises(kg.UnknownName, match="no lens"):
        kg.voice_of(tiny_atlas, name)


def test_two_voices_divide_the_edges(tiny_atlas: kg.Atlas) -> None:
    edges = kg.edges_of(tiny_atlas.claims())
    first, second = (kg.voice_of(tiny_atlas, name) for name in ("alder", "birch-alder"))
    looks = {edge.sentence: kg.lens_of(edges, first, second).looks.get(edge.id) for edge in edges}
    assert looks == {"warmth is a component of hosting": "only-first", "welcome scale measures welcome": None,
                     "welcome is a component of hosting": "contradicted", "warmth comes before welcome": "only-second",
                     "welcome is a component of hosting – denied": "contradicted"}
    assert set(kg.lens_of(edges, first, first).looks.values()) == {"agreed"}


def test_what_reads_alike_from_both_sides_is_one_statement(tiny_atlas: kg.Atlas) -> None:
    one = invented(tiny_atlas.claims()[0], [(1, 2), (2, 1)])
    symmetric = kg.Relation("https://example.org/r", "is like", "is like")
    assert len(kg.edges_of(one)) == 2
    assert len(kg.edges_of([replace(claim, relation=symmetric) for claim in one])) == 1


def pairs_of_voices(atlas: kg.Atlas) -> Iterator[tuple[kg.Voice, kg.Voice]]:
    models = [kg.voice_of(atlas, f"model:{model.slug}") for model in atlas.models()]
    busiest = max(atlas.parties, key=lambda ref: sum(c.party == ref for c in atlas.claims()))
    others = [*models, kg.voice_of(atlas, f"party:{busiest.slug}")]
    yield from ((one, other) for one, other in product(others, others) if one != other)


def test_counts_of_an_overlay_are_those_of_its_query(atlas: kg.Atlas) -> None:
    """The query is the one that the page shows; some pairs, since each costs a tenth of a second."""
    edges, found = kg.edges_of(atlas.claims()), list(pairs_of_voices(atlas))
    worst = max(found, key=lambda pair: kg.lens_of(edges, *pair).counts.get("contradicted", 0))
    classes = set()
    for one, other in [*found[::17], worst]:
        text = atlas.query_text("overlay", first=one.ref.iri, second=other.ref.iri)
        counted = {str(row[0]): int(row[1] or 0) for row in atlas._store.select(text)[1]}
        assert counted == kg.lens_of(edges, one, other).counts, (one.name, other.name)
        classes |= set(counted)
    assert classes == set(kg.OVERLAY)


def test_counts_of_a_lens_are_those_of_its_query(atlas: kg.Atlas) -> None:
    edges = kg.edges_of(atlas.claims())
    for party in {claim.party for claim in atlas.claims()}:
        found = atlas._store.select(atlas.query_text("lens", voice=party.iri))[1]
        one = kg.voice_of(atlas, f"party:{party.slug}")
        assert int(found[0][0] or 0) == kg.lens_of(edges, one).counts["said"] > 0


# --- looks ---


def test_looks_differ_by_line_and_by_words() -> None:
    for together in (("asserted", "disputed", "denied"), kg.OVERLAY, ("first", "second")):
        looks = [kg.LOOKS[name] for name in together]
        assert len({look.dashes for look in looks}) == len({look.mark for look in looks}) == len(looks)


# --- to take away ---


@pytest.fixture(scope="session")
def hostile_view(tiny_atlas: kg.Atlas) -> kg.View:
    pattern = tiny_atlas.claims()[0]
    claims = [replace(pattern, subject=kg.Ref("https://example.org/concept/x", HOSTILE)), *tiny_atlas.claims()]
    return kg.view_of(kg.edges_of(claims), kg.Choice(focus=("hosting",), hops=3), tiny_atlas.layout)


def test_picture_is_well_formed_with_legend_and_edition(tiny_atlas: kg.Atlas, hostile_view: kg.View) -> None:
    root = ET.fromstring(kg.as_svg(hostile_view, HOSTILE, "version 1, built on 2000-01-01"))  # noqa: S314 - ours
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    # A name with a number in it is one only in quotation marks; without them the whole list of fonts is void.
    assert root.attrib["font-family"].startswith("'Source Sans 3', ")
    assert "version 1, built on 2000-01-01" in words
    assert {meaning for _, meaning in kg.legend_of(hostile_view.edges)} <= set(words)
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert "(1901)" in "".join(root.itertext())
    empty = kg.view_of((), kg.Choice(focus=()), tiny_atlas.layout)
    assert ET.fromstring(kg.as_svg(empty, "nothing", "1")) is not None  # noqa: S314


@pytest.mark.parametrize(("write", "read"), [(kg.as_graphml, nx.read_graphml), (kg.as_gexf, nx.read_gexf)])
def test_other_programs_read_the_graph_with_its_citations(hostile_view: kg.View, write: object, read: object) -> None:
    assert callable(write)
    assert callable(read)
    graph = read(io.BytesIO(write(hostile_view, HOSTILE, "version 1")))
    assert set(graph.nodes) == {node.id for node in hostile_view.nodes}
    found = [data for *_, data in graph.edges(data=True)]
    assert len(found) == len(hostile_view.edges)
    assert all(data["citations"] and data["parties"] and data["relation"].startswith("https://") for data in found)


def test_citation_is_reference_and_place(tiny_atlas: kg.Atlas) -> None:
    passage = next(c for c in tiny_atlas.claims() if c.slug == "birch-alder--warmth-precedes-welcome").passages[0]
    assert kg.citation(passage) == f"{passage.work.reference} ({passage.locator})"
    assert kg.citation(replace(passage, locator=None)) == passage.work.reference


def test_edition_says_version_and_date(tiny_store: Path, tmp_path: Path) -> None:
    assert re.fullmatch(r"version \S+, built on \d{4}-\d\d-\d\d", kg.edition(kg.current(tiny_store)))
    assert "built" not in kg.edition(tmp_path)


def test_layout_is_a_file_of_the_build(tiny_store: Path) -> None:
    found = json.loads((kg.current(tiny_store) / "layout.json").read_text(encoding="utf-8"))
    assert all(len(place) == 2 for place in found.values())
