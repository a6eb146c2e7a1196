"""Disputes as content and as objects: each contradiction of the seed has its place, each judgement shows its ground."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner

import kg
from app.components import conflicts
from app.components.disputes import OF_CLASH, weighs
from kg.cli import commands
from kg.vocab import BASE

ROOT = Path(__file__).parent.parent

#: What the facts say that the seed says against itself (section 5.3): the dispute that holds it, and the claims whose
#: relations exclude each other. Without claims, it is a tension of meaning, which no reasoner sees.
AGAINST_ITSELF: dict[str, tuple[str, tuple[str, ...]]] = {
    "T1 the real relationship is the whole, and a part of it": (
        "real-relationship-whole-part-or-ground", (
            "titulescu--real-relationship-same-concept-as-therapeutic-relationship",
            "titulescu--real-relationship-component-of-therapeutic-relationship")),
    "T2 the alliance is a part of the relationship, and before it": (
        "how-related", ("titulescu--working-alliance-component-of-therapeutic-relationship",
                        "titulescu--working-alliance-precedes-therapeutic-relationship")),
    # Healing is no relation between concepts there, so nothing excludes the denied one.
    "T3 the alliance heals, and is no mechanism of change": ("is-the-alliance-curative", ()),
    # Both are definitions of the bond.
    "T4 the bond is trust, and made in thought": ("bond-cognitive-or-affective", ()),
    # That the theory of a whole is not named after a part of it, nobody says: the relations do not exclude each other.
    "T5 the alliance is one part, and the framework for the whole": (
        "how-related", ("titulescu--working-alliance-component-of-therapeutic-relationship",
                        "titulescu--working-alliance-framework-for-therapeutic-relationship")),
    # To take place in one thing does not exclude characterizing another; so too with T7 and T8.
    "T6 cooperation is in the real relationship, and defines the alliance": ("where-cooperation-lives", ()),
    "T7 the real relationship is undistorted, and described with transference": (
        "transference-in-the-real-relationship", ()),
    "T8 negotiation belongs to the relationship, and to the alliance": ("seed-negotiation", ()),
    # Both are definitions of the alliance.
    "T9 the alliance is conscious, and unspoken": ("is-the-alliance-conscious", ()),
    "T10 the social-emotional aspect is the whole, and one part of it": (
        "seed-social-emotional-aspect", (
            "titulescu--social-emotional-aspect-same-concept-as-therapeutic-relationship",
            "titulescu--social-emotional-aspect-same-concept-as-person-to-person-relationship",
            "titulescu--person-to-person-relationship-component-of-therapeutic-relationship")),
    "T11 the names are used for one thing, and the two are distinct": (
        "same-or-distinct", ("specialised-literature--working-alliance-same-concept-as-therapeutic-relationship",
                             "titulescu--working-alliance-distinct-from-therapeutic-relationship")),
    # A number of conditions is no relation.
    "T12 the conditions are three, and five": ("seed-number-of-conditions", ()),
}

#: Those with two claims on two sides whose relations do not exclude each other.
NOT_EXCLUDED = ("T5",)

#: What the passages allow to judge, written down from them.
JUDGED = {
    "contradiction": {"same-or-distinct", "how-related", "who-coined"},
    "difference-of-scope": {"offered-or-created-together", "pantheoretical-or-psychoanalytic", "seed-negotiation",
                            "seed-number-of-conditions"},
    "difference-of-terms": {"seed-social-emotional-aspect"},
    "undecided": {"bond-cognitive-or-affective", "how-many-parts", "is-the-alliance-conscious",
                  "is-the-alliance-curative", "real-relationship-whole-part-or-ground",
                  "transference-in-the-real-relationship", "where-cooperation-lives"},
}


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> kg.Atlas:
    return kg.open(atlas_store)


@pytest.fixture(scope="module")
def tiny_atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


# --- the kind of clash ---


def test_dispute_has_a_kind_a_reason_and_passages_that_show_it(tiny_atlas: kg.Atlas) -> None:
    (one,) = tiny_atlas.disputes()
    assert (one.clash, one.clash_reason) == ("contradiction", "The one denies what the other says.")
    assert [(passage.work.key, passage.locator) for passage in one.grounds] == [
        ("alder1901", "pp. 14–15"), ("birch1902", "p. 12")]


def test_dispute_knows_its_holders_and_statements(tiny_atlas: kg.Atlas) -> None:
    (one,) = tiny_atlas.disputes()
    assert [holder.label for holder in one.holders] == ["Cedar", "Birch & Alder", "Alder"]
    assert len(one.statements) == 3
    assert not one.is_within_one


def test_kinds_mean_what_the_ontology_says() -> None:
    core = rdflib.Graph().parse(ROOT / "ontology" / "core.ttl")
    names = {key: rdflib.URIRef(f"{BASE}clash/{key}") for key in kg.CLASHES}
    assert {key: str(core.value(name, rdflib.RDFS.label)) for key, name in names.items()} == kg.CLASHES
    assert {key: str(core.value(name, rdflib.SKOS.definition)) for key, name in names.items()} == OF_CLASH


def test_every_dispute_is_judged_as_its_passages_allow(atlas: kg.Atlas) -> None:
    found: dict[str, set[str]] = {}
    for one in atlas.disputes():
        found.setdefault(one.clash, set()).add(one.slug)
    assert found == JUDGED


def test_every_judgement_names_passages(atlas: kg.Atlas) -> None:
    assert [one.slug for one in atlas.disputes() if not one.clash_reason or not one.grounds] == []


def test_words_quoted_in_a_reason_stand_in_its_grounds(atlas: kg.Atlas) -> None:
    for one in atlas.disputes():
        words = " ".join(passage.quotation or "" for passage in one.grounds).casefold()
        quoted = (part.split("”")[0] for part in one.clash_reason.split("“")[1:])
        missing = [part for part in quoted if part.casefold() not in words]
        # A name that a dispute is about is no quotation.
        assert [part for part in missing if part not in one.label and part.casefold() not in NAMES] == [], one.slug


NAMES = {"working alliance", "alliance", "real relationship", "bond"}


# --- what the seed says against itself ---


@pytest.mark.parametrize(("slug", "claims"), AGAINST_ITSELF.values(), ids=AGAINST_ITSELF)
def test_contradiction_of_the_seed_is_a_dispute_with_both_sides(
        atlas: kg.Atlas, slug: str, claims: tuple[str, ...]) -> None:
    one = next(dispute for dispute in atlas.disputes() if dispute.slug == slug)
    assert "titulescu" in {holder.slug for holder in one.holders}
    own = [{said.slug for said in position.statements} for position in one.positions]
    sides = [i for i, said in enumerate(own) if said & set(claims)]
    assert len(sides) >= 2 or not claims


def test_twelve_contradictions_are_looked_for() -> None:
    assert [name.split()[0] for name in AGAINST_ITSELF] == [f"T{number}" for number in range(1, 13)]


EXCLUDED = {name: claims for name, (_, claims) in AGAINST_ITSELF.items()
            if claims and not name.startswith(NOT_EXCLUDED)}


@pytest.mark.parametrize("claims", EXCLUDED.values(), ids=EXCLUDED)
def test_contradiction_between_relations_is_computed(atlas: kg.Atlas, claims: tuple[str, ...]) -> None:
    found = [one for one in atlas.conflicts() if len(one.propositions) == len(claims)
             and all(any(claim.slug in claims for claim in said.claims) for said in one.propositions)]
    assert len(found) == 1, [one.label for one in found]
    assert {claim.slug for claim in found[0].claims} >= set(claims)


def test_relations_that_do_not_exclude_each_other_make_no_rivals(atlas: kg.Atlas) -> None:
    part, framework = (next(claim for claim in atlas.claims() if claim.slug == slug)
                       for slug in AGAINST_ITSELF["T5 the alliance is one part, and the framework for the whole"][1])
    assert framework.iri not in {rival.iri for rival in part.rivals}
    assert framework.rivals == ()


def test_lists_set_against_each_other_lead_to_the_dispute_about_them(atlas: kg.Atlas) -> None:
    read = next(one for one in atlas.disputes() if one.slug == "how-many-parts")
    found = [one for one in atlas.conflicts() if {model.slug for model in one.complete} == {"clarkson", "gelso-carter"}]
    assert len(found) == 2
    for one in found:
        assert weighs(read, one)
        shown = str(conflicts.found(one, None, [read]))
        assert "Whether these lists go together, read and judged" in shown
        assert kg.CLASHES["undecided"] in shown


def test_what_cannot_hold_together_is_no_single_position(atlas: kg.Atlas) -> None:
    for one in atlas.disputes():
        for position in one.positions:
            rivals = {rival.iri for said in position.statements if isinstance(said, kg.Claim) for rival in said.rivals}
            assert not rivals & {said.iri for said in position.statements}, (one.slug, position.label)


@pytest.mark.parametrize("slug", [slug for slug, claims in AGAINST_ITSELF.values() if not claims])
def test_tension_of_meaning_is_no_computed_conflict(atlas: kg.Atlas, slug: str) -> None:
    one = next(dispute for dispute in atlas.disputes() if dispute.slug == slug)
    own = {said.iri for said in one.statements}
    assert [c.label for c in atlas.conflicts() if all({claim.iri for claim in p.claims} & own
                                                      for p in c.propositions)] == []


# --- the command ---


def run(store: Path, *arguments: str) -> tuple[str, str]:
    done = CliRunner().invoke(commands, ["disputes", "--store", str(store), *arguments])
    assert done.exception is None, done.exception
    return done.stdout, done.stderr


def test_command_lists_each_dispute_in_a_line(tiny_store: Path) -> None:
    told, count = run(tiny_store, "--kind", "curated")
    head, _, line = told.splitlines()
    assert head.split() == ["dispute", "kind", "clash", "title", "parties"]
    assert line.split("  ")[0] == "parts-of-hosting"
    assert "contradiction" in line
    assert "Cedar; Birch & Alder; Alder" in line
    assert "disputes: 1\n" in count


def test_command_gives_each_statement_with_place_and_words(tiny_store: Path) -> None:
    rows = json.loads(run(tiny_store, "--kind", "curated", "--format", "json")[0])
    assert [(row["side"], row["party"], row["where"]) for row in rows] == [
        ("it is not", "Cedar", "Cedar (1880)"), ("it is not", "Birch & Alder", "Birch & Alder (1902), p. 12"),
        ("it is", "Alder", "Alder (1901), pp. 14–15")]
    assert all(row["words"] and row["clash"] == "contradiction" for row in rows)
    table = csv.DictReader(io.StringIO(run(tiny_store, "--kind", "curated", "--format", "csv")[0]))
    assert [row["statement"] for row in table] == [row["statement"] for row in rows]


@pytest.mark.parametrize(("arguments", "number"), [
    (("--concept", "welcome"), 1), (("--concept", "warmth"), 0), (("--party", "Alder"), 1),
    (("--party", "birch-alder"), 1), (("--kind", "logical"), 0), (("--within-one",), 0)])
def test_command_leaves_out_what_is_not_asked_for(tiny_store: Path, arguments: tuple[str, ...], number: int) -> None:
    kind = () if "--kind" in arguments else ("--kind", "curated")
    assert f"disputes: {number}\n" in run(tiny_store, *kind, *arguments)[1]


@pytest.mark.parametrize(("option", "name"), [("--concept", "welcom"), ("--party", "Aldr")])
def test_command_names_the_nearest_of_what_it_does_not_know(tiny_store: Path, option: str, name: str) -> None:
    done = CliRunner().invoke(commands, ["disputes", "--store", str(tiny_store), option, name])
    assert isinstance(done.exception, kg.UnknownName)
    assert done.exception.nearest
