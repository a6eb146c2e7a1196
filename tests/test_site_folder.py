"""A site as files: what is written, left alone, removed and refused; every link leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from sitekit import dead, pages

import kg
from kg.catalog import Atlas
from kg.cli import commands
from kg.errors import KgError
from kg.site import Report, write
from kg.site.folder import LIST
from kg.site.plan import planned
from kg.vocab import BASE

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "kg" / "site" / "assets"


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> Atlas:
    return kg.open(tiny_store)


@pytest.fixture(scope="module")
def root(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny repository; tests read it."""
    directory = tmp_path_factory.mktemp("site")
    write(atlas, directory, base="https://example.org/atlas", workers=1)
    return directory


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a site have three files: what happens to files does not depend on how many there are."""
    from kg.site import plan

    monkeypatch.setattr(plan, "planned", lambda *_: {name: plan.Job("own", name) for name in
                                                     ("search.html", "404.html", "sparql.html")})


@pytest.mark.usefixtures("few")
class TestFolder:
    def test_second_run_writes_nothing(self, atlas: Atlas, tmp_path: Path) -> None:
        write(atlas, tmp_path)
        stamps = {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.html")}
        again = write(atlas, tmp_path)
        assert (again.written, again.unchanged, again.removed) == (0, 3, 0)
        assert {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.html")} == stamps

    def test_harmed_file_is_mended_and_no_other_made(self, atlas: Atlas, tmp_path: Path) -> None:
        write(atlas, tmp_path)
        (tmp_path / "404.html").write_text("harmed", encoding="utf-8")
        seen: list[str] = []
        assert write(atlas, tmp_path, lambda name, *_: seen.append(name)).written == 1
        assert seen == ["404.html"]
        assert "harmed" not in (tmp_path / "404.html").read_text(encoding="utf-8")

    def test_what_is_no_longer_made_is_removed_with_its_folder(self, atlas: Atlas, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
        from kg.site import plan

        monkeypatch.setattr(plan, "planned", lambda *_: {"deep/down/old.html": plan.Job("own", "404.html"),
                                                         "changed.html": plan.Job("own", "404.html")})
        write(atlas, tmp_path)
        (tmp_path / "changed.html").write_text("now somebody's", encoding="utf-8")
        monkeypatch.setattr(plan, "planned", lambda *_: {"search.html": plan.Job("own", "search.html")})
        assert write(atlas, tmp_path).removed == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["changed.html", "search.html", LIST]

    def test_files_of_others_stay(self, atlas: Atlas, tmp_path: Path) -> None:
        write(atlas, tmp_path)
        (tmp_path / "CNAME").write_text("atlas.example.org", encoding="utf-8")
        write(atlas, tmp_path)
        assert (tmp_path / "CNAME").read_text(encoding="utf-8") == "atlas.example.org"

    @pytest.mark.parametrize(("prepare", "says"), [
        (lambda folder: (folder / "thesis.txt").write_text("mine"), "is not empty"),
        (lambda folder: (folder / LIST).write_text("[]"), "cannot be read as the list"),
        (lambda folder: (folder / LIST).write_text('{"made_from": "", "files": {"../../x": "1"}}'), "outside the"),
        (lambda folder: (folder / LIST).write_text('{"made_from": "", "files": {"/etc/x": "1"}}'), "outside the"),
        (lambda folder: ((folder / LIST).write_text('{"made_from": "", "files": {}}'),
                         (folder / "search.html").write_text("mine")), "is not ours"),
    ])
    def test_folder_of_somebody_else_is_refused(self, atlas: Atlas, tmp_path: Path, prepare: Callable[[Path], object],
                                                says: str) -> None:
        prepare(tmp_path)
        before = {file: file.read_bytes() for file in tmp_path.rglob("*")}
        with pytest.raises(KgError, match=says):
            write(atlas, tmp_path)
        assert {file: file.read_bytes() for file in tmp_path.rglob("*")} == before

    def test_file_in_place_of_the_folder_is_refused(self, atlas: Atlas, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("mine", encoding="utf-8")
        with pytest.raises(KgError, match="is no folder"):
            write(atlas, tmp_path / "site")

    def test_run_that_was_cut_short_is_taken_up(self, atlas: Atlas, tmp_path: Path) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write(atlas, tmp_path, stop)
        assert write(atlas, tmp_path).written == 2

    @pytest.mark.parametrize("base", ["ftp://x.example/", "example.org", 'https://x.example/"><script>', "https://x/?q"])
    def test_address_that_is_none_is_refused(self, atlas: Atlas, tmp_path: Path, base: str) -> None:
        with pytest.raises(KgError, match="is no address of a site"):
            write(atlas, tmp_path / "new", base=base)
        assert not (tmp_path / "new").exists()


def test_folder_that_leads_elsewhere_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site" / LIST).write_text('{"made_from": "", "files": {}}', encoding="utf-8")
    (tmp_path / "site" / "concept").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KgError, match="leads out of the folder"):
        write(atlas, tmp_path / "site", workers=1)
    assert not list((tmp_path / "elsewhere").iterdir())


# --- what is in it ---


def test_every_link_leads_to_a_file_or_place_of_the_site(root: Path) -> None:
    assert len(pages(root)) > 50
    assert dead(root) == []


def test_nothing_is_loaded_from_elsewhere(root: Path) -> None:
    loaded = {link for page in pages(root).values() for link in page.loaded}
    assert loaded
    assert {link for link in loaded if urlsplit(link).scheme or link.startswith("/")} == set()
    styles = "".join(file.read_text(encoding="utf-8") for file in root.rglob("*.css"))
    assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", styles)
    assert all("default-src 'none'" in file.read_text(encoding="utf-8") for file in root.rglob("*.html"))


def test_everything_with_an_address_has_a_page_and_its_data(root: Path, atlas: Atlas) -> None:
    every = [address for same in atlas.addresses.values() for address in same]
    assert [one for one in every if not (root / f"{one}.html").exists()] == []
    assert [one for one in every if not (root / f"{one}.ttl").exists() or not (root / f"{one}.jsonld").exists()] == []
    work = atlas.addresses["work"][0]
    assert [suffix for suffix in ("bib", "ris", "csl.json") if not (root / f"{work}.{suffix}").read_bytes()] == []


def test_list_holds_the_hash_of_every_file(root: Path) -> None:
    listed = json.loads((root / LIST).read_text(encoding="utf-8"))["files"]
    found = {str(file.relative_to(root)): sha256(file.read_bytes()).hexdigest()
             for file in root.rglob("*") if file.is_file() and file.name != LIST}
    assert listed == found


def test_map_of_the_site_names_every_page(root: Path) -> None:
    text = (root / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall("<loc>https://example.org/atlas/(.*?)</loc>", text)
    assert {name or "index.html" for name in listed} == {
        path for path in pages(root) if path not in ("404.html", "search.html", "sparql.html")}


def test_map_of_the_site_needs_an_address(atlas: Atlas) -> None:
    assert {"sitemap.xml", "robots.txt"} <= set(planned(atlas, "https://example.org/"))
    assert not {"sitemap.xml", "robots.txt"} & set(planned(atlas, ""))


def test_several_processes_write_the_same_files(root: Path, atlas: Atlas, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.site import making, plan

    some = {path: job for path, job in planned(atlas, "https://example.org/atlas/").items() if path.endswith(".ttl")}
    monkeypatch.setattr(plan, "planned", lambda *_: some)
    monkeypatch.setattr(making, "_FEW", 0)
    found: Report = write(atlas, tmp_path, base="https://example.org/atlas", workers=2)
    assert found.files == len(some)
    assert [path for path in some if (tmp_path / path).read_bytes() != (root / path).read_bytes()] == []


def test_command_says_what_it_wrote_and_refuses_in_one_line(tiny_store: Path, tmp_path: Path,
                                                           few: None) -> None:  # noqa: ARG001 - three files are enough
    done = CliRunner().invoke(commands, ["export", "site", str(tmp_path / "site"), "--store", str(tiny_store)])
    assert done.exit_code == 0, done.output
    assert re.search(r"3 files, .* MB, in .* s \(3 written, 0 unchanged, 0 removed\)", done.output)
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    refused = CliRunner().invoke(commands, ["export", "site", str(tmp_path), "--store", str(tiny_store)])
    assert isinstance(refused.exception, KgError)


def test_bundled_files_are_those_that_the_notice_names() -> None:
    named = dict(re.findall(r"sha256 of (\S+)\s+([0-9a-f]{64})", (ROOT / "NOTICE").read_text(encoding="utf-8")))
    files = {file.name: file for file in ASSETS.rglob("*") if file.name in named}
    assert set(named) == {"web.js", "web_bg.wasm", "minisearch.js"} == set(files)
    assert {name: sha256(file.read_bytes()).hexdigest() for name, file in files.items()} == named


def test_search_knows_names_definitions_and_words(root: Path, atlas: Atlas) -> None:
    text = (root / "assets" / "search-documents.js").read_text(encoding="utf-8")
    found = json.loads(text.removeprefix("globalThis.siteDocuments = ").removesuffix(";\n"))
    assert {one["k"] for one in found} >= {"concept", "work", "person", "author", "definition", "quotation"}
    assert [one["a"] for one in found if not (root / f"{one['a']}.html").exists()] == []
    assert {one["a"] for one in found} >= {one.iri.removeprefix(BASE) for one in atlas.definitions()}
