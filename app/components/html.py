"""Markup in which every text is escaped; the only way from the graph to the screen.

>>> print(tag("p.lede", "1 < 2 ", tag("em", "& so on")))
<p class="lede">1 &lt; 2 <em>&amp; so on</em></p>
>>> print(tag("a", "x", href="javascript:alert(1)"))
<a>x</a>
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TypeAlias

__all__ = ["Child", "Html", "join", "tag"]

_NAME = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTE = re.compile(r"[a-z][a-z-]*")
_ADDRESS = re.compile(r"https?://|mailto:|/(?!/)|#")


class Html(str):
    """Markup that is safe to show as it stands, because `tag` or `join` made it."""

    __slots__ = ()


Child: TypeAlias = "str | int | Iterable[Child] | None"
Value: TypeAlias = str | int | bool | None


def tag(name: str, /, *children: Child, **attributes: Value) -> Html:
    """Return an element; `name` may carry classes (`li.claim.denied`), `data_edge` becomes `data-edge`.

    An address that is neither of the web nor of this site is left out, so that it cannot be followed.
    """
    element, *classes = name.split(".")
    if not _NAME.fullmatch(element):
        raise ValueError(f"{element!r} is not the name of an element")
    pairs = [("class", " ".join(classes) or None), *attributes.items()]
    opening = "".join(_attribute(key.strip("_").replace("_", "-"), value) for key, value in pairs)
    return Html(f"<{element}{opening}>{join(*children)}</{element}>")


def join(*children: Child) -> Html:
    """Return the children one after the other, each escaped unless it is markup already.

    >>> print(join("a&b", [tag("b", "c"), None], 3))
    a&amp;b<b>c</b>3
    """
    return Html("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return str(child)
    if isinstance(child, str | int):
        return escape(str(child))
    return "".join(_child(one) for one in child)


def _attribute(key: str, value: Value) -> str:
    if not _ATTRIBUTE.fullmatch(key):
        raise ValueError(f"{key!r} is not the name of an attribute")
    if value is None or value is False:
        return ""
    if key == "href" and not _ADDRESS.match(str(value)):
        return ""
    return f" {key}" if value is True else f' {key}="{escape(str(value))}"'
