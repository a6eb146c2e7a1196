"""Two texts word by word: what both say, and what only one of them says."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

__all__ = ["Kind", "Run", "likeness", "word_differences"]

Kind = Literal["same", "only-first", "only-second"]

#: A word with its apostrophes and hyphens, or one mark of punctuation; the space behind it belongs to it.
_WORD = re.compile(r"(?:\w+(?:['’-]\w+)*|[^\w\s])\s*")


class Run(NamedTuple):
    """Neighbouring words that stand in both texts, or in one of them only, with the space behind them."""

    kind: Kind
    words: str


def word_differences(first: str, second: str) -> tuple[Run, ...]:
    """Return two texts as runs of words, in reading order; of a change the words of the first text come first.

    >>> for run in word_differences("warmth at the door", "warmth shown at a door"):
    ...     print(run.kind, repr(run.words))
    same 'warmth '
    only-second 'shown '
    same 'at '
    only-first 'the '
    only-second 'a '
    same 'door'
    """
    one, other = _words(first), _words(second)
    found: list[Run] = []
    for how, i1, i2, j1, j2 in _matcher(one, other).get_opcodes():
        if how == "equal":
            found.append(Run("same", "".join(one[i1:i2])))
        else:
            found += [Run("only-first", "".join(one[i1:i2])), Run("only-second", "".join(other[j1:j2]))]
    return tuple(run for run in found if run.words)


def likeness(first: str, second: str) -> float:
    """Return how much of two texts is the same words in the same order, from 0 to 1.

    >>> likeness("warmth at the door", "warmth at a door")
    0.75
    """
    return _matcher(_words(first), _words(second)).ratio()


def _words(text: str) -> list[str]:
    return _WORD.findall(" ".join(text.split()))


def _matcher(first: list[str], second: list[str]) -> SequenceMatcher[str]:
    # The space behind a word is no difference, and no word is too common to be one.
    return SequenceMatcher(None, [w.rstrip() for w in first], [w.rstrip() for w in second], autojunk=False)
