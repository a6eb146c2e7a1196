"""Evidence is read exactly, and refused by name where it is not clear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import locator, sources
from kg.errors import ContentError, LocatorError
from kg.model import Passage, Work
from kg.places import Places

LOCATORS = Path(__file__).parent / "data" / "locators"
WORK = Work("alder1901", "Alder (1901)", "On welcome", "", 1901, "10-20", "verified")
OTHER = Work("birch1902", "Birch (1902)", "Warmth", "", 1902, "R795-R804", "verified")
PASSAGE = 'work = "alder1901"\n[[passage]]\nkey = "a"\nquotation = "x"\ncertainty = "verified"\n'


def cases(name: str) -> list[str]:
    return (LOCATORS / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", cases("valid.txt"))
def test_a_clear_locator_is_kept_as_written(text: str) -> None:
    assert str(locator.parse(text)) == text


@pytest.mark.parametrize("text", cases("invalid.txt"))
def test_an_unclear_locator_is_refused(text: str) -> None:
    with pytest.raises(LocatorError):
        locator.parse(text)


@given(st.integers(1, 5000), st.integers(0, 500), st.integers(1, 6000))
def test_a_page_is_in_a_range_when_it_lies_between_its_ends(first: int, more: int, page: int) -> None:
    pages = locator.PageRange.parse(f"{first}-{first + more}")
    assert pages.holds(locator.PageRange.parse(str(page))) == (first <= page <= first + more)


@given(st.text(max_size=40))
def test_any_text_is_a_locator_or_refused(text: str) -> None:
    try:
        found = str(locator.parse(text))
    except LocatorError as error:
        found = text if repr(text) in str(error) or repr(text.split(" ", 1)[-1]) in str(error) else ""
    assert found == text


def read(tmp_path: Path, text: str) -> tuple[Passage, ...]:
    path = tmp_path / "alder1901.toml"
    path.write_text(text, encoding="utf-8")
    return sources.read_passages(path, {w.key: w for w in (WORK, OTHER)})


@pytest.mark.parametrize(("text", "says"), [
    ('work = "x\nkey = 1', "line 1"),
    ('work = "unknown"\n', "the work 'unknown' is not in the bibliography"),
    ('work = "birch1902"\n', "name the file birch1902.toml"),
    (PASSAGE + PASSAGE.split("\n", 1)[1], "passage 2: the key of 'alder1901--a' is used twice"),
    (PASSAGE + 'locator = "pp. 145-7"\n', "passage 1 (a), locator: '145-7': the range runs backwards"),
    (PASSAGE + 'page = "12"\n', "passage 1 has the unknown key 'page'"),
    (PASSAGE.replace('quotation = "x"\n', ""), "has neither a quotation nor a paraphrase"),
    (PASSAGE.replace("verified", "sure"), "the certainty 'sure' is unknown; use one of verified"),
    (PASSAGE.replace('"a"', '"A b"'), "the key 'A b' is not small letters"),
    (PASSAGE + '[[passage.credits]]\nwork = "nobody"\n', "the work 'nobody' is not in the bibliography"),
    (PASSAGE + '[[passage.credits]]\nstatuses = ["fine"]\n', "the status 'fine' is unknown"),
    (PASSAGE + '[[passage.credits]]\nstatuses = ["ok"]\n', "'ok' stands without evidence"),
    (PASSAGE + '[[passage.credits]]\nstatuses = ["page-out-of-range"]\n', "follows from the files; leave it out"),
    (PASSAGE + 2 * '[[passage.credits]]\nwork = "birch1902"\n', "credits the same work twice"),
    (PASSAGE + 'locator = "p. 12"\nno-locator = "lost"\n', "passage 1 (a), no-locator: stands beside a locator"),
    (PASSAGE + 'no-locator = " "\n', "gives no reason; keep the locator, or say why there is none"),
])
def test_an_unclear_passage_is_refused_with_its_place_and_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, text)
    message = str(refused.value).replace(": has", " has")
    assert says in message
    assert "alder1901.toml" in message


@pytest.mark.parametrize(("work", "place", "statuses"), [
    ("alder1901", "p. 15", ("unchecked",)),
    ("alder1901", "p. 21", ("page-out-of-range",)),
    ("alder1901", "p. xv", ("page-out-of-range",)),
    ("birch1902", "pp. R799-R800", ("unchecked",)),
    ("birch1902", "p. 800", ("page-out-of-range",)),
    ("birch1902", "abstract", ("unchecked",)),
])
def test_a_page_outside_the_work_is_computed(tmp_path: Path, work: str, place: str, statuses: tuple[str]) -> None:
    credit = f'[[passage.credits]]\nwork = "{work}"\nlocator = "{place}"\n'
    assert read(tmp_path, PASSAGE + credit)[0].attributions[0].statuses == statuses


def test_judged_and_computed_statuses_stand_together(tmp_path: Path) -> None:
    credit = '[[passage.credits]]\nwork = "alder1901"\nlocator = "p. 9"\nstatuses = ["attribution-doubtful"]\n'
    found = read(tmp_path, PASSAGE + credit)[0].attributions[0]
    assert found.statuses == ("page-out-of-range", "attribution-doubtful")
    assert found.is_doubtful
    assert not found.is_sound


@pytest.mark.parametrize(("text", "says"), [
    ("{}", "is not a list of records"),
    ("[", "is not valid JSON"),
    ('[{"id": "a", "id": "b"}]', "the field 'id' stands twice"),
    ('[{"id": "a", "title": "T", "custom": {"certainty": "verified"}}, '
     '{"id": "a", "title": "T", "custom": {"certainty": "verified"}}]', "record 2: the id 'a' is used twice"),
    ('[{"id": "a", "custom": {"certainty": "verified"}}]', "record 1 (a): has no 'title'"),
    ('[{"id": "a", "title": "T"}]', "the certainty None is unknown"),
    ('[{"id": "a", "title": "T", "page": "9-1", "custom": {"certainty": "verified"}}]', "runs backwards"),
    ('[{"id": "a", "title": "T", "custom": {"certainty": "verified", "doubts": {"page": "so"}}}]', "doubts.page"),
    ('[{"id": "a", "title": "T", "custom": {"certainty": "verified", "doubts": {"pages": "unknown"}}}]',
     "record 1 (a), doubts: CSL knows no field 'pages'; write 'page'"),
    ('[{"id": "a", "title": "T", "custom": {"certainty": "verified", "orginal": "b"}}]',
     "record 1 (a), custom: has the unknown key 'orginal'; use one of certainty, doubts, original, seen-in"),
    ('[{"id": "a", "title": "T", "custom": {"certainty": "verified", "original": "b"}}]',
     "record 1 (a), custom.original: 'b' is the id of no other record; add the original, or correct it"),
    ('[{"id": "a", "title": "T", "custom": {"certainty": "verified", "original": "a"}}]', "'a' is the id of no other"),
])
def test_an_unclear_record_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bibliography.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"bibliography\.json") as refused:
        sources.read_records(path, {})
    assert says in str(refused.value)


def test_two_works_of_one_author_and_year_get_letters_by_title(tmp_path: Path) -> None:
    record = '{{"id": "{}", "title": "{}", "author": [{{"family": "Alder", "given": "Ann"}}], ' \
             '"issued": {{"date-parts": [[1901]]}}, "custom": {{"certainty": "verified"}}}}'
    path = tmp_path / "bibliography.json"
    path.write_text(f"[{record.format('x', 'Zeal')}, {record.format('y', 'Awe')}]", encoding="utf-8")
    works = {key: r.work for key, r in sources.read_records(path, {}).items()}
    assert (works["x"].label, works["y"].label) == ("Alder (1901b)", "Alder (1901a)")
    assert works["x"].reference == "Alder, A. (1901b). Zeal."


@pytest.mark.parametrize("field", ["page", "DOI", "publisher-place", "shelfmark"])
def test_a_field_in_doubt_is_one_of_csl_or_of_the_record(tmp_path: Path, field: str) -> None:
    path = tmp_path / "bibliography.json"
    path.write_text('[{"id": "a", "title": "T", "shelfmark": "X 1", "custom": {"certainty": "verified", "doubts": '
                    f'{{"{field}": "unknown"}}}}}}]', encoding="utf-8")
    assert dict(sources.read_records(path, {})["a"].doubts) == {field: "unknown"}


def test_one_person_may_be_printed_in_two_ways(tiny: Places) -> None:
    persons = sources.read_persons(tiny.sources / "persons.toml")
    records = sources.read_records(tiny.sources / "bibliography.json", persons)
    assert [name.person for _, name in records["birch1902"].names] == ["birch-bo", "alder"]
    assert [name.person for _, name in records["alder1901"].names] == ["alder"]


def test_a_name_that_two_persons_claim_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "persons.toml"
    path.write_text('[a]\nfamily = "A"\ngiven = "B"\n[c]\nfamily = "C"\nprinted-as = ["A, B"]\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"the name 'A, B' belongs to \[a\] too"):
        sources.read_persons(path)


@pytest.mark.parametrize(("field", "value", "says"), [
    ("author", "Ann Alder", "author: holds 'Ann Alder'; write a list"),
    ("author", ["Ann Alder"], "write a name with 'family' and 'given'"),
    ("issued", "1901", "issued: holds '1901'; write a table"),
    ("issued", {"literal": "1901"}, "issued: gives no year"),
    ("issued", {"date-parts": [["c. 1901"]]}, "issued: gives no year"),
    ("page", 12, "page: holds 12; write text"),
    ("custom", [], "custom: holds []; write a table"),
])
def test_a_field_of_another_kind_is_refused_by_name(tmp_path: Path, field: str, value: object, says: str) -> None:
    record = {"id": "a", "title": "T", "custom": {"certainty": "verified"}, field: value}
    path = tmp_path / "bibliography.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        sources.read_records(path, {})
    assert "record 1 (a)" in str(refused.value)
    assert says in str(refused.value)


@pytest.mark.parametrize(("line", "says"), [
    ("quotation = 3", "quotation: holds 3; write text"),
    ('quotation = "  "', "has neither a quotation nor a paraphrase"),
])
def test_words_that_are_no_words_are_refused(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, PASSAGE.replace('quotation = "x"', line))
    assert says in str(refused.value)
