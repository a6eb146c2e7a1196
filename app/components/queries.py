"""The SPARQL behind a page, to read and to take to the query page."""

from __future__ import annotations

from collections.abc import Sequence

from app.components import links
from app.components.html import Html, tag
from app.components.layout import summary

__all__ = ["behind"]


def behind(texts: Sequence[str]) -> Html | None:
    """Return the queries that made a page, each with a link that opens it on the query page."""
    if not texts:
        return None
    words = "The query behind this page" if len(texts) == 1 else f"The {len(texts)} queries behind this page"
    return summary(words, map(_one, texts), kind="queries")


def _one(text: str) -> Html:
    code = tag("pre", tag("code", text.strip()), tabindex=0, role="region", aria_label="SPARQL query")
    opened = links.link(links.address("query", q=text.strip()), "Open it on the query page")
    return tag("div.query", code, tag("p", opened))
