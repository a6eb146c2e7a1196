"""The map in words: its legend and counts, the panel of a concept, and the list that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.components import graph, layout, links, queries
from app.components.html import Html, join, tag
from app.components.map_state import MOST_HOPS, SIZES, State
from app.data import LOOKS, OVERLAY, Edge, Lens, Node, View, atlas, legend_of

__all__ = ["KEY", "counts", "listed", "node_panel", "steps", "title"]

KEY = "atlas_map"


def title(view: View) -> str:
    """Return what a picture of the view is called."""
    middle = ", ".join(node.ref.label for node in view.concepts if node.is_focus)
    through = ""
    if view.lens:
        second = f" and {view.lens.second.ref.label}" if view.lens.second else ""
        through = f", as claimed by {view.lens.first.ref.label}{second}"
    return f"{atlas().title}: around {middle}{through}"


# --- how much there is ---


def steps(state: State, view: View) -> Html:
    """Return how much is shown, and the ways to more and to less."""
    more = sum(node.more for node in view.nodes)
    rest = f", {layout.counted(more, 'neighbour')} behind “+ more”" if more else ""
    aside = f" {layout.counted(view.left_out, 'concept')} more did not fit." if view.left_out else ""
    size = (f"{layout.counted(len(view.concepts), 'concept')} and {layout.counted(len(view.edges), 'statement')} of "
            f"{view.statements}{rest}.{aside}")
    ways = list(_ways(state, is_cut=bool(more or view.left_out)))
    return join(tag("p.count-line", size, role="status"), tag("nav.anchors", ways, aria_label="The view"))


def _ways(state: State, *, is_cut: bool) -> Iterator[Html]:
    if state.hops < MOST_HOPS:
        yield links.link(state.address(hops=state.hops + 1, at=""), "One step further out")
    if state.hops > 1:
        yield links.link(state.address(hops=state.hops - 1, at=""), "One step less")
    if state.expand:
        yield links.link(state.address(expand=(), at=""), "Fold all neighbours")
    sizes = [size for size in SIZES if size < state.most or (is_cut and size > state.most)]
    yield from (links.link(state.address(most=size), f"At most {size} at once") for size in sizes)
    if state != State():
        yield links.link(links.address("map"), "Back to the start")


def counts(view: View) -> Html | None:
    """Return how the statements of the lens divide, with the query that counts them."""
    lens = view.lens
    if lens is None:
        return None
    drawn = [edge for edge in view.edges if not edge.is_faded]
    if lens.second is None:
        size = layout.counted(lens.counts["said"], "statement")
        body = tag("p", tag("strong", lens.first.ref.label), f": {size}, {len(drawn)} drawn here. All else is faded.")
        text = atlas().query_text("lens", voice=lens.first.ref.iri)
    else:
        body = _table(lens, drawn)
        text = atlas().query_text("overlay", first=lens.first.ref.iri, second=lens.second.ref.iri)
    return join(body, queries.behind([text]))


def _table(lens: Lens, drawn: Iterable[Edge]) -> Html:
    looks = [edge.look for edge in drawn]
    meanings = dict(legend_of((), lens))
    rows = [tag("tr", tag("th", tag(f"span.line.line-{look}", aria_hidden="true"), meanings[look], scope="row"),
                tag("td", lens.counts.get(look, 0), data_label="Statements"),
                tag("td", looks.count(look), data_label="Drawn here")) for look in OVERLAY]
    head = tag("tr", [tag("th", words, scope="col") for words in ("Two voices laid over each other", "Statements",
                                                                   "Drawn here")])
    return tag("table.overlay.stacks", tag("thead", head), tag("tbody", rows))


# --- one concept ---


def node_panel(node: Node, state: State, view: View) -> Html:
    """Return what can be done with a concept of the map."""
    drawn = sum(node.ref.slug in edge.ends for edge in view.edges)
    slug = node.ref.slug
    ways = [links.link(links.address_of(node.ref.iri), "Open its page"), *_around(node, state),
            links.link(state.address(at=""), "Close")]
    return tag("section.panel", tag("h3", node.ref.label),
               tag("p", f"{layout.counted(node.weight, 'statement')}, {drawn} of them drawn here."),
               tag("nav.anchors", ways, aria_label=f"What to do with {node.ref.label}"), data_panel=slug, tabindex=-1)


def _around(node: Node, state: State) -> Iterator[Html]:
    slug = node.ref.slug
    if state.focus != (slug,):
        yield links.link(state.address(focus=(slug,), expand=(), at=""), "Put it in the middle")
    if slug in state.expand:
        yield links.link(state.address(expand=tuple(one for one in state.expand if one != slug), at=""),
                         "Fold its neighbours")
    else:
        yield links.link(state.address(expand=(*state.expand, slug), at=""), "Show all its neighbours")


# --- the list ---


def listed(state: State, view: View) -> Html:
    """Return the view as a nested list: each concept, and under it the statements that were not listed before it."""
    told: set[str] = set()
    return tag("ul.twin.map-list", [_item(node, state, view, told) for node in view.concepts], data_graph=KEY)


def _item(node: Node, state: State, view: View, told: set[str]) -> Html:
    slug = node.ref.slug
    own = [edge for edge in view.edges if slug in edge.ends and edge.id not in told]
    told.update(edge.id for edge in own)
    more = next((one.more for one in view.nodes if one.more and one.ref.slug == slug), 0)
    rest = tag("li.hint", f"{layout.counted(more, 'neighbour')} more") if more else None
    lines = [_line(edge, slug) for edge in sorted(own, key=lambda edge: (edge.is_faded, edge.label))]
    return tag("li.concept", tag("p.other", links.reference(node.ref), tag("span.ways", list(_around(node, state)))),
               tag("ul", lines, rest) if lines or rest else None, data_node=slug)


def _line(edge: Edge, here: str) -> Html:
    is_from_here = edge.subject.slug == here
    phrase = edge.relation.label if is_from_here else edge.relation.inverse_label
    outside = tag("span.holder", " outside the lens") if edge.is_faded and LOOKS[edge.look].spoken == "" else None
    other = edge.object if is_from_here else edge.subject
    return graph.twin_line(edge, f"{phrase} ", links.reference(other), outside or "")
