"""The commands of those who publish: freeze what was built as an edition, and say what changed between two."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import DIRECTORY, EDITIONS, with_places
from kg.cli.output import Progress
from kg.places import Places

if TYPE_CHECKING:
    from kg.editions.release import Released

__all__ = ["diff", "release"]


@click.command()
@click.argument("directory", type=DIRECTORY, metavar="DIR", required=False)
@click.option("--name", default="", metavar="YYYY-N", help="Name of the edition; without it, the next of the year.")
@click.option("--date", "issued", type=click.DateTime(["%Y-%m-%d"]), help="Day of issue; without it, today.")
@click.option("--verify", is_flag=True, help="Make nothing: check the edition in DIR against its checksums.")
@with_places
def release(places: Places, directory: Path | None, name: str, issued: datetime | None, *, verify: bool) -> None:
    """Freeze the last build as an edition below DIR, which is where the editions are if it is not given."""
    if verify:
        _verify(directory or places.editions)
        return
    from kg.editions.release import release as make  # here and below: --help loads none of it

    with Progress() as progress:
        made = make(places, (directory or places.editions).absolute(), name, issued.date() if issued else None,
                    progress)
    _tell(made)


def _tell(made: Released) -> None:
    if not made.is_new:
        click.echo(f"nothing changed since edition {made.edition.name}; no edition was made", err=True)
        return
    click.echo(f"{made.edition.directory}: {made.size / 1024:.0f} KB", err=True)
    click.echo(made.changes.summary if made.changes else "The first edition.", err=True)
    click.echo(made.reference)


def _verify(directory: Path) -> None:
    from kg.editions import info, tampered

    name, wrong = info(directory).name, tampered(directory)
    for one in wrong:
        click.echo(f"{directory}: {one}")
    if wrong:
        sys.exit(1)
    click.echo(f"edition {name}: as it was released", err=True)


@click.command()
@click.argument("before", metavar="EDITION")
@click.argument("after", metavar="EDITION")
@EDITIONS
@click.option("--format", "format_", type=click.Choice(("text", "markdown", "json", "html")), default="text",
              show_default=True)
@with_places
def diff(places: Places, before: str, after: str, editions: Path | None, format_: str) -> None:
    """Say in words what changed between two editions: names, directories, or 'current' for the last build."""
    from kg.editions import DIFF_FORMATS, changes

    found = changes(before, after, (editions or places.editions).absolute(), places.store)
    click.echo(DIFF_FORMATS[format_](found), nl=False)
