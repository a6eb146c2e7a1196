"""The graph as one party or model sees it, and two of them laid over each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.errors import UnknownName
from kg.graphview.edges import Edge
from kg.model import Ref

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Lens", "Voice", "lens_of", "voice_of"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A party or a model, with the IRIs of its claims."""

    ref: Ref
    kind: Literal["party", "model"]
    claims: frozenset[str]

    @property
    def name(self) -> str:
        """The name of the voice as it stands in addresses: a model and a party may have the same slug."""
        return f"{self.kind}:{self.ref.slug}"


@dataclass(frozen=True, slots=True)
class Lens:
    """One voice, or two laid over each other; `looks` are the edges of either, with the look of each by its id.

    With one voice an edge is `said`. With two it is `contradicted` where the one has a claim that cannot hold beside a
    claim of the other, otherwise `agreed`, `only-first` or `only-second`.
    """

    first: Voice
    second: Voice | None
    looks: Mapping[str, str]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many statements have each look."""
        return Counter(self.looks.values())


def voice_of(atlas: Atlas, name: str) -> Voice:
    """Return the model or party with this name (`model:` or `party:` before it decides); raises UnknownName."""
    kind, colon, slug = name.partition(":")
    models = {model.slug: model for model in atlas.models()}
    if model := models.get(slug if colon and kind == "model" else name):
        return Voice(Ref(model.iri, model.label), "model", frozenset(c.iri for c in atlas.model(model.slug).claims))
    try:
        found = atlas.party(slug if colon and kind == "party" else name)
    except UnknownName as error:
        raise UnknownName("lens", name, error.nearest) from None
    return Voice(found, "party", frozenset(c.iri for c in atlas.claims() if c.party == found))


def lens_of(edges: Iterable[Edge], first: Voice, second: Voice | None = None) -> Lens:
    """Return which edges a voice has, or how the edges of two voices stand to each other."""
    looks = {edge.id: look for edge in edges if (look := _look(edge, first, second))}
    return Lens(first, second, looks)


def _look(edge: Edge, first: Voice, second: Voice | None) -> str:
    own = {claim.iri for claim in edge.claims}
    if second is None:
        return "said" if own & first.claims else ""
    if _clashes(edge, first, second) or _clashes(edge, second, first):
        return "contradicted"
    has = (bool(own & first.claims), bool(own & second.claims))
    return {(True, True): "agreed", (True, False): "only-first", (False, True): "only-second"}.get(has, "")


def _clashes(edge: Edge, one: Voice, other: Voice) -> bool:
    return any(rival.iri in other.claims for claim in edge.claims if claim.iri in one.claims for rival in claim.rivals)
