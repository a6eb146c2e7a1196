"""How claims are read as OWL: which cannot hold together, each kind beside the same claims without one of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import reasonkit
from conftest import require
from reasonkit import can_be, claim, concept, elements, ground, relations, theory

from kg.errors import StoreError
from kg.reason import Oracle, Probe, Trial, background, gather, ontology, reason
from kg.reason.space import engaged
from kg.vocab import AA, iri

#: What cannot all hold; without any one line, the others can.
CONTRADICTIONS = {
    "a kind of what it is distinct from": ["p: a kindOf b", "p: a distinctFrom b"],
    "the same as what it is distinct from": ["p: a sameConceptAs b", "p: b distinctFrom a"],
    "a kind of two that nothing is both of": ["p: a kindOf b", "p: a kindOf c", "p: b distinctFrom c"],
    "part of itself in a circle": ["p: a componentOf b", "p: b componentOf c", "p: c componentOf a"],
    "part of what is a kind of it": ["p: a componentOf b", "p: b kindOf a"],
    "part of what is the same": ["p: a sameConceptAs b", "p: a componentOf b"],
    "in two relations that exclude each other": ["p: a componentOf b", "p: a precedes b"],
    "the same, by another name, in such relations": ["p: a componentOf b", "p: c precedes b", "p: a sameConceptAs c"],
    "the same as what it is set against": ["p: a sameConceptAs b", "p: b opposedTo a"],
    "before what is a kind of it": ["p: a precedes b", "p: b kindOf a"],
    "denied": ["p: a componentOf b", "q: a not componentOf b"],
    "denied of something wider": ["p: a leadsTo b", "q: c not leadsTo b", "p: a kindOf c"],
    "denied of a part, at one remove": ["p: a componentOf b", "p: b componentOf c", "q: a not componentOf c"],
    "denied both ways": ["p: a opposedTo b", "q: b not opposedTo a"],
    "not a kind, although it follows": ["p: a kindOf b", "p: b kindOf c", "q: a not kindOf c"],
    "not the same, although it follows": ["p: a kindOf b", "p: b kindOf a", "q: b not sameConceptAs a"],
    "not distinct, although it follows": ["p: a kindOf c", "p: b distinctFrom c", "q: a not distinctFrom b"],
    "a part that is not in the list": ["p: all a: b c", "q: d componentOf a", "q: d distinctFrom b",
                                       "q: d distinctFrom c"],
    "one part more in another's list": ["p: all a: b c", "q: all a: b c d", "q: d componentOf a"],
    "an instrument that is a relationship": ["p: scale kindOf tie"],
    "narrower, for all to see, than what it is distinct from": ["p: wide distinctFrom narrow"],
}

#: What can hold, although it looks like one of the above.
NONE = {
    "part of a thing of the same kind": ["p: a kindOf c", "p: b kindOf c", "p: a componentOf b"],
    "part of one, before another": ["p: a componentOf b", "p: a precedes c"],
    "not the same in one direction only": ["p: a kindOf b", "q: a not sameConceptAs b"],
    "some kind of it does, although it does not": ["p: a not kindOf b", "p: c kindOf a", "p: c kindOf b"],
    "set against something of its own kind": ["p: a kindOf b", "p: c kindOf b", "p: a opposedTo c"],
    "a part that may be one of those in the list": ["p: all a: b c", "q: d componentOf a", "q: d distinctFrom b"],
    "leads to itself by way of another": ["p: a leadsTo b", "p: b leadsTo a"],
    "both narrower than one": ["p: narrow distinctFrom a", "p: wide kindOf b"],
}


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, int], bool]:
    """For each set of lines, whether it can hold as a whole (-1) and without each line."""
    require("java")
    asked = {(name, left_out): elements(*(line for i, line in enumerate(lines) if i != left_out))
             for name, lines in (CONTRADICTIONS | NONE).items() for left_out in range(-1, len(lines))}
    return dict(zip(asked, can_be(asked.values()), strict=True))


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_found_and_only_as_a_whole(answers: dict[tuple[str, int], bool], name: str) -> None:
    found = {left_out: can for (asked, left_out), can in answers.items() if asked == name}
    assert found == {left_out: left_out >= 0 for left_out in range(-1, len(CONTRADICTIONS[name]))}


@pytest.mark.parametrize("name", NONE)
def test_what_can_hold_is_not_called_a_contradiction(answers: dict[tuple[str, int], bool], name: str) -> None:
    assert answers[name, -1]


# --- what follows, and what is impossible ---


def follows(*lines: str) -> set[str]:
    found = theory(*lines)
    results = reason(found, Oracle(found.background, 120), most=3)
    return {f"{e.party.label}: {e.subject.label} {e.relation.iri.rsplit('/', 1)[-1]} {e.object.label}"
            for e in results.entailments}


def test_what_a_party_never_says_follows_from_its_own_claims_alone() -> None:
    require("java")
    assert follows("p: a componentOf b", "p: b componentOf c", "q: c componentOf d") == {"p: a componentOf c"}


def test_nothing_follows_for_what_a_party_makes_impossible() -> None:
    require("java")
    # For p, who calls a and b the same and one a part of the other, c would be part of a by way of b.
    assert follows("p: a sameConceptAs b", "p: a componentOf b", "p: c componentOf b", "p: b componentOf d",
                   "q: a sameConceptAs b", "q: c componentOf b") == {"p: c componentOf d", "q: c componentOf a"}


def test_a_list_says_which_of_its_members_a_part_is() -> None:
    require("java")
    assert follows("p: all a: b c", "p: d componentOf a", "p: d distinctFrom b") == {"p: d kindOf c"}


def test_same_is_said_once_and_not_as_two_kinds() -> None:
    require("java")
    assert follows("p: a sameConceptAs b", "p: b sameConceptAs c") == {"p: a sameConceptAs c"}


def test_a_model_at_odds_with_itself_is_named_with_what_it_makes_impossible() -> None:
    require("java")
    lines = ("p: b componentOf a", "p: c componentOf a", "p: all a: b c", "p: b kindOf c")
    found = theory(*lines)
    # With the kind, which is none of its claims, b cannot be; the model alone is sound.
    results = reason(found, Oracle(found.background, 120), most=3)
    assert results.impossible == ()
    assert [[ref.label for ref in one.impossible] for one in results.conflicts if one.is_within_one] == [["b"]]
    (page,) = found.pages
    whole = replace(found, pages=(replace(page, claims=tuple(claim(line) for line in lines if " all " not in line)),))
    results = reason(whole, Oracle(found.background, 120), most=2)
    assert [(model.slug, ref.label) for model, ref in results.impossible] == [("p-a", "b")]


def test_a_conflict_names_holders_lists_and_impossible_concepts() -> None:
    require("java")
    found = theory("p: all a: b c", "q: all a: b c d", "q: d componentOf a", "r: d componentOf a")
    (conflict,) = reason(found, Oracle(found.background, 120), most=3).conflicts
    assert [p.sentence for p in conflict.propositions] == ["d is a component of a"]
    assert {claim.party.label for claim in conflict.claims} == {"q", "r"}
    assert {model.party.label for model in conflict.complete} == {"p", "q"}
    assert [ref.label for ref in conflict.impossible] == ["d"]
    assert not conflict.is_within_one


# --- what need not be asked ---


def test_a_relation_that_nothing_forbids_is_never_asked_about() -> None:
    found = theory("p: a leadsTo b", "p: a promotes b", "q: a not promotes c", "p: scale measures a",
                   "p: a precedes b", "p: a componentOf b", "q: a not mechanismOf b")
    assert {one.relation.iri.rsplit("/", 1)[-1] for one in engaged(found) if hasattr(one, "relation")} == {
        "promotes", "precedes", "componentOf"}


def test_an_exclusion_counts_only_where_both_relations_are_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(relations())
    leads, part = str(AA.leadsTo), str(AA.componentOf)
    known[leads] = replace(known[leads], excludes=frozenset({part}))
    known[part] = replace(known[part], excludes=known[part].excludes | {leads})
    monkeypatch.setattr(reasonkit, "relations", lambda: known)
    alone, both = theory("p: a leadsTo b"), theory("p: a leadsTo b", "p: a componentOf b")
    assert (len(engaged(alone)), len(engaged(both))) == (0, 2)


def test_a_claim_about_a_concept_in_one_models_sense_is_left_out() -> None:
    sense = replace(claim("p: a componentOf b"), sense=concept("any"))
    assert gather([sense], [], relations(), ground()).propositions == ()


def test_the_background_holds_what_bears_on_concepts_and_no_more() -> None:
    text = ground().text
    assert str(AA.Instrument) in text
    assert str(AA.Passage) not in text
    assert ground().ancestors(str(iri("concept", "narrow"))) >= {str(iri("concept", "wide")), str(AA.Phenomenon)}
    assert ground().is_symmetric(str(AA.opposedTo))
    assert str(AA.componentOf) in ground().contested
    assert str(AA.measures) not in ground().contested


def test_an_ontology_asks_one_class_for_each_trial() -> None:
    (one,) = elements("p: a componentOf b")
    text, asked = ontology([Trial((one,)), Trial((one,), probe=Probe(str(iri("concept", "a")), str(AA.kindOf),
                                                                     str(iri("concept", "b"))))], ground(), "file:///x")
    assert len(set(asked)) == 2
    assert text.count("SubClassOf(c:a--0 ObjectSomeValuesFrom(v:componentOf c:b--0))") == 1


def test_the_background_of_no_build_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run 'kg build'"):
        background(tmp_path / "atlas.nq")
