"""Reading pages of the tiny repository: what each kind of page says, and that nothing of the graph becomes markup."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from conftest import built

from kg import pages
from kg.catalog import Atlas, open_atlas
from kg.errors import UnknownName
from kg.pages import Site
from kg.pages.gather.indexes import INDEXES
from kg.pages.notes import Notes
from kg.places import Places

WELCOME = "concept/welcome"


@pytest.fixture(scope="session")
def small(tiny_store: Path) -> Atlas:
    return open_atlas(tiny_store)


def text_of(page: str) -> str:
    """The words of a page in one line, as a reader sees them."""
    plain = re.sub(r"</(?:h\d|p|dt|li|section)>", " ", page.partition("<body>")[2])
    return " ".join(unescape(re.sub(r"<[^>]+>", "", plain)).split())


def words(atlas: Atlas, address: str) -> str:
    return text_of(pages.page(atlas, address))


def test_concept_page_has_its_parts_in_order(small: Atlas) -> None:
    found = re.findall(r"<h2>(?:\d+\. )?([^<]+)</h2>", pages.page(small, WELCOME))
    assert found == ["Definitions", "Names and who uses them", "Relations", "Distinctions", "Effect sizes", "Disputes",
                     "Who takes up whom", "Models", "In other vocabularies", "What is not recorded", "Notes",
                     "Bibliography"]


def test_contents_lead_to_every_part(small: Atlas) -> None:
    page = pages.page(small, WELCOME)
    contents = page.partition('<nav class="toc"')[2].partition("</nav>")[0]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert targets
    assert [one for one in targets if f'id="{one}"' not in page] == []


def test_definitions_stand_with_year_words_place_and_reference(small: Atlas) -> None:
    found = words(small, WELCOME)
    assert found.index("Alder 1901 Our gloss an invitation") < found.index("Birch & Alder 1902 Our gloss warmth")
    assert '“Welcome is an open door; "come in" is its first word.” Alder (1901), p. 12' in found
    assert "Alder, A. (1901). " in found.partition("Bibliography")[2]


def test_citation_warning_comes_with_the_better_citation(small: Atlas) -> None:
    assert ("Citation warning: the cited work may not say this It credits Alder (1901, 99) – Alder (1901), p. 99. "
            "Alder says open door, not warmth. Cite instead: Birch & Alder (1902), p. 11 (seen in a source)."
            in words(small, WELCOME))


@pytest.mark.parametrize("address", [WELCOME, "definition/welcome--birch1902", "passage/birch1902--after-alder"])
def test_notes_are_numbered_in_the_order_of_the_text(small: Atlas, address: str) -> None:
    page = pages.page(small, address)
    text, _, notes = page.partition('<section id="notes"')
    cited = [int(one) for one in re.findall(r'class="n" href="#n(\d+)"', text)]
    listed = [int(one) for one in re.findall(r'<li id="n(\d+)"', notes)]
    assert list(dict.fromkeys(cited)) == listed == list(range(1, len(listed) + 1))


def test_passage_keeps_its_number(small: Atlas) -> None:
    first, second = small.passages()[:2]
    notes = Notes()
    assert [notes.of(one).number for one in (first, second, first)] == [1, 2, 1]
    assert (notes.shows(first), notes.shows(first)) == (True, False)


def test_bibliography_lists_each_work_that_the_page_names_once(small: Atlas) -> None:
    page = pages.page(small, WELCOME)
    listed = re.findall(r'<li id="work-([^"]+)"', page)
    assert len(listed) == len(set(listed))
    assert set(re.findall(r'href="../work/([^"]+)"', page)) == set(listed)


def test_denied_and_excluded_claims_say_so_in_words(small: Atlas) -> None:
    marked = [words(small, f"concept/{one.slug}") for one in small.concepts()]
    assert any("✕ denied by" in page for page in marked) == any(claim.is_denied for claim in small.claims())
    assert any("⇄ at odds with:" in page for page in marked) == any(claim.rivals for claim in small.claims())


def test_absence_is_said_and_goes_no_further_than_what_was_read(small: Atlas) -> None:
    undefined = next(one.slug for one in small.concepts() if not one.definition_count)
    assert "a definition may stand in a work that is not covered" in words(small, f"concept/{undefined}")


def test_definition_page_names_the_others_of_its_concept(small: Atlas) -> None:
    page = words(small, "definition/welcome--alder1901")
    assert "“welcome” according to Alder, 1901" in page
    assert "Alder (1901) – this one" in page
    assert "Birch & Alder (1902) – warmth that is shown at the door" in page
    assert "In the text, in parentheses (Alder, 1901, p. 12)" in page


def test_passage_page_keeps_words_credit_and_source_apart(small: Atlas) -> None:
    page = words(small, "passage/birch1902--after-alder")
    parts = [page.index(one) for one in ("What the passage says", "Whom it credits, and who really said it",
                                         "What rests on it", "Cite instead")]
    assert parts[0] < parts[1] < parts[3] < parts[2]
    assert "welcome – warmth that is shown at the door" in page[parts[2]:]


def test_claim_page_says_who_claims_it_and_what_stands_against_it(small: Atlas) -> None:
    page = words(small, "claim/alder--welcome-component-of-hosting")
    assert "said by Alder in 1901" in page
    assert "What stands against it" in page
    assert "Part of a model Alder's two parts of hosting" in page


def test_first_page_counts_and_leads_on(small: Atlas) -> None:
    page = words(small, "")
    assert f"{small.counts['concepts']} concepts" in page
    assert f"State {small.edition}, between editions" in page


def test_first_page_leads_to_every_list_and_to_the_comparison_with_which_one_begins(small: Atlas) -> None:
    page = pages.page(small, "")
    assert [name for name in INDEXES if f'href="./index/{name}"' not in page] == []
    assert ('href="./compare/' in page) == (len(small.starts_with) > 1)


def test_warning_stands_before_what_is_pasted(small: Atlas) -> None:
    cite = words(small, "definition/welcome--birch1902").partition(" Cite ")[2]
    assert -1 < cite.index("Before you cite") < cite.index("In the text, in parentheses")


def test_pages_share_the_icon_of_the_app(small: Atlas) -> None:
    assert pages.assets()["icon.svg"] == (Path(__file__).parents[1] / "app/components/assets/icon.svg").read_bytes()
    assert '<link rel="icon" href="../assets/icon.svg">' in pages.page(small, WELCOME)


def test_old_edition_says_so_and_leads_to_the_current_page(small: Atlas) -> None:
    page = pages.page(small, WELCOME, Site(edition="2026-1", suffix=".html"))
    assert "You are reading edition 2026-1." in text_of(page)
    assert 'href="../../../concept/welcome.html"' in page
    assert "You are reading edition" not in pages.page(small, WELCOME)


def test_static_pages_offer_no_explorer(small: Atlas) -> None:
    assert "xplorer" not in pages.page(small, WELCOME, Site(suffix=".html", has_explorer=False, has_service=False))
    assert 'href="../compare?concept=welcome"' in pages.page(small, WELCOME)


@pytest.mark.parametrize("address", ["concept/welcom", "definition/welcome--alder", "claim/nothing", "passage/x",
                                     "concept/Welcome", "concept/", "nothing/at-all", "concept"])
def test_unknown_address_raises_with_what_is_near(small: Atlas, address: str) -> None:
    with pytest.raises(UnknownName):
        pages.page(small, address)


# --- what is missing, and what is dangerous ---


def changed(places: Places, **fields: dict[str, object]) -> None:
    """Change the records of some works; a field that is None is taken out."""
    path = places.sources / "bibliography.json"
    records = json.loads(path.read_text(encoding="utf-8"))
    for one in records:
        one.update(fields.get(one["id"], {}))
        for name in [name for name, value in one.items() if value is None]:
            del one[name]
    path.write_text(json.dumps(records), encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_page_renders_without_year_and_place_and_says_what_is_missing(tiny: Places) -> None:
    changed(tiny, alder1901={"issued": None}, birch1902={"title": "[title unknown]"})
    edit(tiny.sources / "passages" / "alder1901.toml", 'locator = "p. 12"', 'no-locator = "the page was lost"')
    atlas = open_atlas(built(tiny))
    page = words(atlas, WELCOME)
    assert "The year of: Alder (n.d.)." in page
    assert "The title of: Birch & Alder (1902)." in page
    assert "Where a passage stands in: Alder (n.d.)" in page
    assert "Alder (no year)" in page
    assert "no year is recorded" in words(atlas, "definition/welcome--alder1901")
    assert "the place is not recorded (the page was lost)" in words(atlas, "passage/alder1901--open-door")


EVIL = "<script>alert(1)</script> *not* [a](b) `c` & \\\"d\\\""


def test_text_of_the_graph_stays_text(tiny: Places) -> None:
    edit(tiny.ontology / "concepts" / "welcome.ttl", '"welcome"@en', f'"{EVIL}"@en')
    edit(tiny.ontology / "concepts" / "welcome.ttl", "an invitation to come in", "an <img src=x onerror=alert(1)> *i*")
    edit(tiny.sources / "passages" / "alder1901.toml", 'Welcome is an open door; "come in" is its first word.',
         "<script>alert(1)</script> *door*")
    atlas = open_atlas(built(tiny))
    for address in (WELCOME, "definition/welcome--alder1901", "passage/alder1901--open-door", "",
                    "claim/alder--welcome-component-of-hosting"):
        page = pages.page(atlas, address)
        assert "<script>alert" not in page
        assert "<em>not</em>" not in page
        assert "<img" not in page
    assert "“<script>alert(1)</script> *door*”" in words(atlas, WELCOME)
