"""The page of hierarchies, run without a server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from appkit import Page, open_page

from app import data
from app.components import trees
from app.data import Branch, Ref

pytestmark = pytest.mark.usefixtures("on_tiny")


def markup(page: Page) -> str:
    return "".join(html.value for html in page.app.html)


def test_everybody_s_tree_names_who_says_so_and_what_is_denied() -> None:
    words = open_page("trees").words
    assert "hosting warmth Alder" in words
    assert "welcome Alder ⇄ at odds with another claim" in words
    assert "welcome is a component of hosting Alder – Alder (1901), pp. 14–15" in words
    assert "✕ denied: welcome is a component of hosting Birch & Alder" in words


def test_tree_is_a_nested_list_without_a_script() -> None:
    page = open_page("trees", model="alder")
    assert '<ul class="tree" aria-label="Tree: what is a component of what"><li><div class="place">' in markup(page)
    assert "</details></li></ul></li></ul>" in markup(page)
    assert "role=\"tree" not in markup(page)


def test_model_shows_its_own_tree_and_leads_to_its_page_and_back() -> None:
    page = open_page("trees", model="alder")
    assert "From 2 claims." in page.words
    assert page.links["The model’s page"] == "/model?model=alder"
    assert page.links["warmth"] == "/concept?concept=warmth"
    assert open_page("model", model="alder").links["As a tree"] == "/trees?model=alder"


def test_party_is_known_by_its_label_too() -> None:
    page = open_page("trees", party="Alder")
    assert page.app.selectbox[0].value == "party:alder"
    assert page.app.selectbox[0].options.count("All that is said by Alder") == 1
    assert "hosting warmth" in page.words


def test_choice_goes_into_the_address() -> None:
    page = open_page("trees")
    page.app.selectbox[0].set_value("model:alder")
    page = page.again()
    assert {name: "".join(value) for name, value in page.app.query_params.items()} == {"model": "alder"}
    assert "From 2 claims." in page.words


@pytest.mark.parametrize(("parameters", "told", "leads"), [
    ({"model": "aldr"}, "The atlas has no model “aldr”", ("alder", "/trees?model=alder")),
    ({"party": "cedr"}, "The atlas has no party “cedr”", ("cedar", "/trees?party=cedar")),
    ({"party": "cedar"}, "Nothing in the works covered puts one concept below another in this voice.",
     ("See everybody’s trees", "/trees")),
    ({"model": "alder", "relation": "kindOf"}, "There is no tree “kindOf” here",
     ("hosting", "/concept?concept=hosting")),
    ({"relation": "<i>x"}, "There is no tree “<i>x” here", ("hosting", "/concept?concept=hosting")),
])
def test_bad_address_says_what_to_do_next(parameters: dict[str, str], told: str, leads: tuple[str, str]) -> None:
    page = open_page("trees", **parameters)
    assert told in page.words
    assert page.links[leads[0]] == leads[1]
    assert "i" not in page.elements


def test_place_says_where_else_it_stands_and_why_it_ends() -> None:
    tree = next(one for one in data.trees() if one.key == "componentOf")
    odd = Branch(Ref("x", "<b>odd</b>"), also_under=(Ref("y", "one"), Ref("z", "two")), cut="above")
    drawn = trees.drawn(replace(tree, tops=(odd,)))
    assert "also under one and two" in drawn
    assert "already above: the claims run in a circle here" in drawn
    assert "<b>" not in drawn


def test_without_an_atlas_the_page_says_what_to_do(tmp_path: Path) -> None:
    data.use(tmp_path)
    assert "kg build" in open_page("trees").words
