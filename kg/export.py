"""Release files: the whole atlas as one ontology, and the list of every address that was ever given out.

Both are made from the N-Quads of a build, never dumped from the store, which rewrites numbers and language tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, VOID, BNode, Graph, Literal, Node, URIRef

from kg.errors import ContentError, KgError, StoreError
from kg.vocab import BASE, PREFIXES

__all__ = ["addresses", "merged", "owl", "publish", "published"]

#: The ontology that holds everything; the vocabulary alone is another one.
ONTOLOGY = URIRef(f"{BASE}ontology")

_SUFFIXES = {"": "xml", ".owl": "xml", ".rdf": "xml", ".ttl": "turtle"}
_CURATED = f"<{BASE}graph/"
_ADDRESS = re.compile(rf"<{re.escape(BASE)}((?!graph/)[a-z]+/[^/>]+)> ")
_MARK = re.compile(r"# (\S+): (\d+) addresses, sha256 ([0-9a-f]{64})")
_HEAD = "# Every address that was ever given out. Lines are only added ('make publish'); what is retired stays.\n"


def owl(current: Path, suffix: str) -> bytes:
    """Return the atlas of a build as one OWL file, in RDF/XML or, for the suffix `.ttl`, in Turtle."""
    if suffix not in _SUFFIXES:
        raise KgError(f"{suffix}: no form of OWL files; end the name in .owl or .rdf (RDF/XML) or in .ttl (Turtle)")
    return merged(current / "atlas.nq").serialize(format=_SUFFIXES[suffix], encoding="utf-8")


def merged(quads: Path) -> Graph:
    """Return the curated graphs of a build as one graph, under one ontology header."""
    lines = "".join(sorted(_triples(quads)))
    # Blank nodes keep the names that the compiler gave them, so that the same content gives the same file.
    names: dict[str, BNode] = {name: BNode(name) for name in re.findall(r"_:([\w-]+)", lines)}
    found = _empty().parse(data=lines, format="nt", bnode_context=names)
    vocabulary, merged = found.value(None, RDF.type, OWL.Ontology), _empty()
    for triple in (*_header(found, vocabulary), *(t for t in found if t[0] != vocabulary), *_individuals(found)):
        merged.add(triple)
    return merged


def _individuals(found: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """Yield a declaration for each individual that is no class or property too: some tools see no other."""
    kinds = {str(OWL.Class), str(OWL.ObjectProperty), str(OWL.DatatypeProperty), str(OWL.AnnotationProperty)}
    for thing in dict.fromkeys(found.subjects(RDF.type)):
        types = {str(kind) for kind in found.objects(thing, RDF.type)}
        if not types & kinds and any(not kind.startswith(str(OWL)) for kind in types):
            yield thing, RDF.type, OWL.NamedIndividual


def _empty() -> Graph:
    # Of rdflib's stores this one gives its triples back in the order in which they came.
    found = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        found.bind(prefix, base)
    return found


def _header(found: Graph, vocabulary: Node | None) -> Iterator[tuple[Node, Node, Node]]:
    """Yield the header of the vocabulary as that of everything, under the title of the atlas."""
    for prop, value in found.predicate_objects(vocabulary):
        if prop not in (OWL.versionIRI, DCTERMS.title, DCTERMS.description):
            yield ONTOLOGY, prop, value
    atlas = found.value(None, RDF.type, VOID.Dataset)
    for prop in (DCTERMS.title, DCTERMS.description):
        yield from ((ONTOLOGY, prop, value) for value in found.objects(atlas, prop))
    version = found.value(vocabulary, OWL.versionInfo, default=Literal("unknown"))
    yield ONTOLOGY, OWL.versionIRI, URIRef(f"{ONTOLOGY}/{version}")


def _triples(quads: Path) -> Iterator[str]:
    for line in _read(quads):
        triple, _, graph = line.rstrip(" .\n").rpartition(" ")
        if graph.startswith(_CURATED):
            yield f"{triple} .\n"


def _read(quads: Path) -> Iterable[str]:
    try:
        # Only the line feed ends a line of N-Quads; other separators may stand in a text.
        return quads.read_text(encoding="utf-8").split("\n")[:-1]
    except OSError as error:
        raise StoreError(f"{quads}: the store is missing; run 'kg build'") from error


# --- every address that was ever given out ---


def addresses(current: Path) -> tuple[str, ...]:
    """Return the address below the base of everything that the content of a build says something about."""
    found = (_ADDRESS.match(line) for line in _triples(current / "atlas.nq"))
    return tuple(sorted({match[1] for match in found if match}))


def published(path: Path) -> tuple[str, ...]:
    """Return the addresses of a list; raises ContentError where a line was taken out or changed."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        mark = _MARK.fullmatch(line.rstrip("\n"))
        if mark and (int(mark[2]), mark[3]) != (len(found), _digest(found)):
            raise ContentError(f"{path}:{number}", "the addresses above are not those that were given out",
                               "bring back the lines that are missing; a thing that is gone goes into retired.ttl")
        found += [] if line.startswith("#") else [line.rstrip("\n")]
    if lines and not _MARK.fullmatch(lines[-1].rstrip("\n")):
        raise ContentError(f"{path}:{len(lines)}", "the list does not end with its mark", "bring back what stood there")
    return tuple(found)


def publish(path: Path, current: Path, version: str) -> int:
    """Add to a list every address of a build that it lacks, with a mark of the version, and return how many."""
    known = published(path)
    new = sorted(set(addresses(current)) - set(known))
    if new:
        every = [*known, *new]
        mark = f"# {version}: {len(every)} addresses, sha256 {_digest(every)}\n"
        with path.open("a", encoding="utf-8") as out:
            out.write(("" if out.tell() else _HEAD) + "".join(f"{one}\n" for one in new) + mark)
    return len(new)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()
