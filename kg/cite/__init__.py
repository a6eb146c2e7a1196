"""A work in one line: author-date label and plain reference.

The form follows APA 7 as far as plain text can; a missing field is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["FIELDS", "label", "reference", "year"]

_FIELDS = """
    id type abstract annote archive archive_collection archive_location archive-place authority call-number
    citation-key citation-label citation-number collection-title container-title container-title-short dimensions
    division DOI event event-title event-place first-reference-note-number genre ISBN ISSN jurisdiction keyword language
    license locator medium note original-publisher original-publisher-place original-title part-title PMCID PMID
    publisher publisher-place references reviewed-genre reviewed-title scale section source status title title-short URL
    version volume-title year-suffix chapter-number collection-number edition issue number number-of-pages
    number-of-volumes page page-first part-number printing-number supplement-number volume accessed available-date
    event-date issued original-date submitted author chair collection-editor compiler composer container-author
    contributor curator director editor editor-translator editorial-director executive-producer guest host illustrator
    interviewer narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator
"""
#: Every field that a record of CSL 1.0.2 may have.
FIELDS = frozenset(_FIELDS.split())

_MANY = 20  # APA 7, section 9.8: up to twenty authors are all named


def year(csl: Mapping[str, Any], field: str = "issued") -> int | None:
    """Return the year of a CSL date field, or nothing where the record has none."""
    parts = csl.get(field, {}).get("date-parts", [[]])
    return int(parts[0][0]) if parts and parts[0] else None


def label(csl: Mapping[str, Any]) -> str:
    """Return the author-date form by which a work is called.

    >>> label({"author": [{"family": "Gelso"}, {"family": "Carter"}], "issued": {"date-parts": [[1985]]}})
    'Gelso & Carter (1985)'
    >>> label({"title": "Therapeutic Alliance", "container-title": "MeSH"})
    'MeSH, “Therapeutic Alliance” (n.d.)'
    """
    families = [_family(n) for n in csl.get("author") or csl.get("editor") or []]
    head = _short(families) or _entry(csl)
    return f"{head} ({year(csl) or 'n.d.'})"


def reference(csl: Mapping[str, Any]) -> str:
    """Return the plain reference of a work.

    >>> reference({"author": [{"family": "Sterba", "given": "Richard"}], "issued": {"date-parts": [[1934]]},
    ...     "title": "The fate of the ego", "container-title": "A Journal", "volume": "15", "page": "117-126"})
    'Sterba, R. (1934). The fate of the ego. A Journal, 15, 117–126.'
    """
    names = _names(csl.get("author") or []) or _editors(csl.get("editor") or [])
    date = f"({year(csl) or 'n.d.'})"
    head = [names, date, _title(csl)] if names else [_title(csl), date]
    parts = [*head, _container(csl), csl.get("publisher", ""),
             f"https://doi.org/{csl['DOI']}" if "DOI" in csl else csl.get("URL", "")]
    return " ".join(_stop(part) for part in parts if part)


def _short(families: list[str]) -> str:
    if len(families) > 2:  # noqa: PLR2004 - APA 7, section 8.17: three or more authors
        return f"{families[0]} et al."
    return " & ".join(families)


def _entry(csl: Mapping[str, Any]) -> str:
    container = csl.get("container-title")
    return f"{container}, “{csl['title']}”" if container else str(csl.get("title", csl.get("id", "")))


def _family(name: Mapping[str, str]) -> str:
    family = name.get("family") or name.get("literal", "")
    return " ".join(filter(None, [name.get("non-dropping-particle"), family]))


def _initials(given: str) -> str:
    words = ("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())
    return " ".join(words)


def _name(name: Mapping[str, str]) -> str:
    return ", ".join(filter(None, [_family(name), _initials(name.get("given", ""))]))


def _names(names: list[Mapping[str, str]]) -> str:
    forms = [_name(n) for n in names]
    if len(forms) > _MANY:
        return ", ".join(forms[: _MANY - 1]) + f", … {forms[-1]}"
    return ", & ".join(filter(None, [", ".join(forms[:-1]), *forms[-1:]]))


def _editors(names: list[Mapping[str, str]]) -> str:
    return f"{_names(names)} ({'Eds.' if len(names) > 1 else 'Ed.'})" if names else ""


def _title(csl: Mapping[str, Any]) -> str:
    translators = _translators(csl.get("translator") or [])
    edition = "" if csl.get("container-title") else _edition(str(csl.get("edition", "")))
    notes = ", ".join(filter(None, [translators, edition]))
    return f"{csl.get('title', '')} ({notes})" if notes else str(csl.get("title", ""))


def _edition(edition: str) -> str:
    return edition if not edition or edition.endswith("ed.") else f"{edition} ed."


def _translators(names: list[Mapping[str, str]]) -> str:
    forms = [f"{_initials(n.get('given', ''))} {_family(n)}".strip() for n in names]
    return f"{' & '.join(forms)}, Trans." if forms else ""


def _container(csl: Mapping[str, Any]) -> str:
    title, pages = csl.get("container-title"), str(csl.get("page", "")).replace("-", "–")
    if not title:
        return ""
    if csl.get("type") == "chapter":
        return _book(csl, str(title), pages)
    volume = str(csl.get("volume", "")) + (f"({csl['issue']})" if "issue" in csl else "")
    return ", ".join(filter(None, [str(title), volume, pages]))


def _book(csl: Mapping[str, Any], title: str, pages: str) -> str:
    editors = csl.get("editor") or []
    names = " & ".join(f"{_initials(n.get('given', ''))} {_family(n)}".strip() for n in editors)
    who = f"{names} ({'Eds.' if len(editors) > 1 else 'Ed.'}), " if editors else ""
    volume = f"Vol. {csl['volume']}" if "volume" in csl else ""
    where = ", ".join(filter(None, [volume, f"pp. {pages}" if pages else ""]))
    return f"In {who}{title}" + (f" ({where})" if where else "")


def _stop(part: str) -> str:
    return part if part.endswith((".", "?", "!")) or part.startswith("http") else f"{part}."
