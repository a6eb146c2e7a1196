"""A file as a manuscript: what is refused, and how each kind of file is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from kg.errors import KgError
from kg.manuscript import blocks, pandoc
from kg.manuscript.blocks import Placed
from kg.manuscript.text import Manuscript, Paragraph

__all__ = ["MEGABYTES", "SUFFIXES", "decoded", "read", "refuse"]

#: The most that a file may have.
MEGABYTES = 20
#: Ending of a file -> the format by which pandoc knows it; plain text is read here, since to pandoc it would be markup.
SUFFIXES: dict[str, str] = {
    ".docx": "docx", ".odt": "odt", ".md": "markdown", ".markdown": "markdown", ".tex": "latex",
    ".html": "html", ".htm": "html", ".txt": "",
}
_PACKED = {".docx": "word/document.xml", ".odt": "content.xml"}
#: An OLE file: an encrypted .docx, or the .doc of old.
_OLE = b"\xd0\xcf\x11\xe0"
#: What a packed file may hold when unpacked, and in how many parts.
_UNPACKED, _PARTS = 200 * 2**20, 5000
#: A thousand pages.
_LETTERS = 3_000_000
#: So short a line that ends in none of these is a heading.
_HEADING, _CLOSING = 80, ".,;:?!)”\""
_LISTED = re.compile(
    r"(?:\d+\.?\s+)?(?:references?(?: list| cited)?|list of references|bibliography|works cited|literature(?: cited)?"
    r"|literatur(?:verzeichnis)?|bibliogra(?:ph|f)[ií][ae]|références(?: bibliographiques)?"
    r"|referencias(?: bibliográficas)?|referințe(?: bibliografice)?)\.?:?", re.IGNORECASE)


def read(name: str, content: bytes) -> Manuscript:
    """Return the manuscript in a file; raises KgError, which says what to do, for whatever cannot be read."""
    suffix = refuse(name, content, SUFFIXES)
    try:
        found, records = _plain(name, content) if suffix == ".txt" else _parsed(name, suffix, content)
    except RecursionError as error:
        raise KgError(f"{name}: is nested too deeply to be read; give a simpler document") from error
    if not any(paragraph.text.strip() for _, paragraph in found):
        raise KgError(f"{name}: holds no text; a scan must be turned into text first")
    if sum(len(paragraph.text) for _, paragraph in found) > _LETTERS:
        raise KgError(f"{name}: is longer than {_LETTERS:,} characters; give it in parts")
    is_listed = [any(map(_LISTED.fullmatch, path)) for path, _ in found]
    body = tuple(paragraph for (_, paragraph), listed in zip(found, is_listed, strict=True) if not listed)
    listed = tuple(paragraph for (_, paragraph), listed in zip(found, is_listed, strict=True) if listed)
    return Manuscript(name, body, listed, tuple(records))


def refuse(name: str, content: bytes, suffixes: Iterable[str]) -> str:
    """Return the ending of a file; raises KgError for another kind of file, one too large, empty or encrypted."""
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if suffix not in suffixes:
        raise KgError(f"{name}: this kind of file is not read here; give one of {', '.join(suffixes)}")
    if len(content) > MEGABYTES * 2**20:
        raise KgError(f"{name}: is larger than {MEGABYTES} MB; give it without its pictures, or in parts")
    if not content.strip():
        raise KgError(f"{name}: is empty; give a file with text")
    if suffix in _PACKED:
        _refuse_packed(name, content, _PACKED[suffix])
    return suffix


def _refuse_packed(name: str, content: bytes, main: str) -> None:
    if content.startswith(_OLE):
        raise KgError(f"{name}: is encrypted, or an old .doc; save it without a password as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            named = {part.filename for part in parts}
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise KgError(f"{name}: unpacks to more than {_UNPACKED // 2**20} MB; give it without its pictures")
            is_damaged = packed.testzip() is not None
            manifest = packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in named else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        is_damaged, manifest, named = True, b"", set()
    if is_damaged:
        raise KgError(f"{name}: is damaged; open it in the program that wrote it and save it anew")
    if b"encryption-data" in manifest:
        raise KgError(f"{name}: is encrypted; save it without a password")
    if main not in named:
        raise KgError(f"{name}: is no {name.rpartition('.')[2]} document; save it anew")


def decoded(name: str, content: bytes) -> str:
    """Return the text of a file in UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"{name}: is not a text in UTF-8; save it as UTF-8") from error


def _parsed(name: str, suffix: str, content: bytes) -> tuple[list[Placed], list[Any]]:
    text, format_ = content if suffix in _PACKED else decoded(name, content).encode(), SUFFIXES[suffix]
    read_ = pandoc.read(text, format_, name)
    records = pandoc.read(text, format_, name, "csljson") if "references" in read_["meta"] else []
    return list(blocks.paragraphs(read_["blocks"])), records


def _plain(name: str, content: bytes) -> tuple[list[Placed], list[Any]]:
    """Return the paragraphs of a plain text, in which a short line between empty ones is a heading."""
    heading, number, found = "", 0, list[Placed]()
    for block in re.split(r"\n\s*\n", decoded(name, content).replace("\r\n", "\n")):
        lines = block.strip()
        if not any(map(str.isalnum, lines)):
            continue
        if _LISTED.fullmatch(lines) or ("\n" not in lines and len(lines) <= _HEADING and lines[-1] not in _CLOSING):
            heading, number = lines, 0
        else:
            number += 1
            found.append(((heading,), Paragraph(heading, number, lines)))
    return found, []
