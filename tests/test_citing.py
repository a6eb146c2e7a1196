"""What the atlas says on how to cite it: its warnings, the better citation, works that are only told of."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from appkit import open_page
from click.testing import CliRunner

import kg
from app import data, routes
from app.components import citing
from kg.cli import commands
from kg.errors import KgError, LocatorError, UnknownName


@pytest.fixture(scope="module")
def tiny_atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


@pytest.mark.parametrize("name", ["birch1902--after-alder", "welcome--birch1902"])
def test_passage_and_definition_bring_the_warning_and_the_better_citation(tiny_atlas: kg.Atlas, name: str) -> None:
    kind = "definition" if name.startswith("welcome") else "passage"
    for written in (f"{kind}:{name}", f"{kind}/{name}", f"https://w3id.org/alliance-atlas/{kind}/{name}"):
        [one] = tiny_atlas.cite(written)
        [caution] = one.cautions
        assert one.parenthetical.text == "(Birch & Alder, 1902, p. 11)"
        assert (caution.statuses, caution.reason) == (("attribution-doubtful",), "Alder says open door, not warmth.")
        assert caution.better is not None
        assert caution.better.parenthetical.text == "(Birch & Alder, 1902, p. 11)"


def test_quotation_block_holds_words_and_citation_with_inner_marks(tiny_atlas: kg.Atlas) -> None:
    [one] = tiny_atlas.cite("passage:alder1901--open-door")
    assert one.quotation.text == "“Welcome is an open door; ‘come in’ is its first word.” (Alder, 1901, p. 12)"


def test_distinction_is_cited_by_its_passages(tiny_atlas: kg.Atlas) -> None:
    distinction = tiny_atlas.distinctions("warmth", "welcome")[0]
    keys = {f"passage/{p.key}" for side in distinction.sides for p in side.passages}
    assert {one.of.removeprefix("https://w3id.org/alliance-atlas/") for one in tiny_atlas.cite(distinction.iri)} == keys


def test_page_outside_the_work_is_a_warning(tiny_atlas: kg.Atlas) -> None:
    [good], [bad] = (tiny_atlas.cite("birch1902", locator=place) for place in ("p. 12", "p. 254"))
    assert good.cautions == ()
    assert [caution.statuses for caution in bad.cautions] == [("page-out-of-range",)]
    assert "10-19" in bad.cautions[0].reason


def test_doubts_of_a_record_go_along(tiny_atlas: kg.Atlas) -> None:
    assert tiny_atlas.cite("birch1902")[0].doubts == {"page": "recalled-medium"}


@pytest.mark.parametrize(("name", "options", "error"), [
    ("nobody1999", {}, UnknownName), ("<x> {}", {}, UnknownName), ("concept:welcome", {}, UnknownName),
    ("alder1901", {"locator": "page 12"}, LocatorError), ("alder1901", {"style": "nosuch"}, UnknownName),
    ("passage:alder1901--open-door", {"locator": "p. 3"}, KgError)])
def test_what_cannot_be_cited_is_said(tiny_atlas: kg.Atlas, name: str, options: Any, error: type[KgError]) -> None:
    with pytest.raises(error):
        tiny_atlas.cite(name, **options)


def test_unseen_original_is_cited_through_the_work_that_was_seen(atlas_store: Path) -> None:
    [one] = kg.open(atlas_store).cite("passage:titulescu2023--first-used")
    [told] = one.secondary
    assert told.parenthetical.text == ("(Zetzel, 1956, as cited in Titulescu, 2023, The Therapeutic Alliance "
                                       "(Working Alliance) section, para. 7)")
    assert (told.original and told.original.key, told.is_original_seen) == ("zetzel1956", False)
    assert told.reference == one.reference
    assert "Zetzel" not in told.reference.text


def test_page_of_another_work_leads_to_that_work_first(atlas_store: Path) -> None:
    found = [(one, caution) for passage in kg.open(atlas_store).passages()
             if any(a.work and a.work.key == "bordin1994" and "page-out-of-range" in a.statuses
                    for a in passage.attributions)
             for one in kg.open(atlas_store).cite(f"passage:{passage.key}") for caution in one.cautions]
    assert found
    assert any(caution.better and caution.better.work.key == "bordin1979" for _, caution in found)


def test_selection_has_each_work_once_among_its_references(tiny_atlas: kg.Atlas) -> None:
    made = tiny_atlas.cite_together(["passage:alder1901--open-door", "alder1901", "birch1902"], "ieee")
    assert [one.parenthetical.text for one in made.cites] == ["[1, p. 12]", "[1]", "[2]"]
    assert len(made.references) == 2


# --- the command line and the app ---


def run(*arguments: str) -> Any:
    return CliRunner().invoke(commands, ["cite", *arguments], catch_exceptions=True)


def test_command_prints_the_form_and_warns_on_standard_error(tiny_store: Path) -> None:
    said = run("passage:birch1902--after-alder", "--form", "narrative", "--style", "ieee", "--store", str(tiny_store))
    assert said.stdout == "Birch and Alder [1, p. 11]\n"
    assert "the cited work may not say this" in said.stderr
    assert "cite instead: [1, p. 11]" in said.stderr


def test_command_finds_styles_by_words_of_their_title() -> None:
    assert "psychotherapy-research  Psychotherapy Research" in run("?psychotherapy research").stdout


def fetched(endpoint: Any, **parameters: str) -> tuple[int, str]:
    # In a thread of its own: a browser test before this one leaves a running loop in the first.
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(anyio.run, endpoint, SimpleNamespace(query_params=parameters)).result()
    return answer.status_code, answer.body.decode()


def test_route_answers_in_the_style_with_warning_before_the_forms(tiny_store: Path) -> None:
    data.use(tiny_store)
    status, body = fetched(routes._cite, of="passage:birch1902--after-alder", style="chicago-notes")
    assert status == 200
    assert body.index("Better cite") < body.index('<span class="label">Note</span>')
    assert 'data-rich="Bo Birch and A. Alder, “Warmth and Welcome,” &lt;i&gt;Journal' in body
    assert body.count("data-caution") >= 2


@pytest.mark.parametrize(("of", "style"), [("<script>", "apa"), ("", ""), ("work:alder1901", "../../etc/passwd")])
def test_route_refuses_in_words_without_a_trace(tiny_store: Path, of: str, style: str) -> None:
    data.use(tiny_store)
    status, body = fetched(routes._cite, of=of, style=style)
    assert status == 422
    assert "<script" not in body
    assert "Traceback" not in body


def test_styles_are_found_as_buttons(tiny_store: Path) -> None:
    data.use(tiny_store)
    assert 'data-style="nature"' in fetched(routes._styles, q="nature")[1]
    assert "No style" in fetched(routes._styles, q="zzzz no such")[1]


def test_everything_on_a_page_can_be_cited_and_none_of_it_is_rendered_with_it(atlas_store: Path) -> None:
    data.use(atlas_store)
    page = data.atlas().concept("working-alliance")
    shown = "".join(html.value for html in open_page("concept", concept="working-alliance").app.html)
    for one in (*page.definitions, *page.claims):
        assert all(f'data-cite="passage:{p.key}"' in shown for p in one.passages)
    assert "as cited in" not in shown
    assert str(citing.of_work(data.atlas().work("bordin1979").work)).count("<details") == 1


@pytest.mark.parametrize(("page", "asked", "title", "address"), [
    ("concept", {"concept": "welcome"}, "“welcome.” ", "concept/welcome"),
    ("work", {"work": "alder1901"}, "“Alder (1901).” ", "work/alder1901"),
    ("works", {}, "“Works.” ", "atlas"), ("gaps", {}, "“", "atlas")])
def test_page_has_its_own_citation_with_edition_address_and_day(tiny_store: Path, page: str, asked: dict[str, str],
                                                                title: str, address: str) -> None:
    data.use(tiny_store)
    words = open_page(page, **asked).words
    atlas, day = data.atlas(), f"{datetime.now(UTC):%B %Y}."
    assert f"Cite this page {title}" in words
    own = words.partition("Cite this page ")[2]
    assert f"{atlas.title}, {atlas.state}. https://w3id.org/alliance-atlas/{address}. Read on " in own
    assert day in own


def test_page_of_nothing_has_no_citation(tiny_store: Path) -> None:
    data.use(tiny_store)
    assert "Cite this page" not in open_page("concept", concept="nothing").words
