"""Make files of codings for the tests.

A coding is a passage of a report to which a researcher has attached codes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from inspectgraph.coding.importing import Result, Settings, import_codings
from inspectgraph.coding.reader import read_codings
from inspectgraph.draft.resources import Knowledge
from inspectgraph.files.yaml_positions import parse_yaml

SMALL = Path(__file__).parents[1] / "projects" / "small"
REPORTS = SMALL / "reports"
SIF = "netherford-sif-2015"
ADOPTION, WEAKNESS, LATE = (f"{n}0000000-0000-4000-8000-000000000000" for n in "123")
CODES = f"""<CodeBook><Codes>
<Code guid="{ADOPTION}" name="Adoption" isCodable="true"/>
<Code guid="{WEAKNESS}" name="weakness" isCodable="true"/>
<Code guid="{LATE}" name="late help" isCodable="true"/>
</Codes></CodeBook>"""


def selection(start: int | str, end: int, *codes: str, more: str = "") -> str:
    """Return the XML of a passage with its codes."""
    coded = "".join(
        f'<Coding guid="{n}1111111-0000-4000-8000-000000000000"><CodeRef targetGUID="{code}"/></Coding>'
        for n, code in enumerate(codes)
    )
    return (
        f'<PlainTextSelection guid="90000000-0000-4000-8000-000000000000" name="words"'
        f' startPosition="{start}" endPosition="{end}">{more}{coded}</PlainTextSelection>'
    )


def source(text: str, selections: str, name: str = SIF) -> str:
    """Return the XML of a source whose text is in the XML itself."""
    content = f"<PlainTextContent>{text}</PlainTextContent>"
    return f'<TextSource guid="80000000-0000-4000-8000-000000000000" name="{name}">{content}{selections}</TextSource>'


def qdpx(
    sources: str,
    rest: str = "",
    files: Mapping[str, bytes] | None = None,
    origin: str = "Other 1.0",
) -> bytes:
    """Return the content of a REFI-QDA project file."""
    xml = f'<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">{CODES}<Sources>{sources}</Sources>{rest}</Project>'
    return zipped({"project.qde": xml.encode(), **(files or {})})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the content of a ZIP file."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def findings(text: str) -> list[dict[str, Any]]:
    """Return the findings in the YAML text of an extract."""
    found: list[dict[str, Any]] = parse_yaml(text, "").data["findings"]
    return found


@cache
def knowledge() -> Knowledge:
    """Return the registry of the small project, and the concept schemes."""
    return Knowledge.of(SMALL)


def imported(
    path: Path,
    content: bytes,
    codes: Mapping[str, str] | None = None,
    sources: Mapping[str, str] | None = None,
) -> Result:
    """Write a file of codings, and import it with the reports of the small project."""
    path.write_bytes(content)
    own = Settings(
        knowledge(), date(2026, 11, 30), codes or {}, sources or {}, project=SMALL
    )
    return import_codings(read_codings(path), REPORTS, own)
