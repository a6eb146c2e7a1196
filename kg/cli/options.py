"""What every command is given: the three directories."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.places import Places, default

__all__ = ["DIRECTORY", "EDITIONS", "with_places"]

DIRECTORY = click.Path(path_type=Path, file_okay=False)
#: For every command that reads what was released.
EDITIONS = click.option("--editions", type=DIRECTORY, help="Directory of editions; without it, 'editions' beside the "
                        "store.")


def with_places(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the three directories that every command knows."""

    @click.option("--ontology", type=DIRECTORY, help="Directory of concepts, definitions and claims.")
    @click.option("--sources", type=DIRECTORY, help="Directory of works and their passages.")
    @click.option("--store", type=DIRECTORY, help="Directory of the built store.")
    @wraps(command)
    def placed(ontology: Path | None, sources: Path | None, store: Path | None, **rest: Any) -> None:
        home = default()
        command(Places((ontology or home.ontology).absolute(), (sources or home.sources).absolute(),
                       (store or home.store).absolute()), **rest)

    return placed
