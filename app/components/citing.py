"""Cite this: a disclosure on everything that can be cited, filled when it is opened, in the style that was chosen.

A page has a hundred of them, so none is rendered with the page: `assets/citing.js` asks `app.routes` for what `answer`
returns, and remembers the style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.components import keeping, links, meanings, snippets
from app.components.html import Child, Html, join, tag
from app.data import CERTAINTIES, COMMON_STYLES, FORMS, Caution, Citation, Passage, Rich, Style, Work, find_style

__all__ = ["answer", "disclosure", "failed", "found", "of_passages", "of_work", "rich"]

#: Letter of a run -> the element that shows it.
_ELEMENTS = {"i": "i", "b": "b", "^": "sup", "_": "sub", "c": "span.caps"}
_NOTE_FORMS = {"parenthetical": "Note", "narrative": "In the text, with the number of the note"}
_MARKUPS = {"markdown": "Markdown", "latex": "LaTeX", "html": "HTML"}
_FIELDS = {"issued": "the year", "author": "the authors", "page": "the pages", "container-title": "the book or journal",
           "original-date": "the year of the original"}


def of_work(one: Work) -> Html:
    """Return the disclosure of a work, and what keeps it for the reading list."""
    return _kept_or_cited(f"work:{one.key}", one.label)


def of_passages(passages: Iterable[Passage]) -> list[Html]:
    """Return the same for each passage."""
    return [_kept_or_cited(f"passage:{one.key}", ", ".join(filter(None, (one.work.label, one.locator))))
            for one in passages]


def _kept_or_cited(of: str, label: str) -> Html:
    return tag("div.citing", disclosure(of, f"Cite this: {label}"), keeping.button(of, label))


def disclosure(of: str, label: str) -> Html:
    """Return a disclosure that is filled when it is opened; `of` is the prefixed name of what is cited."""
    return tag("details.cite", tag("summary", "Cite this", aria_label=label), tag("div", data_cite=of))


# --- what fills it ---


def answer(citations: Iterable[Citation], pasted: Mapping[str, str]) -> Html:
    """Return citations with their warnings, the better citation first, and a button for each form.

    `pasted` is the text to paste, by the name of its markup.
    """
    blocks = [snippets.block(_MARKUPS.get(markup, markup), text) for markup, text in pasted.items()]
    more = tag("details.snippets", tag("summary", "With its words, to paste"), blocks) if blocks else None
    return join(map(_whole, citations), more)


def failed(words: str) -> Html:
    """Return what stands there when something could not be cited."""
    return tag("div.warning", tag("p.title", "This could not be cited"), tag("p", words), role="alert")


def found(styles: Iterable[Style]) -> Html:
    """Return styles as buttons that choose them."""
    listed = [tag("li", tag("button.copy", one.title, type="button", data_style=one.id)) for one in styles]
    return tag("ul.plain", listed) if listed else tag("p.empty", "No style has these words in its title.")


def _whole(one: Citation) -> Html:
    style = find_style(one.style)
    is_warned = bool(one.cautions)
    forms = FORMS | (_NOTE_FORMS if style.format == "note" else {})
    lines = [_line(words, one.form(name), is_warned=is_warned) for name, words in forms.items()]
    without = None if one.reference else tag("p.empty", "This style lists no entry for such a work.")
    return tag("div.cited", _chooser(style), map(_caution, one.cautions), lines, without,
               [_told(other, is_warned=is_warned) for other in one.secondary], _sureness(one), _doubts(one))


def _chooser(chosen: Style) -> Html:
    common = {name: row[0] for name, row in COMMON_STYLES.items()}
    names = common if chosen.id in common else {chosen.id: chosen.title, **common}
    options = [tag("option", words, value=name, selected=name == chosen.id) for name, words in names.items()]
    search = tag("input", type="search", data_style_search=True, aria_label="Journal or style",
                 placeholder="Journal or style", maxlength=80, autocomplete="off")
    other = tag("details.styles", tag("summary", "Another style"), search, tag("div.styles-found", role="status"))
    return tag("div.choose", tag("label", "Style ", tag("select", options, data_style_choice=True)), other)


def _line(words: str, text: Rich, *, is_warned: bool = False) -> Html | None:
    if not text:
        return None
    copy = tag("button.copy", "Copy", type="button", data_copy=text.text, data_rich=text.html,
               data_caution=is_warned, aria_label=f"Copy: {words}" + (", with a warning" if is_warned else ""))
    return tag("div.form", tag("p", tag("span.label", words), " ", rich(text)), copy)


def rich(text: Rich) -> Html:
    """Return a line of a citation with its italics."""
    return join(_looked(words, looks) for looks, words in text.runs)


def _looked(words: Child, looks: str) -> Html:
    for look in looks:
        words = tag(_ELEMENTS[look], words)
    return join(words)


def _caution(one: Caution) -> Html:
    statuses = [("; " if i else None, meanings.status(status)) for i, status in enumerate(one.statuses)]
    whom = join("The passage credits ", tag("q", one.credited)) if one.credited else join("It names nobody")
    return tag("div.warning", tag("p.title", tag("span", "⚠ ", aria_hidden="true"), "Before you cite: ", statuses),
               tag("p", whom, ". ", one.reason), _better(one.better), role="note")


def _better(one: Citation | None) -> Html | None:
    if one is None:
        return None
    where = links.work(one.work, one.locator)
    return tag("div.instead", tag("p", tag("strong", "Better cite "), where), _line("In the text", one.parenthetical),
               _line("Reference entry", one.reference), _doubts(one))


def _told(one: Citation, *, is_warned: bool) -> Html | None:
    if one.original is None:
        return None
    badge = None if one.is_original_seen else tag("span.badge.badge-plain", "original not seen")
    head = tag("p", tag("strong", "As cited in"), " ", badge, " ", links.work(one.original))
    return tag("div.told", head, _line("In parentheses", one.parenthetical, is_warned=is_warned),
               _line("As a sentence", one.narrative, is_warned=is_warned))


def _sureness(one: Citation) -> Html | None:
    if not one.certainty:
        return None
    seen = f": {one.seen_in}" if one.seen_in else None
    return tag("p.doubt", "That this stands there: ", meanings.certainty(one.certainty), seen, ".")


def _doubts(one: Citation) -> Html | None:
    if not one.doubts:
        return None
    said = [f"{_FIELDS.get(field, f'the {field}')} ({CERTAINTIES.get(how, how)})" for field, how in one.doubts.items()]
    return tag("p.doubt", f"Less sure than the rest of the record of {one.work.label}: {'; '.join(said)}.")
