"""What the address of the map says: every part of the view is a parameter, so that a link shows the same again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from app.components import links
from app.data import CERTAINTIES, MOST_NODES, USUAL_NODES, Choice, Claim, Ref, atlas, map_edges

__all__ = ["MOST_HOPS", "SIZES", "State", "choice", "read", "relations", "traditions"]

#: How many nodes a reader may ask for.
SIZES = (USUAL_NODES, 80, MOST_NODES)
#: How far from the middle a reader may go.
MOST_HOPS = 9


@dataclass(frozen=True, slots=True)
class State:
    """The view as the address names it; `at` is the concept or the edge that was chosen in it."""

    focus: tuple[str, ...] = ()
    hops: int = 1
    lens: str = ""
    over: str = ""
    relation: str = ""
    tradition: str = ""
    since: int | None = field(default=None, metadata={"name": "from"})
    until: int | None = field(default=None, metadata={"name": "to"})
    sure: str = ""
    expand: tuple[str, ...] = ()
    most: int = USUAL_NODES
    at: str = ""

    def address(self, **changes: Any) -> str:
        """Return the address of this view, or of one that differs from it in some parts."""
        new = replace(self, **changes)
        pairs = ((_name(part), getattr(new, part.name), part.default) for part in fields(State))
        found = {name: ",".join(value) if isinstance(value, tuple) else str(value)
                 for name, value, usual in pairs if value != usual}
        return links.address("map", **found)

    @property
    def filters(self) -> dict[str, Any]:
        """The filters in use."""
        names = ("relation", "tradition", "since", "until", "sure")
        return {name: value for name in names if (value := getattr(self, name)) not in ("", None)}

    def unfiltered(self) -> str:
        """Return the address of this view without its filters."""
        return self.address(**{name: None if name in ("since", "until") else "" for name in self.filters})


def _name(part: Any) -> str:
    return str(part.metadata.get("name", part.name))


def read(parameters: Mapping[str, str]) -> tuple[State, list[str]]:
    """Return the view that parameters name, and in words which of them make no sense and were left out."""
    found: dict[str, Any] = {}
    problems = []
    for part in fields(State):
        text = parameters.get(_name(part), "").strip()
        if not text:
            continue
        try:
            found[part.name] = _READ.get(part.name, str)(text)
        except (ValueError, KeyError):
            problems.append(f"{_name(part)}={text}")
    return State(**found), problems


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))


def _within(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)
    return read


def _among(known: Callable[[], Any]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known():
            raise ValueError(text)
        return text
    return read


def relations() -> dict[str, str]:
    """Return the relations that claims use, by slug."""
    found = {edge.relation.iri.rsplit("/", 1)[-1]: edge.relation.label for edge in map_edges()}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def traditions() -> dict[str, tuple[Ref, frozenset[str]]]:
    """Return the traditions in which something is defined, by slug, with the parties that do."""
    found: dict[Ref, set[str]] = {}
    for one in atlas().definitions():
        if one.tradition:
            found.setdefault(one.tradition, set()).add(one.party.iri)
    order = sorted(found, key=lambda ref: ref.label.casefold())
    return {ref.slug: (ref, frozenset(found[ref])) for ref in order}


_YEAR = _within(1, 2999)
_READ: dict[str, Callable[[str], Any]] = {
    "focus": _listed, "hops": _within(1, MOST_HOPS), "relation": _among(relations), "tradition": _among(traditions),
    "since": _YEAR, "until": _YEAR, "sure": _among(lambda: CERTAINTIES), "expand": _listed,
    "most": _within(2, MOST_NODES),
}


def choice(state: State) -> Choice:
    """Return what the map is asked for; without a focus it begins where the atlas begins."""
    start = tuple(ref.slug for ref in atlas().starts_with) or _busiest()
    parties = traditions()[state.tradition][1] if state.tradition else None
    return Choice(focus=state.focus or start, is_start=not state.focus, hops=state.hops, relation=state.relation,
                  parties=parties, since=state.since, until=state.until, sure=state.sure,
                  expanded=frozenset(state.expand), most=state.most)


def _busiest() -> tuple[str, ...]:
    ends: dict[str, list[Claim]] = {}
    for edge in map_edges():
        for slug in edge.ends:
            ends.setdefault(slug, []).extend(edge.claims)
    return tuple(sorted(ends, key=lambda slug: (-len(ends[slug]), slug))[:1])
