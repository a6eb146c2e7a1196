"""The whole atlas as files over HTTP: the bytes of the command, made once, with a tag by which a client keeps them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpkit import Client, Reply, serving

from kg import export, pages
from kg.catalog import open_atlas
from kg.endpoint import downloads
from kg.pages import Site


@pytest.fixture(scope="module")
def store(tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(tiny_store, tmp_path_factory.mktemp("downloads") / "store", symlinks=True))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[Client]:
    with serving(store) as found:
        yield found


def get(client: Client, file: str, method: str = "GET", **headers: str) -> Reply:
    return client.send(method, f"/download/{file}", None, **headers)


@pytest.mark.parametrize("name", export.DOWNLOADS)
def test_a_download_is_what_the_command_writes(client: Client, store: Path, name: str) -> None:
    asked = export.DOWNLOADS[name]
    answer = get(client, asked.file)
    assert (answer.status, answer.type) == (200, asked.media)
    assert answer.body == export.made(export.Content(store / "current"), name)[0]
    assert asked.file in answer.headers["content-disposition"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert get(client, name).body == answer.body
    head = get(client, asked.file, "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(answer.body)))


def test_who_has_it_is_told_so_and_who_has_half_gets_the_rest(client: Client) -> None:
    whole = get(client, "atlas.nt")
    tag = whole.headers["etag"]
    assert get(client, "atlas.nt", If_None_Match=tag).status == 304
    assert get(client, "atlas.ttl").headers["etag"] != tag
    rest = get(client, "atlas.nt", Range="bytes=100-", If_Range=tag)
    assert (rest.status, rest.body) == (206, whole.body[100:])
    for wrong in ("bytes=x-y", "bytes=9999999999-", "lines=1-2", "bytes=5-1", "bytes="):
        assert get(client, "atlas.nt", Range=wrong).status < 500


def test_it_is_made_once_and_what_was_made_of_an_older_build_goes(
    client: Client, store: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.rmtree(store / "downloads", ignore_errors=True)
    (store / "downloads" / "older").mkdir(parents=True)
    first = get(client, "atlas.owl").body
    monkeypatch.setattr(downloads, "made", lambda *_: pytest.fail("made again"))
    assert get(client, "atlas.owl").body == first
    [kept] = (store / "downloads").iterdir()
    assert [path.name for path in kept.iterdir()] == ["atlas.owl"]


def test_where_nothing_can_be_kept_it_is_made_each_time(client: Client, store: Path) -> None:
    shutil.rmtree(store / "downloads", ignore_errors=True)
    (store / "downloads").write_text("in the way", encoding="utf-8")
    assert get(client, "atlas.ttl").text.startswith("# Written by")
    assert get(client, "atlas.ttl", "HEAD").body == b""
    (store / "downloads").unlink()


@pytest.mark.parametrize("name", ["nothing.ttl", "..%2Fbuild.json", "%00", "%ff", "atlas", "ATLAS.TTL", "a" * 5000])
def test_another_name_is_not_found(client: Client, name: str) -> None:
    answer = get(client, name)
    assert answer.status == {"..%2Fbuild.json": 400, "a" * 5000: 414}.get(name, 404)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("site", "root"), [(Site(), "../download/"), (Site(suffix=".html", has_service=False), "../")])
def test_the_page_links_every_download(store: Path, site: Site, root: str) -> None:
    html = pages.page(open_atlas(store), "index/downloads", site)
    links = set(re.findall(r'href="([^"]+)" type="[^"]+" download', html))
    assert links == {f"{root}{one.file}" for one in export.DOWNLOADS.values()}
