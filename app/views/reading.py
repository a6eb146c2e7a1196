"""My reading list: what a reader has kept while browsing, as one bibliography with everything to take away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.components import citing, evidence, keeping, layout, links
from app.components.html import Html, tag
from app.data import COMMON_STYLES, MOST_KEPT, READING_FORMATS, KeptNote, KeptWork, reading, reading_file, search_styles

_PAGE, _LONGEST, _USUAL = "reading", 200, "apa"


def show() -> None:
    """Show the list that the address names, or how to begin one."""
    layout.heading("My reading list", key=_PAGE)
    asked = [one[:_LONGEST] for one in st.query_params.get("keep", "").split(",") if one.strip()]
    if not asked:
        layout.show(_empty())
        return
    layout.show(tag("p.lede", "What was kept while reading, as one bibliography with every warning."),
                tag("p.hint", "The list is kept in this browser alone. The address of this page holds it too: whoever "
                              "gets the address gets the list. ",
                    links.link(links.address(_PAGE), "Show what this browser keeps now"), "."))
    if len(asked) > MOST_KEPT:
        layout.show(tag("p.doubt", f"The address names {len(asked)} things; the first {MOST_KEPT} are shown."))
    layout.told(partial(_listed, tuple(asked[:MOST_KEPT])))


def _empty() -> Html:
    how = tag("p", "Press “Keep for my reading list” beside a work, a passage, a definition or a claim; it will stand "
                   "here, also when you come back. Begin with ", links.link(links.address("works"), "the works"),
              " or ", links.link(links.address(), "a concept"), ".")
    return tag("div", tag("p.empty", "Nothing is kept in this browser yet."), how, data_reading=f"/{_PAGE}")


@st.fragment
def _listed(asked: tuple[str, ...]) -> None:
    chosen = _style()
    found = reading(asked, chosen)
    whole = (*found.names, *found.unknown)
    size = f"{layout.counted(len(found.names), 'thing')} of {layout.counted(len(found.works), 'work')}"
    layout.show(tag("p.count-line", size, role="status"), _unknown(found.unknown, whole),
                tag("ol.kept", [_work(one, whole) for one in found.works]))
    if found.names:
        layout.show(keeping.button(",".join(found.names), size, "all of this"),
                    layout.section("Take it away", "take", tag("p.hint", "Each work once; what was kept of it, with "
                                                                         "its place and its warnings, in its note.")))
        _downloads(found.names, chosen)


def _style() -> str:
    """Return the style that is chosen, or found by the words that a reader has typed, after saying which."""
    typed = st.selectbox("Style of the bibliography; for any other, type a journal or style", list(COMMON_STYLES),
                         key="reading_style", accept_new_options=True,
                         format_func=lambda one: COMMON_STYLES.get(one, (one,))[0])
    words = str(typed or _USUAL)[:_LONGEST]
    if words in COMMON_STYLES:
        return words
    found = search_styles(words, 1)
    layout.show(tag("p.hint", f"Printed in the style “{found[0].title}”.") if found else
                tag("p.doubt", f"No style has “{words}” in its title; printed in {COMMON_STYLES[_USUAL][0]}."))
    return found[0].id if found else _USUAL


def _downloads(names: tuple[str, ...], style: str) -> None:
    with st.container(horizontal=True):
        for key, one in READING_FORMATS.items():
            st.download_button(one.label, partial(reading_file, names, key, style), mime=one.media, key=f"take_{key}",
                               file_name=f"reading-list.{one.ending}", on_click="ignore")


def _unknown(unknown: tuple[str, ...], names: tuple[str, ...]) -> Html | None:
    if not unknown:
        return None
    listed = [tag("li", one, " ", _remove(one, names, one)) for one in unknown]
    return tag("div.warning", tag("p.title", "The atlas does not have, or no longer has"), tag("ul", listed),
               role="note")


def _work(one: KeptWork, names: tuple[str, ...]) -> Html:
    name = f"work:{one.work.key}"
    doubts = tag("p.doubt", f"Less sure than the rest: {', '.join(one.doubts)}.") if one.doubts else None
    page = tag("p.where", links.work(one.work), " · ", evidence.sure(one.work.certainty))
    return tag("li", tag("p.reference", citing.rich(one.reference)), page, doubts,
               citing.disclosure(name, f"Cite this: {one.work.label}"), _remove(name, names, one.work.label),
               [_note(note, names) for note in one.notes])


def _note(note: KeptNote, names: tuple[str, ...]) -> Html:
    one = note.passage
    said = tag("p.gloss", tag("strong", note.party), ". ", note.said) if note.said else None
    where = tag("p.where", one.locator or "no place given", " · ", evidence.sure(one.certainty, one.seen_in))
    label = ", ".join(filter(None, (one.work.label, one.locator)))
    return tag("div.note", said, evidence.words(one), where,
               [evidence.credit(a) for a in one.attributions if a.is_doubtful],
               citing.disclosure(f"passage:{one.key}", f"Cite this: {label}"),
               _remove(note.name, names, f"{note.said or 'passage'} {label}"))


def _remove(name: str, names: tuple[str, ...], label: str) -> Html | None:
    """Return the link that leads to the list without a thing, where the list names it."""
    if name not in names:
        return None
    rest = [one for one in names if one != name]
    href = links.address(_PAGE, keep=",".join(rest)) if rest else links.address(_PAGE)
    return tag("p.where", tag("a", "Remove", href=href, data_atlas=True, data_drop=name, aria_label=f"Remove: {label}"))


layout.guarded(show)
