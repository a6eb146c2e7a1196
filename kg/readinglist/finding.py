"""What a reader has chosen: works and passages by every name that there may be for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from kg.catalog import Atlas
from kg.model import CERTAINTIES, STATUSES, Attribution, Claim, Definition, Distinction, Passage, Rich, Work
from kg.vocab import PREFIXES, curie, expand

__all__ = ["Finder", "KeptNote", "finder"]


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


def _warning(one: Attribution) -> str:
    what = "; ".join(STATUSES.get(status, status) for status in one.statuses)
    said = f"{one.credited or 'no credit'}: {what}. {one.reason}".rstrip(" .") + "."
    if one.instead is None:
        return said
    return f"{said} Better: {', '.join(filter(None, (one.instead.work.label, one.instead.locator)))}."


class Finder:
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
        return {curie(one.iri): one for one in self.atlas.distinctions()}

    def _others(self, name: str) -> Iterator[KeptNote]:
        if one := self._distinctions.get(name):
            for side in one.sides:
                said = _stopped(f"{side.concept.label}, by {one.dimension}: {side.value}")
                yield from (KeptNote(name, passage, said, one.party.label) for passage in side.passages)
            return
        for cited in self.atlas.cite(name):
            yield KeptNote(name, self.passages[curie(cited.of).removeprefix("passage:")])


@lru_cache(2)
def finder(atlas: Atlas) -> Finder:
    """Return the finder of an atlas, which reads every passage once: an edition never changes."""
    return Finder(atlas)


def _note(said: Claim | Definition, passage: Passage) -> KeptNote:
    if isinstance(said, Definition):
        return KeptNote(curie(said.iri), passage, _stopped(f"{said.concept.label}, in our gloss: {said.gloss}"),
                        said.party.label)
    sentence = f"{said.subject.label} {said.relation.label} {said.object.label}"
    return KeptNote(curie(said.iri), passage, _stopped(f"{'Denied: ' if said.is_denied else ''}{sentence}"),
                    said.party.label)


def _stopped(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
