"""From pandoc's blocks to paragraphs: which section, the how many-th, in which words, with which citations by key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.manuscript.text import Keyed, Paragraph

__all__ = ["Placed", "paragraphs"]

#: The headings above a paragraph, the outermost first, and the paragraph.
Placed = tuple[tuple[str, ...], Paragraph]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKS = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
#: A paragraph that is bold from end to end and so short is a heading that lacks its style.
_HEADING = 80
_LIST = ("references", "csl-bib-body", "thebibliography")
_KINDS = {"BlockQuote": "block", "OrderedList": "item", "Table": "cell"}


def paragraphs(blocks: list[Any]) -> Iterator[Placed]:
    """Yield the paragraphs of a document in their order, each with the headings above it."""
    return _Walk().blocks(blocks, "text")


class _Walk:
    """Goes through a document once: the headings above, and how many paragraphs stood below the last one."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._number = 0

    def blocks(self, found: Any, kind: str) -> Iterator[Placed]:
        """Yield the paragraphs in a block, or in whatever list of lists holds blocks (tables are deep)."""
        if isinstance(found, list):
            for one in found:
                yield from self.blocks(one, kind)
        elif isinstance(found, dict) and "t" in found:
            yield from self._block(found["t"], found.get("c"), kind)

    def _block(self, tag: str, content: Any, kind: str) -> Iterator[Placed]:
        if tag == "Header":
            self._begin(content[0], _Words(content[2]).text)
        elif tag in ("Para", "Plain"):
            yield from self._paragraph(content, kind)
        elif tag == "Div":
            if {content[0][0], *content[0][1]} & {*_LIST, "refs"} and not self._path_ends_in_list():
                self._begin(1, "References")
            yield from self.blocks(content[1], kind)
        elif tag == "LineBlock":
            yield from self._paragraph([one for line in content for one in (*line, {"t": "LineBreak"})], kind)
        elif tag not in ("CodeBlock", "RawBlock"):
            yield from self.blocks(content, _KINDS.get(tag, kind))

    def _path_ends_in_list(self) -> bool:
        return bool(self._path) and self._number == 0

    def _begin(self, level: int, words: str) -> None:
        self._path = [*(above for above in self._path if above[0] < level), (level, " ".join(words.split()))]
        self._number = 0

    def _paragraph(self, inlines: list[Any], kind: str) -> Iterator[Placed]:
        words = _Words(inlines)
        if not any(map(str.isalnum, words.text)):
            return
        if kind == "text" and _is_heading(inlines, words.text):
            self._begin(1, words.text)
            return
        self._number += 1
        number, path = self._number, tuple(heading for _, heading in self._path)
        section = path[-1] if path else ""
        yield path, Paragraph(section, number, words.text, kind, tuple(words.keyed))
        for note in words.notes:
            for inner in (_Words(block["c"]) for block in note if block["t"] in ("Para", "Plain")):
                yield path, Paragraph(section, number, inner.text, "note", tuple(inner.keyed))


def _is_heading(inlines: list[Any], words: str) -> bool:
    bold = all(one["t"] in ("Strong", "Space") for one in inlines)
    plain = re.fullmatch(r"\s*(?:references|bibliography|works cited|reference list|literature cited)\s*:?\s*", words,
                         re.IGNORECASE)
    return bool(plain) or (bold and len(words) <= _HEADING and not words.rstrip().endswith((".", "?", "!")))


def _text(words: str) -> dict[str, str]:
    return {"t": "Str", "c": words}


class _Words:
    """The words of a paragraph as one text, the citations by key in it, and the notes that hang on it."""

    def __init__(self, inlines: list[Any]) -> None:
        self.keyed: list[Keyed] = []
        self.notes: list[list[Any]] = []
        self._parts: list[str] = []
        self._length = 0
        self._take(inlines)
        self.text = "".join(self._parts)

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _take(self, inlines: list[Any]) -> None:
        for one in inlines:
            self._inline(one["t"], one.get("c"))

    def _inline(self, tag: str, content: Any) -> None:
        if tag == "Str":
            self._add(content)
        elif tag in ("Space", "SoftBreak", "LineBreak"):
            self._add(" " if tag == "Space" else "\n")
        elif tag == "Quoted":
            first, last = _MARKS[content[0]["t"]]
            self._take([_text(first), *content[1], _text(last)])
        elif tag == "Cite":
            self._cite(*content)
        elif tag == "Note":
            self.notes.append(content)
        elif tag == "Superscript":
            self._add(_Words(content).text.translate(_RAISED))
        elif tag == "Code" or (tag == "RawInline" and "tex" in content[0]):
            self._add(content[1])
        elif tag in ("Span", "Link"):
            self._take(content[1])
        elif tag not in ("Math", "Image", "RawInline"):
            self._take(content)

    def _cite(self, cited: list[Any], inlines: list[Any]) -> None:
        start = self._length
        self._take(inlines)
        self.keyed += [Keyed(start, self._length, one["citationId"], _Words(one["citationSuffix"]).text)
                       for one in cited]
