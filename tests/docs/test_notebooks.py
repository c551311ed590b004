"""Tests that the notebooks run, and give the outputs that they store."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))
#: What is compared; pictures differ with the fonts of a machine.
TEXTS = ("text/plain", "text/html")


def read(file: Path) -> Any:
    """Read a notebook file, and return the notebook."""
    return nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)


def outputs(notebook: Any) -> list[list[str]]:
    """Return the texts that each cell of a notebook shows."""
    found = []
    for cell in notebook.cells:
        texts: list[str] = []
        for output in cell.get("outputs", []):
            texts.append(output.get("text", ""))
            texts += [output.get("data", {}).get(kind, "") for kind in TEXTS]
        found.append([text for text in texts if text])
    return found


def test_there_are_notebooks() -> None:
    """There are three notebooks, so the tests below do check something."""
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_stores_its_outputs_and_no_path(file: Path) -> None:
    """A stored notebook was run completely and in order, without an error.

    Its outputs contain no path of a local folder.
    """
    notebook = read(file)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    shown = "".join(text for texts in outputs(notebook) for text in texts)
    assert shown
    assert not re.search(r"/(?:home|root|tmp|usr)/|Traceback|Error:", shown)


@pytest.mark.slow
@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_gives_the_outputs_that_it_stores(file: Path, project: Path) -> None:
    """If a notebook is run again, its outputs are the stored ones."""
    notebook = read(file)
    stored = outputs(notebook)
    settings = {"metadata": {"path": str(project)}}
    NotebookClient(notebook, timeout=300, resources=settings).execute()
    assert outputs(notebook) == stored
