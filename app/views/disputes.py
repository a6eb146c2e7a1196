"""Disputes: what does not go together, read and computed, and what follows although nobody wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from app.components import conflicts, disputes, graph, layout, links
from app.components.html import Html, tag
from app.data import Claim, Conflict, Dispute, Entailment, atlas, contests
from app.data import conflicts as computed
from app.data import disputes as read
from app.data import entailments as inferred

_AT_ONCE = 30
#: The values of ?kind= in the words of the page.
_KINDS = {"curated": "found by reading", "logical": "logical, computed", "declared": "declared, computed"}
_ONE = {"one": "within one party"}
#: Parameter of the address that asks for the drawing of one dispute.
_GRAPH = "graph"

_NONE = tag("p.empty", "No set of claims that fits the choices was found not to hold together.")

Contest = Dispute | Conflict


def show() -> None:
    """Show every dispute and conflict that the address chooses."""
    every = contests()
    asked = st.query_params.get(_GRAPH, "")
    drawn = next((one for one in every if one.slug == asked), None)
    layout.heading("Disputes", key=f"disputes {drawn.slug}" if drawn else "disputes")
    layout.show(tag("p.lede", "Where the works covered do not go together: read and judged by hand, or computed from "
                              "what they claim. The atlas takes no side; an author who holds two positions stands in "
                              "both."), disputes.kinds(), conflicts.limits())
    if drawn:
        _draw(drawn)
    if every:
        _lists(every)
    else:
        layout.show(tag("p.empty", "The atlas holds no dispute yet."))
    _follows(inferred())


def _draw(one: Contest) -> None:
    back = tag("p", links.link(f"#{one.slug}", "Back to its words"), " · ", links.link(_here(), "Without the graph"))
    layout.show(layout.section(f"As a graph: {one.label}", _GRAPH, back))
    looks = conflicts.looks(one) if isinstance(one, Conflict) else None
    layout.told(lambda: graph.small(_with_lists(one), one.slug, looks=looks, label=one.label))


def _claims(one: Contest) -> tuple[Claim, ...]:
    said = one.claims if isinstance(one, Conflict) else one.statements
    return tuple(statement for statement in said if isinstance(statement, Claim))


def _with_lists(one: Contest) -> tuple[Claim, ...]:
    """Return the claims of a dispute, and those of the lists that it takes for whole."""
    lists = one.complete if isinstance(one, Conflict) else ()
    members = (claim for model in lists for claim in atlas().model(model.slug).claims)
    return tuple({claim.iri: claim for claim in (*_claims(one), *members)}.values())


def _lists(every: Sequence[Contest]) -> None:
    kind, concept, party, within = _choices(every)
    fits = [one for one in every if (not kind or _kind(one) == kind) and (not within or one.is_within_one)
            and (not concept or concept in {ref.slug for ref in one.concerns})
            and (not party or party in {ref.slug for ref in one.holders})]
    size = f"{len(fits)} of {len(every)} disputes" if len(fits) < len(every) else layout.counted(len(every), "dispute")
    layout.show(_left_out(every), tag("p.count-line", size, role="status"))
    if not fits:
        layout.show(tag("p.empty", "No dispute fits all of this. Clear one of the choices."))
        return
    curated = [one for one in fits if isinstance(one, Dispute)]
    found = [one for one in fits if isinstance(one, Conflict)]
    parts = [*((one.slug, one.label) for one in curated),
             *([("computed", f"Computed from the claims ({len(found)})")] if found else [])]
    layout.show(layout.anchors(*parts, is_long=True),
                [disputes.curated(one, computed(), *_tool(one)) for one in curated])
    if kind != "curated":
        _computed(found)


def _choices(every: Sequence[Contest]) -> list[str | None]:
    concepts = {ref.slug: ref.label for one in every for ref in one.concerns}
    parties = {ref.slug: ref.label for one in every for ref in one.holders}
    options = (("kind", "Kind", {kind: words for kind, words in _KINDS.items() if kind in map(_kind, every)}),
               ("concept", "Concept", _by_label(concepts)), ("party", "Party", _by_label(parties)),
               ("within", "Within", _ONE))
    chosen = []
    for column, option in zip(st.columns(len(options)), options, strict=True):
        with column:
            chosen.append(_choice(*option))
    return chosen


def _by_label(labels: dict[str, str]) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda item: item[1].casefold()))


def _choice(name: str, label: str, options: dict[str, str]) -> str | None:
    # The address decides, so that Back and a link say what is chosen; a widget bound to it would show slugs.
    key, chosen = f"disputes_{name}", st.query_params.get(name)
    st.session_state[key] = chosen if chosen in options else None
    return st.selectbox(label, list(options), index=None, key=key, placeholder="All", on_change=_keep,
                        args=(name, key), format_func=options.__getitem__)


def _keep(name: str, key: str) -> None:
    if st.session_state[key]:
        st.query_params[name] = st.session_state[key]
    else:
        st.query_params.pop(name, None)


def _left_out(every: Sequence[Contest]) -> Html | None:
    """Return what the address asks for that no dispute has."""
    asked = {name: st.query_params.get(name, "") for name in ("kind", "concept", "party", "within", _GRAPH)}
    known = {_GRAPH: {one.slug for one in every}}
    unknown = [f"{name}={value}" for name, value in asked.items() if value and value not in known.get(
        name, (st.session_state.get(f"disputes_{name}"),))]
    return tag("div.warning", tag("p.title", "Not everything in the address is known"), tag(
        "p", f"No dispute has {', '.join(unknown)}, so that it was left out."), role="note") if unknown else None


def _kind(one: Contest) -> str:
    return "curated" if isinstance(one, Dispute) else one.kind


def _here(**more: str) -> str:
    """Return the address of this page as it is chosen now, without a drawing."""
    kept = {name: value for name, value in st.query_params.items() if name != _GRAPH}
    query = urlencode(kept | more)
    return f"{links.address('disputes')}?{query}" if query else links.address("disputes")


def _tool(one: Contest) -> list[Html]:
    drawn = (links.link(f"{_here(graph=one.slug)}#{_GRAPH}", "Show as a graph"), " · ") if _claims(one) else None
    return [tag("p.tool", drawn, links.reading(one.iri))]


def _computed(found: Sequence[Conflict]) -> None:
    how = atlas().reasoning
    items = [conflicts.found(one, how, _beside(one), *_tool(one)) for one in found]
    layout.show(layout.section("Computed from the claims", "computed", conflicts.provenance(how),
                               layout.folded(items, _AT_ONCE, "conflicts") if items else _NONE if how else None,
                               count=len(items)))


def _beside(one: Conflict) -> list[Dispute]:
    return [dispute for dispute in read() if disputes.shared(dispute, (one,))[0] or disputes.weighs(dispute, one)]


def _follows(found: Sequence[Entailment]) -> None:
    kind, concept, party = (st.session_state.get(f"disputes_{name}") for name in ("kind", "concept", "party"))
    fits = [one for one in found if (not concept or concept in {one.subject.slug, one.object.slug})
            and (not party or party == one.party.slug)]
    if fits and not kind:
        layout.show(layout.section("What follows although nobody wrote it", "inferred", tag(
            "p", "Computed from the claims of one party at a time. No author says these; each names the claims that "
                 "it follows from."), conflicts.entailments(fits), count=len(fits)))


layout.guarded(show)
