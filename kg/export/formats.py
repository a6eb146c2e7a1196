"""The table of formats: what a build can be written as, for whom, and which function does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.errors import KgError
from kg.export import csvw, graphml, models, rdf, skos
from kg.export.content import Content

__all__ = ["DOWNLOADS", "FORMATS", "Download", "Format", "format_named"]

#: What a format makes of a build: one file, or several by name; and how many of what is in it.
Make = Callable[[Content], tuple[bytes | Mapping[str, bytes], Mapping[str, int]]]


class Format(NamedTuple):
    """A format: the name of its file, its media type, who needs it, and what makes it.

    Where there are several files, the name is that of a ZIP archive of them.
    """

    file: str
    media: str
    use: str
    make: Make


class Download(NamedTuple):
    """A file of the whole atlas: its name and its media type."""

    file: str
    media: str


FORMATS: dict[str, Format] = {
    "turtle": Format("atlas.ttl", "text/turtle", "Reading, and most RDF tools: everything curated as one graph.",
                     rdf.as_turtle),
    "trig": Format("atlas.trig", "application/trig",
                   "Triple stores, and who asks what came from which file: one named graph per file and per model, and "
                   "what the reasoner found.", rdf.as_trig),
    "nquads": Format("atlas.nq", "application/n-quads", "The same as TriG, line by line, for loading and comparing.",
                     rdf.as_nquads),
    "ntriples": Format("atlas.nt", "application/n-triples", "The same as Turtle, line by line.", rdf.as_ntriples),
    "jsonld": Format("atlas.jsonld", "application/ld+json", "Web programs: each thing as one JSON object.",
                     rdf.as_jsonld),
    "rdfxml": Format("atlas.rdf", "application/rdf+xml", "Older RDF tools.", rdf.as_rdfxml),
    "owl": Format("atlas.owl", "application/rdf+xml", "Protégé: one ontology with classes, claims and evidence.",
                  rdf.as_owl),
    "skos": Format("atlas-skos.ttl", "text/turtle",
                   "Thesaurus tools such as Skosmos: concepts with labels, definitions and matches.", skos.as_skos),
    "csvw": Format("atlas-csv.zip", "application/zip",
                   "Spreadsheets and statistics: tables with types and keys, described after CSV on the Web.",
                   csvw.as_tables),
    "graphml": Format("atlas.graphml", "application/graphml+xml",
                      "Network programs such as Gephi and Cytoscape: concepts and claims.", graphml.as_graphml),
    "models": Format("atlas-models.zip", "application/zip",
                     "Reasoners: for each model its own small ontology, which imports the vocabulary beside it.",
                     models.as_models),
}

#: Name -> file that can be downloaded under it.
DOWNLOADS: dict[str, Download] = {name: Download(one.file, one.media) for name, one in FORMATS.items()}


def format_named(name: str) -> Format:
    """Return the format of a name; raises KgError with all names where there is none."""
    if name not in FORMATS:
        raise KgError(f"{name}: is no format; choose one of {', '.join(FORMATS)}")
    return FORMATS[name]
