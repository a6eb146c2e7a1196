"""The colours and the type of the atlas: one table for Streamlit's configuration and for our own styles."""

from __future__ import annotations

__all__ = ["PALETTE", "options", "variables"]

#: What a colour is for, and its value on light and on dark paper; every text colour reaches 4.5:1 on all three grounds.
PALETTE: dict[str, tuple[str, str]] = {
    "paper": ("#fbfaf7", "#15181c"),
    "surface": ("#f2f0ea", "#1e2329"),
    "card": ("#ffffff", "#191d22"),
    "ink": ("#1f2328", "#e8e5dd"),
    "muted": ("#585d64", "#abadaa"),
    "rule": ("#d9d5cb", "#3b424b"),
    "link": ("#1b4f7e", "#93c4ec"),
    "accent": ("#1f5d5b", "#2b7a76"),
    "mark": ("#1f5d5b", "#7fc8c2"),
    "warn": ("#7a3b00", "#f0b86e"),
    "warn-ground": ("#fdf2e0", "#30250f"),
    "denied": ("#96192c", "#f59ca8"),
    "disputed": ("#66388c", "#cdabf0"),
    "sound": ("#21603a", "#92d3a8"),
}

_OPTION = {"primaryColor": "accent", "backgroundColor": "paper", "secondaryBackgroundColor": "surface",
           "textColor": "ink", "linkColor": "link", "borderColor": "rule"}
_SHARED = {"font": "sans-serif", "headingFont": "serif", "codeFont": "monospace", "baseRadius": "0.3rem",
           "showWidgetBorder": True}


def options() -> dict[str, object]:
    """Return the theme as options of Streamlit's configuration, light and dark.

    >>> options()["theme.dark.backgroundColor"]
    '#15181c'
    """
    shared = {f"theme.{name}": value for name, value in _SHARED.items()}
    colours = {f"theme.{mode}.{option}": PALETTE[colour][side]
               for side, mode in enumerate(("light", "dark")) for option, colour in _OPTION.items()}
    return {**shared, **colours}


def variables() -> str:
    """Return the palette as CSS variables that follow the colour scheme of the element that uses them.

    >>> variables().splitlines()[1]
    '--aa-paper: light-dark(#fbfaf7, #15181c);'
    """
    rows = (f"--aa-{name}: light-dark({light}, {dark});" for name, (light, dark) in PALETTE.items())
    return "\n".join([":root {", *rows, "}"])
