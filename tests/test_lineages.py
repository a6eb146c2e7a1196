"""Who takes up whose statement: read from the tiny repository, and in the content as the facts have it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import built

import kg
from kg import build
from kg.catalog import lineage
from kg.catalog.reader import Reader
from kg.check import rule_findings
from kg.model import Lineage
from kg.places import Places
from kg.store import Store

ROOT = Path(__file__).parent.parent
RULES = ROOT / "ontology" / "checks"

#: Who coined which name, according to whom.
COINED = {
    ("Horvath & Symonds", "working alliance", "Greenson", 1967),
    ("a review in Chinese (author unknown)", "alliance", "Sterba", 1934),
    ("a review in Chinese (author unknown)", "therapeutic alliance", "Zetzel", 1956),
    ("Titulescu", "working alliance", "Zetzel", 1956),
}
#: Who takes up whom, in which way, according to whom, how sure it is that the passage says so.
TAKEN_UP = {
    ("Zetzel 1956", "adopts", "Sterba 1934", "Zetzel", "recalled-high"),
    ("Zetzel 1956", "adopts", "Sterba 1934", "Etchegoyen", "verified"),
    ("Horvath & Greenberg 1989", "adopts", "Bordin 1979", "Horvath & Greenberg", "recalled-high"),
    ("Tracey & Kokotovic 1989", "adopts", "Bordin 1979", "Tracey & Kokotovic", "recalled-high"),
    ("Hatcher & Gillaspy 2006", "adopts", "Bordin 1979", "Hatcher & Gillaspy", "recalled-high"),
    ("Hatcher & Gillaspy 2006", "adapts", "Horvath & Greenberg 1989", "Hatcher & Gillaspy", "verified"),
    ("Wampold & Flückiger 2023", "adopts", "Bordin 1979", "Wampold & Flückiger", "verified"),
    ("APA Dictionary of Psychology None", "adopts", "Bordin 1979", "APA Dictionary of Psychology", "recalled-high"),
    ("Dryden None", "adopts", "Bordin 1979", "Dryden", "verified"),
    ("Titulescu 2023", "adopts", "Bordin 1979", "Titulescu", "verified"),
    ("Titulescu 2023", "adopts", "Zetzel 1956", "Titulescu", "verified"),
    ("Titulescu 2023", "adopts", "Clarkson 1995", "Titulescu", "verified"),
}
#: The same of other concepts than the alliance.
ELSEWHERE = {
    "therapeutic-relationship": {
        ("Gelso & Carter 1985", "adopts", "Greenson 1967", "Gelso & Samstag", "verified"),
        ("Antoniou & Blom 2006", "adopts", "Clarkson 1990", "Antoniou & Blom", "verified"),
        ("Titulescu 2023", "adopts", "Clarkson 1990", "Titulescu", "verified")},
    "real-relationship": {
        ("Gelso and colleagues 2018", "adopts", "Freud 1937", "Gelso and colleagues", "verified"),
        ("Kelley, Gelso and colleagues 2010", "adapts", "Gelso and colleagues 2005", "Kelley, Gelso and colleagues",
         "recalled-high")},
}
#: What the facts recall and no passage is known to say, or only tells of the past: (later, earlier).
NOT_SAID = {("Bordin 1979", "Greenson 1967"), ("Horvath & Symonds 1991", "Freud 1913"),
            ("Titulescu 2023", "Freud 1913"), ("Titulescu 2023", "Gelso & Carter 1985"),
            ("Titulescu 2023", "Horvath & Greenberg 1989"),
            ("Marmar, Gaston and colleagues 1989", "Marmar, Gaston and colleagues 1986"),
            ("Marmar, Gaston and colleagues 1991", "Marmar, Gaston and colleagues 1989")}


@pytest.fixture(scope="module")
def tiny_atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> kg.Atlas:
    return kg.open(atlas_store)


@pytest.fixture(scope="module")
def lineages(atlas: kg.Atlas) -> tuple[Lineage, ...]:
    return atlas.lineages("working-alliance")


def end(one: kg.Statement | kg.TermUse) -> str:
    who = one.parties[0] if isinstance(one, kg.TermUse) else one.party
    return f"{who.label} {one.year}"


# --- the tiny repository ---


def test_lineages_come_by_the_year_of_the_later(tiny_atlas: kg.Atlas) -> None:
    coined, adapted = tiny_atlas.lineages()
    assert (coined.way, coined.label, coined.term, coined.earlier) == ("coins", "coins", "réception", None)
    assert (adapted.way, adapted.label, adapted.note) == ("adapts", "takes up and changes",
                                                          "The door stays, the warmth is new.")
    assert (coined.later.year, adapted.later.year) == (1901, 1902)


def test_a_lineage_has_both_ends_its_holder_and_its_own_passages(tiny_atlas: kg.Atlas) -> None:
    _, one = tiny_atlas.lineages("welcome")
    assert one.earlier is not None
    assert one.party.label == "Birch & Alder"
    assert one.concept.slug == "welcome"
    assert [p.key for p in one.passages] == ["birch1902--after-alder"]
    assert [p.quotation for p in one.later.passages] == [
        "Welcome, as Alder showed (1901, 99), is warmth shown at the door."]
    assert [p.quotation for p in one.earlier.passages] == ['Welcome is an open door; "come in" is its first word.']
    assert one.is_doubtful


def test_a_concept_without_lineages_has_none(tiny_atlas: kg.Atlas) -> None:
    assert tiny_atlas.lineages("hosting") == ()


def test_an_unknown_concept_names_the_nearest(tiny_atlas: kg.Atlas) -> None:
    with pytest.raises(kg.UnknownName) as refused:
        tiny_atlas.lineages("welcom")
    assert refused.value.nearest[0] == "welcome"


def test_reading_costs_two_queries_beyond_the_statements(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Store.select

    def counted(self: Store, text: str) -> tuple[list[str], list[tuple[str | None, ...]]]:
        asked.append(text)
        return real(self, text)

    reader = Reader(Store.open((tiny_store / "current").resolve()))
    reader.works, reader.relations, reader.rivals  # noqa: B018 - read once for all pages
    monkeypatch.setattr(Store, "select", counted)
    found = lineage.read(reader, "")
    whole = len(asked)
    ends = [one.iri for one in (*[x.later for x in found], *[x.earlier for x in found if x.earlier])]
    reader.said(statement=ends)
    assert whole - (len(asked) - whole) == 2


def test_lineages_are_counted(tiny_atlas: kg.Atlas) -> None:
    assert tiny_atlas.counts["lineages"] == 2


def findings(tiny: Places) -> str:
    return "\n".join(map(str, build.build(tiny).findings))


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("aa:earlier definition:welcome--alder1901", "aa:earlier definition:welcome--birch1902", "H36"),
    ("way:adapts", "way:improves", "H27"),
    ("aa:later definition:welcome--birch1902", "aa:later definition:welcome-scale--cedar1880", "H35"),
    ("    aa:heldBy party:alder ;\n", "", "S10"),
    ("    aa:basedOn passage:alder1901--open-door ;\n", "", "S09"),
    ("aa:about concept:welcome", "aa:about concept:warmth", "H37"),
])
def test_a_wrong_lineage_is_refused(tiny: Places, old: str, new: str, rule: str) -> None:
    path = tiny.ontology / "lineages" / "welcome.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert f"{rule}:" in findings(tiny)


def test_what_one_party_tells_twice_is_told_once() -> None:
    store = ox.Store()
    text = (ROOT / "tests" / "data" / "rules" / "H36" / "good.trig").read_text(encoding="utf-8")
    again = text[text.index("    lineage:"):].replace("adopts", "adapts")
    text = text[:text.rindex("}")] + again
    store.extend(ox.parse(text, format=ox.RdfFormat.TRIG))
    store.extend([ox.Quad(q.subject, q.predicate, q.object) for q in store])
    found = rule_findings(Store(store).select, [RULES / "H36-lineage-has-two-ends.rq"], {})
    assert [one.rule for one in found] == ["H36"]
    assert "tells again what welcome--birch1902-adapts-alder1901" in found[0].message


# --- the content ---


def test_who_coined_which_name_is_told_as_each_tells_it(lineages: tuple[Lineage, ...]) -> None:
    found = {(one.party.label, one.term, *end(one.later).rsplit(" ", 1)) for one in lineages if one.way == "coins"}
    assert found == {(who, term, by, str(year)) for who, term, by, year in COINED}


def test_the_wrong_credit_stands_beside_the_right_ones_and_is_marked(lineages: tuple[Lineage, ...]) -> None:
    wrong, *right = sorted((one for one in lineages if one.term == "working alliance"),
                           key=lambda one: one.party.label != "Titulescu")
    assert wrong.party.label == "Titulescu"
    assert "attribution-doubtful" in wrong.attributions[0].statuses
    assert {end(one.later) for one in right} == {"Greenson 1967"}
    assert isinstance(wrong.later, kg.TermUse)
    assert wrong.later.term == "therapeutic alliance"


def taken_up(found: Iterable[Lineage]) -> set[tuple[str, str, str, str, str]]:
    return {(end(one.later), one.way, end(one.earlier), one.party.label, one.passages[0].certainty)
            for one in found if one.earlier}


def test_who_takes_up_whom_is_as_the_facts_have_it(lineages: tuple[Lineage, ...]) -> None:
    assert taken_up(lineages) >= TAKEN_UP


@pytest.mark.parametrize("concept", ELSEWHERE)
def test_lineages_of_the_other_concepts_are_those_of_the_facts(atlas: kg.Atlas, concept: str) -> None:
    assert taken_up(atlas.lineages(concept)) == ELSEWHERE[concept]


def test_what_no_passage_says_is_no_lineage(atlas: kg.Atlas) -> None:
    found = {(end(one.later), end(one.earlier)) for one in atlas.lineages() if one.earlier}
    assert found & NOT_SAID == set()


def test_whoever_is_taken_up_or_named_first_is_named_where_it_is_said(atlas: kg.Atlas) -> None:
    for one in (one for one in atlas.lineages() if one.way in ("adopts", "coins")):
        credited = [f"{credit.credited} {credit.work.label if credit.work else ''}" for credit in one.attributions]
        words = " ".join([*credited, *(f"{p.quotation or ''} {p.paraphrase or ''}" for p in one.passages)])
        assert end(one.earlier or one.later).split()[0] in words, one.iri


def test_the_article_rejects_what_it_reports_of_the_literature(lineages: tuple[Lineage, ...]) -> None:
    (one,) = [one for one in lineages if one.way == "rejects"]
    assert one.earlier is not None
    assert (end(one.later), end(one.earlier)) == ("Titulescu 2023",
                                                  "the specialised literature (unnamed authors) 2023")


def test_every_end_and_every_lineage_has_words_to_show(atlas: kg.Atlas) -> None:
    every = atlas.lineages()
    assert len(every) == atlas.counts["lineages"] >= 30
    for one in every:
        for passages in (one.passages, one.later.passages, one.earlier.passages if one.earlier else one.passages):
            assert any(p.quotation or p.paraphrase for p in passages), one.iri


def test_every_lineage_is_held_by_who_speaks_in_its_passages(atlas: kg.Atlas, tmp_path: Path) -> None:
    found = build.check(Places(ROOT / "ontology", ROOT / "sources", tmp_path))
    assert [str(one) for one in found if "lineage:" in str(one)] == []
    assert {one.party.label for one in atlas.lineages()} >= {"Titulescu", "Kanzer", "Dryden"}


def test_names_say_concept_ends_and_holder(atlas: kg.Atlas) -> None:
    for one in atlas.lineages():
        concept, middle, holder = one.slug.split("--")
        assert (concept, holder) == (one.concept.slug, one.party.slug)
        assert f"-{one.way}-" in middle, one.slug


def test_a_lineage_that_is_taken_out_is_missed(tiny: Places) -> None:
    (tiny.ontology / "lineages" / "welcome.ttl").unlink()
    assert kg.open(built(tiny)).lineages() == ()
