"""What helps to write a query: names, forms with blanks, the routes and addresses of the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

import kg
from app.data.choice import atlas, cached, store
from kg import Atlas, Form, curie

__all__ = ["choices", "forms", "named", "query_text", "routes", "site", "terms"]


def routes(editions: Path | None = None) -> list[Any]:
    """Return the routes of everything that has an address, of old editions and of the service, over the same store."""
    return list(kg.routes(store(), explorer=atlas, editions=editions))


def named(iris: Iterable[str]) -> dict[str, str]:
    """Return what some things are called, by IRI, as far as the atlas has a name for them."""
    return atlas().labels(iris)


def forms() -> tuple[Form, ...]:
    """Return the questions with blanks."""
    return atlas().forms()


@cached
def choices(whole: Atlas, form: str, chosen: tuple[tuple[str, str | int], ...]) -> dict[str, dict[str | int, str]]:
    """Return what each blank of a form may be filled with beside what is chosen, and what that is called."""
    return whole.choices(next(one for one in whole.forms() if one.name == form), dict(chosen))


def query_text(name: str, bindings: Mapping[str, str | int]) -> str:
    """Return a named query with its bindings filled in."""
    return atlas().query_text(name, **bindings)


@cached
def terms(whole: Atlas) -> list[list[Any]]:
    """Return what a query can be filled in with: short name, label, kind and other names of everything named."""
    return [[curie(one.iri), one.label, one.kind, *([one.others] if one.others else [])] for one in whole.names()]


def site() -> str:
    """Return the address of this server as the reader reaches it, without a path."""
    here = urlsplit(st.context.url or "http://localhost")
    return f"{here.scheme}://{here.netloc}"
