"""Links inside the browser keep the session: our script in the page follows them the way Back and Forward work."""

from __future__ import annotations

import streamlit as st

from app.components.frontend import component

__all__ = ["listen"]


def listen() -> None:
    """Let links marked `data-atlas` change the page without loading it anew."""
    with st.container(key="atlas-router"):
        component("router")(key="atlas_router")
