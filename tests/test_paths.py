"""How two concepts are connected: shortest first, by whose claims, and in the words of the atlas."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import cli, connect
from kg.catalog import Atlas, open_atlas
from kg.errors import UnknownName
from kg.graphview.paths import LONGEST_ROUTE, Connection, Route, paths
from kg.model import Claim, Ref, Relation

MOST = 10
PARTIES = tuple(Ref(f"party/{name}", name) for name in "PQ")
PART = Relation("vocab/partOf", "is part of", "has as a part")


def said(subject: str, object_: str, party: Ref = PARTIES[0], *, denied: bool = False, number: int = 0) -> Claim:
    """A claim without passages: what is said, and by whom."""
    return Claim(iri=f"claim/{number}-{party.label}-{subject}-{object_}", party=party, passages=(),
                 subject=Ref(f"concept/{subject}", subject), relation=PART, object=Ref(f"concept/{object_}", object_),
                 is_denied=denied)


def concept(name: str) -> Ref:
    return Ref(f"concept/{name}", name)


def trails(found: Connection) -> list[str]:
    return [" ".join(one.label for one in route.concepts) for route in found.routes]


def sentences(route: Route) -> list[list[str]]:
    return [[f"{leg.start.label} {one.phrase} {leg.end.label}{' (denied)' if one.is_denied else ''}"
             for one in leg.sentences] for leg in route.legs]


# --- against brute force ---

NAMES = "abcdefg"
claims_of_few = st.lists(
    st.builds(said, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(PARTIES), denied=st.booleans(),
              number=st.integers(0, 3)),
    max_size=24, unique_by=lambda claim: claim.iri)


def walks(claims: list[Claim], start: str, end: str, so_far: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every simple path, by trying all of them."""
    here = (*so_far, start)
    if start == end:
        yield here
        return
    near = {other.label for c in claims if not c.is_denied for one, other in ((c.subject, c.object),
            (c.object, c.subject)) if one.label == start}
    for one in sorted(near - set(here)):
        yield from walks(claims, one, end, here)


@settings(deadline=None)
@given(claims_of_few, st.sampled_from([(), (PARTIES[0],), PARTIES]))
def test_routes_are_the_shortest_of_all_there_are(claims: list[Claim], by: tuple[Ref, ...]) -> None:
    found = paths(claims, concept("a"), concept("b"), by, MOST)
    counting = [claim for claim in claims if not by or claim.party in by]
    every = {walk for walk in walks(counting, "a", "b") if len(walk) <= LONGEST_ROUTE + 1}
    shown = [tuple(one.label for one in route.concepts) for route in found.routes]
    assert len(set(shown)) == len(shown)
    assert set(shown) <= every
    assert [len(walk) for walk in shown] == sorted(map(len, every))[:MOST]
    assert found.has_more == (len(every) > MOST)


@settings(deadline=None)
@given(claims_of_few)
def test_each_leg_holds_every_claim_between_its_ends_as_it_reads_on_the_way(claims: list[Claim]) -> None:
    for route in paths(claims, concept("a"), concept("b"), most=MOST).routes:
        for leg in route.legs:
            between = {c.iri for c in claims if {c.subject, c.object} == {leg.start, leg.end}}
            assert sorted(c.iri for one in leg.sentences for c in one.claims) == sorted(between)
            for one in leg.sentences:
                assert {(PART.label if c.subject == leg.start else PART.inverse_label, c.is_denied)
                        for c in one.claims} == {(one.phrase, one.is_denied)}


@settings(deadline=None)
@given(claims_of_few)
def test_restriction_is_named_only_where_it_is_the_cause(claims: list[Claim]) -> None:
    found = paths(claims, concept("a"), concept("b"), PARTIES[:1])
    free = paths(claims, concept("a"), concept("b"))
    assert (found.unrestricted is not None) == (bool(free.routes) and not found.routes)
    assert free.unrestricted is None


# --- which come first, and where it ends ---

def test_of_equally_long_routes_the_best_supported_comes_first() -> None:
    claims = [said("a", "m"), said("m", "b"), said("a", "x"), said("x", "b"), said("a", "x", PARTIES[1]),
              said("x", "b", PARTIES[1])]
    assert trails(paths(claims, concept("a"), concept("b"))) == ["a x b", "a m b"]


def test_denial_leads_on_only_on_request_and_is_always_marked() -> None:
    claims = [said("a", "b", denied=True), said("a", "m"), said("m", "b"), said("m", "b", PARTIES[1], denied=True)]
    plain, free = (paths(claims, concept("a"), concept("b"), with_denials=each) for each in (False, True))
    assert trails(plain) == ["a m b"]
    assert sentences(plain.routes[0]) == [["a is part of m"], ["m is part of b", "m is part of b (denied)"]]
    assert trails(free) == ["a b", "a m b"]
    assert sentences(free.routes[0]) == [["a is part of b (denied)"]]


@pytest.mark.parametrize(("length", "is_found"), [(LONGEST_ROUTE, True), (LONGEST_ROUTE + 1, False)])
def test_longer_chains_explain_nothing(length: int, *, is_found: bool) -> None:
    chain = [said(str(one), str(next_)) for one, next_ in pairwise(range(length + 1))]
    assert bool(paths(chain, concept("0"), concept(str(length))).routes) == is_found


def test_concept_has_no_path_to_itself() -> None:
    found = paths([said("a", "b"), said("a", "a")], concept("a"), concept("a"))
    assert (found.routes, found.unrestricted, found.silent) == ((), None, ())


def test_many_ways_take_no_more_time_than_a_few() -> None:
    names = [str(number) for number in range(60)]
    dense = [said(one, other) for one in names for other in names if one < other]
    found = paths(dense, concept("0"), concept("59"))
    assert [len(route.legs) for route in found.routes] == [1, 2, 2, 2, 2]
    assert found.has_more


# --- the tiny repository ---

@pytest.fixture(scope="module")
def tiny(tiny_store: Path) -> Atlas:
    return open_atlas(tiny_store)


def test_chain_reads_in_the_direction_in_which_it_is_gone(tiny: Atlas) -> None:
    first = connect(tiny, "hosting", "welcome scale").routes[0]
    assert sentences(first)[1] == ["welcome is measured by welcome scale"]
    assert "hosting has as a component welcome" in sentences(first)[0]
    assert "hosting has as a component welcome (denied)" in sentences(first)[0]
    assert {claim.passages[0].locator for claim in first.claims} >= {"pp. 14–15", "p. 12"}


def test_party_that_is_left_out_is_said_to_be_the_cause(tiny: Atlas) -> None:
    found = connect(tiny, "welcome-scale", "hosting", ["Cedar"])
    assert found.routes == ()
    assert [one.label for one in found.silent] == ["hosting"]
    assert found.unrestricted
    assert [one.slug for one in found.unrestricted.concepts] == ["welcome-scale", "welcome", "hosting"]


@pytest.mark.parametrize(("words", "kind", "nearest"), [
    (("warmht", "welcome"), "concept", "warmth"), (("warmth", "welcme"), "concept", "welcome"),
    (("warmth", "welcome", ["aldr"]), "party", "alder")])
def test_unknown_name_leads_to_the_nearest(tiny: Atlas, words: tuple[str, str], kind: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as error:
        connect(tiny, *words)
    assert (error.value.kind, error.value.nearest[0]) == (kind, nearest)


# --- the command ---

def kg(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Run a command in this process: its exit code, what it wrote, what it said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["kg", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    wrote = capsys.readouterr()
    return int(str(ended.value.code)), wrote.out, wrote.err


def test_command_gives_a_row_per_claim(capsys: pytest.CaptureFixture[str], tiny_store: Path) -> None:
    code, out, err = kg(capsys, "path", "warmth", "hosting", "--by", "alder", "--format", "json", "--store", tiny_store)
    (row,) = json.loads(out)
    assert (code, row["path"], row["step"]) == (0, 1, 1)
    assert (row["sentence"], row["said"], row["by"]) == ("warmth is a component of hosting", "asserted", "Alder")
    assert row["where"] == "Alder (1901), pp. 14–15"
    assert row["claim"] == "claim:alder--warmth-component-of-hosting"
    assert err == "paths: 1\n"


@pytest.mark.parametrize(("words", "code", "told"), [
    (("welcome-scale", "hosting", "--by", "cedar"), 0, "without --by there is one of 2 steps"),
    (("warmth", "warmth"), 0, "both ends are warmth; name two concepts"),
    (("warmth", "welcome scale", "--most", "1"), 0, "paths: 1, and there are more (--most)"),
    (("wramth", "welcome"), 1, "kg: no concept 'wramth'; did you mean warmth"),
    (("warmth", "welcome", "--most", "0"), 2, "0 is not in the range"),
])
def test_command_says_what_is_missing(capsys: pytest.CaptureFixture[str], tiny_store: Path, words: tuple[str, ...],
                                      code: int, told: str) -> None:
    ended, _, err = kg(capsys, "path", *words, "--store", tiny_store)
    assert ended == code
    assert told in err


# --- the real content; what to expect stands in the facts ---

@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


def test_seed_leads_from_bond_over_working_alliance_to_therapeutic_relationship(atlas: Atlas) -> None:
    first = connect(atlas, "bond", "therapeutic relationship", ["titulescu"]).routes[0]
    assert [one.slug for one in first.concepts] == ["bond", "working-alliance", "therapeutic-relationship"]
    upper, lower = sentences(first)
    assert "bond is a component of working alliance" in upper
    assert "working alliance is a component of therapeutic relationship" in lower
    assert "working alliance comes before therapeutic relationship" in lower
    assert {passage.work.key for claim in first.claims for passage in claim.passages} == {"titulescu2023"}


def test_bordin_alone_does_not_connect_bond_with_therapeutic_relationship(atlas: Atlas) -> None:
    found = connect(atlas, "bond", "therapeutic-relationship", ["bordin"])
    assert found.routes == ()
    assert [one.slug for one in found.silent] == ["therapeutic-relationship"]
    # A graph of common factors puts the bond straight under the relationship, and so merges the two concepts.
    assert found.unrestricted
    assert [claim.party.slug for claim in found.unrestricted.claims] == ["cfics"]


def test_bond_of_orlinsky_and_howard_has_the_alliance_as_a_part(atlas: Atlas) -> None:
    first = connect(atlas, "empathic-resonance", "working-alliance", ["orlinsky-howard"]).routes[0]
    assert sentences(first) == [["empathic resonance is a component of therapeutic bond"],
                                ["therapeutic bond has as a component working alliance"]]
