"""The notebook of `docs/` runs from its first cell to its last, on a store and without the network."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent.parent / "docs" / "atlas.ipynb"
MOST_CELLS = 10


class OwnKernel(KernelSpecManager):
    """This interpreter's kernel, whatever others the machine has."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
                          name=kernel_name, display_name="Python 3", language="python")


def read() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def test_notebook_is_short_and_committed_without_its_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert len(cells) <= MOST_CELLS
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_every_cell_runs(atlas_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook = read()
    # The default store is that of the checkout; the kernel reads the one that was built for the tests.
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert "kg.open()" in first.source
    first.source = first.source.replace("kg.open()", f"kg.open({str(atlas_store)!r})")
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.create_kernel_manager().kernel_spec_manager = OwnKernel()
    client.execute()
    said = "\n".join(json.dumps(cell.outputs, ensure_ascii=False) for cell in notebook.cells if "outputs" in cell)
    assert all(words in said for words in ("Bordin", "1979", "@article{", "Rogers", "concept:"))
