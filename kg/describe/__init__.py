"""One thing in every format: what the atlas says of it as RDF, as a reference, as a table.

The quads are those of the store, which writes numbers and language tags in their normal form; the whole graph as it was
compiled is `kg.export`.
"""

from __future__ import annotations

from kg.describe.formats import FORMATS, Format, formats_of, written
from kg.describe.graphs import Description, describe
from kg.describe.jsonld import context
from kg.describe.references import references

__all__ = ["FORMATS", "Description", "Format", "context", "describe", "formats_of", "references", "written"]
