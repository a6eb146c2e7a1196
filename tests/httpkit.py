"""A SPARQL service on a port of its own, and requests as a client would write them."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from appkit import free_port

from kg.endpoint import app
from kg.workers import Limits, pool

SECONDS = 20


@dataclass
class Reply:
    """What a server answered."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def type(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)

    def values(self) -> list[str]:
        """The values of a JSON result, row by row."""
        return [row[name]["value"] for row in self.json()["results"]["bindings"] for name in row]


@dataclass
class Client:
    """A client of one service; every request has a connection of its own."""

    port: int
    path: str = "/sparql"
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Reply:
        """Send a request as it is written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in {**({"Content-Length": str(len(body))} if body is not None else {}), **headers}.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders(body)
            found = connection.getresponse()
            return Reply(found.status, found.headers, found.read())
        finally:
            connection.close()

    def get(self, query: str, more: str = "", method: str = "GET", **headers: str) -> Reply:
        """Ask by GET."""
        return self.send(method, f"{self.path}?query={quote(query, safe='')}{more}", None, **headers)

    def form(self, query: str, more: str = "", **headers: str) -> Reply:
        """Ask by a form."""
        body = f"query={quote(query, safe='')}{more}".encode()
        return self.send("POST", self.path, body, Content_Type="application/x-www-form-urlencoded", **headers)

    def direct(self, query: str, more: str = "", **headers: str) -> Reply:
        """Ask by the query itself."""
        target = f"{self.path}?{more.removeprefix('&')}" if more else self.path
        return self.send("POST", target, query.encode(), Content_Type="application/sparql-query", **headers)


@contextmanager
def serving(store: Path, limits: Limits | None = None, cache: int = 0) -> Iterator[Client]:
    """Serve a store from a thread, and yield a client once it listens."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app(store, limits or Limits(), cache), port=port, access_log=False,
                                           log_level="warning", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    last = time.monotonic() + SECONDS
    while not server.started and time.monotonic() < last:
        time.sleep(0.01)
    try:
        yield Client(port)
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        pool(store).close()
