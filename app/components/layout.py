"""The frame of every page: title, style, heading, and what stands there when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import streamlit as st

from app import theme
from app.components import links, ownpage
from app.components.frontend import ASSETS
from app.components.html import Child, Html, join, tag
from app.data import KgError, StoreError, UnknownName, atlas

__all__ = ["anchors", "counted", "folded", "guarded", "heading", "missing", "section", "show", "summary", "told"]

_NAME, _SHOWN = "Alliance Atlas", "shown"


def show(*children: Child) -> None:
    """Put markup on the screen."""
    st.html(join(*children))


def heading(title: str, kicker: str = "", key: str = "") -> None:
    """Begin a page: its title in the window, our style, and the heading to which the focus goes.

    `key` tells this page from every other; the focus moves when it changes.
    """
    name = _site()
    st.session_state[_SHOWN] = (title, key or title)
    st.set_page_config(page_title=f"{title} – {name}" if title != name else name,
                       page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.html(_style())
    above = tag("p.kicker", kicker) if kicker else None
    show(tag("header.page", above, tag("h1", title, data_page=key or title, tabindex=-1)))


def counted(number: int, one: str, many: str = "") -> str:
    """Return how many there are of something, in good grammar.

    >>> counted(1, "model"), counted(2, "model")
    ('1 model', '2 models')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def section(title: str, key: str, *children: Child, count: int | None = None) -> Html:
    """Return a section of a page with its heading, to which `anchors` can lead."""
    number = tag("span.count", count) if count is not None else None
    return tag("section.part", tag("h2", title, " ", number, id=key), *children)


def anchors(*parts: tuple[str, str], label: str = "On this page", is_long: bool = False) -> Html:
    """Return links to parts of this page, given as key and words; many of them stand below each other."""
    listed = [tag("a", words, href=f"#{key}", data_atlas=True) for key, words in parts]
    return tag("nav.anchors.long" if is_long else "nav.anchors", listed, aria_label=label)


def summary(words: Child, *children: Child, kind: str = "more") -> Html:
    """Return a disclosure: the words that open it, and what it holds."""
    return tag(f"details.{kind}", tag("summary", words), *children)


def folded(items: Sequence[Html], first: int, words: str) -> Html:
    """Return the first items at once and the others in a disclosure, which says how many they are."""
    rest = items[first:]
    return join(items[:first], summary(f"{len(rest)} more {words}", rest) if rest else None)


def guarded(view: Callable[[], None]) -> None:
    """Show a page and how to cite it; what a user can mend becomes a message with a way back, never a trace."""
    try:
        view()
        show(ownpage.disclosure(*st.session_state[_SHOWN]))
    except UnknownName as error:
        _unknown(error)
    except StoreError as error:
        todo = tag("p", "Run ", tag("code", "kg build"), ", then load this page anew.")
        _problem("The atlas is not built yet", error, todo)
    except KgError as error:
        _problem("This did not work", error)


def told(part: Callable[[], None]) -> None:
    """Show a part of a page that runs on its own; what a user can mend becomes a message in its place."""
    try:
        part()
    except KgError as error:
        show(tag("div.warning", tag("p.title", "This did not work"), tag("p", str(error)), role="alert"))


def missing(error: UnknownName, to: Callable[[str], str]) -> Html:
    """Return in a box that the atlas has no such thing, and the nearest that it has; `to` says where each leads."""
    nearest = [tag("li", links.link(to(one), one)) for one in error.nearest[:3]]
    hint = tag("p", "The nearest names are:" if nearest else "Choose one above.")
    return tag("div.warning", tag("p.title", f"The atlas has no {error.kind} “{error.name}”"), hint,
               tag("ul.nearest", nearest) if nearest else None, role="alert")


def _unknown(error: UnknownName) -> None:
    known = {c.label: links.address("concept", concept=c.slug) for c in atlas().concepts()}
    own = links.PAGE_OF.get(error.kind)
    nearest = [tag("li", links.link(known.get(one) or (own and links.address(own[0], **{own[1]: one})), one))
               for one in error.nearest[:3]]
    hint = (tag("p", "The nearest names are:"), tag("ul.nearest", nearest)) if nearest else None
    heading(f"No {error.kind} “{error.name}”", "Not found", key=f"unknown {error.kind} {error.name}")
    show(tag("p.lede", f"The atlas has no {error.kind} by this name."), hint, _way_back())


def _problem(title: str, error: KgError, *more: Child) -> None:
    heading(title, "Problem")
    show(tag("p.lede", str(error)), *more, _way_back())


def _way_back() -> Html:
    return tag("p", links.link(links.address(), "Home"), " · ", links.link(links.address("works"), "All works"))


def _site() -> str:
    try:
        return atlas().title or _NAME
    except KgError:
        return _NAME


@cache
def _style() -> str:
    # The other two belong to components, which keep their style to themselves.
    sheets = sorted(path for path in ASSETS.glob("*.css") if path.name not in ("graph.css", "editor.css"))
    return f"<style>{theme.variables()}\n{chr(10).join(path.read_text(encoding='utf-8') for path in sheets)}</style>"
