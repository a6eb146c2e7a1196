"""In-text citations, locators and entries of reference lists, one by one."""

from __future__ import annotations

import time

import pytest

from kg.manuscript import references
from kg.manuscript.citations import Recognised, pages_of, recognise
from kg.manuscript.names import before
from kg.manuscript.text import Paragraph, Span, quotations, sentence


def read(text: str, kind: str = "text") -> Recognised:
    return recognise(Paragraph("Section", 1, text, kind))


def cited(text: str) -> list[str]:
    return [", ".join(filter(None, [one.label, one.locator])) for one in read(text).citations]


@pytest.mark.parametrize(("text", "labels"), [
    # parenthetical, in the styles that name author and year
    ("so (Alder, 1901).", ["Alder, 1901"]),
    ("so (Alder, 1901, p. 12).", ["Alder, 1901, p. 12"]),
    ("so (Alder 1901, 12–13).", ["Alder, 1901, pp. 12–13"]),
    ("so (Alder 1901: 252-3).", ["Alder, 1901, pp. 252–253"]),
    ("so (Alder & Birch, 1901, pp. 3, 5–7).", ["Alder & Birch, 1901, pp. 3, 5–7"]),
    ("so (Alder and Birch 1901).", ["Alder & Birch, 1901"]),
    ("so (see, e.g., Alder et al., 1901a; Birch, 1902, chap. 3).", ["Alder et al., 1901a", "Birch, 1902, chap. 3"]),
    ("so (Alder, 1901, 1903a, b).", ["Alder, 1901", "Alder, 1903a", "Alder, 1903b"]),
    ("so (Alder, 1901; 1903).", ["Alder, 1901", "Alder, 1903"]),
    ("so (Alder, n.d.; Birch, in press).", ["Alder, n.d.", "Birch, in press"]),
    ("so (Alder, 1880/1901).", ["Alder, 1880/1901"]),
    ("so (Alder, 1901 [1880], p. 4).", ["Alder, 1880/1901, p. 4"]),
    ("so (World Health Organization [WHO], 2001).", ["World Health Organization, 2001"]),
    ("so (van der Linde, 1901; O’Elm, 1902; Vargha Jenő-László, 1903; Łęk & Çınar, 1904).",
     ["van der Linde, 1901", "O’Elm, 1902", "Vargha Jenő-László, 1903", "Łęk & Çınar, 1904"]),
    ("so (the scales [see Alder, 1901] and the bells (Birch, 1902)).", ["Birch, 1902", "Alder, 1901"]),
    # narrative
    ("Alder (1901, p. 12) says so.", ["Alder, 1901, p. 12"]),
    ("However, Alder, Birch, and Cedar’s (1901) view is old.", ["Alder et al., 1901"]),
    ("Alder and colleagues (1901) say so.", ["Alder et al., 1901"]),
    ("Ann B. Alder (1901; 1903, p. 4) says so.", ["Ann B. Alder, 1901", "Ann B. Alder, 1903, p. 4"]),
    ("Alder (1901) wrote “an open door” (p. 12).", ["Alder, 1901, p. 12"]),
    ("As to names: Alder (1901).", ["Alder, 1901"]),
    # no citations
    ("In May (2001), spring (1991), Table (1994), the survey (1990–1994) and (N = 1994).", []),
    ("It was founded (in 1994) by three people (Vienna).", []),
])
def test_citation_is_read_as_printed(text: str, labels: list[str]) -> None:
    assert sorted(cited(text)) == sorted(labels)


def test_work_cited_through_another_keeps_both() -> None:
    first, second = read("so (Cedar, 1880, as cited in Alder, 1901, p. 12).").citations
    assert (first.label, first.via, second.label, second.pages[0].first) == ("Cedar, 1880", second, "Alder, 1901", 12)
    first, second = read("Cedar (1880) held it (as cited in Alder, 1901).").citations
    assert (first.label, first.via, second.label) == ("Cedar, 1880", second, "Alder, 1901")


@pytest.mark.parametrize(("text", "words"), [
    ("as shown [3, 5–7].", "[3, 5–7]"),
    ("as shown.¹²", "¹²"),
    ("so (Alder 12).", "Alder 12"),
    ("in the book (1901).", "1901"),
    ("so (A. Alder, personal communication, May 3, 1901).", "A. Alder, personal communication, May 3, 1901"),
    ("so (Nowhere: Press, 1901, p. 4).", "Nowhere: Press, 1901, p. 4"),
    (r"so \citeauthor*[p. 3]{alder}.", r"\citeauthor*[p. 3]{alder}"),
])
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    found = read(text)
    assert (found.citations, [one.span.words for one in found.unread]) == ([], [words])


def test_note_without_author_and_year_is_told_as_a_whole() -> None:
    assert [one.span.words for one in read("Ibid., 12.", "note").unread] == ["Ibid., 12."]
    assert read("See Alder (1901).", "note").unread == []


def test_round_numbers_count_only_where_the_list_has_numbers() -> None:
    paragraph = Paragraph("", 1, "as shown (3, 4)")
    assert recognise(paragraph).unread == []
    assert [one.span.words for one in recognise(paragraph, is_numbered=True).unread] == ["(3, 4)"]


def test_only_names_at_the_end_are_names() -> None:
    assert before("as was shown in ") is None
    found = before("Unlike Cedar, the view of de Haan")
    assert found is not None
    assert found.names == ("de Haan",)


@pytest.mark.parametrize(("text", "locator", "ranges"), [
    (", p. 254", "p. 254", [(254, 254)]), (", p.254f.", "p. 254", [(254, 254)]),
    (" pp. xi-xiv", "pp. xi–xiv", [(11, 14)]),
    (", S. 12", "p. 12", [(12, 12)]), (", para. 4", "para. 4", []), (", emphasis added", "emphasis added", []),
    (", p. 31/32", "pp. 31–32", [(31, 32)]),
])
def test_locator_is_read(text: str, locator: str, ranges: list[tuple[int, int]]) -> None:
    found = pages_of(text)
    assert (found[0], [(page.first, page.last) for page in found[1]]) == (locator, ranges)


@pytest.mark.parametrize(("text", "names", "year", "title"), [
    ("Alder, A. B., & Birch, B. (1901a). On welcome: A start (2nd ed.). Press.", ("Alder", "Birch"), "1901a",
     "On welcome: A start"),
    ("Alder, A. 1901. On welcome. Nowhere: Press.", ("Alder",), "1901", "On welcome"),
    ("Alder, Ann, and Bo Birch. 1901. “On Welcome.” Journal 3: 1–2.", ("Alder", "Birch"), "1901", "On Welcome"),
    ("Alder, Ann. “On Welcome.” In A Book, 1–2. Nowhere: Press, 1901.", ("Alder",), "1901", ""),
    ("3. Alder AB, Birch B. On welcome. J Inv. 1901;3(2):1-2.", ("Alder", "Birch"), "1901", None),
    ("van der Linde, C. (1901). On welcome.", ("van der Linde",), "1901", "On welcome"),
    ("World Health Organization. (2001). The report. WHO.", ("World Health Organization",), "2001", "The report"),
])
def test_entry_is_read(text: str, names: tuple[str, ...], year: str, title: str | None) -> None:
    one = references.entry(text)
    assert (one.names, one.year) == (names, year)
    assert title is None or one.title == title


def test_entries_on_lines_of_one_paragraph_are_several() -> None:
    text = "Alder, A. (1901). On welcome, and\nits ends. Press.\nBirch, B. (1902). Warmth. Press."
    assert [one.names for one in references.in_section([Paragraph("References", 1, text)])] == [("Alder",), ("Birch",)]


@pytest.mark.parametrize(("citation", "entry", "is_meant"), [
    ("(Alder, 1901)", "Alder, A. (1901). A.", True),
    ("(Alder, 1901)", "Alder, A. (1902). A.", False),
    ("(Alder et al., 1901)", "Alder, A., Birch, B., & Cedar, C. (1901). A.", True),
    ("(Alder & Birch, 1901)", "Alder, A., & Cedar, C. (1901). A.", False),
    ("(Alder, 1880/1901)", "Alder, A. (1880). A.", True),
    ("(Flückiger, 1901)", "Fluckiger, C. (1901). A.", True),
])
def test_citation_means_the_entry_of_its_names_and_year(citation: str, entry: str, *, is_meant: bool) -> None:
    assert bool(references.meant(read(citation).citations[0], [references.entry(entry)])) == is_meant


def test_sentence_does_not_end_at_an_abbreviation() -> None:
    text = "First. Alder et al. (1901, p. 12) say so. Last."
    assert text[slice(*sentence(Span(Paragraph("", 1, text), 20, 24)))].strip() == "Alder et al. (1901, p. 12) say so."


def test_quotation_marks_of_all_kinds_quote() -> None:
    text = "It’s “one two” and \"three four\" and «five six», not the guests’ ‘seven eight’."
    found = [one.words for one in quotations(Paragraph("", 1, text))]
    assert found == ["one two", "three four", "five six", "seven eight"]


@pytest.mark.parametrize("unit", ["(", "[1", "A ", "Alder & ", "“", "Alder, 1901; ", "van der ", "1901, ", "¹", "‘a "])
def test_time_grows_with_length_only(unit: str) -> None:
    start = time.process_time()
    paragraph = Paragraph("", 1, unit * (60_000 // len(unit)) + f"({unit * (1400 // len(unit))} 1901) " * 40)
    recognise(paragraph)
    list(quotations(paragraph))
    assert time.process_time() - start < 5
