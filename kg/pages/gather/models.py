"""A model: whose it is, of which whole, with the claims that make its members, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.model import Conflict
from kg.pages.gather.whole import whole

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["model"]


def model(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a model with its claims; raises UnknownName with the nearest slugs."""
    page, all_, how = atlas.model(slug), whole(atlas), atlas.reasoning
    one, own = page.model, {claim.iri for claim in page.claims}
    contests = {found.iri: found for claim in page.claims for found in all_.contests(claim.iri)}
    return {
        "title": one.label, "found": page, "model": one, "notes_of": _notes(atlas, one.iri),
        "members": [(member, [claim for claim in page.claims if member in (claim.subject, claim.object)])
                    for member in one.members],
        "denials": [claim for claim in atlas.claims() if claim.is_denied and claim.relation == one.relation
                    and one.whole in (claim.subject, claim.object)],
        "contests": sorted(contests.values(), key=lambda found: isinstance(found, Conflict)),
        "impossible": [concept for held, concept in how.impossible if held.iri == one.iri] if how else [],
        "entailments": [found for found in all_.entailments if own & {claim.iri for claim in found.claims}]}


def _notes(atlas: Atlas, name: str) -> list[str]:
    return [fact.value.label for fact in atlas.facts(name) if fact.property.iri.endswith("#note")]
