"""The command of an author with a manuscript: which of its citations are wrong, as far as the atlas knows."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import with_places
from kg.cli.output import report
from kg.errors import KgError
from kg.places import Places

__all__ = ["audit_manuscript"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("audit-manuscript")
@click.argument("file", type=_FILE)
@click.option("--references", type=_FILE, help="The reference list: .bib, .ris, or CSL-JSON (.json).")
@click.option("--format", "format_", type=click.Choice(("table", "csv", "markdown", "html", "json")), default="table",
              show_default=True)
@click.option("--comments", type=_FILE, help="Write a copy with comments here; FILE must be a .docx.")
@with_places
def audit_manuscript(places: Places, file: Path, references: Path | None, format_: str, comments: Path | None) -> None:
    """Report what the atlas knows of the citations in a manuscript (.docx, .odt, .md, .tex, .html, .txt)."""
    from kg.catalog import open_atlas  # here and below: --help loads none of it
    from kg.manuscript import check_manuscript

    if comments and file.suffix.lower() != ".docx":
        raise click.UsageError("--comments needs a .docx")
    if comments and comments.absolute() == file.absolute():
        raise click.UsageError("--comments needs another file: the original stays as it is")
    content = _content(file)
    listed = _content(references) if references else b""
    beside = references.name if references else ""
    found = check_manuscript(file.name, content, open_atlas(places.store), beside, listed)
    if format_ == "html":
        click.echo(found.as_html(), nl=False)
    else:
        report(format_, found.rows())
    if comments:
        _write(comments, found.commented(content))
    click.echo(found.summary, err=True)
    if found.counts["error"]:
        sys.exit(1)


def _content(file: Path) -> bytes:
    from kg.manuscript import MEGABYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MEGABYTES * 2**20 + 1)  # a byte too much is refused, a gigabyte is not read
    except OSError as error:
        raise KgError(f"{file}: cannot be read ({error.strerror}); give the path of a file") from error


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise KgError(f"{file}: cannot be written ({error.strerror}); give another path") from error
