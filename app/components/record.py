"""The record of a work, field by field, with how sure each field is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.components import evidence
from app.components.html import Html, tag
from app.data import WorkPage

__all__ = ["table"]

#: Field of CSL-JSON -> what a reader calls it, in the order of a title page; other fields are not shown.
_FIELDS = {
    "author": "Authors", "editor": "Editors", "translator": "Translators", "title": "Title", "type": "Kind",
    "container-title": "In", "collection-title": "Series", "edition": "Edition", "volume": "Volume", "issue": "Issue",
    "page": "Pages", "number": "Number", "issued": "Year", "original-date": "First published", "publisher": "Publisher",
    "publisher-place": "Place", "DOI": "DOI", "ISBN": "ISBN", "PMID": "PMID", "PMCID": "PMCID", "URL": "Address",
    "note": "Note",
}


#: Kinds of CSL-JSON whose name says little; others are shown as they are, without hyphens.
_KINDS = {"article-journal": "journal article", "chapter": "chapter of a book", "entry-dictionary": "dictionary entry",
          "entry-encyclopedia": "encyclopedia entry", "paper-conference": "conference paper", "webpage": "web page"}


def table(page: WorkPage) -> Html:
    """Return the record as a table; a field that is less sure than the record says so."""
    rows = [_row(field, page.csl[field], page) for field in _FIELDS if page.csl.get(field)]
    whole = tag("p", "The record as a whole: ", evidence.sure(page.work.certainty, page.seen_in))
    return tag("div", whole, tag("table.record", tag("tbody", rows)))


def _row(field: str, value: Any, page: WorkPage) -> Html:
    doubt = tag("p.doubt", evidence.sure(page.doubts[field])) if field in page.doubts else None
    return tag("tr", tag("th", _FIELDS[field], scope="row"), tag("td", _value(field, value), doubt))


def _value(field: str, value: Any) -> Html | str:
    if field == "DOI":
        return tag("a", str(value), href=f"https://doi.org/{value}", rel="noopener")
    if field == "URL":
        return tag("a", str(value), href=str(value), rel="noopener")
    if field == "type":
        return _KINDS.get(str(value), str(value).replace("-", " "))
    if isinstance(value, list):
        return "; ".join(map(_name, value))
    return _date(value) if isinstance(value, Mapping) else str(value)


def _name(name: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (name.get("family"), name.get("given")))) or name.get("literal", "")


def _date(value: Mapping[str, Any]) -> str:
    parts: list[Any] = next(iter(value.get("date-parts", [])), [])
    return "-".join(str(part).zfill(2) for part in parts) or str(value.get("literal", value.get("raw", "")))
