"""What the tests of a site share: every link of every page, and a plain file server below a sub-path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urljoin, urlsplit

#: Attributes that make a browser load or open something.
_LINKS = ("href", "src", "action", "poster", "data")
BELOW = "/some/path"


class Links(HTMLParser):
    """The links of a page, what it loads, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given["id"]} if "id" in given else set()
        # What `base` names is where the others begin.
        found = [given[name] for name in _LINKS if name in given and tag != "base"]
        self.links += found
        is_loaded = tag in ("script", "img", "iframe", "source", "object") or (
            tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "modulepreload", "manifest"))
        self.loaded += found if is_loaded else []


def pages(root: Path) -> dict[str, Links]:
    """Return the links of every page of a site, by path."""
    return {str(file.relative_to(root)): Links(file.read_text(encoding="utf-8")) for file in root.rglob("*.html")}


def dead(root: Path) -> list[tuple[str, str]]:
    """Return the links that lead to no file of the site, or to no place on the page."""
    found = pages(root)
    files = {str(file.relative_to(root)) for file in root.rglob("*") if file.is_file()}
    return [(path, link) for path, page in found.items() for link in page.links
            if not urlsplit(link).scheme and not _leads(path, link, found, files)]


def _leads(path: str, link: str, found: dict[str, Links], files: set[str]) -> bool:
    if link.startswith("/"):
        return False
    target = urlsplit(urljoin(f"site:///{path}".replace("site:", "http:"), link))
    name = unquote(target.path).lstrip("/") or "index.html"
    return name in files and (not target.fragment or name not in found
                              or unquote(target.fragment) in found[name].anchors)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def translate_path(self, path: str) -> str:
        """Serve the site below a sub-path only."""
        return super().translate_path(path.removeprefix(BELOW) if path.startswith(f"{BELOW}/") else "/nowhere/at/all")


@contextmanager
def served(root: Path) -> Iterator[str]:
    """The address of a plain file server of a folder, below a sub-path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BELOW}/"
    server.shutdown()
    server.server_close()
