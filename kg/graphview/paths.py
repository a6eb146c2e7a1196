"""How two concepts are connected: chains of claims that lead from one to the other, the shortest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.model import Claim, Ref

__all__ = ["LONGEST_ROUTE", "Connection", "Leg", "Route", "Sentence", "connect", "paths"]

#: The number of legs beyond which two concepts no longer explain each other.
LONGEST_ROUTE = 6
#: So many ways are looked at before the best supported of them come first; this bounds the time.
_CANDIDATES = 50

Between: TypeAlias = "dict[frozenset[str], list[Claim]]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What leads from the start of a leg to its end, in the words of the relation, and every claim that says it."""

    phrase: str
    claims: tuple[Claim, ...]
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a route, with everything that is said between its two ends, what is denied last."""

    start: Ref
    end: Ref
    sentences: tuple[Sentence, ...]

    @property
    def voices(self) -> int:
        """The number of parties that assert something between its ends."""
        return len({claim.party for one in self.sentences if not one.is_denied for claim in one.claims})


@dataclass(frozen=True, slots=True)
class Route:
    """One way from a concept to another, over none twice."""

    legs: tuple[Leg, ...]

    @property
    def concepts(self) -> tuple[Ref, ...]:
        """The concepts that it passes, both ends included."""
        return (*(leg.start for leg in self.legs[:1]), *(leg.end for leg in self.legs))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim on the way."""
        return tuple(claim for leg in self.legs for one in leg.sentences for claim in one.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How two concepts are connected when the claims of some parties count, or everybody's where `by` is empty.

    Where `routes` is empty, `unrestricted` is the shortest route when everybody counts, if there is one, and `silent`
    are those of the two concepts of which no claim that counts says anything.
    """

    start: Ref
    end: Ref
    by: tuple[Ref, ...] = ()
    routes: tuple[Route, ...] = ()
    has_more: bool = False
    unrestricted: Route | None = None
    silent: tuple[Ref, ...] = ()


def connect(atlas: Atlas, start: str, end: str, by: Iterable[str] = (), most: int = 5, *,
            with_denials: bool = False) -> Connection:
    """Return how two concepts are connected, all given by name; raises UnknownName with the nearest names."""
    claims = atlas.claims()
    heard = dict.fromkeys(atlas.party(name) for name in by)
    return paths(claims, _concept(atlas, start), _concept(atlas, end), tuple(heard), most, with_denials=with_denials)


def _concept(atlas: Atlas, name: str) -> Ref:
    from kg.model import Ref

    # Most names come from addresses; a whole page of the atlas is read only for those that do not.
    found = next((one for one in atlas.concepts() if name in (one.slug, one.iri)), None) or atlas.concept(name).concept
    return Ref(found.iri, found.label)


def paths(claims: Iterable[Claim], start: Ref, end: Ref, by: Collection[Ref] = (), most: int = 5, *,
          with_denials: bool = False) -> Connection:
    """Return the routes between two concepts: the shortest first, of those the one whose weakest leg has most voices.

    Only what somebody asserts leads on; with `with_denials` what is only denied does as well.
    """
    every = tuple(claims)
    heard = [claim for claim in every if not by or claim.party in by]
    found = _routes(heard, start.iri, end.iri, with_denials=with_denials)
    beyond = _routes(every, start.iri, end.iri, with_denials=with_denials) if by and not found else []
    told = {one.iri for claim in heard for one in (claim.subject, claim.object)}
    return Connection(start=start, end=end, by=tuple(by), routes=tuple(found[:most]), has_more=len(found) > most,
                      unrestricted=beyond[0] if beyond else None,
                      silent=tuple(one for one in (start, end) if one.iri not in told))


def _routes(claims: Iterable[Claim], start: str, end: str, *, with_denials: bool) -> list[Route]:
    between = _between(claims)
    leading = (pair for pair, same in between.items() if with_denials or not all(claim.is_denied for claim in same))
    names = {one.iri: one for same in between.values() for claim in same for one in (claim.subject, claim.object)}
    found = [Route(tuple(_leg(names[a], names[b], between[frozenset((a, b))]) for a, b in pairwise(walk)))
             for walk in _walks(leading, start, end)]
    return sorted(found, key=_rank)


def _between(claims: Iterable[Claim]) -> Between:
    found: Between = {}
    for claim in claims:
        found.setdefault(frozenset((claim.subject.iri, claim.object.iri)), []).append(claim)
    return {pair: same for pair, same in found.items() if len(pair) > 1}


def _walks(pairs: Iterable[frozenset[str]], start: str, end: str) -> list[list[str]]:
    import networkx as nx  # a fifth of a second that only those who ask for a path should pay

    graph = nx.Graph(sorted(tuple(sorted(pair)) for pair in pairs))
    walks: list[list[str]] = []
    if start != end and start in graph and end in graph:
        found = islice(nx.shortest_simple_paths(graph, start, end), _CANDIDATES)
        with suppress(nx.NetworkXNoPath):
            walks.extend(takewhile(lambda walk: len(walk) <= LONGEST_ROUTE + 1, found))
    return walks


def _leg(start: Ref, end: Ref, claims: Iterable[Claim]) -> Leg:
    said: dict[tuple[bool, str], list[Claim]] = {}
    for claim in claims:
        phrase = claim.relation.label if claim.subject.iri == start.iri else claim.relation.inverse_label
        said.setdefault((claim.is_denied, phrase), []).append(claim)
    ordered = sorted(said.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return Leg(start, end, tuple(Sentence(phrase, tuple(same), denied) for (denied, phrase), same in ordered))


def _rank(route: Route) -> tuple[int, int, int, list[str]]:
    voices = [leg.voices for leg in route.legs]
    return len(voices), -min(voices), -sum(voices), [one.label.casefold() for one in route.concepts]
