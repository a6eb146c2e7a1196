"""Ask the graph in SPARQL: an editor, questions to begin with, results with links back, the whole answer as a file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.components import charts, editor, forms, layout, links, results, snippets
from app.components.html import tag
from app.data import Answer, QuerySyntaxError, Question, Running, atlas, bundle, download, site, start

_ASKED, _RUNNING, _EXAMPLE, _ADDRESS, _FILLED = (
    "query_asked", "query_running", "query_example", "query_address", "query_filled")
#: Format -> what a reader calls it, and the ending of its file; for tables and for graphs.
_FILES = {"csv": ("CSV", "csv"), "tsv": ("TSV", "tsv"), "json": ("JSON", "json"), "xml": ("XML", "srx")}
_GRAPHS = {"turtle": ("Turtle", "ttl"), "jsonld": ("JSON-LD", "jsonld")}
_TRUTHS = {name: _FILES[name] for name in ("json", "xml")}
_USERS = ("student", "researcher", "author")
_BLANK = "SELECT ?concept ?label WHERE {\n  ?concept a aa:Concept ; skos:prefLabel ?label .\n}\nORDER BY ?label\n"


def show() -> None:
    """Show the query page, filled in by its address or by an example."""
    layout.heading("Query", key="query")
    layout.show(tag("p.lede", "Ask the graph in SPARQL. Choose a question, or fill one in; change it, run it."))
    if written := forms.offer():
        st.query_params.from_dict({"q": written})
        st.session_state.pop(_ADDRESS, None)
    examples = {question.id: question for question in sorted(atlas().questions(), key=_order)}
    text = _address(examples)
    st.selectbox("Example questions", list(examples), key=_EXAMPLE, index=None, on_change=_take,
                 placeholder="Type a word, or choose a question",
                 format_func=lambda key: _described(examples[key]))
    if asked := editor.mount(text or _BLANK, str(st.session_state[_FILLED]), is_given=bool(text)):
        _run(asked)
    if st.session_state.get(_ASKED):
        _watch()


def _order(one: Question) -> tuple[int, str, int]:
    place = _USERS.index(one.user) if one.user in _USERS else len(_USERS)
    return place, one.id[:1], int("".join(c for c in one.id if c.isdigit()) or 0)


def _described(one: Question) -> str:
    return f"For {one.user}s: {one.title} ({layout.counted(one.rows, 'row')})"


def _address(examples: dict[str, Question]) -> str:
    """Return the query that the address names, which is filled in but not run."""
    given, name = st.query_params.get("q", ""), st.query_params.get("question", "")
    here = f"{given}\n{name}"
    if st.session_state.get(_ADDRESS) != here:
        st.session_state[_ADDRESS] = here
        st.session_state[_FILLED] = st.session_state.get(_FILLED, 0) + 1
        if st.session_state.get(_ASKED) != given:
            st.session_state.pop(_ASKED, None)
        st.session_state[_EXAMPLE] = name if name in examples else None
    return given or (examples[name].text if name in examples else "")


def _take() -> None:
    if chosen := st.session_state[_EXAMPLE]:
        st.query_params.from_dict({"question": chosen})
        st.session_state.pop(_ADDRESS, None)  # so that it fills the editor even where it did so before


def _run(text: str) -> None:
    """Begin to answer a query, unless it is on its way, and let the address name it where it is short enough."""
    running: Running | None = st.session_state.get(_RUNNING)
    if running and st.session_state.get(_ASKED) == text and not running.is_done:
        return
    if running:
        running.cancel()
    st.session_state[_ASKED], st.session_state[_RUNNING] = text, start(text)
    is_short = len(links.address("query", q=text)) <= snippets.LONGEST_LINK
    st.session_state[_ADDRESS] = f"{text if is_short else ''}\n"
    st.query_params.from_dict({"q": text} if is_short else {})


def _watch() -> None:
    running: Running = st.session_state[_RUNNING]
    running.wait(0.15)
    if running.is_done:
        _shown(running)
    else:
        st.fragment(_waiting, run_every=0.4)()


def _waiting() -> None:
    running: Running = st.session_state[_RUNNING]
    if running.is_done:
        st.rerun()
    layout.show(tag("p.count-line", f"Running for {running.seconds:.0f} s", role="timer"))
    st.button("Cancel", on_click=running.cancel)


def _shown(running: Running) -> None:
    if running.is_cancelled:
        layout.show(tag("p.count-line", "Cancelled. The query stays in the editor.", role="status"))
        return
    layout.told(partial(_answer, running))


def _answer(running: Running) -> None:
    try:
        found = running.answer()
    except QuerySyntaxError as error:
        layout.show(results.mistake(running.text, error))
        return
    layout.show(results.answer(found))
    charts.offer(found)
    _downloads(running.text, found)
    layout.show(snippets.listed(running.text, site(), found.format))


def _downloads(text: str, found: Answer) -> None:
    files = {"turtle": _GRAPHS, "json": _TRUTHS}.get(found.format, _FILES)
    with st.container(horizontal=True):
        for format_, (name, ending) in files.items():
            st.download_button(f"Download as {name}", partial(download, text, format_), file_name=f"answer.{ending}",
                               on_click="ignore")
        st.download_button("Rows + bibliography", partial(bundle, text, f"{site()}/sparql"), file_name="answer.zip",
                           on_click="ignore", help="A ZIP file with the answer as CSV (a graph as Turtle), the works "
                           "behind it as RIS, BibTeX and CSL-JSON, and a README with the query and the edition.")


layout.guarded(show)
