"""The words for how sure a fact is and for what is wrong with a citation, each with its meaning at hand.

The meaning shows when the pointer is on the word or the keyboard has reached it; the word leads to the page that
explains them all.
"""

from __future__ import annotations

from app.components import links
from app.components.html import Html, tag
from app.data import CERTAINTIES, STATUSES

__all__ = ["OF_CERTAINTY", "OF_STATUS", "certainty", "status"]

#: Certainty -> what its words mean; the ontology defines them in the same words.
OF_CERTAINTY = {
    "verified": "Seen in the place named beside it.",
    "recalled-high": "General knowledge, not confirmed in a source; hardly in doubt.",
    "recalled-medium": "General knowledge, not confirmed in a source; likely.",
    "recalled-low": "General knowledge, not confirmed in a source; uncertain.",
    "unknown": "Looked for and not found, or not looked for; not guessed.",
}

#: Status of a citation -> what its words mean; the ontology defines them in the same words.
OF_STATUS = {
    "ok": "The credited work was seen to say this at this place.",
    "unchecked": "Nobody here has compared the credit with the work.",
    "page-out-of-range": "The page printed lies outside the pages of the credited work.",
    "edition-unclear": "It is not known which edition or translation is meant, so the page may be of another one.",
    "work-unidentified": "No work could be found that fits the credit.",
    "attribution-doubtful": "There is reason to think that the credited work does not say this, or not first.",
    "no-locator": "Words are quoted without a page.",
    "no-source": "A source is due and none is given.",
}


def certainty(key: str) -> Html:
    """Return how sure a fact is, in words with their meaning."""
    return _word(key, CERTAINTIES.get(key, key), OF_CERTAINTY.get(key))


def status(key: str) -> Html:
    """Return what is known of a citation, in words with their meaning."""
    return _word(key, STATUSES.get(key, key), OF_STATUS.get(key))


def _word(key: str, words: str, meaning: str | None) -> Html:
    if meaning is None:
        return tag("span", words)
    return tag("a.term", words, href=f"{links.address('about')}#{key}", data_atlas=True, data_tip=meaning,
               aria_description=meaning)
