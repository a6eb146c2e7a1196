"""Home: what this is, search, the central distinction, every concept."""

from __future__ import annotations

from itertools import groupby

from app.components import contrast, distinctions, layout, links, search
from app.components.html import Html, tag
from app.data import Atlas, Concept, atlas

#: Page, what it is called, what the atlas counts of it, and what a reader finds there.
_WAYS = (
    ("compare", "Compare authors", "", "what each of several authors means by one concept, side by side"),
    ("differences", "Compare concepts", "", "what is said of both, of one only, and what tells them apart"),
    ("disputes", "Disputes", "disputes", "what does not go together, read or computed, and who holds what"),
    ("map", "Map", "", "the concepts as one author sees them, or two laid over each other"),
    ("timeline", "Timeline", "lineages", "who said it first, and who took it up, changed or rejected it"),
    ("path", "Paths", "", "how two concepts are connected, claim by claim"),
    ("trees", "Hierarchies", "", "parts under wholes and kinds under kinds, by author"),
    ("works", "Works", "works", "the bibliography, with how sure each record is"),
    ("citations", "Citations to check", "doubtful", "what is wrong, how we know, what to cite instead"),
    ("models", "Models", "models", "what each author makes a whole of"),
    ("instruments", "Instruments", "instruments", "what measures what, in whose sense, and effect sizes"),
    ("gaps", "Gaps", "", "what the atlas does not know"),
    ("query", "Query", "", "ask the graph in SPARQL"),
    ("about", "How sure we are", "", "what the words for sureness mean"),
)


def show() -> None:
    """Show the home page."""
    found = atlas()
    layout.heading(found.title, key="home")
    layout.show(tag("p.lede", found.description))
    search.box()
    layout.show(_beginning(found), _ways(found), _index(found))


def _beginning(found: Atlas) -> Html | None:
    if len(found.starts_with) != 2:  # noqa: PLR2004 - a distinction has two sides
        return None
    first, second = found.starts_with
    rows = found.distinctions(first.slug, second.slug)
    if not rows:
        return None
    title = f"How {first.label} and {second.label} differ"
    lede = tag("p", "Read a row across: what each is said to be, by whom, and where.")
    whole = links.link(contrast.address((first.slug, second.slug)), "The whole comparison")
    return layout.section(title, "begin", lede, distinctions.table(rows, first, second), tag("p", whole))


def _ways(found: Atlas) -> Html:
    entries = [tag("li", links.link(links.address(page), name), _number(found, count), tag("p.where", words))
               for page, name, count, words in _WAYS]
    return layout.section("Ways in", "ways", tag("ul.ways", entries))


def _number(found: Atlas, count: str) -> Html | None:
    number = found.counts.get(count)
    return tag("span.count", f" {number}") if number else None


def _index(found: Atlas) -> Html:
    letters = groupby(found.concepts(), key=lambda c: c.label[:1].upper())
    blocks = [tag("div.letter", tag("h3", letter), tag("ul", map(_entry, same))) for letter, same in letters]
    return layout.section("All concepts", "concepts", tag("div.index", blocks), count=len(found.concepts()))


def _entry(one: Concept) -> Html:
    number = one.definition_count
    words = "no definition yet" if not number else f"{number} {'definition' if number == 1 else 'definitions'}"
    return tag("li", links.link(links.address("concept", concept=one.slug), one.label), " ", tag("span.count", words))


layout.guarded(show)
