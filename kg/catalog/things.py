"""Whatever has an address, found by it, and the quads that describe it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.catalog import rows
from kg.catalog.reader import Reader
from kg.errors import UnknownName
from kg.model import Thing
from kg.search import nearest
from kg.store import Quad
from kg.vocab import AA, BASE

__all__ = ["by_kind", "find", "quads"]

#: What a slug is made of; a sign that an IRI cannot have would break the query.
_SOUND = re.compile(r"[\w.~/-]+")
_GRAPH, _BASED_ON = "graph", str(AA.basedOn)


def find(reader: Reader, address: str, known: Mapping[str, Sequence[str]]) -> Thing:
    """Return what stands at an address; raises UnknownName with the nearest of the `known` addresses of its kind."""
    kind, _, slug = address.partition("/")
    name = BASE + address
    found = reader.rows("thing", thing=name) if kind in known and _SOUND.fullmatch(slug) else []
    if not found:
        every = known.get(kind) or [one for same in known.values() for one in same]
        raise UnknownName(kind if kind in known else "address", slug if kind in known else address,
                          nearest(address, every))
    label, retired, note, instead, instead_label = found[0]
    return Thing(iri=name, kind=kind, slug=slug, label=label or slug, is_retired=bool(retired), note=note or "",
                 replaced_by=rows.ref((instead, instead_label or rows.key(instead))) if instead else None)


def by_kind(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Return every address by its first step; parts of things, which have more steps, are left out."""
    found: dict[str, list[str]] = {}
    for name, in reader.rows("things"):
        kind, _, slug = str(name).removeprefix(BASE).partition("/")
        if str(name).startswith(BASE) and slug and ("/" not in slug or kind == _GRAPH):
            found.setdefault(kind, []).append(f"{kind}/{slug}")
    return {kind: tuple(same) for kind, same in found.items()}


def quads(reader: Reader, thing: Thing) -> tuple[Quad, ...]:
    """Return what describes a thing, each quad in its named graph; of a graph, what stands in it."""
    inside = reader.store.inside(thing.iri)
    if thing.kind == _GRAPH:
        return inside
    around = [str(row[0]) for row in reader.rows("description", thing=thing.iri)]
    told = reader.store.about([thing.iri, *around])
    known = {str(quad.subject) for quad in told}
    passages = {str(quad.object)[1:-1] for quad in told if quad.predicate.value == _BASED_ON
                and str(quad.object) not in known}
    return (*told, *reader.store.about(sorted(passages)), *inside)
