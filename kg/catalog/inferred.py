"""What the reasoner found, put together from the inferred graphs, and what the table of relations declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from kg.catalog.reader import Reader
from kg.model import Claim, Conflict, Entailment, Model, Proposition, Reasoning, Ref, propositions, short_key
from kg.vocab import AA, iri

__all__ = ["conflicts", "entailments", "reasoning"]


def conflicts(reader: Reader, claims: Sequence[Claim], models: Sequence[Model]) -> tuple[Conflict, ...]:
    """Return every conflict: those that the reasoner found first, then the smaller, then those with more holders."""
    stated = propositions(claims)
    logical = tuple(_logical(reader, stated, models))
    found = (*logical, *_declared(stated, logical))
    return tuple(sorted(found, key=lambda one: (one.kind == "declared", len(one.propositions) + len(one.complete),
                                                -len(one.holders), one.iri)))


def _logical(reader: Reader, stated: Sequence[Proposition], models: Sequence[Model]) -> Iterator[Conflict]:
    says = {claim.iri: one for one in stated for claim in one.claims}
    known = {model.iri: model for model in models}
    for name, rows in groupby(reader.rows("conflicts"), key=itemgetter(0)):
        parts: dict[str, list[str]] = {}
        for _, part, thing in rows:
            parts.setdefault(str(part), []).append(str(thing))
        taking, complete = parts.get(str(AA.clashingClaim), []), parts.get(str(AA.assumesComplete), [])
        # Results may be older than the claims: what names a claim that is no more is left out until they are made anew.
        if says.keys() >= {*taking} and known.keys() >= {*complete}:
            impossible = tuple(_concept(reader, concept) for concept in parts.get(str(AA.makesImpossible), []))
            yield _conflict(str(name), {says[claim].key: says[claim] for claim in taking}.values(),
                            [known[model] for model in complete], impossible)


def _conflict(name: str, stated: Iterable[Proposition], complete: Sequence[Model],
              impossible: tuple[Ref, ...]) -> Conflict:
    alike = tuple(stated)
    holders = [*(set(one.holders) for one in alike), *({model.party} for model in complete)]
    return Conflict(iri=name, kind="logical", propositions=alike, complete=tuple(complete), impossible=impossible,
                    is_within_one=bool(set.intersection(*holders)))


def _declared(stated: Sequence[Proposition], logical: Sequence[Conflict]) -> Iterator[Conflict]:
    """Yield each pair of propositions that exclude each other by the table and are in no conflict found."""
    says = {claim.iri: one for one in stated for claim in one.claims}
    covered = [{one.key for one in conflict.propositions} for conflict in logical if not conflict.complete]
    seen: set[frozenset[str]] = set()
    for one in stated:
        rivals = {says[rival.iri].key: says[rival.iri] for claim in one.claims for rival in claim.rivals}
        for key, other in rivals.items():
            pair = frozenset((one.key, key))
            if pair not in seen and not any(known <= pair for known in covered):
                seen.add(pair)
                yield Conflict(iri=str(iri("conflict", short_key(pair))), kind="declared", propositions=(one, other),
                               is_within_one=bool({*one.holders} & {*other.holders}))


def entailments(reader: Reader, claims: Sequence[Claim], models: Sequence[Model]) -> tuple[Entailment, ...]:
    """Return every entailment, by party."""
    known = {claim.iri: claim for claim in claims}
    listed = {model.iri: model for model in models}
    parties = {ref.iri: ref for ref in (*(claim.party for claim in claims), *(model.party for model in models))}
    found = []
    for (name, party, subject, relation, object_), rows in groupby(reader.rows("entailments"), key=lambda row: row[:5]):
        grounds = [str(row[5]) for row in rows]
        if known.keys() | listed.keys() >= {*grounds}:
            found.append(Entailment(
                iri=str(name), party=parties[str(party)], subject=_concept(reader, str(subject)),
                relation=reader.relations[str(relation)], object=_concept(reader, str(object_)),
                claims=tuple(known[one] for one in grounds if one in known),
                complete=tuple(listed[one] for one in grounds if one in listed)))
    return tuple(found)


def reasoning(reader: Reader, *, stale: bool) -> Reasoning | None:
    """Return how the inferred graphs were made; None where there are none."""
    rows = reader.rows("reasoning")
    if not rows:
        return None
    reasoner, date, most, exhausted, _, _, _ = rows[0]
    return Reasoning(reasoner or "", (date or "")[:10], int(most or 0), stale, exhausted == "true",
                     tuple((Ref(model, _label(reader, model)), _concept(reader, concept or ""))
                           for *_, model, concept in rows if model))


def _concept(reader: Reader, name: str) -> Ref:
    return Ref(name, reader.concepts[name].label if name in reader.concepts else name)


def _label(reader: Reader, model: str) -> str:
    return next((row[1] or "" for row in reader.rows("models") if row[0] == model), model)
