"""Who may import whom, and which part may speak of what: the table of the design, held against the code."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
CODE = sorted(p for package in ("kg", "app") for p in (ROOT / package).rglob("*.py") if "_content" not in p.parts)

#: Part -> what it may import beside the standard library, itself and (in `kg`) `kg.errors`. A part is a module or a
#: package of `kg` or `app`.
MAY_IMPORT: dict[str, str] = {
    "kg": "kg.bundle kg.catalog kg.cite kg.compare kg.pages kg.endpoint kg.graphview kg.model kg.tables kg.vocab "
          "kg.workers kg.manuscript kg.readinglist kg.snippets",
    "kg.__main__": "kg.cli",
    "kg.errors": "",
    "kg.locator": "",
    "kg.vocab": "rdflib",
    "kg.model": "kg.locator",
    "kg.tables": "",
    "kg.palette": "",
    "kg.latex": "kg.model",
    "kg.snippets": "kg.catalog kg.latex kg.model kg.vocab",
    "kg.pages": "kg.catalog kg.model kg.palette kg.vocab kg.cite jinja2 markupsafe kg.snippets kg.describe "
                "kg.compare kg.search kg.export",
    "kg.places": "platformdirs",
    "kg.cite": "kg.model pypandoc rispy",
    "kg.bundle": "kg.catalog kg.cite kg.model kg.tables kg.workers rdflib",
    "kg.readinglist": "kg.catalog kg.cite kg.model kg.vocab",
    "kg.sources": "kg.model kg.locator kg.cite",
    "kg.compile": "kg.sources kg.model kg.vocab rdflib",
    "kg.check": "kg.model kg.vocab rdflib pyshacl",
    "kg.audit": "kg.model edlib",
    "kg.manuscript": "kg.audit kg.catalog kg.cite kg.locator kg.model docx",
    "kg.export": "kg.model kg.reason kg.tables kg.vocab networkx rdflib",
    "kg.store": "kg.vocab pyoxigraph oxrdflib rdflib",
    "kg.query": "kg.vocab",
    "kg.questions": "kg.model",
    "kg.results": "kg.vocab kg.workers pandas rdflib",
    "kg.catalog": "kg.vocab kg.model kg.places kg.query kg.results kg.search kg.store rdflib kg.cite kg.locator",
    "kg.search": "kg.vocab kg.model kg.query rapidfuzz",
    "kg.compare": "kg.catalog kg.model kg.tables kg.vocab rdflib xlsxwriter kg.latex",
    "kg.graphview": "kg.catalog kg.model kg.store kg.vocab networkx",
    "kg.reason": "kg.model kg.vocab owlready2 rdflib",
    "kg.workers": "kg.places kg.store kg.vocab",
    "kg.build": "kg.check kg.compile kg.graphview kg.model kg.places kg.query kg.questions kg.reason kg.search "
                "kg.sources kg.store kg.vocab rdflib kg.catalog",
    "kg.editions": "kg.build kg.catalog kg.compare kg.graphview kg.model kg.pages kg.places kg.query kg.search "
                   "kg.store kg.vocab rdflib",
    "kg.describe": "kg.catalog kg.cite kg.model kg.readinglist kg.tables kg.vocab pyoxigraph",
    "kg.endpoint": "kg.catalog kg.describe kg.vocab kg.workers starlette anyio rdflib kg.cite kg.model kg.pages "
                   "kg.editions kg.export kg.places",
    "kg.site": "kg.catalog kg.describe kg.export kg.model kg.pages kg.store kg.vocab",
    "kg.cli": "kg.* app.server click uvicorn",
    "app": "",
    "app.data": "kg streamlit",
    "app.editing": "app.data starlette",
    "app.theme": "kg.palette",
    "app.components": "app.data app.theme streamlit networkx pyvis",
    "app.views": "app.components app.data streamlit",
    "app.main": "app.components app.data streamlit",
    "app.routes": "app.components app.data starlette anyio",
    "app.server": "app.components app.data app.editing app.theme streamlit starlette anyio networkx pyvis app.routes",
}


def part(module: str) -> str:
    """The first two steps of a dotted name: what a row of the table is about."""
    return ".".join(module.split(".")[:2])


def name_of(path: Path) -> str:
    steps = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


def imports(module: str, tree: ast.Module, *, is_package: bool = False) -> Iterator[str]:
    """Yield the dotted names that a module imports, at any level, lazily and for its types included."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=source, names=names, level=level):
                base = resolve_name("." * level + (source or ""), package) if level else source or ""
                yield from (_target(base, alias.name) for alias in names)
            case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(name)), *_]):
                yield name


def _target(base: str, name: str) -> str:
    """`from kg import query` means the module `kg.query`; `from kg.query import run` means `kg.query` too."""
    inside = ROOT.joinpath(*base.split("."), name)
    return f"{base}.{name}" if inside.is_dir() or inside.with_suffix(".py").exists() else base


def trespasses(module: str, source: str, allowed: dict[str, str], *, is_package: bool = False) -> list[str]:
    """Return what a module imports although its row does not list it."""
    row = allowed[part(module)].split()
    found = {part(name) if name.startswith(("kg", "app")) else name.split(".")[0]
             for name in imports(module, ast.parse(source), is_package=is_package)}
    free = {part(module), *(["kg.errors"] if module.startswith("kg") else [])}
    return sorted(f"{module} imports {name}" for name in found - free
                  if name not in row and name not in sys.stdlib_module_names
                  and not ("kg.*" in row and name.split(".")[0] == "kg"))


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_module_imports_only_what_its_row_allows(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert trespasses(name_of(path), source, MAY_IMPORT, is_package=path.stem == "__init__") == []


def test_every_part_has_a_row_and_every_row_a_part() -> None:
    assert {part(name_of(path)) for path in CODE} == set(MAY_IMPORT)


def test_only_the_starter_imports_the_command_line() -> None:
    assert [row for row, allowed in MAY_IMPORT.items() if "kg.cli" in allowed.split()] == ["kg.__main__"]


def test_only_the_data_door_of_the_app_imports_kg() -> None:
    doors = [row for row, allowed in MAY_IMPORT.items() if row.startswith("app") and "kg" in allowed.split()]
    assert doors == ["app.data"]


def kg_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module takes from `kg` itself."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="kg"), attr=name):
                yield name
            case ast.ImportFrom(module="kg", names=names):
                yield from (alias.name for alias in names)


def test_app_uses_only_names_that_kg_exports() -> None:
    files = (ROOT / "app" / "data").glob("*.py")
    used = {name for file in files for name in kg_names(ast.parse(file.read_text(encoding="utf-8")))}
    assert used, "the app asks kg for something"
    assert sorted(used - set(kg.__all__)) == []


@pytest.mark.parametrize(("module", "source", "found"), [
    ("kg.errors", "import rdflib", ["kg.errors imports rdflib"]),
    ("kg.model", "from kg.store import Store", ["kg.model imports kg.store"]),
    ("kg.model", "from kg import store", ["kg.model imports kg.store"]),
    ("kg.model", "from . import store", ["kg.model imports kg.store"]),
    ("kg.model", "def f():\n    if True:\n        import pyoxigraph", ["kg.model imports pyoxigraph"]),
    ("kg.model", "if TYPE_CHECKING:\n    import app.data", ["kg.model imports app.data"]),
    ("kg.query", "from importlib import import_module\nimport_module('kg.cli')", ["kg.query imports kg.cli"]),
    ("app.data", "import kg.store", ["app.data imports kg.store"]),
    ("app.views.home", "from kg.errors import KgError", ["app.views.home imports kg.errors"]),
    ("kg.model", "import re\nfrom kg.errors import KgError\nfrom kg.locator import parse", []),
    ("kg.cli", "from kg.build import build", []),
])
def test_checker_reports_what_a_row_does_not_allow(module: str, source: str, found: list[str]) -> None:
    assert trespasses(module, source, MAY_IMPORT) == found


# --- what a part may speak of ---

#: Slugs that are also plain words of programming.
PLAIN_WORDS = {"client", "goals", "tasks", "techniques", "outcome", "collaboration", "views", "language"}


def slugs() -> set[str]:
    return {p.stem for p in (ROOT / "ontology" / "concepts").glob("*.ttl")} - PLAIN_WORDS


def named(text: str, names: set[str]) -> set[str]:
    """Return the concepts that a text names, by slug or in words."""
    plain = re.sub(r"[-_\s]+", " ", text).lower()
    return {name for name in names if re.search(rf"\b{name.replace('-', ' ')}\b", plain)}


def strings(tree: ast.Module) -> Iterator[str]:
    """Yield the strings that a module works with: constants, but no docstrings, which may give examples."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body
            and isinstance(node.body[0], ast.Expr)}
    yield from (node.value for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs)


def test_code_names_no_concept_of_the_field() -> None:
    found = {(name_of(path), name) for path in CODE
             for text in strings(ast.parse(path.read_text(encoding="utf-8"))) for name in named(text, slugs())}
    assert sorted(found) == []


def test_queries_of_the_code_name_no_concept_of_the_field() -> None:
    queries = sorted((ROOT / "kg" / "queries").glob("*.rq"))
    assert queries
    assert {q.name: named(q.read_text(encoding="utf-8"), slugs()) for q in queries} == {q.name: set() for q in queries}


def test_naming_a_concept_is_noticed() -> None:
    tree = ast.parse("def f():\n    '''as in working alliance'''\n    return 'The Working-Alliance of'")
    assert [named(text, {"working-alliance"}) for text in strings(tree)] == [{"working-alliance"}]


#: A concept's IRI or CURIE; other vocabularies also have a `concept/` in their addresses.
CONCEPT = re.compile(rf"{kg.PREFIXES['concept']}|(?<![\w/])concept:\w")


def test_evidence_names_no_concept() -> None:
    files = [p for p in (ROOT / "sources").rglob("*") if p.suffix in {".toml", ".json"}]
    assert files
    assert [p.name for p in files if CONCEPT.search(p.read_text(encoding="utf-8"))] == []
