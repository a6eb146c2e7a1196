"""A reading list: each work once, everything chosen of it with its warnings, in formats that read back whole."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypandoc
import pytest
import rispy
from appkit import open_page
from click.testing import CliRunner
from docx import Document

import kg
from kg.cli import commands

KEPT = ("passage:birch1902--after-alder", "definition/welcome--birch1902", "alder1901", "cedar1880")
WARNING = ("Warning: Alder (1901, 99): the cited work may not say this. Alder says open door, not warmth. Better: "
           "Birch & Alder (1902), p. 11.")
WORDS = "“Welcome, as Alder showed (1901, 99), is warmth shown at the door.”"


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


def written(atlas: kg.Atlas, format_: str, names: tuple[str, ...] = KEPT) -> str:
    return kg.as_file(atlas, names, format_).decode()


def back(format_: str, text: str) -> dict[str, dict[str, Any]]:
    """What pandoc reads in a file, by key."""
    done = subprocess.run([pypandoc.get_pandoc_path(), f"--from={format_}", "--to=csljson"], input=text,
                          capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return {one["id"]: one for one in json.loads(done.stdout)}


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


# --- what is in the list ---


def test_each_work_stands_once_in_the_order_of_the_style(atlas: kg.Atlas) -> None:
    assert [one.work.key for one in kg.reading_list(atlas, KEPT)] == ["alder1901", "birch1902", "cedar1880"]
    by_number = kg.reading_list(atlas, KEPT, "ieee")
    assert [one.work.key for one in by_number] == ["birch1902", "alder1901", "cedar1880"]
    assert [one.reference.text[:3] for one in by_number] == ["[1]", "[2]", "[3]"]


def test_work_brings_its_definitions_and_a_passage_only_itself(atlas: kg.Atlas) -> None:
    [whole] = kg.reading_list(atlas, ["alder1901"])
    assert [note.name for note in whole.notes] == ["definition:welcome--alder1901"]
    [one] = kg.reading_list(atlas, ["passage:alder1901--two-parts"])
    assert [note.name for note in one.notes] == ["passage:alder1901--two-parts"]


@pytest.mark.parametrize("name", ["definition:welcome--birch1902", "definition/welcome--birch1902",
                                  "welcome--birch1902", f"{kg.PREFIXES['definition']}welcome--birch1902"])
def test_thing_is_found_by_each_of_its_names(atlas: kg.Atlas, name: str) -> None:
    [one] = kg.reading_list(atlas, [name])
    assert [(note.name, note.party) for note in one.notes] == [("definition:welcome--birch1902", "Birch & Alder")]


def test_claim_and_distinction_bring_their_passages(atlas: kg.Atlas) -> None:
    claim, distinction = atlas.claims()[0], atlas.distinctions("warmth", "welcome")[0]
    assert {n.passage for one in kg.reading_list(atlas, [claim.iri]) for n in one.notes} == set(claim.passages)
    sides = {p for side in distinction.sides for p in side.passages}
    assert {n.passage for one in kg.reading_list(atlas, [distinction.iri]) for n in one.notes} == sides


def test_distinction_says_what_each_side_is_by_which_dimension(atlas: kg.Atlas) -> None:
    drawn = atlas.distinctions("warmth", "welcome")[0]
    said = {note.said for work in kg.reading_list(atlas, [drawn.iri]) for note in work.notes}
    assert said == {f"{side.concept.label}, by {drawn.dimension}: {side.value}." for side in drawn.sides}


@pytest.mark.parametrize(("style", "words"), [
    ("apa", "(Zetzel, 1956, as cited in Titulescu, 2023, The Therapeutic Alliance (Working Alliance) section, para."),
    ("nature", "Zetzel, 1956, as cited in^1")])
def test_work_that_nobody_has_seen_is_cited_through_the_one_that_tells_of_it(atlas_store: Path, style: str,
                                                                          words: str) -> None:
    one, name = kg.open(atlas_store), "passage:titulescu2023--first-used"
    text = kg.annotated(one, [name], style).replace("\\", "")
    assert f"    - Original not seen; cite it as: {words}" in text
    assert "Original not seen; cite it as: (Zetzel, 1956" in kg.as_file(one, [name], "ris").decode()
    assert "Zetzel, E" not in text


def test_no_name_means_every_work(atlas: kg.Atlas) -> None:
    assert {one.work.key for one in kg.reading_list(atlas)} == {work.key for work in atlas.works()}


@pytest.mark.parametrize("name", ["nobody1999", "passage:nobody", "<x> {}", "concept:welcome", ""])
def test_unknown_name_is_said(atlas: kg.Atlas, name: str) -> None:
    with pytest.raises(kg.UnknownName):
        kg.annotated(atlas, [name])
    assert kg.split_known(atlas, [name, "alder1901", "work:alder1901"]) == (("work:alder1901",), (name,))


def test_unknown_format_is_said(atlas: kg.Atlas) -> None:
    with pytest.raises(kg.UnknownName, match="no format 'pdf'"):
        kg.as_file(atlas, KEPT, "pdf")


# --- the annotated bibliography ---


def test_entry_is_followed_by_what_was_chosen_with_place_party_and_warning(atlas: kg.Atlas) -> None:
    text = written(atlas, "markdown", KEPT[1:2])
    entry = "Birch, B., & Alder, A. (1902). Warmth and welcome. *Journal of Invented Results*, *7*, 10–19."
    note = f"- **Birch & Alder.** welcome, in our gloss: warmth that is shown at the door. {WORDS} (p. 11)"
    lines = [line for line in text.splitlines() if line]
    assert lines[0] == "# Annotated bibliography"
    assert lines[2:] == [entry, "**Warning:** Less sure than the rest of this record: page.", note,
                         f"    - {WARNING.replace('Warning:', '**Warning:**')}"]


@pytest.mark.parametrize("format_", [one for one in kg.READING_FORMATS if one != "docx"])
def test_warning_travels_in_every_format(atlas: kg.Atlas, format_: str) -> None:
    text = " ".join(written(atlas, format_).replace("<strong>", "").replace("</strong>", "").split())
    plain = text.replace("**", "").replace("&amp;", "&").replace(r"\&", "&")
    assert WARNING in plain


def test_word_file_holds_entries_as_paragraphs_and_notes_as_lists(atlas: kg.Atlas) -> None:
    made = kg.as_file(atlas, KEPT, "docx")
    assert ZipFile(io.BytesIO(made)).testzip() is None
    texts = [one.text for one in Document(io.BytesIO(made)).paragraphs]
    assert texts[0] == "Annotated bibliography"
    assert "Alder, A. (1901). On welcome. Invented Press." in texts
    assert WARNING in texts


def test_words_that_are_marks_elsewhere_stay_words(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    atlas = kg.open(tiny_store)
    words = '1. <script>x</script> *a* &copy; \\textbf{b} $c$ [d](e) #f @g'
    passages = tuple(replace(one, quotation=None, paraphrase=words) for one in atlas.passages())
    monkeypatch.setattr(kg.Atlas, "passages", lambda _: passages)
    page = kg.as_file(atlas, ["passage:alder1901--two-parts"], "html").decode()
    assert "<script" not in page
    assert "1. &lt;script&gt;x&lt;/script&gt; *a* &amp;copy; \\textbf{b} $c$ [d](e) #f @g" in " ".join(page.split())


# --- for reference managers ---


@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_pandoc_reads_the_annotation_back(atlas: kg.Atlas, format_: str) -> None:
    found = back(format_, written(atlas, format_))
    assert set(found) == {"alder1901", "birch1902", "cedar1880"}
    assert straight(WORDS) in straight(found["birch1902"]["annote"])
    assert "(p. 11)" in found["birch1902"]["annote"]
    assert WARNING in found["birch1902"]["annote"]


def test_second_parser_reads_every_note_of_ris(atlas: kg.Atlas) -> None:
    found = {one["id"]: one for one in rispy.loads(written(atlas, "ris"))}
    notes = found["birch1902"]["notes"]
    assert notes == ["Warning: Less sure than the rest of this record: page.", f"{WORDS} (p. 11) {WARNING}",
                     "Birch & Alder. welcome, in our gloss: warmth that is shown at the door. "
                     f"{WORDS} (p. 11) {WARNING}"]
    assert set(back("ris", written(atlas, "ris"))) == set(found)


def test_record_that_nobody_has_seen_is_a_warning(atlas: kg.Atlas) -> None:
    said = "This record: recalled, not seen in a source (high confidence)."
    assert f"**Warning:** {said}" in kg.annotated(atlas, ["cedar1880"]).replace("\\", "")
    assert json.loads(written(atlas, "csl-json", ("cedar1880",)))[0]["note"].startswith(f"Warning: {said}\n")
    assert "This record" not in written(atlas, "csl-json", ("alder1901",))


def test_csl_json_has_one_note_per_work(atlas: kg.Atlas) -> None:
    found = {one["id"]: one for one in json.loads(written(atlas, "csl-json"))}
    assert found["alder1901"]["note"] == ("Alder. welcome, in our gloss: an invitation to come in. “Welcome is an open "
                                          'door; "come in" is its first word.” (p. 12)')
    assert "custom" not in found["alder1901"]
    assert "annote" not in found["alder1901"]


# --- the command ---


def run(store: Path, *arguments: str) -> Any:
    return CliRunner().invoke(commands, ["bibliography", *arguments, "--store", str(store)])


def test_command_prints_what_the_library_returns(tiny_store: Path, atlas: kg.Atlas, tmp_path: Path) -> None:
    assert run(tiny_store, *KEPT, "--style", "mla").stdout == kg.annotated(atlas, KEPT, "mla")
    run(tiny_store, *KEPT, "--format", "docx", "--output", str(tmp_path / "list.docx"))
    assert Document(str(tmp_path / "list.docx")).paragraphs


def test_command_offers_every_format() -> None:
    [option] = [one for one in commands.commands["bibliography"].params if one.name == "format_"]
    assert list(kg.READING_FORMATS) == list(option.to_info_dict()["type"]["choices"])


def test_command_says_where_it_cannot_write(tiny_store: Path, tmp_path: Path) -> None:
    said = run(tiny_store, "alder1901", "--output", str(tmp_path / "no" / "list.md"))
    assert isinstance(said.exception, kg.KgError)
    assert "name another file" in str(said.exception)


# --- the page ---


@pytest.mark.usefixtures("on_tiny")
def test_page_shows_the_list_of_its_address_with_warnings() -> None:
    page = open_page("reading", keep="work:alder1901,passage:birch1902--after-alder,work:gone1900,<b>x</b>")
    assert "2 things of 2 works" in page.words
    assert "Alder, A. (1901). On welcome. Invented Press." in page.words
    assert "Citation warning: the cited work may not say this" in page.words
    assert "no longer has work:gone1900 Remove <b>x</b> Remove" in page.words
    assert "b" not in page.elements


@pytest.mark.usefixtures("on_tiny")
def test_page_follows_the_style_and_offers_every_format() -> None:
    page = open_page("reading", keep="work:alder1901")
    page.app.selectbox[0].set_value("vancouver")
    assert "1. Alder A. On welcome." in page.again().words
    assert len(page.app.get("download_button")) == len(kg.READING_FORMATS)


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(("typed", "said", "printed"), [
    ("psychotherapy research", "Printed in the style “Psychotherapy Research”.", "Alder, A. (1901). On welcome."),
    ("nature", "Printed in the style “Nature”.", "1. Alder, A. On Welcome."),
    ("zzzz <b>", "No style has “zzzz <b>” in its title; printed in APA 7.", "Alder, A. (1901). On welcome.")])
def test_page_takes_any_style_by_words_of_its_title_and_says_which(monkeypatch: pytest.MonkeyPatch, typed: str,
                                                                   said: str, printed: str) -> None:
    monkeypatch.setattr("streamlit.selectbox", lambda *_, **__: typed)  # AppTest takes none but the listed options
    words = open_page("reading", keep="work:alder1901").words
    assert said in words
    assert printed in words


@pytest.mark.usefixtures("on_tiny")
def test_page_of_an_empty_list_says_how_to_begin() -> None:
    page = open_page("reading")
    assert "Nothing is kept in this browser yet." in page.words
    assert page.links["the works"] == "/works"


@pytest.mark.usefixtures("on_tiny")
def test_page_shows_no_more_than_a_list_may_hold() -> None:
    names = ",".join(["work:alder1901", *(f"work:gone{i}" for i in range(120))])
    assert "names 121 things; the first 100 are shown" in open_page("reading", keep=names).words
