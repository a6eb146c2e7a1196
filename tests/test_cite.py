"""Citing: alone and together, styles by name, what may never leak, limits, and what a build keeps."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL, tiny_copy

import kg
from kg import build
from kg.cite import pandoc, render, shelf, styles
from kg.cite.render import Cite, alone, together
from kg.errors import KgError, UnknownName
from kg.model import Rich

APA = styles.find_style("apa")


def book(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "type": "book", "author": [{"family": "Alder", "given": "Ann"}], "title": title,
            "publisher": "Invented Press", "publisher-place": "Nowhere", "issued": {"date-parts": [[1979]]}, **more}


PAIR = [Cite.of(book("first", "First things"), "p. 3"), Cite.of(book("second", "Second things"))]


# --- alone and together ---


def test_two_works_of_a_year_get_no_letters_when_each_is_cited_alone() -> None:
    assert [one.parenthetical.text for one in alone(PAIR, APA)] == ["(Alder, 1979, p. 3)", "(Alder, 1979)"]


@pytest.mark.parametrize(("style", "cites", "first"), [
    ("apa", ["(Alder, 1979a, p. 3)", "(Alder, 1979b)"], "Alder, A. (1979a). *First things*. Invented Press."),
    ("chicago-author-date", ["(Alder 1979a, 3)", "(Alder 1979b)"],
     "Alder, Ann. 1979a. *First Things*. Invented Press."),
    ("harvard", ["(Alder, 1979a, p. 3)", "(Alder, 1979b)"],
     "Alder, A. (1979a) *First things*. Nowhere: Invented Press."),
    ("mla", ["(Alder, *First Things* 3)", "(Alder, *Second Things*)"],
     "Alder, Ann. *First Things*. Invented Press, 1979."),
    ("ieee", ["[1, p. 3]", "[2]"], "[1] A. Alder, *First Things*. Nowhere: Invented Press, 1979."),
    ("vancouver", ["(1, p. 3)", "(2)"], "1. Alder A. First things. Nowhere: Invented Press; 1979."),
])
def test_selection_is_one_document_with_letters_titles_or_numbers(style: str, cites: list[str], first: str) -> None:
    made = together(PAIR, styles.find_style(style))
    assert [one.parenthetical.markdown.replace("\\", "") for one in made.cites] == cites
    assert made.references[0].markdown.replace("\\", "") == first
    assert len(made.references) == 2


@pytest.mark.parametrize("name", styles.COMMON_STYLES)
def test_selection_of_one_work_has_the_reference_that_the_work_has_alone(name: str) -> None:
    cite = Cite.of(book("a", "First things: The rest", edition="Rev."))
    [entry] = together([cite], styles.find_style(name)).references
    assert alone([cite], styles.find_style(name))[0].reference.text == re.sub(r"^(?:\[1\] |1\. )", "", entry.text)
    assert re.search(r"[Rr]ev\. edn?\.", entry.text)


def test_empty_selection_has_no_references() -> None:
    assert together([], APA) == ((), ())


@pytest.mark.parametrize("name", ["apa", "chicago-author-date", "chicago-notes", "mla", "harvard"])
def test_batch_prints_what_a_document_of_one_citation_prints(name: str) -> None:
    """The batch reads a style without its rules for telling records apart: nothing else may change by that."""
    style = styles.find_style(name)
    records = json.loads((REAL.sources / "bibliography.json").read_text(encoding="utf-8"))
    same = [one for one in records if one.get("author", [{}])[0].get("family") in ("Gelso", "Horvath")]
    cites = [*PAIR, *(Cite.of(one, "p. 7") for one in same[:6])]
    asked = [question for one in cites for question in render._plan(one, style, "").values()]
    groups = [{"items": [{**one.csl, "id": "x"}], "cites": [render._pandocs(one, "x")]} for one in asked]
    single = render._rendered(groups, style, style.text, style.locale, 60)
    batch = list(render._answers(asked, style, style.locale, 60))
    for one, found in zip(single, batch, strict=True):
        assert render._rich(one["cites"][0]["text"], style) == found.text
        assert render._rich(one["cites"][0].get("note"), style) == found.note
        assert [render._rich(entry["text"], style) for entry in one["entries"]] == [found.entry][:len(one["entries"])]


def test_same_work_cited_twice_alone_is_never_a_later_mention() -> None:
    notes = alone([PAIR[0], PAIR[0], PAIR[0]], styles.find_style("chicago-notes"))
    assert {one.parenthetical.text for one in notes} == {"Ann Alder, First Things (Invented Press, 1979), 3."}


# --- what may not leak ---


@pytest.mark.parametrize("name", styles.COMMON_STYLES)
def test_place_stands_in_the_text_and_never_in_the_reference(name: str) -> None:
    one = alone([Cite.of(book("a", "First things"), "p. 77")], styles.find_style(name))[0]
    assert "77" in one.parenthetical.text
    assert "77" not in one.reference.text


def test_notes_of_ours_are_printed_in_no_style() -> None:
    ours = {"note": "[verified: ours]", "annote": "ours", "abstract": "ours", "custom": {"certainty": "verified"}}
    cite = Cite.of(book("a", "First things", **ours))
    for name in (*styles.COMMON_STYLES, "apa-with-abstract", "apa-annotated-bibliography"):
        assert "ours" not in alone([cite], styles.find_style(name))[0].reference.text


def test_markup_and_formulas_in_a_record_are_words() -> None:
    cite = Cite.of(book("a", "<script>alert(1)</script> $x^2$ [link](http://a) `code` \\input{a}"))
    made = alone([cite], APA)[0].reference
    assert "<script" not in made.html
    assert "$x^2$ [link](http://a) `code` \\input{a}" in made.text
    assert Rich((("", "*a* <b>"),)).markdown == "\\*a\\* \\<b\\>"


def test_place_that_looks_like_a_command_stays_words() -> None:
    made = alone([Cite.of(book("a", "First things"), "A {p. 9} @second [x], para. 4")], APA)[0]
    assert "@second" in made.parenthetical.text


def test_locale_is_an_option_and_pages_are_still_pages() -> None:
    chapter = book("a", "Erstes", type="chapter", page="10-19", editor=[{"family": "Birch", "given": "Bo"}],
                   **{"container-title": "Alles"})
    made = alone([Cite.of(chapter, "pp. 11–12")], APA, "de-DE")[0]
    assert made.parenthetical.text == "(Alder, 1979, S. 11–12)"
    assert "(S. 10–19)" in made.reference.text


@pytest.mark.parametrize(("name", "said"), [
    ("apa", "Birch (1911, zitiert nach Alder, 1979, Abschnitt The Door, Abs. 4)"),
    ("chicago-author-date", "Birch (1911, zitiert nach Alder 1979, Abschnitt The Door, Abs. 4)"),
    ("ieee", "Birch (1911), zitiert nach [1, Abschn. The Door, Abs. 4]")])
def test_words_that_csl_has_no_field_for_are_of_the_locale_too(name: str, said: str) -> None:
    told = book("b", "Before", author=[{"family": "Birch", "given": "Bo"}], issued={"date-parts": [[1911]]})
    cites = [Cite.of(book("a", "First things"), "The Door, para. 4", told), Cite.of(book("a", "Ding"), "chap. 3")]
    made = alone(cites, styles.find_style(name), "de-DE")
    assert made[0].narrative.text == said
    assert re.search(r"Kap(?:itel|\.) 3", made[1].parenthetical.text)


# --- styles ---


def test_every_common_name_leads_to_a_file_that_says_how_it_cites() -> None:
    found = {name: styles.find_style(name) for name in styles.COMMON_STYLES}
    assert all(style.path.is_file() for style in found.values())
    assert {name: style.format for name, style in found.items()} == {
        "apa": "author-date", "chicago-author-date": "author-date", "chicago-notes": "note", "mla": "author",
        "harvard": "author-date", "ieee": "numeric", "vancouver": "numeric"}


def test_every_packaged_style_has_a_title_a_format_and_a_parent_that_is_there() -> None:
    assert len(styles.index()) > 10_000
    assert [s.id for s in styles.index() if not (s.title and s.format and s.path.is_file())] == []


def test_journal_follows_its_parent_and_is_found_by_words_of_its_title() -> None:
    found = styles.search_styles("psychotherapy research")
    hit = next(style for style in found if style.id == "psychotherapy-research")
    assert (hit.parent, alone(PAIR[:1], hit)[0].parenthetical.text) == ("apa", "(Alder, 1979, p. 3)")


@pytest.mark.parametrize("name", ["no-such-style", "../styles/apa", "", "APA 7!"])
def test_unknown_style_is_refused(name: str) -> None:
    with pytest.raises(UnknownName):
        styles.find_style(name)


def test_style_that_prints_no_places_has_them_in_words() -> None:
    nature = styles.find_style("nature")
    one = alone(PAIR[:1], nature)[0]
    assert 'variable="locator"' not in nature.text
    assert "p. 3" in one.parenthetical.text
    assert one.narrative.text.startswith("Alder")


# --- limits ---


def test_pandoc_is_stopped_when_its_time_or_its_memory_is_over() -> None:
    endless = ["-f", "markdown", "-t", "plain"]
    with pytest.raises(KgError, match="stopped after"):
        pandoc.run(endless, b"[" * 100_000, seconds=0.05)
    with pytest.raises(KgError, match="memory"):
        pandoc.run(endless, b"word *more* " * 400_000, memory="20m")


def test_pandoc_reads_no_file_that_a_text_names(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    asked = f".. include:: {tmp_path / 'secret.txt'}\n".encode()
    try:
        said = pandoc.run(["-f", "rst", "-t", "plain"], asked)
    except KgError as error:
        said = str(error).encode()
    assert b"secret\n" not in said


# --- what a build keeps ---


def test_second_build_renders_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = tiny_copy(tmp_path / "tiny")
    assert build.build(places).is_built
    monkeypatch.setattr(render, "alone", lambda missing, *_, **__: pytest.fail("rendered") if missing else [])
    assert build.build(places).is_built
    assert kg.open(places.store).cite("alder1901")[0].parenthetical.text == "(Alder, 1901)"


def test_damaged_file_of_citations_costs_time_but_no_answer(tmp_path: Path) -> None:
    (tmp_path / "citations.sqlite").write_bytes(b"no database")
    found = shelf.Shelf(tmp_path / "citations.sqlite").get(PAIR[:1], APA)
    assert found[PAIR[0]].parenthetical.text == "(Alder, 1979, p. 3)"
