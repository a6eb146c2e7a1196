"""The command that writes the atlas as files for any host."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import DIRECTORY, with_places
from kg.cli.output import Progress
from kg.places import Places

__all__ = ["site"]


@click.command()
@click.argument("directory", type=DIRECTORY)
@click.option("--base", default="", metavar="URL", help="The public address of the root, for the map of the site, "
                                                        "canonical links and the rules of w3id.org.")
@with_places
def site(places: Places, directory: Path, base: str) -> None:
    """Write all pages and data as files into DIRECTORY, for any host; what stands there already is only renewed."""
    from kg.catalog import open_atlas  # here and below: --help loads none of it
    from kg.site import write

    with Progress() as progress:
        done = write(open_atlas(places.store), directory, progress, base=base)
    click.echo(f"{directory}: {done.files:,} files, {done.bytes / 1e6:.1f} MB, in {done.seconds:.1f} s "
               f"({done.written:,} written, {done.unchanged:,} unchanged, {done.removed:,} removed)", err=True)
