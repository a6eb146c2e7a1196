"""What an edition says, thing by thing: the form in which two editions are compared.

What a thing says is told by what it is about (`Said.key`, an IRI or a key where there is one), so that a concept with a
new name does not reword every claim about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.model import (
    CERTAINTIES,
    CLASHES,
    STATUSES,
    Attribution,
    Characteristic,
    Claim,
    Concept,
    Definition,
    Dispute,
    Distinction,
    EffectSize,
    Lineage,
    MappingLink,
    Model,
    Passage,
    Position,
    Ref,
    Statement,
    TermUse,
    Work,
    propositions,
)
from kg.vocab import curie, iri

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Said", "Thing", "things"]


class Said(NamedTuple):
    """One value of one aspect of a thing: what it is told apart by, and what a reader sees."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of one edition: what it is called in a sentence, what it is about, and what it says.

    `words` are what the sentence quotes where the thing is new or gone.
    """

    iri: str
    kind: str
    name: str
    words: str = ""
    about: tuple[Ref, ...] = ()
    says: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)


def things(atlas: Atlas) -> dict[str, Thing]:
    """Return everything that an edition says, by IRI."""
    found = [*_concepts(atlas), *_statements(atlas), *_evidence(atlas), *_wholes(atlas)]
    known = {one.iri: one for one in found}
    others = (Thing(iri=one.iri, kind=one.kind, name=f"{one.kind} {one.label}",
                    says=_says(label=one.label, **{"other names": one.others})) for one in atlas.names())
    return known | {one.iri: one for one in others if one.iri not in known}


def _says(**aspects: str | Said | Iterable[str | Said] | None) -> dict[str, tuple[Said, ...]]:
    """Return what a thing says in each respect; what is empty is not said."""
    return {name: found for name, value in aspects.items() if (found := tuple(_each(value)))}


def _each(value: str | Said | Iterable[str | Said] | None) -> Iterator[Said]:
    if isinstance(value, Said):
        yield value
    elif isinstance(value, str):
        yield from (Said(value, value) for _ in value[:1])
    else:
        for one in value or ():
            yield from _each(one)


def _ref(one: Ref) -> Said:
    return Said(one.iri, one.label)


def _judged(key: str, words: Mapping[str, str]) -> Said:
    return Said(key, words.get(key, key))


def _place(one: Passage) -> Said:
    return Said(one.key, f"{one.work.label}, {one.locator}" if one.locator else one.work.label)


# --- concepts and what is said of them ---


def _concepts(atlas: Atlas) -> Iterator[Thing]:
    for one in atlas.concepts():
        yield _concept(one)
        yield from (_mapping(one, link) for link in atlas.mappings.get(one.iri, ()))


def _concept(one: Concept) -> Thing:
    return Thing(iri=one.iri, kind="concept", name=f"concept {one.label}", about=(Ref(one.iri, one.label),),
                 says=_says(label=one.label, state=one.state,
                            **{"other names": one.alt_labels, "scope note": one.scope_note}))


def _mapping(concept: Concept, link: MappingLink) -> Thing:
    name = f"link ({curie(link.predicate)}) to {link.label or link.target} in {link.vocabulary}"
    return Thing(iri=f"{concept.iri}#{link.predicate}>{link.target}", kind="mapping", name=name,
                 about=(Ref(concept.iri, concept.label),), says=_says(certainty=_judged(link.certainty, CERTAINTIES)))


def _statements(atlas: Atlas) -> Iterator[Thing]:
    said = atlas.everything
    yield from map(_definition, said.definitions)
    yield from map(_claim, said.claims)
    yield from map(_characteristic, said.characteristics)
    yield from map(_effect, said.effects)
    yield from map(_term, said.terms)
    drawn = {one.iri: one for concept in atlas.concepts() for one in atlas.distinctions(concept.iri)}
    yield from map(_distinction, drawn.values())
    yield from map(_lineage, atlas.lineages())


def _by(one: Statement) -> str:
    return f"{one.party.label} ({one.year})" if one.year else one.party.label


def _held(one: Statement) -> dict[str, tuple[Said, ...]]:
    return _says(party=_ref(one.party), passages=map(_place, one.passages))


def _definition(one: Definition) -> Thing:
    return Thing(iri=one.iri, kind="definition", name=f"definition by {_by(one)}", words=one.gloss,
                 about=(one.concept,),
                 says=_held(one) | _says(gloss=one.gloss, concept=_ref(one.concept),
                                         tradition=_ref(one.tradition) if one.tradition else None))


def _claim(one: Claim) -> Thing:
    said = propositions([one])[0]
    return Thing(iri=one.iri, kind="claim", name=f"claim of {_by(one)} that {said.sentence}",
                 about=tuple(dict.fromkeys((one.subject, one.object))),
                 says=_held(one) | _says(wording=Said(said.key, said.sentence),
                                         sense=_ref(one.sense) if one.sense else None))


def _characteristic(one: Characteristic) -> Thing:
    return Thing(iri=one.iri, kind="characteristic", name=f"{one.dimension} according to {_by(one)}", words=one.value,
                 about=(one.concept,), says=_held(one) | _says(value=one.value, dimension=one.dimension))


def _effect(one: EffectSize) -> Thing:
    found = f"{one.coefficient} = {one.estimate}"
    return Thing(iri=one.iri, kind="effect", about=(one.first, one.second), words=found,
                 name=f"effect size of {_by(one)} between {one.first.label} and {one.second.label}",
                 says=_held(one) | _says(value=found, interval=one.interval, sample=one.sample))


def _term(one: TermUse) -> Thing:
    return Thing(iri=one.iri, kind="term", name=f"name “{one.term}”", about=(one.concept,),
                 says=_says(note=one.note, term=one.term, users=map(_ref, one.parties),
                            passages=map(_place, one.passages)))


def _distinction(one: Distinction) -> Thing:
    sides = sorted(one.sides, key=lambda side: side.concept.iri)
    return Thing(iri=one.iri, kind="distinction", about=tuple(side.concept for side in sides),
                 name=f"distinction by {one.party.label} in respect of {one.dimension}",
                 words="; ".join(f"{side.concept.label}: {side.value}" for side in sides),
                 says=_says(dimension=one.dimension, sides=(
                     Said(f"{side.concept.iri} {side.value}", f"{side.concept.label}: {side.value}") for side in sides),
                     passages=(_place(passage) for side in sides for passage in side.passages)))


def _lineage(one: Lineage) -> Thing:
    earlier = _whole_end(one.earlier) if one.earlier else None
    ends = " ".join((_end(one.later), one.label, _end(one.earlier) if one.earlier else "")).rstrip()
    return Thing(iri=one.iri, kind="lineage", name=f"lineage: {ends}", about=(one.concept,),
                 says=_held(one) | _says(note=one.note, way=Said(one.way, one.label),
                                         **{"later end": _whole_end(one.later), "earlier end": earlier}))


def _end(one: Statement | TermUse) -> str:
    return f"“{one.term}”" if isinstance(one, TermUse) else _by(one)


def _whole_end(one: Statement | TermUse) -> Said:
    return Said(one.iri, f"{_end(one)}: “{one.gloss}”" if isinstance(one, Definition) else _end(one))


# --- evidence ---


def _evidence(atlas: Atlas) -> Iterator[Thing]:
    yield from map(_work, atlas.works())
    about: dict[str, dict[Ref, None]] = {}
    for thing in _statements(atlas):
        for place in thing.says.get("passages", ()):
            about.setdefault(place.key, {}).update(dict.fromkeys(thing.about))
    for one in atlas.passages():
        concepts = tuple(about.get(one.key, ()))
        yield _passage(one, concepts)
        yield from (_credit(credit, one, concepts) for credit in one.attributions)


def _work(one: Work) -> Thing:
    return Thing(iri=str(iri("work", one.key)), kind="work", name=f"work {one.label}", words=one.reference,
                 says=_says(reference=one.reference, certainty=_judged(one.certainty, CERTAINTIES)))


def _passage(one: Passage, about: tuple[Ref, ...]) -> Thing:
    return Thing(iri=str(iri("passage", one.key)), kind="passage", name=f"passage of {one.work.label}", about=about,
                 words=one.quotation or one.paraphrase or "",
                 says=_says(quotation=one.quotation, paraphrase=one.paraphrase, locator=one.locator,
                            certainty=_judged(one.certainty, CERTAINTIES), **{"source seen": one.seen_in},
                            **{"reason for no locator": one.no_locator}))


def _credit(one: Attribution, passage: Passage, about: tuple[Ref, ...]) -> Thing:
    place = one.instead
    better = Said(f"{place.work.key} {place.locator}", ", ".join(filter(None, (place.work.label, place.locator)))
                  ) if place else None
    return Thing(iri=str(iri("attribution", one.key)), kind="attribution", about=about, words=one.credited,
                 name=f"credit in {_place(passage).text}",
                 says=_says(printed=one.credited, reason=one.reason, evidence=one.evidence,
                            certainty=_judged(one.certainty, CERTAINTIES),
                            status=Said(" ".join(one.statuses), "; ".join(STATUSES.get(s, s) for s in one.statuses)),
                            **{"credited work": Said(one.work.key, one.work.label) if one.work else None},
                            **{"credited locator": one.locator}, **{"work to cite instead": better}))


# --- models, disputes, open questions ---


def _wholes(atlas: Atlas) -> Iterator[Thing]:
    yield from map(_model, atlas.models())
    for one in atlas.disputes():
        yield _dispute(one)
        yield from (_position(place, one) for place in one.positions)
    for question in atlas.gaps().questions:
        yield Thing(iri=question.iri, kind="open question", name="open question", words=question.label,
                    says=_says(label=question.label, note=question.note, concerns=map(_ref, question.concerns)))


def _model(one: Model) -> Thing:
    return Thing(iri=one.iri, kind="model", name=f"model {one.label}", about=(one.whole,),
                 says=_says(label=one.label, party=_ref(one.party), whole=_ref(one.whole),
                            members=map(_ref, one.members),
                            completeness="these are all" if one.is_complete else "there may be more"))


def _dispute(one: Dispute) -> Thing:
    return Thing(iri=one.iri, kind="dispute", name=f"dispute “{one.label}”", about=one.concerns,
                 says=_says(label=one.label, note=one.note, clash=_judged(one.clash, CLASHES),
                            reason=one.clash_reason, concerns=map(_ref, one.concerns),
                            grounds=map(_place, one.grounds), positions=(Said(p.iri, p.label) for p in one.positions)))


def _position(one: Position, dispute: Dispute) -> Thing:
    return Thing(iri=one.iri, kind="position", name=f"position “{one.label}” in the dispute “{dispute.label}”",
                 about=dispute.concerns,
                 says=_says(label=one.label, statements=(Said(s.iri, _by(s)) for s in one.statements)))
