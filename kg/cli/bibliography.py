"""The command that prints a bibliography: of some things or of everything, annotated or for a reference manager."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import with_places
from kg.errors import KgError
from kg.places import Places

__all__ = ["bibliography"]

_FORMATS = ("markdown", "docx", "html", "bibtex", "biblatex", "ris", "csl-json")


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--style", default="apa", show_default=True, metavar="NAME", help="As for kg cite.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="markdown", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it into this file.")
@with_places
def bibliography(places: Places, names: tuple[str, ...], style: str, format_: str, output: Path | None) -> None:
    """Print the works behind works, passages and statements (definition/NAME, claim:NAME or IRI), or every work.

    Below each work, or in its note, stands what was chosen of it, with its place and every warning.
    """
    from kg.catalog import open_atlas  # here and below: --help loads none of it
    from kg.readinglist import as_file

    if format_ == "docx" and output is None and sys.stdout.isatty():
        raise click.UsageError("a docx is no text; name a file with --output")
    made = as_file(open_atlas(places.store), names, format_, style)
    if output is None:
        click.echo(made, nl=False)
        return
    try:
        output.write_bytes(made)
    except OSError as error:
        raise KgError(f"{output}: cannot be written ({error.strerror}); name another file") from error
