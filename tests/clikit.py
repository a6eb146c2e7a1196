"""A command of kg, run in the process of the test."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from kg import cli
from kg.places import Places

__all__ = ["Capture", "Done", "kg", "where"]

Capture = pytest.CaptureFixture[str]


class Done(types.SimpleNamespace):
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


def kg(capsys: Capture, *words: str | Path) -> Done:
    """Run a command in this process."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["kg", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    wrote = capsys.readouterr()
    return Done(code=ended.value.code, out=wrote.out, err=wrote.err)


def where(places: Places) -> list[str]:
    return ["--ontology", str(places.ontology), "--sources", str(places.sources), "--store", str(places.store)]
