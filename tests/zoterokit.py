"""Zotero's three ways to the works of a page, in the order in which its translators look.

After unAPI.js, COinS.js (with `parseContextObject` of its utilities) and Embedded Metadata.js: what is taken for what,
not how; the first way that finds an item is taken.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import unquote

import rispy

#: The formats that unAPI.js takes, the best first.
PREFERRED = ("rdf_zotero", "rdf_bibliontology", "marc", "unimarc", "marcxml", "mods", "ris", "refer", "bibtex",
             "rdf_dc")
_RIS = {"JOUR": "journalArticle", "CHAP": "bookSection", "BOOK": "book", "THES": "thesis", "ELEC": "webpage",
        "CPAPER": "conferencePaper", "DICT": "dictionaryEntry", "ENCYC": "encyclopediaArticle"}
_GENRES = {"bookitem": "bookSection", "conference": "conferencePaper", "proceeding": "conferencePaper",
           "report": "report", "document": "document"}
_FORMATS = {"journal": "journalArticle", "dissertation": "thesis", "dc": "webpage"}
_TITLES = {"journalArticle": "rft.atitle", "bookSection": "rft.atitle", "conferencePaper": "rft.atitle",
           "book": "rft.btitle", "report": "rft.btitle"}
_TELLING = {"citation_journal_title": "journalArticle", "citation_technical_report_institution": "report",
            "citation_conference_title": "conferencePaper", "citation_book_title": "bookSection",
            "citation_dissertation_institution": "thesis"}


class Item(NamedTuple):
    """What would be saved."""

    type: str
    title: str
    author: str
    year: str
    way: str


class Marks(HTMLParser):
    """What a page has for reference managers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.server, self.ids, self.contexts, self.tags = "", list[str](), list[str](), list[tuple[str, str]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "link" and has.get("rel") == "unapi-server":
            self.server = has["href"]
        if tag == "abbr" and has.get("class") == "unapi-id":
            self.ids.append(has["title"])
        if tag == "span" and has.get("class") == "Z3988":
            self.contexts.append(has["title"])
        if tag == "meta" and "name" in has:
            self.tags.append((has["name"], has.get("content", "")))


def items(html: str, get: Callable[[str], str] | None = None) -> list[Item]:
    """Return what Zotero would offer; `get` fetches an address below the root of the site, if a server answers."""
    marks = Marks(html)
    if get and marks.server and marks.ids:
        return [_by_unapi(get, marks.server.lstrip("./"), one) for one in marks.ids]
    if marks.contexts:
        return [found for one in marks.contexts if (found := _by_coins(one))]
    return [_by_tags(marks.tags)] if any(name.startswith("citation_") for name, _ in marks.tags) else []


def _by_unapi(get: Callable[[str], str], server: str, id_: str) -> Item:
    offered = {one.get("name") for one in ET.fromstring(get(server)).iter("format")}  # noqa: S314 - our own
    format_ = next(one for one in PREFERRED if one in offered)
    assert format_ == "ris", "the tests read what Zotero reads"
    [found] = rispy.loads(get(f"{server}?id={id_}&format={format_}"))
    return Item(_RIS[found["type_of_reference"]], found["title"], _first(found.get("authors", [])),
                str(found.get("year", "")), "unAPI")


def _by_coins(title: str) -> Item | None:
    parts = [part.split("=") for part in title.split("&")]
    found: dict[str, list[str]] = {}
    for key, value in parts:
        found.setdefault(key, []).append(unquote(value.replace("+", " ")))
    format_ = found["rft_val_fmt"][0].removeprefix("info:ofi/fmt:kev:mtx:")
    type_ = _FORMATS.get(format_) or _GENRES.get(found["rft.genre"][0], "book")
    type_ = found["rft.type"][0] if format_ == "dc" and "rft.type" in found else type_
    names = found.get("rft.au", []) + found.get("rft.creator", [])
    return Item(type_, found[_TITLES.get(type_, "rft.title")][0], _first(names), *_year(found.get("rft.date")), "COinS")


def _by_tags(tags: list[tuple[str, str]]) -> Item:
    found = dict(reversed(tags))
    named = [_TELLING[name] for name, _ in tags if name in _TELLING]
    guess = "book" if "citation_isbn" in found else "journalArticle"
    type_ = named[-1] if named else found.get("DC.type", guess)
    return Item(type_, found["citation_title"], found.get("citation_author", ""),
                *_year([found.get("citation_publication_date", "")]), "tags")


def _year(dates: list[str] | None) -> tuple[str]:
    return ((dates or [""])[0][:4],)


def _first(names: list[Any]) -> str:
    return str(names[0]) if names else ""
