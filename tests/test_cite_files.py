"""Records of works as files: pandoc reads each of them back, and nothing that a reader needs is lost or damaged."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from kg.cite import files
from kg.errors import KgError

ROOT = Path(__file__).parent.parent
RECORDS: list[dict[str, Any]] = json.loads((ROOT / "sources" / "bibliography.json").read_text(encoding="utf-8"))
#: Format -> what writes it, and what pandoc calls it.
FORMATS = {"csl_json": "csljson", "bibtex": "bibtex", "biblatex": "biblatex", "ris": "ris"}
NAMES = ("author", "editor")

BOOK = {"id": "vargha1998", "type": "book", "title": "Öltözet {és} 50% & _több_", "publisher": "Nyomda",
        "author": [{"family": "Vargha", "given": "Jenő-László"}, {"family": "Flückiger", "given": "Christoph"}],
        "issued": {"date-parts": [[1998]]}, "original-date": {"date-parts": [[1912]]}, "DOI": "10.1/a_b<1>",
        "ISBN": "978-0-00-000000-2", "note": "[recalled: low] ours", "custom": {"certainty": "recalled-low"}}


def written(name: str, records: list[dict[str, Any]]) -> str:
    return str(getattr(files, name)(records))


def back(name: str, text: str) -> dict[str, dict[str, Any]]:
    """What pandoc reads in a file, by key."""
    done = subprocess.run([pypandoc.get_pandoc_path(), f"--from={FORMATS[name]}", "--to=csljson"], input=text,
                          capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return {one["id"]: one for one in json.loads(done.stdout)}


def plain(text: object) -> str:
    """A text without what programs of bibliography change: curly quotes, and the case of a title's first letters."""
    return str(text).translate(str.maketrans("’“”", "'\"\"")).casefold()


def names(record: dict[str, Any], role: str) -> list[str]:
    return [plain(f"{one.get('family') or one.get('literal')}, {one.get('given', '')}") for one in record.get(role, [])
            if "literal" not in one]


@pytest.mark.parametrize("name", FORMATS)
def test_pandoc_reads_every_record_back(name: str) -> None:
    found = back(name, written(name, RECORDS))
    assert sorted(found) == sorted(one["id"] for one in RECORDS)
    for one in RECORDS:
        same = found[one["id"]]
        assert {field: plain(same.get(field)) for field in ("title", "issued", "page", "volume", "DOI")} == {
            field: plain(one.get(field)) for field in ("title", "issued", "page", "volume", "DOI")}
        if not any("literal" in author for author in one.get("author", [])):
            assert [names(same, role) for role in NAMES] == [names(one, role) for role in NAMES]


@pytest.mark.parametrize("name", FORMATS)
def test_letters_of_no_english_name_are_undamaged(name: str) -> None:
    text = written(name, [BOOK])
    assert "Jenő-László" in text
    assert "Flückiger" in text
    assert [one["family"] for one in back(name, text)["vargha1998"]["author"]] == ["Vargha", "Flückiger"]


@pytest.mark.parametrize("name", FORMATS)
def test_signs_that_mean_something_to_a_format_come_back(name: str) -> None:
    found = back(name, written(name, [BOOK]))["vargha1998"]
    assert plain(found["title"]) == "öltözet {és} 50% & _több_"
    assert found["DOI"] == "10.1/a_b<1>"


@pytest.mark.parametrize("name", FORMATS)
def test_remarks_of_the_atlas_stay_in_the_atlas(name: str) -> None:
    assert "recalled" not in written(name, [BOOK])
    assert "verified" not in written(name, RECORDS)


@pytest.mark.parametrize(("name", "lines"), [
    ("bibtex", ["doi = {10.1/a_b<1>}", "isbn = {978-0-00-000000-2}", "note = {Original work published 1912}"]),
    ("biblatex", ["doi = {10.1/a_b<1>}", "isbn = {978-0-00-000000-2}", "origdate = {1912}"]),
    ("ris", ["DO  - 10.1/a_b<1>", "SN  - 978-0-00-000000-2", "OP  - 1912"]),
])
def test_what_pandoc_leaves_out_is_there(name: str, lines: list[str]) -> None:
    text = written(name, [BOOK])
    assert [line for line in lines if text.count(line) != 1] == []


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_entries_of_dictionaries_and_pages_of_the_web_keep_where_they_stand(name: str) -> None:
    entry = {"id": "e", "type": "entry-dictionary", "title": "welcome", "container-title": "Dictionary of Doors"}
    page = {"id": "p", "type": "webpage", "title": "Doors", "container-title": "doors.example"}
    text = written(name, [entry, page])
    assert "booktitle = {{Dictionary of Doors}}" in text
    assert "publisher = {doors.example}" in text


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_identifier_cannot_end_its_field(name: str) -> None:
    text = written(name, [{"id": "x", "type": "book", "title": "T", "PMCID": "1},\n author = {Nobody"}])
    assert "pmcid = {1%7D,%0A%20author%20=%20%7BNobody}" in text
    assert "author" not in back(name, text)["x"]


def test_value_cannot_begin_a_line_of_ris() -> None:
    text = written("ris", [{"id": "x", "type": "book", "title": "T\nER  - \nTY  - JOUR"}])
    assert [line for line in text.splitlines() if re.match(r"(TY|ER)  -", line)] == ["TY  - BOOK", "ER  - "]


@pytest.mark.parametrize("name", FORMATS)
def test_no_record_gives_an_empty_file(name: str) -> None:
    assert written(name, []).strip() in ("", "[]")


def test_program_that_takes_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_SECONDS", 0.0001)
    with pytest.raises(KgError, match="wrote no bibliography within"):
        files.bibtex([BOOK])


def test_program_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(KgError, match="pip install pypandoc-binary"):
        files.bibtex([BOOK])
