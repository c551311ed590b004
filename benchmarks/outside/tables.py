"""Check the published tables and their descriptions with the validators of others."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from csvw import CSVW
from frictionless import validate

from .released import released
from .tools import Check, Material, Tools

__all__ = ["tables"]


def tables(material: Material, tools: Tools) -> Iterator[Check]:
    """Yield the checks of CSV on the Web, of the Data Package and of Croissant."""
    folder = material.exported / "tables"
    ours = partial(version, "csvw")
    tried = "CSV on the Web validated, strictly"
    yield Check("csvw", ours, tried, partial(_csvw, folder))
    theirs = partial(tools.python_version, "csvw-functions")
    run = partial(_csvw_functions, folder, tools)
    yield Check("csvw_functions", theirs, "CSV on the Web validated", run)
    ours = partial(version, "frictionless")
    tried = "Data Package validated, with the keys of other tables"
    yield Check("frictionless", ours, tried, partial(_frictionless, folder))
    theirs = partial(tools.python_version, "mlcroissant")
    tried = "Croissant of a release, every record compared"
    yield Check("mlcroissant", theirs, tried, partial(_croissant, tools))


def _csvw(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        described = CSVW(str(folder / "csv-metadata.json"), validate=True)
        valid = described.is_valid
    return f"{len(described.tables)} tables valid" if valid else "**not valid**"


def _csvw_functions(folder: Path, tools: Tools) -> str:
    output = tools.run_python("validate_csvw.py", str(folder))
    number, cells, faults, left_out = map(int, output.split())
    if faults:
        return f"**{faults} faults**"
    found = f"{number} tables and {cells:,} cells valid"
    return f"{found}; {left_out} without rows left out" if left_out else found


def _frictionless(folder: Path) -> str:
    found = validate(str(folder / "datapackage.json"))
    faults = found.stats["errors"]
    return f"**{faults} faults**" if faults else f"{len(found.tasks)} tables valid"


def _croissant(tools: Tools) -> str:
    """Load every record of a release of the small project, and compare it with the tables."""
    with tempfile.TemporaryDirectory() as made:
        release = released(Path(made))
        (archive,) = release.glob("*-parquet.zip")
        files = str(release / "croissant.json"), str(archive)
        program = "croissant_records.py"
        output = tools.run_python(program, *files, python=tools.croissant)
    sets, records, cells, different, warned = map(int, output.split())
    if different or warned:
        return f"**{different} cells different, {warned} warnings**"
    return f"{sets} record sets, {records:,} records, {cells:,} cells the same"
