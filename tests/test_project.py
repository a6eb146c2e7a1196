"""What stands around the code agrees with it: README, lock, versions, licences."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kg
from kg.cite import styles
from kg.cli import commands

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "ontology/README.md", "sources/README.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return dict(tomllib.loads(read("pyproject.toml")))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def shown(page: str) -> str:
    """The parts of a page that are set as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", read(page), re.DOTALL))


# --- README ---


def test_first_screen_says_how_to_start() -> None:
    first = "\n".join(read("README.md").splitlines()[:40])
    assert [c for c in ("make browse", "make test", "pip install --require-hashes -r requirements.lock",
                        "pip install --no-deps --no-build-isolation -e .", "docs/concept.png") if c not in first] == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_a_page_names_exist(page: str) -> None:
    assert set(re.findall(r"\bmake ([a-z]+)", shown(page))) <= targets()


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_a_page_names_exist(page: str) -> None:
    assert set(re.findall(r"\bkg ([a-z]+)\b", shown(page))) <= set(commands.commands)


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_number_of_styles_that_a_page_names_is_that_of_the_package(page: str) -> None:
    named = re.findall(r"any of (\d[\d,]*\d)", read(page))
    assert named == [f"{len(styles.index()):,}"]


def test_every_command_is_documented() -> None:
    rows = set(re.findall(r"^\| `kg ([\w-]+)` \|", read("README.md"), re.MULTILINE))
    assert rows == set(commands.commands)


def test_every_make_target_is_explained() -> None:
    assert set(re.findall(r"^([a-z]+):.*## \w", read("Makefile"), re.MULTILINE)) == targets()


def test_every_mark_that_readers_see_is_explained() -> None:
    explained = set(re.findall(r"`([a-z-]+)`", read("README.md")))
    assert sorted({*kg.CERTAINTIES, *kg.STATUSES} - explained) == []


def test_python_example_runs(
    atlas_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    [example] = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    atlas = kg.open(atlas_store)
    monkeypatch.setattr(kg, "open", lambda: atlas, raising=False)
    exec(example, {})  # noqa: S102 - it is our own README
    assert "1979" in capsys.readouterr().out


def test_query_example_has_answers(atlas_store: Path) -> None:
    [example] = re.findall(r"kg query '(.*?)'", read("README.md"), re.DOTALL)
    assert json.loads(kg.ask(example, atlas_store))["results"]["bindings"]


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(page))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_places_that_a_page_names_exist(page: str) -> None:
    named = re.findall(r"`((?:app|benchmarks|kg|ontology|sources|tests|\.ci)/[\w./-]*)`", read(page))
    assert named
    assert [place for place in named if not (ROOT / place).exists()] == []


# --- lock ---


def pins() -> dict[str, Requirement]:
    lines = re.findall(r"^([^\s#].*?)\s*\\?$", read("requirements.lock"), re.MULTILINE)
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


def needed() -> list[Requirement]:
    table = project()["project"]
    extras = (line for lines in table["optional-dependencies"].values() for line in lines)
    return [Requirement(line) for line in (*table["dependencies"], *extras, *project()["build-system"]["requires"])]


def test_lock_names_no_host() -> None:
    assert "://" not in read("requirements.lock")


def test_every_pin_is_exact_and_has_hashes() -> None:
    entries = re.split(r"\n(?=[^\s])", read("requirements.lock").strip())
    assert [e.split()[0] for e in entries if "==" not in e.split()[0] or "--hash=sha256:" not in e] == []


def test_lock_covers_what_the_project_needs() -> None:
    locked = pins()
    missing = [str(r) for r in needed() if canonicalize_name(r.name) not in locked]
    assert missing == []
    version = {name: next(iter(pin.specifier)).version for name, pin in locked.items()}
    assert [str(r) for r in needed() if version[canonicalize_name(r.name)] not in r.specifier] == []


# --- versions and licences ---


def test_versions_agree() -> None:
    version = project()["project"]["version"]
    cited = re.search(r"^version: (\S+)$", read("CITATION.cff"), re.MULTILINE)
    logged = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert cited, "CITATION.cff has a version"
    assert logged, "CHANGELOG.md has a version"
    assert (cited[1], logged[1]) == (version, version)


def test_ontology_has_the_version_of_the_project() -> None:
    [version] = re.findall(r'owl:versionInfo "([^"]+)"', read("ontology/core.ttl"))
    assert version == project()["project"]["version"]


def test_what_is_bundled_is_named_in_the_notice() -> None:
    bundled = [p.name for p in (ROOT / "app").rglob("*.min.*")]
    assert bundled
    assert [name for name in bundled if name not in read("NOTICE")] == []
