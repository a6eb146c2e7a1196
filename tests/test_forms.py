"""Questions with blanks: whatever is offered for a blank leads to an answer, and the query is there to see."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from appkit import open_page

import kg
from app import data
from app.components import editor

Chosen = dict[str, str | int]


def ways(atlas: kg.Atlas, form: kg.Form, chosen: Chosen) -> Iterator[Chosen]:
    """Yield every way of filling in the blanks that are left, some of them or all."""
    yield chosen
    offered = atlas.choices(form, chosen)
    for blank in (name for name in form.blanks if name not in chosen):
        for value in offered[blank]:
            yield from ways(atlas, form, {**chosen, blank: value})


def rows(atlas: kg.Atlas, form: kg.Form, chosen: Chosen) -> int:
    return len(atlas._store.select(atlas.query_text(form.name, **chosen))[1])


def test_forms_have_blanks_in_their_words(tiny_store: Path) -> None:
    found = kg.open(tiny_store).forms()
    assert len(found) == 4
    assert [form.name for form in found if any(f"{{{blank}}}" not in form.words for blank in form.blanks)] == []


def test_every_choice_leads_to_an_answer(tiny_store: Path) -> None:
    atlas = kg.open(tiny_store)
    tried = [(form, chosen) for form in atlas.forms() for chosen in ways(atlas, form, {})]
    assert len(tried) > 40
    assert [(form.name, chosen) for form, chosen in tried if not rows(atlas, form, chosen)] == []


def test_chance_choices_of_the_real_content_lead_to_an_answer(atlas_store: Path) -> None:
    atlas = kg.open(atlas_store)
    chance = random.Random(5)  # noqa: S311 - no secret
    for form in atlas.forms() * 3:
        chosen: Chosen = {}
        for blank in chance.sample(form.blanks, len(form.blanks)):
            chosen[blank] = chance.choice(list(atlas.choices(form, chosen)[blank]))
            assert rows(atlas, form, chosen), (form.name, chosen)


def test_what_was_chosen_can_be_chosen_otherwise(tiny_store: Path) -> None:
    atlas = kg.open(tiny_store)
    form = atlas.forms()[0]
    free = atlas.choices(form, {})
    first = next(iter(free["concept"]))
    assert atlas.choices(form, {"concept": first})["concept"] == free["concept"]


def test_year_of_a_work_without_one_is_never_made_up(tiny_store: Path) -> None:
    atlas = kg.open(tiny_store)
    for form in (one for one in atlas.forms() if "year" in one.blanks):
        for year in atlas.choices(form, {})["year"]:
            found = atlas.query(atlas.query_text(form.name, year=year))
            works = atlas.cited((row.passage for row in found), ())
            assert {row.year for row in found} == {year} == {work.year for work in works}


def test_filled_in_question_becomes_a_query_in_the_editor(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.use(tiny_store)
    texts: list[str] = []
    monkeypatch.setattr(editor, "mount", lambda text, *_, **__: texts.append(text))
    app = open_page("query").app
    next(one for one in app.selectbox if one.label == "Concept").select("https://w3id.org/alliance-atlas/concept/welcome")
    next(one for one in app.run().button if one.label == "Write it as a query").click().run()
    assert not app.exception
    assert "# How does any party define welcome, in works of any year?" in texts[-1]
    assert "VALUES ?concept { <https://w3id.org/alliance-atlas/concept/welcome> }" in texts[-1]
    assert app.query_params["q"] == texts[-1]
    assert data.start(texts[-1]).answer().rows
    data.use(None)
