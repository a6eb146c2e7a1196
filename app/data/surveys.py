"""What looks at the whole atlas: citations, disputes, lineages, instruments, gaps."""

from __future__ import annotations

import kg
from app.data.choice import atlas, cached, store
from kg import Atlas, Claim, Conflict, Credit, Dispute, Entailment, Gaps, Instrument, Lineage, Ref

__all__ = ["conflicts", "contests", "disputes", "doubtful", "edition", "entailments", "gaps", "instruments",
           "lineages", "neighbourhood", "parties", "party", "warm"]


def warm() -> None:
    """Read what every page needs, so that the first reader does not wait for it."""
    found = atlas()
    found.concepts(), found.works(), found.claims(), found.search("a")
    doubtful(), disputes(), instruments(), gaps(), contests()
    for one in ("", *(f"concept/{concept.slug}" for concept in found.starts_with)):
        kg.page(found, one)  # the engine compiles templates when it first needs them


def edition() -> str:
    """Return which version of the atlas this is, and when it was built."""
    return kg.edition(kg.current(store()))


@cached
def doubtful(whole: Atlas) -> tuple[Credit, ...]:
    """Return every citation of which something is known to be wrong or open."""
    return tuple(credit for credit in whole.credits() if credit.attribution.is_doubtful)


@cached
def disputes(whole: Atlas) -> tuple[Dispute, ...]:
    """Return every dispute, by its question."""
    return whole.disputes()


@cached
def conflicts(whole: Atlas) -> tuple[Conflict, ...]:
    """Return every conflict that was computed, those found by the reasoner first."""
    return whole.conflicts()


@cached
def entailments(whole: Atlas) -> tuple[Entailment, ...]:
    """Return what follows from each party's claims although the party never says it."""
    return whole.entailments()


def contests(statement: str = "") -> tuple[Dispute | Conflict, ...]:
    """Return the disputes and conflicts in which a statement, given by its IRI, takes part; without one, every one."""
    return _contests().get(statement, ())


@cached
def _contests(_: Atlas) -> dict[str, tuple[Dispute | Conflict, ...]]:
    every: list[Dispute | Conflict] = [*disputes(), *conflicts()]
    found: dict[str, list[Dispute | Conflict]] = {"": every}
    for one in every:
        said = one.statements if isinstance(one, Dispute) else one.claims
        for iri in {statement.iri for statement in said}:
            found.setdefault(iri, []).append(one)
    return {iri: tuple(same) for iri, same in found.items()}


@cached
def lineages(whole: Atlas, slug: str = "") -> tuple[Lineage, ...]:
    """Return who takes up whose statement, of one concept or of all, by the year of the later."""
    return tuple(one for one in whole.lineages() if slug in ("", one.concept.slug))


@cached
def instruments(whole: Atlas) -> tuple[Instrument, ...]:
    """Return every instrument with what is said of it, A to Z."""
    return whole.instruments()


@cached
def gaps(whole: Atlas) -> Gaps:
    """Return what the atlas does not know."""
    return whole.gaps()


@cached
def parties(whole: Atlas) -> tuple[Ref, ...]:
    """Return every party that makes a claim, A to Z."""
    heard = {claim.party for claim in whole.claims()}
    return tuple(one for one in whole.parties if one in heard)


def party(name: str) -> Ref:
    """Return the party with this short name, label or IRI; raises UnknownName with the nearest short names."""
    return atlas().party(name)


@cached
def neighbourhood(whole: Atlas, slug: str) -> tuple[Claim, ...]:
    """Return every claim about a concept, and every claim between two of its neighbours."""
    own = whole.concept(slug).claims
    near = {end.slug for claim in own for end in (claim.subject, claim.object)}
    between = (claim for claim in whole.claims() if {claim.subject.slug, claim.object.slug} <= near)
    return tuple({claim.iri: claim for claim in (*own, *between)}.values())
