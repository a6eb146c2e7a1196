"""The command that says how two concepts are connected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import with_places
from kg.cli.output import report
from kg.places import Places

if TYPE_CHECKING:
    from kg.graphview.paths import Connection, Leg

__all__ = ["path"]


@click.command()
@click.argument("concepts", nargs=2, metavar="START END")
@click.option("--by", multiple=True, metavar="PARTY", help="Only its claims count; may be given several times.")
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="So many paths at most.")
@click.option("--with-denials", is_flag=True, help="What is only denied leads on as well.")
@click.option("--format", "format_", type=click.Choice(("table", "json", "csv", "markdown")), default="table",
              show_default=True)
@with_places
def path(places: Places, concepts: tuple[str, str], by: tuple[str, ...], most: int, format_: str, *,
         with_denials: bool) -> None:
    """Print how two concepts are connected: the shortest chains of claims from START to END, with who says what."""
    from kg.catalog import open_atlas  # --help loads none of it
    from kg.graphview.paths import connect

    found = connect(open_atlas(places.store), *concepts, by, most, with_denials=with_denials)
    report(format_, list(_rows(found)))
    click.echo(_conclusion(found), err=True)


def _rows(found: Connection) -> Iterator[Mapping[str, Any]]:
    """Yield one row per claim of every path."""
    for number, route in enumerate(found.routes, start=1):
        for step, leg in enumerate(route.legs, start=1):
            yield from ({"path": number, "step": step, **row} for row in _said(leg))


def _said(leg: Leg) -> Iterator[Mapping[str, Any]]:
    from kg.model import CERTAINTIES

    for one in leg.sentences:
        words = f"{leg.start.label} {one.phrase} {leg.end.label}"
        for claim in one.claims:
            places = dict.fromkeys(", ".join(filter(None, (p.work.label, p.locator))) for p in claim.passages)
            sure = dict.fromkeys(CERTAINTIES.get(p.certainty, p.certainty) for p in claim.passages)
            yield {"sentence": words, "said": "denied" if one.is_denied else "asserted", "by": claim.party.label,
                   "where": "; ".join(places), "certainty": "; ".join(sure), "claim": f"claim:{claim.slug}",
                   "warning": "doubtful citation" if claim.is_doubtful else ""}


def _conclusion(found: Connection) -> str:
    """Return how many paths there are; where there are none, why."""
    if found.start.iri == found.end.iri:
        return f"both ends are {found.start.label}; name two concepts"
    if found.routes:
        return f"paths: {len(found.routes)}{', and there are more (--most)' if found.has_more else ''}"
    if found.unrestricted:
        steps = len(found.unrestricted.legs)
        return f"no path by these parties alone; without --by there is one of {steps} step{'s' if steps > 1 else ''}"
    silent = " and ".join(one.label for one in found.silent)
    return f"no path{f'; no claim relates {silent} to another concept' if silent else ''}"
