"""Manuscripts against the tiny atlas: what is said of them, how each kind of file is read, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import rispy
from clikit import Capture, kg

import kg as api
from kg.errors import KgError
from kg.manuscript import CODES, MANUSCRIPT_FILES, SEVERITIES, ManuscriptReport, check_manuscript, reader
from kg.model import CERTAINTIES

HERE = Path(__file__).parent / "data" / "manuscripts"
SENTENCE = "Warmth is shown at the door (Birch & Alder, 1902, p. 99)."


def checked(store: Path, text: str, name: str = "a.md", references: str = "", listed: bytes = b"") -> ManuscriptReport:
    return check_manuscript(name, text.encode(), api.open(store), references, listed)


def codes(report: ManuscriptReport) -> list[str]:
    return [one.code for one in report.remarks if one.code != "no-list"]


# --- what is said ---

@pytest.mark.parametrize(("text", "found"), [
    (SENTENCE, ["known-wrong"]),
    ("So (Birch & Alder, 1902, p. 25).", ["page-outside"]),
    ("So (Birch & Alder, 1902, pp. 9–11).", ["page-outside"]),
    ("So (Birch & Alder, 1902, pp. 10–19).", ["checked"]),
    ("So (Birch & Alder, 1902, p. xi).", ["checked"]),
    ("So (Birch, 1902, p. 99).", ["known-wrong"]),
    ("So (Alder, 1901).", ["reprint"]),
    ("So (Alder, 1880/1901).", ["checked"]),
    ("So (Alder, 1901, p. 99).", ["known-doubtful", "reprint"]),
    ("Welcome, as Alder showed (Alder, 1901), is warmth shown at the doors.", ["known-doubtful", "reprint"]),
    ("So (Doe, 1999, p. 4).", ["not-in-atlas"]),
    ("No citation at all.", ["no-citations"]),
    ("In 1901 Alder came. But Birch in 1902 wrote (Cedar, 1880).", ["unread", "checked"]),
    # quotations
    ("“Welcome is an open door” (Alder, 1880/1901, p. 12).", ["checked", "quotation-found"]),
    ("“Welcome is an open door” (Alder, 1880/1901, p. 14).", ["quotation-page", "checked"]),
    ("“Welcome is an open gate; come in is its first word” (Alder, 1880/1901).", ["quotation-differs", "checked"]),
    ("“Welcome is an open door; ‘come in’ is its first word.” So it is.", ["quotation-uncited", "no-citations"]),
    ("“Welcome is an open door; ‘come in’ is its first word” (Cedar, 1880).", ["quotation-elsewhere", "checked"]),
    ("“Welcome … is warmth shown at the door” (Alder, 1880/1901).", ["quotation-second-hand", "checked"]),
    ("“Welcome … is warmth shown at the door” (Alder, 1880/1901, as cited in Birch & Alder, 1902).",
     ["checked", "checked", "quotation-found"]),
    ("> First comes warmth, then welcome. (Birch & Alder, 1902, p. 12)", ["checked", "quotation-found"]),
    ("“open door” is short (Cedar, 1880).", ["checked"]),
])
def test_each_rule_says_what_it_is_for(tiny_store: Path, text: str, found: list[str]) -> None:
    assert codes(checked(tiny_store, text)) == found


def test_remark_tells_place_evidence_and_what_to_write(tiny_store: Path) -> None:
    one = checked(tiny_store, f"# Doors\n\nFirst.\n\n{SENTENCE}").remarks[0]
    assert (one.place, one.subject, one.severity) == ("Doors, para. 2", "Birch & Alder, 1902, p. 99", "error")
    assert one.words.startswith("The atlas knows this citation to be wrong. The page is not in the cited work; Birch & "
                                "Alder (1902) is pp. 10–19 (recalled, not seen in a source (medium confidence))")
    assert "met in Birch & Alder (1902), p. 12" in one.evidence
    doubtful = checked(tiny_store, "So (Alder, 1901, p. 99).").remarks[0]
    assert doubtful.instead == f"Birch & Alder (1902), p. 11 ({CERTAINTIES['verified']})"


def test_difference_of_a_quotation_is_shown_word_by_word(tiny_store: Path) -> None:
    text = "“Welcome is an open gate; ‘come in’ is its first word” (Alder, 1880/1901)."
    assert "[-gate;-] {+door;+}" in checked(tiny_store, text).remarks[0].said


def test_list_and_citations_are_compared_both_ways(tiny_store: Path) -> None:
    listed = "\n\n# References\n\nCedar, C. (1880). The house book.\n\nDoe, J. (1999). A book.\n\nunreadable"
    report = checked(tiny_store, f"So (Cedar, 1880; Doe, 2001; Roe, 2000, as cited in Doe, 1999).{listed}")
    of_list = ("not-in-list", "not-cited", "unread-entry")
    found = [(one.code, one.subject) for one in report.remarks if one.code in of_list]
    assert found == [("not-in-list", "Doe, 2001"), ("unread-entry", "unreadable")]
    assert [one.said for one in report.remarks if one.code == "not-in-list"] == ["The list has Doe (1999)"]
    report = checked(tiny_store, f"So (Cedar, 1880).{listed}")
    assert [one.subject for one in report.remarks if one.code == "not-cited"] == ["Doe, J. (1999). A book."]


def test_same_silence_about_one_work_is_said_once(tiny_store: Path) -> None:
    one = next(one for one in checked(tiny_store, "# A\n\nSo (Doe, 1999).\n\nAnd (Doe, 1999).").remarks
               if one.code == "not-in-atlas")
    assert one.place == "A, para. 1; A, para. 2"


def test_every_severity_has_a_code_and_every_code_a_severity() -> None:
    assert {code.severity for code in CODES.values()} == set(SEVERITIES)


# --- how files are read ---

BIB = b"@book{c, author = {Cedar, Cy}, year = {1880}, title = {The house book}}"
CSL = json.dumps([{"id": "c", "author": [{"family": "Cedar"}], "issued": {"date-parts": [[1880]]}}]).encode()
RIS = rispy.dumps([{"type_of_reference": "BOOK", "authors": ["Cedar, Cy"], "year": "1880", "id": "c"}]).encode()


@pytest.mark.parametrize(("name", "content"), [("l.bib", BIB), ("l.json", CSL), ("l.ris", RIS)])
def test_reference_list_of_each_kind_is_read(tiny_store: Path, name: str, content: bytes) -> None:
    report = checked(tiny_store, "So (Cedar, 1880, p. 3).", references=name, listed=content)
    assert [one.code for one in report.remarks] == ["checked"]


def test_key_without_a_list_counts_as_not_recognised(tiny_store: Path) -> None:
    report = checked(tiny_store, "So [@cedar].")
    assert [one.subject for one in report.remarks if one.code == "unread"] == ["[@cedar]"]
    known = checked(tiny_store, r"So \citep[p.~3]{c}.", "a.tex", "l.bib", BIB)
    assert [(one.code, one.subject) for one in known.remarks] == [("checked", "Cedar, 1880, p. 3")]


def test_heading_in_bold_and_heading_of_plain_text_are_headings(tiny_store: Path) -> None:
    for name, text in (("a.md", "**Doors**\n\nSo (Doe, 1999)."), ("a.txt", "Doors\n\nSo (Doe, 1999).")):
        assert checked(tiny_store, text, name).remarks[-1].place == "Doors, para. 1"


def test_nothing_of_a_manuscript_stays_on_the_disk(tiny_store: Path, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    content = (HERE / "08-secondary.docx").read_bytes()
    report = check_manuscript("a.docx", content, api.open(tiny_store), "l.bib", BIB)
    assert report.commented(content)
    assert list(tmp_path.iterdir()) == []


# --- what is refused ---

def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(("name", "make", "message"), [
    ("a.pdf", lambda: b"%PDF", "this kind of file is not read here"),
    ("a", lambda: b"x", "this kind of file is not read here"),
    ("a.md", lambda: b"", "is empty"),
    ("a.md", lambda: b"\xff\xfe\x00", "is not a text in UTF-8"),
    ("a.md", lambda: b"x" * (20 * 2**20 + 1), "is larger than 20 MB"),
    ("a.txt", lambda: b"x" * 3_000_001, "is longer than 3,000,000 characters"),
    ("a.md", lambda: b"---\n---\n", "holds no text"),
    ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1", "is encrypted, or an old .doc"),
    ("a.docx", lambda: b"PK\x03\x04 nonsense", "is damaged"),
    ("a.docx", lambda: (HERE / "08-secondary.docx").read_bytes()[:-400], "is damaged"),
    ("a.docx", lambda: packed(a=b"b"), "is no docx document"),
    ("a.docx", lambda: packed(word__document=b"", **{"word__document.xml": b"<nonsense"}), "cannot be read as docx"),
    ("a.docx", lambda: packed(**{"word__document.xml": b" " * (201 * 2**20)}), "unpacks to more than 200 MB"),
    ("a.odt", lambda: packed(META_INF=b"", **{"META-INF__manifest.xml": b"<encryption-data/>", "content.xml": b"x"}),
     "is encrypted"),
    ("a.html", lambda: b"<div>" * 20_000 + b"x", ""),
])
def test_what_cannot_be_read_is_refused_in_words(tiny_store: Path, name: str, make: Callable[[], bytes],
                                                 message: str) -> None:
    with pytest.raises(KgError) as refused:
        check_manuscript(name, make(), api.open(tiny_store))
    assert str(refused.value).startswith(f"{name}: {message}")


@pytest.mark.parametrize(("name", "content"), [("l.bib", b"nonsense"), ("l.json", b"{"), ("l.json", b"{}"),
                                               ("l.json", b"[1]"), ("l.txt", b"x")])
def test_list_that_is_none_is_refused(tiny_store: Path, name: str, content: bytes) -> None:
    with pytest.raises(KgError, match=rf"^{name}: "):
        checked(tiny_store, SENTENCE, references=name, listed=content)


def test_record_of_another_form_is_read_as_far_as_it_goes(tiny_store: Path) -> None:
    odd = json.dumps([{"id": 3, "author": "Cedar", "issued": [1]}, {"author": [None, {"literal": 5}], "issued": 1880}])
    assert checked(tiny_store, SENTENCE, references="l.json", listed=odd.encode()).remarks


# --- reports ---

def test_comments_stand_at_the_words_and_leave_the_text_as_it_is(tiny_store: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Warmth is shown ")
    paragraph.add_run("at the door (Birch & Alder, 1902, p. 99)").bold = True
    paragraph.add_run(" and “Welcome is an open door” stays.")
    file = io.BytesIO()
    document.save(file)
    report = check_manuscript("a.docx", file.getvalue(), api.open(tiny_store))
    made = docx.Document(io.BytesIO(report.commented(file.getvalue())))
    assert [one.text for one in made.paragraphs] == [one.text for one in document.paragraphs]
    assert [comment.author for comment in made.comments] == ["Alliance Atlas"]
    assert "Birch & Alder (1902) is pp. 10–19" in next(iter(made.comments)).text
    runs = [run.text for run in made.paragraphs[0].runs if run.text]
    assert runs == ["Warmth is shown ", "at the door (", "Birch & Alder, 1902, p. 99", ")",
                    " and “Welcome is an open door” stays."]
    assert made.paragraphs[0].runs[2].bold


def test_reports_hold_the_same_rows_and_no_markup_of_the_manuscript(tiny_store: Path) -> None:
    report = checked(tiny_store, "So (Doe, 1999, p. 4 \\<script\\>) and (Birch & Alder, 1902, p. 99).")
    assert "<script>" not in report.as_html()
    assert report.as_html().count("<tr class=") == len(report.rows()) == len(report.remarks)


@pytest.mark.parametrize("format_", ["table", "csv", "markdown", "html", "json"])
def test_command_reports_in_each_format(capsys: Capture, tiny_store: Path, tmp_path: Path, format_: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(SENTENCE, encoding="utf-8")
    done = kg(capsys, "audit-manuscript", file, "--format", format_, "--store", tiny_store)
    assert done.code == 1
    assert "Birch & Alder, 1902, p. 99" in done.out.replace("&amp;", "&")
    assert done.err.startswith("1 citations recognised; known to be wrong: 1")
    assert format_ != "json" or json.loads(done.out)[0]["severity"] == SEVERITIES["error"]
    assert format_ != "csv" or next(csv.DictReader(io.StringIO(done.out)))["place"] == "para. 1"


def test_command_refuses_comments_without_a_docx_or_over_the_original(capsys: Capture, tmp_path: Path) -> None:
    assert kg(capsys, "audit-manuscript", "a.md", "--comments", tmp_path / "b.docx").code == 2
    assert kg(capsys, "audit-manuscript", tmp_path / "b.docx", "--comments", tmp_path / "b.docx").code == 2
    assert "cannot be read" in kg(capsys, "audit-manuscript", tmp_path / "none.md").err


def test_every_kind_of_file_is_among_the_labelled_ones_or_another_name_of_one() -> None:
    kinds = {reader.SUFFIXES[path.suffix] for path in HERE.iterdir() if path.suffix in MANUSCRIPT_FILES}
    assert kinds == set(reader.SUFFIXES.values())
