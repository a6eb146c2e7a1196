"""Questions with blanks, for readers who would rather choose than write: each choice leads to an answer."""

from __future__ import annotations

import streamlit as st

from app.components import layout
from app.components.html import tag
from app.data import Form, choices, forms, query_text

__all__ = ["offer"]


def offer() -> str | None:
    """Show the questions with blanks, and return the query of one that has just been filled in."""
    with st.expander("Ask without SPARQL: fill in a question"):
        known = {form.name: form for form in forms()}
        name = st.selectbox("Question", list(known), format_func=lambda one: _in_words(known[one], {}))
        form = known[name]
        chosen = _filled(form)
        labels = {blank: label for blank, (_, label) in chosen.items()}
        words = _in_words(form, labels)
        layout.show(tag("p.asked", words, role="status"))
        if not st.button("Write it as a query"):
            return None
    text = query_text(form.name, {blank: value for blank, (value, _) in chosen.items()})
    return text.replace(form.words, " ".join(words.split()))  # a comment ends with its line


def _filled(form: Form) -> dict[str, tuple[str | int, str]]:
    """Return what the reader has chosen for the blanks: the value, and what it is called."""
    keys = {blank: f"{form.name} {blank}" for blank in form.blanks}
    before = {blank: value for blank, key in keys.items() if (value := st.session_state.get(key)) is not None}
    offered = choices(form.name, tuple(before.items()))
    found = {}
    for column, (blank, values) in zip(st.columns(len(form.blanks)), offered.items(), strict=True):
        value = column.selectbox(blank.capitalize(), list(values), key=keys[blank], index=None, placeholder="any",
                                 format_func=values.__getitem__)
        if value is not None:
            found[blank] = (value, values[value])
    return found


def _in_words(form: Form, labels: dict[str, str]) -> str:
    return form.words.format_map({blank: labels.get(blank, f"any {blank}") for blank in form.blanks})
