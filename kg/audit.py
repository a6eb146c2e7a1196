"""Quotations against the texts of their works.

A quotation counts as found where it stands letter by letter, or does so once what printers and files change is set
aside: white space, the form of quotation marks and dashes, hyphens at the end of a line, omissions that are marked.
Similar words never count as found, however similar: a "not" more is two letters in a hundred.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

import edlib

from kg.errors import ContentError
from kg.model import Passage, Work

__all__ = ["FOUND", "OUTCOMES", "TELLING", "Comparison", "Look", "Report", "Text", "compare", "difference"]

#: What can come of a comparison, best first, in the words that a reader sees.
OUTCOMES: dict[str, str] = {
    "exact": "stands there letter by letter",
    "normalised": "stands there but for white space, quotation marks, dashes, line ends or marked omissions",
    "near": "only similar words stand there",
    "absent": "does not stand there",
    "own-words": "stands there, with words in brackets that are the quoter's own",
    "other-text": "this is not the text of the work",
}

#: The outcomes of a quotation that stands where it was looked for.
FOUND = ("exact", "normalised", "own-words")
#: So many words a quotation needs before its absence, or its standing elsewhere, tells anything.
TELLING = 4
_SIMILAR = 0.85
#: How many characters a marked omission, and a word of one's own in brackets, may stand for.
_OMITTED, _REPLACED = 1500, 80

#: A hyphen that may belong to the word or to the end of the line.
_SOFT = "\N{SOFT HYPHEN}"
_LINE_END = re.compile(r"(?<=\w)[-\N{HYPHEN}\N{SOFT HYPHEN}][^\S\n]*\n\s*(?=\w)")
_SIGNS = {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛‹›", "'"), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "..."}
_TABLE = str.maketrans(_SIGNS)
#: Stands at the side of a part that need not be the side of a word.
_GLUE = "\N{ZERO WIDTH JOINER}"
_OWN_WORDS = re.compile(r"(\[\.\.\.\]|\(\.\.\.\)|\.\.\.|\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking for words in a text: the words asked for, and the most similar that stand there."""

    outcome: str
    likeness: float = 1.0
    asked: str = ""
    nearest: str = ""

    @property
    def difference(self) -> str:
        """How the words asked for differ from the text, where they are only similar."""
        if self.outcome != "near":
            return ""
        return difference(self.asked, self.nearest) if self.likeness < 1 else "the same words in another order"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of looking for a quotation in a text; `difference` shows both where the words are only similar."""

    passage: Passage
    file: Path
    outcome: str
    likeness: float = 1.0
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of comparing quotations with the texts of a directory.

    `others` are texts in which not one quotation of their work was found, each with the work: their quotations are
    not in `compared`. `unclaimed` are files that bear the name of no work, `unread` works without a text.
    """

    compared: tuple[Comparison, ...]
    others: tuple[tuple[Work, Path], ...]
    unclaimed: tuple[Path, ...]
    unread: tuple[Work, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every quotation that could be compared was found."""
        return not self.others and all(one.outcome in FOUND for one in self.compared)


def compare(passages: Iterable[Passage], works: Iterable[Work], directory: Path) -> Report:
    """Return how the quotations stand in the texts of a directory, each of which is named after its work."""
    files, unclaimed = _files(directory, list(works))
    quoted = sorted((p for p in passages if p.quotation), key=lambda p: p.work.key)
    compared, others, unread = list[Comparison](), list[tuple[Work, Path]](), list[Work]()
    for work, same in groupby(quoted, key=lambda p: p.work):
        if work.key not in files:
            unread.append(work)
            continue
        found = _compared(files[work.key], same)
        if _is_other(found):
            others.append((work, files[work.key]))
        else:
            compared += found
    return Report(tuple(compared), tuple(others), unclaimed, tuple(unread))


def _compared(path: Path, passages: Iterable[Passage]) -> list[Comparison]:
    text = Text(_read(path))
    looks = ((passage, text.look(passage.quotation or "")) for passage in passages)
    return [Comparison(passage, path, look.outcome, look.likeness, look.difference) for passage, look in looks]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(str(path), "is not a text in UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise ContentError(str(path), f"cannot be read ({error.strerror})", "put a text file there") from error


def _is_other(found: list[Comparison]) -> bool:
    """Whether nothing that could tell stands in the text; one quotation alone may simply be wrong."""
    telling = [one for one in found if len((one.passage.quotation or "").split()) >= TELLING]
    return len(telling) > 1 and all(one.outcome == "absent" for one in telling)


def _files(directory: Path, works: list[Work]) -> tuple[dict[str, Path], tuple[Path, ...]]:
    keys = {_plain(work.key): work.key for work in works} | {work.key: work.key for work in works}
    found, unclaimed = dict[str, Path](), list[Path]()
    for path in sorted(p for p in directory.iterdir() if p.suffix.lower() == ".txt"):
        key = keys.get(path.stem) or keys.get(_plain(path.stem))
        if key is None:
            unclaimed.append(path)
        elif key in found:
            raise ContentError(str(path), f"is a second text of {key}, beside {found[key].name}", "keep one of the two")
        else:
            found[key] = path
    return found, tuple(unclaimed)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class Text:
    """A text as it is and as it is compared."""

    def __init__(self, text: str) -> None:
        self._raw, self._normal = text, _normal(text)

    def look(self, quotation: str) -> Look:
        """Return how a quotation stands in the text."""
        if _whole(re.escape(quotation), quotation).search(self._raw):
            return Look("exact")
        if self._holds([_normal(quotation)], []):
            return Look("normalised")
        if self._holds(*_parts(_normal(quotation))):
            return Look("own-words" if _has_own_words(quotation) else "normalised")
        return self._similar(_normal(quotation))

    def _holds(self, parts: list[str], gaps: list[int]) -> bool:
        """Whether the parts stand in this order, none further from the one before than its gap allows."""
        ends = [match.end() for match in _pattern(parts[0]).finditer(self._normal)]
        for part, gap in zip(parts[1:], gaps, strict=True):
            ends = [match.end() for match in _pattern(part).finditer(self._normal)
                    if bisect_left(ends, match.start() - gap) < bisect_right(ends, match.start())]
        return bool(ends)

    def _similar(self, quotation: str) -> Look:
        parts = [part.strip(_GLUE) for part in _parts(quotation)[0]]
        found = [self._nearest(part) for part in parts]
        if not all(words for words, _ in found):
            return Look("absent", 0.0)
        likeness = 1 - sum(distance for _, distance in found) / sum(map(len, parts))
        return Look("near", likeness, " ... ".join(parts), " ... ".join(words for words, _ in found))

    def _nearest(self, part: str) -> tuple[str, int]:
        """Return the words that are most like a part, and by how many letters they differ; nothing where too many."""
        # Edlib knows 256 signs at most: what does not occur in the part is one sign to it.
        text = self._normal.translate(dict.fromkeys(map(ord, set(self._normal) - set(part)), 0))
        found = edlib.align(part, text, mode="HW", task="locations", k=int(len(part) * (1 - _SIMILAR)))
        if found["editDistance"] < 0:
            return "", 0
        start, end = found["locations"][0]
        first = self._normal.rfind(" ", 0, (start or 0) + 1) + 1
        last = self._normal.find(" ", end)
        words = self._normal[first:last if last >= 0 else None]
        return words.replace(_SOFT, ""), int(found["editDistance"])


def _normal(text: str) -> str:
    r"""Return a text without what printers and files change.

    >>> _normal("a “free” asso-\nciation –  so")
    'a "free" asso\xadciation - so'
    """
    joined = _LINE_END.sub(_SOFT, unicodedata.normalize("NFC", text))
    return " ".join(joined.translate(_TABLE).split())


def _parts(quotation: str) -> tuple[list[str], list[int]]:
    """Return what a quotation takes from its text, and how far one part may be from the one before it.

    >>> _parts("the [client's] goals and ... bonds")
    (['the', 'goals and', 'bonds'], [80, 1500])
    """
    parts, gaps, gap = list[str](), list[int](), 0
    pieces = _OWN_WORDS.split(quotation)
    for number, piece in enumerate(pieces):
        if _OWN_WORDS.fullmatch(piece):
            gap += _OMITTED if "..." in piece else _REPLACED
        elif any(map(str.isalnum, piece)):
            gaps += [gap] if parts else []
            parts, gap = [*parts, _glued(piece, number > 0, number + 1 < len(pieces))], 0
    return parts or [quotation], gaps


def _glued(piece: str, follows: bool, goes_on: bool) -> str:  # noqa: FBT001 - both sides of one piece
    """Return a piece with a mark on each side where a bracket stands within its word, as in "[W]elcome"."""
    before = _GLUE if follows and not piece[0].isspace() else ""
    after = _GLUE if goes_on and not piece[-1].isspace() else ""
    return f"{before}{piece.strip()}{after}"


def _pattern(part: str) -> re.Pattern[str]:
    """Return a pattern for a part in which a word may be hyphenated anywhere."""
    plain = part.replace(_SOFT, "").strip(_GLUE)
    letters = (f"[-{_SOFT}]" if letter == "-" else re.escape(letter) for letter in plain)
    return _whole(f"{_SOFT}?".join(letters), part)


def _whole(pattern: str, words: str) -> re.Pattern[str]:
    """Return a pattern that neither begins nor ends within a word: "able" does not stand in "unable"."""
    first, last = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return re.compile(f"{first}{pattern}{last}")


def _has_own_words(quotation: str) -> bool:
    return any("..." not in piece for piece in _OWN_WORDS.findall(_normal(quotation)))


def difference(quotation: str, text: str) -> str:
    """Return a quotation with what the text lacks as `[-…-]` and what only the text has as `{+…+}`, word by word.

    >>> difference("an open door", "a wide open door")
    '[-an-] {+a wide+} open door'
    """
    return " ".join(_pieces(quotation.split(), text.split()))


def _pieces(ours: list[str], theirs: list[str]) -> Iterator[str]:
    for kind, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield " ".join(ours[start:end])
            continue
        if start < end:
            yield f"[-{' '.join(ours[start:end])}-]"
        if first < last:
            yield f"{{+{' '.join(theirs[first:last])}+}}"
