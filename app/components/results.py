"""The answer to a query: a table with links back into the atlas, or a graph as text; and where a query is wrong."""

from __future__ import annotations

from app.components import links
from app.components.html import Html, join, tag
from app.data import Answer, QuerySyntaxError, Term, curie

__all__ = ["MOST_ROWS", "answer", "mistake"]

MOST_ROWS = 500


def answer(found: Answer) -> Html:
    """Return an answer with its size and time; what is left out on the screen is said."""
    took = f" in {found.seconds:.2f} s"
    if found.format == "turtle":
        lines = found.turtle.splitlines()
        code = tag("pre", tag("code", "\n".join(lines[:MOST_ROWS])), tabindex=0, role="region",
                   aria_label="Graph as Turtle")
        return join(tag("p.count-line", f"A graph{took}", role="status"), _left_out(len(lines), "lines"), code)
    size = f"{len(found.rows):,} {'row' if len(found.rows) == 1 else 'rows'}{took}"
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
    head = tag("tr", [tag("th", name, scope="col") for name in found.variables])
    rows = [tag("tr", map(_cell, row)) for row in found.rows[:MOST_ROWS]]
    return tag("div.scroll", tag("table.results", tag("thead", head), tag("tbody", rows)), tabindex=0, role="region",
               aria_label="Results of the query")


def _cell(term: Term | None) -> Html:
    if term is None:
        return tag("td.nothing", "–")
    if not term.is_iri:
        return tag("td", term.text)
    inside = links.address_of(term.text)
    if inside:
        return tag("td", links.link(inside, curie(term.text)))
    is_web = term.text.startswith("http") and curie(term.text) == term.text
    return tag("td", tag("a", term.text, href=term.text, rel="noopener") if is_web else tag("code", curie(term.text)))
