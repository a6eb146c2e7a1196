"""What of the claims is drawn at once: near a focus, through a lens, few enough to be read."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kg.graphview.edges import Edge
from kg.graphview.layout import Places, box, on_paper
from kg.graphview.lens import Lens
from kg.model import CERTAINTIES, Claim, Ref

__all__ = ["MOST_NODES", "USUAL_NODES", "Choice", "Node", "View", "view_of"]

#: How many nodes are drawn unless more are asked for, and at most.
USUAL_NODES, MOST_NODES = 40, 150
_BELOW, _LARGER = 40, 1.25

#: The middle of a box, its width and its height.
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reader wants to see.

    `focus` are slugs of concepts; `is_start` says that nobody chose them, so that a lens may lead away from them.
    `parties` are the IRIs of those whose claims count, None for all; `expanded` are slugs of concepts whose
    neighbours are all wanted.
    """

    focus: tuple[str, ...]
    is_start: bool = False
    hops: int = 1
    relation: str = ""
    parties: frozenset[str] | None = None
    since: int | None = None
    until: int | None = None
    sure: str = ""
    expanded: frozenset[str] = frozenset()
    most: int = USUAL_NODES

    def admits(self, claim: Claim) -> bool:
        """Whether a claim passes every filter; one without a year passes no filter by year."""
        return ((not self.relation or claim.relation.iri.rsplit("/", 1)[-1] == self.relation)
                and (self.parties is None or claim.party.iri in self.parties)
                and _is_within(claim.year, self.since, self.until)
                and (not self.sure or _is_sure(claim, self.sure)))


def _is_within(year: int | None, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    return year is not None and (since is None or since <= year) and (until is None or year <= until)


def _is_sure(claim: Claim, wanted: str) -> bool:
    order = list(CERTAINTIES)
    return any(order.index(p.certainty) <= order.index(wanted) for p in claim.passages if p.certainty in order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A concept where it stands on the paper; or, where `more` is not 0, so many of its neighbours as one.

    `weight` is the number of statements about it that pass the filters.
    """

    ref: Ref
    x: float
    y: float
    weight: int
    more: int = 0
    is_focus: bool = False
    is_faded: bool = False

    @property
    def id(self) -> str:
        """What tells the node from every other."""
        return f"+{self.ref.slug}" if self.more else self.ref.slug

    @property
    def label(self) -> str:
        """The words on the node."""
        return f"+{self.more} more" if self.more else self.ref.label


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is drawn: nodes, edges between them, and how much of what the filters let pass that is."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lens: Lens | None = None
    statements: int = 0
    left_out: int = 0

    @property
    def concepts(self) -> tuple[Node, ...]:
        """The nodes that are concepts, the focus first, then those with the most statements."""
        own = (node for node in self.nodes if not node.more)
        return tuple(sorted(own, key=lambda node: (not node.is_focus, node.is_faded, -node.weight, node.ref.label)))


def view_of(edges: Iterable[Edge], choice: Choice, places: Places, lens: Lens | None = None) -> View:
    """Return what is drawn of some edges: never more nodes than the choice allows, and never more than `MOST_NODES`."""
    passed = [seen for edge in edges if (seen := _seen(edge, choice, lens))]
    near = _Near(passed, choice)
    kept, hubs = near.kept(near.wanted(lens))
    drawn = tuple(edge for edge in passed if edge.ends <= kept)
    return View(nodes=tuple(_nodes(near, kept, hubs, places, lens)), edges=drawn, lens=lens, statements=len(passed),
                left_out=near.left_out)


def _seen(edge: Edge, choice: Choice, lens: Lens | None) -> Edge | None:
    claims = tuple(filter(choice.admits, edge.claims))
    if not claims:
        return None
    look = lens.looks.get(edge.id, "") if lens else ""
    is_overlay = lens is not None and lens.second is not None
    return replace(edge, claims=claims, look=(look or "other") if is_overlay else edge.look,
                   is_faded=lens is not None and not look)


@dataclass(slots=True)
class _Near:
    """The concepts around a focus: how far each is, and through which neighbour it was reached."""

    edges: Sequence[Edge]
    choice: Choice
    refs: dict[str, Ref] = field(default_factory=dict)
    beside: dict[str, Counter[str]] = field(default_factory=dict)
    distance: dict[str, int] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    left_out: int = 0

    def __post_init__(self) -> None:
        for edge in self.edges:
            for one, other in ((edge.subject, edge.object), (edge.object, edge.subject)):
                self.refs.setdefault(one.slug, one)
                self.beside.setdefault(one.slug, Counter())[other.slug] += 1
        self._walk()

    def _walk(self) -> None:
        waiting = deque(slug for slug in self.choice.focus if slug in self.refs)
        self.distance = dict.fromkeys(waiting, 0)
        while waiting:
            here = waiting.popleft()
            for slug in sorted(self.beside[here]):
                if slug not in self.distance:
                    self.distance[slug], self.parent[slug] = self.distance[here] + 1, here
                    waiting.append(slug)

    def wanted(self, lens: Lens | None) -> list[str]:
        """Return the concepts to draw, the most wanted first."""
        opened = {slug for hub in self.choice.expanded for slug in (hub, *self.beside.get(hub, ()))}
        seen = {end for edge in self.edges if lens and not edge.is_faded for end in edge.ends}
        reach = {slug for slug, steps in self.distance.items() if steps <= self.choice.hops}
        reach |= (opened & self.refs.keys()) | (seen if self.choice.is_start else set())
        return sorted(reach, key=lambda slug: (
            slug not in self.choice.focus, slug not in opened, slug not in seen,
            self.distance.get(slug, len(self.refs)),
            -sum(self.beside[slug][one] for one in self.choice.focus), -self.weight(slug), slug))

    def weight(self, slug: str) -> int:
        """Return how many edges end at a concept."""
        return self.beside[slug].total()

    def kept(self, wanted: Sequence[str]) -> tuple[set[str], Counter[str]]:
        """Return the concepts that fit, and how many of the others stand behind each of them."""
        limit = min(MOST_NODES, self.choice.most + sum(len(self.beside.get(hub, ())) for hub in self.choice.expanded))
        low, high = 0, min(limit, len(wanted))
        while low < high:
            middle = (low + high + 1) // 2
            fits = middle + len(set(self._behind(wanted, middle).values())) <= limit
            low, high = (middle, high) if fits else (low, middle - 1)
        behind = self._behind(wanted, low)
        hubs = Counter(behind.values())
        # One neighbour alone takes no more room than the words that stand for it.
        alone = {slug for slug, hub in behind.items() if hubs[hub] == 1}
        self.left_out = len(wanted) - low - len(behind)
        return {*wanted[:low], *alone}, Counter({hub: count for hub, count in hubs.items() if count > 1})

    def _behind(self, wanted: Sequence[str], number: int) -> dict[str, str]:
        """Return the concept that stands for each one that is not among the first so many."""
        kept = set(wanted[:number])
        return {slug: hub for slug in wanted[number:] if (hub := self._hub(slug, kept))}

    def _hub(self, slug: str, kept: set[str]) -> str:
        while slug not in kept and slug in self.parent:
            slug = self.parent[slug]
        return slug if slug in kept else ""


def _nodes(near: _Near, kept: set[str], hubs: Counter[str], places: Places, lens: Lens | None) -> Iterator[Node]:
    clear = {end for edge in near.edges if not edge.is_faded for end in edge.ends}
    taken = [(*on_paper(places, near.refs[slug].iri), *box(near.refs[slug].label)) for slug in kept]
    for slug in sorted(kept):
        x, y = on_paper(places, near.refs[slug].iri)
        node = Node(ref=near.refs[slug], x=x, y=y, weight=near.weight(slug), is_focus=slug in near.choice.focus,
                    is_faded=lens is not None and slug not in clear)
        yield node
        if hubs[slug]:
            more = replace(node, more=hubs[slug], is_focus=False)
            spot = next((spot for spot in _spots(node, more) if not any(_overlap(spot, box) for box in taken)), None)
            yield replace(more, x=spot[0], y=spot[1]) if spot else replace(more, y=y + _BELOW)


def _spots(node: Node, more: Node) -> Iterator[Box]:
    """Yield where the rest of a concept's neighbours may stand: below it, above it, to its right or left."""
    (width, height), (own, low) = box(node.label), box(more.label)
    # A screen draws few nodes with larger letters than the boxes are made for.
    down, aside = (height + low) / 2 * _LARGER, (width + own) / 2 * _LARGER
    for x, y in ((0.0, down), (0.0, -down), (aside, 0.0), (-aside, 0.0)):
        yield node.x + x, node.y + y, own, low


def _overlap(one: Box, other: Box) -> bool:
    # What only touches does not overlap; places are rounded.
    return all(abs(one[axis] - other[axis]) + 1 < (one[axis + 2] + other[axis + 2]) / 2 for axis in (0, 1))
