"""Citations and references by pandoc's citeproc, in batches.

A citation is rendered as if it were the only one of its document: no letter after the year, no number, no "ibid." may
come from another. One call of citeproc per citation costs 5 to 60 ms, nearly all of it for reading the style; so
citations share a call where they cannot know of each other. Each has a copy of its record under a name of its own, and
the style is read without its rules for telling records apart. Numbers are counted per call: those styles get a call
each. A selection is one document, with the style as it is.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg import cite as plain
from kg.cite import pandoc, wording
from kg.cite.styles import Style
from kg.model import Rendered, Rich

__all__ = ["Cite", "Document", "alone", "together"]

_FILTER = Path(__file__).with_name("citing.lua")
#: Ours, or too long for any style: what no reference should print.
_NOT_PRINTED = ("note", "annote", "custom", "abstract")
_APART = re.compile(' (?:disambiguate-add-[a-z-]+|givenname-disambiguation-rule|'
                    'subsequent-author-substitute(?:-rule)?)="[^"]*"')
_EDITORS = re.compile(r",? \(?(?!al\.)[^\W\d_]{2,}\.\)?$")
_BY_ITSELF = ("numeric", "label", "")


@dataclass(frozen=True, slots=True)
class Cite:
    """What is cited: a CSL record as JSON, a place in it, and the record of the work of which it only tells."""

    record: str
    locator: str = ""
    credited: str = ""

    @classmethod
    def of(cls, csl: Mapping[str, Any], locator: str = "", credited: Mapping[str, Any] | None = None) -> Cite:
        """Return the citation of a place; what only the atlas needs of the records is left out."""
        return cls(_record(csl), locator, _record(credited) if credited else "")


class Document(NamedTuple):
    """A selection as one document: its citations in their order, and its list of references."""

    cites: tuple[Rendered, ...]
    references: tuple[Rich, ...]


class _Asked(NamedTuple):
    """One citation as pandoc is asked for it."""

    csl: Mapping[str, Any]
    suffix: str = ""
    prefix: str = ""
    narrative: bool = False


class _Answer(NamedTuple):
    text: Rich
    note: Rich
    entry: Rich


def _record(csl: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in csl.items() if key not in _NOT_PRINTED}
    if "edition" in kept:
        kept.pop("original-date", None)  # an earlier edition is no republished original: APA 7, 8.15 and 9.41
    if re.fullmatch(r"\[.*\]", str(kept.get("title", ""))):
        kept["title"] = f'<span class="nocase">{kept["title"]}</span>'  # words about the title, not a title
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


# --- alone ---


def alone(cites: Sequence[Cite], style: Style, locale: str = "", *, seconds: float = 60) -> list[Rendered]:
    """Return each citation as if cited alone; raises a KgError where pandoc fails or takes too long."""
    if not cites:
        return []
    locale = locale or style.locale
    plans = [_plan(one, style, locale) for one in cites]
    asked = [question for plan in plans for question in plan.values()]
    answers = iter(_answers(asked, style, locale, seconds))
    words = _words(style, locale)
    return [_composed(one, {name: next(answers) for name in plan}, style, words)
            for one, plan in zip(cites, plans, strict=True)]


def _plan(one: Cite, style: Style, locale: str) -> dict[str, _Asked]:
    """Return what pandoc is asked for one citation, by the part that the answer will have in it."""
    words = _words(style, locale)
    csl = wording.prepared(json.loads(one.record), words)
    suffix = wording.suffix(one.locator, words, locale)
    source = wording.prepared(json.loads(one.credited), words) if one.credited else None
    if style.format == "note":
        found = {"main": _Asked(csl, suffix), "named": _Asked(source or csl, narrative=True)}
        return {**found, "source": _Asked(source)} if source else found
    if style.format in _BY_ITSELF:
        return {"main": _Asked(csl, suffix)}
    if source is None:
        return {"main": _Asked(csl, suffix), "named": _Asked(csl, suffix, narrative=True)}
    told = wording.credited(source, words, _year(source))
    without = told.removeprefix(wording.names(source, words)).lstrip(", ")
    return {"main": _Asked(csl, suffix, told), "named": _Asked(csl, suffix, without)}


def _composed(one: Cite, found: Mapping[str, _Answer], style: Style, words: wording.Words) -> Rendered:
    main = found["main"]
    source = json.loads(one.credited) if one.credited else None
    named = source or json.loads(one.record)
    called = wording.names(named, words, words.spoken)
    if style.format == "note":
        return _as_note(found, called, f", {words.told} ", is_edited="editor" in named and "author" not in named)
    if style.format in _BY_ITSELF:
        return _as_number(main, called, source, words)
    narrative = _in_a_sentence(found["named"].text.runs, words.spoken)
    return Rendered(main.text, Rich(_joined(f"{called} ", narrative) if source else narrative), main.entry)


def _as_note(found: Mapping[str, _Answer], called: str, told: str, *, is_edited: bool) -> Rendered:
    """Return the note, and the names as they stand in the text before its number, there without "eds."."""
    main, named = found["main"], found["named"].text.runs or (("", called),)
    if is_edited:
        named = (*named[:-1], (named[-1][0], _EDITORS.sub("", named[-1][1])))
    note = (main.note or main.text).runs
    if "source" in found:
        note = (*_unstopped(found["source"].note.runs), ("", told), *note)
    return Rendered(Rich(note), Rich((*named, ("^", "1"))), main.entry)


def _as_number(main: _Answer, called: str, source: Mapping[str, Any] | None, words: wording.Words) -> Rendered:
    runs = main.text.runs
    gap = "" if runs and "^" in runs[0][0] else " "
    if source is None:
        return Rendered(main.text, Rich(_joined(called + gap, runs)), main.entry)
    before, told = wording.credited(source, words, _year(source)), words.told.rpartition("}")[2]
    return Rendered(Rich(_joined(before + gap, runs)),
                    Rich(_joined(f"{called} ({_year(source)}){told}{gap}", runs)), main.entry)


def _joined(words: str, runs: wording.Runs) -> wording.Runs:
    return (("", words), *runs)


def _answers(asked: list[_Asked], style: Style, locale: str, seconds: float) -> Iterable[_Answer]:
    named = [{**_pandocs(one, f"c{i}"), "csl": {**one.csl, "id": f"c{i}"}} for i, one in enumerate(asked)]
    groups = [[one] for one in named] if style.format in _BY_ITSELF else [named]
    plan = [{"items": [one["csl"] for one in group],
             "cites": [{key: value for key, value in one.items() if key != "csl"} for one in group]}
            for group in groups]
    for group, found in zip(groups, _rendered(plan, style, _apart(style.text), locale, seconds), strict=True):
        entries = {entry["id"]: _rich(entry["text"], style) for entry in found["entries"]}
        for one, made in zip(group, found["cites"], strict=True):
            yield _Answer(_rich(made["text"], style), _rich(made.get("note"), style), entries.get(one["id"], Rich()))


@lru_cache(16)
def _apart(text: str) -> str:
    """Return a style without what it does to tell records apart; a test of position is false for a first citation."""
    return _APART.sub("", text).replace('disambiguate="true"', 'position="ibid"')


# --- together ---


def together(cites: Sequence[Cite], style: Style, locale: str = "", *, seconds: float = 60) -> Document:
    """Return a selection as one document: letters after years, numbers and short forms as the style has them."""
    locale = locale or style.locale
    asked = [_plan(one, style, locale)["main"] for one in cites]
    records = {one.record: question.csl for one, question in zip(cites, asked, strict=True)}
    group = [{"items": list(records.values()), "cites": [_pandocs(a, str(a.csl["id"])) for a in asked]}]
    [found] = _rendered(group, style, style.text, locale, seconds) if cites else [{"cites": [], "entries": []}]
    entries = {entry["id"]: Rich((*_rich(entry.get("label"), style).runs, *_rich(entry["text"], style).runs))
               for entry in found["entries"]}
    made = [_rich(one.get("note") or one["text"], style) for one in found["cites"]]
    return Document(tuple(Rendered(one, one, entries.get(str(a.csl["id"]), Rich()))
                          for one, a in zip(made, asked, strict=True)), tuple(entries.values()))


# --- pandoc ---


def _rendered(groups: list[dict[str, Any]], style: Style, text: str, locale: str, seconds: float) -> Any:
    with tempfile.TemporaryDirectory(prefix="cite-") as directory:
        csl, plan = Path(directory, f"{style.id}.csl"), Path(directory, "plan.json")
        csl.write_text(text, encoding="utf-8")
        plan.write_text(json.dumps({"style": str(csl), "locale": locale, "groups": groups}), encoding="utf-8")
        made = pandoc.run(["-f", "markdown", "-t", "plain", "--wrap=none", "--lua-filter", str(_FILTER)],
                          seconds=seconds, environment={"PLAN": str(plan)})
    return json.loads(made)


def _pandocs(one: _Asked, id_: str) -> dict[str, Any]:
    return {"id": id_, "suffix": one.suffix, "prefix": one.prefix, "narrative": one.narrative}


def _rich(runs: Any, style: Style) -> Rich:
    return Rich(wording.mended(tuple((look, text) for look, text in runs or ()), style.path.stem))


def _words(style: Style, locale: str) -> wording.Words:
    found = wording.of(style.path.stem, style.format, locale)
    # A style that has no field for places has them in words.
    return found if 'variable="locator"' in style.text else found._replace(has_locator=False)


def _year(csl: Mapping[str, Any]) -> str:
    return str(plain.year(csl) or "n.d.")


def _in_a_sentence(runs: wording.Runs, both: str) -> wording.Runs:
    """Return a citation whose names stand outside the parentheses, and are joined by a word there: APA 7, 8.17."""
    text = "".join(text for _, text in runs)
    if " (" not in text or " & " not in text.partition(" (")[0]:
        return runs
    return ((runs[0][0], runs[0][1].replace(" & ", f" {both} ", 1)), *runs[1:])


def _unstopped(runs: wording.Runs) -> wording.Runs:
    return (*runs[:-1], (runs[-1][0], runs[-1][1].rstrip(".")))
