"""The command that lists what does not go together: disputes that were read, and conflicts that were computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from kg.cli.options import with_places
from kg.cli.output import report
from kg.places import Places

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.model import Conflict, Dispute, Statement

__all__ = ["disputes"]


@click.command()
@click.option("--concept", default="", metavar="NAME", help="Only what is about this concept.")
@click.option("--party", default="", metavar="NAME", help="Only where this party stands.")
@click.option("--kind", type=click.Choice(("curated", "logical", "declared")), help="Only what was found so.")
@click.option("--within-one", is_flag=True, help="Only where one party alone says what does not go together.")
@click.option("--format", "format_", type=click.Choice(("table", "json", "csv", "markdown")), default="table",
              show_default=True)
@with_places
def disputes(places: Places, concept: str, party: str, kind: str | None, format_: str, *, within_one: bool) -> None:
    """List disputes: positions that were read, and claims that were computed not to hold together.

    The table has a line for each; the other formats have one for each statement, with its place and words.
    """
    from kg.catalog import open_atlas  # --help loads none of it

    atlas = open_atlas(places.store)
    about = atlas.concept(concept).concept.iri if concept else ""
    by = atlas.party(party).iri if party else ""
    every: list[Dispute | Conflict] = [*atlas.disputes(), *atlas.conflicts()]
    found = [one for one in every if kind in (None, _kind(one)) and (not within_one or one.is_within_one)
             and (not about or about in {ref.iri for ref in one.concerns})
             and (not by or by in {ref.iri for ref in one.holders})]
    report(format_, list(map(_line, found)) if format_ == "table" else [row for one in found for row in _rows(one)])
    click.echo(f"disputes: {len(found)}", err=True)
    _warn(atlas)


def _kind(one: Dispute | Conflict) -> str:
    return getattr(one, "kind", "curated")


def _clash(one: Dispute | Conflict) -> str:
    from kg.model import CLASHES, Dispute

    return CLASHES.get(one.clash, one.clash) if isinstance(one, Dispute) else ""


def _line(one: Dispute | Conflict) -> dict[str, str]:
    return {"dispute": one.slug, "kind": _kind(one), "clash": _clash(one), "title": one.label,
            "parties": "; ".join(holder.label for holder in one.holders)}


def _rows(one: Dispute | Conflict) -> Iterable[dict[str, str]]:
    """Yield one row for each statement of each side."""
    head = {"dispute": one.slug, "kind": _kind(one), "title": one.label, "clash": _clash(one)}
    for side, said in _sides(one):
        for statement in said:
            yield {**head, "side": side, "party": statement.party.label, "statement": statement.slug,
                   "where": _where(statement), "words": _words(statement)}


def _sides(one: Dispute | Conflict) -> list[tuple[str, Sequence[Statement]]]:
    from kg.model import Dispute

    if isinstance(one, Dispute):
        return [(side.label, side.statements) for side in one.positions]
    return [(side.sentence, side.claims) for side in one.propositions]


def _where(one: Statement) -> str:
    return "; ".join(", ".join(filter(None, (p.work.label, p.locator))) for p in one.passages)


def _words(one: Statement) -> str:
    first = one.passages[0]
    return f"“{first.quotation}”" if first.quotation else first.paraphrase or ""


def _warn(atlas: Atlas) -> None:
    how = atlas.reasoning
    if how is None:
        click.echo("nothing computed: this store was built without the results of a reasoner", err=True)
    elif how.is_stale:
        click.echo("what is computed is from an earlier state of the claims", err=True)
