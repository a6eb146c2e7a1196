"""Quotations against source texts, and the report of all citations."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import kg
from kg import audit
from kg.cli import main
from kg.errors import ContentError
from kg.model import Passage, Work

WORK = Work("alder1901", "Alder (1901)", "On welcome", "")
OTHER = Work("birch-1902", "Birch (1902)", "Warmth", "")
#: As printed: curly quotation marks, a long dash, a word hyphenated at a line's end, a blank line after each line.
TEXT = """\
Welcome is an open door; \N{LEFT DOUBLE QUOTATION MARK}come in\N{RIGHT DOUBLE QUOTATION MARK} is its

first word \N{EM DASH} and the door-

step is where hos-

pitality begins. Later, after a long walk, the guest's\N{NO-BREAK SPACE}coat is hung up.
The self-
evident is not said. Warmth is shown at the door and nowhere else in the house."""


def compared(tmp_path: Path, *quotations: str, text: str = TEXT) -> list[audit.Comparison]:
    """How quotations stand in a text, in which a first one surely does."""
    sure = text.split(";", 1)[0]
    (tmp_path / "alder1901.txt").write_text(text, encoding="utf-8")
    passages = [Passage(key=f"alder1901--{i}", work=WORK, quotation=q) for i, q in enumerate((sure, *quotations))]
    return list(audit.compare(passages, [WORK], tmp_path).compared[1:])


@pytest.mark.parametrize(("quotation", "outcome"), [
    ("Welcome is an open door", "exact"),
    ('"come in" is its first word - and', "normalised"),
    ("the doorstep is where hospitality begins", "normalised"),
    ("the door-step is where", "normalised"),
    ("The self-evident is not said", "normalised"),
    ("the guest’s coat", "normalised"),
    ("Welcome is an open door … the guest's coat", "normalised"),
    ("the guest's [wet] coat is hung up", "own-words"),
    ("[W]armth is shown at the door", "own-words"),
    ("welcome is an open door", "near"),
    ("Welcome is not an open door", "near"),
    ("Warmth is shown at a door and nowhere else in this house", "near"),
    ("the guest's coat … Welcome is an open door", "near"),
    ("Nobody has ever written this sentence anywhere", "absent"),
    ("Welcome is an open door … nobody has ever written this", "absent"),
])
def test_a_quotation_counts_as_found_only_where_it_stands(tmp_path: Path, quotation: str, outcome: str) -> None:
    (found,) = compared(tmp_path, quotation)
    assert found.outcome == outcome


@pytest.mark.parametrize(("quotation", "shown"), [
    ("Welcome is not an open door;", "Welcome is [-not-] an open door;"),
    ("Warmth is felt at the door and nowhere else", "Warmth is [-felt-] {+shown+} at the door and nowhere else"),
    ("the guest's coat … Welcome is an open door;", "the same words in another order"),
])
def test_the_difference_is_shown_word_by_word(tmp_path: Path, quotation: str, shown: str) -> None:
    (found,) = compared(tmp_path, quotation)
    assert found.difference == shown


def test_an_omission_hides_no_more_than_a_page(tmp_path: Path) -> None:
    far = TEXT.replace("Later", "Much. " * 400 + "Later")
    (found,) = compared(tmp_path, "Welcome is an open door … the guest's coat", text=far)
    assert found.outcome == "near"


def test_a_text_in_many_scripts_is_searched(tmp_path: Path) -> None:
    strange = TEXT + "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    (found,) = compared(tmp_path, "Warmth is felt at the door and nowhere else", text=strange)
    assert found.outcome == "near"


@pytest.mark.parametrize("name", ["birch-1902.txt", "birch1902.txt", "Birch_1902.txt"])
def test_a_text_belongs_to_the_work_whose_name_it_bears(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Warmth is all.", encoding="utf-8")
    passage = Passage(key="birch-1902--a", work=OTHER, quotation="Warmth is all")
    report = audit.compare([passage], [WORK, OTHER], tmp_path)
    assert [(one.passage.key, one.outcome) for one in report.compared] == [("birch-1902--a", "exact")]
    assert report.is_sound


def test_another_text_is_one_finding_and_not_one_for_each_quotation(tmp_path: Path) -> None:
    (tmp_path / "alder1901.txt").write_text("Quite another book about boats.", encoding="utf-8")
    passages = [Passage(key=f"alder1901--{i}", work=WORK, quotation=f"Welcome is an open door {i}") for i in range(30)]
    report = audit.compare(passages, [WORK], tmp_path)
    assert (report.compared, report.others) == ((), ((WORK, tmp_path / "alder1901.txt"),))
    assert not report.is_sound


def test_what_cannot_be_compared_is_named(tmp_path: Path) -> None:
    (tmp_path / "nobody.txt").write_text("", encoding="utf-8")
    report = audit.compare([Passage(key="alder1901--a", work=WORK, quotation="x")], [WORK], tmp_path)
    assert (report.unclaimed, report.unread) == ((tmp_path / "nobody.txt",), (WORK,))


def test_two_texts_of_one_work_are_refused(tmp_path: Path) -> None:
    for name in ("alder1901.txt", "alder-1901.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match=r"is a second text of alder1901, beside alder-1901\.txt"):
        audit.compare([], [WORK], tmp_path)


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alder1901.txt").write_bytes("réception".encode("latin-1"))
    with pytest.raises(ContentError, match="is not a text in UTF-8; save it as UTF-8"):
        audit.compare([Passage(key="alder1901--a", work=WORK, quotation="x")], [WORK], tmp_path)


# --- the command ---


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tiny_store: Path) -> Run:
    def command(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["kg", "audit", "--store", str(tiny_store), *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return command


def with_text(tmp_path: Path, birch: str) -> str:
    (tmp_path / "birch1902.txt").write_text(birch, encoding="utf-8")
    return str(tmp_path)


BIRCH = "Welcome, as Alder showed (1901,\n99), is warmth shown at the door. First comes warmth, then welcome."


def test_every_citation_is_reported_in_words(run: Run) -> None:
    done = run("--format", "json")
    first, second = json.loads(done.out)
    assert (first["work"], first["place"], first["printed"], first["credited place"]) == (
        "Birch & Alder (1902)", "p. 11", "Alder (1901, 99)", "p. 99")
    assert first["statuses"] == "the cited work may not say this"
    assert first["reason"] == "Alder says open door, not warmth."
    assert (first["evidence"], first["certainty"]) == ("alder1901, p. 12", "seen in a source")
    assert first["cite instead"] == "Birch & Alder (1902), p. 11 (seen in a source)"
    assert (second["statuses"], second["cite instead"]) == ("the page is not in the cited work", "")
    assert (done.code, done.err) == (0, "citations: 2, to check: 2\n")


def test_every_format_says_the_same(run: Run) -> None:
    rows = json.loads(run("--format", "json").out)
    assert list(csv.DictReader(io.StringIO(run("--format", "csv").out))) == rows
    table, markdown = run().out.splitlines(), run("--format", "markdown").out.splitlines()
    assert len(table) == len(markdown) == len(rows) + 2
    for shown in (table[2], markdown[2]):
        assert all(value in shown for value in rows[0].values())
    assert markdown[1] == "| " + " | ".join(["---"] * len(rows[0])) + " |"


def test_citations_are_filtered(run: Run) -> None:
    assert run("--status", "page-out-of-range").err == "citations: 1, to check: 1\n"
    assert run("--work", "alder1901").err == "citations: 1, to check: 1\n"
    assert run("--work", "nobody").code == 1


def test_a_found_quotation_ends_well(run: Run, tmp_path: Path) -> None:
    done = run("--texts", with_text(tmp_path, BIRCH), "--format", "csv")
    found = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["passage"] for row in found] == ["passage:birch1902--after-alder", "passage:birch1902--first-warmth"]
    assert [row["outcome"] for row in found] == [audit.OUTCOMES["normalised"], audit.OUTCOMES["exact"]]
    assert (done.code, done.err) == (0, "quotations compared: 2, works without a text: 1\n")


@pytest.mark.parametrize(("old", "new", "shown"), [
    ("First", "Last", "[-First-] {+Last+} comes warmth, then welcome."),
    ("First comes warmth, then welcome.", "", audit.OUTCOMES["absent"]),
    (BIRCH, "A book about boats.", audit.OUTCOMES["other-text"]),
])
def test_a_wrong_quotation_ends_with_an_error(run: Run, tmp_path: Path, old: str, new: str, shown: str) -> None:
    done = run("--texts", with_text(tmp_path, BIRCH.replace(old, new)))
    assert done.code == 1
    assert shown in done.out


def test_no_text_at_all_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("--texts", str(tmp_path))
    assert done.code == 1
    assert "no text there belongs to a work that is quoted" in done.err


def test_a_status_is_none_of_quotations(run: Run, tmp_path: Path) -> None:
    assert run("--texts", str(tmp_path), "--status", "ok").code == 2


# --- the real content ---


def test_every_quotation_of_the_works_at_hand_is_found(texts: Path, atlas_store: Path) -> None:
    atlas = kg.open(atlas_store)
    report = audit.compare(atlas.passages(), atlas.works(), texts)
    assert len(report.compared) > 50
    wrong = [(one.passage.key, one.outcome, one.difference) for one in report.compared
             if one.outcome not in ("exact", "normalised")]
    assert (wrong, report.others) == ([], ())


def test_quoted_words_of_distinctions_stand_in_the_only_text_that_they_rest_on(texts: Path, atlas_store: Path) -> None:
    atlas, seed = kg.open(atlas_store), "titulescu2023"
    drawn = {one.iri: one for concept in atlas.concepts() for one in atlas.distinctions(concept.slug)}
    sides = [side for one in drawn.values() for side in one.sides if {p.work.key for p in side.passages} == {seed}]
    work = next(one for one in atlas.works() if one.key == seed)
    quoted = [Passage(key=side.value, work=work, quotation=words)
              for side in sides for words in re.findall("“([^”]+)”", side.value)]
    compared = audit.compare([*(p for p in atlas.passages() if p.work.key == seed), *quoted], [work], texts).compared
    found = {(one.passage.key, one.passage.quotation): one.outcome for one in compared}
    assert len(quoted) > 15
    assert [(one.key, one.quotation) for one in quoted
            if found[one.key, one.quotation] not in ("exact", "normalised")] == []


@pytest.mark.parametrize(("text", "quotation"), [
    ("The patient is unable to work.", "able to work"),
    ("He is dishonest with us.", "honest with us"),
    ("Trust is not necessary. Nothing else.", "Trust [.] N"),
])
def test_a_part_of_a_word_is_not_found(tmp_path: Path, text: str, quotation: str) -> None:
    (found,) = compared(tmp_path, quotation, text=f"Sure words; {text}")
    assert found.outcome in ("near", "absent")


def test_a_short_part_in_a_long_text_is_compared_at_once(tmp_path: Path) -> None:
    (found,) = compared(tmp_path, "the [big] dog", text="Sure words; " + "the cat and the dog " * 50_000)
    assert found.outcome == "own-words"


def test_one_wrong_quotation_is_absent_and_does_not_make_it_another_text(tmp_path: Path) -> None:
    (tmp_path / "alder1901.txt").write_text("A book about boats and water.", encoding="utf-8")
    wrong = Passage(key="alder1901--x", work=WORK, quotation="Trust comes first, then all the rest")
    report = audit.compare([wrong], [WORK], tmp_path)
    assert ([one.outcome for one in report.compared], report.others) == (["absent"], ())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "alder1901.TXT").mkdir()
    quoted = Passage(key="alder1901--x", work=WORK, quotation="any words at all")
    with pytest.raises(ContentError, match=r"alder1901\.TXT: cannot be read"):
        audit.compare([quoted], [WORK], tmp_path)
