"""What tells two concepts apart: the chain of cited lines that answers it, with no sentence of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.catalog import Atlas
from kg.compare.concepts import concepts
from kg.model import (
    CERTAINTIES,
    Contrast,
    Definition,
    Dispute,
    Distinction,
    Line,
    Namesake,
    OpenQuestion,
    Passage,
    Proposition,
    Ref,
    Statement,
    Step,
)

__all__ = ["explain"]

#: How many definitions of each concept stand at the head of an explanation.
_EACH = 2


def explain(atlas: Atlas, a: str, b: str, found: Contrast | None = None) -> tuple[Step, ...]:
    """Return what tells two concepts apart, step by step, every line with its passages.

    `found` is their contrast, where the caller has it already. Raises UnknownName with the nearest labels, and
    NotComparable where both are the same concept.
    """
    found = found or concepts(atlas, (a, b))
    asserted = [one for one in found.between if not one.is_denied]
    steps = (
        Step("definitions", "How each is defined, in our words", tuple(_defined(found))),
        Step("relations", "Which relation stands between them, and who says so", tuple(map(_said, asserted))),
        Step("denials", "Who denies it", tuple(_said(one) for one in found.between if one.is_denied)),
        Step("clashes", "What cannot stand beside what", tuple(_clashes(found))),
        Step("dimensions", "On which dimensions they differ",
             tuple(line for one in found.distinctions for line in _sides(one))),
        Step("names", "What shares the name", tuple(line for one in found.names for line in _named(one))),
        Step("open", "What remains open", (*(line for one in found.disputes for line in _positions(one)),
                                           *_questions(atlas.gaps().questions, found))),
    )
    return tuple(step for step in steps if step.lines)


def _defined(found: Contrast) -> Iterator[Line]:
    for concept, definitions in zip(found.concepts, found.definitions, strict=True):
        voices: dict[Ref, Definition] = {}
        for one in sorted(definitions, key=_weakness):
            voices.setdefault(one.party, one)
        for one in list(voices.values())[:_EACH]:
            yield _line(f"{concept.label}: {one.gloss}", [one], refs=(one.concept,))


def _weakness(one: Definition) -> tuple[int, int, bool, int]:
    """Certain before uncertain, then by its credits, then with a locator, then by the number of passages."""
    sure = min(list(CERTAINTIES).index(p.certainty) for p in one.passages)
    # A credit that nobody has checked yet stands between one that was found right and one that was found wrong.
    credited = 2 if one.is_doubtful else int(not all(a.is_sound for a in one.attributions))
    return sure, credited, not any(p.locator for p in one.passages), -len(one.passages)


def _said(one: Proposition) -> Line:
    return _line(one.sentence, one.claims, refs=(one.subject, one.object), is_rejected=one.is_denied)


def _clashes(found: Contrast) -> Iterator[Line]:
    """Conflicts that were found, then the claims that exclude each other and are in none of those alone."""
    told = {frozenset(said.sentence for said in one.propositions) for one in found.conflicts}
    for conflict in found.conflicts:
        yield _line(_against(conflict.propositions), conflict.claims, refs=(Ref(conflict.iri, conflict.label),))
    for pair in combinations(found.between, 2):
        if _is_clash(*pair) and frozenset(said.sentence for said in pair) not in told:
            yield _line(_against(pair), [claim for one in pair for claim in one.claims])


def _against(propositions: Iterable[Proposition]) -> str:
    # Who says which of them is the point of the line.
    return " ⇄ ".join(f"{one.sentence} ({', '.join(dict.fromkeys(claim.voice for claim in one.claims))})"
                      for one in propositions)


def _is_clash(one: Proposition, other: Proposition) -> bool:
    rivals = {rival.iri for claim in one.claims for rival in claim.rivals}
    return bool(rivals & {claim.iri for claim in other.claims})


def _sides(one: Distinction) -> Iterator[Line]:
    for side in one.sides:
        yield Line(text=f"{one.dimension} – {side.concept.label}: {side.value}", passages=side.passages,
                   refs=(side.concept,), distinctions=(one,))


def _named(one: Namesake) -> Iterator[Line]:
    for use in one.uses:
        yield Line(text=f"“{use.term}” – {use.concept.label}", passages=use.passages, refs=(use.concept,), names=(use,))


def _positions(one: Dispute) -> Iterator[Line]:
    for position in one.positions:
        yield _line(f"{one.label} – {position.label}", position.statements, refs=(Ref(one.iri, one.label),))


def _questions(questions: Iterable[OpenQuestion], found: Contrast) -> Iterator[Line]:
    """Open questions about a concept and about a work on which what is said between the two rests."""
    grounds = _grounds(found)
    own = {concept.iri for concept in found.concepts}
    for one in questions:
        about = {ref.iri for ref in one.concerns}
        passages = tuple(p for p in grounds if _works(p) & {ref.slug for ref in one.concerns})
        if about & own and passages:
            yield Line(text=one.label, passages=passages, refs=(Ref(one.iri, one.label),))


def _grounds(found: Contrast) -> tuple[Passage, ...]:
    said = [claim.passages for one in found.between for claim in one.claims]
    drawn = [side.passages for one in found.distinctions for side in one.sides]
    return tuple({p.key: p for same in (*said, *drawn) for p in same}.values())


def _works(passage: Passage) -> set[str]:
    return {passage.work.key, *(credit.work.key for credit in passage.attributions if credit.work)}


def _line(text: str, statements: Sequence[Statement], *, refs: tuple[Ref, ...] = (), is_rejected: bool = False) -> Line:
    known_first = sorted(statements, key=lambda one: one.is_unknown)
    passages = {p.key: p for one in known_first for p in one.passages}
    return Line(text=text, passages=tuple(passages.values()), statements=tuple(known_first), refs=refs,
                is_rejected=is_rejected)
