"""The command of operators: the addresses and the SPARQL service alone, behind whatever stands before them."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from kg.cli.options import EDITIONS, with_places
from kg.errors import KgError
from kg.places import Places

__all__ = ["serve"]

_MOST_HEADERS = 512_000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8502, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True,
              help="Stop a query after so long.")
@click.option("--rows", type=click.IntRange(min=1), help="Answer with so many rows at most, and say so.")
@click.option("--workers", type=click.IntRange(min=1), default=4, show_default=True,
              help="Run so many queries at once.")
@click.option("--queue", type=click.IntRange(min=0), default=32, show_default=True, help="Let so many more wait.")
@click.option("--cache", type=click.IntRange(min=0), default=32, show_default=True, metavar="MB",
              help="Keep so much of small answers.")
@EDITIONS
@with_places
def serve(places: Places, host: str, port: int, cache: int, editions: Path | None, **limits: float) -> None:
    """Serve the last build: a page and data for each thing, and SPARQL at /sparql; /health says whether it can."""
    from kg.workers import Limits  # here and below: --help loads none of it

    try:
        import uvicorn  # an extra

        from kg.endpoint import app

        served = app(places.store, Limits(**limits), cache << 20, editions)  # type: ignore[arg-type]
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "kg":
            raise
        raise KgError(f"{error.name} is missing; run: pip install 'alliance-atlas[serve]'") from error
    # uvicorn's own log of requests has their addresses, and so the queries.
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    uvicorn.run(served, host=host, port=port, access_log=False, log_level="warning", timeout_graceful_shutdown=5,
                h11_max_incomplete_event_size=_MOST_HEADERS)
