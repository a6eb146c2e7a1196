"""Two to six parties side by side on one concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kg.compare.respects import RESPECTS, SAME, Voice, merged
from kg.errors import NotComparable
from kg.model import Cell, Comparison, Concept, ConceptPage, Ref, Respect

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["MOST", "debated", "parties", "speakers"]

#: How many columns can still be read, and how many there are where nobody is named.
MOST, _AT_FIRST = 6, 4


def parties(atlas: Atlas, concept: str, by: Iterable[str] = ()) -> Comparison:
    """Return parties side by side on one concept, in the order asked; without names, those who define it.

    Raises UnknownName for a concept or a party, NotComparable with the slugs of those who can be compared.
    """
    page = atlas.concept(concept)
    voices = _voices(atlas, page)
    asked = tuple(dict.fromkeys(atlas.party(name) for name in by))
    chosen = [voices[party.iri] for party in asked or _first(voices) if party.iri in voices]
    _refuse(page.concept, asked, chosen, voices)
    rows = tuple(_row(key, label, chosen, make) for key, (label, make) in RESPECTS.items())
    more = (atlas.query_text(name, concept=page.concept.iri) for name in ("distinctions", "lineages"))
    queries = (*page.queries, *more, atlas.query_text("models"))
    return Comparison(kind="parties", title=page.concept.label, rows=rows, queries=queries,
                      columns=tuple(voice.party for voice in chosen))


def speakers(atlas: Atlas, concept: str) -> tuple[Ref, ...]:
    """Return the parties that say anything of a concept: those who define it first, who say most before the others."""
    return _ranked(_voices(atlas, atlas.concept(concept)))


def debated(atlas: Atlas) -> tuple[tuple[Ref, int], ...]:
    """Return the concepts that two or more parties define or claim something of, with how many do, most first."""
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for definition in atlas.definitions():
        found[definition.concept].add(definition.party)
    for claim in atlas.claims():
        for end in (claim.subject, claim.object):
            found[end].add(claim.party)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0].label.casefold()))
    return tuple((concept, len(voices)) for concept, voices in ordered if len(voices) > 1)


def _row(key: str, label: str, voices: Sequence[Voice], make: Any) -> Respect:
    cells = (merged(make(voice, [other for other in voices if other is not voice])) for voice in voices)
    return Respect(key, label, tuple(map(Cell, cells)))


def _voices(atlas: Atlas, page: ConceptPage) -> dict[str, Voice]:
    """Return what each party says of a concept, by the IRI of the party."""
    concept, lineages = page.concept, atlas.lineages(page.concept.slug)
    kinds: dict[str, Iterable[Any]] = {
        "definitions": page.definitions, "claims": page.claims, "characteristics": page.characteristics,
        "effects": page.effects, "terms": page.terms, "distinctions": atlas.distinctions(concept.slug),
        "models": [model for model in atlas.models() if model.whole.iri == concept.iri],
        "lineages": lineages, "reported": lineages,
        "same": [claim for claim in atlas.claims() if claim.relation.iri == SAME and not claim.is_denied],
    }
    said: dict[Ref, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for kind, found in kinds.items():
        for one in found:
            for party in _holders(kind, one):
                said[party][kind].append(one)
    voices = (Voice(party=party, concept=concept, **{kind: tuple(same) for kind, same in own.items()})
              for party, own in said.items())
    # Of whom only others speak, as of one who is said to have coined a name, there is nothing to compare.
    return {voice.party.iri: voice for voice in voices if voice.passages}


def _holders(kind: str, one: Any) -> Iterable[Ref]:
    """Return in whose column something belongs: a lineage in that of who takes up, if that is not who reports it."""
    if kind == "terms":
        return tuple(one.parties)
    if kind not in ("lineages", "reported"):
        return (one.party,)
    takes_up = tuple(getattr(one.later, "parties", None) or (one.later.party,))
    return takes_up if kind == "lineages" else {one.party} - set(takes_up)


def _ranked(voices: dict[str, Voice]) -> tuple[Ref, ...]:
    ordered = sorted(voices.values(), key=lambda v: (not v.definitions, -len(v.said), v.party.label.casefold()))
    return tuple(voice.party for voice in ordered)


def _first(voices: dict[str, Voice]) -> tuple[Ref, ...]:
    """Return the parties that are compared where none is named: those who define, or else all who say anything."""
    definers = sum(bool(voice.definitions) for voice in voices.values())
    return _ranked(voices)[:min(_AT_FIRST, definers) if definers > 1 else _AT_FIRST]


def _refuse(concept: Concept, asked: Sequence[Ref], chosen: Sequence[Voice], voices: dict[str, Voice]) -> None:
    """Raise what stands in the way of a comparison."""
    silent = [party for party in asked if party.iri not in voices]
    known = tuple(dict.fromkeys(v.party.slug for v in chosen)) + tuple(
        party.slug for party in _ranked(voices) if party not in {v.party for v in chosen})
    instead = known[:max(_AT_FIRST, len(chosen))] if len(known) > 1 else ()
    if len(asked) > MOST:
        raise NotComparable(f"{len(asked)} parties are named, and {MOST} side by side are the most that can be read",
                            tuple(party.slug for party in asked[:MOST]))
    if silent:
        who = ", ".join(party.label for party in silent)
        raise NotComparable(f"in the works covered, nothing on {concept.label} by {who}", instead)
    if len(chosen) < 2:  # noqa: PLR2004 - to compare takes two
        who = chosen[0].party.label if chosen else "nobody"
        only = f"only {who} is named, and to compare takes two parties" if asked else (
            f"in the works covered, {who}{' alone' if chosen else ''} says anything on {concept.label}")
        raise NotComparable(only, instead)
