"""What the tests share: the tiny invented repository, both stores, and a closed network."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from kg import build
from kg.places import Places, default

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes is the machine's affair: no test is timed.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")

HERE = Path(__file__).parent
TINY = HERE / "data" / "tiny"
REAL = default()
#: What belongs to the machine rather than to one field: the tiny repository is read with the real ones.
MACHINE = ("core.ttl", "shapes.ttl", "checks")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--texts", type=Path, default=None, help="directory of source texts, to check quotations against")
    parser.addoption("--golden", action="store_true", help="rewrite the golden files instead of comparing with them")


def skip(reason: str) -> None:
    """Skip with a reason, or fail where everything has to be there (in CI)."""
    if os.environ.get("ATLAS_REQUIRE_ALL"):
        pytest.fail(f"nothing may be skipped here: {reason}")
    pytest.skip(reason)


def require(program: str) -> str:
    """Return the path of a program; skip the test where the machine lacks it."""
    found = shutil.which(program)
    if not found:
        skip(f"{program} is not installed on this machine")
    return found or program


@pytest.fixture(autouse=True)
def no_outgoing_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every address but this machine's own: event loops need sockets, tests need no network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def texts(request: pytest.FixtureRequest) -> Path:
    """The directory of source texts; skips where the option --texts is not given."""
    directory = request.config.getoption("--texts")
    if directory is None:
        # Not `skip`: the texts are not ours to ship, so a machine without them is no fault of its owner.
        pytest.skip("needs --texts DIR, a directory of source texts")
    return Path(directory)


def tiny_copy(target: Path) -> Places:
    """Return a writable copy of the tiny repository, with a store beside it."""
    shutil.copytree(TINY, target, dirs_exist_ok=True)
    for name in MACHINE:
        source = REAL.ontology / name
        if source.is_dir():
            shutil.copytree(source, target / "ontology" / name)
        elif source.exists():
            shutil.copy(source, target / "ontology" / name)
    return Places(target / "ontology", target / "sources", target / "store")


@pytest.fixture
def tiny(tmp_path: Path) -> Places:
    """A copy of the tiny repository that a test may change."""
    return tiny_copy(tmp_path / "tiny")


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the tiny repository."""
    return built(tiny_copy(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session")
def atlas_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the real content."""
    store = tmp_path_factory.mktemp("atlas")
    if (REAL.store / "cache").is_dir():
        # What is kept there has the hash of content and code for its name: rendering it again is most of a build.
        shutil.copytree(REAL.store / "cache", store / "cache")
    return built(Places(REAL.ontology, REAL.sources, store))


@pytest.fixture
def on_tiny(tiny_store: Path) -> Iterator[None]:
    """The app reads the tiny repository."""
    from app import data  # it loads Streamlit, which few tests need

    data.use(tiny_store)
    yield
    data.use(None)


@pytest.fixture
def on_atlas(on_tiny: None, atlas_store: Path) -> None:  # noqa: ARG001 - it puts back what was chosen before
    """The app reads the real content."""
    from app import data

    data.use(atlas_store)


@pytest.fixture(scope="session")
def site(atlas_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the real content."""
    from appkit import served  # it loads Streamlit, which few tests need

    with served(atlas_store, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: Playwright runs once in a process."""
    executable = require("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield chromium
        chromium.close()


def built(places: Places) -> Path:
    """Build and return the store, or fail with what was found."""
    report = build.build(places)
    assert report.is_built, "\n".join(map(str, report.findings))
    return places.store
