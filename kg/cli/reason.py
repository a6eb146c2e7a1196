"""The command that asks the reasoner anew, and keeps or checks what it answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import with_places
from kg.cli.output import Progress, report
from kg.errors import KgError
from kg.places import Places

if TYPE_CHECKING:
    from kg.reason import Made, Results

__all__ = ["reason"]

_DIRECTORY = "reasoned"


@click.command()
@click.option("--verify", is_flag=True, help="Compare with the results that are there, and write nothing.")
@click.option("--most", type=click.IntRange(min=1), help="Search sets of up to so many claims and complete lists.  "
              "[default: as before, or 4]")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=600.0, show_default=True,
              help="Stop after so long, and leave the results as they are.")
@click.option("--format", "format_", type=click.Choice(("table", "json", "csv", "markdown")), default="table",
              show_default=True)
@with_places
def reason(places: Places, most: int | None, seconds: float, format_: str, *, verify: bool) -> None:
    """Find with the reasoner HermiT (needs Java) which claims cannot all hold, and what follows from them."""
    from kg.reason import MOST, differences, files, made, write  # here and below: --help loads none

    directory, started = places.ontology / _DIRECTORY, perf_counter()
    before = made(directory)
    results, now = _reasoned(places, most or (before.most if before else MOST), seconds)
    report(format_, list(_rows(results)))
    differing = differences(directory, files(results, replace(now, date=before.date) if before else now))
    _tell(results, perf_counter() - started)
    if not differing:
        click.echo("the results are those that are there", err=True)
    elif verify:
        click.echo(f"not as the reasoner says: {', '.join(differing)}; run 'kg reason'", err=True)
        sys.exit(1)
    else:
        write(directory, files(results, now))
        click.echo(f"written: {directory}; 'kg build' takes it in", err=True)


def _reasoned(places: Places, most: int, seconds: float) -> tuple[Results, Made]:
    from kg import query
    from kg import reason as machine
    from kg.catalog import open_atlas
    from kg.store import Store

    _build_where_needed(places)
    atlas = open_atlas(places.store)
    background = machine.background(places.current / "atlas.nq")
    theory = machine.gather(atlas.claims(), [atlas.model(model.slug) for model in atlas.models()], atlas.relations,
                            background)
    basis = machine.digest(query.run(Store.open(places.current), "theory"), background)
    name = machine.reasoner()
    with Progress() as progress:
        results = machine.reason(theory, machine.Oracle(background, seconds), most, progress)
    date = datetime.now(UTC).replace(microsecond=0).isoformat()
    return results, machine.Made(name, date, most, basis)


def _build_where_needed(places: Places) -> None:
    from kg.build import build, is_stale

    if is_stale(places) and not build(places).is_built:
        raise KgError(f"{places.ontology}: the content has errors; 'kg check' lists them")


def _rows(results: Results) -> Iterable[Mapping[str, Any]]:
    for one in results.conflicts:
        yield {"result": one.slug, "kind": "conflict", "says": "; ".join(p.sentence for p in one.propositions),
               "complete lists": "; ".join(model.label for model in one.complete),
               "parties": "; ".join(sorted({ref.label for ref in (*one.holders, *(m.party for m in one.complete))}))}
    for entailed in results.entailments:
        yield {"result": entailed.iri.rsplit("/", 1)[-1], "kind": "entailment",
               "says": f"{entailed.subject.label} {entailed.relation.label} {entailed.object.label}",
               "complete lists": "; ".join(model.label for model in entailed.complete),
               "parties": entailed.party.label}


def _tell(results: Results, seconds: float) -> None:
    further = "no larger set was left" if results.is_exhausted else f"not searched further than {results.most}"
    click.echo(f"conflicts: {len(results.conflicts)}, entailments: {len(results.entailments)}, concepts that a model "
               f"makes impossible: {len(results.impossible)}; {further}; {seconds:.0f} s", err=True)
