"""What every format is made from: the N-Quads of one build, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path

from rdflib import DC, DCTERMS, OWL, RDF, VOID, BNode, Graph, Node, URIRef

from kg.errors import StoreError
from kg.vocab import BASE, PREFIXES

__all__ = ["MARK", "ONTOLOGY", "Content", "Triple", "empty", "filled", "lines", "listed", "parsed", "serialized"]

#: The ontology that holds everything; the vocabulary alone is another one.
ONTOLOGY = URIRef(f"{BASE}ontology")

#: Stands in every file, so that a later export knows which files it may replace.
MARK = "Written by 'kg export': never edited by hand."

Triple = tuple[Node, Node, Node]

_CURATED = f"<{BASE}graph/"


class Content:
    """The content of one build: what is curated as lines and as a graph, and what it says of itself."""

    def __init__(self, current: Path) -> None:
        self.current, self.quads = current, current / "atlas.nq"

    @cached_property
    def triples(self) -> list[str]:
        """Every curated triple as a line of N-Triples, A to Z."""
        return sorted(set(lines(self.quads)))

    @cached_property
    def graph(self) -> Graph:
        """The union of the curated graphs."""
        return parsed(self.triples)

    def graphs(self) -> Iterator[tuple[str, list[str]]]:
        """Yield every named graph, A to Z, with its lines: files, models, and what was reasoned."""
        split = sorted((graph, f"{triple} .\n") for triple, graph in _quads(self.quads))
        for graph, found in groupby(split, key=lambda pair: pair[0]):
            yield graph.strip("<>"), [line for _, line in found]

    @cached_property
    def atlas(self) -> Node:
        """The dataset that the atlas is."""
        return self.graph.value(None, RDF.type, VOID.Dataset) or ONTOLOGY

    @cached_property
    def vocabulary(self) -> Node | None:
        """The ontology of the vocabulary alone."""
        return self.graph.value(None, RDF.type, OWL.Ontology)

    @cached_property
    def title(self) -> str:
        """How the atlas is called."""
        return str(self.graph.value(self.atlas, DCTERMS.title) or "Atlas")

    @cached_property
    def version(self) -> str:
        """The version of the vocabulary, which is that of the atlas."""
        return str(self.graph.value(self.vocabulary, OWL.versionInfo) or "unknown")

    def credits(self, header: URIRef) -> Iterator[Triple]:
        """Yield for the header of a file who made the atlas, under which licence, and of which version it is."""
        for prop in (DC.creator, DCTERMS.license, OWL.versionInfo):
            yield from ((header, prop, value) for value in self.graph.objects(self.vocabulary, prop))


def lines(quads: Path) -> Iterator[str]:
    """Yield the curated triples of a build as lines of N-Triples, in the order of the build."""
    return (f"{triple} .\n" for triple, graph in _quads(quads) if graph.startswith(_CURATED))


def _quads(quads: Path) -> Iterator[tuple[str, str]]:
    for line in (one for one in _read(quads) if one.strip() and not one.startswith("#")):
        triple, _, graph = line.rstrip(" .\n").rpartition(" ")
        yield triple, graph


def _read(quads: Path) -> Iterable[str]:
    try:
        # Only the line feed ends a line of N-Quads; other separators may stand in a text.
        return quads.read_text(encoding="utf-8").split("\n")[:-1]
    except OSError as error:
        raise StoreError(f"{quads}: the store is missing; run 'kg build'") from error


def empty() -> Graph:
    """Return a graph that has nothing but the prefixes of the atlas."""
    # Of rdflib's stores this one gives its triples back in the order in which they came.
    found = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        found.bind(prefix, base)
    return found


def listed(things: Iterable[Node]) -> list[Node]:
    """Return things A to Z."""
    return sorted(things, key=str)


def filled(triples: Iterable[Triple]) -> Graph:
    """Return a graph of triples, always in the same order."""
    found = empty()
    for triple in sorted(set(triples), key=lambda one: [node.n3() for node in one]):
        found.add(triple)
    return found


def parsed(triples: Iterable[str]) -> Graph:
    """Return a graph of lines of N-Triples, in their order."""
    text = "".join(triples)
    # Blank nodes keep the names that the compiler gave them, so that the same content gives the same file.
    names: dict[str, BNode] = {name: BNode(name) for name in re.findall(r"_:([\w-]+)", text)}
    return empty().parse(data=text, format="nt", bnode_context=names)


def serialized(graph: Graph, format_: str) -> bytes:
    """Return a graph in a syntax of rdflib's, `turtle` or `xml`, with the mark."""
    text = graph.serialize(format=format_)
    return (text.replace("?>\n", f"?>\n<!-- {MARK} -->\n", 1) if format_ == "xml" else f"# {MARK}\n{text}").encode()
