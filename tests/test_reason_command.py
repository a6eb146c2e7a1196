"""Results as files: written once, kept until the claims change, checked, and read back as what was found."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from clikit import Capture, kg, where
from conftest import require, tiny_copy
from rdflib import RDF, BNode, Graph

from kg import build, export
from kg.catalog import Atlas, open_atlas
from kg.model import Conflict
from kg.places import Places
from kg.vocab import AA


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The tiny repository with results, made by `kg reason` and taken in by `kg build`."""
    require("java")
    places = tiny_copy(tmp_path_factory.mktemp("made"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["kg", "reason", "--most", "2", *where(places)])
        from kg import cli

        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert ended.value.code == 0
    assert build.build(places).is_built
    return places


@pytest.fixture
def reasoned(made: Places, tmp_path: Path) -> Places:
    """A copy of it that a test may change."""
    shutil.copytree(made.ontology.parent, tmp_path / "copy", symlinks=True)
    return Places(tmp_path / "copy" / "ontology", tmp_path / "copy" / "sources", tmp_path / "copy" / "store")


def texts(places: Places) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (places.ontology / "reasoned").iterdir()}


def change_a_claim(places: Places) -> None:
    """Let the party that denies it say it."""
    path = places.ontology / "parties" / "birch-alder.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("    aa:isDenied true ;\n", ""), encoding="utf-8")


# --- making ---


def test_results_that_are_there_stay_as_they_are_with_their_date(reasoned: Places, capsys: Capture) -> None:
    path = reasoned.ontology / "reasoned" / "provenance.ttl"
    path.write_text(re.sub(r'"[^"]+"(?=\^\^xsd:dateTime)', '"2001-02-03T04:05:06+00:00"', texts(reasoned)[path.name]),
                    encoding="utf-8")
    before = texts(reasoned)
    done = kg(capsys, "reason", "--format", "csv", *where(reasoned))
    assert (done.code, texts(reasoned)) == (0, before)
    assert "the results are those that are there" in done.err
    assert [line.split(",")[1] for line in done.out.splitlines()] == ["kind", "conflict"]
    assert "not searched further than 2" in done.err


def test_verify_finds_an_edited_file_and_leaves_it(reasoned: Places, capsys: Capture) -> None:
    path = reasoned.ontology / "reasoned" / "conflicts.ttl"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# edited\n", encoding="utf-8")
    done = kg(capsys, "reason", "--verify", *where(reasoned))
    assert done.code == 1
    assert "not as the reasoner says: conflicts.ttl; run 'kg reason'" in done.err
    assert "# edited" in texts(reasoned)["conflicts.ttl"]


def test_verify_fails_where_the_claims_have_changed(reasoned: Places, capsys: Capture) -> None:
    change_a_claim(reasoned)
    done = kg(capsys, "reason", "--verify", *where(reasoned))
    assert done.code == 1
    assert "conflicts.ttl, provenance.ttl" in done.err


def test_without_java_one_line_says_so_and_the_results_stay(
    reasoned: Places, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = texts(reasoned)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = kg(capsys, "reason", *where(reasoned))
    assert (done.code, done.out, texts(reasoned)) == (1, "", before)
    assert re.fullmatch(r"kg: the reasoner HermiT: needs Java, .+; install .+\n", done.err)


def test_a_reasoner_over_its_time_is_stopped_and_the_results_stay(reasoned: Places, capsys: Capture) -> None:
    before = texts(reasoned)
    done = kg(capsys, "reason", "--seconds", "0.05", *where(reasoned))
    assert (done.code, done.out, texts(reasoned)) == (1, "", before)
    assert "kg: the reasoner HermiT: was not done after 0.05 seconds; give it longer" in done.err


def test_a_reasoner_that_fails_says_why_and_the_results_stay(
    reasoned: Places, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = texts(reasoned)
    broken = tmp_path / "java"
    broken.write_text("#!/bin/sh\necho out of memory >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    done = kg(capsys, "reason", *where(reasoned))
    assert (done.code, done.out, texts(reasoned)) == (1, "", before)
    assert "failed (out of memory)" in done.err


def test_content_with_errors_is_not_reasoned_about(reasoned: Places, capsys: Capture) -> None:
    (reasoned.ontology / "concepts" / "warmth.ttl").write_text("no turtle", encoding="utf-8")
    done = kg(capsys, "reason", *where(reasoned))
    assert done.code == 1
    assert "the content has errors; 'kg check' lists them" in done.err


# --- taking in ---


def opened(places: Places) -> Atlas:
    return open_atlas(places.store)


def test_results_come_back_as_what_was_found(made: Places) -> None:
    (conflict,) = opened(made).conflicts()
    assert conflict.kind == "logical"
    assert {one.sentence for one in conflict.propositions} == {
        "welcome is a component of hosting", "it is not so that welcome is a component of hosting"}
    assert [ref.label for ref in conflict.impossible] == ["welcome"]
    assert {ref.label for ref in conflict.holders} == {"Alder", "Birch & Alder"}
    known = opened(made).reasoning
    assert known is not None
    assert (known.reasoner.split()[0], known.most, known.is_stale) == ("HermiT", 2, False)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", known.date)


def test_what_the_table_declares_is_a_conflict_without_the_reasoner_too(made: Places, tiny_store: Path) -> None:
    (logical,), (declared,) = opened(made).conflicts(), open_atlas(tiny_store).conflicts()
    assert (declared.kind, declared.iri) == ("declared", logical.iri)
    assert {p.key for p in declared.propositions} == {p.key for p in logical.propositions}
    assert open_atlas(tiny_store).reasoning is None
    assert open_atlas(tiny_store).entailments() == ()


def test_what_is_inferred_is_in_no_curated_graph(made: Places, tiny_store: Path) -> None:
    atlas = opened(made)
    assert list(atlas.dataset.query("SELECT ?x { { ?x a aa:Conflict } UNION { ?x aa:clashingClaim ?y } }")) == []
    graphs = {str(graph.identifier) for graph in atlas.dataset.graphs() if (None, RDF.type, AA.Conflict) in graph}
    assert graphs == {"https://w3id.org/alliance-atlas/reasoned/conflicts"}
    assert export.addresses(made.current) == export.addresses(tiny_store / "current")
    assert export.owl(made.current, ".ttl") == export.owl(tiny_store / "current", ".ttl")


def test_results_have_no_blank_nodes_and_say_where_they_come_from(made: Places) -> None:
    found = Graph()
    for path in (made.ontology / "reasoned").iterdir():
        found.parse(path)
    assert not any(isinstance(node, BNode) for node in found.all_nodes())
    (conflict,) = found.subjects(RDF.type, AA.Conflict)
    assert len(set(found.objects(conflict, AA.clashingClaim))) == 2
    assert [len(str(value)) for value in found.objects(None, AA.basisHash)] == [64]


def test_results_from_other_claims_are_called_stale(reasoned: Places) -> None:
    assert build.build(reasoned).findings == ()
    change_a_claim(reasoned)
    findings = build.build(reasoned).findings
    assert [(f.rule, f.level) for f in findings] == [("reasoned", "warning")]
    assert "run 'kg reason'" in findings[0].message
    known = opened(reasoned).reasoning
    assert known is not None
    assert known.is_stale


def test_a_result_about_a_claim_that_is_gone_is_left_out(reasoned: Places) -> None:
    path = reasoned.ontology / "parties" / "birch-alder.ttl"
    kept, _, _ = path.read_text(encoding="utf-8").partition("claim:birch-alder--welcome-not-component-of-hosting\n")
    path.write_text(kept, encoding="utf-8")
    for dispute in (reasoned.ontology / "disputes").iterdir():
        dispute.unlink()
    report = build.build(reasoned)
    assert {f.rule for f in report.findings} == {"reasoned", "H45"}
    assert report.is_built
    assert opened(reasoned).conflicts() == ()


# --- the content of this atlas ---


def said(conflict: Conflict) -> set[str]:
    """What the propositions of a conflict say, as in the slugs of claims, without who says it."""
    return {claim.slug.partition("--")[2] for claim in conflict.claims}


def without_lists(atlas: Atlas) -> list[Conflict]:
    return [conflict for conflict in atlas.conflicts() if not conflict.complete]


#: The claims of one author (facts sheet, section 5.3) that the reasoner must find at odds.
AT_ODDS = {
    "T1": {"real-relationship-same-concept-as-therapeutic-relationship",
           "real-relationship-component-of-therapeutic-relationship"},
    "T2": {"working-alliance-component-of-therapeutic-relationship",
           "working-alliance-precedes-therapeutic-relationship"},
    "T10": {"social-emotional-aspect-same-concept-as-therapeutic-relationship",
            "social-emotional-aspect-same-concept-as-person-to-person-relationship",
            "person-to-person-relationship-component-of-therapeutic-relationship"},
}


@pytest.mark.parametrize("name", AT_ODDS)
def test_the_seed_against_itself_is_found(atlas_store: Path, name: str) -> None:
    (found,) = [one for one in without_lists(open_atlas(atlas_store)) if said(one) == AT_ODDS[name]]
    assert (found.kind, found.is_within_one) == ("logical", True)
    assert "Titulescu" in {ref.label for ref in found.holders}


def test_a_denial_is_found_against_a_chain_of_parts(atlas_store: Path) -> None:
    chain = {"working-alliance-component-of-therapeutic-relationship",
             "therapeutic-relationship-component-of-psychotherapy"}
    denial = "working-alliance-not-component-of-psychotherapy"
    assert {denial, *chain} in [said(one) for one in without_lists(open_atlas(atlas_store))]


def test_two_complete_lists_of_different_length_are_at_odds(atlas_store: Path) -> None:
    found = [{model.slug for model in one.complete} for one in open_atlas(atlas_store).conflicts()]
    assert {"bordin", "dryden"} in found


def test_results_belong_to_these_claims(atlas_store: Path) -> None:
    known = open_atlas(atlas_store).reasoning
    assert known is not None
    assert not known.is_stale, "run 'kg reason'"
    assert known.impossible == ()


def test_what_follows_is_never_what_is_said(atlas_store: Path) -> None:
    atlas = open_atlas(atlas_store)
    claimed = {(c.party, c.subject, c.relation.iri, c.object) for c in atlas.claims() if not c.is_denied}
    found = {(e.party, e.subject, e.relation.iri, e.object) for e in atlas.entailments()}
    assert found
    assert found & claimed == set()
    assert all(claim.party == e.party for e in atlas.entailments() for claim in e.claims)
