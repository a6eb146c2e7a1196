"""Taking a comparison away: the link that leads back to it, and a file in every format."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.components import layout
from app.components.html import tag
from app.data import COMPARISON_FORMATS, Comparison

__all__ = ["section"]

#: Format -> what a reader calls it.
_NAMES = {"csv": "CSV", "xlsx": "Excel", "latex": "LaTeX", "markdown": "Markdown", "html": "HTML", "json": "JSON",
          "turtle": "RDF (Turtle)"}


def section(found: Callable[[], Comparison], address: str, name: str) -> None:
    """Show what copies the link to a comparison, and what saves it; the files are written when they are asked for."""
    here = (st.context.url or "").partition("?")[0]
    whole = f"{here}?{address.partition('?')[2]}" if here else address
    copy = tag("button.copy", "Copy the link to this comparison", type="button", data_copy=whole)
    layout.show(layout.section("Take it away", "take", tag("p", copy)))
    with st.container(horizontal=True):
        for key, one in COMPARISON_FORMATS.items():
            st.download_button(_NAMES.get(key, key), partial(_written, key, found), file_name=f"{name}.{one.ending}",
                               mime=one.media, key=f"take_{key}", on_click="ignore")


def _written(key: str, found: Callable[[], Comparison]) -> bytes:
    return COMPARISON_FORMATS[key].write(found())
