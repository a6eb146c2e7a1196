"""Questions with blanks: what each may be filled with, so that there always is an answer."""

from __future__ import annotations

from collections.abc import Mapping

from kg import query
from kg.model import Form
from kg.query import Asked

__all__ = ["choices", "forms"]

#: The named queries that are forms: their places for bindings are the blanks of their first line.
_NAMES = ("form-definitions", "form-claims", "form-terms", "form-works")

Chosen = Mapping[str, str | int]


def forms() -> tuple[Form, ...]:
    """Return every form, in the order in which they are offered."""
    return tuple(Form(name, query.title(name), query.places(name)) for name in _NAMES)


def choices(asked: Asked, form: Form, chosen: Chosen) -> dict[str, dict[str | int, str]]:
    """Return what each blank may be filled with beside what is chosen for the others, and what that is called.

    It is read from the answers themselves: whatever is chosen, there are rows.
    """
    texts = {blank: query.text(form.name, **{name: one for name, one in chosen.items() if name != blank})
             for blank in form.blanks}
    answers = {text: asked.select(text) for text in set(texts.values())}
    return {blank: _values(blank, *answers[text]) for blank, text in texts.items()}


def _values(blank: str, names: list[str], rows: list[query.Row]) -> dict[str | int, str]:
    at, label = names.index(blank), f"{blank}Label"
    if label not in names:  # a number is its own name
        return {int(row[at] or 0): str(row[at]) for row in sorted(rows, key=lambda row: str(row[at])) if row[at]}
    found = {str(row[at]): str(row[names.index(label)]) for row in rows if row[at]}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
