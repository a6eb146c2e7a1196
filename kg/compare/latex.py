"""A comparison as a LaTeX document of its own: a booktabs table that breaks over pages, and its bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from unicodedata import normalize

from kg.compare.cells import NOTHING, heads, places, said
from kg.model import Cell, Comparison, Line

__all__ = ["escaped", "latex"]

_HEAD = r"""% Compile twice with pdflatex, so that the citations find the bibliography.
\documentclass[a4paper]{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{textcomp}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage[landscape,margin=15mm]{geometry}
\usepackage{array,booktabs,longtable}
\begin{document}
"""

#: Characters that mean something to LaTeX, or that its T1 fonts lack.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "[": "{[}", "]": "{]}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}",
    "✕": r"\ensuremath{\times}",
    "≤": r"\ensuremath{\leq}", "≥": r"\ensuremath{\geq}", "≠": r"\ensuremath{\neq}", "−": r"\ensuremath{-}",
    "→": r"\ensuremath{\rightarrow}", "←": r"\ensuremath{\leftarrow}", "′": r"\ensuremath{'}",
    "\u2010": "-", "\u2011": "-", "\u2009": r"\,", "\u202f": r"\,", "\u200b": "", "\u00ad": r"\-",
}
#: Combining mark -> the command that sets it on a letter.
_ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331",
                    ("`", "'", "^", "~", "=", "u", ".", '"', "r", "H", "v", "d", "c", "k", "b"), strict=True))
#: What LaTeX itself declares for T1: Latin-1, most of Latin Extended-A, the Romanian comma, and punctuation.
_SAFE = frozenset({chr(i) for i in (*range(0x20, 0x7F), *range(0xA0, 0x17F), *range(0x218, 0x21C))}
                  - set("ĦħĸĿŀŉŦŧ")) | set("–—‘’‚“”„†‡•…‰‹›€™")
#: Characters that LaTeX would join with the same one behind them, as two hyphens to a dash.
_JOINING = re.compile(r"([-',])(?=\1)")


def escaped(text: str) -> str:
    r"""Return a text as LaTeX prints it, in which nothing is a command; what no font has is named by its code.

    >>> print(escaped("100% of A_b & c -- ș ṣ 中"))
    100\% of A\_b \& c -{}- ș \d{s} {[}U+4E2D{]}
    """
    return _JOINING.sub(r"\1{}", "".join(map(_character, normalize("NFC", " ".join(text.split())))))


def _character(one: str) -> str:
    if one in _SPECIAL:
        return _SPECIAL[one]
    if one in _SAFE:
        return one
    letter, mark = (parts := normalize("NFD", one))[0], parts[1:]
    if letter in _SAFE and mark in _ACCENTS:
        return f"\\{_ACCENTS[mark]}{{{letter}}}"
    return f"{{[}}U+{ord(one):04X}{{]}}"


def latex(table: Comparison) -> bytes:
    """Return a document that compiles as it stands; the keys of the works are those of the citations."""
    width = 0.9 / len(table.columns)
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{\dimexpr {share:.4f}\linewidth-2\tabcolsep\relax}}"
                      for share in (0.1, *[width] * len(table.columns)))
    head = _row([rf"\textbf{{{escaped(name)}}}" for name in heads(table)])
    body = "\\addlinespace\n".join("".join(_rows(row.label, row.cells)) for row in table.rows)
    works = "".join(rf"\bibitem[{{{escaped(w.label)}}}]{{{_key(w.key)}}} {escaped(w.reference)}" + "\n"
                    for w in table.works)
    bibliography = f"\\begin{{thebibliography}}{{}}\n{works}\\end{{thebibliography}}\n" if works else ""
    return (f"{_HEAD}\\section*{{{escaped(table.title)}}}\n\\footnotesize\n"
            f"\\begin{{longtable}}{{{columns}}}\n\\toprule\n{head}\\midrule\n\\endhead\n"
            f"\\bottomrule\n\\endlastfoot\n{body}\\end{{longtable}}\n{bibliography}"
            "\\end{document}\n").encode()


def _rows(label: str, cells: tuple[Cell, ...]) -> Iterator[str]:
    """Yield a row for each line of a cell, since a row cannot break over pages."""
    filled = [[*map(_line, cell.lines)] or [rf"\emph{{{escaped(NOTHING)}}}"] for cell in cells]
    for i, lines in enumerate(zip_longest(*filled, fillvalue="")):
        yield _row([escaped(label) if not i else "", *lines])


def _row(cells: list[str]) -> str:
    # In braces, since a row that begins with a bracket would be taken for an option of the row before it.
    return " & ".join(f"{{{cell}}}" for cell in cells) + "\\tabularnewline\n"


def _line(line: Line) -> str:
    cited = ", ".join(rf"\cite{f'[{{{escaped(place)}}}]' if place else ''}{{{_key(key)}}}"
                      for key, place in places(line).items())
    return " ".join(filter(None, (escaped(said(line)), cited)))


def _key(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9:.-]", "-", key)
