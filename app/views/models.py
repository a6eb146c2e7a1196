"""Models: who makes a whole out of which members, by which relation."""

from __future__ import annotations

from app.components import layout, links, models
from app.components.html import Html, tag
from app.data import Model, atlas


def show() -> None:
    """Show every model."""
    found = atlas().models()
    layout.heading("Models", key="models")
    lede = tag("p.lede", "A model is what one author says a whole consists of, depends on or works by. The relation "
                         "is the author's: a condition is not a part.")
    empty = tag("p.empty", "The atlas holds no model yet.")
    layout.show(lede, tag("p.count-line", layout.counted(len(found), "model")),
                tag("ul.works", map(_entry, found)) if found else empty)


def _entry(one: Model) -> Html:
    name = links.link(links.address("model", model=one.slug), one.label)
    members = ", ".join(member.label for member in one.members)
    return tag("li", tag("p.title", name), tag("p", models.in_short(one), f": {members}."),
               tag("p.where", models.completeness(one)))


layout.guarded(show)
