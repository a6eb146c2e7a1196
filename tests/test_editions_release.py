"""Editions: made whole or not at all, never changed, and readable when the content is another one."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml
from clikit import kg, where
from conftest import built, tiny_copy
from editionkit import JUNE, MARCH, edit, released, two
from rdflib import DCTERMS, PROV, VOID, Graph, Literal, Namespace, URIRef

from kg.catalog import open_atlas
from kg.editions import editions, find, open_edition, tampered
from kg.errors import KgError
from kg.places import Places
from kg.vocab import BASE

DCAT, SPDX = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://spdx.org/rdf/terms#")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("first") / "tiny"
    places = tiny_copy(home)
    built(places)
    released(places)
    return home


@pytest.fixture
def once(first: Path, tmp_path: Path) -> Places:
    """The tiny repository, released once, to be changed."""
    home = shutil.copytree(first, tmp_path / "tiny", symlinks=True)
    return Places(home / "ontology", home / "sources", home / "store")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return two(tiny_copy(tmp_path_factory.mktemp("editions") / "tiny"))


def test_an_old_edition_shows_the_old_text_when_the_content_is_gone(twice: Places, tmp_path: Path) -> None:
    shutil.copytree(twice.editions, tmp_path / "editions")
    old = open_edition(find("2026-1", tmp_path / "editions"), tmp_path / "empty" / "store")
    assert [one.gloss for one in old.definitions()][1] == "an invitation to come in"
    assert old.search("invitation")[0].slug == "welcome"
    assert old.layout == old.layout
    assert "open invitation" in open_atlas(twice.store).concept("welcome").definitions[0].gloss


def test_an_edition_knows_its_name_and_how_it_is_cited(twice: Places) -> None:
    old = open_edition(find("2026-1", twice.editions), twice.store)
    assert (old.edition, old.is_released, old.date) == ("2026-1", True, MARCH)
    assert old.reference == (f"The Alliance Atlas authors. (2026). Tiny Atlas (edition 2026-1, 2026-03-21) [Data set]. "
                             f"{BASE}edition/2026-1")
    assert "between editions" in open_atlas(twice.store).reference


def test_every_statement_of_the_build_is_in_the_edition(once: Places) -> None:
    old = open_edition(find("2026-1", once.editions), once.store)
    assert dict(old.counts) == dict(open_atlas(once.store).counts)
    assert len(old.dataset) == len(open_atlas(once.store).dataset)


# --- what lies beside the data ---


def test_description_gives_versions_and_a_checksum_that_fits(twice: Places) -> None:
    directory = twice.editions / "2026-2"
    found, this = Graph().parse(directory / "void.ttl"), URIRef(f"{BASE}edition/2026-2")
    assert found.value(this, DCTERMS.issued) == Literal(JUNE)
    assert found.value(this, DCAT.previousVersion) == found.value(this, PROV.wasRevisionOf)
    assert found.value(this, PROV.wasRevisionOf) == URIRef(f"{BASE}edition/2026-1")
    assert (URIRef(f"{BASE}atlas"), DCAT.hasVersion, this) in found
    assert int(str(found.value(this, VOID.triples))) == open_atlas(twice.store).counts["triples"]
    sums = (directory / "SHA256SUMS").read_text(encoding="utf-8")
    value = found.value(found.value(found.value(this, DCAT.distribution), SPDX.checksum), SPDX.checksumValue)
    assert f"{value}  atlas.nq.gz\n" in sums


def test_checksums_are_those_that_sha256sum_reads(once: Places) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=once.editions / "2026-1", check=False,
                          capture_output=True)
    assert done.returncode == 0, done.stdout


def test_citation_files_have_what_their_schemas_require(once: Places) -> None:
    directory = once.editions / "2026-1"
    cff = yaml.safe_load((directory / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version": "1.2.0", "type": "dataset", "version": "2026-1", "date-released": "2026-03-21",
            "url": f"{BASE}edition/2026-1"}.items() <= cff.items()
    assert cff["authors"] == [{"name": "The Alliance Atlas authors"}]
    assert cff["message"]
    assert cff["title"] == "Tiny Atlas"
    datacite = json.loads((directory / "datacite.json").read_text(encoding="utf-8"))
    required = ("creators", "titles", "publisher", "publicationYear", "types", "schemaVersion")
    assert [name for name in required if not datacite.get(name)] == []
    assert "doi" not in json.dumps(datacite).lower(), "nobody registered one"


# --- what is refused ---


def test_same_content_again_makes_no_edition(once: Places) -> None:
    built(once)  # from what was kept of the first build
    again = released(once, JUNE)
    assert (again.is_new, again.edition.name) == (False, "2026-1")
    assert [one.name for one in editions(once.editions)] == ["2026-1"]


@pytest.mark.parametrize(("name", "day", "told"), [
    ("2026-1", JUNE, "never changed; choose another name, such as 2026-2"),
    ("2025-9", JUNE, "choose a later name and date"),
    ("2026-2", date(2026, 3, 20), "choose a later name and date"),
    ("spring", JUNE, "such as 2026-1"),
    ("../2027-1", JUNE, "no name of an edition"),
])
def test_a_name_or_a_date_that_goes_backwards_is_refused(once: Places, name: str, day: date, told: str) -> None:
    before = {path.name: path.read_bytes() for path in (once.editions / "2026-1").iterdir()}
    with pytest.raises(KgError, match=told):
        released(edit(once), day, name)
    assert {path.name: path.read_bytes() for path in (once.editions / "2026-1").iterdir()} == before
    assert [path.name for path in once.editions.iterdir()] == ["2026-1"]


def test_content_that_is_not_built_is_refused(once: Places) -> None:
    (once.ontology / "atlas.ttl").write_text("broken", encoding="utf-8")
    with pytest.raises(KgError, match="run 'kg build' first"):
        released(once, JUNE)


def test_stale_reasoning_is_refused(once: Places) -> None:
    path = once.current / "build.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "stale": True}), encoding="utf-8")
    with pytest.raises(KgError, match="run 'kg reason' first"):
        released(once, JUNE)


def test_a_release_that_breaks_off_leaves_nothing(once: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(once)

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.editions.release.papers", broken)
    with pytest.raises(KgError, match="No space left"):
        released(once, JUNE)
    assert [path.name for path in once.editions.iterdir()] == ["2026-1"]


@pytest.mark.parametrize(("file", "told"), [
    ("atlas.nq.gz", "atlas.nq.gz: changed"), ("README.md", "README.md: changed")])
def test_a_tampered_file_is_found(once: Places, capsys: Capture, file: str, told: str) -> None:
    directory = once.editions / "2026-1"
    assert kg(capsys, "release", directory, "--verify").code == 0
    path = directory / file
    path.write_bytes(path.read_bytes()[:-9] + b"tampered!")
    (directory / "more").touch()
    assert tampered(directory) == (told, "more: not of the edition")
    done = kg(capsys, "release", directory, "--verify")
    assert (done.code, told in done.out) == (1, True)


def test_data_that_are_not_those_released_are_never_opened(once: Places, tmp_path: Path) -> None:
    import gzip

    (once.editions / "2026-1" / "atlas.nq.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(KgError, match="not the data that were released"):
        open_edition(find("2026-1", once.editions), tmp_path / "store")


# --- the commands ---


def test_commands_release_and_tell_what_changed(capsys: Capture, once: Places) -> None:
    assert kg(capsys, "diff", "2026-1", "current", *where(once)).out == "2026-1 -> current: Nothing changed.\n"
    same = kg(capsys, "release", *where(once))
    assert (same.code, same.out) == (0, "")
    assert "nothing changed since edition 2026-1" in same.err
    done = kg(capsys, "release", "--date", "2026-06-21", *where(edit(once)))
    assert done.out.endswith(f"(edition 2026-2, 2026-06-21) [Data set]. {BASE}edition/2026-2\n")
    told = kg(capsys, "diff", once.editions / "2026-1", "2026-2", "--format", "json", *where(once))
    assert json.loads(told.out)["to"] == "2026-2"
    unknown = kg(capsys, "diff", "2026-1", "2026-7", *where(once))
    assert (unknown.code, "did you mean 2026-1, 2026-2?" in unknown.err) == (1, True)
