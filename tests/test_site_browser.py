"""What only a browser can show of a site: search from disk, and queries answered in the page below a sub-path."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browserkit import serious
from playwright.sync_api import Browser, Page, expect
from sitekit import served

import kg
from kg.pages import Site
from kg.site import documents, own

QUESTIONS = Path(__file__).parent.parent / "ontology" / "questions"
REFUSED = {"SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }": "SERVICE would ask another server",
           "SELECT * {\n ?s foo:bar ?o }": "The prefix foo: is not declared",
           "SELECT * {\n ?s ?p }": "Line 2, column 9: the query cannot be read past “?s ?p }”",
           "CLEAR ALL": "CLEAR would change the graph"}
#: What the engine behind the page says of SERVICE, past the look at the words of a query.
ENGINE = """() => new Promise((done) => {
  const worker = new Worker("assets/sparql-worker.js", { type: "module" });
  const text = "SELECT * { SERVICE <" + location.origin + "/asked> { ?s ?p ?o } }";
  worker.onmessage = ({ data }) => {
    if (data.kind === "ready") worker.postMessage({ text });
    if (data.kind === "error") done(data.text);
  };
  const file = (name) => ({ address: new URL(name, location.href).href, size: 1 });
  const engine = file("assets/oxigraph/web_bg.wasm");
  worker.postMessage({ load: { root: "https://example.org/", graph: file("atlas.nq"), engine } });
})"""
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def root(atlas_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What search and queries need of the site of the real content."""
    atlas, folder = kg.open(atlas_store), tmp_path_factory.mktemp("site")
    site = Site(suffix=".html", has_explorer=False, has_service=False)
    files = {f"assets/{name}": data for name, data in own.assets().items()}
    files |= {name: own.page(atlas, name, site) for name in own.PAGES}
    files |= {"assets/search-documents.js": documents.script(atlas)}
    files["atlas.nq"] = (atlas.directory / "atlas.nq").read_bytes()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when its scripts fail, or when it asks another host."""
    found, wrong = browser.new_page(), list[str]()
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("request", lambda request: None if request.url.startswith(("file:", "http://127.0.0.1", "blob:"))
             else wrong.append(request.url))
    yield found
    found.close()
    assert wrong == []


def asked(page: Page, text: str) -> None:
    page.get_by_label("SPARQL query").fill(text)
    page.get_by_role("button", name="Run").click()


def test_search_works_from_disk_by_keyboard(root: Path, page: Page) -> None:
    page.goto((root / "search.html").as_uri())
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("bordn 1979")
    expect(page.get_by_role("option").first).to_contain_text("Bordin (1979) work, similar spelling")
    assert serious(Axe().run(page)) == []
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("working alliance")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("pages found for “working alliance”")
    first = page.locator("#results a").first
    expect(first).to_have_text("working alliance concept")
    assert first.get_attribute("href") == "./concept/working-alliance.html"
    page.goto((root / "search.html").as_uri() + "?q=" + quote("<img src=x onerror=alert(1)>"))
    expect(page.get_by_role("status")).to_contain_text("<img src=x")
    page.goto((root / "sparql.html").as_uri())
    expect(page.get_by_text("Queries cannot be run from disk")).to_be_visible()


def test_queries_are_answered_in_the_page_as_by_the_server(root: Path, page: Page, tmp_path: Path) -> None:
    with served(root) as address:
        page.goto(f"{address}sparql.html#q={quote('ASK { ?s a aa:Concept }')}")
        page.get_by_role("button", name="Run").click()
        expect(page.locator("#answer")).to_have_text("true", timeout=60_000)
        for file in sorted(QUESTIONS.glob("*.rq"))[:3]:
            asked(page, file.read_text(encoding="utf-8"))
            with page.expect_download() as download:
                page.get_by_role("button", name="Download CSV").click()
            download.value.save_as(tmp_path / "answer.csv")
            expected = list(csv.reader(io.StringIO(file.with_suffix(".csv").read_text(encoding="utf-8"))))
            found = list(csv.reader(io.StringIO((tmp_path / "answer.csv").read_text(encoding="utf-8"))))
            assert sorted(found[1:]) == sorted(expected[1:]), file.stem
        asked(page, "SELECT ?c ?x { VALUES ?c { concept:working-alliance } BIND('<b>' AS ?x) }")
        expect(page.locator("#answer td").last).to_have_text("<b>")
        assert page.locator("#answer a").get_attribute("href") == "concept/working-alliance.html"
        assert serious(Axe().run(page)) == []
        for text, says in REFUSED.items():
            asked(page, text)
            expect(page.get_by_role("alert")).to_contain_text(says)
        asked(page, SLOW)
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#state")).to_have_text("Stopped.")
        asked(page, "ASK {}")
        expect(page.locator("#answer")).to_have_text("true", timeout=60_000)
        assert "is not supported" in page.evaluate(ENGINE)
