"""Pandoc, called as a program: in its sandbox, with a limit of time and of memory.

It is GPL and stays a program beside ours; `pypandoc_binary` brings it along.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache

from kg.errors import KgError

__all__ = ["run"]

_MEMORY = "1500m"
#: Exit code of the Haskell runtime where the memory that it may use is not enough.
_FULL = 251


def run(arguments: Iterable[str], given: bytes = b"", *, seconds: float = 60, memory: str = _MEMORY,
        environment: Mapping[str, str] | None = None) -> bytes:
    """Return what pandoc writes; raises KgError where it fails or is stopped.

    The memory is limited by its own runtime rather than by `resource`: that works on every system, and `preexec_fn` is
    not safe in a server with threads.
    """
    command = [_program(), "+RTS", f"-M{memory}", "-RTS", "--sandbox", *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False,  # noqa: S603
                              env={**os.environ, **(environment or {})})
    except subprocess.TimeoutExpired as error:
        raise KgError(f"pandoc was stopped after {seconds:g} s; try less at once") from error
    if done.returncode == _FULL:
        raise KgError(f"pandoc was stopped because it needs more memory than {memory}; try less at once")
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise KgError(f"pandoc could not do it ({said[:300]})")
    return done.stdout


@cache
def _program() -> str:
    import pypandoc  # only when something is rendered

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise KgError("pandoc is missing; run: pip install pypandoc_binary") from error
