"""Turn a file of codings into draft extracts, one for each coded report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from inspectgraph.anchors.report_files import (
    REPORT_SUFFIXES,
    find_reports,
    published_files,
)
from inspectgraph.coding.codebook import Meanings
from inspectgraph.coding.model import CodedProject, Coding, LeftOut, SourceText
from inspectgraph.coding.records import Imported, findings_of
from inspectgraph.draft.output.extract import extract_text
from inspectgraph.draft.pipeline import draft_head
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.single import file_record
from inspectgraph.files.project import extract_files
from inspectgraph.files.report_folder import files_in
from inspectgraph.files.unit_list import SUFFIX, write_units
from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.read import Document, read_report, slug

__all__ = ["Result", "Settings", "import_codings", "meanings_of_codes"]


@dataclass(frozen=True)
class Settings:
    """Settings of an import.

    Args:
        knowledge: The registry and the concept schemes.
        today: The date of the draft, as written in the extracts.
        codes: A mapping from the name of each code to the meaning of the code: a theme
            or another concept.
        sources: A mapping from the name of each source to the name of its report.
        project: The folder of the project, or None.
        base: The base IRI of the project's data. It identifies exports of this project.
    """

    knowledge: Knowledge
    today: date
    codes: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    project: Path | None = None
    base: str = BASE


@dataclass(slots=True)
class Result:
    """The result of an import: draft extracts, keyed by file name, and the items left out."""

    origin: str
    files: dict[str, bytes] = field(default_factory=dict)
    imported: list[Imported] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def every_left_out(self) -> list[LeftOut]:
        """Return all items that were left out.

        Items of the file that belong to no report come first. The items of each report
        follow.
        """
        found = list(self.left_out)
        for one in self.imported:
            found += one.left_out
        return found

    @property
    def changed(self) -> list[LeftOut]:
        """The codings that the import changed, each with the reason.

        There are two reasons: the anchor covers more than the coded words, or the
        comment could not become the note.
        """
        return [change for one in self.imported for change in one.changed]

    def as_json(self) -> dict[str, Any]:
        """Return the result as a JSON object, without the extracts."""
        return {
            "origin": self.origin,
            "reports": [
                {
                    "report": one.report,
                    "codings": one.codings,
                    "findings": len(one.records),
                    "questions": one.questions,
                }
                for one in self.imported
            ],
            "codes": [{"code": code, "means": means} for code, means in self.codes],
            "changed": list(map(_item, self.changed)),
            "left_out": list(map(_item, self.every_left_out)),
        }


def _item(one: LeftOut) -> dict[str, str]:
    """Return the JSON object for an item that was left out."""
    return {"kind": one.kind, "name": one.name, "reason": one.reason}


def meanings_of_codes(
    project: CodedProject, meanings: Meanings
) -> list[tuple[str, str]]:
    """Return each code of a file with its meaning.

    The meaning names concepts or a kind of statement. An unknown meaning is "". A code
    that only groups other codes is left out.
    """
    found: list[tuple[str, str]] = []
    for code, path in zip(project.codes, project.paths().values(), strict=False):
        meaning = meanings.of(path)
        named = [f"{group.scheme}/{slug}" for group, slug in meaning.values]
        if named or meaning.kind or (code.codable and meaning.question):
            shown = " › ".join(path)
            found.append((shown, ", ".join(named) or meaning.kind))
    return found


def import_codings(project: CodedProject, reports: Path, settings: Settings) -> Result:
    """Make a draft extract of each report that has codings.

    A coding assigns codes to a passage of a report.

    Args:
        project: The codes, sources and codings of a file.
        reports: The folder of the reports.
        settings: The settings of the import.

    Raises:
        UnreadableError: If the folder does not exist, or a report cannot be read.
        UsageError: If a setting names a concept or a report that does not exist.
    """
    meanings = Meanings(settings.knowledge.schemes, settings.codes)
    result = Result(project.origin, left_out=list(project.left_out))
    result.codes = meanings_of_codes(project, meanings)
    files = _reports(reports, settings)
    by_report: dict[str, list[Coding]] = {}
    reports_of = {
        key: _report_of(source, files, settings)
        for key, source in project.sources.items()
    }
    for coding in project.codings:
        name = reports_of[coding.source]
        if name:
            by_report.setdefault(name, []).append(coding)
        else:
            result.left_out.append(_homeless(coding, project))
    for name, codings in by_report.items():
        document = read_report(files[name])
        document = Document(name, document.units, document.remarks)
        with data_base(settings.base):
            found = findings_of(
                project, codings, document, settings.knowledge, meanings
            )
        result.imported.append(found)
        if found.records:
            result.files |= _files(files[name], document, found, settings)
    return result


def _homeless(coding: Coding, project: CodedProject) -> LeftOut:
    """Return the record of a coding whose report is not in the folder.

    The import leaves out such a coding.
    """
    source = project.sources[coding.source].name
    reason = (
        f"no report in the folder has the name of this document; name its report with"
        f" --source '{source}=REPORT'"
    )
    return LeftOut("coding", f"{coding.shown} of {source}", reason)


def _reports(folder: Path, settings: Settings) -> dict[str, Path]:
    """Return the files of the reports in a folder, keyed by the name of the report."""
    own = files_in(folder)
    names = {slug(file.stem) for file in own if file.suffix.lower() in REPORT_SUFFIXES}
    published: dict[str, str] = {}
    if settings.project:
        published = published_files(extract_files(settings.project))
    published = {name: file for name, file in published.items() if file}
    files = find_reports(folder, {*names, *published}, published)
    for source, name in settings.sources.items():
        if name not in files:
            message = (
                f"--source '{source}={name}' names no report in {folder}; reports found in"
                f" this folder: {len(files)}"
            )
            raise UsageError("no-report", message)
    return files


def _report_of(
    source: SourceText, files: Mapping[str, Path], settings: Settings
) -> str:
    """Return the name of the report to which a source belongs, or ""."""
    published = {file.name: name for name, file in files.items()}
    for name in source.names:
        if name in settings.sources:
            return settings.sources[name]
        last = unquote(urlsplit(name).path.rstrip("/")).rpartition("/")[2] or name
        if last in published:
            return published[last]
        for candidate in _stems(last):
            if candidate in files:
                return candidate
    return ""


def _stems(name: str) -> Iterable[str]:
    """Yield the slugs of a file name, with fewer file extensions in each slug.

    The first slug has all file extensions. Each further slug lacks one more extension,
    beginning with the last extension.
    """
    yield slug(name)
    while "." in name:
        name = name.rpartition(".")[0]
        yield slug(name)


def _files(
    path: Path, document: Document, found: Imported, settings: Settings
) -> dict[str, bytes]:
    """Return two files about a report, keyed by file name.

    The files are the draft extract and the list of the report's units.
    """
    draft = draft_head(document, settings.knowledge)
    draft.ask(found.questions)
    text = extract_text(
        draft,
        document,
        settings.knowledge,
        document.name,
        today=settings.today,
        file=file_record(path),
        lists=[("findings", found.records)],
    )
    return {
        f"{document.name}.yaml": text.encode(),
        f"{document.name}{SUFFIX}": write_units(document.listed()).encode(),
    }
