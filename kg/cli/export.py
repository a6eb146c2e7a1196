"""The commands that write the whole atlas as files."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import with_places
from kg.cli.output import Progress, report
from kg.places import Places

__all__ = ["export"]

_ALL = "all"


class _Export(click.Group):
    """Formats are arguments; what is no format but more than a file (such as a site) is a command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_own = not args or args[0] in (*self.commands, *ctx.help_option_names)
        return super().parse_args(ctx, args if is_own else [_files.name or "", *args])


@click.group(cls=_Export, options_metavar="[FORMAT]...", subcommand_metavar="TARGET")
def export() -> None:
    """Write the whole atlas into TARGET, in each FORMAT.

    Formats: turtle, trig, nquads, ntriples, jsonld, rdfxml, owl, skos, csvw, graphml, models, or all of them. Without
    one it is owl, in RDF/XML (.owl, .rdf) or Turtle (.ttl). One format goes into a file, or to standard output where
    TARGET is '-'; csvw and models go into a directory, or a file in .zip; several formats go into a directory.
    """


@export.command("files")
@click.argument("formats", nargs=-1, metavar="[FORMAT]...")
@click.argument("target", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "format_", default="owl", show_default=True, help="The format where none is named.")
@with_places
def _files(places: Places, formats: tuple[str, ...], target: Path, format_: str) -> None:
    """Write the whole atlas into TARGET, in each FORMAT."""
    from kg.export import FORMATS  # here and below: --help loads none of it
    from kg.export.formats import format_named

    names = tuple(FORMATS) if _ALL in formats else formats or (format_,)
    for name in names:
        format_named(name)
    if not formats and str(target) in (*FORMATS, _ALL):
        raise click.UsageError(f"name a file or a directory behind {target}")
    if len(names) > 1 and str(target) == "-":
        raise click.UsageError("only one format goes to standard output")
    if len(names) > 1:
        _several(places, names, target)
    elif str(target) == "-":
        _show(places, names[0])
    else:
        _one(places, names[0], target)


def _show(places: Places, name: str) -> None:
    from kg.export import Content, made

    click.echo(made(Content(places.current), name)[0], nl=False)


def _one(places: Places, name: str, target: Path) -> None:
    from kg.export import owl, save, write

    if name == "owl" and not target.is_dir():  # whose syntax is that of the file's name
        click.echo(f"{target}: {save(target, owl(places.current, target.suffix)):,} bytes", err=True)
    else:
        written = write(places.current, name, target)
        counts = ", ".join(f"{count:,} {what}" for what, count in written.counts.items())
        click.echo(f"{written.path}: {written.size:,} bytes, {counts}", err=True)


def _several(places: Places, names: tuple[str, ...], target: Path) -> None:
    from kg.export import FORMATS, Content, refuse_foreign, write

    refuse_foreign(target, [one.file for one in FORMATS.values()])
    content, rows = Content(places.current), []
    with Progress() as progress:
        for done, name in enumerate(names):
            progress(FORMATS[name].file, done, len(names))
            written = write(content, name, target / FORMATS[name].file)
            rows.append({"file": str(written.path), "bytes": f"{written.size:,}",
                         "holds": ", ".join(f"{count:,} {what}" for what, count in written.counts.items())})
        progress("", len(names), len(names))
    report("table", rows)
