"""Concepts against each other: what is said of all of them, of one only, between them, and what is contested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.model.comparison import Cell, Comparison, Line, Respect
from kg.model.evidence import Ref
from kg.model.inferred import Conflict, Proposition
from kg.model.statements import Claim, Concept, Definition, Dispute, Distinction, EffectSize, Statement, TermUse

__all__ = ["Contrast", "Namesake", "Point", "Step", "Voices"]

_DENIED = "✕ denied: "


@dataclass(frozen=True, slots=True)
class Voices:
    """What is said of one concept on one point: the statements that say it, and those that deny it."""

    asserted: tuple[Statement, ...] = ()
    denied: tuple[Statement, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement on the point, those that say it first."""
        return (*self.asserted, *self.denied)

    @property
    def is_contested(self) -> bool:
        """Whether a claim among them cannot hold beside another."""
        return any(isinstance(one, Claim) and one.rivals for one in self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that can be said of a concept, as it reads from there: a phrase, and another concept or a value.

    `other` has no IRI where it is a value; `voices` are those of each concept compared, in their order.
    """

    phrase: str
    other: Ref
    voices: tuple[Voices, ...]

    @property
    def text(self) -> str:
        """The point in words."""
        return f"{self.phrase} {self.other.label}" if self.other.iri else f"{self.phrase}: {self.other.label}"


@dataclass(frozen=True, slots=True)
class Namesake:
    """A name that several of the concepts have; `uses` are those of each concept, empty where it is a mere label."""

    term: str
    concepts: tuple[Ref, ...]
    uses: tuple[TermUse, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: its fixed heading, and the cited lines under it."""

    key: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two to four concepts against each other.

    `shared` is what is said of two or more of them, that of all of them first; `only` is, for each, what is said of
    no other. What is said between two of them stands in `between`, as in `contested` if it cannot hold beside another
    proposition; `contested` is about any of them.
    """

    concepts: tuple[Concept, ...]
    definitions: tuple[tuple[Definition, ...], ...]
    shared: tuple[Point, ...] = ()
    only: tuple[tuple[Point, ...], ...] = ()
    contested: tuple[Proposition, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    between: tuple[Proposition, ...] = ()
    effects: tuple[EffectSize, ...] = ()
    names: tuple[Namesake, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    queries: tuple[str, ...] = field(default=())

    @property
    def has_nothing_common(self) -> bool:
        """Whether nothing in the atlas joins any two of the concepts."""
        return not (self.shared or self.distinctions or self.between or self.effects or self.names or self.disputes
                    or self.conflicts)

    def table(self) -> Comparison:
        """Return the contrast as rows, for the formats in which comparisons are taken away."""
        rows = [*self._points("shared", "Said of several", self.shared),
                *self._points("only", "Said of one only", _once(self.only)),
                *_sentences("contested", "Contested", self.contested, self.concepts),
                *(_drawn(one, self.concepts) for one in self.distinctions),
                *_sentences("between", "Between them", self.between, self.concepts),
                *([_together(self.effects, self.concepts)] if self.effects else ())]
        return Comparison(kind="concepts", title=" and ".join(one.label for one in self.concepts), rows=tuple(rows),
                          columns=tuple(Ref(one.iri, one.label) for one in self.concepts), queries=self.queries)

    def _points(self, key: str, label: str, points: Iterable[Point]) -> Iterator[Respect]:
        grouped: dict[str, list[Point]] = {}
        for one in points:
            grouped.setdefault(one.phrase, []).append(one)
        for phrase, same in grouped.items():
            cells = tuple(Cell(tuple(line for one in same for line in _said(one, i)))
                          for i in range(len(self.concepts)))
            yield Respect(f"{key} {phrase}", f"{label}: {phrase}", cells)


def _once(only: Iterable[tuple[Point, ...]]) -> Iterable[Point]:
    return {(one.phrase, one.other): one for points in only for one in points}.values()


def _said(point: Point, index: int) -> Iterator[Line]:
    for statements, mark in ((point.voices[index].asserted, ""), (point.voices[index].denied, _DENIED)):
        if statements:
            yield _line(f"{mark}{point.other.label}", statements)


def _sentences(key: str, label: str, found: Iterable[Proposition], concepts: Sequence[Concept]) -> Iterator[Respect]:
    grouped: dict[str, list[Proposition]] = {}
    for one in found:
        grouped.setdefault(one.relation.label, []).append(one)
    for phrase, same in grouped.items():
        cells = tuple(Cell(tuple(_read(one, concept) for one in same
                                 if concept.iri in (one.subject.iri, one.object.iri))) for concept in concepts)
        yield Respect(f"{key} {phrase}", f"{label}: {phrase}", cells)


def _read(one: Proposition, concept: Concept) -> Line:
    from_here = one.subject.iri == concept.iri
    phrase, other = (one.relation.label, one.object) if from_here else (one.relation.inverse_label, one.subject)
    return _line(f"{_DENIED if one.is_denied else ''}{phrase} {other.label}", one.claims)


def _drawn(one: Distinction, concepts: Sequence[Concept]) -> Respect:
    sides = {side.concept.iri: Line(text=side.value, passages=side.passages, distinctions=(one,)) for side in one.sides}
    cells = tuple(Cell((sides[concept.iri],) if concept.iri in sides else ()) for concept in concepts)
    label = f"Distinction: {one.dimension} ({one.party.label})"
    return Respect(f"distinction {one.iri.rsplit('/', 1)[-1]}", label, cells)


def _line(text: str, statements: Sequence[Statement]) -> Line:
    passages = {p.key: p for one in statements for p in one.passages}
    # A party may be whom a work reports, so that the citation alone would name another.
    holders = ", ".join(dict.fromkeys(map(_voice, statements)))
    return Line(text=f"{text} – {holders}", passages=tuple(passages.values()), statements=tuple(statements))


def _voice(one: Statement) -> str:
    figure = f" ({one.coefficient} = {one.estimate})" if isinstance(one, EffectSize) else ""
    return f"{one.voice}{figure}"


def _together(effects: Sequence[EffectSize], concepts: Sequence[Concept]) -> Respect:
    cells = tuple(Cell(tuple(_line((one.second if one.first.iri == concept.iri else one.first).label, [one])
                             for one in effects if concept.iri in (one.first.iri, one.second.iri)))
                  for concept in concepts)
    return Respect("between effects", "Between them: effect size with", cells)
