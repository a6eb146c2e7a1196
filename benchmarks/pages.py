"""From navigation to the heading of a page: ours against an empty Streamlit app with the same settings.

Usage: `python benchmarks/pages.py [STORE] [--rounds N]`.

Each visit has a browser context of its own, so nothing is cached; the three pages are visited turn about.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright
from report import show

import kg
from kg.places import default

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]

OURS = "from app import server; server.run('127.0.0.1', {port}, pathlib.Path({store!r}))"
EMPTY = ("import streamlit; from app import server; "
         "streamlit.App({script!r}).run(config=server.options('127.0.0.1', {port}))")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def serving(program: str, **values: object) -> Iterator[str]:
    """Run a server as a process of its own; yields its address once it answers."""
    port = free_port()
    code = "import pathlib; " + program.format(port=port, **values)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait(address: str) -> None:
    end = monotonic() + 60
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - an address of this machine
        except (URLError, ConnectionError):
            if monotonic() > end:
                raise
            sleep(0.1)
        else:
            return


def seconds(browser: Browser, address: str) -> float:
    """Return how long a visitor who was never here waits for the heading."""
    with browser.new_context() as context:
        page = context.new_page()
        started = perf_counter()
        page.goto(address, wait_until="commit")
        page.locator("h1").first.wait_for(timeout=30_000)
        return perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    slug = kg.open(options.store).starts_with[0].slug
    with ExitStack() as stack:
        script = Path(stack.enter_context(TemporaryDirectory())) / "empty.py"
        script.write_text("import streamlit as st\nst.title('Empty')\n", encoding="utf-8")
        empty = stack.enter_context(serving(EMPTY, script=str(script)))
        ours = stack.enter_context(serving(OURS, store=str(options.store)))
        pages = {"empty app": empty, "Home": ours, "Concept": f"{ours}/concept?concept={slug}"}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        times = measured(browser, pages, options.rounds)
        browser.close()
    show(times, "empty app")


def measured(browser: Browser, pages: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Return the times of each page; a first visit to each, which warms the server, is not counted."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(rounds + 1):
        for name, address in pages.items():
            taken = seconds(browser, address)
            if turn:
                times[name].append(taken)
    return times


if __name__ == "__main__":
    main()
