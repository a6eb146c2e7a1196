"""A work: its record, what it says, what is defined and claimed there, whom it credits, who credits it."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from app.components import citing, claims, definitions, evidence, layout, links, queries, record, statements
from app.components.html import Html, join, tag
from app.data import Attribution, Passage, WorkPage, atlas

_AT_ONCE = 12


def show() -> None:
    """Show the work that the address names."""
    key = st.query_params.get("work", "")
    if not key:
        layout.heading("Works", key="no work")
        layout.show(tag("p.lede", links.link(links.address("works"), "Choose a work.")))
        return
    page = atlas().work(key)
    layout.heading(page.work.label, "Work", key=f"work:{key}")
    layout.show(tag("p.lede.reference", page.work.reference),
                tag("p", links.reading(f"work:{key}")), citing.of_work(page.work),
                layout.anchors(*_parts(page)), _record(page), _passages(page), _definitions(page), _claims(page),
                _others(page), _credits(page), _credited_by(page), queries.behind(page.queries))


def _parts(page: WorkPage) -> list[tuple[str, str]]:
    doubtful = sum(a.is_doubtful for _, a in _given(page))
    warned = f", {doubtful} with a warning" if doubtful else ""
    return [("record", "Record"), ("passages", f"Passages ({len(page.passages)})"),
            ("definitions", f"Definitions ({len(page.definitions)})"), ("claims", f"Claims ({len(page.claims)})"),
            ("credits", f"Credits ({len(_given(page))}{warned})"), ("cited", f"Credited by ({len(page.credited_by)})")]


def _given(page: WorkPage) -> list[tuple[Passage, Attribution]]:
    return [(p, a) for p in page.passages for a in p.attributions]


def _record(page: WorkPage) -> Html:
    return layout.section("Record", "record", record.table(page))


def _passages(page: WorkPage) -> Html:
    found = [evidence.passage(one, with_credits=False) for one in sorted(page.passages, key=_in_print)]
    return _section("Passages", "passages", found, "passages", "The atlas holds no passage of this work.")


def _in_print(one: Passage) -> list[str]:
    """Return what orders passages as they stand in the work: numbers in a locator count as numbers."""
    return [part.zfill(9) if part.isdigit() else part for part in re.split(r"(\d+)", one.locator or "")]


def _definitions(page: WorkPage) -> Html:
    found = definitions.listed(page.definitions)
    return _section("What it defines", "definitions", found, "definitions", "No definition rests on this work.")


def _claims(page: WorkPage) -> Html:
    found = claims.listed(page.claims)
    return _section("What it claims", "claims", found, "claims", "No claim rests on this work.")


def _others(page: WorkPage) -> Html | None:
    found = statements.listed([*page.characteristics, *page.effects])
    return _section("What else it says", "others", found, "statements", "") if found else None


def _credits(page: WorkPage) -> Html:
    doubtful_first = sorted(_given(page), key=lambda pair: not pair[1].is_doubtful)
    found = [tag("div.row", tag("p.where", one.locator or "no place given"), evidence.credit(credited))
             for one, credited in doubtful_first]
    body = _section("Whom it credits", "credits", found, "credits", "No passage of it credits another work.")
    listed = links.link(links.address("citations", of=page.work.label), "Among the citations to check")
    return join(body, tag("p", listed) if any(credited.is_doubtful for _, credited in _given(page)) else None)


def _credited_by(page: WorkPage) -> Html:
    found = [evidence.passage(_only(one, page.work.key)) for one in page.credited_by]
    return _section("Who credits it", "cited", found, "passages", "No passage in the atlas credits this work.")


def _only(one: Passage, key: str) -> Passage:
    """Return a passage with those of its credits that name the work, as credited or as what to cite instead."""
    named = {a.key for a in one.attributions for w in (a.work, a.instead and a.instead.work) if w and w.key == key}
    return replace(one, attributions=tuple(a for a in one.attributions if a.key in named))


def _section(title: str, key: str, found: list[Html], words: str, empty: str) -> Html:
    body = layout.folded(found, _AT_ONCE, words) if found else tag("p.empty", empty)
    return layout.section(title, key, body, count=len(found))


layout.guarded(show)
