"""Which thing a request is about, and in which format: the address with its suffix, the parameters, Accept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from starlette.requests import Request
from starlette.types import Scope

from kg.describe import FORMATS
from kg.endpoint.accept import ranked
from kg.endpoint.problem import Problem
from kg.endpoint.protocol import pairs

__all__ = ["HTML", "METHODS", "Asked", "chosen", "read", "refuse"]

HTML = "html"
METHODS = "GET, HEAD, OPTIONS"
#: More than any address of the atlas, and less than what proxies cut off.
_LONGEST, _LONGEST_ACCEPT = 4_000, 4_000
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
#: Other names of formats, as a suffix or as a value of `?format=`.
_ALIASES = {"owl": "rdf", "xml": "rdf", "json": "jsonld", "turtle": "ttl", "json-ld": "jsonld", "rdfxml": "rdf",
            "rdf+xml": "rdf", "ntriples": "nt", "n-triples": "nt", "nquads": "nq", "n-quads": "nq", "bibtex": "bib",
            "csl-json": "csl.json", "csljson": "csl.json", "markdown": "md", "xhtml": HTML}
#: Every ending of an address that names a format, the longest first.
_SUFFIXES = sorted((HTML, "owl", "json", *FORMATS), key=len, reverse=True)
_REFERENCE, _WISH = "text/x-bibliography", re.compile(r";\s*(style|locale)\s*=\s*\"?([\w-]+)")
_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "application/json": "jsonld",
          **{one.media: suffix for suffix, one in FORMATS.items()}}


class Asked(NamedTuple):
    """The path below the root; the address and the format that it names, whether a file is wanted, what is accepted.

    `style` and `locale` are those of a reference.
    """

    path: str
    address: str
    format: str
    is_download: bool
    accept: str
    style: str = ""
    locale: str = ""


def read(request: Request) -> Asked:
    """Return what a request asks; raises Problem where its method, length or encoding is wrong."""
    refuse(request)
    path = _path(_raw(request.scope), request.scope)
    address, suffix = _split(path)
    asked = dict(reversed(pairs(request.scope.get("query_string", b""), "the address")))
    named = asked.get("_mediatype") or asked.get("format") or ""
    accept = request.headers.get("accept", "")[:_LONGEST_ACCEPT]
    # As registrars of DOIs take them: text/x-bibliography; style=apa; locale=en-US
    wishes = {**dict(_WISH.findall(next((one for one in accept.split(",") if _REFERENCE in one), ""))), **asked}
    return Asked(path, address, suffix or _format(named), asked.get("download") not in (None, "", "0"), accept,
                 wishes.get("style", ""), wishes.get("locale", ""))


def refuse(request: Request) -> None:
    """Raise a Problem where a request changes something, or has a longer address than anything here."""
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, "Method not allowed", f"{request.method} is not done here; use GET", {"Allow": METHODS})
    if len(_raw(request.scope)) + len(request.scope.get("query_string", b"")) > _LONGEST:
        raise Problem(414, "The address is too long", f"an address has at most {_LONGEST} characters")


def _raw(scope: Scope) -> bytes:
    return bytes(scope.get("raw_path") or quote(scope["path"]).encode())


def _path(raw: bytes, scope: Scope) -> str:
    """Return the path below the root of the application, decoded once."""
    if _BROKEN.search(raw):
        raise Problem(400, "Broken encoding", "the address has a percent sign without two digits behind it")
    try:
        whole = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "Broken encoding", f"the address is not UTF-8 at byte {error.start + 1}") from error
    path = whole.removeprefix(scope.get("root_path", "")).removeprefix("/")
    if _CONTROL.search(path) or {".", ".."} & set(path.split("/")):
        raise Problem(400, "Malformed address", "an address has no steps '.' and '..', and no control characters")
    return path


def _split(path: str) -> tuple[str, str]:
    """Return an address and the format that its suffix names."""
    suffix = next((one for one in _SUFFIXES if path.endswith(f".{one}")), "")
    return (path.removesuffix(f".{suffix}"), _ALIASES.get(suffix, suffix)) if suffix else (path, "")


def _format(name: str) -> str:
    """Return the suffix that a value of `?format=` stands for; in a query string a plus sign is a space."""
    plain = name.strip().lower()
    return _TYPES.get(plain.replace(" ", "+")) or _ALIASES.get(plain.replace(" ", "+"), plain)


def chosen(asked: Asked, formats: Mapping[str, str]) -> str:
    """Return the suffix of the format to answer in; raises Problem with every format where none will do."""
    every = {HTML: "text/html", **formats}
    if asked.format:
        if asked.format in every:
            return asked.format
    else:
        also = ["application/json"] if "jsonld" in formats else []
        if types := ranked(asked.accept, (*every.values(), "application/xhtml+xml", *also)):
            return _TYPES[types[0]]
    listed = ", ".join(f"{media} (.{suffix})" for suffix, media in every.items())
    raise Problem(406, "Not in this format", f"this comes as {listed}", offers=list(every.values()))
