"""One server for everything: Streamlit's pages, the files that they need, and the SPARQL service."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import theme

if TYPE_CHECKING:
    from streamlit import App

__all__ = ["build", "options", "run"]

_MAIN = Path(__file__).resolve().parent / "main.py"


def options(host: str, port: int) -> dict[str, Any]:
    """Return Streamlit's configuration: nothing leaves this machine, and no time goes into what nobody needs."""
    return {
        "browser.gatherUsageStats": False,
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "runner.magicEnabled": False,
        "runner.postScriptGC": False,  # a full collection after every click costs 60 ms; see _lifespan
        "server.address": host,
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.maxUploadSize": 20,  # megabytes, as for `kg audit-manuscript`
        "server.port": port,
        "server.showEmailPrompt": False,
        **theme.options(),
    }


def build(store: Path | None = None, editions: Path | None = None) -> App:
    """Return the ASGI application that serves a store, and the editions of a directory or of that beside the store."""
    import streamlit as st  # a third of a second that a busy port should not cost
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from app import data, editing
    from app.components.frontend import ASSETS, ROUTE
    from app.routes import ROUTES

    data.use(store)
    _stay_home()
    files = Mount(ROUTE, StaticFiles(directory=ASSETS))
    return st.App(_MAIN, lifespan=_lifespan, routes=[files, *ROUTES, *editing.routes(), *data.routes(editions)])


def _stay_home() -> None:
    """Streamlit asks other hosts for this machine's address, at the start and on a foreign Origin; here it has none."""
    from streamlit import net_util

    for ask in ("get_external_ip", "get_internal_ip"):
        setattr(net_util, ask, lambda: None)


def run(host: str, port: int, store: Path | None = None, editions: Path | None = None) -> None:
    """Serve a store until interrupted; a port that is taken is said at once, as a KgError."""
    _refuse_busy(host, port)
    build(store, editions).run(config=options(host, port))


def _refuse_busy(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        from app.data import KgError  # brings Streamlit along, which a free port imports later

        why = os.strerror(error.errno) if error.errno else str(error)
        raise KgError(f"{host}:{port} cannot be used ({why}); choose another: --port {port + 1}") from error


@asynccontextmanager
async def _lifespan(_: App) -> AsyncIterator[dict[str, Any]]:
    import gc

    from anyio import to_thread

    await to_thread.run_sync(_load)
    gc.collect()
    gc.freeze()  # what is loaded now stays for ever: no later collection need look at it
    yield {}


def _load() -> None:
    import networkx as nx  # noqa: F401 - as below: better now than in the first reader's time
    import pyvis.network  # noqa: F401

    from app import data

    try:
        data.warm()
    except data.KgError:
        return  # every page says what to do
