"""Two wordings as one text: what only one of them says is struck out or underlined, marked, and named in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.components import evidence
from app.components.html import Html, join, tag
from app.data import Comparison, Line, Run, likeness, word_differences

__all__ = ["between", "difference"]

#: Kind of run -> the element that it becomes, and the mark before it.
_ELEMENTS = {"only-first": ("del", "−"), "only-second": ("ins", "+")}


def difference(first: str, second: str, names: tuple[str, str]) -> Html:
    """Return two texts as one: plain where both agree; a screen reader hears whose words the others are."""
    return tag("p.wording", [_run(run, names) for run in word_differences(first, second)])


def _run(run: Run, names: tuple[str, str]) -> Html:
    if run.kind == "same":
        return join(tag("span.unseen", "in both: "), run.words)
    element, mark = _ELEMENTS[run.kind]
    who = names[run.kind == "only-second"]
    return join(tag(element, tag("span.sign", mark, aria_hidden="true"), tag("span.unseen", f"only in {who}: "),
                    run.words.rstrip()), " " if run.words.endswith(" ") else None)


def between(table: Comparison, key: str, other: int) -> Html:
    """Return each text of a column against the nearest text of the first column, in the respect of this key."""
    row = next(row for row in table.rows if row.key == key)
    names = (table.columns[0].label, table.columns[other].label)
    ours, theirs = row.cells[0].lines, row.cells[other].lines
    if not ours or not theirs:
        silent = " and ".join(name for name, lines in zip(names, (ours, theirs), strict=True) if not lines)
        return tag("p.empty", f"{row.label}: none in the works covered by {silent}.")
    legend = tag("p.hint", tag("del", tag("span.sign", "−"), f"only in {names[0]}"), " · ",
                 tag("ins", tag("span.sign", "+"), f"only in {names[1]}"), " · the rest is in both")
    return tag("div.wordings", legend, _pairs(ours, theirs, names))


def _pairs(ours: Sequence[Line], theirs: Sequence[Line], names: tuple[str, str]) -> Iterable[Html]:
    for line in theirs:
        nearest = max(ours, key=lambda one: likeness(one.text, line.text))
        share = f"{likeness(nearest.text, line.text):.0%} of the words are the same"
        places = (names[0], ": ", evidence.places(nearest.passages), " – ", names[1], ": ",
                  evidence.places(line.passages))
        yield tag("article.card", difference(nearest.text, line.text, names), tag("p.where", places, " · ", share))
