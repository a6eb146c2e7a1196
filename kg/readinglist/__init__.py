"""What a reader has kept, as an annotated bibliography or as a file that a reference manager reads.

A work stands there once, in the order of the bibliography as one document; below it what was chosen of it, with its
place, its party and whatever is wrong with its citations. A work that was kept as a whole brings its definitions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.catalog import Atlas
from kg.cite import files, pandoc
from kg.cite.styles import find_style
from kg.errors import UnknownName
from kg.model import CERTAINTIES, Passage, Rich, Work
from kg.readinglist.finding import Finder, KeptNote, finder

__all__ = ["MOST_KEPT", "READING_FORMATS", "KeptNote", "KeptWork", "annotated", "annotated_records", "as_file",
           "reading_list", "split_known"]

#: So many things a list in an address may name.
MOST_KEPT = 100
_TITLE = "Annotated bibliography"
_TOLD = "Original not seen; cite it as:"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Sides of a text that Markdown would take for its own: an entity, and what begins a list.
_ENTITY, _LIST = re.compile(r"&(?=[#\w]+;)"), re.compile(r"^([-+]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A work of the list: its entry in the bibliography, what was chosen of it, and which fields are less sure."""

    work: Work
    reference: Rich
    notes: tuple[KeptNote, ...]
    doubts: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """How far the record of the work is less than sure."""
        sure = self.work.certainty
        record = () if sure == "verified" else (f"This record: {CERTAINTIES.get(sure, sure)}.",)
        fields = (f"Less sure than the rest of this record: {', '.join(self.doubts)}.",) if self.doubts else ()
        return (*record, *fields)


def reading_list(atlas: Atlas, names: Iterable[str] = (), style: str = "apa") -> tuple[KeptWork, ...]:
    """Return the works behind some names in the order of the bibliography, or every work; raises UnknownName."""
    chosen = _chosen(finder(atlas), names)
    document = atlas.cite_together(chosen, style)
    order = {reference: i for i, reference in enumerate(document.references)}
    told = _told(atlas, (note.passage for _, notes in chosen.values() for note in notes), style)
    found = [KeptWork(work, cite.reference or Rich((("", work.reference),)),
                      tuple(note._replace(told=told.get(note.passage.key, ())) for note in notes), _doubts(atlas, work))
             for (work, notes), cite in zip(chosen.values(), document.cites, strict=True)]
    return tuple(sorted(found, key=lambda one: order.get(one.reference, len(order))))


def annotated_records(atlas: Atlas, names: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Return the CSL records of the works behind some names, what was chosen of each in its note; raises UnknownName.

    They come in the order of the names: the order of the bibliography takes the time of rendering one.
    """
    found = _chosen(finder(atlas), names).values()
    kept = [KeptWork(work, Rich(), notes, _doubts(atlas, work)) for work, notes in found]
    return _annotated(atlas, kept)


def _told(atlas: Atlas, passages: Iterable[Passage], style: str) -> dict[str, tuple[Rich, ...]]:
    """Return by the key of a passage how to cite the works that it tells of, as far as nobody here has seen them."""
    telling = {one.key: one for one in passages if any(a.work and a.work.key != one.work.key for a in one.attributions)}
    cited = atlas.cite_passages(telling.values(), style)
    return {key: tuple(other.parenthetical for other in one.secondary if not other.is_original_seen)
            for key, one in zip(telling, cited, strict=True)}


def split_known(atlas: Atlas, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the prefixed names of what the atlas has, each once, and the names that it does not know."""
    found, known, unknown = finder(atlas), dict[str, None](), dict[str, None]()
    for name in names:
        try:
            known |= dict.fromkeys([found.find(name)[0]])
        except UnknownName:
            unknown[name] = None
    return tuple(known), tuple(unknown)


# --- what was chosen ---


def _chosen(among: Finder, names: Iterable[str]) -> Mapping[str, tuple[Work, tuple[KeptNote, ...]]]:
    works: dict[str, Work] = {}
    notes: dict[str, dict[KeptNote, None]] = {}
    for name in tuple(names) or among.works:
        _, work, found = among.find(name)
        for one in (*([work] if work else []), *(note.passage.work for note in found)):
            works[one.key] = one
        for note in found:
            notes.setdefault(note.passage.work.key, {})[note] = None
    return {key: (work, tuple(notes.get(key, ()))) for key, work in works.items()}


def _doubts(atlas: Atlas, work: Work) -> tuple[str, ...]:
    return tuple(sorted(atlas.record(work.key).get("custom", {}).get("doubts", {})))


# --- as a text ---


def annotated(atlas: Atlas, names: Iterable[str] = (), style: str = "apa") -> str:
    """Return an annotated bibliography of some things, or of everything, in Markdown; raises UnknownName."""
    head = [f"# {_TITLE}", _text(f"{atlas.title}, {atlas.edition}. Style: {find_style(style).title}.")]
    entries = [block for one in reading_list(atlas, names, style) for block in _entry(one)]
    return "\n\n".join([*head, *entries]) + "\n"


def _entry(one: KeptWork) -> Iterator[str]:
    yield _LIST.sub(r"\\\1" if one.reference.markdown[0] in "-+" else r"\1\\", one.reference.markdown)
    yield from (f"**Warning:** {_text(warning)}" for warning in one.warnings)
    if one.notes:
        yield "\n".join(line for note in one.notes for line in _lines(note))


def _lines(note: KeptNote) -> Iterator[str]:
    party = f"**{_text(note.party)}.** " if note.party else ""
    place = f"({note.passage.locator})" if note.passage.locator else "(no place given)"
    yield f"- {party}{_text(' '.join(filter(None, (note.said, note.words, place))))}"
    yield from (f"    - **Warning:** {_text(warning)}" for warning in note.warnings)
    yield from (f"    - {_TOLD} {one.markdown}" for one in note.told)


def _text(words: str) -> str:
    return _ENTITY.sub(r"\\&", Rich((("", " ".join(words.split())),)).markdown)


# --- as a file ---


class _Format(NamedTuple):
    """How a list is written: by what, the ending of the file, its media type, and what a reader calls it."""

    write: Callable[[Atlas, Sequence[str], str], bytes]
    ending: str
    media: str
    label: str


def as_file(atlas: Atlas, names: Iterable[str] = (), format_: str = "markdown", style: str = "apa") -> bytes:
    """Return a list, or everything, in one of the `READING_FORMATS`; raises UnknownName, also for a format."""
    if format_ not in READING_FORMATS:
        raise UnknownName("format", format_, tuple(READING_FORMATS))
    return READING_FORMATS[format_].write(atlas, tuple(names), style)


def _as_markdown(atlas: Atlas, names: Sequence[str], style: str) -> bytes:
    return annotated(atlas, names, style).encode()


def _by_pandoc(*arguments: str) -> Callable[[Atlas, Sequence[str], str], bytes]:
    def write(atlas: Atlas, names: Sequence[str], style: str) -> bytes:
        return pandoc.run(["--from=markdown-smart-raw_html-raw_tex", "--standalone", *arguments, "--output=-"],
                          _as_markdown(atlas, names, style))

    return write


def _for_managers(write: Callable[[Iterable[Mapping[str, Any]]], str]) -> Callable[[Atlas, Sequence[str], str], bytes]:
    def written(atlas: Atlas, names: Sequence[str], style: str) -> bytes:
        return write(_annotated(atlas, reading_list(atlas, names, style))).encode()

    return written


def _annotated(atlas: Atlas, kept: Sequence[KeptWork]) -> tuple[Mapping[str, Any], ...]:
    records = atlas.records([one.work for one in kept])
    return tuple({**record, **_annotation(one)} for record, one in zip(records, kept, strict=True))


def _annotation(one: KeptWork) -> dict[str, str]:
    notes = [*(f"Warning: {warning}" for warning in one.warnings), *map(_plain, one.notes)]
    return {"annote": "\n".join(notes)} if notes else {}


def _plain(note: KeptNote) -> str:
    said = f"{note.party}. {note.said}" if note.party else note.said
    place = f"({note.passage.locator})" if note.passage.locator else "(no place given)"
    parts = (said, note.words, place, *(f"Warning: {warning}" for warning in note.warnings),
             *(f"{_TOLD} {one.text}" for one in note.told))
    return " ".join(" ".join(filter(None, parts)).split())


#: Format of a list -> how it is written.
READING_FORMATS: dict[str, _Format] = {
    "markdown": _Format(_as_markdown, "md", "text/markdown", "Markdown"),
    "docx": _Format(_by_pandoc("--to=docx"), "docx", _WORD, "Word"),
    "html": _Format(_by_pandoc("--to=html5", f"--metadata=pagetitle:{_TITLE}", "--metadata=lang:en"), "html",
                    "text/html", "HTML"),
    "bibtex": _Format(_for_managers(files.bibtex), "bib", "application/x-bibtex", "BibTeX"),
    "biblatex": _Format(_for_managers(files.biblatex), "bib", "application/x-bibtex", "BibLaTeX"),
    "ris": _Format(_for_managers(files.ris), "ris", "application/x-research-info-systems", "RIS"),
    "csl-json": _Format(_for_managers(files.csl_json), "json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
}
