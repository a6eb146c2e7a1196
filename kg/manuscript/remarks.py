"""What can be said of a citation or a quotation of a manuscript: one table of codes, and the remark itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.manuscript.text import Span

__all__ = ["CODES", "SEVERITIES", "Code", "Remark"]

#: How grave a remark is, gravest first, in the words that a reader sees.
SEVERITIES: dict[str, str] = {
    "error": "known to be wrong",
    "warning": "to be checked",
    "unread": "not recognised",
    "note": "good to know",
    "unchecked": "not checked",
    "sound": "nothing known against it",
}


class Code(NamedTuple):
    """How grave a kind of remark is, what it says, and whether it is said once for all places of a work."""

    severity: str
    words: str
    is_said_once: bool = False


CODES: dict[str, Code] = {
    "known-wrong": Code("error", "the atlas knows this citation to be wrong"),
    "page-outside": Code("error", "the page is not in the cited work"),
    "quotation-elsewhere": Code("error", "the atlas knows these words from another work"),
    "known-doubtful": Code("warning", "the atlas doubts this citation"),
    "unidentified": Code("warning", "the atlas could not identify this work or edition"),
    "reprint": Code("warning", "the year is that of a translation or a reprint"),
    "quotation-differs": Code("warning", "the quotation differs from the words that the atlas knows"),
    "quotation-page": Code("warning", "the atlas knows these words from another page"),
    "quotation-second-hand": Code("warning", "the atlas knows these words only from a work that quotes them"),
    "quotation-uncited": Code("warning", "no source is given for words that the atlas knows"),
    "not-in-list": Code("warning", "cited, but not in the reference list"),
    "unread": Code("unread", "looks like a citation, but could not be read: not checked"),
    "unread-entry": Code("unread", "this entry of the reference list could not be read"),
    "no-citations": Code("unread", "no citation was recognised: nothing was checked"),
    "edition": Code("note", "the year is that of a later edition"),
    "not-cited": Code("note", "in the reference list, but not cited"),
    "no-list": Code("note", "no reference list was found: not compared with the citations"),
    "ambiguous": Code("unchecked", "fits several works of the atlas: not checked", is_said_once=True),
    "not-in-atlas": Code("unchecked", "not in the atlas: not checked", is_said_once=True),
    "checked": Code("sound", "in the atlas; nothing known against it", is_said_once=True),
    "quotation-found": Code("sound", "the quotation is as the atlas knows it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing said of a manuscript: which, of what, where, what the atlas knows and how sure, what to write."""

    code: str
    subject: str = ""
    spans: tuple[Span, ...] = ()
    said: str = ""
    evidence: str = ""
    instead: str = ""

    @property
    def severity(self) -> str:
        """How grave it is."""
        return CODES[self.code].severity

    @property
    def words(self) -> str:
        """What it says, in general and then of this case."""
        sentences = filter(None, [CODES[self.code].words, self.said.rstrip(".")])
        return " ".join(f"{one[0].upper()}{one[1:]}." for one in sentences)

    @property
    def place(self) -> str:
        """Where it applies."""
        return "; ".join(dict.fromkeys(span.paragraph.place for span in self.spans))
