"""Text as LaTeX prints it: nothing in it is a command, and nothing in it stops the run."""

from __future__ import annotations

import re
from unicodedata import normalize

from kg.model import Rich

__all__ = ["escaped", "rich"]

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


#: Letter of a look -> the command that sets it.
_LOOKS = {"i": "emph", "b": "textbf", "^": "textsuperscript", "_": "textsubscript", "c": "textsc"}


def rich(line: Rich) -> str:
    r"""Return a line of a citation as LaTeX.

    >>> print(rich(Rich((("", "Alder & Birch, "), ("i", "On 50% welcome"), ("", ".")))))
    Alder \& Birch, \emph{On 50\% welcome}.
    """
    return "".join(_run(looks, text) for looks, text in line.runs)


def _run(looks: str, text: str) -> str:
    made = escaped(text)
    for look in looks:
        made = f"\\{_LOOKS[look]}{{{made}}}" if made else made
    before, after = text[:1].isspace(), text[-1:].isspace()  # which a run keeps, since it stands in a line
    return (" " * before + made + " " * after) if made else " " * bool(text)
