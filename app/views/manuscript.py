"""Check my manuscript: what the atlas knows of the citations and quotations in a file that a reader gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.components import layout, remarks
from app.components.html import tag
from app.data import as_csv, as_markdown, check_manuscript, uploads

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from app.data import ManuscriptReport

_KEPT = "manuscript"
_AT_FIRST = ("error", "warning", "unread")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show() -> None:
    """Show where to give a manuscript and, once it is there, what is to be said of it."""
    layout.heading("Check my manuscript", key="manuscript")
    layout.show(
        tag("p.lede", "Which citations of a manuscript are known to be wrong, which pages cannot be right, which "
                      "quotations stand elsewhere or in other words: as far as the atlas knows."),
        tag("p.hint", "The file is read in the memory of the computer on which the atlas runs. It is sent nowhere "
                      "else, kept on no disk, and forgotten when you remove it or close this page."))
    given, beside = _given("Manuscript", uploads().manuscripts), _given("Reference list, if it is a file of its own",
                                                                         uploads().references)
    if given is None:
        st.session_state.pop(_KEPT, None)
        layout.show(tag("p.empty", "No manuscript yet. What the atlas does not know will be called not checked, never "
                                   "right."))
        return
    layout.told(partial(_checked, given, beside))


def _given(label: str, endings: tuple[str, ...]) -> UploadedFile | None:
    megabytes = uploads().megabytes
    return st.file_uploader(f"{label} ({', '.join(endings)}; up to {megabytes} MB)",
                            type=[ending.removeprefix(".") for ending in endings], max_upload_size=megabytes)


def _checked(given: UploadedFile, beside: UploadedFile | None) -> None:
    names = (given.file_id, beside.file_id if beside else "")
    if st.session_state.get(_KEPT, (None,))[0] != names:
        st.session_state.pop(_KEPT, None)
        with st.spinner("Reading the manuscript and comparing it with the atlas …"):
            found = check_manuscript(given.name, given.getvalue(), beside.name if beside else "",
                                     beside.getvalue() if beside else b"")
        st.session_state[_KEPT] = (names, found)
    _report(st.session_state[_KEPT][1], given)


@st.fragment
def _report(found: ManuscriptReport, given: UploadedFile) -> None:
    counts, severities = found.counts, uploads().severities
    cited = layout.counted(len(found.citations), "citation")
    layout.show(tag("p.count-line", f"{found.name}: {cited} recognised", role="status"))
    chosen = st.pills("Show", [one for one in severities if counts[one]], selection_mode="multi",
                      default=[one for one in _AT_FIRST if counts[one]],
                      format_func=lambda one: f"{severities[one]} ({counts[one]})")
    _downloads(found, given)
    shown = [one for one in found.remarks if one.severity in chosen]
    if shown:
        layout.show(remarks.table(shown))
    else:
        layout.show(tag("p.empty", "Nothing of the kinds that are chosen. Choose another kind above."))


def _downloads(found: ManuscriptReport, given: UploadedFile) -> None:
    stem = found.name.rpartition(".")[0]
    files: dict[str, tuple[Callable[[], str | bytes], str, str]] = {
        "CSV": (lambda: as_csv(found.rows()).encode("utf-8-sig"), f"{stem}-citations.csv", "text/csv"),
        "Markdown": (lambda: as_markdown(found.rows()), f"{stem}-citations.md", "text/markdown"),
        "HTML": (found.as_html, f"{stem}-citations.html", "text/html")}
    with st.container(horizontal=True):
        for label, (make, name, mime) in files.items():
            st.download_button(f"Download as {label}", make, file_name=name, mime=mime, on_click="ignore")
        if found.name.lower().endswith(".docx"):
            st.download_button("Download the .docx with comments", partial(found.commented, given.getvalue()),
                               file_name=f"{stem}-commented.docx", mime=_WORD, on_click="ignore")


layout.guarded(show)
