"""Tests of the import of codings: only certain codings become drafted findings.

All other codings are listed with the reason.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coding.coded import (
    ADOPTION,
    LATE,
    REPORTS,
    SIF,
    SMALL,
    WEAKNESS,
    imported,
    qdpx,
    selection,
    source,
    zipped,
)
from inspectgraph.anchors.verify import verify
from inspectgraph.cli import main
from inspectgraph.coding.importing import Result
from inspectgraph.coding.report_text import ReportText
from inspectgraph.load import load_project
from inspectgraph.model.errors import UnreadableError
from inspectgraph.read import read_report

#: A text that another program made of the report: other line ends, and a page number.
THEIRS = (
    "- 7 -\nSupervision of social\nworkers is regular, yet its records are thin. \n"
    "Adopters praise the harbour team, which found homes for 18 children in a year."
)


def span(words: str, text: str = THEIRS) -> tuple[int, int]:
    """Return the start and end position of some words in a text."""
    start = text.index(words)
    return start, start + len(words)


def reasons(result: Result) -> list[tuple[str, str]]:
    """Return the kind and reason of each coding that was left out."""
    return [(one.kind, one.reason) for one in result.every_left_out]


def test_words_of_another_conversion_are_found(tmp_path: Path) -> None:
    """Words coded in another conversion of a report are found in the report.

    The finding gets a sealed anchor, and a code becomes a theme in any letter case.
    """
    start, end = span("Adopters praise the harbour team")
    content = qdpx(source(THEIRS, selection(start, end, ADOPTION, WEAKNESS)))
    result = imported(tmp_path / "a.qdpx", content)
    (record,) = result.imported[0].records
    assert record["at"] == {
        "unit": "p4",
        "length": 28,
        "start": 0,
        "digest": "df4514c04aec",
    }
    assert (record["polarity"], record["themes"]) == ("weakness", ["adoption"])
    assert record["draft"]["rule"] == "imported-coding"
    assert not result.every_left_out


def test_a_draft_loads_and_its_anchors_are_found(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The imported extract can be loaded, and `verify` finds its anchors.

    A second import does not replace the extract without `--force`.
    """
    start, end = span("Adopters praise the harbour team")
    (small_copy / "a.qdpx").write_bytes(
        qdpx(source(THEIRS, selection(start, end, ADOPTION)))
    )
    for extract in (small_copy / "extracts").glob(f"{SIF}*"):
        extract.unlink()
    monkeypatch.chdir(small_copy)
    done = CliRunner().invoke(
        main, ["import", "a.qdpx", "--reports", "reports", "-o", "extracts"]
    )
    assert done.exit_code == 0, done.output
    (found,) = (
        one for one in verify(load_project(small_copy), REPORTS) if one.report == SIF
    )
    assert (found.state, found.words) == ("found", "Adopters praise the harbour team")
    again = CliRunner().invoke(
        main, ["import", "a.qdpx", "--reports", "reports", "-o", "extracts"]
    )
    assert again.exit_code == 2
    assert "exists already; replace it with --force" in again.output


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        ("Other 1.0", THEIRS.replace("\n", "\r\n")),
        ("ATLAS.ti 23", THEIRS),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_texts_of_other_programs(
    tmp_path: Path, origin: str, text: str, encoding: str
) -> None:
    """Positions are understood as each program counts them.

    ATLAS.ti counts a line end as one character, and other programs count two. UTF-16 is
    read as well.
    """
    own = "80000000-0000-4000-8000-000000000000"
    words = selection(*span("Adopters praise the harbour team", text), ADOPTION)
    there = f'<TextSource guid="{own}" name="{SIF}" plainTextPath="internal://t.txt">{words}</TextSource>'
    stored = text.replace("\r\n", "\n").replace("\n", "\r\n").encode(encoding)
    content = qdpx(there, files={"Sources/t.txt": stored}, origin=origin)
    result = imported(tmp_path / "a.qdpx", content)
    assert result.imported[0].records[0]["at"]["length"] == 28
    assert not result.changed


def test_a_code_that_is_no_theme_is_a_question(tmp_path: Path) -> None:
    """For a code that is not a theme, the draft contains a question.

    The option `--code` gives the theme.
    """
    both = selection(*span("Adopters praise the harbour team"), ADOPTION, LATE)
    content = qdpx(source(THEIRS, both))
    result = imported(tmp_path / "a.qdpx", content)
    assert "Question: The code 'late help' is not a theme" in result.files[
        f"{SIF}.yaml"
    ].decode().replace("# ", "")
    only = qdpx(source(THEIRS, selection(*span("Adopters praise the harbour"), LATE)))
    assert reasons(imported(tmp_path / "b.qdpx", only)) == [
        ("coding", "none of its codes is a theme, and a finding needs a theme")
    ]
    told = imported(tmp_path / "b.qdpx", only, codes={"Late help": "early help"})
    assert told.imported[0].records[0]["themes"] == ["early-help"]


def test_without_a_code_for_it_the_polarity_is_drafted(tmp_path: Path) -> None:
    """If no code gives the polarity, it is drafted from the words, with a doubt."""
    start, end = span("Adopters praise the harbour team")
    result = imported(
        tmp_path / "a.qdpx", qdpx(source(THEIRS, selection(start, end, ADOPTION)))
    )
    (record,) = result.imported[0].records
    assert record["draft"]["rule"] != "imported-coding"
    assert record["doubt"].startswith("No code gives the polarity")


@pytest.mark.parametrize(
    ("words", "widened"),
    [
        ("opters praise the harbour team", "to whole words"),
        ("harbour team", "to its sentence"),
    ],
)
def test_an_anchor_that_would_be_poor_is_widened_and_listed(
    tmp_path: Path, words: str, widened: str
) -> None:
    """An anchor that is too short or cuts a word is widened, and the change is listed."""
    result = imported(
        tmp_path / "a.qdpx",
        qdpx(source(THEIRS, selection(*span(words), ADOPTION))),
    )
    assert [one.reason for one in result.changed] == [
        f"its anchor was widened {widened}"
    ]


def test_words_in_several_places_are_told_apart_by_their_context(
    tmp_path: Path,
) -> None:
    """If words occur twice, the words around them show which occurrence is meant.

    If there are no words around them, the coding is left out.
    """
    ours = ReportText(read_report(REPORTS / "netherford-jar-2008.md")).text
    theirs = ours.replace("\n\n", "\n")
    words = "Safeguarding is good"
    assert ours.count(words) == 2
    code = selection(*span(words, theirs), ADOPTION)
    name = "netherford-jar-2008"
    found = imported(tmp_path / "a.qdpx", qdpx(source(theirs, code, name)))
    assert found.imported[0].records[0]["at"]["unit"] == "p2/1"
    alone = qdpx(source(words, selection(0, len(words), ADOPTION), name))
    ((_, reason),) = reasons(imported(tmp_path / "b.qdpx", alone))
    assert reason == "its words occur 2 times in the report; code more words"


@pytest.mark.parametrize(
    ("prefix", "unit"), [("2007 showed:", "p2/1"), ("as nobody said:", "")]
)
def test_a_prefix_alone_tells_places_apart(
    tmp_path: Path, prefix: str, unit: str
) -> None:
    """For words that occur twice, the words before a quotation can decide the place.

    If they occur at neither place, the coding is left out.
    """
    quote = {
        "type": "TextQuoteSelector",
        "exact": "Safeguarding is good",
        "prefix": prefix,
    }
    uri = "https://example.org/netherford-jar-2008.pdf"
    row = {"uri": uri, "tags": ["adoption"], "target": [{"selector": [quote]}]}
    result = imported(tmp_path / "h.json", json.dumps({"rows": [row]}).encode())
    records = result.imported[0].records
    assert [one["at"]["unit"] for one in records] == ([unit] if unit else [])
    assert bool(result.every_left_out) == (not unit)


def test_overlapping_codings_are_findings_of_their_own(tmp_path: Path) -> None:
    """Overlapping codings become separate findings; codings of the same words become one."""
    first = selection(*span("Adopters praise the harbour team"), ADOPTION)
    same = selection(*span("Adopters praise the harbour team"), WEAKNESS)
    wider = selection(*span("praise the harbour team, which found homes"), ADOPTION)
    result = imported(tmp_path / "a.qdpx", qdpx(source(THEIRS, first + wider + same)))
    assert len(result.imported[0].records) == 2
    assert result.imported[0].records[0]["themes"] == ["adoption"]


def test_a_comment_in_the_reports_words_is_no_note(tmp_path: Path) -> None:
    """A comment becomes the note of the finding.

    A comment that repeats six consecutive words of the report is replaced by a drafted
    note.
    """
    start, end = span("Adopters praise the harbour team")
    for comment, note in (
        ("Families are pleased.", "Families are pleased."),
        ("It found homes for 18 children in a year, they say", "Drafted: "),
    ):
        more = f"<Description>{comment}</Description>"
        content = qdpx(source(THEIRS, selection(start, end, ADOPTION, more=more)))
        result = imported(tmp_path / "a.qdpx", content)
        assert result.imported[0].records[0]["note"].startswith(note)
        assert bool(result.changed) == (note == "Drafted: ")


@pytest.mark.parametrize(
    ("positions", "reason"),
    [
        ((0, 9999), "its end is 9999, and the text ends at 153"),
        ((9, 4), "its positions 9 to 4 do not mark any text"),
        (("x", 4), "its positions are not whole numbers"),
        ((0, 1), "the coded part has no letter and no digit"),
        ((0, 12), "its words are not in the report"),
    ],
)
def test_positions_that_are_wrong_are_listed(
    tmp_path: Path, positions: tuple[int | str, int], reason: str
) -> None:
    """A coding with wrong positions is listed with the reason; the others are imported."""
    good = selection(*span("Adopters praise the harbour team"), ADOPTION)
    content = qdpx(source(THEIRS, selection(*positions, ADOPTION) + good))
    result = imported(tmp_path / "a.qdpx", content)
    assert [kind for kind, _ in reasons(result)] == ["coding"]
    assert reasons(result)[0][1].startswith(reason[:40])


def test_everything_that_has_no_place_is_named(tmp_path: Path) -> None:
    """Items that an extract cannot contain are listed one by one.

    Examples are pictures, audio, sets, relations and memos.
    """
    guid = "70000000-0000-4000-8000-000000000000"
    picture = (
        f'<PictureSource guid="{guid}" name="map"><PictureSelection guid="{guid}" name="corner"'
        ' firstX="0" firstY="0" secondX="9" secondY="9"/></PictureSource>'
    )
    audio = f'<AudioSource guid="{guid}" name="talk"/>'
    pdf = (
        f'<PDFSource guid="{guid}" name="scan"><PDFSelection guid="{guid}" name="box" page="0"'
        ' firstX="0" firstY="0" secondX="9" secondY="9"/></PDFSource>'
    )
    lost = f'<TextSource guid="{guid}" name="gone" plainTextPath="internal://gone.txt">{selection(0, 4, ADOPTION)}</TextSource>'
    rest = (
        f'<Notes><Note guid="{guid}" name="my memo"/></Notes><Links><Link guid="{guid}" name="leads to"/></Links>'
        f'<Sets><Set guid="{guid}" name="my set"/></Sets>'
    )
    result = imported(tmp_path / "a.qdpx", qdpx(picture + audio + pdf + lost, rest))
    assert [(one.kind, one.name) for one in result.every_left_out] == [
        ("picture", "map"),
        ("coding", "corner of map"),
        ("audio", "talk"),
        ("coding", "box of scan"),
        ("source", "scan"),
        ("source", "gone"),
        ("coding", "words of gone"),
        ("relation", "leads to"),
        ("set", "my set"),
        ("memo", "my memo"),
    ]
    assert not result.files


def test_a_document_that_is_no_report_is_named_and_can_be_given(tmp_path: Path) -> None:
    """A document that is not a report is named, and `--source` can assign it to a report."""
    words = selection(*span("Adopters praise the harbour team"), ADOPTION)
    content = qdpx(source(THEIRS, words, "Interview 3"))
    ((_, reason),) = reasons(imported(tmp_path / "a.qdpx", content))
    assert "--source 'Interview 3=REPORT'" in reason
    result = imported(tmp_path / "a.qdpx", content, sources={"Interview 3": SIF})
    assert list(result.files) == [f"{SIF}.yaml", f"{SIF}.units.tsv"]


# Tables and annotations


def test_the_table_of_taguette_itself(tmp_path: Path) -> None:
    """A table written by Taguette 1.5.2 is imported, and what is left out is listed."""
    sample = Path(__file__).parent / "samples" / "taguette-1.5.2-highlights.csv"
    result = imported(tmp_path / "t.csv", sample.read_bytes())
    assert {one.report: len(one.records) for one in result.imported} == {
        "netherford-jar-2008": 3,
        SIF: 6,
    }
    assert len(result.every_left_out) == 23


def test_the_table_of_qualcoder(tmp_path: Path) -> None:
    """In a table of QualCoder, codes of the same words become one finding.

    The memo becomes its note. Codings of images are listed.
    """
    table = (
        '\ufeff"File","Coder","Coded","Id","Codename","Coded_Memo","Category"\r\n'
        f'"{SIF}.md","me","Adopters praise the harbour team","ctid:1","adoption","They like it.","themes"\r\n'
        f'"{SIF}.md","me","Adopters praise the harbour team","ctid:2","strength","","polarity"\r\n'
        f'"{SIF}.md","me","image","imid:1","adoption","","themes"\r\n'
    )
    result = imported(tmp_path / "q.csv", table.encode())
    (record,) = result.imported[0].records
    assert (record["polarity"], record["note"]) == ("strength", "They like it.")
    assert reasons(result) == [("coding", "codings of image have no words")]


def test_annotations_of_hypothesis(tmp_path: Path) -> None:
    """Annotations of Hypothesis are imported; page notes and replies are listed."""
    words = "Adopters praise the harbour team"
    uri = f"https://example.org/reports/{SIF}.pdf"
    quote = [
        {"type": "RangeSelector", "startContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 5, "end": 37},
        {"type": "TextQuoteSelector", "exact": words, "prefix": "- 4. ", "suffix": ","},
    ]
    rows = [
        {"id": "a1", "uri": uri, "text": "They like it.", "tags": ["adoption"],
         "target": [{"source": uri, "selector": quote}]},
        {"id": "a2", "uri": uri, "text": "Of the page", "tags": [], "target": [{"source": uri}]},
        {"id": "a3", "uri": uri, "text": "Yes", "references": ["a1"], "target": [{"source": uri}]},
    ]  # fmt: skip
    for data in ({"total": 3, "rows": rows}, {"annotations": rows}):
        result = imported(tmp_path / "h.json", json.dumps(data).encode())
        (record,) = result.imported[0].records
        assert (record["at"]["unit"], record["note"]) == ("p4", "They like it.")
        assert [one.kind for one in result.every_left_out] == ["page note", "reply"]


def test_a_codebook_alone_lists_what_its_codes_mean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a codebook alone, the command prints the concept that each code means, if any."""
    guid = "70000000-0000-4000-8000-000000000000"
    (tmp_path / "c.qdc").write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        f'<Code guid="{guid}" name="CAF" isCodable="true"/>'
        f'<Code guid="{ADOPTION}" name="tea" isCodable="true"/></Codes></CodeBook>'
    )
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["import", "c.qdc"])
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "CAF: theme/common-assessment",
        "tea: no concept has this name",
    ]


# Files that are refused as a whole

DTD = b'<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "b">]><Project name="p"/>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.qdpx", b"no zip at all", "not-a-zip"),
        ("a.qdpx", zipped({"readme.txt": b"x"}), "no-project-file"),
        (
            "a.qdpx",
            zipped({"project.qde": b"<Project/>", "../up.txt": b"x"}),
            "path-outside",
        ),
        ("a.qdpx", zipped({"project.qde": DTD}), "xml-with-dtd"),
        ("a.qdc", b"<!DOCTYPE CodeBook><CodeBook/>", "xml-with-dtd"),
        ("a.qdpx", zipped({"project.qde": b"<Project>"}), "not-xml"),
        (
            "a.qdpx",
            zipped({"project.qde": b'<?xml version="1.0" encoding="q"?><Project/>'}),
            "not-xml",
        ),
        ("a.qdpx", zipped({"project.qde": b"<Other/>"}), "unknown-codings"),
        ("a.qdc", b"<html/>", "unknown-codings"),
        ("a.csv", b"", "empty-codings"),
        ("a.csv", b"a,b\n1,2\n", "unknown-codings"),
        ("a.csv", "id,document,tag,content\n1,é,b,c".encode("latin-1"), "not-utf-8"),
        ("a.csv", b"id,document,tag,content\n1,2\n", "bad-codings"),
        ("a.csv", b'id,document,tag,content\n1,2,"3', "bad-codings"),
        ("a.json", b"{", "bad-codings"),
        ("a.json", b'{"rows": []}', "unknown-codings"),
        ("a.json", b"[" * 100_000, "bad-codings"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    """A bad file is refused with an error code, and no extract is written."""
    with pytest.raises(UnreadableError) as caught:
        imported(tmp_path / name, content)
    assert caught.value.code == code
    done = CliRunner().invoke(
        main,
        ["import", str(tmp_path / name), "--reports", str(REPORTS), "-o", str(tmp_path / "out")],
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (3, "")
    assert not (tmp_path / "out").exists()


def test_options_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """Missing or contradictory options are refused with a message."""
    file = tmp_path / "a.qdpx"
    words = selection(*span("Adopters praise the harbour team"), ADOPTION)
    file.write_bytes(qdpx(source(THEIRS, words)))
    reports = ["--reports", str(REPORTS)]
    for more, message in (
        ([], "give the folder of the reports with `--reports DIR`"),
        (reports, "give the file or folder of the extracts with `-o`"),
        ([*reports, "--code", "late help"], "takes two names joined by `=`"),
        ([*reports, "--code", "a=early halp"], "did you mean 'early help'?"),
        (
            [*reports, "-o", str(tmp_path / "o"), "--source", "a=b"],
            "names no report in",
        ),
        (
            [*reports, "-o", str(tmp_path / "o.yaml")],
            "the extract of this report must be named",
        ),
    ):
        done = CliRunner().invoke(main, ["import", str(file), *more])
        assert done.exit_code == 2, done.output
        assert message in done.output
    assert not list(tmp_path.glob("o*"))


def test_the_result_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--format json`, standard output is one JSON object.

    It lists the imported codings and those that were left out.
    """
    monkeypatch.chdir(SMALL)
    words = selection(*span("Adopters praise the harbour team"), ADOPTION)
    cut = selection(0, 9999, ADOPTION)
    (tmp_path / "a.qdpx").write_bytes(qdpx(source(THEIRS, words + cut)))
    done = CliRunner().invoke(
        main,
        ["import", str(tmp_path / "a.qdpx"), "--reports", str(REPORTS), "-o", str(tmp_path), "--format", "json"],
    )  # fmt: skip
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert data["reports"] == [
        {"report": SIF, "codings": 1, "findings": 1, "questions": []}
    ]
    assert data["left_out"][0]["name"] == f"words of {SIF}"
