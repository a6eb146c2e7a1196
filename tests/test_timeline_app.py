"""The timeline, run without a server: what stands on it in which order, what is left out, and what it says of that."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from appkit import Page, open_page

from app import data
from app.components import lineages, timeline
from app.components.timeline import Span
from app.data import Ref

pytestmark = pytest.mark.usefixtures("on_tiny")


def markup(page: Page) -> str:
    return "".join(html.value for html in page.app.html if not html.value.startswith("<style>"))


# --- the tiny repository ---


def test_without_a_concept_it_shows_the_first_one_with_the_most_lineages() -> None:
    page = open_page("timeline")
    assert "Timeline welcome What was said of" in page.words
    assert "3 statements, 1901 to 1902; 2 lineages" in page.words


def test_lineage_says_who_takes_up_whom_in_which_way_and_who_says_so() -> None:
    words = open_page("timeline", concept="welcome").words
    assert ("Birch & Alder (1902) takes up and changes Alder (1901) – says Birch & Alder ⚠ citation warning "
            "Earlier: Alder, definition") in words
    assert "Alder, Birch & Alder (1901) coins “réception” – says Alder" in words


def test_lineage_shows_both_quotations_with_their_places_and_the_one_of_who_says_so() -> None:
    words = open_page("timeline", concept="welcome").words
    earlier, later, says = (words.index(text) for text in ("Earlier: Alder", "Later: Birch", "Says so: Birch"))
    assert earlier < later < says
    assert '“Welcome is an open door; "come in" is its first word.” Alder (1901), p. 12' in words[earlier:later]
    assert "“Welcome, as Alder showed (1901, 99), is warmth shown at the door.” Birch & Alder (1902), p. 11" in (
        words[later:says])
    assert "Citation warning" in words[says:]
    assert "The door stays, the warmth is new." in words[says:]


def test_lineage_names_the_marks_that_it_leads_between() -> None:
    found = markup(open_page("timeline", concept="welcome"))
    marks = set(re.findall(r'class="tl-mark" id="([^"]+)"', found))
    (ends,) = re.findall(r'data-way="adapts" data-to="([^"]+)" data-from="([^"]+)"', found)
    assert set(ends) <= marks
    assert ends[0] != ends[1]
    assert re.findall(r'data-way="coins" data-to="([^"]+)">', found)[0] in marks


def test_drawing_says_in_words_what_it_shows() -> None:
    found = markup(open_page("timeline", concept="welcome"))
    assert 'role="img" aria-label="3 statements by 3 voices, 1901 to 1902; the lists below say the same."' in found


def test_table_has_every_statement_in_the_order_of_years() -> None:
    words = open_page("timeline", concept="welcome").words
    table = words[words.index("By year"):]
    assert table.index("1901 Alder definition") < table.index("1902 Birch & Alder definition")
    assert "name “réception” – From the French, by way of the front door." in table


def test_claims_come_when_they_are_asked_for() -> None:
    page = open_page("timeline", concept="welcome")
    assert "is a component of" not in page.words
    page.app.button_group[0].set_value(["Claims"])
    assert "welcome is a component of hosting" in page.again().words


def test_both_ends_of_a_lineage_stay_when_nothing_else_is_shown() -> None:
    page = open_page("timeline", concept="welcome")
    page.app.button_group[0].set_value([])
    assert "3 statements, 1901 to 1902; 2 lineages" in page.again().words


def test_another_concept_is_an_address() -> None:
    page = open_page("timeline", concept="welcome")
    box = next(box for box in page.app.selectbox if box.label == "Concept")
    box.set_value("welcome-scale")
    assert page.again().app.query_params["concept"] == "welcome-scale"


def test_concept_without_years_says_so_and_offers_others() -> None:
    page = open_page("timeline", concept="hosting")
    assert "Of hosting the atlas holds nothing of these kinds that has a year." in page.words
    assert page.links["welcome"] == "/timeline?concept=welcome"
    assert "By year" not in page.words


def test_unknown_concept_offers_the_nearest() -> None:
    assert "No concept “welcom”" in open_page("timeline", concept="welcom").words


def test_nonsense_in_the_address_is_passed_over() -> None:
    page = open_page("timeline", concept="welcome", kind="nonsense", **{"from": "the flood"}, to="1")
    assert "3 statements, 1901 to 1902; 2 lineages" in page.words


def test_no_lineage_is_said_to_be_none() -> None:
    assert "who takes up whose statement of welcome scale" in open_page("timeline", concept="welcome-scale").words


def test_concept_page_leads_here() -> None:
    page = open_page("concept", concept="welcome")
    assert page.links["Timeline"] == "/timeline?concept=welcome"
    assert "Timeline (2 lineages)" in page.words


# --- the parts ---


def test_marks_of_one_voice_that_lie_too_near_become_one() -> None:
    one = data.atlas().concept("welcome").definitions[0]
    work = replace(one.passages[0].work, year=1902)
    next_year = replace(one, iri=f"{one.iri}-2", passages=(replace(one.passages[0], work=work),))
    near, far = (set(timeline.marks([one, next_year], Span(*years)).values()) for years in ((1801, 1902), (1901, 1902)))
    assert (len(near), len(far)) == (1, 2)


@pytest.mark.parametrize(("span", "first", "number"), [((1912, 2023), "1920", 11), ((1956, 1979), "1960", 4),
                                                       ((1999, 1999), "1999", 1), ((1000, 2000), "1000", 11)])
def test_axis_has_round_years_and_few(span: tuple[int, int], first: str, number: int) -> None:
    page = data.atlas().concept("welcome")
    found = re.findall(r'class="tl-tick"[^>]*>(\d+)<', timeline.chart(page.definitions, Span(*span)))
    assert (found[0], len(found)) == (first, number)


def test_text_of_the_graph_is_never_markup() -> None:
    one = data.lineages("welcome")[1]
    bad = replace(one, party=Ref(one.party.iri, "<b>x</b>"), note="<script>1</script>", label="<i>")
    found = lineages.listed([bad], {})
    assert "<script" not in found
    assert "<b>x" not in found
    assert "&lt;i&gt;" in found


# --- the content ---


@pytest.mark.usefixtures("on_atlas")
def test_empty_stretch_of_years_says_so_and_leads_back() -> None:
    page = open_page("timeline", concept="working-alliance")
    for label in ("From", "To"):
        next(box for box in page.app.selectbox if box.label == label).set_value("1920s")
    page = page.again()
    assert "was printed from 1920 to 1929; what there is was printed from 1912 to 2023." in page.words
    assert page.links["Show all years"] == "/timeline?concept=working-alliance"


@pytest.mark.usefixtures("on_atlas")
def test_decades_may_be_given_in_either_order() -> None:
    page = open_page("timeline", concept="working-alliance")
    for label, decade in (("From", "1970s"), ("To", "1950s")):
        next(box for box in page.app.selectbox if box.label == label).set_value(decade)
    words = page.again().words
    assert "1956 to 1979" in words
    assert "Greenson (1967) coins “working alliance” – says Horvath & Symonds" in words
    assert "Sterba (1934) coins" not in words


@pytest.mark.usefixtures("on_atlas")
def test_history_of_the_flagship_is_told_from_freud_to_today() -> None:
    words = open_page("timeline").words
    assert "1912 to 2023" in words
    told = [words.index(line) for line in (
        "Sterba (1934) coins “alliance” – says a review in Chinese",
        "Zetzel (1956) coins “therapeutic alliance” – says a review in Chinese",
        "Greenson (1967) coins “working alliance” – says Horvath & Symonds",
        "Horvath & Greenberg (1989) takes up Bordin (1979) – says Horvath & Greenberg",
        "Hatcher & Gillaspy (2006) takes up and changes Horvath & Greenberg (1989)",
        "Titulescu (2023) takes up Bordin (1979) – says Titulescu")]
    assert told == sorted(told)
    assert "Zetzel (1956) coins “working alliance” – says Titulescu ⚠ citation warning" in words


@pytest.mark.usefixtures("on_atlas")
def test_what_has_no_year_stands_apart() -> None:
    words = open_page("timeline", concept="working-alliance").words
    assert "unknown" not in words[words.index("By year"):words.index("Year unknown")]
    assert "APA Dictionary of Psychology (year unknown) takes up Bordin (1979)" in words[words.index("Year unknown"):]
