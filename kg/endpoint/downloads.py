"""The whole atlas as files at `/download/{file}`: each made when it is first asked for, and kept beside the build."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.catalog import Atlas
from kg.endpoint import headers
from kg.endpoint.paths import plain
from kg.endpoint.problem import Problem
from kg.errors import KgError
from kg.export import DOWNLOADS, Content, Download, made, save

__all__ = ["routes"]

_MAKING = Lock()
_LONGEST = 80


def routes(atlas: Callable[[], Atlas]) -> list[Route]:
    """Return the route of downloads; `atlas` returns the last good build."""
    return [plain("/download/{file}", partial(_answer, atlas), name="download")]


def _answer(atlas: Callable[[], Atlas], request: Request) -> Response:
    name, download = _asked(request.path_params["file"])
    opened = atlas()
    key = hashlib.sha256(f"{opened.edition} {headers.code()}".encode()).hexdigest()[:16]
    # A strong one, because the same content gives the same bytes: a download that broke off can go on.
    said = {**headers.OPEN, "ETag": f'"{key}-{name}"', "Cache-Control": "no-cache", "X-Edition": opened.edition,
            "Content-Disposition": f'attachment; filename="{download.file}"'}
    if headers.is_known(request, said["ETag"]):
        return Response(status_code=304, headers=said)
    media = headers.content_type(download.media)
    path = opened.directory.resolve().parent / "downloads" / key / download.file
    with _MAKING:
        body = b"" if path.exists() else _make(path, opened.directory, name)
    return Response(body, 200, said, media) if body else FileResponse(path, 200, said, media)


def _asked(file: str) -> tuple[str, Download]:
    """Return the format whose file, or whose name, is asked for."""
    found = next(((name, one) for name, one in DOWNLOADS.items() if file in (name, one.file)), None)
    if found is None:
        offers = [one.file for one in DOWNLOADS.values()]
        raise Problem(404, "No such file", f"no download is called {file[:_LONGEST]!r}", nearest=offers)
    return found


def _make(path: Path, build: Path, name: str) -> bytes:
    """Make a file beside its build; where nothing can be written there, return it."""
    body = made(Content(build), name)[0]
    try:
        save(path, body)
    except KgError:
        return body
    for old in path.parent.parent.iterdir():
        if old != path.parent:
            shutil.rmtree(old, ignore_errors=True)
    return b""
