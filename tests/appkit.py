"""How the tests look at the browser: a page run without a server, what stands on it, and a server of its own."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import urlopen

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent
MAIN = ROOT / "app" / "main.py"
SECONDS = 20


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self.elements: list[str] = []
        self._href: str | None = None

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append(name)
        self._href = dict(attributes).get("href") if name == "a" else self._href
        self.words.append(" ")

    def handle_endtag(self, name: str) -> None:
        self._href = None if name == "a" else self._href
        self.words.append(" " if name in {"p", "li", "td", "th", "h1", "h2", "h3", "summary"} else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._href:
            self.links[data] = self._href


@dataclass
class Page:
    """What a page showed: its words, its links (text to address), and the run behind it."""

    app: AppTest
    words: str = ""
    links: dict[str, str] = field(default_factory=dict)
    elements: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, app: AppTest) -> Page:
        """Read what a run has put on the screen; an exception in it fails the test."""
        assert not app.exception, app.exception[0].message
        reader = _Reader()
        reader.feed("".join(html.value for html in app.html if not html.value.startswith("<style>")))
        return cls(app, " ".join("".join(reader.words).split()), reader.links, set(reader.elements))

    def again(self) -> Page:
        """Run the page once more, after something on it was changed."""
        return Page.of(self.app.run())


def open_page(view: str = "home", **parameters: str) -> Page:
    """Open a page of the app as its address would."""
    app = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return Page.of(app.switch_page(f"views/{view}.py").run() if view != "home" else app)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def healthy(process: subprocess.Popen[str], port: int) -> bool:
    """Whether a server answers in time: it says its address a moment before it listens."""
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=SECONDS) as answer:
                return bool(answer.read() == b"ok")
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
                return False
    return False


@contextmanager
def served(store: Path, log: Path) -> Iterator[str]:
    """Serve a store in a process of its own and yield its address, once it answers."""
    port = free_port()
    start = f"from pathlib import Path; from app.server import run; run('127.0.0.1', {port}, Path({str(store)!r}))"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stdout=subprocess.PIPE, stderr=errors,
                                   text=True)
        try:
            said = next((line for line in process.stdout or () if re.search(r"URL: http", line)), None)
            assert said, log.read_text(encoding="utf-8")
            assert healthy(process, port), log.read_text(encoding="utf-8")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(SECONDS)
