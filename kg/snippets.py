"""What somebody says, with its citation, as text to paste: Markdown, LaTeX, HTML. The warnings go along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from kg import latex
from kg.model import CERTAINTIES, STATUSES, Caution, Citation, Definition, Rich
from kg.vocab import expand

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["SNIPPETS", "snippets_of"]

Runs = tuple[tuple[str, str], ...]


class _Part(NamedTuple):
    """One passage: its words or what is said instead, its citation, its reference, and what has to be known of it."""

    words: str
    instead: str
    cited: Rich
    reference: Rich
    notes: tuple[Rich, ...]


class _Snippet(NamedTuple):
    parts: tuple[_Part, ...]
    source: str
    atlas: str


def snippets_of(atlas: Atlas, name: str, style: str = "apa") -> dict[str, str]:
    """Return a definition, another statement or a passage as text to paste, by the name of the markup.

    `name` is a prefixed name, an IRI or a path (`definition/NAME`); a work has no words, and so no snippets. Raises
    UnknownName.
    """
    address = expand(name if "://" in name else name.replace("/", ":", 1))
    said = atlas.said().get(address)
    gloss = f"Gloss of {atlas.title}: {said.gloss}" if isinstance(said, Definition) and said.gloss else ""
    found = [one for one in atlas.cite(name, style) if one.certainty]  # only a passage has one
    parts = tuple(_part(one, gloss) for one in found)
    made = _Snippet(parts, address, f"{atlas.title}, {atlas.state}")
    is_empty = not any(part.words or part.instead for part in parts)
    return {} if is_empty else {markup: write(made) for markup, write in SNIPPETS.items()}


def _part(one: Citation, gloss: str) -> _Part:
    words = " ".join(one.words.split())
    instead = "" if words else f"Paraphrase: {one.paraphrase}" if one.paraphrase else gloss
    return _Part(words, instead, one.parenthetical, one.reference, tuple(Rich(runs) for runs in _notes(one)))


def _notes(one: Citation) -> Iterator[Runs]:
    """Yield what keeps an author from citing blindly."""
    for caution in one.cautions:
        yield (("b", "Citation warning."), ("", f" {_warning(caution)}"))
        if caution.better:
            yield (("b", "Cite instead:"), ("", " "), *_cited(caution.better))
    if one.certainty != "verified":
        yield (("", f"That this stands there: {CERTAINTIES.get(one.certainty, one.certainty)}."),)
    if one.doubts:
        yield (("", f"Less sure than the rest of the reference: {', '.join(sorted(one.doubts))}."),)


def _warning(caution: Caution) -> str:
    what = "; ".join(STATUSES.get(status, status) for status in caution.statuses)
    whom = f"The passage credits {caution.credited}" if caution.credited else "The passage names nobody"
    return f"{whom}: {what}. {caution.reason}".rstrip()


def _cited(one: Citation) -> Runs:
    return (*one.parenthetical.runs, ("", ". "), *one.reference.runs)


# --- as Markdown, LaTeX, HTML ---


def _markdown(made: _Snippet) -> str:
    blocks = [block for part in made.parts for block in _markdown_part(part)]
    return "\n\n".join([*blocks, f"From {_plain(made.atlas).markdown}: <{made.source}>"]) + "\n"


def _markdown_part(part: _Part) -> Iterator[str]:
    yield f"> {_plain(part.words).markdown}" if part.words else _plain(part.instead).markdown
    yield from (line.markdown for line in (part.cited, part.reference, *part.notes) if line)


def _latex(made: _Snippet) -> str:
    source = latex.escaped(f"From {made.atlas}: {made.source}")
    return "\n".join(line for part in made.parts for line in _latex_part(part, source)) + "\n"


def _latex_part(part: _Part, source: str) -> Iterator[str]:
    note = " \\par ".join([*(latex.rich(line) for line in (part.reference, *part.notes) if line), source])
    cited = f"{latex.rich(part.cited)}\\footnote{{{note}}}"
    if not part.words:
        yield f"{latex.escaped(part.instead)} {cited}\n"
        return
    yield from ("\\begin{quotation}", f"{latex.escaped(part.words)} {cited}", "\\end{quotation}")


def _html(made: _Snippet) -> str:
    source = f'<p>From <a href="{escape(made.source)}">{escape(made.atlas)}</a></p>'
    inner = [line for part in made.parts for line in _html_part(part, made.source)]
    return "\n".join(["<figure>", *inner, f"<figcaption>{source}</figcaption>", "</figure>"]) + "\n"


def _html_part(part: _Part, source: str) -> Iterator[str]:
    said = f"<p>{escape(part.words or part.instead)}</p>"
    yield f'<blockquote cite="{escape(source)}">{said}</blockquote>' if part.words else said
    yield from (f"<p>{line.html}</p>" for line in (part.cited, part.reference, *part.notes) if line)


def _plain(text: str) -> Rich:
    return Rich((("", text),))


#: Name of a markup -> what writes a snippet in it.
SNIPPETS: dict[str, Callable[[_Snippet], str]] = {"markdown": _markdown, "latex": _latex, "html": _html}
