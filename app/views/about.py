"""How sure we are: what each word for sureness and for the state of a citation means."""

from __future__ import annotations

from app.components import layout, links, meanings
from app.components.html import Html, tag
from app.data import CERTAINTIES, STATUSES

#: What a reader meets on every page -> what it means.
_SIGNS = {
    "“…”": "Words in quotation marks are the source's own, letter for letter, and short.",
    "Paraphrase": "What the source says at that place, in our words.",
    "Our gloss": "One sentence of ours that says what a definition comes to; the source is named below it.",
    "✕ denied": "The party says that it is not so.",
    "⇄ at odds with": "Another claim in the atlas cannot be right together with this one. The atlas takes no side.",
    "⚠ Citation warning": "Something is known to be wrong or open with a citation; what and how we know stands there.",
}


def show() -> None:
    """Show what the words mean."""
    layout.heading("How sure we are", key="about")
    layout.show(
        tag("p.lede", "Everything here is said by somebody at some place, and every place says how sure we are that "
                      "it stands there. What is not known is called unknown and is listed among the ",
            links.link(links.address("gaps"), "gaps"), "."),
        layout.anchors(("sure", "How sure a fact is"), ("citations", "What is known of a citation"),
                       ("signs", "Signs on the pages")),
        layout.section("How sure a fact is", "sure", _table(CERTAINTIES, meanings.OF_CERTAINTY)),
        layout.section("What is known of a citation", "citations", tag("p", "Several of these may hold at once. ",
                       links.link(links.address("citations"), "All citations to check")),
                       _table(STATUSES, meanings.OF_STATUS)),
        layout.section("Signs on the pages", "signs", _signs()))


def _signs() -> Html:
    rows = [tag("tr", tag("th", sign, scope="row"), tag("td", meaning)) for sign, meaning in _SIGNS.items()]
    return tag("table.record.meanings", tag("tbody", rows))


def _table(words: dict[str, str], meaning: dict[str, str]) -> Html:
    rows = [tag("tr", tag("th", text, scope="row"), tag("td", meaning[key]), id=key) for key, text in words.items()]
    return tag("table.record.meanings", tag("tbody", rows))


layout.guarded(show)
