"""A report as rows, and as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from kg.manuscript.remarks import SEVERITIES, Remark
from kg.manuscript.text import Span

__all__ = ["as_html", "as_text", "rows"]

_STYLE = """body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;
border-bottom:1px solid #8888;overflow-wrap:anywhere}.error,.warning{font-weight:600}"""


def rows(remarks: Iterable[Remark]) -> list[Mapping[str, str]]:
    """Return remarks as plain text under the names of columns."""
    return [{"severity": SEVERITIES[one.severity], "place": one.place, "what": one.subject, "finding": one.words,
             "evidence": one.evidence, "write instead": one.instead,
             "words around": _around(one.spans)} for one in remarks]


def _around(spans: tuple[Span, ...]) -> str:
    return spans[0].around if spans else ""


def as_text(remark: Remark) -> str:
    """Return a remark as sentences, for a comment at the margin."""
    lines = (f"{SEVERITIES[remark.severity].capitalize()}: {remark.subject}" if remark.subject else "", remark.words,
             f"What the atlas knows: {remark.evidence}" if remark.evidence else "",
             f"Write instead: {remark.instead}" if remark.instead else "")
    return "\n".join(filter(None, lines))


def as_html(name: str, summary: str, remarks: tuple[Remark, ...]) -> str:
    """Return a report as an HTML page that asks nothing of any other."""
    found = rows(remarks)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in (found[0] if found else ()))
    lines = ("".join(f"<td>{escape(value)}</td>" for value in row.values()) for row in found)
    body = "".join(f'<tr class="{one.severity}">{line}</tr>' for one, line in zip(remarks, lines, strict=True))
    return (f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(name)}: citations checked</title>'
            f"<style>{_STYLE}</style><h1>{escape(name)}: citations checked</h1><p>{escape(summary)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></html>\n")
