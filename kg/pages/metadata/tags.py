"""The tags `citation_*` (Highwire Press) for the work that a page is about, as Zotero and Google Scholar read them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.pages.metadata.fields import Csl, certain, date, name, pages

__all__ = ["TYPES", "tags"]

#: Field of CSL -> tag, whatever the kind of work.
_FIELDS = {"title": "citation_title", "volume": "citation_volume", "issue": "citation_issue", "DOI": "citation_doi",
           "ISBN": "citation_isbn", "publisher": "citation_publisher", "URL": "citation_public_url"}
#: Kind of work -> the field whose tag tells readers of the tags what kind it is, and this tag.
_TELLING = {
    "article-journal": ("container-title", "citation_journal_title"),
    "chapter": ("container-title", "citation_book_title"),
    "paper-conference": ("container-title", "citation_conference_title"),
    "thesis": ("publisher", "citation_dissertation_institution"),
    "report": ("publisher", "citation_technical_report_institution"),
    "book": ("ISBN", "citation_isbn"),
}
#: Kind of work -> the name that Zotero has for it: a work whose fields do not tell its kind would become an article.
TYPES = {"article-journal": "journalArticle", "chapter": "bookSection", "paper-conference": "conferencePaper",
         "thesis": "thesis", "report": "report", "book": "book", "webpage": "webpage", "article": "document",
         "entry-dictionary": "dictionaryEntry", "entry-encyclopedia": "encyclopediaArticle"}


def tags(csl: Csl) -> Iterator[tuple[str, str]]:
    """Yield the name and content of each tag for a work, as far as its record is sure."""
    sure, kind = certain(csl), str(csl.get("type", ""))
    field, tag = _TELLING.get(kind, ("", ""))
    yield from ((known, str(sure[one])) for one, known in {**_FIELDS, field: tag}.items() if sure.get(one))
    if not sure.get(field):
        yield "DC.type", TYPES.get(kind, "document")
    for role in ("author", "editor"):
        yield from ((f"citation_{role}", name(one)) for one in sure.get(role, ()))
    first, last = pages(sure)
    rest = {"citation_publication_date": date(sure, "/"), "citation_firstpage": first, "citation_lastpage": last}
    yield from ((known, value) for known, value in rest.items() if value)
