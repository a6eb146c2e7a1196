"""What puts concepts and parties beside each other: comparisons, the map, paths, hierarchies."""

from __future__ import annotations

import kg
from app.data.choice import atlas, cached
from kg import Atlas, Choice, Comparison, Connection, Contrast, Edge, Lens, Ref, Step, Tree, View

__all__ = ["comparable", "comparison", "connection", "contrast", "debated", "explanation", "lens", "map_edges",
           "map_view", "speakers", "trees"]


@cached
def contrast(whole: Atlas, slugs: tuple[str, ...]) -> Contrast:
    """Return concepts against each other, in their order; raises a KgError that says what to do."""
    return kg.compare_concepts(whole, slugs)


@cached
def explanation(whole: Atlas, a: str, b: str) -> tuple[Step, ...]:
    """Return what tells two concepts apart, step by step."""
    return kg.explain_distinction(whole, a, b, contrast((a, b)))


@cached
def comparable(whole: Atlas, slug: str) -> tuple[Ref, ...]:
    """Return the concepts with which one is best compared."""
    return kg.comparable(whole, slug)


@cached
def comparison(whole: Atlas, concept: str, by: tuple[str, ...] = ()) -> Comparison:
    """Return parties side by side on a concept, in their order; raises a KgError that says what to do."""
    return kg.compare_parties(whole, concept, by)


@cached
def speakers(whole: Atlas, concept: str) -> tuple[Ref, ...]:
    """Return the parties that say anything of a concept, those who define it first."""
    return kg.parties_on(whole, concept)


@cached
def debated(whole: Atlas) -> tuple[tuple[Ref, int], ...]:
    """Return the concepts on which two or more parties speak, with how many do, most first."""
    return kg.debated(whole)


@cached
def map_edges(whole: Atlas) -> tuple[Edge, ...]:
    """Return everything that is claimed, as the edges of a map."""
    return kg.edges_of(whole.claims())


@cached
def lens(whole: Atlas, first: str, second: str = "") -> Lens:
    """Return the statements of one party or model, or how those of two stand to each other; raises UnknownName."""
    return kg.lens_of(map_edges(), *(kg.voice_of(whole, name) for name in (first, second) if name))


def map_view(choice: Choice, through: Lens | None = None) -> View:
    """Return what the map shows of a choice."""
    return kg.view_of(map_edges(), choice, atlas().layout, through)


@cached
def connection(whole: Atlas, start: str, end: str, by: tuple[str, ...] = ()) -> Connection:
    """Return how two concepts are connected by the claims of some parties, or by everybody's; raises UnknownName."""
    return kg.connect(whole, start, end, by)


@cached
def trees(whole: Atlas, model: str = "", party: str = "") -> tuple[Tree, ...]:
    """Return what one model or one party orders in trees, or everybody without a name; raises UnknownName."""
    claims = whole.model(model).claims if model else whole.claims()
    held = whole.party(party) if party else None
    return kg.trees([claim for claim in claims if held in (None, claim.party)], whole.models())
