"""What a reader has kept, as an annotated bibliography or as a file that a reference manager reads.

A work stands there once, in the order of the bibliography as one document; below it what was chosen of it, with its
place, its party and whatever is wrong with its citations. A work that was kept as a whole brings its definitions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from kg.catalog import Atlas
from kg.cite import files, pandoc
from kg.cite.styles import find_style
from kg.errors import UnknownName
from kg.model import CERTAINTIES, STATUSES, Attribution, Claim, Definition, Distinction, Passage, Rich, Work
from kg.vocab import PREFIXES, curie, expand

__all__ = ["MOST_KEPT", "READING_FORMATS", "KeptNote", "KeptWork", "annotated", "as_file", "reading_list",
           "split_known"]

#: So many things a list in an address may name.
MOST_KEPT = 100
_TITLE = "Annotated bibliography"
_TOLD = "Original not seen; cite it as:"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Sides of a text that Markdown would take for its own: an entity, and what begins a list.
_ENTITY, _LIST = re.compile(r"&(?=[#\w]+;)"), re.compile(r"^([-+]|\d+(?=[.)]))")


class KeptNote(NamedTuple):
    """A passage that was chosen: by which name, what it is chosen for in our words, and who says so.

    `told` are the citations of works that it tells of and nobody here has seen.
    """

    name: str
    passage: Passage
    said: str = ""
    party: str = ""
    told: tuple[Rich, ...] = ()

    @property
    def words(self) -> str:
        """What the passage says, in its own words or in ours."""
        if self.passage.quotation:
            return f"“{self.passage.quotation}”"
        return f"Paraphrase: {self.passage.paraphrase}" if self.passage.paraphrase else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What keeps an author from citing the passage blindly, the better citation included."""
        sure = self.passage.certainty
        recalled = () if sure == "verified" else (f"That this stands there: {CERTAINTIES.get(sure, sure)}.",)
        return (*(_warning(one) for one in self.passage.attributions if one.is_doubtful), *recalled)


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
    chosen = _chosen(atlas, names)
    document = atlas.cite_together(chosen, style)
    order = {reference: i for i, reference in enumerate(document.references)}
    told = _told(atlas, (note.passage for _, notes in chosen.values() for note in notes), style)
    found = [KeptWork(work, cite.reference or Rich((("", work.reference),)),
                      tuple(note._replace(told=told.get(note.passage.key, ())) for note in notes), _doubts(atlas, work))
             for (work, notes), cite in zip(chosen.values(), document.cites, strict=True)]
    return tuple(sorted(found, key=lambda one: order.get(one.reference, len(order))))


def _told(atlas: Atlas, passages: Iterable[Passage], style: str) -> dict[str, tuple[Rich, ...]]:
    """Return by the key of a passage how to cite the works that it tells of, as far as nobody here has seen them."""
    telling = {one.key: one for one in passages if any(a.work and a.work.key != one.work.key for a in one.attributions)}
    cited = atlas.cite_passages(telling.values(), style)
    return {key: tuple(other.parenthetical for other in one.secondary if not other.is_original_seen)
            for key, one in zip(telling, cited, strict=True)}


def split_known(atlas: Atlas, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the prefixed names of what the atlas has, each once, and the names that it does not know."""
    finder, known, unknown = _Finder(atlas), dict[str, None](), dict[str, None]()
    for name in names:
        try:
            known |= dict.fromkeys([finder.find(name)[0]])
        except UnknownName:
            unknown[name] = None
    return tuple(known), tuple(unknown)


# --- what was chosen ---


class _Finder:
    """Finds works and passages by every name that a reader may have for them."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.works = {work.key: work for work in atlas.works()}
        self.passages = {one.key: one for one in atlas.passages()}
        said: tuple[Claim | Definition, ...] = (*atlas.claims(), *atlas.definitions())
        self.said = {one.slug: one for one in said}

    def find(self, name: str) -> tuple[str, Work | None, tuple[KeptNote, ...]]:
        """Return the prefixed name of a thing, the work where it is one, and the passages that it brings."""
        kind, slash, key = name.partition("/")
        whole = curie(expand(f"{kind}:{key}" if slash and kind in PREFIXES else name))
        kind, colon, key = whole.rpartition(":")
        if kind in ("work", "") and key in self.works:
            return f"work:{key}", self.works[key], tuple(self._definitions(key))
        if kind in ("passage", "") and key in self.passages:
            return f"passage:{key}", None, (KeptNote(f"passage:{key}", self.passages[key]),)
        said = self.said.get(key)
        if said and (not colon or curie(said.iri) == whole):
            return curie(said.iri), None, tuple(_note(said, one) for one in said.passages)
        return whole, None, tuple(self._others(whole))

    def _definitions(self, key: str) -> Iterator[KeptNote]:
        for one in self.said.values():
            if isinstance(one, Definition):
                yield from (_note(one, passage) for passage in one.passages if passage.work.key == key)

    @cached_property
    def _distinctions(self) -> dict[str, Distinction]:
        slugs = (concept.slug for concept in self.atlas.concepts())
        return {curie(one.iri): one for slug in slugs for one in self.atlas.distinctions(slug)}

    def _others(self, name: str) -> Iterator[KeptNote]:
        if one := self._distinctions.get(name):
            for side in one.sides:
                said = _stopped(f"{side.concept.label}, by {one.dimension}: {side.value}")
                yield from (KeptNote(name, passage, said, one.party.label) for passage in side.passages)
            return
        for cited in self.atlas.cite(name):
            yield KeptNote(name, self.passages[curie(cited.of).removeprefix("passage:")])


def _note(said: Claim | Definition, passage: Passage) -> KeptNote:
    if isinstance(said, Definition):
        return KeptNote(curie(said.iri), passage, _stopped(f"{said.concept.label}, in our gloss: {said.gloss}"),
                        said.party.label)
    sentence = f"{said.subject.label} {said.relation.label} {said.object.label}"
    return KeptNote(curie(said.iri), passage, _stopped(f"{'Denied: ' if said.is_denied else ''}{sentence}"),
                    said.party.label)


def _stopped(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _chosen(atlas: Atlas, names: Iterable[str]) -> Mapping[str, tuple[Work, tuple[KeptNote, ...]]]:
    finder = _Finder(atlas)
    works: dict[str, Work] = {}
    notes: dict[str, dict[KeptNote, None]] = {}
    for name in tuple(names) or finder.works:
        _, work, found = finder.find(name)
        for one in (*([work] if work else []), *(note.passage.work for note in found)):
            works[one.key] = one
        for note in found:
            notes.setdefault(note.passage.work.key, {})[note] = None
    return {key: (work, tuple(notes.get(key, ()))) for key, work in works.items()}


def _doubts(atlas: Atlas, work: Work) -> tuple[str, ...]:
    return tuple(sorted(atlas.record(work.key).get("custom", {}).get("doubts", {})))


def _warning(one: Attribution) -> str:
    what = "; ".join(STATUSES.get(status, status) for status in one.statuses)
    said = f"{one.credited or 'no credit'}: {what}. {one.reason}".rstrip(" .") + "."
    if one.instead is None:
        return said
    return f"{said} Better: {', '.join(filter(None, (one.instead.work.label, one.instead.locator)))}."


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
        found = reading_list(atlas, names, style)
        records = atlas.records([one.work for one in found])
        return write([{**record, **_annotation(one)} for record, one in zip(records, found, strict=True)]).encode()

    return written


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
