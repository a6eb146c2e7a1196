"""The names and the years of in-text citations, as they are printed in the styles that name author and year."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

__all__ = ["WORD", "YEAR", "Names", "before", "fold", "is_same", "is_thing", "whole"]

#: Every capital letter of the Latin, Greek and Cyrillic scripts; `re` has no class for them.
_CAPITALS = (chr(n) for n in (*range(0x41, 0x530), *range(0x1E00, 0x2000)) if chr(n).isupper())
_CAPITAL = f"[{''.join(_CAPITALS)}]"
#: A word of a name, possessive or not.
WORD = rf"(?<!\w){_CAPITAL}(?:[\w’'‐-]*\w)?"
_PARTICLE = r"(?:van|von|vom|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|zur|af|of|for|the)"
_INITIALS = rf"(?:{_CAPITAL}\.[ \u00a0-]?)+"
_UNIT = (r"(?:(?<!\w)(?:van|von|vom|de|den|der|del|della|di|da|du|la|le|al|ibn|ter|ten|zu)\s+)*"
         rf"(?:{_INITIALS}\s*)?{WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:{_INITIALS}\s*)?{WORD}){{0,6}}")
_JOIN = r"(?:\s*,\s*(?:(?:&|and)\s+)?|\s*&\s*|\s+(?:and|und|et|y|și|şi)\s+)"
_MORE = r"\s*,?\s*(?:et\s+al\b\.?|and\s+colleagues|and\s+others|u\.\s?a\.|et\s+coll\.?)"
_END = re.compile(rf"(?P<names>{_UNIT}(?:{_JOIN}{_UNIT}){{0,24}})(?P<more>{_MORE})?(?:['’]s?)?\s*,?\s*\Z")
#: A work without an author is named by its title.
_TITLE = re.compile(r"“(?P<title>[^“”]{2,120}?)(?:,”|”,)\s*\Z")
#: A year, with the letter that tells two works of one year apart, or what stands in its place.
YEAR = (r"(?<![\w.])(?:(?:1[5-9]|20)\d\d(?:[a-z](?![\w]))?(?![\w%])(?!\s*[–-]\s*\d{2,4}\b(?!\s*[,:]))"
        r"|n\.\s?d\.(?:-[a-z])?|in press|forthcoming)")

#: Capitalised because a sentence begins with them, not because they are names.
_OPENERS = frozenset(re.findall(r"\w+", """
    a according accordingly additionally after all also although among an and another as at based because
    before both but by cf compare consequently conversely despite drawing during earlier elsewhere even
    finally first following for from further furthermore given hence here how however if in indeed instead it
    its last later like likewise many meanwhile moreover nevertheless next nor not notably of on once one only
    or other our overall quoting recently second see several similarly since so some still subsequently such
    than that the their then there these third this those though through thus to today ultimately under unlike
    until using what when where whereas whether which while who with within yet dr prof professor
"""))
#: Capitalised words that a number follows, and that are no name.
_THINGS = frozenset(re.findall(r"\w+", """
    january february march april may june july august september october november december spring summer autumn
    fall winter table figure fig study experiment chapter version volume vol no number appendix section part
    wave time sample step session item phase stage model equation eq hypothesis page pages note isbn doi
"""))


class Names(NamedTuple):
    """The names before a year: as printed, whether there are more of them, and where they begin."""

    names: tuple[str, ...] = ()
    more: bool = False
    start: int = 0


def before(text: str) -> Names | None:
    """Return the names with which a text ends.

    >>> before("a view, e.g., van der Kolk, Flückiger, & O’Brien, ")
    Names(names=('van der Kolk', 'Flückiger', 'O’Brien'), more=False, start=14)
    >>> before("However, Gelso et al.’s")
    Names(names=('Gelso',), more=True, start=9)
    >>> before("founded in May") is before("which was shown in ") is None
    True
    """
    if title := _TITLE.search(text):
        return Names((title["title"],), start=title.start())
    match = _END.search(text)
    if match is None:
        return None
    start, units = match.start(), list[str]()
    for part in re.split(_JOIN, match["names"]):
        words = part.split()
        while words and fold(words[0]) in _OPENERS and not units:
            words = words[1:]
        units += [" ".join(words)] if words else []
    kept = [re.sub(r"['’]s?$", "", unit) for unit in units]
    if not kept or fold(kept[-1].split()[-1]) in _THINGS:
        return None
    return Names(tuple(kept), bool(match["more"]), text.index(units[0].split()[0], start))


def is_thing(text: str) -> bool:
    """Whether a text ends with a month, or with a word for something that has a number.

    >>> is_thing("as in Table "), is_thing("as in Bordin ")
    (True, False)
    """
    return fold(text[-20:].rpartition(" ")[2] or text[-20:].rstrip().rpartition(" ")[2]) in _THINGS


def whole(text: str) -> bool:
    """Whether a text is nothing but names.

    >>> whole("Bordin & Luborsky"), whole("see the Table"), whole("Table")
    (True, False, False)
    """
    found = before(text)
    return found is not None and found.start == 0


def fold(name: str) -> str:
    """Return a name as it is compared: without accents, capitals, and the forms of apostrophes and hyphens.

    >>> fold("Flückiger"), fold("O’Brien"), fold("Bar‐Levav")
    ('fluckiger', "o'brien", 'bar-levav')
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(plain.replace("’", "'").replace("\N{HYPHEN}", "-").casefold().split())


def is_same(printed: str, family: str) -> bool:
    """Whether a printed name is somebody of that family name: given names and particles may be there or not.

    >>> is_same("Edward S. Bordin", "Bordin"), is_same("Kolk", "van der Kolk"), is_same("Brown", "Browning")
    (True, True, False)
    """
    one, other = fold(printed), fold(family)
    return one == other or one.endswith(f" {other}") or other.endswith(f" {one}") or (
        " " in one and one.startswith(f"{other} "))
