"""The page of paths, run without a server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from appkit import Page, open_page

from app import data

pytestmark = pytest.mark.usefixtures("on_tiny")


def box(page: Page, label: str) -> object:
    return next(one for one in page.app.selectbox if one.label == label).value


def address(page: Page) -> dict[str, str]:
    """The parameters of the address: a page run without a server keeps each as a list."""
    return {name: "".join(value) for name, value in page.app.query_params.items()}


def test_without_parameters_the_central_distinction_is_connected() -> None:
    page = open_page("path")
    assert (box(page, "From"), box(page, "To")) == ("warmth", "welcome")
    assert "warmth – welcome 1 step" in page.words
    assert "warmth comes before welcome" in page.words


def test_each_step_says_who_where_and_in_which_words() -> None:
    words = open_page("path", **{"from": "welcome-scale", "to": "hosting"}).words
    assert "welcome scale – welcome – hosting 2 steps" in words
    assert "welcome scale measures welcome Cedar, in the sense of Alder's two parts of hosting – Cedar (1880)" in words
    assert "welcome is a component of hosting Alder – Alder (1901), pp. 14–15" in words
    assert "Paraphrase Hosting has two parts, warmth and welcome." in words
    assert words.index("2 steps") < words.index("3 steps")


def test_denied_step_is_marked_beside_what_is_asserted() -> None:
    words = open_page("path", **{"from": "welcome", "to": "hosting"}).words
    assert "✕ denied: welcome is a component of hosting ✕ denied by Birch & Alder" in words
    assert "⇄ at odds with: it is not so that welcome is a component of hosting (Birch & Alder)" in words


def test_parties_restrict_and_the_page_says_that_they_do() -> None:
    page = open_page("path", **{"from": "welcome-scale", "to": "hosting", "by": "cedar"})
    assert "No chain of at most 6 claims by Cedar alone leads from welcome scale to hosting." in page.words
    assert "No claim by Cedar relates hosting to another concept." in page.words
    assert "When everybody's claims count there is a path of 2 steps." in page.words
    assert page.links["Let everybody's claims count"] == "/path?from=welcome-scale&to=hosting"
    (parties,) = page.app.multiselect
    both = page.app.multiselect[0].set_value([*parties.value, "alder"])
    assert "welcome scale – welcome – hosting 2 steps" in Page.of(both.run()).words


def test_names_in_words_are_understood() -> None:
    page = open_page("path", **{"from": "Welcome Scale", "to": "welcome", "by": "Cedar"})
    assert box(page, "From") == "welcome-scale"
    assert "welcome scale measures welcome" in page.words


def test_choice_and_swap_go_into_the_address() -> None:
    page = open_page("path")
    next(one for one in page.app.selectbox if one.label == "To").set_value("hosting")
    page = page.again()
    assert address(page) == {"from": "warmth", "to": "hosting"}
    page = Page.of(page.app.button[0].click().run())
    assert address(page) == {"from": "hosting", "to": "warmth"}
    assert "hosting has as a component warmth" in page.words


def test_query_behind_asks_for_the_claims_that_are_shown() -> None:
    page = open_page("path", **{"from": "warmth", "to": "hosting", "by": "alder"})
    (code,) = re.findall(r"<pre[^>]*>(.*?)</pre>", "".join(html.value for html in page.app.html), re.DOTALL)
    assert re.findall(r"claim/([\w-]+)", code) == ["alder--warmth-component-of-hosting"]


@pytest.mark.parametrize(("parameters", "told", "next_"), [
    ({"from": "wramth", "to": "welcome"}, "The atlas has no concept “wramth”", "warmth"),
    ({"from": "warmth", "to": "welcome", "by": "aldr"}, "The atlas has no party “aldr”", "alder"),
    ({"from": "warmth"}, "Choose a concept at both ends.", None),
    ({"from": "warmth", "to": "warmth"}, "Both ends are warmth. Choose another concept for one of them.", None),
    ({"from": "<b>*x*</b>", "to": "$y$"}, "The atlas has no concept “<b>*x*</b>”", None),
])
def test_bad_address_says_what_to_do_next(parameters: dict[str, str], told: str, next_: str | None) -> None:
    page = open_page("path", **parameters)
    assert told in page.words
    if next_:
        assert page.links[next_].startswith("/path?")
        assert next_ in page.links[next_]
    assert {"b", "em"} & page.elements == set()


def test_unknown_party_is_left_out_and_the_others_count() -> None:
    words = open_page("path", **{"from": "warmth", "to": "hosting", "by": "aldr,alder"}).words
    assert "The atlas has no party “aldr”" in words
    assert "warmth is a component of hosting" in words


def test_without_an_atlas_the_page_says_what_to_do(tmp_path: Path) -> None:
    data.use(tmp_path)
    assert "kg build" in open_page("path").words
