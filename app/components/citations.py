"""Citations to check: what is printed, what is wrong with it, how we know, what to cite instead; also to take away."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import evidence, links, meanings
from app.components.html import Html, join, tag
from app.data import CERTAINTIES, STATUSES, Credit, Place
from app.data import as_csv as table_csv
from app.data import as_markdown as table_markdown

__all__ = ["as_csv", "as_markdown", "as_text", "fields", "gravest_first", "row"]

#: What is wrong, gravest first: what may mislead before what is only missing.
_GRAVITY = ("page-out-of-range", "attribution-doubtful", "work-unidentified", "edition-unclear", "no-locator",
            "no-source")
_NOBODY = "No source is printed"


def gravest_first(credits_: Iterable[Credit]) -> list[Credit]:
    """Return citations by what is wrong with them, then in the order of their works."""
    return sorted(credits_, key=lambda credit: min(map(_gravity, credit.attribution.statuses)))


def _gravity(status: str) -> int:
    return _GRAVITY.index(status) if status in _GRAVITY else len(_GRAVITY)


def row(credit: Credit) -> Html:
    """Return one citation with everything that is known of it, and a button that copies it as text."""
    passage, one = credit.passage, credit.attribution
    title = tag("q", one.credited) if one.credited else _NOBODY
    copy = tag("button.copy", "Copy", type="button", data_copy=as_text(credit),
               aria_label=f"Copy: {one.credited or _NOBODY}")
    lines = [tag("tr", tag("th", name, scope="row"), tag("td", value)) for name, value in _lines(credit) if value]
    return tag("article.citation", tag("div.bar", tag("h2.small", title), copy), evidence.words(passage),
               tag("table.record", tag("tbody", lines)), id=one.key)


def _lines(credit: Credit) -> list[tuple[str, Html | None]]:
    passage, one = credit.passage, credit.attribution
    wrong = [tag("li", meanings.status(status)) for status in one.statuses]
    return [("Where", links.work(passage.work, passage.locator)),
            ("Work it names", links.work(one.work, one.locator) if one.work else None),
            ("What is wrong", tag("ul.wrong", wrong)),
            ("Why", join(one.reason) if one.reason else None),
            ("How we know", join(f"{one.evidence} – " if one.evidence else None, evidence.sure(one.certainty))),
            ("Cite instead", _instead(one.instead))]


def _instead(place: Place | None) -> Html:
    if place is None:
        return tag("span.empty", "The atlas knows of nothing better to cite.")
    return tag("span.instead", links.work(place.work, place.locator), " – ", evidence.sure(place.certainty))


def as_text(credit: Credit) -> str:
    """Return one citation as sentences."""
    told = fields(credit)
    printed = f"prints “{told['printed']}”" if told["printed"] else "gives no source"
    sentences = [f"{_at(told['work'], told['place'])} {printed}: {told['what is wrong']}.", told["reason"],
                 f"How we know: {told['evidence'] or 'no evidence noted'} ({told['how sure']})."]
    if told["cite instead"]:
        sentences.append(f"Cite instead: {told['cite instead']} ({told['how sure of that']}).")
    return " ".join(filter(None, sentences))


def fields(credit: Credit) -> dict[str, str]:
    """Return one citation as plain text under the names of columns."""
    passage, one, place = credit.passage, credit.attribution, credit.attribution.instead
    return {"work": passage.work.label, "place": passage.locator or "", "printed": one.credited,
            "work it names": _at(one.work.label, one.locator) if one.work else "",
            "what is wrong": "; ".join(STATUSES.get(status, status) for status in one.statuses),
            "reason": one.reason, "evidence": one.evidence, "how sure": CERTAINTIES.get(one.certainty, one.certainty),
            "cite instead": _at(place.work.label, place.locator) if place else "",
            "how sure of that": CERTAINTIES.get(place.certainty, place.certainty) if place else ""}


def _at(work: str, locator: str | None) -> str:
    return ", ".join(filter(None, (work, locator)))


def as_csv(credits_: Iterable[Credit]) -> bytes:
    """Return citations as a file of comma-separated values that spreadsheets read as UTF-8."""
    return table_csv([fields(credit) for credit in credits_]).encode("utf-8-sig")


def as_markdown(credits_: Iterable[Credit]) -> bytes:
    """Return citations as a table in Markdown."""
    return table_markdown([fields(credit) for credit in credits_]).encode()
