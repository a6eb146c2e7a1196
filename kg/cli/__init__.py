"""The command line: one verb, one library call; results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from kg.cli.audit import audit
from kg.cli.bibliography import bibliography
from kg.cli.cite import cite
from kg.cli.compare import compare
from kg.cli.disputes import disputes
from kg.cli.export import export
from kg.cli.manuscript import audit_manuscript
from kg.cli.options import EDITIONS, with_places
from kg.cli.output import Progress, flat, said, table, write
from kg.cli.path import path
from kg.cli.reason import reason
from kg.cli.release import diff, release
from kg.cli.serve import serve
from kg.cli.site import site
from kg.errors import KgError, WrongFormat
from kg.places import Places

if TYPE_CHECKING:
    from kg.model import Finding

__all__ = ["commands", "main"]

#: Formats of an answer: `table` is for people, the others are files.
_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "nt", "rdfxml", "jsonld", "trig", "nq")


def main() -> None:
    """Run the command line; what a user can mend is one line and exit code 1, anything else shows its trace."""
    try:
        commands(prog_name="kg")
    except KgError as error:
        click.echo(f"kg: {' '.join(str(error).split())}", err=True)
        sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="alliance-atlas", message="%(version)s")
def commands() -> None:
    """Contested concepts: who defines them how, in which words, on which page."""


for _command in (audit, audit_manuscript, bibliography, cite, compare, diff, disputes, export, path, reason, release,
                 serve):
    commands.add_command(_command)
export.add_command(site)


# --- making ---


@commands.command()
@with_places
def build(places: Places) -> None:
    """Build the store from the content; an error in the content leaves the old store as it is."""
    _build(places)


@commands.command()
@with_places
def check(places: Places) -> None:
    """Say what is wrong with the content."""
    from kg.build import check as find  # here and below: --help loads none of it

    with Progress() as progress:
        findings = find(places, progress)
    for finding in findings:
        click.echo(str(finding))
    _conclude(findings)


def _build(places: Places) -> None:
    from kg.build import build as make

    with Progress() as progress:
        report = make(places, progress)
    for finding in report.findings:
        click.echo(str(finding), err=True)
    _conclude(report.findings)
    for name, count in report.counts.items():
        click.echo(f"{count:>7} {name}")
    click.echo(f"built from {report.files} files ({report.reused} unchanged) in {report.seconds:.1f} s", err=True)


def _conclude(findings: Iterable[Finding]) -> None:
    """End with exit code 1 where a finding is an error."""
    levels = [finding.level for finding in findings]
    if levels:
        click.echo(f"errors: {levels.count('error')}, warnings: {levels.count('warning')}", err=True)
    if "error" in levels:
        sys.exit(1)


# --- asking ---


@commands.command()
@click.argument("text", required=False)
@click.option("--file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read the query from here.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=10.0, show_default=True,
              help="Stop after so long.")
@click.option("--bundle", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.zip",
              help="Write the answer into this file, with a bibliography of the works behind it.")
@with_places
def query(places: Places, text: str | None, file: Path | None, format_: str, seconds: float,
          bundle: Path | None) -> None:
    """Answer a SPARQL query, given as TEXT, or by --file, or on standard input where TEXT is '-'."""
    if (text is None) == (file is None):
        raise click.UsageError("give the query as TEXT, as '-' for standard input, or by --file")
    given = sys.stdin.read() if text == "-" else text or ""
    asked = file.read_text(encoding="utf-8", errors="replace") if file else given
    if bundle:
        _bundle(asked, places, seconds, bundle)
    elif format_ == "table":
        _show_answer(asked, places, seconds)
    else:
        _stream(asked, places, seconds, format_)


def _bundle(text: str, places: Places, seconds: float, path: Path) -> None:
    from kg.bundle import bundled

    made = bundled(text, places.store, seconds=seconds)
    try:
        path.write_bytes(made.file)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror}); name another file") from error
    click.echo(f"{path}: {made.size}, {made.works} works", err=True)


def _stream(text: str, places: Places, seconds: float, format_: str) -> None:
    """Write an answer as it comes, so that its size is no matter; what broke off ends with exit code 1."""
    from kg.workers import stream

    last = b""
    with closing(stream(text, places.store, (format_,), seconds=seconds)) as answer:
        for last in answer:
            click.echo(last, nl=False)
    click.echo(nl=not last.endswith(b"\n"))


def _show_answer(text: str, places: Places, seconds: float) -> None:
    import json

    from kg.vocab import curie
    from kg.workers import ask

    try:
        found = json.loads(ask(text, places.store, seconds=seconds))
    except WrongFormat as refusal:
        raise WrongFormat("the answer is a graph; add --format turtle") from refusal
    if "boolean" in found:
        click.echo("yes" if found["boolean"] else "no")
        return
    names = found["head"]["vars"]
    terms = [[row.get(name, {"type": "", "value": ""}) for name in names] for row in found["results"]["bindings"]]
    rows = [[curie(term["value"]) if term["type"] == "uri" else term["value"] for term in row] for row in terms]
    table([names, ["-" * len(name) for name in names], *rows])
    click.echo(f"{len(rows)} rows", err=True)


@commands.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--format", "format_", type=click.Choice(("table", "json", "csv")), default="table", show_default=True)
@with_places
def search(places: Places, text: str, limit: int, format_: str) -> None:
    """Find concepts and works by name, author, identifier, or words of definitions and quotations."""
    from kg.catalog import open_atlas
    from kg.vocab import curie

    hits = open_atlas(places.store).search(text, limit)
    if format_ == "table":
        table([[curie(hit.iri), hit.label, hit.why] for hit in hits])
    else:
        write(format_, [{"kind": h.kind, "iri": h.iri, "label": h.label, "matched": h.matched, "why": h.why}
                         for h in hits])
    if not hits:
        click.echo("nothing found", err=True)


@commands.command()
@click.argument("name")
@click.option("--format", "format_", type=click.Choice(("text", "json", "csv")), default="text", show_default=True)
@with_places
def define(places: Places, name: str, format_: str) -> None:
    """Print every definition of a concept, given its label, short name, prefixed name or IRI."""
    from kg.catalog import open_atlas

    page = open_atlas(places.store).concept(name)
    if format_ != "text":
        write(format_, [row for one in page.definitions for row in flat(one)])
        return
    for line in filter(None, (page.concept.label, page.concept.scope_note)):
        click.echo(line)
    for one in page.definitions:
        click.echo(f"\n{one.party.label}{f', {one.year}' if one.year else ''}: {one.gloss}")
        for line in (line for passage in one.passages for line in said(passage)):
            click.echo(f"  {line}")
    if not page.definitions:
        click.echo("no definition in the works covered", err=True)


# --- reading in a browser ---


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--open/--no-open", "is_opened", default=True, help="Show it in the browser.", show_default=True)
@EDITIONS
@with_places
def browse(places: Places, host: str, port: int, editions: Path | None, *, is_opened: bool) -> None:
    """Open the atlas in the browser, after a build where the content has changed."""
    from kg.build import is_stale

    if is_stale(places):
        _build(places)
    try:
        from app.server import run  # the browser is an extra

        if is_opened and _has_screen() and not _answers(host, port):
            Thread(target=_open_when_ready, args=(host, port), daemon=True).start()
        with suppress(KeyboardInterrupt):
            run(host, port, places.store, editions)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("app", "kg"):
            raise
        raise KgError(f"{error.name} is missing; run: pip install 'alliance-atlas[app]'") from error


def _has_screen() -> bool:
    """Whether a browser would open in a window, rather than take over the terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _open_when_ready(host: str, port: int, tries: int = 150) -> None:
    import webbrowser

    for _ in range(tries):
        if _answers(host, port):
            webbrowser.open(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
            return
        time.sleep(0.2)
