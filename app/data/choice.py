"""Which store the pages read, and what is kept of what they have read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

import kg
from kg import Atlas

__all__ = ["atlas", "cached", "forget", "store", "use"]

P = ParamSpec("P")
R = TypeVar("R")

_CHOSEN: dict[str, Path | None] = {"store": None}
_MAKERS: dict[str, Callable[..., Any]] = {}


def use(store: Path | None) -> None:
    """Choose the store that every page reads; without a choice it is the default one."""
    _CHOSEN["store"] = store


def store() -> Path | None:
    """Return the store that was chosen."""
    return _CHOSEN["store"]


def atlas() -> Atlas:
    """Return the opened atlas; raises StoreError where there is no store to open."""
    return _open(kg.current(store()))


def cached(make: Callable[Concatenate[Atlas, P], R]) -> Callable[P, R]:
    """Return a function of an atlas as one of the atlas that is read, which keeps what it has returned once.

    What is kept hangs on the build, so that a page shows the new one as soon as it is there.
    """
    _MAKERS[make.__qualname__] = make

    @wraps(make)
    def asked(*arguments: P.args, **names: P.kwargs) -> R:
        found: R = _kept(kg.current(store()), make.__qualname__, arguments, tuple(sorted(names.items())))
        return found

    return asked


def forget() -> None:
    """Forget everything that was kept."""
    _open.clear()
    _kept.clear()


@st.cache_resource(show_spinner=False, max_entries=2)
def _open(build: Path) -> Atlas:  # noqa: ARG001 - the key of the cache
    return kg.open(store())


@st.cache_resource(show_spinner=False, max_entries=2048)
def _kept(build: Path, name: str, arguments: tuple[Any, ...], names: tuple[tuple[str, Any], ...]) -> Any:
    return _MAKERS[name](_open(build), *arguments, **dict(names))
