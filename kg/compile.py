"""Evidence and Turtle as N-Quads, one file at a time.

The border between our objects and RDF: pure functions from a file's content to triples. Blank nodes are labelled
canonically and prefixed by their file, so the same content always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, Node, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import ContentError
from kg.model import Attribution, Passage, Record
from kg.sources import slug
from kg.vocab import AA, BASE, PREFIXES, expand, graph, iri

__all__ = ["bibliography", "file_graph", "mappings", "model_graphs", "passages", "persons", "quads", "turtle",
           "unmapped"]

BIBO, CITO, DC, DCTERMS, FOAF, OA, SKOS = (
    Namespace(PREFIXES[p]) for p in ("bibo", "cito", "dc", "dcterms", "foaf", "oa", "skos"))

Triples = Iterator[tuple[Node, URIRef, Node]]

#: CSL field -> property, for fields that are kept as the text they are.
_FIELDS = {"volume": BIBO.volume, "issue": BIBO.issue, "page": BIBO.pages, "DOI": BIBO.doi, "ISBN": BIBO.isbn,
           "edition": BIBO.edition, "container-title": AA.containerTitle, "publisher": DC.publisher, "type": AA.cslType}
#: CSL type -> class, beside aa:Work.
_CLASSES = {"article-journal": BIBO.AcademicArticle, "book": BIBO.Book, "chapter": BIBO.Chapter, "thesis": BIBO.Thesis}

_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_MAPPING = ("subject_id", "predicate_id", "object_id", "object_label", "object_source", "mapping_justification",
            "certainty")
_UNMAPPED = ("subject_id", "object_source", "searched", "certainty")


# --- evidence ---


def bibliography(records: Iterable[Record]) -> Graph:
    """Return the triples of all works and of the persons who made them."""
    return _graph(t for record in records for t in (*_work(record), *_authorships(record), *_doubts(record)))


def _work(record: Record) -> Triples:
    work, csl = record.work, record.csl
    node = iri("work", work.key)
    yield from ((node, RDF.type, kind) for kind in filter(None, (AA.Work, _CLASSES.get(csl.get("type", "")))))
    yield from ((node, prop, _string(csl[field])) for field, prop in _FIELDS.items() if field in csl)
    yield from _literals(node, {RDFS.label: work.label, DCTERMS.title: work.title, AA.seenIn: record.seen_in,
                                DCTERMS.bibliographicCitation: work.reference,
                                AA.cslRecord: json.dumps(csl, ensure_ascii=False, sort_keys=True)})
    yield node, AA.certainty, iri("certainty", work.certainty)
    original = csl.get("original-date", {}).get("date-parts", [[None]])[0][0]
    yield from ((node, prop, _integer(year)) for prop, year in ((AA.year, work.year), (AA.originalYear, original))
                if year)
    if record.original:
        yield node, DCTERMS.isVersionOf, iri("work", record.original)


def _authorships(record: Record) -> Triples:
    work, positions = iri("work", record.work.key), dict[str, int]()
    creators = {role for role, _ in record.names} & {"author"} or {"editor"}
    for role, name in record.names:
        positions[role] = positions.get(role, 0) + 1
        node = URIRef(f"{work}/{role}/{positions[role]}")
        yield from _literals(node, {AA.role: role, AA.printedName: f"{name.family}, {name.given}".rstrip(", ")})
        yield from ((node, RDF.type, AA.Authorship), (node, AA.ofWork, work),
                    (node, AA.position, _integer(positions[role])))
        if name.person:
            yield node, AA.byPerson, iri("person", name.person)
            yield from [(work, DCTERMS.creator, iri("person", name.person))] if role in creators else []


def _doubts(record: Record) -> Triples:
    work = iri("work", record.work.key)
    for field, certainty in record.doubts.items():
        node = URIRef(f"{work}/doubt/{field}")
        yield from ((node, RDF.type, AA.FieldDoubt), (node, AA.ofWork, work), (node, AA.field, _string(field)),
                    (node, AA.certainty, iri("certainty", certainty)))


def persons(known: Iterable[Any], records: Iterable[Record]) -> Graph:
    """Return the triples of everybody who is named: with years where known, else as first printed."""
    listed = {p.key: p for p in known}
    printed = {n.person: n for r in reversed(list(records)) for _, n in r.names if n.person}
    return _graph(t for key in sorted({*listed, *printed}) for t in _person(key, listed.get(key), printed.get(key)))


def _person(key: str, known: Any, printed: Any) -> Triples:
    node, name = iri("person", key), known or printed
    yield node, RDF.type, AA.Person
    yield from _literals(node, {RDFS.label: f"{name.given} {name.family}".strip(), FOAF.familyName: name.family,
                                FOAF.givenName: name.given, AA.seenIn: known.seen_in if known else ""})
    if known and known.certainty:
        yield node, AA.certainty, iri("certainty", known.certainty)
    yield from ((node, prop, _integer(year)) for prop, year in
                ((AA.birthYear, known and known.born), (AA.deathYear, known and known.died)) if year)


def passages(found: Iterable[Passage]) -> Graph:
    """Return the triples of the passages of one work and of the credits they give."""
    return _graph(t for p in found for t in (*_passage(p), *(t for a in p.attributions for t in _credit(p, a))))


def _passage(passage: Passage) -> Triples:
    node, place = iri("passage", passage.key), f", {passage.locator}" if passage.locator else ""
    yield node, RDF.type, AA.Passage
    yield node, AA.inWork, iri("work", passage.work.key)
    yield node, AA.certainty, iri("certainty", passage.certainty)
    yield from _literals(node, {RDFS.label: passage.work.label + place, BIBO.locator: passage.locator,
                                AA.noLocator: passage.no_locator, AA.seenIn: passage.seen_in})
    if passage.quotation:
        yield from ((node, RDF.type, OA.TextQuoteSelector), (node, OA.exact, Literal(passage.quotation, lang="en")))
    if passage.paraphrase:
        yield node, AA.paraphrase, Literal(passage.paraphrase, lang="en")


def _credit(passage: Passage, credit: Attribution) -> Triples:
    node = iri("attribution", credit.key)
    yield node, RDF.type, AA.Attribution
    yield node, CITO.hasCitingEntity, iri("passage", passage.key)
    yield node, AA.certainty, iri("certainty", credit.certainty)
    yield from ((node, AA.status, iri("status", status)) for status in credit.statuses)
    whom = credit.credited or (credit.work.label if credit.work else "nobody")
    yield from _literals(node, {RDFS.label: f"{passage.work.label} crediting {whom}", AA.credited: credit.credited,
                                BIBO.locator: credit.locator, AA.reason: credit.reason, AA.evidence: credit.evidence})
    if credit.work:
        yield node, CITO.hasCitedEntity, iri("work", credit.work.key)
        if credit.work.key != passage.work.key:
            yield iri("work", passage.work.key), CITO.cites, iri("work", credit.work.key)
    if credit.instead:
        yield node, AA.citeInstead, iri("work", credit.instead.work.key)
        yield node, AA.citeInsteadCertainty, iri("certainty", credit.instead.certainty)
        yield from _literals(node, {AA.citeInsteadLocator: credit.instead.locator})


# --- interpretation ---


def turtle(path: Path) -> Graph:
    """Return the triples of a Turtle file, with a label for every statement that has none."""
    try:
        found = Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle", publicID=BASE)
    except (BadSyntax, UnicodeDecodeError) as error:
        line = f":{error.lines + 1}" if isinstance(error, BadSyntax) else ""
        what = getattr(error, "_why", None) or str(error)
        todo = "look at that line and the one after it"
        raise ContentError(f"{path}{line}", f"is not valid Turtle: {what}", todo) from error
    for property_, label in _LABELS.items():
        for node, about in list(found.subject_objects(property_)):
            found.add((node, RDFS.label, Literal(label(found, node, _words(about)), lang="en")))
    return found


def _claim_label(found: Graph, node: Node, subject: str) -> str:
    relation, object_ = found.value(node, AA.relation), found.value(node, AA.object)
    denied = " (denied)" if _is_denied(found, node) else ""
    verb = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _words(relation)).lower()
    return f"{subject} – {verb} – {_words(object_)}{denied}"


def _effect_label(found: Graph, node: Node, first: str) -> str:
    measure, size = found.value(node, AA.coefficient), found.value(node, AA.estimate)
    return f"{first} with {_words(found.value(node, AA.withSecond))}: {measure} = {size}"


#: What a statement is about -> how it is called, given the graph, the statement, and the name of what it is about.
_LABELS: dict[URIRef, Callable[[Graph, Node, str], str]] = {
    AA.defines: lambda found, node, about: f"{about}: {found.value(node, AA.gloss)}",
    AA.subject: _claim_label,
    AA.characterizedConcept: lambda found, node, about: (
        f"{about}, {found.value(node, AA.dimension)}: {found.value(node, AA.value)}"),
    AA.ofFirst: _effect_label,
    AA.nameOf: lambda found, node, about: f"“{found.value(node, AA['term'])}” for {about}",
}


def model_graphs(found: Graph) -> dict[Any, Graph]:
    """Return, for each model of a file, the plain triples that its claims assert."""
    return {model: _graph(_asserted(found, model)) for model in found.subjects(RDF.type, AA.Model)}


def _asserted(found: Graph, model: Any) -> Triples:
    for claim in found.objects(model, AA.hasClaim):
        subject, relation, object_ = (found.value(claim, part) for part in (AA.subject, AA.relation, AA.object))
        if isinstance(relation, URIRef) and subject and object_ and not _is_denied(found, claim):
            yield subject, relation, object_


def _is_denied(found: Graph, claim: Any) -> bool:
    return str(found.value(claim, AA.isDenied)) == "true"


def mappings(path: Path) -> Graph:
    """Return the triples of a table of mappings; its columns carry the names that SSSOM gives them."""
    return _graph(t for row in _table(path, _MAPPING) for t in _mapping(row))


def unmapped(path: Path) -> Graph:
    """Return the triples of a table of concepts that were looked for in another vocabulary and not found."""
    return _graph(t for row in _table(path, _UNMAPPED) for t in _missing(row))


def _table(path: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), delimiter="\t")
    if tuple(rows.fieldnames or ()) != columns:
        raise ContentError(f"{path}:1", "has other columns than this table", f"write {', '.join(columns)}")
    for row in rows:
        if not all(row.get(column) for column in columns) or None in row:
            raise ContentError(f"{path}:{rows.line_num}", "has an empty or a surplus column",
                               f"fill {', '.join(columns)}")
        yield [row[column] for column in columns]


def _missing(row: list[str]) -> Triples:
    subject, source, searched, certainty = row
    concept = subject.rpartition(":")[2]
    node = iri("mapping", f"{concept}--none--{slug(source)}")
    yield node, RDF.type, AA.Unmapped
    yield node, AA.unmappedConcept, URIRef(expand(subject))
    yield node, AA.certainty, iri("certainty", certainty)
    yield from _literals(node, {RDFS.label: f"{concept} not in {source}", AA.vocabularyName: source,
                                AA.searched: searched})


def _mapping(row: list[str]) -> Triples:
    subject, predicate, target, label, source, why, certainty = row
    node = iri("mapping", slug(f"{subject.rpartition(':')[2]} {predicate.rpartition(':')[2]} {label} {source}"))
    yield node, RDF.type, AA.Mapping
    yield from ((node, prop, URIRef(expand(value))) for prop, value in (
        (AA.mappedConcept, subject), (AA.mappingPredicate, predicate), (AA.mappingTarget, target),
        (AA.certainty, f"certainty:{certainty}")))
    yield from _literals(node, {RDFS.label: f"{subject.rpartition(':')[2]} ~ {label}", AA.mappingTargetLabel: label,
                                AA.vocabularyName: source, AA.justification: why})


# --- N-Quads --------------------------------------------------------------------------------------------------------


def quads(found: Graph, name: URIRef) -> list[str]:
    """Return the triples of a graph as sorted N-Quads lines under a graph name."""
    if wrong := next((n for n in found.all_nodes() if isinstance(n, URIRef) and _NOT_IN_AN_IRI.search(n)), None):
        raise ContentError(str(wrong), "is not an IRI", "write it without blanks, quotes and brackets")
    stable = _labelled(found, slug(name.removeprefix(BASE)))
    lines = stable.serialize(format="nt", encoding="utf-8").decode().split("\n")
    return sorted(f"{line[:-1]}<{name}> ." for line in lines if line)


def _labelled(found: Graph, prefix: str) -> Graph:
    if not any(isinstance(node, BNode) for node in found.all_nodes()):
        return found

    def name(node: Any) -> Any:
        return BNode(f"{prefix}-{node}") if isinstance(node, BNode) else node

    return _graph((name(s), p, name(o)) for s, p, o in to_canonical_graph(found))


def file_graph(path: Path) -> URIRef:
    """Return the graph name of a content file, given its path below the root.

    >>> file_graph(Path("sources/passages/alder1901.toml"))
    rdflib.term.URIRef('https://w3id.org/alliance-atlas/graph/sources/passages/alder1901')
    """
    # What was inferred is not curated: its graphs stand elsewhere.
    is_inferred = path.parts[:2] == ("ontology", "reasoned")
    return iri("reasoned", path.stem) if is_inferred else graph(path.with_suffix("").as_posix())


def _graph(triples: Iterable[tuple[Any, Any, Any]]) -> Graph:
    found = Graph()
    for triple in triples:
        found.add(triple)
    return found


def _literals(node: URIRef, values: Mapping[URIRef, str | None]) -> Triples:
    yield from ((node, prop, _string(value)) for prop, value in values.items() if value)


def _string(value: object) -> Literal:
    return Literal(str(value))


def _integer(value: object) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _words(name: object) -> str:
    return str(name).rsplit("/", 1)[-1].replace("-", " ")
