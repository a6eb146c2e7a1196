"""The page of disputes, run without a server on conflicts made by hand, and the ways that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from appkit import Page, open_page
from conftest import built, tiny_copy
from test_disputes_parts import EVIL, HOW, entailment, one, pair, three

import kg
from app import data
from app.components import claims
from app.data import Claim, Conflict, choice
from kg.catalog import inferred


@pytest.fixture
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


@pytest.fixture
def computed(atlas: kg.Atlas, tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Conflict, ...]]:
    """The tiny atlas with three conflicts and one entailment, made by hand."""
    found = (three(atlas), pair(atlas), one(atlas))
    monkeypatch.setattr(inferred, "conflicts", lambda *_: found)
    monkeypatch.setattr(inferred, "entailments", lambda *_: (entailment(atlas),))
    monkeypatch.setattr(inferred, "reasoning", lambda *_, **__: HOW)
    forget()
    data.use(tiny_store)
    yield found
    data.use(None)
    forget()


@pytest.fixture
def nothing_computed(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("conflicts", "entailments"):
        monkeypatch.setattr(inferred, name, lambda *_: ())
    monkeypatch.setattr(inferred, "reasoning", lambda *_, **__: None)
    forget()
    data.use(tiny_store)
    yield
    data.use(None)
    forget()


def forget() -> None:
    """Empty what the app keeps of a build, since here one build is given different conflicts."""
    choice.forget()


# --- the page ---


@pytest.mark.usefixtures("computed")
def test_page_shows_what_was_read_and_what_was_computed() -> None:
    page = open_page("disputes")
    assert "4 disputes" in page.words
    assert "Kind of clash, as we judge contradiction – The one denies what the other says." in page.words
    assert "The same, computed “welcome is a component of hosting” against" in page.words
    assert "1 computed conflict with some of these claims" not in page.words
    assert "2 computed conflicts with some of these claims" in page.words
    assert "The same, read and judged Is welcome a part of hosting?" in page.words
    assert page.links["Computed from the claims (3)"] == "#computed"
    assert "the atlas has a table of its own of relations that exclude each other" in page.words
    assert "a component does not come before its whole" in page.words
    assert "What follows although nobody wrote it 1" in page.words
    assert "∴ inferred: hosting is a component of welcome follows from 1 claim" in page.words


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize(("choice", "number"), [
    ({"kind": "curated"}, 1), ({"kind": "logical"}, 2), ({"kind": "declared"}, 1), ({"concept": "warmth"}, 2),
    ({"party": "cedar"}, 1), ({"within": "one"}, 1), ({"kind": "logical", "within": "one"}, 1)])
def test_address_chooses_among_the_disputes(choice: dict[str, str], number: int) -> None:
    assert f"{number} of 4 disputes" in open_page("disputes", **choice).words


@pytest.mark.usefixtures("computed")
def test_choice_on_the_page_goes_into_the_address() -> None:
    page = open_page("disputes")
    next(box for box in page.app.selectbox if box.label == "Concept").set_value("warmth")
    assert "2 of 4 disputes" in page.again().words
    assert page.app.query_params["concept"] == "warmth"
    next(box for box in page.app.selectbox if box.label == "Concept").set_value(None)
    assert "4 disputes" in page.again().words
    assert "concept" not in page.app.query_params


@pytest.mark.usefixtures("computed")
def test_choices_that_nothing_fits_say_so() -> None:
    words = open_page("disputes", kind="declared", within="one").words
    assert "0 of 4 disputes" in words
    assert "No dispute fits all of this." in words


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("value", ["nonsense", EVIL, ""])
def test_choice_that_does_not_exist_chooses_nothing(value: str) -> None:
    for name in ("kind", "concept", "party", "within", "graph"):
        words = open_page("disputes", **{name: value}).words
        assert "4 disputes" in words
        assert (f"No dispute has {name}={' '.join(value.split())}, so that it was left out." in words) is bool(value)


@pytest.mark.usefixtures("computed")
def test_drawing_comes_only_where_it_is_asked_for() -> None:
    assert not drawn(open_page("disputes"))
    page = open_page("disputes", graph="pair", kind="declared")
    assert drawn(page)
    assert "The same as a list" in page.words
    assert "① one side" in page.words
    assert page.links["Without the graph"] == "/disputes?kind=declared"
    assert open_page("disputes", kind="declared").links["Show as a graph"] == (
        "/disputes?kind=declared&graph=pair#graph")
    assert drawn(open_page("disputes", graph="parts-of-hosting"))


@pytest.mark.usefixtures("nothing_computed")
def test_page_says_that_nothing_was_computed() -> None:
    words = open_page("disputes").words
    assert "1 dispute" in words
    assert "Not computed" in words
    assert "What follows although nobody wrote it" not in words


@pytest.mark.usefixtures("nothing_computed")
def test_atlas_without_disputes_says_so(tmp_path: Path) -> None:
    places = tiny_copy(tmp_path / "bare")
    (places.ontology / "disputes" / "parts-of-hosting.ttl").unlink()
    data.use(built(places))
    assert "The atlas holds no dispute yet." in open_page("disputes").words


def drawn(page: Page) -> bool:
    return any("graph" in found.proto.component_name for found in page.app.get("bidi_component"))


# --- the ways that lead there ---


@pytest.mark.usefixtures("computed")
def test_claim_leads_to_what_sets_it_against_its_rival() -> None:
    page = open_page("concept", concept="hosting")
    rival = "it is not so that welcome is a component of hosting (Birch & Alder)"
    assert page.links[rival] == "/disputes#pair"
    assert "⇄ in dispute: Is welcome a part of hosting?" in page.words


@pytest.mark.usefixtures("nothing_computed")
def test_claim_leads_to_the_dispute_where_nothing_is_computed() -> None:
    page = open_page("concept", concept="hosting")
    rival = "it is not so that welcome is a component of hosting (Birch & Alder)"
    assert page.links[rival] == "/disputes#parts-of-hosting"


@pytest.mark.usefixtures("computed")
def test_concept_lists_disputes_and_conflicts() -> None:
    page = open_page("concept", concept="warmth")
    assert "Disputes 2" in page.words
    assert page.links[one(data.atlas()).label] == "/disputes#one"
    assert page.links["All of them on one page"] == "/disputes?concept=warmth"


@pytest.mark.usefixtures("computed")
def test_model_shows_its_disputes_what_it_makes_impossible_and_what_follows() -> None:
    page = open_page("model", model="alder")
    assert "Impossible by its own claims hosting “welcome is a component of hosting” against" in page.words
    assert page.links["All disputes in which Alder stands"] == "/disputes?party=alder"
    assert "∴ inferred: hosting is a component of welcome" in page.words


def test_statement_in_no_dispute_has_none(atlas: kg.Atlas, nothing_computed: None) -> None:  # noqa: ARG001
    claim = next(claim for claim in atlas.claims() if claim.slug == "birch-alder--warmth-precedes-welcome")
    assert isinstance(claim, Claim)
    assert data.contests(claim.iri) == ()
    assert "⇄" not in claims.voice(claim)
