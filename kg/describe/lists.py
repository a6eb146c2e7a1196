"""What is a list, as rows: who says what of a concept and where, and the indexes of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.model import CERTAINTIES, CLASHES, Claim, Definition, PersonPage, Statement, Work
from kg.tables import as_csv, as_markdown, as_tsv
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["INDEXES", "LISTED", "csv", "markdown", "tsv"]

Row = Mapping[str, str | int]

_SAID = ("kind", "about", "said", "denied", "party", "year", "work", "locator", "certainty", "quotation", "paraphrase",
         "address")


def _statements(found: Iterable[Statement]) -> list[Row]:
    """Return definitions and claims, one row for each passage that one of them rests on."""
    return [row for one in found if isinstance(one, Definition | Claim) for row in _rows(one)]


def _rows(one: Definition | Claim) -> Iterator[Row]:
    about, said = ((one.concept.label, one.gloss) if isinstance(one, Definition)
                   else (one.subject.label, f"{one.subject.label} {one.relation.label} {one.object.label}"))
    for passage in one.passages:
        denied = "yes" if isinstance(one, Claim) and one.is_denied else ""
        values = (type(one).__name__.lower(), about, said, denied, one.party.label, passage.work.year or "",
                  passage.work.label, passage.locator or "", CERTAINTIES.get(passage.certainty, passage.certainty),
                  passage.quotation or "", passage.paraphrase or "", one.iri.removeprefix(BASE))
        yield dict(zip(_SAID, values, strict=True))


def _of_concept(atlas: Atlas, slug: str) -> list[Row]:
    found = atlas.concept(slug)
    return _statements((*found.definitions, *found.claims))


def _of_work(atlas: Atlas, slug: str) -> list[Row]:
    found = atlas.work(slug)
    return _statements((*found.definitions, *found.claims))


def _of_model(atlas: Atlas, slug: str) -> list[Row]:
    return _statements(atlas.model(slug).claims)


def _of_party(atlas: Atlas, slug: str) -> list[Row]:
    return _statements(one for one in (*atlas.definitions(), *atlas.claims()) if one.party.slug == slug)


# --- indexes ---


def _concepts(atlas: Atlas) -> list[Row]:
    return [{"concept": one.label, "also": "; ".join(one.alt_labels), "definitions": one.definition_count,
             "address": one.iri.removeprefix(BASE)} for one in atlas.concepts()]


def _works(atlas: Atlas) -> list[Row]:
    return [_work(one) for one in atlas.works()]


def _years(atlas: Atlas) -> list[Row]:
    return [_work(one) for one in sorted(atlas.works(), key=lambda one: one.year or 9999)]


def _work(one: Work) -> Row:
    return {"year": one.year or "", "work": one.label, "title": one.title, "reference": one.reference,
            "certainty": CERTAINTIES.get(one.certainty, one.certainty), "address": f"work/{one.key}"}


def _authors(atlas: Atlas) -> list[Row]:
    return [_author(one) for one in atlas.persons.values()]


def _author(one: PersonPage) -> Row:
    person = one.person
    return {"family": person.family, "given": person.given, "born": person.born or "", "died": person.died or "",
            "works": "; ".join(part.work.label for part in one.parts), "address": f"person/{person.key}"}


def _parties(atlas: Atlas) -> list[Row]:
    return [{"party": one.label, "address": one.iri.removeprefix(BASE),
             "persons": "; ".join(person.label for party, person in atlas.members if party.iri == one.iri)}
            for one in atlas.parties]


def _models(atlas: Atlas) -> list[Row]:
    return [{"model": one.label, "party": one.party.label, "of": one.whole.label,
             "members": "; ".join(member.label for member in one.members), "complete": "yes" if one.is_complete else "",
             "address": f"model/{one.slug}"} for one in atlas.models()]


def _disputes(atlas: Atlas) -> list[Row]:
    return [{"dispute": one.label, "clash": CLASHES.get(one.clash, one.clash),
             "positions": "; ".join(position.label for position in one.positions), "address": f"dispute/{one.slug}"}
            for one in atlas.disputes()]


def _questions(atlas: Atlas) -> list[Row]:
    return [{"question": one.label, "concerns": "; ".join(ref.label for ref in one.concerns), "note": one.note,
             "address": one.iri.removeprefix(BASE)} for one in atlas.gaps().questions]


def _vocabulary(atlas: Atlas) -> list[Row]:
    return [{"term": one.term.label, "type": one.type.label, "definition": one.definition,
             "address": one.term.iri.removeprefix(BASE)} for one in atlas.vocabulary if one.term.iri.startswith(BASE)]


#: Kind of thing -> the rows that are said of one.
LISTED: dict[str, Callable[[Atlas, str], list[Row]]] = {
    "concept": _of_concept, "work": _of_work, "model": _of_model, "party": _of_party}
#: Name of an index -> its rows.
INDEXES: dict[str, Callable[[Atlas], list[Row]]] = {
    "concepts": _concepts, "works": _works, "years": _years, "authors": _authors, "parties": _parties,
    "models": _models, "disputes": _disputes, "questions": _questions, "vocabulary": _vocabulary}


def csv(atlas: Atlas, kind: str, slug: str) -> bytes:
    """Return a list as CSV; raises UnknownName for an index that is none."""
    return as_csv(_listed(atlas, kind, slug), () if kind == "index" else _SAID).encode()


def tsv(atlas: Atlas, kind: str, slug: str) -> bytes:
    """Return a list as tab-separated values; raises UnknownName for an index that is none."""
    return as_tsv(_listed(atlas, kind, slug), () if kind == "index" else _SAID).encode()


def markdown(atlas: Atlas, kind: str, slug: str) -> bytes:
    """Return a list as a Markdown table below its name; raises UnknownName for an index that is none."""
    title = slug.capitalize() if kind == "index" else atlas.thing(f"{kind}/{slug}").label
    rows = as_markdown(_listed(atlas, kind, slug)) or "Nothing is recorded yet.\n"
    return f"# {title}\n\n{rows}\n{atlas.reference}\n".encode()


def _listed(atlas: Atlas, kind: str, slug: str) -> list[Row]:
    if kind != "index":
        return LISTED[kind](atlas, slug)
    if slug not in INDEXES:
        raise UnknownName("index", slug, tuple(f"index/{name}" for name in INDEXES))
    return INDEXES[slug](atlas)
