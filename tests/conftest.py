"""What all tests share: the project's folder, and the corpus of reports and suites where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

#: Drawn examples are the same in every run: a change fails its own tests, and not those
#: of somebody else.
settings.register_profile("same-examples", derandomize=True, deadline=None)
settings.load_profile("same-examples")

#: Names the folder that holds `reports/` and `suites/`.
CORPUS = "INSPECTGRAPH_CORPUS"


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the project's own folder."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of the reports, or skip the test where it is not at hand."""
    value = os.environ.get(CORPUS)
    if not value:
        pytest.skip(
            f"set {CORPUS} to the folder that holds the reports to run this test"
        )
    folder = Path(value).absolute()
    if not (folder / "reports").is_dir():
        pytest.fail(f"{CORPUS} names {folder}, which holds no folder `reports`")
    return folder
