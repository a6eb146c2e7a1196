"""Trees of parts and kinds: each place with its claims, several places of one concept, circles that end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalog import Atlas, open_atlas
from kg.graphview import trees as growing
from kg.graphview.trees import Branch, Tree, trees
from kg.model import Claim, Model, Ref, Relation

PARTY, OTHER = Ref("party/P", "P"), Ref("party/Q", "Q")


def relation(key: str) -> Relation:
    return Relation(f"vocab/{key}", f"{key}s", f"has {key}")


def below(subject: str, object_: str, party: Ref = PARTY, key: str = "componentOf", *, denied: bool = False) -> Claim:
    """A claim without passages that puts one concept below another."""
    return Claim(iri=f"claim/{party.label}-{subject}-{key}-{object_}", party=party, passages=(),
                 subject=Ref(f"concept/{subject}", subject), relation=relation(key),
                 object=Ref(f"concept/{object_}", object_), is_denied=denied)


def drawn(branches: Iterable[Branch], depth: int = 0) -> Iterator[str]:
    """Yield a line per place, as a reader sees them."""
    for one in branches:
        also = f" +{','.join(other.label for other in one.also_under)}" if one.also_under else ""
        yield f"{'-' * depth}{one.concept.label}{also}{f' ({one.cut})' if one.cut else ''}"
        yield from drawn(one.branches, depth + 1)


def only(claims: Iterable[Claim], models: Iterable[Model] = ()) -> Tree:
    (tree,) = trees(claims, models)
    return tree


# --- the shape ---

def test_parts_stand_below_their_whole_by_name() -> None:
    assert list(drawn(only([below("b", "whole"), below("A", "whole"), below("x", "b")]).tops)) == [
        "whole", "-A", "-b", "--x"]


def test_concept_below_two_others_stands_at_both_places_and_says_so() -> None:
    claims = [below("part", "one"), below("part", "two"), below("piece", "part")]
    assert list(drawn(only(claims).tops)) == ["one", "-part +two", "--piece", "two", "-part +one", "--piece"]


def test_circle_below_a_top_ends_where_it_closes() -> None:
    claims = [below("a", "top"), below("b", "a"), below("a", "b")]
    assert list(drawn(only(claims).tops)) == ["top", "-a +b", "--b", "---a +top (above)"]


def test_circle_without_a_top_begins_with_the_first_name() -> None:
    claims = [below("b", "a"), below("a", "b"), below("c", "b")]
    assert list(drawn(only(claims).tops)) == ["a +b", "-b", "--a (above)", "--c"]


def test_concept_below_itself_ends_there() -> None:
    assert list(drawn(only([below("a", "a")]).tops)) == ["a +a", "-a (above)"]


def test_everybody_who_says_so_is_named_at_the_place() -> None:
    (top,) = only([below("a", "top"), below("a", "top", OTHER), below("b", "top", OTHER)]).tops
    assert [[claim.party for claim in one.claims] for one in top.branches] == [[PARTY, OTHER], [OTHER]]
    assert top.claims == ()


def test_denial_puts_nothing_anywhere_and_is_kept() -> None:
    tree = only([below("a", "top"), below("b", "top", denied=True)])
    assert list(drawn(tree.tops)) == ["top", "-a"]
    assert [claim.subject.label for claim in tree.denials] == ["b"]
    assert trees([below("b", "top", denied=True)]) == ()


def test_table_says_which_relations_make_one_tree() -> None:
    claims = [below("a", "b", key="kindOf"), below("s", "i", key="subscaleOf"), below("i", "j", key="versionOf"),
              below("x", "y", key="influences")]
    found = {tree.key: list(drawn(tree.tops)) for tree in trees(claims)}
    assert found == {"kindOf": ["b", "-a"], "subscaleOf": ["j", "-i", "--s"]}


def test_relation_by_which_a_model_has_its_members_makes_a_tree() -> None:
    claims = [below("a", "whole", key="needs")]
    model = Model("model/m", "m", PARTY, claims[0].object, relation("needs"), (claims[0].subject,))
    assert trees(claims) == ()
    assert only(claims, [model]).key == "needs"


def test_versions_alone_keep_the_key_of_their_row() -> None:
    assert only([below("i", "j", key="versionOf")]).key == "subscaleOf"


def test_tree_of_many_ways_stays_small_enough_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "_MOST_PLACES", 50)
    ladder = [below(f"{level}{side}", f"{level - 1}{over}") for level in range(1, 30) for side in "ab" for over in "ab"]
    places = list(drawn(only(ladder).tops))
    assert len(places) < 200
    assert any("(large)" in place for place in places)


names = st.sampled_from("abcde")


@settings(deadline=None)
@given(st.lists(st.builds(below, names, names, st.sampled_from([PARTY, OTHER])), max_size=12,
                unique_by=lambda claim: claim.iri))
def test_every_claim_has_its_place_and_every_place_its_claims(claims: list[Claim]) -> None:
    found = [place for tree in trees(claims) for place in _places(tree.tops)]
    assert {claim for _, one in found for claim in one.claims} == set(claims)
    for above, one in found:
        assert {(claim.subject, claim.object) for claim in one.claims} == ({(one.concept, above)} if above else set())
        parents = {claim.object for claim in claims if claim.subject == one.concept}
        assert {*one.also_under, *([above] if above else [])} == parents


def _places(branches: Iterable[Branch], above: Ref | None = None) -> Iterator[tuple[Ref | None, Branch]]:
    for one in branches:
        yield above, one
        yield from _places(one.branches, one.concept)


# --- the tiny repository and the real content ---

def test_tree_of_the_tiny_repository(tiny_store: Path) -> None:
    tiny = open_atlas(tiny_store)
    tree = next(one for one in trees(tiny.claims()) if one.key == "componentOf")
    (hosting,) = (top for top in tree.tops if top.concept.slug == "hosting")
    assert {"warmth", "welcome"} <= {one.concept.slug for one in hosting.branches}
    assert "birch-alder" in {claim.party.slug for claim in tree.denials}
    two = next(c for c in tree.claims if c.subject.slug == "warmth")
    again = trees([*tiny.claims(), replace(two, iri=f"{two.iri}-2", object=Ref("concept/inn", "inn"))])[0]
    places = [one for _, one in _places(again.tops) if one.concept.slug == "warmth"]
    assert [[other.label for other in one.also_under] for one in places] == [["inn"], ["hosting"]]


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


def members(atlas: Atlas, slug: str) -> tuple[str, str, set[str]]:
    """The relation, the top and what stands below it in the tree of a model."""
    tree = only(atlas.model(slug).claims, atlas.models())
    (top,) = tree.tops
    return tree.key, top.concept.slug, {one.concept.slug for one in top.branches}


@pytest.mark.parametrize(("slug", "expected"), [
    ("bordin", ("componentOf", "working-alliance", {"bond", "goals", "tasks"})),
    ("clarkson", ("componentOf", "therapeutic-relationship", {
        "working-alliance", "transference-countertransference-relationship", "reparative-relationship",
        "person-to-person-relationship", "transpersonal-relationship"})),
    ("orlinsky-howard", ("componentOf", "therapeutic-bond", {
        "working-alliance", "empathic-resonance", "mutual-affirmation"})),
    ("wampold-fluckiger", ("pathwayTo", "outcome", {"care-pathway", "expectancy-pathway", "specific-pathway"})),
])
def test_model_is_the_tree_that_its_author_draws(atlas: Atlas, slug: str, expected: tuple[str, str, set[str]]) -> None:
    assert members(atlas, slug) == expected


def test_conditions_of_rogers_are_a_tree_of_conditions_not_of_parts(atlas: Atlas) -> None:
    key, top, conditions = members(atlas, "rogers")
    assert (key, top, len(conditions)) == ("conditionOf", "therapeutic-change", 6)


def test_alliance_stands_under_the_relationship_and_under_the_bond_by_different_authors(atlas: Atlas) -> None:
    tree = next(one for one in trees(atlas.claims(), atlas.models()) if one.key == "componentOf")
    places = {above.slug: {claim.party.slug for claim in one.claims} for above, one in _places(tree.tops)
              if above and one.concept.slug == "working-alliance"}
    assert {"gelso-carter", "clarkson", "titulescu"} <= places["therapeutic-relationship"]
    assert places["therapeutic-bond"] == {"orlinsky-howard"}


def test_subscales_of_the_working_alliance_inventory_stand_under_each_of_its_forms(atlas: Atlas) -> None:
    tree = next(one for one in trees(atlas.claims(), atlas.models()) if one.key == "subscaleOf")
    (inventory,) = (top for top in tree.tops if top.concept.slug == "wai")
    forms = [inventory, *(one for one in inventory.branches if one.branches)]
    assert {one.concept.slug for one in forms} == {"wai", "wai-s", "wai-sr"}
    assert len({frozenset(one.concept.slug for one in form.branches if not one.branches) for form in forms}) == 1
