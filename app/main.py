"""The table of pages; Streamlit runs this file for every visit and every click."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from app.components import router

_VIEWS = Path(__file__).resolve().parent / "views"
_VISIBLE: Literal["visible"] = "visible"
_HIDDEN: Literal["hidden"] = "hidden"

#: Path of the page -> file, title in the navigation, whether the navigation shows it.
_TABLE: dict[str, tuple[str, str, Literal["visible", "hidden"]]] = {
    "": ("home.py", "Home", _VISIBLE),
    "concept": ("concept.py", "Concept", _HIDDEN),
    "works": ("works.py", "Works", _VISIBLE),
    "work": ("work.py", "Work", _HIDDEN),
    "citations": ("citations.py", "Citations", _VISIBLE),
    "models": ("models.py", "Models", _VISIBLE),
    "model": ("model.py", "Model", _HIDDEN),
    "instruments": ("instruments.py", "Instruments", _VISIBLE),
    "disputes": ("disputes.py", "Disputes", _VISIBLE),
    "gaps": ("gaps.py", "Gaps", _VISIBLE),
    "query": ("query.py", "Query", _VISIBLE),
    "about": ("about.py", "How sure we are", _VISIBLE),
}

_PAGES = [st.Page(_VIEWS / file, title=title, url_path=path or None, default=not path, visibility=visibility)
          for path, (file, title, visibility) in _TABLE.items()]

_page = st.navigation(_PAGES, position="top")
router.listen()
_page.run()
