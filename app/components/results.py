"""The answer to a query: a table with links back into the atlas, or a graph as text; and where a query is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.components import links
from app.components.html import Child, Html, join, tag
from app.components.layout import counted, summary
from app.data import Answer, QuerySyntaxError, Term, atlas, curie, named

__all__ = ["LONGEST", "MOST_ROWS", "answer", "mistake"]

MOST_ROWS, LONGEST = 500, 2000


def answer(found: Answer) -> Html:
    """Return an answer with its size, time and edition; what is left out on the screen is said."""
    took = f" in {found.seconds:.2f} s, from {atlas().state}"
    if found.format == "turtle":
        lines = found.turtle.splitlines()
        code = tag("pre", tag("code", "\n".join(map(_cut, lines[:MOST_ROWS]))), tabindex=0, role="region",
                   aria_label="Graph as Turtle")
        return join(tag("p.count-line", f"A graph{took}", role="status"), _left_out(len(lines), "lines"), code)
    size = f"{len(found.rows):,} {counted(len(found.rows), 'row').partition(' ')[2]}{took}"
    return join(tag("p.count-line", size, role="status"), _left_out(len(found.rows)), _table(found))


def mistake(text: str, error: QuerySyntaxError) -> Html:
    """Return where a query does not parse: line, column, and the line itself with the place marked."""
    lines = text.splitlines() or [""]
    line = lines[min(error.line, len(lines)) - 1]
    before, after = line[:max(error.column - 1, 0)], line[max(error.column - 1, 0):]
    marked = tag("code", before, tag("mark", after[:1] or "␠"), after[1:])
    return tag("div.warning", tag("p.title", "The query has a mistake"), tag("p", str(error), "."),
               tag("pre", marked, tabindex=0, role="region", aria_label="The line with the mistake"),
               role="alert", aria_label="Mistake in the query")


def _left_out(size: int, what: str = "rows") -> Html | None:
    if size <= MOST_ROWS:
        return None
    return tag("p.note", f"The first {MOST_ROWS} {what} are shown; the file holds all {size:,}.")


def _table(found: Answer) -> Html | None:
    if not found.rows:
        return tag("p.empty", "Nothing in the atlas answers this query.")
    shown = found.rows[:MOST_ROWS]
    # Names are looked up for what is shown, so that a long answer costs no more than a short one.
    known = named({term.text for row in shown for term in row if term and term.is_iri})
    is_cut = any(term and len(term.text) > LONGEST for row in shown for term in row)
    head = tag("tr", [tag("th", tag("button.sort", name, type="button"), scope="col") for name in found.variables])
    # One cell is reached by Tab, the others from there by arrow keys.
    rows = [tag("tr", [_cell(term, known, 0 if not (row or column) else -1) for column, term in enumerate(terms)])
            for row, terms in enumerate(shown)]
    table = tag("table.results", tag("thead", head), tag("tbody", rows))
    return tag("div.answer-table", _tools(found.variables),
               tag("p.note", f"Values of more than {LONGEST:,} characters are cut; the file holds them whole.")
               if is_cut else None,
               tag("div.scroll", table, tabindex=0, role="region", aria_label="Results of the query"))


def _tools(variables: Sequence[str]) -> Html:
    boxes = [tag("label", tag("input", type="checkbox", checked=True, data_column=at), f" {name}")
             for at, name in enumerate(variables)]
    search = tag("label", "Filter the rows shown ", tag("input", type="search", data_filter=True))
    hide = summary("Columns", boxes, kind="columns") if len(boxes) > 1 else None
    return tag("div.tools", search, hide, tag("span.hint", data_filtered=True, role="status"),
               tag("span.hint", "Arrow keys go from cell to cell, Ctrl-C copies one."))


def _cell(term: Term | None, known: Mapping[str, str], stop: int) -> Html:
    if term is None:
        return tag("td.nothing", "–", data_value="", tabindex=stop)
    return tag("td", _value(term, known), data_value=_cut(term.text), tabindex=stop)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _value(term: Term, known: Mapping[str, str]) -> Child:
    if not term.is_iri:
        return _cut(term.text)
    short, inside = curie(term.text), links.address_of(term.text)
    if not inside and short == term.text and term.text.startswith("http"):
        return tag("a", _cut(term.text), href=term.text, rel="noopener")
    name = known.get(term.text)
    main = links.link(inside, name or short) if inside or name else tag("code", _cut(short))
    return join(main, tag("code.short", short) if name else None)
