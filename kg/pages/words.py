"""Small turns of phrase that templates use: numbers with their nouns, sentences, what a thing is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from kg.model import Characteristic, Claim, Conflict, Definition, Dispute, EffectSize, Rich, TermUse
from kg.pages.gather.concept import against
from kg.pages.gather.statements import sentence
from kg.vocab import curie

__all__ = ["FILTERS", "GLOBALS"]

#: Class of what somebody says -> what a reader calls it.
_KINDS = {Definition: "definition", Claim: "claim", TermUse: "name", Characteristic: "characteristic",
          EffectSize: "effect size"}
#: Name of an index -> what the navigation calls it.
_INDEXES = {"concepts": "Concepts A–Z", "authors": "Authors", "works": "Works", "years": "Years", "downloads": "Data",
            "new": "New"}
_PLAIN = re.compile(r"[^A-Za-z0-9 ./:,–-]")


def counted(number: int, one: str, many: str = "") -> str:
    """Return how many there are of something, in good grammar.

    >>> counted(1, "model"), counted(2, "model")
    ('1 model', '2 models')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def kind_of(one: object) -> str:
    """Return what a reader calls a statement, a use of a name, a dispute or a conflict."""
    return _KINDS.get(type(one), "statement")


def beside(who: str, work: str) -> str:
    """Return the label of a work as it stands beside a name that it may begin with.

    >>> beside("Alder", "Alder (1901)"), beside("Birch", "Alder (1901)")
    ('(1901)', 'in Alder (1901)')
    """
    return work.removeprefix(f"{who} ") if work.startswith(f"{who} (") else f"in {work}"


def capital(text: str) -> str:
    """Return a text with a capital letter at its beginning; markup stays markup.

    >>> capital("seen in a source")
    'Seen in a source'
    """
    return text[:1].upper() + text[1:]


def in_runs(many: Iterable[Any], by: str) -> list[tuple[Any, list[Any]]]:
    """Return things that follow each other and share something, in their order.

    >>> in_runs(("ab", "cd"), "__class__")[0][1]
    ['ab', 'cd']
    """
    return [(key, list(same)) for key, same in groupby(many, key=attrgetter(by))]


def is_read(one: Dispute | Conflict) -> bool:
    """Return whether a contest was found by reading, not by computing."""
    return isinstance(one, Dispute)


def rich(one: Rich) -> Markup:
    """Return a line of a citation with its italics; every text in it is escaped.

    >>> rich(Rich((("i", "1 < 2"),)))
    Markup('<i>1 &lt; 2</i>')
    """
    return Markup(one.html)  # noqa: S704 - it escapes each of its texts


def css(text: str) -> str:
    r"""Return a text as it stands between the quotation marks of a style sheet.

    >>> css('a"b')
    'a\\22 b'
    """
    return _PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", text)


GLOBALS: Mapping[str, Any] = {"INDEXES": _INDEXES, "against": against, "beside": beside, "counted": counted,
                              "in_runs": in_runs, "is_read": is_read, "kind_of": kind_of, "sentence": sentence}
FILTERS: Mapping[str, Callable[..., Any]] = {"capital": capital, "css": css, "curie": curie, "rich": rich}
