"""Who takes up whose statement: each lineage with both of its ends."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from kg import query
from kg.catalog import rows
from kg.catalog.reader import Reader
from kg.model import Lineage, Passage, Statement, TermUse

__all__ = ["read"]

_Row: TypeAlias = tuple[str | None, ...]
_End: TypeAlias = Statement | TermUse

_LATER, _EARLIER = 5, 6


def read(reader: Reader, concept: str = "") -> tuple[Lineage, ...]:
    """Return the lineages of a concept, given by its IRI, or of all, by the year of what is the later in each."""
    found = reader.rows("lineages", **({"concept": concept} if concept else {}))
    if not found:
        return ()
    said = reader.said(statement=sorted({str(row[end]) for row in found for end in (_LATER, _EARLIER) if row[end]}))
    ends: dict[str, _End] = {**said.statements, **{use.iri: use for use in said.terms}}
    passages = reader.passages(query.text("passages", passage=sorted({str(row[-1]) for row in found})))
    made = (_lineage(list(same), ends, passages) for _, same in groupby(found, key=itemgetter(0)))
    return tuple(sorted(made, key=_place))


def _lineage(found: list[_Row], ends: Mapping[str, _End], passages: Mapping[str, Passage]) -> Lineage:
    name, _, _, way, label, later, earlier, term, note = found[0][:9]
    return Lineage(iri=name or "", party=rows.ref(found[0][9:11]), concept=rows.ref(found[0][1:3]), way=rows.key(way),
                   label=label or "", later=ends[later or ""], earlier=ends[earlier] if earlier else None,
                   term=term or "", note=note or "", passages=rows.in_order(passages[str(row[-1])] for row in found))


def _place(one: Lineage) -> tuple[int, int, str, str]:
    before = one.earlier.year if one.earlier else None
    return one.later.year or 9999, before or 0, one.concept.label, one.iri
