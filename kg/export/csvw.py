"""Tables with metadata after CSV on the Web (W3C): what columns mean, their datatypes, primary and foreign keys.

`TABLES` says which tables there are; that a column names a thing of a kind that has a table makes it a foreign key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import DC, DCTERMS, FOAF, RDF, RDFS, SKOS, Graph, Namespace, Node, URIRef
from rdflib.paths import Path

from kg.errors import ContentError
from kg.export.content import MARK, Content, listed
from kg.tables import as_csv
from kg.vocab import AA, BASE, PREFIXES

__all__ = ["METADATA", "TABLES", "Column", "Table", "as_tables"]

METADATA = "csv-metadata.json"
#: What stands between the values of a cell that has several.
_BETWEEN = "|"

_BIBO, _CITO, _OA = (Namespace(PREFIXES[prefix]) for prefix in ("bibo", "cito", "oa"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where its values are found from the thing of a row, and of which kind the things are that it names.

    Without `kind` its values are texts, or numbers by `datatype`; `is_required` says that no cell is empty.
    """

    name: str
    path: URIRef | Path
    kind: str = ""
    datatype: str = "string"
    is_many: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the class of the things that are its rows, the kind that their addresses begin with, and its columns."""

    name: str
    type: URIRef
    kind: str
    columns: tuple[Column, ...]


_SURE = Column("certainty", AA.certainty, "certainty")
_SEEN = Column("seen_in", AA.seenIn)
_LABEL = Column("label", RDFS.label, is_required=True)
_PARTY = Column("party", AA.heldBy, "party", is_required=True)
_PASSAGES = Column("passages", AA.basedOn, "passage", is_many=True, is_required=True)

TABLES = (
    Table("concepts", AA.Concept, "concept", (
        Column("label", SKOS.prefLabel, is_required=True), Column("other_labels", SKOS.altLabel, is_many=True),
        Column("scope_note", SKOS.scopeNote), Column("state", AA.state, "state"))),
    Table("definitions", AA.Definition, "definition", (
        Column("concept", AA.defines, "concept", is_required=True), _PARTY,
        Column("gloss", AA.gloss, is_required=True), Column("tradition", AA.tradition, "tradition", is_many=True),
        _PASSAGES)),
    Table("claims", AA.Claim, "claim", (
        Column("subject", AA.subject, "concept", is_required=True),
        Column("relation", AA.relation, "vocab", is_required=True),
        Column("object", AA.object, "concept", is_required=True),
        Column("is_denied", AA.isDenied, datatype="boolean"), _PARTY, _PASSAGES,
        Column("in_sense_of", AA.inSenseOf, "model"), _LABEL)),
    Table("distinctions", AA.Distinction, "distinction", (
        Column("dimension", AA.dimension, is_required=True), _PARTY, _PASSAGES)),
    Table("sides", AA.Side, "distinction", (
        Column("distinction", ~AA.side, "distinction", is_required=True),
        Column("concept", AA.ofConcept, "concept", is_required=True), Column("value", AA.value, is_required=True),
        _PASSAGES)),
    Table("models", AA.Model, "model", (
        _LABEL, _PARTY, Column("whole", AA.whole, "concept", is_required=True),
        Column("member_relation", AA.memberRelation, "vocab", is_required=True),
        Column("is_complete", AA.isComplete, datatype="boolean"),
        Column("claims", AA.hasClaim, "claim", is_many=True))),
    Table("parties", AA.Party, "party", (_LABEL, Column("members", AA.member, "person", is_many=True))),
    Table("persons", AA.Person, "person", (
        _LABEL, Column("family_name", FOAF.familyName), Column("given_name", FOAF.givenName),
        Column("birth_year", AA.birthYear, datatype="integer"), Column("death_year", AA.deathYear, datatype="integer"),
        _SURE, _SEEN)),
    Table("works", AA.Work, "work", (
        _LABEL, Column("title", DCTERMS.title, is_required=True), Column("year", AA.year, datatype="integer"),
        Column("original_year", AA.originalYear, datatype="integer"), Column("type", AA.cslType),
        Column("container_title", AA.containerTitle), Column("publisher", DC.publisher),
        Column("volume", _BIBO.volume), Column("issue", _BIBO.issue), Column("pages", _BIBO.pages),
        Column("edition", _BIBO.edition), Column("doi", _BIBO.doi), Column("isbn", _BIBO.isbn),
        Column("version_of", DCTERMS.isVersionOf, "work"),
        Column("reference", DCTERMS.bibliographicCitation, is_required=True), _SURE, _SEEN)),
    Table("authorships", AA.Authorship, "work", (
        Column("work", AA.ofWork, "work", is_required=True), Column("person", AA.byPerson, "person"),
        Column("role", AA.role, is_required=True), Column("position", AA.position, datatype="integer"),
        Column("printed_name", AA.printedName, is_required=True))),
    Table("passages", AA.Passage, "passage", (
        Column("work", AA.inWork, "work", is_required=True), _LABEL, Column("locator", _BIBO.locator),
        Column("no_locator", AA.noLocator), Column("quotation", _OA.exact), Column("paraphrase", AA.paraphrase),
        _SURE, _SEEN)),
    Table("attributions", AA.Attribution, "attribution", (
        _LABEL, Column("passage", _CITO.hasCitingEntity, "passage", is_required=True), Column("credited", AA.credited),
        Column("work", _CITO.hasCitedEntity, "work"), Column("locator", _BIBO.locator),
        Column("statuses", AA.status, "status", is_many=True), Column("reason", AA.reason),
        Column("evidence", AA.evidence), _SURE, Column("cite_instead", AA.citeInstead, "work"),
        Column("cite_instead_locator", AA.citeInsteadLocator),
        Column("cite_instead_certainty", AA.citeInsteadCertainty, "certainty"))),
)
#: Kind of thing -> the table that lists it; sides and authorships are parts of what others list.
_OF_KIND = {table.kind: table for table in reversed(TABLES)}


def as_tables(content: Content) -> tuple[dict[str, bytes], dict[str, int]]:
    """Return each table as CSV by the name of its file, their metadata first, and how many rows each has."""
    rows = {table: list(_rows(content.graph, table)) for table in TABLES}
    files = {f"{table.name}.csv": as_csv(found, ["id", *(column.name for column in table.columns)]).encode()
             for table, found in rows.items()}
    metadata = json.dumps(_group(content), ensure_ascii=False, indent=1)
    return {METADATA: f"{metadata}\n".encode(), **files}, {table.name: len(found) for table, found in rows.items()}


def _rows(found: Graph, table: Table) -> Iterator[Mapping[str, str]]:
    for thing in listed(found.subjects(RDF.type, table.type)):
        yield {"id": _name(thing, table.kind), **{one.name: _cell(found, thing, one) for one in table.columns}}


def _cell(found: Graph, thing: Node, column: Column) -> str:
    values = sorted(_name(value, column.kind) for value in found.objects(thing, column.path))
    if len(values) > 1 and (not column.is_many or any(_BETWEEN in value for value in values)):
        raise ContentError(str(thing), f"has values that do not fit into the column {column.name} of a table",
                           f"give it one value, or none with a {_BETWEEN!r}")
    return _BETWEEN.join(values)


def _name(value: Node, kind: str) -> str:
    return str(value).removeprefix(f"{BASE}{kind}/") if kind else str(value)


# --- metadata ---


def _group(content: Content) -> Mapping[str, Any]:
    graph = content.graph
    return {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "@id": f"{BASE}tables",
            "dc:title": content.title, "dc:license": {"@id": str(graph.value(content.atlas, DCTERMS.license))},
            "dc:hasVersion": content.version,
            "rdfs:comment": f"{MARK} An apostrophe stands before a text that a spreadsheet would take for a formula.",
            "tables": [{"url": f"{table.name}.csv", "tableSchema": _schema(table),
                        "dc:description": str(graph.value(table.type, SKOS.definition) or "")}
                       for table in TABLES]}


def _schema(table: Table) -> Mapping[str, Any]:
    own = {"name": "id", "titles": "id", "datatype": "string", "required": True, "suppressOutput": True}
    return {"aboutUrl": f"{BASE}{table.kind}/{{+id}}", "primaryKey": "id",
            "columns": [own, *map(_column, table.columns)],
            "foreignKeys": [{"columnReference": column.name, "reference": {
                "resource": f"{_OF_KIND[column.kind].name}.csv", "columnReference": "id"}}
                for column in table.columns if column.kind in _OF_KIND]}


def _column(column: Column) -> Mapping[str, Any]:
    found: dict[str, Any] = {"name": column.name, "titles": column.name, "datatype": column.datatype}
    if column.is_required:
        found["required"] = True
    if column.datatype == "boolean":
        found["default"] = "false"
    if isinstance(column.path, URIRef):
        found["propertyUrl"] = str(column.path)
    if column.is_many:
        found["separator"] = _BETWEEN
    elif column.kind:
        found["valueUrl"] = f"{BASE}{column.kind}/{{+{column.name}}}"
    return found
