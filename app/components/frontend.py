"""Our JavaScript in the page: modules served beside the app, each mounted as a Streamlit component.

Streamlit finds the assets of a component through the manifest of an installed wheel, never of an editable install; a
route of our own works for both. A module exports one function of the component, as Streamlit's own contract has it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["ASSETS", "ROUTE", "component"]

ASSETS = Path(__file__).resolve().parent / "assets"
ROUTE = "/atlas-assets"

# A component's text runs from a blob: address, from which no relative import can start; hence the absolute one.
_LOADER = """
const module = import(new URL("%s/%s.js", location.origin).href);
export default function (component) {
  let clean, gone = false;
  module.then((loaded) => { if (!gone) clean = loaded.default(component); });
  return () => { gone = true; clean?.(); };
}
"""


@cache
def component(name: str, html: str = "", css: str = "") -> ComponentRenderer:
    """Return the component whose module is `assets/NAME.js`; registered when it is first used."""
    return st.components.v2.component(f"atlas_{name}", html=html or None, css=css or None,
                                      js=_LOADER % (ROUTE, name))
