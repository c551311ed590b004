"""Tests of the scripts in `findings/`, which install nothing.

Each script shows a surprising behaviour of a public package.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FINDINGS = ROOT / "findings"
SCRIPTS = sorted(FINDINGS.glob("*-*.sh"))
ENGINES = ROOT / "docs" / "reference" / "engines.md"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_finding_pins_the_versions_that_it_names_and_holds_an_output(
    script: Path,
) -> None:
    """Each script gives exact package versions and the expected output.

    The comments of the script name the version of the first package.
    """
    text = script.read_text(encoding="utf-8")
    packages = re.findall(r"^(?:python|node)_packages (.+)$", text, re.MULTILINE)
    assert packages
    versions = [
        re.fullmatch(r"(@?[^=@]+)(?:==|@)(\d[\w.]*)", package)
        for package in packages[0].split()
    ]
    assert all(versions)
    comments = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    assert versions[0]
    assert versions[0][2] in comments
    assert "# Instead: " in comments
    assert re.search(r"^expect <<'TEXT'\n(?:.+\n)+TEXT\n\Z", text, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("sh"), reason="needs a shell")
def test_findings_are_shell_scripts() -> None:
    """The shell can parse each script."""
    shell = shutil.which("sh") or "sh"
    for script in SCRIPTS:
        subprocess.run([shell, "-n", str(script)], check=True)


def test_every_finding_is_listed() -> None:
    """The page of the folder links to each script exactly once, in order."""
    page = (FINDINGS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[[^]]+\]\(([^)]+)\)", page, re.MULTILINE) == [
        script.name for script in SCRIPTS
    ]


def test_every_row_on_engines_has_a_script() -> None:
    """Each row of the reference page on engines links to a script that exists."""
    rows = [
        line
        for line in ENGINES.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    rows = [row for row in rows if not row.startswith(("| behaviour", "| engine"))]
    for row in rows:
        (name,) = re.findall(r"\[script\]\(\.\./\.\./findings/([^)]+)\)", row)
        assert (FINDINGS / name).is_file()
    assert len(rows) >= 20
