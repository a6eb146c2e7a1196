"""Who takes up whose statement or name: a line for each, which opens to the words of both ends and of who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from app.components import evidence, statements
from app.components.html import Child, Html, join, tag
from app.data import Definition, Lineage, Statement, TermUse

__all__ = ["End", "kind_of", "listed", "said", "sentence", "who"]

#: What stands at an end of a lineage.
End: TypeAlias = Statement | TermUse

#: Class of what stands at an end -> what a reader calls it.
_KINDS = {"Definition": "definition", "TermUse": "name", "Claim": "claim"}


def listed(found: Iterable[Lineage], marks: Mapping[str, str]) -> Html:
    """Return lineages one below the other; `marks` gives the mark on the drawing of each statement that has one."""
    return tag("ol.lineages", [tag("li", _line(one, marks)) for one in found])


def _line(one: Lineage, marks: Mapping[str, str]) -> Html:
    earlier = one.earlier.iri if one.earlier else ""
    return tag("details.lineage", tag("summary", sentence(one)), tag("div.lineage-card", _card(one)), id=one.slug,
               data_way=one.way, data_to=marks.get(one.later.iri), data_from=marks.get(earlier))


def sentence(one: Lineage) -> Html:
    """Return a lineage as a sentence: who takes up whom in which way, and who says so."""
    other: Child = join("“", one.term, "”") if one.earlier is None else _dated(one.earlier)
    doubt = tag("span.mark.doubtful", " ⚠ citation warning") if one.is_doubtful else None
    return join(_dated(one.later), " ", tag("em.way", one.label), " ", other,
                tag("span.by", " – says ", one.party.label), doubt)


def _dated(end: End) -> Html:
    return join(tag("strong", who(end)), f" ({end.year})" if end.year is not None else " (year unknown)")


def who(end: End) -> str:
    """Return who makes a statement or uses a name."""
    return ", ".join(party.label for party in end.parties) if isinstance(end, TermUse) else end.party.label


def kind_of(end: End) -> str:
    """Return what a reader calls a statement or a use of a name."""
    return _KINDS.get(type(end).__name__, "statement")


def said(end: End) -> Html:
    """Return what stands at an end, in our words; a name as it is printed, with what we note of it."""
    if isinstance(end, TermUse):
        return join("“", end.term, "”", tag("span.note", " – ", end.note) if end.note else None)
    if isinstance(end, Definition):
        return join(tag("span.label", "Our gloss"), " ", end.gloss)
    return statements.sentence(end)


def _card(one: Lineage) -> Html:
    ends = [_end("Earlier", one.earlier)] if one.earlier else []
    later = _end("Later" if ends else "Where the name is said to come from", one.later)
    note = tag("p.note", one.note) if one.note else None
    says = tag("section.says", tag("p.whose", "Says so: ", one.party.label), map(evidence.passage, one.passages), note)
    return join(tag("div.ends", ends, later), says)


def _end(title: str, end: End) -> Html:
    words = [evidence.passage(passage, with_credits=False) for passage in end.passages]
    return tag("section.end", tag("p.whose", f"{title}: {who(end)}, {kind_of(end)}"), tag("p", said(end)), words)
