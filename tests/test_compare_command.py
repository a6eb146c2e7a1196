"""The command that sets parties or concepts side by side: what it prints, writes and refuses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg import cli


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["kg", "compare", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return (ended.value.code, *capsys.readouterr())


def test_command_prints_parties_side_by_side(capsys: pytest.CaptureFixture[str], tiny_store: Path) -> None:
    code, out, _ = run(capsys, "welcome", "--by", "birch-alder,alder", "--store", str(tiny_store))
    assert code == 0
    assert out.splitlines()[0].split("  ")[0] == "in respect of"
    assert out.index("Birch & Alder") < out.index("Alder  ") < out.index("an invitation to come in (alder1901, p. 12)")
    assert "birch1902: Birch, B., & Alder, A. (1902). Warmth and welcome." in out


def test_command_compares_concepts_too(capsys: pytest.CaptureFixture[str], tiny_store: Path) -> None:
    code, out, _ = run(capsys, "warmth", "welcome", "--format", "markdown", "--store", str(tiny_store))
    assert (code, out.splitlines()[0]) == (0, "# warmth and welcome")


def test_command_writes_a_file(capsys: pytest.CaptureFixture[str], tiny_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    code, out, _ = run(capsys, "welcome", "--format", "xlsx", "--output", str(target), "--store", str(tiny_store))
    assert (code, out, target.read_bytes()[:2]) == (0, "", b"PK")


@pytest.mark.parametrize(("words", "code", "told"), [
    (("welcome", "--format", "xlsx"), 2, "add --output FILE"),
    (("welcome", "warmth", "--by", "alder"), 2, "leave it out to compare concepts"),
    (("welcome", "--by", "alder"), 1, "to compare takes two parties; try alder, birch-alder"),
    (("welcome", "--by", "aldr"), 1, "did you mean alder"),
    (("welcome", "--output", "/no/such/place.csv", "--format", "csv"), 1, "cannot be written"),
])
def test_command_says_what_to_do(capsys: pytest.CaptureFixture[str], tiny_store: Path, words: Sequence[str], code: int,
                                 told: str) -> None:
    ended, out, err = run(capsys, *words, "--store", str(tiny_store))
    assert (ended, out) == (code, "")
    assert told in err
