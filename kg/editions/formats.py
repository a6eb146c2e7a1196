"""A list of changes for people and for programs: plain text, Markdown, HTML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from kg.compare.words import Run
from kg.editions.difference import Change, Changes, sentence

__all__ = ["DIFF_FORMATS", "as_json", "as_markdown", "as_text", "from_json", "plain"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#~|])")

#: Format -> how a text is written in it, and what marks words that stood there before, and words that stand there now.
_MARKS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "text": (str, "[-{}-]", "{{+{}+}}"),
    "markdown": (lambda text: _MARKUP.sub(r"\\\1", text), "~~{}~~", "**{}**"),
    "html": (escape, "<del>{}</del>", "<ins>{}</ins>"),
}


def plain(one: Change, form: str = "text") -> str:
    """Return a change as one line, with what stood before and what stands now marked.

    >>> plain(Change(verb="reworded", kind="definition", iri="x", name="definition by Alder (1901)", aspect="gloss",
    ...              runs=(Run("same", "a "), Run("only-first", "wide "), Run("only-second", "open "))))
    'reworded: gloss of the definition by Alder (1901): a [-wide-] {+open+}'
    """
    return "".join(_marked(run, form) for run in sentence(one)).rstrip()


def _marked(run: Run, form: str) -> str:
    write, *marks = _MARKS[form]
    words = "".join(character if character.isprintable() else " " for character in run.words)
    body = words.rstrip()
    shown = {"only-first": marks[0], "only-second": marks[1]}.get(run.kind, "{}").format(write(body))
    return f"{shown} " if body != words else shown


def as_text(found: Changes) -> str:
    """Return the changes as lines under their headings."""
    lines = [f"{found.before} -> {found.after}: {found.summary}"]
    for name, same in found.sections.items():
        lines += ["", name, *(f"  {plain(one)}" for one in same)]
    return "\n".join(lines) + "\n"


def as_markdown(found: Changes) -> str:
    """Return the changes as a Markdown document; what stood before is struck out, what stands now is bold."""
    write = _MARKS["markdown"][0]
    lines = [f"# What changed from {write(found.before)} to {write(found.after)}", "", found.summary]
    for name, same in found.sections.items():
        lines += ["", f"## {write(name)}", "", *(f"- {plain(one, 'markdown')}" for one in same)]
    return "\n".join(lines) + "\n"


def _as_html(found: Changes) -> str:
    """Return the changes as a piece of HTML, every text of the graph escaped."""
    lines = [f"<p>{escape(found.summary)}</p>"]
    for name, same in found.sections.items():
        items = "".join(f"<li>{plain(one, 'html')}</li>\n" for one in same)
        lines.append(f"<h2>{escape(name)}</h2>\n<ul>\n{items}</ul>")
    return "\n".join(lines) + "\n"


def as_json(found: Changes) -> str:
    """Return the changes as JSON."""
    made = {"from": found.before, "to": found.after, "summary": found.summary, "gained": found.gained,
            "lost": found.lost, "changes": [_object(one) for one in found.changes]}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _object(one: Change) -> Mapping[str, Any]:
    said = {"verb": one.verb, "kind": one.kind, "iri": one.iri, "name": one.name, "sentence": plain(one),
            "about": [_ref(ref) for ref in one.about], "aspect": one.aspect, "runs": [list(run) for run in one.runs],
            "reason": one.reason, "instead": one.instead and _ref(one.instead)}
    return {name: value for name, value in said.items() if value}


def _ref(one: Any) -> Mapping[str, str]:
    return {"iri": one.iri, "label": one.label}


def from_json(text: str) -> Changes:
    """Return the changes that `as_json` wrote."""
    from kg.model import Ref

    made = json.loads(text)
    refs = [{**one, "about": tuple(Ref(**ref) for ref in one.get("about", ())),
             "instead": Ref(**one["instead"]) if one.get("instead") else None,
             "runs": tuple(Run(*run) for run in one.get("runs", ()))} for one in made["changes"]]
    changes = (Change(**{name: value for name, value in one.items() if name != "sentence"}) for one in refs)
    return Changes(before=made["from"], after=made["to"], changes=tuple(changes), gained=made["gained"],
                   lost=made["lost"])


#: What `kg diff` can write.
DIFF_FORMATS: Mapping[str, Callable[[Changes], str]] = {
    "text": as_text, "markdown": as_markdown, "json": as_json, "html": _as_html}
