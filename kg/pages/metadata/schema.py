"""What a page is about, for search engines: JSON-LD in the terms of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.model import CERTAINTIES, Claim, ConceptPage, Definition, Passage, PersonPage, Ref, Work, WorkPage, propositions
from kg.pages.metadata.fields import Csl, certain, date, pages
from kg.vocab import BASE, iri

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["dataset", "described"]

Json = dict[str, Any]

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_DOI = "https://doi.org/"
#: Kind of work -> type of schema.org.
_TYPES = {"article-journal": "ScholarlyArticle", "paper-conference": "ScholarlyArticle", "book": "Book",
          "chapter": "Chapter", "thesis": "Thesis", "report": "Report", "webpage": "WebPage"}


def described(atlas: Atlas, found: object) -> Json | None:
    """Return what a page shows in the terms of schema.org; nothing where they have no word for such a thing."""
    make = next((make for kind, make in _KINDS.items() if isinstance(found, kind)), None)
    return make(atlas, found) if make else None


def dataset(atlas: Atlas) -> Json:
    """Return the atlas as a whole."""
    return _filled("Dataset", f"{BASE}atlas", name=atlas.title, description=atlas.description, license=_LICENCE,
                   version=atlas.edition, isAccessibleForFree=True)


def _filled(kind: str, address: str = "", /, **properties: Any) -> Json:
    """Return a thing with the properties that have a value."""
    return {"@type": kind, **({"@id": address} if address else {}),
            **{key: value for key, value in properties.items() if value not in (None, "", [], ())}}


# --- concepts and what is said of them ---


def _set(atlas: Atlas) -> Json:
    return _filled("DefinedTermSet", f"{BASE}atlas", name=atlas.title)


def _term(one: Ref) -> Json:
    return _filled("DefinedTerm", one.iri, name=one.label)


def _concept(atlas: Atlas, page: ConceptPage) -> Json:
    one = page.concept
    passages = {p.key: p for d in page.definitions for p in d.passages if p.quotation}
    return _filled("DefinedTerm", one.iri, name=one.label, alternateName=list(one.alt_labels),
                   description=one.scope_note, termCode=one.slug, inDefinedTermSet=_set(atlas),
                   subjectOf=[_passage(atlas, p, is_short=True) for p in passages.values()])


def _definition(atlas: Atlas, one: Definition) -> Json:
    return _filled("DefinedTerm", one.iri, name=one.concept.label, description=one.gloss,
                   disambiguatingDescription=f"according to {one.voice}", inDefinedTermSet=_set(atlas),
                   subjectOf=[_passage(atlas, p) for p in one.passages])


def _claim(atlas: Atlas, one: Claim) -> Json:
    return _filled("Claim", one.iri, text=propositions((one,))[0].sentence, author=one.voice,
                   about=[_term(one.subject), _term(one.object)],
                   appearance=[_passage(atlas, p) for p in one.passages])


# --- passages ---


def _passage(atlas: Atlas, one: Passage, *, is_short: bool = False) -> Json:
    """Return a passage; only words that stand there are a quotation."""
    csl = certain(atlas.record(one.work.key))
    where = f", {one.locator}" if one.locator else ""
    shown: Json = {"text": one.quotation} if one.quotation else {"abstract": one.paraphrase}
    return _filled("Quotation" if one.quotation else "CreativeWork", str(iri("passage", one.key)), **shown,
                   creator=[] if is_short else _people(csl, "author"),
                   isPartOf=_filled(_TYPES.get(str(csl.get("type")), "CreativeWork"), str(iri("work", one.work.key)),
                                    name="" if is_short else one.work.title),
                   citation=f"{one.work.label}{where}{'' if is_short else f'. {one.work.reference}'}",
                   disambiguatingDescription=" ".join(_marks(one)))


def _marks(one: Passage) -> Iterable[str]:
    """Yield what nobody may lose who takes a passage along."""
    if one.certainty != "verified":
        yield f"That this stands there: {CERTAINTIES.get(one.certainty, one.certainty)}."
    for credit in (a for a in one.attributions if a.is_doubtful):
        instead = credit.instead
        where = f", {instead.locator}" if instead and instead.locator else ""
        better = f" Cite instead: {instead.work.label}{where}." if instead else ""
        yield f"Citation warning: credits {credit.credited or 'nobody'}. {credit.reason}{better}"


# --- works and people ---


def _work(atlas: Atlas, page: WorkPage) -> Json:
    return _record(page.work, atlas.record(page.work.key))


def _record(work: Work, csl: Csl) -> Json:
    sure = certain(csl)
    kind = _TYPES.get(str(csl.get("type")), "CreativeWork")
    first, last = pages(sure)
    has_pages = kind in ("ScholarlyArticle", "Chapter")
    is_whole = kind not in ("Chapter", "ScholarlyArticle")
    return _filled(kind, str(iri("work", work.key)), name=sure.get("title"), author=_people(sure, "author"),
                   editor=_people(sure, "editor") if is_whole else [], translator=_people(sure, "translator"),
                   datePublished=date(sure, "-"), publisher=_publisher(sure),
                   isbn=sure.get("ISBN") if kind == "Book" else "",
                   bookEdition=sure.get("edition") if kind == "Book" else "",
                   isPartOf=_container(sure), pageStart=first if has_pages and last else "",
                   pageEnd=last if has_pages else "", pagination=sure.get("page") if has_pages else "",
                   disambiguatingDescription="" if work.certainty == "verified" else
                   f"The record of this work: {CERTAINTIES.get(work.certainty, work.certainty)}.",
                   sameAs=f"{_DOI}{sure['DOI']}" if sure.get("DOI") else "", url=sure.get("URL"))


def _container(csl: Csl) -> Json | None:
    title = csl.get("container-title")
    if not title:
        return None
    if csl.get("type") == "chapter":
        return _filled("Book", name=title, editor=_people(csl, "editor"), isbn=csl.get("ISBN"))
    if csl.get("type") != "article-journal":
        return _filled("CreativeWork", name=title)
    whole = _filled("Periodical", name=title)
    for kind, field, property_ in (("PublicationVolume", "volume", "volumeNumber"),
                                   ("PublicationIssue", "issue", "issueNumber")):
        whole = _filled(kind, **{property_: str(csl[field])}, isPartOf=whole) if csl.get(field) else whole
    return whole


def _publisher(csl: Csl) -> Json | None:
    return _filled("Organization", name=csl["publisher"]) if csl.get("publisher") else None


def _people(csl: Csl, role: str) -> list[Json | str]:
    """Return names; one that is printed as a whole may be a person or a group, and stays text."""
    return [_named(one) if "family" in one else one.get("literal", "") for one in csl.get(role, ())]


def _named(one: Mapping[str, str]) -> Json:
    family = " ".join(filter(None, (one.get("non-dropping-particle"), one["family"])))
    return _filled("Person", name=" ".join(filter(None, (one.get("given"), family))), familyName=family,
                   givenName=one.get("given"))


def _person(_: Atlas, page: PersonPage) -> Json:
    one = page.person
    is_sure = one.certainty == "verified"
    born, died = (str(year) if year and is_sure else "" for year in (one.born, one.died))
    return {**_named({"family": one.family, "given": one.given}), **_filled(
        "Person", str(iri("person", one.key)), birthDate=born, deathDate=died)}


#: What a page has found -> what makes it a thing of schema.org.
_KINDS: dict[type, Callable[[Atlas, Any], Json]] = {
    ConceptPage: _concept, Definition: _definition, Claim: _claim, Passage: partial(_passage, is_short=False),
    WorkPage: _work, PersonPage: _person}
