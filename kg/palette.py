"""The colours of the atlas: one table for the app, its configuration and the reading pages."""

from __future__ import annotations

__all__ = ["PALETTE", "variables"]

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


def variables() -> str:
    """Return the palette as CSS variables that follow the colour scheme of the element that uses them.

    >>> variables().splitlines()[1]
    '--aa-paper: light-dark(#fbfaf7, #15181c);'
    """
    rows = (f"--aa-{name}: light-dark({light}, {dark});" for name, (light, dark) in PALETTE.items())
    return "\n".join([":root {", *rows, "}"])
