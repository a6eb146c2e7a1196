"""The command of those who answer for the content: what is cited how well."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import with_places
from kg.cli.output import instead, report
from kg.errors import KgError
from kg.model import CERTAINTIES, STATUSES
from kg.places import Places

if TYPE_CHECKING:
    from kg.audit import Report
    from kg.catalog import Atlas
    from kg.model import Credit

__all__ = ["audit"]


@click.command()
@click.option("--texts", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Directory of source texts, each named after its work (KEY.txt): compare the quotations with them.")
@click.option("--work", default="", metavar="KEY", help="Only what this work says, or is credited with.")
@click.option("--status", type=click.Choice(tuple(STATUSES)), help="Only citations of this status.")
@click.option("--format", "format_", type=click.Choice(("table", "csv", "markdown", "json")), default="table",
              show_default=True)
@with_places
def audit(places: Places, texts: Path | None, work: str, status: str | None, format_: str) -> None:
    """Report what is known of every citation, or how every quotation stands in the texts of its work."""
    from kg.catalog import open_atlas  # here and below: --help loads none of it

    atlas = open_atlas(places.store)
    if texts is None:
        credits_ = atlas.credits(work, status or "")
        report(format_, [_citation(credit) for credit in credits_])
        doubtful = sum(credit.attribution.is_doubtful for credit in credits_)
        click.echo(f"citations: {len(credits_)}, to check: {doubtful}", err=True)
    elif status:
        raise click.UsageError("--status is about citations, --texts about quotations; give one of the two")
    else:
        _quotations(atlas, texts, work, format_)


def _citation(credit: Credit) -> Mapping[str, Any]:
    passage, one = credit.passage, credit.attribution
    return {"citation": f"attribution:{one.key}", "work": passage.work.label, "place": passage.locator or "",
            "printed": one.credited, "credited work": one.work.label if one.work else "",
            "credited place": one.locator or "", "statuses": "; ".join(STATUSES[status] for status in one.statuses),
            "reason": one.reason, "evidence": one.evidence, "certainty": CERTAINTIES[one.certainty],
            "cite instead": instead(one.instead)}


def _quotations(atlas: Atlas, texts: Path, work: str, format_: str) -> None:
    from kg.audit import compare

    passages = atlas.work(work).passages if work else atlas.passages()
    found = compare(passages, atlas.works(), texts)
    if not found.compared and not found.others:
        raise KgError(f"{texts}: no text there belongs to a work that is quoted; name it after the work, as KEY.txt")
    report(format_, list(_compared(found)))
    for path in found.unclaimed:
        click.echo(f"{path}: no work has this name; name the file after the key of its work", err=True)
    click.echo(f"quotations compared: {len(found.compared)}, works without a text: {len(found.unread)}", err=True)
    if not found.is_sound:
        sys.exit(1)


def _compared(found: Report) -> Iterable[Mapping[str, Any]]:
    from kg.audit import OUTCOMES

    for one in found.compared:
        yield {"passage": f"passage:{one.passage.key}", "work": one.passage.work.label,
               "place": one.passage.locator or "", "outcome": OUTCOMES[one.outcome], "likeness": f"{one.likeness:.0%}",
               "difference": one.difference, "file": one.file.name}
    for work, path in found.others:
        yield {"passage": "", "work": work.label, "place": "", "outcome": OUTCOMES["other-text"], "likeness": "0%",
               "difference": "not one quotation of the work stands in it", "file": path.name}
