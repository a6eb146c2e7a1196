"""What stands for many things at once: the atlas, its concepts as a thesaurus, its vocabulary.

They have no description of their own: people are led to a page, programs to a file that holds all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.describe import FORMATS
from kg.endpoint.negotiation import HTML, Asked, chosen
from kg.pages import Site

__all__ = ["WHOLES", "place"]

_DOWNLOAD = "download/"


class _Whole(NamedTuple):
    """Where its page stands, and where its file in each format does."""

    page: str
    files: Mapping[str, str]


_ATLAS = _Whole("index", {"ttl": "download/turtle", "jsonld": "download/jsonld", "rdf": "download/owl",
                          "nt": "download/ntriples", "nq": "download/nquads", "trig": "download/trig"})
#: Address of a whole, where nothing else begins so, as the graph names it -> what stands for it.
WHOLES = {
    "atlas": _ATLAS,
    "ontology": _ATLAS,
    "concepts": _Whole("index/concepts", {"ttl": "download/skos"}),
    "vocab": _Whole("index/vocabulary", {suffix: f"graph/ontology/core.{suffix}"
                                         for suffix in ("ttl", "jsonld", "rdf", "nt", "nq", "trig")}),
}
#: The same for addresses that have a page themselves.
_WITH_PAGE = {"": _ATLAS}


def place(asked: Asked, address: str, site: Site) -> str | None:
    """Return where the answer to a request for a whole stands, or nothing where it is for something else.

    Raises Problem where the whole does not come in the format.
    """
    whole = WHOLES.get(address) or _WITH_PAGE.get(address)
    model = address.removeprefix("ontology/model/")
    if whole is None:
        return f"model/{model}" if model != address else None  # the small ontology of a model
    files = {suffix: file for suffix, file in whole.files.items() if not (site.edition and file.startswith(_DOWNLOAD))}
    suffix = chosen(asked, {suffix: FORMATS[suffix].media for suffix in files})
    if suffix == HTML:
        return None if address in _WITH_PAGE else whole.page
    return files[suffix]
