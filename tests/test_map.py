"""The map as a page: every view by its address, what is chosen in it, and what it says where there is nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from appkit import Page, open_page

import kg
from app import data
from app.components import map_drawing, map_state
from app.data import choice

pytestmark = pytest.mark.usefixtures("on_tiny")


def drawn(**parameters: str) -> dict[str, Any]:
    state, _ = map_state.read(parameters)
    through = data.lens(state.lens, state.over) if state.lens else None
    return map_drawing.payload(data.map_view(map_state.choice(state), through), state)


def test_map_begins_where_the_atlas_begins() -> None:
    page = open_page("map")
    assert "Map of concepts" in page.words
    assert {node["id"] for node in drawn()["nodes"] if node["here"]} == {ref.slug for ref in data.atlas().starts_with}


def test_drawing_stands_still() -> None:
    found = drawn(focus="welcome")
    assert found["options"]["physics"]["enabled"] is False
    assert all({"x", "y"} <= node.keys() for node in found["nodes"])
    json.dumps(found)


def test_address_says_everything_that_is_seen() -> None:
    asked = {"focus": "welcome,warmth", "hops": "2", "lens": "party:alder", "over": "cedar", "relation": "precedes",
             "from": "1900", "to": "1902", "sure": "verified", "expand": "welcome", "most": "80", "at": "welcome"}
    state, problems = map_state.read(asked)
    assert problems == []
    address = state.address()
    assert address.startswith("/map?")
    assert map_state.read(dict(parse_qsl(urlsplit(address).query)))[0] == state
    assert state.unfiltered() == state.address(relation="", since=None, until=None, sure="")


def test_voice_left_alone_stays_when_another_is_laid_over_it() -> None:
    page = open_page("map", over="party:cedar")
    page.app.selectbox(key="map_over").set_value("party:alder")
    found = page.again().app.query_params
    assert (found["lens"], found["over"]) == ("party:cedar", "party:alder")


def test_a_choice_goes_into_the_address_and_a_link_into_the_choices() -> None:
    page = open_page("map", focus="welcome", expand="welcome", at="warmth")
    page.app.selectbox(key="map_lens").set_value("party:cedar")
    found = page.again()
    assert dict(found.app.query_params) == {"focus": "welcome", "expand": "welcome", "lens": "party:cedar"}
    assert found.app.selectbox(key="map_focus").value == "welcome"
    found.app.selectbox(key="map_lens").set_value(None)
    assert "lens" not in found.again().app.query_params


def test_lens_says_how_much_its_voice_says_and_which_query_counts_it() -> None:
    words = open_page("map", focus="welcome", hops="3", lens="cedar").words
    assert "Cedar: 1 statement, 1 drawn here. All else is faded." in words
    assert "The query behind this page" in words
    faded = {edge["id"]: edge["faded"] for edge in drawn(focus="welcome", hops="3", lens="cedar")["edges"]}
    assert not faded.pop("cedar--welcome-scale-measures-welcome")
    assert all(faded.values())


def test_overlay_counts_what_is_shared_alone_and_contradicted() -> None:
    words = open_page("map", focus="welcome", hops="3", lens="party:alder", over="birch-alder").words
    for row in ("= both say so 0 0", "A: only Alder 1 1", "B: only Birch & Alder 1 1",
                "⇄ cannot hold beside what the other says 2 2"):
        assert row in words
    looks = {edge["label"] for edge in drawn(focus="welcome", lens="party:alder", over="birch-alder")["edges"]}
    assert {"⇄ is a component of", "⇄ ✕ not: is a component of", "A: is a component of", "B: comes before"} <= looks


def test_chosen_line_says_who_says_so_where_and_who_says_otherwise() -> None:
    page = open_page("map", focus="welcome", at="birch-alder--welcome-not-component-of-hosting")
    assert "Who says so: welcome is a component of hosting – denied" in page.words
    assert "⇄ At odds with it: welcome is a component of hosting Alder" in page.words
    assert "Reference" in page.words
    assert "Copy the citation" in page.words


def test_filters_choose_what_is_drawn_but_never_who_is_heard() -> None:
    whole = open_page("map", focus="welcome", at="alder--welcome-component-of-hosting")
    less = open_page("map", focus="welcome", at="alder--welcome-component-of-hosting", to="1901")
    said = whole.words[whole.words.index("Who says so:"):whole.words.index("Enter copies")]
    assert said in less.words


def test_chosen_concept_offers_what_can_be_done() -> None:
    page = open_page("map", focus="welcome", at="warmth")
    assert page.links["Open its page"] == "/concept?concept=warmth"
    assert page.links["Close"] == "/map?focus=welcome"
    panel = next(html.value for html in page.app.html if 'data-panel="warmth"' in html.value)
    assert 'href="/map?focus=warmth"' in panel
    assert 'href="/map?focus=welcome&amp;expand=warmth"' in panel


def test_list_says_what_the_drawing_says() -> None:
    page = open_page("map", focus="welcome", hops="2")
    for edge in drawn(focus="welcome", hops="2")["edges"]:
        assert f'data-edge="{edge["id"]}"' in "".join(html.value for html in page.app.html)


def test_concept_and_model_lead_to_the_map() -> None:
    assert open_page("concept", concept="welcome").links["See it on the map"] == "/map?focus=welcome"
    assert open_page("model", model="alder").links["See it on the map"] == "/map?lens=alder"


# --- what is wrong ---


@pytest.mark.parametrize(("parameters", "said", "way"), [
    ({"focus": "welcom"}, "no concept by the name “welcom”", "/map?focus=welcome"),
    ({"lens": "aldr"}, "no party or model by the name “aldr”", "/map?lens=alder"),
    ({"lens": "alder", "over": "cedr"}, "no party or model by the name “cedr”", "/map?lens=alder&over=cedar"),
    ({"hops": "x", "relation": "loves"}, "The address says hops=x, relation=loves", "/map"),
    ({"focus": "welcome", "from": "2000"}, "No statement fits all of this.", "/map?focus=welcome"),
    ({"focus": "welcome-scale", "relation": "precedes"}, "No statement fits all of this here; 1 statement elsewhere do",
     "/map?focus=welcome-scale"),
])
def test_what_cannot_be_shown_is_said_with_a_way_back(parameters: dict[str, str], said: str, way: str) -> None:
    page = open_page("map", **parameters)
    assert said in page.words
    assert way in page.links.values()


def test_a_voice_without_claims_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = data.lens("cedar")
    silent = type(found)(found.first, None, {})
    monkeypatch.setattr(kg, "lens_of", lambda *_: silent)
    choice.forget()
    page = open_page("map", lens="cedar")
    choice.forget()
    assert "Cedar: no claims in the works covered" in page.words
    assert page.links["Without the lens"] == "/map"


def test_text_reaches_the_screen_only_as_escaped_markup() -> None:
    app = open_page("map", lens="alder", over="party:cedar").app
    assert not [*app.markdown, *app.title, *app.header, *app.caption, *app.text, *app.error]


def test_missing_store_says_what_to_run(tmp_path: Path) -> None:
    data.use(tmp_path)
    assert "kg build" in Page.of(open_page("map").app).words
