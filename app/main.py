"""The table of pages; Streamlit runs this file for every visit and every click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.components import router

_VIEWS = Path(__file__).resolve().parent / "views"

#: Path of the page -> file, title in the navigation, group there ("" stands alone, "-" is not shown).
_TABLE: dict[str, tuple[str, str, str]] = {
    "": ("home.py", "Home", ""),
    "disputes": ("disputes.py", "Disputes", ""),
    "query": ("query.py", "Query", ""),
    "compare": ("compare.py", "Compare authors", "Compare"),
    "differences": ("differences.py", "Compare concepts", "Compare"),
    "models": ("models.py", "Models", "Compare"),
    "map": ("map.py", "Map", "See"),
    "path": ("path.py", "Paths", "See"),
    "trees": ("trees.py", "Hierarchies", "See"),
    "timeline": ("timeline.py", "Timeline", "See"),
    "works": ("works.py", "Works", "Sources"),
    "citations": ("citations.py", "Citations", "Sources"),
    "manuscript": ("manuscript.py", "Check my manuscript", "Sources"),
    "reading": ("reading.py", "My reading list", "Sources"),
    "instruments": ("instruments.py", "Instruments", "Sources"),
    "gaps": ("gaps.py", "Gaps", "Sources"),
    "about": ("about.py", "How sure we are", "Sources"),
    "concept": ("concept.py", "Concept", "-"),
    "work": ("work.py", "Work", "-"),
    "model": ("model.py", "Model", "-"),
}


def _page_of(path: str, file: str, title: str, group: str) -> st.Page:
    return st.Page(_VIEWS / file, title=title, url_path=path or None, default=not path,
                   visibility="hidden" if group == "-" else "visible")


_GROUPS = {name: [_page_of(path, *row) for path, row in _TABLE.items() if row[2].strip("-") == name]
           for name in dict.fromkeys(group.strip("-") for _, _, group in _TABLE.values())}

_page = st.navigation(_GROUPS, position="top")
router.listen()
_page.run()
