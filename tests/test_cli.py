"""The command line: results on standard output, messages on standard error, exit code 0, 1 or 2."""

from __future__ import annotations

import os
import pty
import re
import socket
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest
from clikit import Capture, kg, where

from kg import cli
from kg.errors import KgError
from kg.places import Places

# --- making ---

def test_build_says_how_much_there_is_and_builds_it(capsys: Capture, tiny: Places) -> None:
    done = kg(capsys, "build", *where(tiny))
    assert done.code == 0
    assert re.search(r"^ +4 concepts$", done.out, re.MULTILINE)
    assert re.search(r"^built from \d+ files \(0 unchanged\) in [\d.]+ s$", done.err, re.MULTILINE)
    assert (tiny.current / "oxigraph").is_dir()


def test_second_build_says_that_nothing_has_changed(capsys: Capture, tiny: Places) -> None:
    kg(capsys, "build", *where(tiny))
    files, unchanged = re.findall(r"\d+", kg(capsys, "build", *where(tiny)).err)[:2]
    assert files == unchanged


@pytest.mark.parametrize("command", ["build", "check"])
def test_content_error_is_named_and_ends_with_1(capsys: Capture, tiny: Places, command: str) -> None:
    (tiny.ontology / "concepts" / "warmth.ttl").write_text("this is no Turtle")
    done = kg(capsys, command, *where(tiny))
    assert done.code == 1
    assert "ontology/concepts/warmth.ttl: error" in (done.out if command == "check" else done.err)
    assert "errors: 1, warnings: 0" in done.err
    assert not tiny.current.exists()


def test_check_of_good_content_says_nothing_and_builds_nothing(capsys: Capture, tiny: Places) -> None:
    done = kg(capsys, "check", *where(tiny))
    assert (done.code, done.out) == (0, "")
    assert not tiny.current.exists()


def test_missing_content_is_one_line(capsys: Capture, tmp_path: Path) -> None:
    done = kg(capsys, "build", "--ontology", tmp_path / "none", "--store", tmp_path / "store")
    assert done.code == 1
    assert re.fullmatch(r"kg: .*none: there is no such directory; .*\n", done.err)


def test_progress_is_shown_on_a_terminal(tiny: Places) -> None:
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", *where(tiny)]
    done = subprocess.run(command, stderr=terminal, stdout=subprocess.PIPE, check=True)
    os.close(terminal)
    shown = os.read(screen, 1 << 20).decode()
    assert "100%" in shown
    assert "warmth.ttl" in shown
    assert b"%" not in done.stdout


# --- reading in a browser ---

@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the server was asked to serve, instead of serving it."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setitem(sys.modules, "app.server", types.SimpleNamespace(run=lambda *words: calls.append(words)))
    return calls


def test_browse_builds_a_missing_store_and_serves_it(capsys: Capture, tiny: Places,
                                                     served: list[tuple[object, ...]]) -> None:
    done = kg(capsys, "browse", "--no-open", "--port", "8600", *where(tiny))
    assert done.code == 0
    assert "built from" in done.err
    assert served == [("127.0.0.1", 8600, tiny.store, None)]


def test_browse_builds_again_only_after_an_edit(capsys: Capture, tiny: Places,
                                                served: list[tuple[object, ...]]) -> None:
    kg(capsys, "build", *where(tiny))
    assert "built from" not in kg(capsys, "browse", "--no-open", *where(tiny)).err
    note = tiny.ontology / "concepts" / "warmth.ttl"
    note.write_text(note.read_text().replace("Invented, to be small.", "Invented, and edited."))
    assert "built from" in kg(capsys, "browse", "--no-open", *where(tiny)).err
    assert len(served) == 2


def test_browse_without_its_extra_says_what_to_install(capsys: Capture, tiny: Places,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'streamlit'", name="streamlit")

    kg(capsys, "build", *where(tiny))
    monkeypatch.setitem(sys.modules, "app.server", types.SimpleNamespace(run=run))
    done = kg(capsys, "browse", "--no-open", *where(tiny))
    assert (done.code, done.err) == (1, "kg: streamlit is missing; run: pip install 'alliance-atlas[app]'\n")


def test_browser_opens_once_the_server_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        cli._open_when_ready("127.0.0.1", port)
    assert opened == [f"http://127.0.0.1:{port}"]
    cli._open_when_ready("127.0.0.1", port, tries=1)
    assert len(opened) == 1


def test_stopping_the_server_by_hand_is_no_error(capsys: Capture, tiny: Places,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "app.server", types.SimpleNamespace(run=run))
    assert kg(capsys, "browse", "--no-open", *where(tiny)).code == 0


# --- the whole ---

def test_error_of_ours_keeps_to_one_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise KgError("here:\n  what\n  to do")

    monkeypatch.setattr(cli, "commands", fail)
    done = kg(capsys)
    assert (done.code, done.err) == (1, "kg: here: what to do\n")


def test_bug_shows_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "commands", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_help_is_fast_because_it_loads_nothing(tmp_path: Path) -> None:
    code = ("import sys; from kg.cli import commands\ntry: commands(['--help'])\nexcept SystemExit: pass\n"
            "print(*sys.modules, file=sys.stderr)")
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert {"rdflib", "pyoxigraph", "rapidfuzz", "streamlit", "kg.build"}.isdisjoint(done.stderr.split())
    assert time.perf_counter() - start < 2  # 0.07 s on an idle machine
    assert [name for name in ("build", "check", "query", "search", "define", "browse")
            if not re.search(rf"^  {name} ", done.stdout, re.MULTILINE)] == []
