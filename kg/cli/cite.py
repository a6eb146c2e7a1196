"""The command that cites: what the atlas holds, in any style, with its warnings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from kg.cli.options import with_places
from kg.errors import KgError
from kg.model import CERTAINTIES, FORMS, STATUSES
from kg.places import Places

if TYPE_CHECKING:
    from kg.model import Citation

__all__ = ["cite"]


@click.command()
@click.argument("name")
@click.option("--style", default="apa", show_default=True, metavar="NAME",
              help="apa, chicago-author-date, chicago-notes, mla, harvard, ieee, vancouver, or the id of a CSL style.")
@click.option("--form", type=click.Choice((*FORMS, "all")), default="all", show_default=True)
@click.option("--locator", default="", help="The place in a work: 'p. 12', 'pp. 12–13', 'chap. 3', 'SECTION, para. 4'.")
@click.option("--locale", default="", metavar="LANGUAGE", help="Such as de-DE; a style has one of its own.")
@click.option("--as", "kind", type=click.Choice(("text", "markdown", "html")), default="text", show_default=True)
@click.option("--snippet", default="", type=click.Choice(("", "markdown", "latex", "html")), metavar="MARKUP",
              help="The words of a definition or a passage with their citation: markdown, latex or html.")
@with_places
def cite(places: Places, name: str, **options: str) -> None:
    """Cite a work (by its key), a passage or a statement (definition/NAME, claim:NAME or IRI); warnings go to stderr.

    NAME '?WORDS' lists the styles whose title has the words.
    """
    from kg.catalog import open_atlas  # here and below: --help loads none of it

    if name.startswith("?"):
        _styles(name[1:])
        return
    if options["snippet"]:
        click.echo(_snippet(places, name, options["style"], options["snippet"]), nl=False)
        return
    found = open_atlas(places.store).cite(name, options["style"], locator=options["locator"], locale=options["locale"])
    for one in found:
        for line in _cautions(one):
            click.echo(line, err=True)
        for line in _lines(one, options["form"], options["kind"]):
            click.echo(line)


def _styles(words: str) -> None:
    from kg.cite.styles import search_styles

    for style in search_styles(words, 50):
        click.echo(f"{style.id}  {style.title}")


def _snippet(places: Places, name: str, style: str, markup: str) -> str:
    from kg.catalog import open_atlas
    from kg.snippets import snippets_of

    found = snippets_of(open_atlas(places.store), name, style)
    if not found:
        raise KgError(f"{name}: a work alone has no words to paste; name a definition or a passage, or use --form")
    return found[markup]


def _lines(one: Citation, form: str, kind: str) -> Iterable[str]:
    wanted = FORMS if form == "all" else {form: FORMS[form]}
    for name, words in wanted.items():
        line = one.form(name)
        if line:
            text = str(getattr(line, kind))
            yield f"{words}: {text}" if form == "all" else text
    if form == "all":
        yield from (f"As cited in: {getattr(other.parenthetical, kind)}" for other in one.secondary)


def _cautions(one: Citation) -> Iterable[str]:
    for caution in one.cautions:
        what = "; ".join(STATUSES.get(status, status) for status in caution.statuses)
        yield f"warning: {caution.credited or 'no credit'}: {what}. {caution.reason}".rstrip()
        if caution.better:
            yield f"cite instead: {caution.better.parenthetical.text}: {caution.better.reference.text}"
    if one.certainty not in ("", "verified"):
        yield f"that this stands there: {CERTAINTIES.get(one.certainty, one.certainty)}"
    if one.doubts:
        yield f"not seen in a source: {', '.join(sorted(one.doubts))}"
    if not one.reference:
        yield "this style lists no entry for such a work"
