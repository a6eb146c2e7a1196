"""The wheel holds the program with its content, and nothing else; it works where the tree is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory into which a freshly built wheel was unpacked."""
    made, unpacked = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("unpacked")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
                    "--wheel-dir", made, ROOT], check=True, capture_output=True)
    [file] = made.glob("*.whl")
    with ZipFile(file) as archive:
        archive.extractall(unpacked)
    return unpacked


def test_wheel_has_no_packages_beside_ours(wheel: Path) -> None:
    assert sorted(p.name for p in wheel.iterdir() if not p.name.endswith(".dist-info")) == ["app", "kg"]


@pytest.mark.parametrize("directory", ["ontology", "sources"])
def test_wheel_has_all_content(wheel: Path, directory: str) -> None:
    def files(root: Path) -> set[str]:
        return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}

    assert files(wheel / "kg" / "_content" / directory) == files(ROOT / directory)


@pytest.mark.parametrize("package", ["kg", "app"])
def test_wheel_has_everything_that_stands_in_a_package(wheel: Path, package: str) -> None:
    tree = {p.relative_to(ROOT) for p in (ROOT / package).rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert sorted(str(p) for p in tree if not (wheel / p).exists()) == []


def test_wheel_carries_its_licences(wheel: Path) -> None:
    assert {p.name for p in wheel.glob("*.dist-info/licenses/*")} == {"LICENSE", "LICENSE-CONTENT", "NOTICE"}


def test_content_of_the_wheel_can_be_built_anywhere(wheel: Path, tmp_path: Path) -> None:
    program = "import sys, kg.cli; print(kg.__file__, file=sys.stderr); kg.cli.main()"
    done = subprocess.run([sys.executable, "-P", "-c", program, "build", "--store", tmp_path / "store"], check=False,
                          cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(wheel)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(wheel) in done.stderr
    assert (tmp_path / "store" / "current").exists()
