"""What lies beside the data of an edition: its description for catalogues, how to cite it, and what to read first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from kg.editions.archive import DATA, SUMS, EditionInfo
from kg.vocab import BASE

__all__ = ["Facts", "papers", "sums"]

#: Version 3, whose terms for versions rdflib does not know.
_DCAT = Namespace("http://www.w3.org/ns/dcat#")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_LICENCE, _LICENCE_NAME = "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"
_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers of an edition say of it."""

    edition: EditionInfo
    description: str
    reference: str
    author: str
    triples: int
    data: bytes


def papers(facts: Facts) -> Mapping[str, str]:
    """Return the text of each paper by the name of its file."""
    return {"void.ttl": _described(facts), "CITATION.cff": _cff(facts), "datacite.json": _datacite(facts),
            "README.md": _readme(facts)}


def sums(files: Mapping[str, bytes]) -> str:
    """Return the checksums of files as `sha256sum --check` reads them."""
    return "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))


# --- DCAT, VoID, PROV ---


def _described(facts: Facts) -> str:
    found = Graph(bind_namespaces="none")
    for prefix, namespace in (("dcat", _DCAT), ("dcterms", DCTERMS), ("foaf", FOAF), ("owl", OWL), ("prov", PROV),
                              ("void", VOID), ("xsd", XSD), ("spdx", _SPDX)):
        found.bind(prefix, namespace)
    for triple in (*_versions(facts.edition), *_dataset(facts), *_distribution(facts)):
        found.add(triple)
    return found.serialize(format="turtle")


_Triple = tuple[URIRef | BNode, URIRef, URIRef | BNode | Literal]


def _versions(edition: EditionInfo) -> Iterable[_Triple]:
    atlas, this = URIRef(f"{BASE}atlas"), URIRef(edition.iri)
    yield atlas, _DCAT.hasVersion, this
    yield this, _DCAT.isVersionOf, atlas
    yield this, DCTERMS.isVersionOf, atlas
    yield this, _DCAT.version, Literal(edition.name)
    yield URIRef(f"{BASE}ontology"), OWL.versionIRI, this
    if edition.previous:
        before = URIRef(f"{BASE}edition/{edition.previous}")
        yield from ((this, prop, before) for prop in (_DCAT.previousVersion, PROV.wasRevisionOf))


def _dataset(facts: Facts) -> Iterable[_Triple]:
    this, author = URIRef(facts.edition.iri), BNode("author")
    yield from ((this, RDF.type, kind) for kind in (_DCAT.Dataset, VOID.Dataset))
    yield this, DCTERMS.title, Literal(f"{facts.edition.title}, edition {facts.edition.name}", lang="en")
    yield this, DCTERMS.description, Literal(facts.description, lang="en")
    yield this, DCTERMS.issued, Literal(facts.edition.issued)
    yield this, DCTERMS.identifier, Literal(facts.edition.iri, datatype=XSD.anyURI)
    yield this, DCTERMS.license, URIRef(_LICENCE)
    yield this, DCTERMS.bibliographicCitation, Literal(facts.reference)
    yield from ((this, prop, author) for prop in (DCTERMS.creator, DCTERMS.publisher))
    yield author, RDF.type, FOAF.Agent
    yield author, FOAF.name, Literal(facts.author)
    yield this, VOID.triples, Literal(facts.triples)
    yield this, VOID.uriSpace, Literal(BASE)
    yield this, VOID.dataDump, URIRef(f"{facts.edition.iri}/{DATA}")
    yield this, _DCAT.distribution, URIRef(f"{facts.edition.iri}/{DATA}")


def _distribution(facts: Facts) -> Iterable[_Triple]:
    this, checksum = URIRef(f"{facts.edition.iri}/{DATA}"), BNode("checksum")
    yield this, RDF.type, _DCAT.Distribution
    yield this, _DCAT.downloadURL, this
    yield this, _DCAT.mediaType, URIRef(f"{_TYPES}application/n-quads")
    yield this, _DCAT.compressFormat, URIRef(f"{_TYPES}application/gzip")
    yield this, _DCAT.byteSize, Literal(str(len(facts.data)), datatype=XSD.nonNegativeInteger)
    yield this, DCTERMS.license, URIRef(_LICENCE)
    yield this, _SPDX.checksum, checksum
    yield checksum, RDF.type, _SPDX.Checksum
    yield checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256
    yield checksum, _SPDX.checksumValue, Literal(sha256(facts.data).hexdigest(), datatype=XSD.hexBinary)


# --- citing ---


def _cff(facts: Facts) -> str:
    """Return the Citation File Format, whose YAML strings are written as JSON, which is YAML."""
    said = {"cff-version": "1.2.0",
            "message": "To cite this edition as a whole, use this; for a definition, cite the work that it comes from.",
            "type": "dataset", "title": facts.edition.title, "abstract": facts.description,
            "version": facts.edition.name, "date-released": facts.edition.issued.isoformat(),
            "authors": [{"name": facts.author}], "license": _LICENCE_NAME, "url": facts.edition.iri,
            "identifiers": [{"type": "url", "value": facts.edition.iri, "description": "this edition, for good"}]}
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items())


def _datacite(facts: Facts) -> str:
    """Return what DataCite requires of a data set; an edition has no DOI until somebody registers one."""
    edition = facts.edition
    before = [{"relatedIdentifier": f"{BASE}edition/{edition.previous}", "relatedIdentifierType": "URL",
               "relationType": "IsNewVersionOf"}] if edition.previous else []
    said = {"schemaVersion": "http://datacite.org/schema/kernel-4",
            "alternateIdentifiers": [{"alternateIdentifier": edition.iri, "alternateIdentifierType": "URL"}],
            "creators": [{"name": facts.author, "nameType": "Organizational"}],
            "titles": [{"title": edition.title}], "publisher": {"name": facts.author},
            "publicationYear": str(edition.issued.year),
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
            "dates": [{"date": edition.issued.isoformat(), "dateType": "Issued"}],
            "version": edition.name, "language": "en", "url": edition.iri,
            "descriptions": [{"description": facts.description, "descriptionType": "Abstract"}],
            "formats": ["application/n-quads"], "sizes": [f"{len(facts.data)} bytes", f"{facts.triples} triples"],
            "rightsList": [{"rights": "Creative Commons Attribution 4.0 International", "rightsUri": _LICENCE,
                            "rightsIdentifier": _LICENCE_NAME, "rightsIdentifierScheme": "SPDX"}],
            "relatedIdentifiers": [{"relatedIdentifier": f"{BASE}atlas", "relatedIdentifierType": "URL",
                                    "relationType": "IsVersionOf"}, *before]}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _readme(facts: Facts) -> str:
    edition = facts.edition
    return f"""# {edition.title}, edition {edition.name}

{facts.description}

Issued on {edition.issued}; {facts.triples} statements. It stays as it is for ever. To cite it as a whole:

> {facts.reference}

To cite a definition, cite the work that it comes from.

- `{DATA}`: the data, as N-Quads. Everything else can be made from them.
- `build.json`, `layout.json`: counts, questions and the places on the map, as they were.
- `CHANGES.md`, `changes.json`, `changes.atom`: what changed since the edition before, for people, programs and feeds.
- `void.ttl`: a description for catalogues of data (DCAT, VoID).
- `CITATION.cff`, `datacite.json`: how to cite it, for programs.
- `{SUMS}`: checksums, for `sha256sum --check {SUMS}` or `kg release --verify` and this directory.

To read it in a browser, put this directory into a directory of editions and run `kg browse --editions` with that.

The content is under {_LICENCE_NAME} ({_LICENCE}).
"""
