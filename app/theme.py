"""The colours and the type of the atlas as Streamlit's configuration."""

from __future__ import annotations

from kg.palette import PALETTE, variables

__all__ = ["PALETTE", "options", "variables"]

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
