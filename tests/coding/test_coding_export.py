"""Tests of the export of statements as codings.

The files are valid, and contain words of a report only if the report is available.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from pyoxigraph import Store
from pyrefiqda import RefiCodebook, RefiProject

from coding.coded import REPORTS, SMALL, findings, knowledge
from inspectgraph.cli.export import CODINGS
from inspectgraph.coding.formats import CODING_FORMATS, written
from inspectgraph.coding.importing import Settings, import_codings
from inspectgraph.coding.reader import read_codings
from inspectgraph.coding.report_text import ReportText
from inspectgraph.load import Project
from inspectgraph.model.errors import UnreadableError, UsageError
from inspectgraph.read import read_report

SCHEMA = Path(__file__).parent / "samples" / "REFI-QDA-Project-1.0.xsd"
#: What a finding has that comes back; services, bodies, links and doubts do not.
KEPT = {
    "id", "polarity", "themes", "note", "at", "kind", "group", "level", "state", "trend", "extent", "certainty", "voice",
}  # fmt: skip


@pytest.fixture(scope="module")
def qdpx(small_store: Store) -> bytes:
    """Return the small project, exported as a REFI-QDA project."""
    (content,) = written(small_store, "qdpx", REPORTS).files.values()
    return content


def test_the_command_knows_every_format() -> None:
    """The command names the same formats as the library."""
    assert tuple(sorted(CODING_FORMATS)) == CODINGS


def test_a_project_is_valid_and_always_the_same(
    qdpx: bytes, small_store: Store
) -> None:
    """The XML is valid according to the REFI-QDA schema, and a second export is identical."""
    xml = ZipFile(io.BytesIO(qdpx)).read("project.qde")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.fromstring(xml)), schema.error_log
    assert list(written(small_store, "qdpx", REPORTS).files.values()) == [qdpx]


def test_another_program_reads_the_words_of_each_statement(
    qdpx: bytes, tmp_path: Path
) -> None:
    """The program pyrefiqda reads the words, the codes and the note of a statement."""
    (tmp_path / "p.qdpx").write_bytes(qdpx)
    project = RefiProject.load(tmp_path / "p.qdpx", extract_dir=str(tmp_path / "x"))
    (sif,) = (one for one in project.sources.text_source if one.name.endswith("2015"))
    path = RefiProject.resolve_source_path(sif.plain_text_path, tmp_path / "x")
    text = path.read_text(encoding="utf-8")
    (found,) = (one for one in sif.plain_text_selection if one.name == "p4-u2v3")
    words = text[found.start_position : found.end_position]
    assert words == "Adopters praise the harbour team"
    assert found.description == "People who adopted speak well of the adoption team."
    names = {one.guid: one.name for one in flat(project.code_book.codes.code)}
    coded = [names[one.code_ref.target_guid] for one in found.coding]
    assert coded == ["adoption", "strength", "practice", "said by others", "parents", "finding"]  # fmt: skip


def flat(codes: list) -> list:  # type: ignore[type-arg]
    """Return the given codes and all codes nested in them."""
    return [one for code in codes for one in (code, *flat(code.code))]


@pytest.mark.parametrize("form", ["qdpx", "taguette", "qualcoder", "annotations"])
def test_findings_come_back_as_they_were(
    form: str, small_store: Store, small: Project, tmp_path: Path
) -> None:
    """If an export is imported again, the findings are the same.

    Statements of other kinds are listed as left out.
    """
    done = written(small_store, form, REPORTS)
    name = "highlights.csv" if form == "taguette" else next(iter(done.files))
    (tmp_path / name).write_bytes(done.files[name])
    settings = Settings(knowledge(), date(2026, 11, 30), project=SMALL)
    result = import_codings(read_codings(tmp_path / name), REPORTS, settings)
    # Tables have no names of codings, and Taguette's has no notes.
    kept = KEPT - ({"id", "note"} if form == "taguette" else set())
    kept -= {"id"} if form == "qualcoder" else set()
    assert findings_drafted(result.files, kept) == findings_curated(kept)
    count = sum(len(one.extract.findings) for one in small.extracts)
    assert len(result.left_out) == 0
    assert done.codings == count + len(result.every_left_out)
    assert not result.changed


def findings_drafted(files: dict[str, bytes], kept: set[str]) -> list[str]:
    """Return the findings of drafted extracts, each as JSON with only the given keys."""
    texts = [content for name, content in files.items() if name.endswith(".yaml")]
    return sorted(line for text in texts for line in lines(text.decode(), kept))


def findings_curated(kept: set[str]) -> list[str]:
    """Return the findings of the small project, each as JSON with only the given keys."""
    texts = (
        file.read_text(encoding="utf-8")
        for file in (SMALL / "extracts").glob("nether*.yaml")
    )
    return sorted(line for text in texts for line in lines(text, kept))


def lines(text: str, kept: set[str]) -> list[str]:
    """Return each finding of an extract as JSON with only the given keys."""
    return [
        json.dumps({key: one[key] for key in sorted(kept & set(one))}, default=str)
        for one in findings(text)
    ]


def test_a_codebook_has_themes_under_themes_with_definitions(
    small_store: Store, tmp_path: Path
) -> None:
    """Pyrefiqda reads the codebook: the nested themes, each with its definition."""
    (content,) = written(small_store, "qdc", None).files.values()
    (tmp_path / "c.qdc").write_bytes(content)
    book = RefiCodebook.load(tmp_path / "c.qdc")
    (themes,) = (one for one in book.codes.code if one.name == "themes")
    (help_,) = (one for one in themes.code if one.name == "early help")
    assert "common assessment" in [one.name for one in help_.code]
    assert all(one.description for one in flat(help_.code))


def test_no_words_of_a_report_without_the_reports(small_store: Store) -> None:
    """Exported annotations quote words only if the reports are given.

    Otherwise they contain only the positions of the words. A format that needs the
    words is then refused.
    """
    (without,) = written(small_store, "annotations", None).files.values()
    (having,) = written(small_store, "annotations", REPORTS).files.values()
    for unit in read_report(REPORTS / "netherford-sif-2015.md").units:
        if unit.kind in {"paragraph", "bullet"}:
            assert unit.text[:40] not in without.decode()
    first = json.loads(having)["first"]["items"][-1]["target"]["selector"]
    assert [one["type"] for one in first] == [
        "TextPositionSelector",
        "TextQuoteSelector",
        "WordsSelector",
    ]
    text = ReportText(read_report(REPORTS / "netherford-sif-2015.md")).text
    position, quote, _ = first
    start, end = position["start"], position["end"]
    assert quote["exact"] == text[start:end]
    assert quote["prefix"] == text[max(start - 32, 0) : start]
    assert quote["suffix"] == text[end : end + 32]
    assert "quotes reports" in json.loads(having)["label"]
    with pytest.raises(
        UsageError, match="give the folder of the reports with `--reports DIR`"
    ):
        written(small_store, "qdpx", None)


def test_a_report_that_is_not_at_hand_is_named(
    small_store: Store, tmp_path: Path
) -> None:
    """If one of two reports is missing, the other is exported and the missing one is listed.

    If both are missing, the export is refused.
    """
    name = "netherford-sif-2015.md"
    (tmp_path / name).write_bytes((REPORTS / name).read_bytes())
    done = written(small_store, "qualcoder", tmp_path)
    assert [(one.kind, one.name) for one in done.left_out] == [
        ("report", "netherford-jar-2008")
    ]
    text = done.files["codings.csv"].decode("utf-8-sig")
    assert {row["File"] for row in csv.DictReader(io.StringIO(text))} == {name[:-3]}
    (tmp_path / name).unlink()
    with pytest.raises(UnreadableError, match="none of the reports in the graph"):
        written(small_store, "qualcoder", tmp_path)


def test_words_that_are_not_in_the_report_are_not_coded(
    small_store: Store, tmp_path: Path
) -> None:
    """A statement whose words are not in the report is listed instead of exported."""
    name = "netherford-sif-2015.md"
    text = (REPORTS / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(
        text.replace("Adopters praise", "Carers like"), encoding="utf-8"
    )
    done = written(small_store, "qualcoder", tmp_path)
    assert [one.name for one in done.left_out if one.kind == "statement"] == ["p4-u2v3"]
