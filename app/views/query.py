"""Ask the graph in SPARQL: examples, results with links back, the whole answer as a file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.components import layout, results
from app.components.html import tag
from app.data import QuerySyntaxError, Question, ask, atlas, download

# Streamlit forgets the text of a field when another page is shown; what must outlive that is kept under names of ours.
_TEXT, _EXAMPLE = "query_text", "query_example"
_KEPT, _ASKED, _SEEN = "query_kept", "query_asked", "query_address"
#: Format of an answer -> what a reader calls it, and the ending of its file.
_FILES = {"csv": ("CSV", "csv"), "json": ("JSON", "json"), "turtle": ("Turtle", "ttl")}
_BLANK = "SELECT ?concept ?label WHERE {\n  ?concept a aa:Concept ; rdfs:label ?label .\n}\nORDER BY ?label\n"


def show() -> None:
    """Show the query page, filled in by its address or by an example."""
    layout.heading("Query", key="query")
    layout.show(tag("p.lede", "Ask the graph in SPARQL. Choose a question to begin with, change it, run it."))
    examples = {question.id: question for question in atlas().questions()}
    _fill(examples)
    st.selectbox("Example questions", list(examples), key=_EXAMPLE, index=None, placeholder="Choose a question",
                 format_func=lambda key: f"{key}  {examples[key].title}", on_change=_take, args=(examples,))
    st.session_state[_KEPT] = st.text_area("SPARQL query", key=_TEXT, height=320)
    st.button("Run", type="primary", on_click=_run, shortcut="Ctrl+Enter")
    if asked := st.session_state.get(_ASKED):
        layout.told(partial(_answer, asked))


def _fill(examples: dict[str, Question]) -> None:
    """Take the query from the address when that has changed; otherwise keep what the reader has typed."""
    here = _address()
    if any(here) and st.session_state.get(_SEEN) != here:
        example = examples.get(here[1] or "")
        st.session_state[_KEPT] = st.session_state[_TEXT] = here[0] or (example.text if example else _BLANK)
        st.session_state[_EXAMPLE] = example.id if example else None
        st.session_state.pop(_ASKED, None)
    st.session_state[_SEEN] = here
    st.session_state.setdefault(_TEXT, st.session_state.get(_KEPT, _BLANK))


def _address() -> tuple[str | None, str | None]:
    return st.query_params.get("q"), st.query_params.get("question")


def _run() -> None:
    text = st.session_state[_ASKED] = st.session_state[_TEXT]
    st.query_params.from_dict({"q": text})
    st.session_state[_SEEN] = _address()


def _take(examples: dict[str, Question]) -> None:
    if chosen := st.session_state[_EXAMPLE]:
        st.query_params.from_dict({"question": chosen})
        st.session_state[_TEXT] = examples[chosen].text
        st.session_state[_SEEN] = _address()
        st.session_state.pop(_ASKED, None)


def _answer(text: str) -> None:
    try:
        with st.spinner("Running"):
            found = ask(text)
    except QuerySyntaxError as error:
        layout.show(results.mistake(text, error))
        return
    layout.show(results.answer(found))
    name, ending = _FILES[found.format]
    st.download_button(f"Download the whole answer as {name}", partial(download, text, found.format),
                       file_name=f"answer.{ending}", on_click="ignore")


layout.guarded(show)
