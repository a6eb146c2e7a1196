"""A comparison as a LaTeX document of its own: a booktabs table that breaks over pages, and its bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from kg.compare.cells import NOTHING, heads, places, said
from kg.latex import escaped
from kg.model import Cell, Comparison, Line

__all__ = ["latex"]

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
