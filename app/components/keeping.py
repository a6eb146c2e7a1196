"""What keeps a thing for the reading list: a button that `assets/reading.js` answers, in this browser alone."""

from __future__ import annotations

from app.components.html import Html, tag

__all__ = ["button"]


def button(of: str, label: str, what: str = "") -> Html:
    """Return the button that keeps something, or lets it go; `of` is a prefixed name, or several with commas."""
    keep = " ".join(filter(None, ("Keep", what, "for my reading list")))
    drop = " ".join(filter(None, ("Remove", what, "from my reading list")))
    return tag("button.copy.keep", keep, type="button", data_keep=of, data_label=label, data_offer=keep,
               data_taken=drop, aria_label=f"{keep}: {label}")
