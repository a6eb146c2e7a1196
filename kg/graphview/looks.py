"""How edges look: never told apart by colour alone, but by the style of the line and by words as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.graphview.edges import Edge
from kg.graphview.lens import Lens

__all__ = ["LOOKS", "OVERLAY", "Look", "legend_of", "mark_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an edge looks: the lengths of its dashes, a colour of the palette, the mark before its words.

    `spoken` is the mark in a list, `meaning` what the legend says, `ink` the colour on white paper.
    """

    dashes: tuple[int, ...] = ()
    colour: str
    ink: str
    mark: str = ""
    spoken: str = ""
    meaning: str


_NOT, _DENIED = "✕ not: ", "✕ denied: "

LOOKS: dict[str, Look] = {
    "asserted": Look(colour="muted", ink="#585d64", meaning="said"),
    "disputed": Look(dashes=(14, 5), colour="disputed", ink="#66388c", mark="⇄ ",
                     spoken="⇄ at odds with another claim: ", meaning="⇄ at odds with another claim"),
    "denied": Look(dashes=(3, 6), colour="denied", ink="#96192c", mark=_NOT, spoken=_DENIED, meaning="✕ denied"),
    "agreed": Look(colour="sound", ink="#21603a", mark="= ", spoken="= both: ", meaning="= both say so"),
    "only-first": Look(dashes=(14, 5), colour="link", ink="#1b4f7e", mark="A: ", spoken="A only: ",
                       meaning="A: only {first}"),
    "only-second": Look(dashes=(7, 7), colour="warn", ink="#7a3b00", mark="B: ", spoken="B only: ",
                        meaning="B: only {second}"),
    "contradicted": Look(dashes=(2, 5), colour="denied", ink="#96192c", mark="⇄ ", spoken="⇄ contradicted: ",
                         meaning="⇄ cannot hold beside what the other says"),
    "other": Look(colour="muted", ink="#585d64", spoken="neither: ", meaning="said by neither"),
    "first": Look(colour="link", ink="#1b4f7e", mark="① ", spoken="① one side: ", meaning="① one side"),
    "second": Look(dashes=(14, 5), colour="disputed", ink="#66388c", mark="② ", spoken="② the other side: ",
                   meaning="② the other side"),
}

#: The looks of two voices laid over each other, in the order in which they are counted.
OVERLAY = ("agreed", "only-first", "only-second", "contradicted")


def mark_of(edge: Edge, *, spoken: bool = False) -> str:
    """Return what stands before the words of an edge, in the drawing or in a list; a denial is always said."""
    look = LOOKS[edge.look]
    denial = _DENIED if spoken else _NOT
    return (look.spoken if spoken else look.mark) + (denial if edge.is_denied and edge.look != "denied" else "")


def legend_of(edges: Iterable[Edge], lens: Lens | None = None) -> list[tuple[str, str]]:
    """Return the looks that occur, each with what it means."""
    shown = {edge.look for edge in edges} | (set(OVERLAY) if lens and lens.second else set())
    first, second = (voice.ref.label if voice else "" for voice in (lens and lens.first, lens and lens.second))
    # Labels are data: they may hold braces themselves.
    return [(name, look.meaning.replace("{first}", first).replace("{second}", second))
            for name, look in LOOKS.items() if name in shown]
