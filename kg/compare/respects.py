"""The respects in which parties are compared: one function for each row, from what a party says to lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.model import (
    CERTAINTIES,
    STATUSES,
    UNKNOWN,
    Attribution,
    Characteristic,
    Claim,
    Concept,
    Definition,
    Distinction,
    EffectSize,
    Line,
    Lineage,
    Model,
    Passage,
    Ref,
    Relation,
    Statement,
    TermUse,
    Work,
)
from kg.vocab import AA

__all__ = ["RESPECTS", "SAME", "Voice", "merged"]

#: The relation by which a party says that two concepts are one.
SAME = str(AA.sameConceptAs)

#: Row -> the relations that belong there, each with the side on which the compared concept stands.
_SIDES: dict[str, frozenset[tuple[str, str]]] = {
    "parts": frozenset({(str(AA.componentOf), "object")}),
    "whole": frozenset({(str(one), "subject") for one in (AA.componentOf, AA.kindOf, AA.aspectOf, AA.subscaleOf)}),
    "contrast": frozenset({(str(one), side) for one in (AA.opposedTo, AA.distinctFrom)
                           for side in ("subject", "object")}),
    "derived": frozenset({(str(AA.forerunnerOf), "object"), (str(AA.versionOf), "subject")}),
}
_NAMELESS = "names nobody"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What one party says of the compared concept.

    `models` are the party's own models of it as a whole, `same` its claims that two concepts are one.
    """

    party: Ref
    concept: Concept
    definitions: tuple[Definition, ...] = ()
    claims: tuple[Claim, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    effects: tuple[EffectSize, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    reported: tuple[Lineage, ...] = ()
    terms: tuple[TermUse, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    models: tuple[Model, ...] = ()
    same: tuple[Claim, ...] = ()

    @property
    def said(self) -> tuple[Statement | TermUse | Distinction, ...]:
        """Everything that the party says of the concept."""
        return (*self.definitions, *self.claims, *self.characteristics, *self.effects, *self.lineages, *self.reported,
                *self.terms, *self.distinctions)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage in which the party itself says something of the concept, by year."""
        own = (one for one in self.said if not isinstance(one, Lineage) or one.party.iri == self.party.iri)
        found = {p.key: p for one in own for p in _passages(one)}
        return tuple(sorted(found.values(), key=lambda p: (p.work.year or 9999, p.key)))

    @property
    def places(self) -> tuple[Passage, ...]:
        """Where the party defines the concept; where it does not, every passage."""
        found = {p.key: p for one in self.definitions for p in one.passages}
        return tuple(found.values()) or self.passages

    def claims_of(self, row: str) -> tuple[Claim, ...]:
        """Return the claims that belong into a row of relations."""
        return tuple(claim for claim in self.claims if row in self._rows(claim))

    @property
    def other_claims(self) -> tuple[Claim, ...]:
        """The claims that belong into no row of their own."""
        return tuple(claim for claim in self.claims if not self._rows(claim))

    def listed(self, relation: Relation) -> tuple[Claim, ...]:
        """Return the claims that make up its own models by a relation, save those of which nothing is known."""
        members = {member for model in self.models if model.relation == relation for member in model.members}
        return tuple(claim for claim in self.claims_of("parts") if claim.relation == relation
                     and claim.subject in members and not (claim.is_denied or claim.is_unknown))

    def alike(self, concepts: Iterable[str]) -> set[str]:
        """Return concepts, and all that are one with them by this party's own word."""
        found = set(concepts)
        pairs = [{one.subject.iri, one.object.iri} for one in self.same]
        while more := {end for pair in pairs if pair & found for end in pair} - found:
            found |= more
        return found

    def _rows(self, claim: Claim) -> set[str]:
        side = "subject" if claim.subject.iri == self.concept.iri else "object"
        found = {row for row, sides in _SIDES.items() if (claim.relation.iri, side) in sides}
        # What belongs to a model by another relation, as a condition does, is a part of the whole all the same.
        is_member = side == "object" and claim.relation in {model.relation for model in self.models}
        return found | {"parts"} if is_member else found


def _passages(one: Statement | TermUse | Distinction) -> Iterable[Passage]:
    return (p for side in one.sides for p in side.passages) if isinstance(one, Distinction) else one.passages


def merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines of which no two say the same; what both rest on comes together."""
    found: dict[tuple[str, bool, bool], Line] = {}
    for line in lines:
        key = (line.text, line.is_quotation, line.is_rejected)
        found[key] = _joined(found[key], line) if key in found else line
    return tuple(found.values())


def _joined(one: Line, other: Line) -> Line:
    passages = {p.key: p for p in (*one.passages, *other.passages)}
    statements = {s.iri: s for s in (*one.statements, *other.statements)}
    names = {n.iri: n for n in (*one.names, *other.names)}
    distinctions = {d.iri: d for d in (*one.distinctions, *other.distinctions)}
    return replace(one, passages=tuple(passages.values()), statements=tuple(statements.values()),
                   names=tuple(names.values()), distinctions=tuple(distinctions.values()))


def _line(text: str, *statements: Statement, refs: Iterable[Ref] = (), is_rejected: bool = False) -> Line:
    passages = {p.key: p for one in statements for p in one.passages}
    return Line(text=text, passages=tuple(passages.values()), statements=statements, refs=tuple(refs),
                is_rejected=is_rejected)


# --- what is said ---


def _glosses(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (_line(one.gloss, one) for one in voice.definitions if one.gloss)


def _quotations(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    for one in voice.definitions:
        yield from (Line(text=p.quotation, passages=(p,), statements=(one,), is_quotation=True)
                    for p in one.passages if p.quotation)


def _names(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (Line(text=one.term, passages=one.passages, names=(one,)) for one in voice.terms)


def _included(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    parts = [claim for claim in voice.claims_of("parts") if not claim.is_denied]
    yield from sorted((_part(claim) for claim in parts), key=lambda line: line.text.casefold())
    for model in voice.models:
        if own := [claim for claim in parts if claim.relation == model.relation and model.is_complete]:
            yield _line("only these, by this party", *own)
    if not parts and voice.definitions:
        yield _line("not recorded as claims: see the definition", *voice.definitions)


def _left_out(voice: Voice, others: Sequence[Voice]) -> Iterator[Line]:
    yield from (_part(claim) for claim in voice.claims_of("parts") if claim.is_denied)
    own = voice.claims_of("parts")
    named = voice.alike(claim.subject.iri for claim in own)
    for model in (one for one in voice.models if one.is_complete):
        missing = {claim.subject for other in others for claim in other.listed(model.relation)
                   if not other.alike([claim.subject.iri]) & named}
        yield from (_line(f"not in the complete list of {voice.party.label}: {one.label}",
                          *(claim for claim in own if claim.relation == model.relation), refs=[one])
                    for one in sorted(missing, key=lambda one: one.label.casefold()))


def _part(claim: Claim) -> Line:
    how = "" if claim.relation.iri == str(AA.componentOf) else f" ({claim.relation.label} it)"
    return _line(f"{claim.subject.label}{how}{_unsure(claim)}", claim, refs=[claim.subject],
                 is_rejected=claim.is_denied)


def _unsure(claim: Claim) -> str:
    return f" – {UNKNOWN}" if claim.is_unknown else ""


def _whole(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (_reading(claim, voice) for claim in voice.claims_of("whole"))


def _contrasted(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (_reading(claim, voice) for claim in voice.claims_of("contrast"))
    for one in voice.distinctions:
        here, there = sorted(one.sides, key=lambda side: side.concept.iri != voice.concept.iri)
        yield Line(text=f"{one.dimension}: {here.value}; {there.concept.label}: {there.value}", distinctions=(one,),
                   passages=tuple({p.key: p for p in (*here.passages, *there.passages)}.values()),
                   refs=(there.concept,))


def _derived(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (_line(_lineage(one, voice), one) for one in voice.lineages)
    yield from (_reading(claim, voice) for claim in voice.claims_of("derived"))
    yield from (Line(text=f"“{one.term}”: {one.note}", passages=one.passages, names=(one,))
                for one in voice.terms if one.note)


def _also(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (_reading(claim, voice) for claim in voice.other_claims)
    yield from (_line(f"{one.dimension}: {one.value}", one) for one in voice.characteristics)
    for one in voice.effects:
        other = one.second if one.first.iri == voice.concept.iri else one.first
        yield _line(f"goes with {other.label}: {one.coefficient} = {one.estimate}", one, refs=[other])
    yield from (_line(f"{_who(one.later)} {_lineage(one, voice)}", one) for one in voice.reported)


def _reading(claim: Claim, voice: Voice) -> Line:
    is_here = claim.subject.iri == voice.concept.iri
    phrase, other = ((claim.relation.label, claim.object) if is_here
                     else (claim.relation.inverse_label, claim.subject))
    sense = f", in the sense of {claim.sense.label}" if claim.sense else ""
    return _line(f"{phrase} {other.label}{sense}{_unsure(claim)}", claim, refs=[other], is_rejected=claim.is_denied)


def _lineage(one: Lineage, voice: Voice) -> str:
    taken = _who(one.earlier) if one.earlier else f"“{one.term}”"
    said = "" if one.party.iri == voice.party.iri else f" (by {one.party.label})"
    return f"{one.label} {taken}{said}{f': {one.note}' if one.note else ''}"


def _who(one: Statement | TermUse) -> str:
    parties = one.parties if isinstance(one, TermUse) else (one.party,)
    return f"{' and '.join(party.label for party in parties)} ({one.year or 'n.d.'})"


# --- where it is said ---


def _traditions(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (_line(one.tradition.label, one) for one in voice.definitions if one.tradition)


def _years(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (Line(text=str(p.work.year or "no year"), passages=(p,)) for p in voice.places)


def _locators(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from (Line(text=p.locator or p.no_locator or STATUSES["no-locator"], passages=(p,)) for p in voice.places)


def _references(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    works: dict[str, tuple[Work, list[Passage]]] = {}
    for one in voice.passages:
        works.setdefault(one.work.key, (one.work, []))[1].append(one)
    yield from (Line(text=work.reference, passages=tuple(same)) for work, same in works.values())


def _attributions(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    found = [Line(text=_status(credit), passages=(p,)) for p in voice.passages for credit in p.attributions]
    yield from found or [Line(text="no credit recorded in these passages", passages=voice.passages)]


def _status(credit: Attribution) -> str:
    whom = credit.credited or (credit.work.label if credit.work else _NAMELESS)
    return f"{whom}: {'; '.join(STATUSES.get(status, status) for status in credit.statuses)}"


def _certainties(voice: Voice, _: Sequence[Voice]) -> Iterator[Line]:
    yield from sorted((Line(text=CERTAINTIES.get(p.certainty, p.certainty), passages=(p,)) for p in voice.passages),
                      key=lambda line: line.text)


Row = Callable[[Voice, Sequence[Voice]], Iterable[Line]]

#: Key of a row -> its words, and what it makes of a party and of those beside it; in the order of the rows.
RESPECTS: dict[str, tuple[str, Row]] = {
    "gloss": ("Our gloss", _glosses),
    "quotation": ("Quotation", _quotations),
    "name": ("Name used", _names),
    "included": ("Components included", _included),
    "left-out": ("Components rejected or not listed", _left_out),
    "whole": ("Part or kind of", _whole),
    "contrast": ("Contrasted with", _contrasted),
    "derived": ("Derived from", _derived),
    "also": ("Also said of it", _also),
    "tradition": ("Tradition", _traditions),
    "year": ("Year", _years),
    "locator": ("Locator", _locators),
    "reference": ("Reference", _references),
    "status": ("Citations in it", _attributions),
    "certainty": ("How sure", _certainties),
}
