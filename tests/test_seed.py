"""What the seed's passages and credits have to hold, written down from the facts about it."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.sources import read_passages, read_persons, read_records

ROOT = Path(__file__).parents[1]
KEY = "titulescu2023"
PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / f"sources/passages/{KEY}.toml").read_text(encoding="utf-8"))["passage"]
CREDITS = [(passage, credit) for passage in PASSAGES for credit in passage.get("credits", [])]
SECTION = "The Therapeutic Relationship"
ALLIANCE = "The Therapeutic Alliance (Working Alliance)"

# Every citation of the article that carries a page: where it stands, what it credits, and what was judged of it.
WITH_PAGE = [
    (f"{SECTION}, para. 1", "chiriac2011", "p. 290", ["work-unidentified"]),
    (f"{SECTION}, para. 3", "horvathsymonds1991", "p. 140", ["attribution-doubtful"]),
    (f"{SECTION}, para. 4", "gilbertorlans2013", "p. 116", ["edition-unclear"]),
    (f"{ALLIANCE}, para. 10", "gilbertorlans2013", "p. 115", ["edition-unclear"]),
    (f"{SECTION}, para. 5", "kahn1997", "p. 43", []),
    (f"{SECTION}, para. 6", "evansgilbert2014", "p. 57", ["edition-unclear"]),
    (f"{SECTION}, para. 9", "cozolino2017", "p. 38", []),
    (f"{SECTION}, para. 11", "dafinoiu2007", "p. 94", ["work-unidentified"]),
    (f"{ALLIANCE}, para. 3", "clarkson2003", "p. 34", ["edition-unclear", "attribution-doubtful"]),
    (f"{ALLIANCE}, para. 4", "bordin1994", "p. 254", []),
    (f"{ALLIANCE}, para. 5", "obrienhouston2009", "pp. 62–68", ["edition-unclear"]),
    (f"{ALLIANCE}, para. 7", "zetzel1956", "p. 375", ["attribution-doubtful"]),
    (f"{ALLIANCE}, para. 8", "dafinoiuvargha2016", "p. 287", ["work-unidentified"]),
]

# What the article credits to nobody, or to somebody without a work, although a source is due.
WITHOUT_SOURCE = {
    "Abstract, para. 1", "Introduction, para. 2", "Introduction, para. 3", f"{SECTION}, para. 7",
    f"{SECTION}, para. 13", f"{SECTION}, para. 16", f"{SECTION}, para. 17", f"{ALLIANCE}, para. 2",
    f"{ALLIANCE}, para. 6", f"{ALLIANCE}, para. 10", f"{ALLIANCE}, para. 11", f"{ALLIANCE}, para. 12",
    "Conclusions, para. 2", "Conclusions, para. 3",
}

INSTEAD = [
    ("three-parts", "bordin1994", {"work": "bordin1979", "locator": "p. 253", "certainty": "recalled-high"}),
    ("joining-of-parts", "clarkson2003", {"work": "gelsocarter1985", "certainty": "recalled-high"}),
    ("social-emotional-side", "horvathsymonds1991", {"work": "gelsocarter1985", "certainty": "recalled-medium"}),
    ("accumulation-of-feelings", "evansgilbert2014",
     {"work": "gelsocarter1985", "locator": "p. 159", "certainty": "recalled-high"}),
    ("three-conditions", None, {"work": "rogers1957", "locator": "pp. 95–103", "certainty": "verified"}),
]

# The years or the missing works in its two lists of instruments: what it prints, what to cite instead.
INSTRUMENTS = {
    "Penn Helping Alliance Scale (1983)": "luborsky1983",
    "Vanderbilt Therapeutic Alliance Scale (1983)": "hartleystrupp1983",
    "California Psychotherapy Alliance Scale (1987)": "gastonmarmar1994",
    "Working Alliance Inventory (WAI)": "horvathgreenberg1989",
    "California Psychotherapy Alliance Scale (CALPAS)": "gastonmarmar1994",
    "Penn Helping Alliance Questionnaire (HAq)": "alexanderluborsky1986",
    "The Vanderbilt Scales (VPPS, VTAS)": "omalley1983",
}

def credit(key: str, work: str | None) -> dict[str, Any]:
    """Return the credit that a passage gives to a work, or to nobody's work."""
    found: dict[str, Any]
    (found,) = (c for p, c in CREDITS if p["key"] == key and c.get("work") == work)
    return found


@pytest.fixture(scope="module")
def article(request: pytest.FixtureRequest) -> str:
    folder = request.config.getoption("--texts", default=None)
    if folder is None:
        pytest.skip("the article's text is not part of the project; give its folder with --texts DIR")
    return " ".join((Path(folder) / "titulescu-2023.txt").read_text(encoding="utf-8").split())


def test_every_quotation_stands_in_the_article(article: str) -> None:
    assert [p["key"] for p in PASSAGES if p["quotation"] not in article] == []


def test_every_credit_is_printed_in_the_article(article: str) -> None:
    assert [c["printed"] for _, c in CREDITS if c["printed"] not in article] == []


def test_quotations_stay_under_sixty_words() -> None:
    assert {p["key"]: n for p in PASSAGES if (n := len(p["quotation"].split())) >= 60} == {}


@pytest.mark.parametrize(("place", "work", "page", "statuses"), WITH_PAGE, ids=lambda v: str(v)[-20:])
def test_credit_with_a_page_is_kept_and_judged(place: str, work: str, page: str, statuses: list[str]) -> None:
    found = [c for p, c in CREDITS if (p["locator"], c.get("work"), c.get("locator")) == (place, work, page)]
    assert statuses in [c.get("statuses", []) for c in found]


def test_no_other_credit_has_a_page() -> None:
    pages = {(p["locator"], c["work"], c["locator"]) for p, c in CREDITS if "locator" in c}
    assert pages == {(place, work, page) for place, work, page, _ in WITH_PAGE}


def test_page_254_is_found_outside_bordins_chapter_of_1994() -> None:
    records = read_records(ROOT / "sources/bibliography.json", read_persons(ROOT / "sources/persons.toml"))
    works = {key: record.work for key, record in records.items()}
    credits_ = [a for p in read_passages(ROOT / f"sources/passages/{KEY}.toml", works) for a in p.attributions]
    outside = {a.work.key for a in credits_ if a.work and "page-out-of-range" in a.statuses}
    assert outside == {"bordin1994"}


def test_every_missing_source_is_marked() -> None:
    assert {p["locator"] for p, c in CREDITS if "no-source" in c.get("statuses", [])} == WITHOUT_SOURCE


def test_only_the_quotations_without_a_page_are_marked_so() -> None:
    marked = {p["key"] for p, c in CREDITS if "no-locator" in c.get("statuses", [])}
    assert marked == {"only-in-the-real-relationship", "dance-of-interactions"}


def test_three_works_are_doubted_as_source_of_the_framework() -> None:
    doubted = {c["work"] for p, c in CREDITS
               if p["key"] == "comprehensive-framework" and c["statuses"] == ["attribution-doubtful"]}
    assert doubted == {"frieswyk1986", "gelsocarter1985", "horvathgreenberg1989"}


@pytest.mark.parametrize(("key", "work", "instead"), INSTEAD, ids=lambda v: str(v)[:30])
def test_credit_says_what_to_cite_instead(key: str, work: str | None, instead: dict[str, str]) -> None:
    assert credit(key, work)["instead"] == instead


def test_nothing_is_put_in_place_of_a_definition_whose_author_nobody_knows() -> None:
    doubted = credit("mutual-trust", "clarkson2003")
    assert "attribution-doubtful" in doubted["statuses"]
    assert "instead" not in doubted


def test_zetzel_is_doubted_on_term_firstness_quotation_and_gender() -> None:
    reasons = " ".join(credit(key, "zetzel1956")["reason"] for key in ("first-used", "conscious-agreement"))
    assert [word for word in ("Term:", "Firstness:", "Quotation:", "Gender:") if word not in reasons] == []


def test_every_credit_gives_its_reason_and_evidence() -> None:
    assert [p["key"] for p, c in CREDITS if not (c.get("reason") and c.get("evidence"))] == []


def test_lists_of_instruments_name_no_work() -> None:
    listed = {c["printed"]: c["instead"]["work"] for p, c in CREDITS
              if p["key"].startswith("instrument-list-") and c["statuses"] == ["no-source"] and "work" not in c}
    assert listed == INSTRUMENTS


def test_a_citation_printed_once_says_so_in_each_passage() -> None:
    pages = Counter((p["locator"], c.get("work"), c["locator"]) for p, c in CREDITS if "locator" in c)
    silent = [p["key"] for p, c in CREDITS if "locator" in c and "printed" not in c["reason"]
              and pages[p["locator"], c.get("work"), c["locator"]] > 1]
    assert silent == []
    assert max(pages.values()) > 1


def test_nothing_is_called_right_without_having_been_seen() -> None:
    assert [p["key"] for p, c in CREDITS if "ok" in c.get("statuses", [])] == []


