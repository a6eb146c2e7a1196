"""Cite this page: what a page of the atlas is called, in which edition, read on which day, under which address."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.components import links
from app.components.html import Html, tag
from app.data import BASE, atlas

__all__ = ["cited", "disclosure"]


def cited(title: str, site: str, state: str, address: str, day: date) -> str:
    """Return the reference of a page, in a form that every style can take its parts from.

    >>> cited("welcome", "Alliance Atlas", "edition 2026-1", "https://example.org/welcome", date(2026, 3, 4))
    '“welcome.” Alliance Atlas, edition 2026-1. https://example.org/welcome. Read on 4 March 2026.'
    """
    name = f"“{title}.” {site}" if title != site else site
    return f"{name}, {state}. {address}. Read on {day.day} {day:%B %Y}."


def disclosure(title: str, key: str) -> Html:
    """Return how to cite a page, given its key; one that is of no thing of its own has the address of the atlas."""
    thing = key.removeprefix(BASE).replace(":", "/", 1) if links.address_of(key) else "atlas"
    text = cited(title, atlas().title, atlas().state, f"{BASE}{thing}", datetime.now(UTC).date())
    copy = tag("button.copy", "Copy", type="button", data_copy=text, aria_label="Copy: the citation of this page")
    hint = tag("p.hint", "For a definition or a claim, cite the work that it comes from.")
    return tag("details.own", tag("summary", "Cite this page"),
               tag("div.cited", tag("div.form", tag("p", text), copy), hint))
