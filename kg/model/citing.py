"""Citations as an author takes them away: text with its italics, in the forms that a manuscript needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from kg.model.evidence import Work

__all__ = ["FORMS", "Caution", "Citation", "Rendered", "Rich"]

#: The forms of a citation, in the words that a reader sees.
FORMS: dict[str, str] = {"parenthetical": "In the text, in parentheses", "narrative": "In the text, as a sentence",
                         "reference": "Reference entry", "quotation": "Quotation with its citation"}

#: Letter of a run -> element of HTML, and what stands on both sides of it in Markdown.
_LOOKS = {"i": ("i", "*"), "b": ("b", "**"), "^": ("sup", "^"), "_": ("sub", "~"), "c": ("small", "")}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#^~$|@])")


@dataclass(frozen=True, slots=True)
class Rich:
    r"""A line of text in runs, each with the letters of its look: italic, bold, raised, lowered, small capitals.

    >>> line = Rich((("", "Alder, A. "), ("i", "On welcome & <more>"), ("", ".")))
    >>> line.text
    'Alder, A. On welcome & <more>.'
    >>> line.html
    'Alder, A. <i>On welcome &amp; &lt;more&gt;</i>.'
    >>> line.markdown
    'Alder, A. *On welcome & \\<more\\>*.'
    """

    runs: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def text(self) -> str:
        """The words alone; raised figures have characters of their own."""
        return "".join(text.translate(_RAISED) if "^" in looks and text.isdigit() else text
                       for looks, text in self.runs)

    @property
    def html(self) -> str:
        """The line as markup in which every text is escaped."""
        return "".join(_wrapped(escape(text), looks, "<{}>", "</{}>", 0) for looks, text in self.runs)

    @property
    def markdown(self) -> str:
        """The line in pandoc's Markdown."""
        return "".join(_wrapped(_SPECIAL.sub(r"\\\1", text), looks, "{}", "{}", 1) for looks, text in self.runs)


def _wrapped(text: str, looks: str, before: str, after: str, which: int) -> str:
    # Markdown wants its stars beside a letter, not beside a space.
    bare = text.strip() if which else text
    start, _, end = text.partition(bare) if bare else (text, "", "")
    for letter in looks:
        sign = _LOOKS[letter][which]
        bare = before.format(sign) + bare + after.format(sign) if bare else bare
    return start + bare + end


@dataclass(frozen=True, slots=True)
class Rendered:
    """One citation in one style, as if it were the only one; a style may list no entry for a kind of work."""

    parenthetical: Rich
    narrative: Rich
    reference: Rich


@dataclass(frozen=True, slots=True)
class Caution:
    """What is wrong or open with a credit that the cited passage gives, and the better citation where one is known."""

    credited: str
    statuses: tuple[str, ...]
    reason: str
    better: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite one place in one style, with all that should keep an author from citing it blindly.

    `original` is the work of which this place only tells, `is_original_seen` whether the atlas has words of it that
    somebody saw; `words` stand there, `paraphrase` says what stands there; `certainty` and `seen_in` tell how sure a
    passage is; `doubts` are fields of the record that are less sure than the rest, with how sure they are.
    """

    of: str
    work: Work
    style: str
    parenthetical: Rich
    narrative: Rich
    reference: Rich
    locator: str = ""
    quotation: Rich = field(default_factory=Rich)
    words: str = ""
    paraphrase: str = ""
    original: Work | None = None
    is_original_seen: bool = True
    cautions: tuple[Caution, ...] = ()
    secondary: tuple[Citation, ...] = ()
    certainty: str = ""
    seen_in: str = ""
    doubts: Mapping[str, str] = field(default_factory=dict)

    def form(self, name: str) -> Rich:
        """Return the citation in one of the `FORMS`."""
        found: Rich = getattr(self, name)
        return found
