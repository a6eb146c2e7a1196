"""What the bibliography and the list of persons promise, beside what the reader of those files refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.model import CERTAINTIES, Person, Record
from kg.sources import read_persons, read_records

SOURCES = Path(__file__).resolve().parents[1] / "sources"
FILE = SOURCES / "bibliography.json"
RECORDS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
BY_ID: dict[str, dict[str, Any]] = {r["id"]: r for r in RECORDS}

TIDY = """\
import json, pathlib
path = pathlib.Path('sources/bibliography.json')
records = sorted(json.loads(path.read_text('utf-8')), key=lambda r: r['id'])
path.write_text(json.dumps(records, indent=2, ensure_ascii=False) + '\\n', 'utf-8')"""

#: CSL 1.0.2, appendices III and IV.
TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage"""
NAMES = """
author chair collection-editor compiler composer container-author contributor curator director editor
editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author performer
producer recipient reviewed-author script-writer series-creator translator"""
DATES = "accessed available-date event-date issued original-date submitted"
TEXTS = """
abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number
collection-number collection-title container-title container-title-short dimensions division DOI edition event-title
event-place genre id ISBN ISSN issue jurisdiction keyword language license medium note number number-of-pages
number-of-volumes original-publisher original-publisher-place original-title page page-first part-number part-title
PMCID PMID printing-number publisher publisher-place references reviewed-genre reviewed-title scale section source
status supplement-number title title-short type URL version volume volume-title"""

#: Stable and verified: volume, issue, pages, DOI.
STABLE = {
    "bordin1979": ("16", "3", "252-260", "10.1037/h0085885"),
    "rogers1957": ("21", "2", "95-103", "10.1037/h0045357"),
    "horvathsymonds1991": ("38", "2", "139-149", "10.1037/0022-0167.38.2.139"),
    "horvathgreenberg1989": ("36", "2", "223-233", "10.1037/0022-0167.36.2.223"),
    "hatchergillaspy2006": ("16", "1", "12-25", "10.1080/10503300500352500"),
    "horvath2011": ("48", "1", "9-16", "10.1037/a0022186"),
    "fluckiger2018": ("55", "4", "316-340", "10.1037/pst0000172"),
    "norcrosslambert2018": ("55", "4", "303-315", "10.1037/pst0000193"),
    "wampold2015": ("14", "3", "270-277", "10.1002/wps.20238"),
    "gelso2005": ("52", "4", "640-649", "10.1037/0022-0167.52.4.640"),
    "barrettlennard1962": ("76", "43", "1-36", "10.1037/h0093918"),
    "sterba1934": ("15", None, "117-126", None),
    "greenson1965": ("34", None, "155-181", None),
    "gelso2018": ("55", "4", "434-444", "10.1037/pst0000183"),
}
#: Works whose DOI was never seen in a source.
UNSEEN_DOIS = ("frieswyk1986", "gelsocarter1985", "omalley1983", "marmar1989b", "gaston1990", "gaston1991",
               "traceykokotovic1989", "gelso2014", "hatcherbarends2006", "horvathluborsky1993")
#: Editions that the seed cites and nobody has found, with the known edition.
ORIGINALS = {"evansgilbert2014": "evansgilbert2005", "gilbertorlans2013": "gilbertorlans2011",
             "obrienhouston2009": "obrienhouston2007"}
#: Editions, translations and reprints that are known, with what they go back to.
EDITIONS = {"buber1937": "buber1923", "buber1970": "buber1923", "clarkson2003": "clarkson1995", "kahn1997": "kahn1991",
            "obrienhouston2007": "obrienhouston2000", "rogers1992": "rogers1957"}
YEARS = {"bordin": (1913, 1992, "verified"), "bowlby": (1907, 1990, "verified"), "buber": (1878, 1965, "verified"),
         "clarkson": (1947, 2006, "verified"), "freud": (1856, 1939, "verified"),
         "greenson": (1911, 1979, "recalled-high"), "rogers": (1902, 1987, "verified"),
         "sterba": (1898, 1989, "recalled-high"), "zetzel": (1907, 1970, "recalled-medium")}


@pytest.fixture(scope="module")
def persons() -> dict[str, Person]:
    return read_persons(SOURCES / "persons.toml")


@pytest.fixture(scope="module")
def works(persons: dict[str, Person]) -> dict[str, Record]:
    return read_records(FILE, persons)


def records(*, having: str = "id") -> pytest.MarkDecorator:
    """Return one test parameter for each record that has a field."""
    return pytest.mark.parametrize("record", [pytest.param(r, id=r["id"]) for r in RECORDS if having in r])


def doubts(record: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = record["custom"].get("doubts", {})
    return found


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_file_is_its_own_tidy_form() -> None:
    tidy = json.dumps(sorted(RECORDS, key=lambda r: r["id"]), indent=2, ensure_ascii=False) + "\n"
    assert FILE.read_text(encoding="utf-8") == tidy, f'tidy it with:\npython -c "{TIDY}"'


def test_the_command_that_tidies_does_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    copy = tmp_path / "sources" / FILE.name
    copy.write_text(json.dumps(RECORDS[::-1]), encoding="utf-8")
    exec(TIDY, {})  # noqa: S102 - the text above is ours
    assert copy.read_bytes() == FILE.read_bytes()


def test_no_work_of_the_first_survey_is_lost() -> None:
    assert len(RECORDS) >= 85


def test_every_record_is_read(works: dict[str, Record]) -> None:
    assert list(works) == [r["id"] for r in RECORDS]


# --- CSL-JSON -------------------------------------------------------------------------------------------------------


@records()
def test_every_type_and_field_is_one_of_csl(record: dict[str, Any]) -> None:
    assert record["type"] in TYPES.split()
    assert set(record) <= {*TEXTS.split(), *NAMES.split(), *DATES.split(), "custom"}
    assert {"id", "type", "title", "note", "custom"} <= set(record)


@records()
def test_every_value_has_the_form_of_its_field(record: dict[str, Any]) -> None:
    assert all(is_text(record[f]) for f in TEXTS.split() if f in record)
    assert all(is_date(record[f]) for f in DATES.split() if f in record)
    assert all(record[f] and all(map(is_name, record[f])) for f in NAMES.split() if f in record)


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() != ""


def is_name(value: dict[str, str]) -> bool:
    return set(value) in ({"family"}, {"family", "given"}, {"literal"}) and all(value.values())


def is_date(value: dict[str, Any]) -> bool:
    return set(value) == {"date-parts"} and all(isinstance(n, int) for part in value["date-parts"] for n in part)


@records()
def test_every_work_has_somebody_behind_it_or_a_place_where_it_stands(record: dict[str, Any]) -> None:
    assert record.get("author") or record.get("editor") or record.get("container-title")


@records(having="DOI")
def test_every_doi_is_well_formed(record: dict[str, Any]) -> None:
    assert re.fullmatch(r"10\.\d{4,9}/[!-~]+", record["DOI"])


def test_no_two_works_share_a_doi() -> None:
    found = [r["DOI"].lower() for r in RECORDS if "DOI" in r]
    assert len(set(found)) == len(found)


@records(having="ISBN")
def test_every_isbn_has_the_right_check_digit(record: dict[str, Any]) -> None:
    digits = [10 if d == "X" else int(d) for d in record["ISBN"].replace("-", "")]
    if len(digits) == 10:
        assert sum(weight * d for weight, d in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0
    else:
        assert sum(weight * d for weight, d in zip([1, 3] * 6 + [1], digits, strict=True)) % 10 == 0


# --- certainty ------------------------------------------------------------------------------------------------------


@records()
def test_every_record_says_how_sure_it_is(record: dict[str, Any]) -> None:
    assert set(record["custom"]) <= {"certainty", "seen-in", "doubts", "original"}
    assert record["custom"]["certainty"] in CERTAINTIES


@records()
def test_what_is_verified_says_where_it_was_seen(record: dict[str, Any]) -> None:
    assert record["custom"]["certainty"] != "verified" or record["custom"]["seen-in"].strip()


@records()
def test_a_note_that_knows_of_no_sighting_is_not_verified(record: dict[str, Any]) -> None:
    assert record["custom"]["certainty"] != "verified" or "[verified" in record["note"]


@records()
def test_a_doubt_is_about_a_field_and_less_sure_than_the_record(record: dict[str, Any]) -> None:
    whole, levels = record["custom"]["certainty"], list(CERTAINTIES)
    for field, certainty in doubts(record).items():
        assert field in set(record) - {"id", "type", "note", "custom"}
        assert levels.index(certainty) > levels.index(whole) or certainty == whole == "unknown"


@pytest.mark.parametrize("key", UNSEEN_DOIS)
def test_a_doi_never_seen_is_not_shown_as_verified(key: str) -> None:
    record = BY_ID[key]
    assert "DOI" in record
    assert doubts(record).get("DOI", record["custom"]["certainty"]) == "recalled-high"


@pytest.mark.parametrize("key", STABLE)
def test_stable_facts_stay(key: str) -> None:
    record = BY_ID[key]
    assert tuple(record.get(f) for f in ("volume", "issue", "page", "DOI")) == STABLE[key]
    assert record["custom"]["certainty"] == "verified"
    assert not {"volume", "issue", "page", "DOI"} & set(doubts(record))


@records()
def test_an_unknown_title_is_bracketed_and_doubted(record: dict[str, Any]) -> None:
    bracketed = bool(re.fullmatch(r"\[title unknown\]|\[unidentified edition of .+\]", record["title"]))
    assert bracketed == (doubts(record).get("title") == "unknown")
    assert "UNKNOWN" not in record["title"]


@pytest.mark.parametrize("key", ORIGINALS)
def test_an_unidentified_edition_names_the_known_one(key: str) -> None:
    known = BY_ID[ORIGINALS[key]]
    assert BY_ID[key]["custom"]["original"] == known["id"]
    assert BY_ID[key]["title"] == f"[unidentified edition of {known['title']}]"


def test_every_later_edition_is_linked_to_an_earlier_one(works: dict[str, Record]) -> None:
    found = {r["id"]: r["custom"]["original"] for r in RECORDS if "original" in r["custom"]}
    assert found == {**ORIGINALS, **EDITIONS}
    assert all((works[early].work.year or 0) < (works[late].work.year or 0) for late, early in found.items())


def test_a_year_that_nobody_found_is_left_out(works: dict[str, Record]) -> None:
    assert "issued" not in BY_ID["etchegoyen"]
    assert works["etchegoyen"].work.label == "Etchegoyen (n.d.)"


# --- persons --------------------------------------------------------------------------------------------------------


def test_years_are_as_found_and_as_sure(persons: dict[str, Person]) -> None:
    found = {p.key: (p.born, p.died, p.certainty) for p in persons.values() if p.born or p.died}
    assert found == YEARS


def test_every_person_listed_says_how_sure_that_is(persons: dict[str, Person]) -> None:
    assert all(p.certainty in CERTAINTIES for p in persons.values())
    assert all(p.seen_in for p in persons.values() if p.certainty == "verified")


def test_one_family_name_is_one_person_unless_namesakes_are_known(works: dict[str, Record]) -> None:
    namesakes: set[str] = set()  # a family name comes here once two persons of that name are known
    found: dict[str, set[str]] = {}
    for record in works.values():
        for _, name in record.names:
            found.setdefault(name.family, set()).add(name.person)
    assert {family for family, people in found.items() if len(people) > 1} == namesakes


def test_every_printed_form_listed_is_printed_by_a_record(persons: dict[str, Person], works: dict[str, Record]) -> None:
    printed = {f"{name.family}, {name.given}" for record in works.values() for _, name in record.names}
    assert {p.key for form, p in persons.items() if form not in printed} == set()
