"""Release files: the whole atlas in every format of the table, and the list of every address that was ever given out.

All are made from the N-Quads of a build, never dumped from the store, which rewrites numbers and language tags.

>>> from kg import export
>>> export.write(places.current, "turtle", Path("atlas.ttl")).counts  # doctest: +SKIP
{'triples': 13869}
"""

from __future__ import annotations

from kg.export.content import ONTOLOGY, Content
from kg.export.files import Written, made, refuse_foreign, save, write
from kg.export.formats import DOWNLOADS, FORMATS, Download, Format
from kg.export.ontology import merged, owl
from kg.export.register import addresses, publish, published

__all__ = ["DOWNLOADS", "FORMATS", "ONTOLOGY", "Content", "Download", "Format", "Written", "addresses", "made",
           "merged", "owl", "publish", "published", "refuse_foreign", "save", "write"]
