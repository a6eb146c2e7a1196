"""The SPARQL editor of the query page: CodeMirror in a component, which tells what is to be run."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.components.frontend import ASSETS, component
from app.data import PREFIXES

__all__ = ["mount"]

_KEY = "atlas_editor"


def mount(text: str, version: str, *, is_given: bool) -> str | None:
    """Show the editor and return the query that the reader has just asked to run.

    It takes up `text` whenever `version` changes; where the address gives no query, a draft of this window is kept.
    """
    data: dict[str, Any] = {"text": text, "version": version, "prefixes": dict(PREFIXES), "address": is_given}
    _editor()(data=data, key=_KEY, on_run_change=lambda: None)
    asked = st.session_state[_KEY].get("run")
    return asked if isinstance(asked, str) and asked.strip() else None


def _editor() -> Any:
    return component("editor", html=(ASSETS / "editor.html").read_text(encoding="utf-8"),
                     css=(ASSETS / "editor.css").read_text(encoding="utf-8"))
