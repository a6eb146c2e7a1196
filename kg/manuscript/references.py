"""Reference lists: the manuscript's own, or a file beside it; and which of their entries a citation means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import KgError
from kg.manuscript import pandoc, reader
from kg.manuscript.names import WORD, YEAR, fold, is_same
from kg.manuscript.text import Citation, Entry, Paragraph, Span

__all__ = ["SUFFIXES", "authors", "entry", "fits", "in_file", "in_section", "is_numbered", "meant", "record"]

#: Ending of a reference list -> the format by which pandoc knows it; CSL-JSON needs no pandoc.
SUFFIXES: dict[str, str] = {".bib": "biblatex", ".ris": "ris", ".json": ""}

_NUMBERED = re.compile(r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)])\s*")
#: How an entry begins: a family name, a comma, an initial or a given name; or the initials without a comma.
_BEGINS = re.compile(rf"(?:\[\d{{1,3}}\]|\d{{1,3}}[.)])?\s*(?:(?:van|von|de|der|den|del|di|da)\s+)*{WORD}(?:\s{WORD})?"
                     r"(?:,\s+[^\W\d_]|\s+[A-Z]{1,3}[,.\s])")
_BRACKETED, _YEAR = re.compile(rf"[(\[]\s*({YEAR})"), re.compile(YEAR)
_PARTICLES = r"(?:(?<!\w)(?:van|von|vom|de|den|der|del|della|di|da|du|la|le|al|ibn|ter|ten|zu)\s+)*"
_INITIALED = re.compile(rf"({_PARTICLES}{WORD}(?:\s{WORD})?),?\s+(?:[^\W\d_a-z]\.[\s\u00a0-]*)+")
_BARE = re.compile(rf"({_PARTICLES}{WORD}(?:\s{WORD})?)\s+[A-Z]{{1,3}}(?=[,.;\s]|$)")
#: A list that gives first names in full, and turns round only the first of them.
_GIVEN = re.compile(rf"({_PARTICLES}{WORD}(?:\s(?![A-Z]{{1,3}}\b){WORD})?),"
                    r"\s+[^\W\d_][^\W\d_]+[^,]*(?P<others>,.+|\s+and\s.+)?")
_FAR = 400


def in_file(name: str, content: bytes) -> tuple[Entry, ...]:
    """Return the entries of a .bib, .ris or CSL-JSON file; raises KgError for anything else."""
    suffix = reader.refuse(name, content, SUFFIXES)
    text = reader.decoded(name, content)
    if suffix == ".ris":  # some programs number the records, which the format does not know
        text = re.sub(r"(?m)^\d+\.\s*$", "", text).lstrip()
    try:
        found = pandoc.read(text.encode(), SUFFIXES[suffix], name, "csljson") if SUFFIXES[suffix] else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise KgError(f"{name}: is not JSON; export the list as CSL-JSON") from error
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise KgError(f"{name}: holds no list of references; export it as BibTeX, RIS or CSL-JSON")
    return tuple(map(record, found))


def record(csl: Mapping[str, Any]) -> Entry:
    """Return an entry from a CSL record; a field of another form than CSL's is left out."""
    people, issued = csl.get("author") or csl.get("editor"), csl.get("issued")
    named = [one for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    names = tuple(filter(None, map(_family, named)))
    found = _YEAR.search(str(issued.get("date-parts", issued) if isinstance(issued, dict) else issued or ""))
    title, year = str(csl.get("title", "")), found[0] if found else "n.d."
    printed = f"{' & '.join(names)} ({year}). {title}"
    return Entry(printed=printed, names=names, year=year, title=title, key=str(csl.get("id", "")))


def _family(name: Mapping[str, Any]) -> str:
    particle = name.get("non-dropping-particle") or name.get("dropping-particle")
    return " ".join(str(part) for part in (particle, name.get("family") or name.get("literal")) if part)


def in_section(paragraphs: Iterable[Paragraph]) -> tuple[Entry, ...]:
    """Return the entries under the heading of a reference list, one per paragraph or per line that begins one."""
    return tuple(entry(span.paragraph.text[span.start:span.end], span)
                 for paragraph in paragraphs for span in _entries(paragraph))


def _entries(paragraph: Paragraph) -> Iterable[Span]:
    starts = [match.end() for match in re.finditer(r"\n+", paragraph.text)
              if _BEGINS.match(paragraph.text, match.end()) and paragraph.text[match.start() - 1] in ".)/0123456789"]
    for first, last in zip([0, *starts], [*starts, len(paragraph.text)], strict=True):
        yield Span(paragraph, first, last)


def is_numbered(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether most entries of a list have a number, by which they will be cited."""
    counted = [p.kind == "item" or bool(_NUMBERED.match(p.text)) for p in paragraphs]
    return sum(counted) > len(counted) / 2


def entry(text: str, span: Span | None = None) -> Entry:
    """Return an entry of a reference list as far as its names, year and title can be read.

    >>> one = entry("Gelso, C. J., & Carter, J. A. (1985). The relationship. A Journal, 13, 155–243.")
    >>> one.names, one.year, one.title
    (('Gelso', 'Carter'), '1985', 'The relationship')
    """
    plain = " ".join(_NUMBERED.sub("", text).split())
    years = list(_YEAR.finditer(plain[:_FAR]))
    bracketed = _BRACKETED.search(plain[:_FAR])
    year = bracketed[1] if bracketed else _first_or_last(plain, years)
    # Behind "In:" stand the names of editors.
    head = re.split(rf"[(\[]?\s*{re.escape(year)}|[“\"]|\.\s+In:\s" if year else r"[“\"]", plain, maxsplit=1)[0]
    rest = plain.partition(year)[2] if year else ""
    behind = re.sub(r"^[^)\]]{0,20}[)\]]|^[\s.,:]+", "", rest).strip(" .,:“\"‘'")
    title = re.split(r"[.?!][”\"’]?(?:\s|$)|\s\(", behind, maxsplit=1)[0].strip("”\"’' ,")
    return Entry(printed=plain, names=_names(head), year=year, title=title, span=span)


def _first_or_last(plain: str, years: list[re.Match[str]]) -> str:
    """Return the year that a full stop follows, as behind names, or else the last one, as behind a publisher."""
    if not years:
        return ""
    first = years[0]
    return first[0] if plain[first.end():first.end() + 1] in {".", ",", ":"} and len(years) == 1 else years[-1][0]


def _names(head: str) -> tuple[str, ...]:
    if given := _GIVEN.match(head):
        others = re.split(r",\s+(?:and\s+)?|\s+and\s+|\s*&\s*", (given["others"] or "").rstrip(" .,"))
        return (given[1], *(other.split()[-1] for other in others if other.strip() and other[0].isupper()))
    if found := max((pattern.findall(head) for pattern in (_INITIALED, _BARE)), key=len):
        return tuple(found)
    group = re.split(r"\.\s", head.strip(), maxsplit=1)[0].strip(" .,(")
    return (group,) if group else ()


# --- which entry a citation means ---


def fits(citation: Citation, one: Entry) -> bool:
    """Whether a citation names the authors of an entry, all or the first of them, and its year."""
    if citation.year != one.year or not citation.names or len(citation.names) > len(one.names):
        return False
    same = all(map(is_same, citation.names, one.names))
    return same and (len(citation.names) < len(one.names)) == citation.more


def meant(citation: Citation, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that a citation may mean, by key, or by names and year, read ever less strictly."""
    found = list(entries)
    if citation.key and any(one.key for one in found):
        return [one for one in found if one.key == citation.key]
    for fit in (fits, _begins_alike):
        if same := [one for one in found if fit(citation, one)]:
            return same
    return []


def _begins_alike(citation: Citation, one: Entry) -> bool:
    years = {citation.year[:4], citation.original} if citation.year[:1].isdigit() else {citation.year}
    return bool(citation.names and one.names) and is_same(citation.names[0], one.names[0]) and (
        (one.year[:4] if one.year[:1].isdigit() else one.year) in years) and (
        len(citation.names) == 1 or len(one.names) == 1 or is_same(citation.names[1], one.names[1]))


def authors(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the family names of first authors, folded."""
    return frozenset(fold(one.names[0]).split()[-1] for one in entries if one.names)
