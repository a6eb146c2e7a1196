"""Text to paste: what is copied holds the words, the citation and every warning, and each markup is right."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pypandoc
import pytest
from clikit import kg
from conftest import require

from app.components import citing
from kg.catalog import Atlas, open_atlas
from kg.latex import rich
from kg.model import Rich
from kg.pages import page
from kg.snippets import SNIPPETS, snippets_of

HEAD = r"\documentclass{article}\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{textcomp}" "\n" \
       r"\begin{document}"


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


@pytest.fixture(scope="module")
def all_(atlas: Atlas) -> dict[str, dict[str, str]]:
    return {one.slug: snippets_of(atlas, f"definition/{one.slug}") for one in atlas.definitions()}


def plain(text: str) -> str:
    return " ".join(text.split())


def test_snippet_of_every_definition_has_its_words_its_citation_and_its_source(
        atlas: Atlas, all_: dict[str, dict[str, str]]) -> None:
    for one in atlas.definitions():
        html = plain("".join(ET.fromstring(all_[one.slug]["html"]).itertext()))  # noqa: S314 - our own
        for passage, cited in zip(one.passages, atlas.cite(one.iri), strict=True):
            assert plain(passage.quotation or passage.paraphrase or one.gloss) in html
            assert plain("".join(text for _, text in cited.parenthetical.runs)) in html
        assert all(one.iri in all_[one.slug][markup] for markup in ("markdown", "html"))
        assert atlas.state in html


def test_warning_and_better_citation_are_in_every_markup(atlas: Atlas, all_: dict[str, dict[str, str]]) -> None:
    doubtful = [one for one in atlas.definitions() if one.is_doubtful]
    assert doubtful
    for one in doubtful:
        for text in all_[one.slug].values():
            assert text.count("Citation warning.") == sum(a.is_doubtful for a in one.attributions)
            assert text.count("Cite instead:") == sum(a.is_doubtful and a.instead is not None for a in one.attributions)


def test_what_nobody_saw_in_a_source_says_so(atlas: Atlas, all_: dict[str, dict[str, str]]) -> None:
    one = next(d for d in atlas.definitions() if any(p.certainty != "verified" for p in d.passages))
    assert all("That this stands there: " in text for text in all_[one.slug].values())


def test_what_is_not_quoted_stands_in_no_quotation(atlas: Atlas, all_: dict[str, dict[str, str]]) -> None:
    for one in atlas.definitions():
        quoted = sum(bool(p.quotation) for p in one.passages)
        assert all_[one.slug]["html"].count("<blockquote") == quoted
        assert all_[one.slug]["latex"].count(r"\begin{quotation}") == quoted


def test_latex_of_every_definition_compiles(all_: dict[str, dict[str, str]], tmp_path: Path) -> None:
    program = require("pdflatex")
    body = "\n\n".join(found["latex"] for found in all_.values())
    (tmp_path / "all.tex").write_text(f"{HEAD}\n{body}\n\\end{{document}}\n", encoding="utf-8")
    done = subprocess.run([program, "-interaction=nonstopmode", "-halt-on-error", "all.tex"], cwd=tmp_path,
                          capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]


def test_markdown_says_what_html_says(all_: dict[str, dict[str, str]]) -> None:
    for found in list(all_.values())[::8]:
        read = pypandoc.convert_text(found["markdown"], "html", "markdown-citations-smart", ["--wrap=none"])
        text = plain("".join(ET.fromstring(f"<x>{read}</x>").itertext()))  # noqa: S314 - our own
        html = plain("".join(ET.fromstring(found["html"]).itertext()))  # noqa: S314 - our own
        assert text.partition("From Alliance Atlas")[0] == html.partition("From Alliance Atlas")[0]


@pytest.mark.parametrize("look", ["i", "b", "^", "_", "c"])
def test_run_of_latex_keeps_its_spaces_and_holds_no_command(look: str) -> None:
    assert rich(Rich((("", "a "), (look, r" \input{x} & 5%"), ("", "")))).startswith("a  \\text") or look == "i"
    assert r"\input" not in rich(Rich(((look, r"\input{x}"),)))


def test_passage_has_snippets_and_a_work_has_none(atlas: Atlas) -> None:
    passage = next(p for p in atlas.passages() if p.quotation)
    assert list(snippets_of(atlas, f"passage:{passage.key}")) == list(SNIPPETS)
    assert snippets_of(atlas, passage.work.key) == {}


def test_page_of_a_definition_shows_them_without_a_script(atlas: Atlas, all_: dict[str, dict[str, str]]) -> None:
    slug, found = next(iter(all_.items()))
    html = page(atlas, f"definition/{slug}")
    assert html.count("<textarea readonly") == len(found)
    assert all(text in unescape(html) for text in found.values())


def test_command_prints_one_markup_or_refuses(atlas_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    atlas = open_atlas(atlas_store)
    name = f"definition/{atlas.definitions()[0].slug}"
    done = kg(capsys, "cite", name, "--snippet", "latex", "--store", atlas_store)
    assert done.out == snippets_of(atlas, name)["latex"]
    refused = kg(capsys, "cite", "bordin1979", "--snippet", "html", "--store", atlas_store)
    assert refused.code != 0
    assert "no words to paste" in refused.err


def test_panel_of_the_app_copies_them(atlas: Atlas, all_: dict[str, dict[str, str]]) -> None:
    slug, found = next(iter(all_.items()))
    panel = citing.answer(atlas.cite(f"definition/{slug}"), found)
    assert "Copy as LaTeX" in panel
    assert all(text in unescape(str(panel)) for text in found.values())
    assert "Copy as LaTeX" not in citing.answer(atlas.cite("bordin1979"), {})
