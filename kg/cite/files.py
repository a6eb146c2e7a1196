"""Records of works as files that reference managers read: CSL-JSON, BibTeX, BibLaTeX, RIS.

BibTeX and BibLaTeX are written by pandoc, a program of its own; what it leaves out is added here, and only here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg.cite import year
from kg.errors import KgError

__all__ = ["FILES", "biblatex", "bibtex", "csl_json", "ris"]

Csl = Mapping[str, Any]

#: Fields in which the atlas keeps what it knows of a record; they are not part of the work.
_OURS = ("custom", "note")
_SECONDS, _MEMORY = 30, "-M512m"

#: Kinds whose container pandoc leaves out -> a kind that is written with it.
_NEAREST = {"entry-dictionary": "chapter", "entry-encyclopedia": "chapter", "article": "article-journal"}
#: Field of CSL that pandoc leaves out -> field of the format.
_LEFT_OUT = {"bibtex": {"DOI": "doi", "ISBN": "isbn", "PMCID": "pmcid"},
             "biblatex": {"PMCID": "pmcid", "original-date": "origdate"}}
_ENTRY = re.compile(r"^@\w+\{(.+),\n", re.MULTILINE)


def csl_json(records: Iterable[Csl]) -> str:
    """Return records as CSL-JSON, without what the atlas alone knows of them; an annotation is their note."""
    noted = [{"note" if field == "annote" else field: value for field, value in _public(one).items()}
             for one in records]
    return json.dumps(noted, ensure_ascii=False, indent=2) + "\n"


def bibtex(records: Iterable[Csl]) -> str:
    """Return records as BibTeX; a year of first publication, which it has no field for, becomes a note."""
    return _written([{**one, **_first_published(one)} for one in map(_public, records)], "bibtex")


def biblatex(records: Iterable[Csl]) -> str:
    """Return records as BibLaTeX."""
    return _written([_public(one) for one in records], "biblatex")


def _public(record: Csl) -> dict[str, Any]:
    return {field: value for field, value in record.items() if field not in _OURS}


# --- BibTeX and BibLaTeX ---


def _first_published(record: Csl) -> dict[str, str]:
    first = year(record, "original-date")
    return {"note": f"Original work published {first}"} if first else {}


def _written(records: list[dict[str, Any]], format_: str) -> str:
    left_out = {str(one["id"]): _added(one, format_) for one in records}
    text = _pandoc(json.dumps([_prepared(one) for one in records]), format_) if records else ""
    return _ENTRY.sub(lambda entry: entry[0] + left_out[entry[1]], text)


def _added(record: Csl, format_: str) -> str:
    values = {field: year(record, field) if field.endswith("date") else record[field]
              for field in _LEFT_OUT[format_] if field in record}
    return "".join(f"  {_LEFT_OUT[format_][field]} = {{{_verbatim(str(value))}}},\n" for field, value in values.items())


def _verbatim(value: str) -> str:
    """Return an identifier for a field that TeX reads as it stands, in which only what ends the field is changed."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", value)


def _prepared(record: Csl) -> dict[str, Any]:
    """Return a record whose container pandoc keeps, with its capitals: the title of a book holds names."""
    made = dict(record)
    container = made.get("container-title")
    if container and made.get("type") in _NEAREST:
        made["type"] = _NEAREST[made["type"]]
    if container and made.get("type") == "chapter":
        made["container-title"] = f'<span class="nocase">{container}</span>'
    if container and made.get("type") == "webpage":
        made.setdefault("publisher", container)
    return made


def _pandoc(text: str, format_: str) -> str:
    import pypandoc  # only who takes a bibliography along needs the program

    try:
        command = [pypandoc.get_pandoc_path(), "+RTS", _MEMORY, "-RTS", "--sandbox", "--wrap=none",
                   "--from=csljson", f"--to={format_}"]
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", timeout=_SECONDS,  # noqa: S603
                              check=True)
    except subprocess.TimeoutExpired as error:
        raise KgError(f"pandoc wrote no bibliography within {_SECONDS} s; ask for fewer works") from error
    except subprocess.CalledProcessError as error:
        raise KgError(f"pandoc wrote no bibliography: {error.stderr.strip()}") from error
    except OSError as error:
        raise KgError("pandoc is missing; run: pip install pypandoc-binary") from error
    return done.stdout


# --- RIS ---

_RIS_TYPE = {"article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "webpage": "ELEC", "thesis": "THES",
             "paper-conference": "CPAPER", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC"}
_RIS_NAMES = {"author": "authors", "editor": "secondary_authors", "translator": "subsidiary_authors"}
#: Field of CSL -> what rispy calls its tag.
_RIS_TEXT = {"title": "title", "container-title": "secondary_title", "volume": "volume", "issue": "number",
             "publisher": "publisher", "publisher-place": "place_published", "edition": "edition", "ISBN": "issn",
             "DOI": "doi", "PMCID": "accession_number", "id": "id"}
_RIS_LISTS = {"URL": "urls", "annote": "notes"}


def ris(records: Iterable[Csl]) -> str:
    """Return records as RIS."""
    import rispy  # as pandoc

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        """A writer without the number before each record, which others than rispy do not read."""

        def set_header(self, count: int) -> str:  # noqa: ARG002
            return ""

    return str(rispy.dumps([_ris(one) for one in records], implementation=Writer))


def _ris(record: Csl) -> dict[str, Any]:
    pages = _line(record.get("page", "")).split("-", 1)
    made = {"type_of_reference": _RIS_TYPE.get(record.get("type", ""), "GEN"),
            **{tag: _line(record[field]) for field, tag in _RIS_TEXT.items() if field in record},
            **{tag: [_line(one) for one in str(record[field]).splitlines()] for field, tag in _RIS_LISTS.items()
               if field in record},
            **{tag: [_ris_name(one) for one in record[role]] for role, tag in _RIS_NAMES.items() if role in record},
            "year": year(record), "original_publication": year(record, "original-date"),
            **dict(zip(("start_page", "end_page"), pages, strict=False))}
    return {tag: value for tag, value in made.items() if value}


def _ris_name(name: Mapping[str, str]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family") or name.get("literal"))))
    return _line(", ".join(filter(None, (family, name.get("given")))))


def _line(value: object) -> str:
    return " ".join(str(value).split())


#: Name of a file of a bibliography -> what writes it.
FILES: dict[str, Callable[[Iterable[Csl]], str]] = {"works.csl.json": csl_json, "works.bib": bibtex, "works.ris": ris}
