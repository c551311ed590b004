"""Draft the statements of one report, and return the output files in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from inspectgraph.draft.output.json import summary
from inspectgraph.draft.pipeline import draft_report
from inspectgraph.draft.resources import Knowledge
from inspectgraph.files.unit_list import SUFFIX, write_units
from inspectgraph.model.depth import FULL

__all__ = ["Drafted", "Wanted", "draft_one", "file_record"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Settings of a drafting run, which are the same for each report.

    Args:
        project: The folder of the project whose registry is used, or None for the
            current folder. If the folder lacks a registry file, the file of the package
            is used.
        today: The date of the draft, which is written into each extract.
        as_json: Whether to write JSON rather than an extract.
        time_limit: The maximum processor time for reading one PDF, in seconds.
        depth: The depth of the drafts, `full` or `grades`.
    """

    project: Path | None
    today: date
    as_json: bool
    time_limit: float
    depth: str = FULL


@dataclass(frozen=True, slots=True)
class Drafted:
    """The result of drafting one report: its output files, or an error with an exit code.

    `files` maps the name of each file to its content. `remarks` names the parts of the
    report that could not be read in full.
    """

    path: Path
    files: dict[str, bytes]
    remarks: tuple[str, ...] = ()
    error: str = ""
    exit_code: int = 0


def draft_one(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report and return its output files in memory.

    Args:
        path: The report.
        name: The name of the extract. Each output file has this name, followed by an
            ending such as `.yaml`.
        wanted: The settings.

    Raises:
        UnreadableError: If the report cannot be read.
        TimeLimitError: If reading the report takes longer than the time limit.
    """
    knowledge = _knowledge(wanted.project)
    document, draft = draft_report(path, knowledge, wanted.time_limit, wanted.depth)
    if wanted.as_json:
        text = json.dumps(
            summary(draft, knowledge, document), indent=1, ensure_ascii=False
        )
        files = {f"{name}.json": f"{text}\n".encode()}
    else:
        # Not at the top of the module: JSON does without it.
        from inspectgraph.draft.output.extract import extract_text

        extract = extract_text(
            draft,
            document,
            knowledge,
            name,
            today=wanted.today,
            depth=wanted.depth,
            file=file_record(path),
        )
        listed = document.listed(sentences=wanted.depth == FULL)
        files = {
            f"{name}.yaml": extract.encode(),
            f"{name}{SUFFIX}": write_units(listed).encode(),
        }
    return Drafted(path, files, document.remarks)


def file_record(path: Path) -> dict[str, str]:
    """Return the digest and the name of a report's PDF, as a record for the extract.

    If the report is a text file, the record is empty, since a text file is not the
    published document. The name is left out if it has a character that an extract must
    not contain.
    """
    if path.suffix.lower() != ".pdf":
        return {}
    record = {"sha256": sha256(path.read_bytes()).hexdigest()}
    if path.name.isprintable():
        record["file"] = path.name
    return record


@cache
def _knowledge(project: Path | None) -> Knowledge:
    """Return the registry and schemes of a project; each process reads them only once."""
    return Knowledge.of(project)
