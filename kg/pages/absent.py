"""Which pages there are, and what stands where there is none: nothing that was ever given out answers with silence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import TYPE_CHECKING

from kg.model import Ref, Thing
from kg.pages.gather.indexes import INDEXES
from kg.pages.gather.whole import whole
from kg.pages.rendering import fill
from kg.pages.site import Site
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["addresses", "missing", "retired"]

_MOST = 3


def missing(atlas: Atlas, address: str, nearest: Sequence[str], site: Site) -> str:
    """Return the page that stands where nothing does, with links to the nearest addresses."""
    kind = address.partition("/")[0]
    near = [one if "/" in one else f"{kind}/{one}" for one in nearest][:_MOST]
    labels = atlas.labels(BASE + one for one in near)
    return fill("missing", atlas, address, site, title="Nothing stands at this address", indexes=INDEXES, iri=BASE,
                formats={}, nearest=[Ref(BASE + one, labels.get(BASE + one, one)) for one in near])


def retired(atlas: Atlas, thing: Thing, site: Site) -> str:
    """Return the page of a thing that is no longer used: why, and what stands for it now."""
    return fill("retired", atlas, thing.address, site, title=thing.label, thing=thing, indexes=INDEXES)


def addresses(atlas: Atlas) -> tuple[str, ...]:
    """Return the address of every page that a page may link to; comparisons are those of the central distinction."""
    things = [one for same in atlas.addresses.values() for one in same]
    # What the table of relations declares is computed when it is asked for, so that the store has no triple of it.
    computed = [one.iri.removeprefix(BASE) for one in whole(atlas).conflicts]
    lists = [f"index/{name}" for name in INDEXES]
    pairs = [f"compare/{a.slug}--{b.slug}" for a, b in permutations(atlas.starts_with, 2)]
    return tuple(dict.fromkeys(("", *lists, *pairs, *things, *computed)))
