"""Quotations of other people's data: what is found, what differs, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.cli import main
from inspectgraph.model.errors import InspectGraphError, Where
from inspectgraph.quotations.check import STATES, Checked, check_rows
from inspectgraph.quotations.forms import forms_of
from inspectgraph.quotations.rows import Row, read_rows
from inspectgraph.quotations.source_files import Library

REPORT = """# Ferry schools in winter

1. The harbour team visited 14 of the 38 schools. It did not find the ferry time-
   table in all of them, and “good enough” was the word of three head teachers.

2. Costs rose by 3.5% to £1,250 a child. The council's safe-
   guarding lead has not read the plan, which is inadequate.

3. Children told us that they feel safe on the boats. They trust the crew, although the
   crew, which changes every month, rarely knows their names. It is no table for a guest.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a folder with one report."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "ferry-2024.md").write_text(REPORT, encoding="utf-8")
    return Library(folder)


def checked(library: Library, excerpt: str, source: str = "ferry-2024") -> Checked:
    """Return the result for one quotation."""
    return next(check_rows([Row(Where("q.csv", 2, 1), source, excerpt)], library))


@pytest.mark.parametrize(
    ("excerpt", "forms"),
    [
        ("The harbour team visited 14 of the 38 schools.", ()),
        ("find the ferry timetable in all", ("hyphen at line end",)),
        ("team\nvisited 14", ("white space",)),
        ('and "good enough" was', ("quotation marks",)),
        ("Costs rose by 3.5 % to £1250 a", ("white space", "punctuation")),
        ("they ﬁnd the ferry".removeprefix("they "), ("ligature",)),
        ("children told us", ("letter case",)),
        ("[T]he harbour team", ("insertion in brackets",)),
        ("Costs rose … a child", ("ellipsis",)),
        ("Costs rose [...] a child", ("ellipsis",)),
        ("[These children] trust the crew", ("insertion in brackets",)),
        ("It [didn't] find the ferry", ("insertion in brackets",)),
        ("[It couldn't] find the ferry", ("insertion in brackets",)),
        (
            "The council's safeguarding lead has [never read it]",
            ("insertion in brackets", "hyphen at line end"),
        ),
        ("a guest. It", ()),
        ("head teachers.\n2. Costs rose", ("paragraph number",)),
    ],
)
def test_the_same_words_in_another_form_are_found(
    library: Library, excerpt: str, forms: tuple[str, ...]
) -> None:
    """If only the form differs, each difference is named; without any, the quotation is exact."""
    one = checked(library, excerpt)
    if excerpt == "a guest. It":
        assert one.state != "exact"  # the words are in another order
        return
    assert one.state == ("same-words" if forms else "exact")
    assert one.forms == forms


@pytest.mark.parametrize(
    ("excerpt", "state", "quoted", "printed"),
    [
        ("visited 41 of the 38 schools", "figure-differs", "41", "14"),
        ("visited 38 of the 14 schools", "figure-differs", None, None),
        ("Costs rose by 35% to £1,250", "figure-differs", "35%", "3.5%"),
        ("3.5% to £1.250 a child", "figure-differs", "£1.250", "£1250"),
        ("the word of four head teachers", "figure-differs", "four", "three"),
        ("safeguarding lead has read the plan", "negation-differs", "", "not"),
        ("the plan, which is adequate", "negation-differs", "adequate", "inadequate"),
        ("It is notable for a guest", "negation-differs", "notable", "no table"),
        ("It did … find the ferry", "negation-differs", "", "not"),
        ("It did [then] find the ferry", "negation-differs", "", "not"),
        ("they [don't] feel safe on the boats", "negation-differs", "don't", ""),
        ("feel safe … [never] on the boats", "negation-differs", "never", ""),
        ("[No] children told us that they", "negation-differs", "No", ""),
        ("they feel safe on the boats [never]", "negation-differs", "never", ""),
        (
            "They trust the captain, although the crew",
            "words-differ",
            "captain",
            "crew",
        ),
        ("feel safe on the boat. They", "words-differ", "boat", "boats"),
        (
            "The harbour team visited the plan, which is inadequate",
            "joined",
            None,
            None,
        ),
        ("Costs rose … visited 14 of the", "joined", None, None),
        ("The mayor of the island resigned after a vote", "not-found", None, None),
        ("the crew", "too-short", None, None),
    ],
)
def test_a_change_of_words_is_told_by_its_kind(
    library: Library, excerpt: str, state: str, quoted: str | None, printed: str | None
) -> None:
    """A changed figure and a changed negation are told apart from other changed words."""
    one = checked(library, excerpt)
    assert one.state == state
    if quoted is not None:
        assert [(each.quoted, each.printed) for each in one.differences] == [
            (quoted, printed)
        ]


def test_a_quotation_has_the_place_and_the_anchor_of_its_words(
    library: Library,
) -> None:
    """The place of a quotation has the unit, the line, and the anchor that `seal` would make."""
    from inspectgraph.model.anchor import seal

    (place,) = checked(library, "The council’s safeguarding lead has not").places
    sentence = "The council's safeguarding lead has not read the plan"
    anchor = seal(
        "The council's safeguarding lead has not",
        f"Costs rose by 3.5% to £1,250 a child. {sentence}",
    )
    assert (place.unit, place.line) == ("p2", 6)
    assert (place.start, place.length, place.digest) == (
        anchor.start,
        anchor.length,
        anchor.digest,
    )


def test_a_quotation_runs_over_the_end_of_a_page(tmp_path: Path) -> None:
    """A page header between two halves of a sentence is passed over."""
    pages = [
        f"Inspection of ferry schools {n}\n\n{n}. Paragraph number {n} of the report says"
        " that all is well on the islands and\n"
        for n in range(1, 6)
    ]
    middle = "\n\f".join(pages).replace(
        "3. Paragraph number 3 of the report says that",
        "goes on after the page, although",
    )
    (tmp_path / "r.txt").write_text(middle, encoding="utf-8")
    one = checked(
        Library(tmp_path), "well on the islands and goes on after the page", "r"
    )
    assert (one.state, one.forms) == ("same-words", ("white space",))


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("ferry-2024.md", "exact"),
        ("file:papers/Ferry-2024.md", "exact"),
        ("ferry 2024", "exact"),
        ("fery-2024", "no-source"),
        ("../ferry-2024.md", "exact"),
    ],
)
def test_a_source_is_a_file_of_the_folder(
    library: Library, source: str, state: str
) -> None:
    """A source is found by its file name, with or without the ending, whatever folder precedes it."""
    assert checked(library, "They trust the crew", source).state == state


def test_a_document_that_cannot_be_read_is_told_for_each_row(tmp_path: Path) -> None:
    """Each row on a document that cannot be read is reported, and the other rows are checked."""
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    (tmp_path / "b.md").write_text(REPORT, encoding="utf-8")
    library = Library(tmp_path)
    states = [checked(library, "They trust the crew", name).state for name in "abc"]
    assert states == ["unreadable-source", "exact", "no-source"]


def test_forms_are_those_between_the_letters() -> None:
    """Differences of form are named by the sign that changed, such as a hyphen."""
    assert forms_of("well-led", "well\u2011led") == ["hyphen"]
    assert forms_of("well-led", "well-\nled") == ["hyphen at line end"]
    assert forms_of("a - b", "a – b") == ["dash"]


# Files of quotations


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file of quotations."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.csv", 'Source,Excerpt\na.pdf,"one, two"\n,x y z\n\na.pdf,\na.pdf,1,2\n'),
        ("q.tsv", "source\tquote\na.pdf\tone, two\n\tx y z\na.pdf\t\na.pdf\n"),
        (
            "q.csv",
            "id;reference;supporting text\n1;a.pdf;one, two\n2;;x\n3;a.pdf;\n4\n",
        ),
        (
            "q.json",
            '[{"source": "a.pdf", "excerpt": "one, two"}, {"excerpt": "x"},'
            ' {"source": "a.pdf", "excerpt": null}, {"source": "a.pdf"}]',
        ),
        (
            "q.yaml",
            "claims:\n- source: a.pdf\n  evidence:\n  - excerpt: >-\n      one,\n      two\n"
            "- excerpt: x\n- {source: a.pdf, excerpt: }\n- id: 4\n",
        ),
    ],
)
def test_every_row_of_a_file_is_accounted_for(
    tmp_path: Path, name: str, text: str
) -> None:
    """Columns are found by their usual names; a row without a source or an excerpt has a fault."""
    rows = read_rows(written(tmp_path, name, text)).rows
    assert (rows[0].source, rows[0].excerpt, rows[0].fault) == ("a.pdf", "one, two", "")
    assert len(rows) == 4
    assert all(row.fault for row in rows[1:])


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("q.csv", "a,b\n1,2\n", "no-column"),
        ("q.csv", "", "no-column"),
        ("q.csv", "source,excerpt\n", "no-quotation"),
        ("q.csv", 'source,excerpt\nx,"y\n', "bad-table"),
        ("q.json", '{"a": [1,', "bad-tree"),
        ("q.json", "[" * 100_000, "bad-tree"),
        ("q.yaml", "a: [\n", "bad-tree"),
        ("q.yaml", "[" * 500, "bad-tree"),
        ("q.yaml", "&a [*a, *a]", "no-column"),
        ("q.yaml", "source: a\nexcerpt: b\n---\nc: d\n", "bad-tree"),
        ("q.docx", "x", "quotations-type"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, text: str, code: str
) -> None:
    """The error on a file that cannot be read has a code and the name of the file."""
    with pytest.raises(InspectGraphError) as caught:
        read_rows(written(tmp_path, name, text))
    assert caught.value.code == code
    assert name in str(caught.value)


def test_an_alias_of_yaml_is_read_where_it_stands(tmp_path: Path) -> None:
    """An alias that repeats a text is read as a second quotation, with the source in its own row."""
    text = "- {source: a, excerpt: &x one two three}\n- {source: b, excerpt: *x}\n"
    rows = read_rows(written(tmp_path, "q.yaml", text)).rows
    assert [(row.source, row.excerpt) for row in rows] == [
        ("a", "one two three"),
        ("b", "one two three"),
    ]


# The command


def run(folder: Path, *arguments: str) -> Result:
    """Run `inspectgraph verify --excerpts` in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(main, ["verify", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a report and three quotations, one with a changed figure."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ferry-2024.md").write_text(REPORT, encoding="utf-8")
    written(
        tmp_path,
        "q.csv",
        "paper,words\nferry-2024,They trust the crew\nferry-2024,visited 41 of the 38\n"
        "ferry-2024,crew\n",
    )
    return tmp_path


ARGUMENTS = (
    *("--excerpts", "q.csv", "--reports", "papers"),
    *("--source-column", "paper", "--excerpt-column", "words"),
)


def test_the_command_lists_what_is_not_as_quoted(folder: Path) -> None:
    """Quotations that differ are listed with their lines, and the exit code is 1; otherwise it is 0."""
    result = run(folder, *ARGUMENTS)
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("q.csv:3:1: ferry-2024.md: ")
    assert "has '41' for '14' (figure)" in first
    assert second.endswith("[too-short]")
    assert "1 exact, 1 figure-differs, 1 too-short" in result.stderr
    assert len(run(folder, *ARGUMENTS, "--all").stdout.splitlines()) == 3
    assert run(folder, *ARGUMENTS, "--least-words", "1").stdout.count("\n") == 1
    written(folder, "q.csv", "paper,words\nferry-2024,They trust the crew\n")
    fine = run(folder, *ARGUMENTS)
    assert (fine.exit_code, fine.stdout) == (0, "")


def test_results_are_json_and_sarif(folder: Path) -> None:
    """JSON lists every quotation; SARIF lists those that are not as quoted, with their lines."""
    run(folder, *ARGUMENTS, "--format", "json", "-o", "out.json")
    found = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert not found["sound"]
    assert sum(found["counts"].values()) == len(found["quotations"]) == 3
    assert found["quotations"][1]["differences"] == [
        {"kind": "figure", "quoted": "41", "printed": "14"}
    ]
    sarif = json.loads(run(folder, *ARGUMENTS, "--format", "sarif").stdout)
    results = sarif["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [
        ("figure-differs", "error"),
        ("too-short", "warning"),
    ]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 3


def test_options_of_quotations_need_a_file(folder: Path) -> None:
    """`--format` without `--excerpts` is refused with a message that says what to add."""
    result = run(folder, "--reports", "papers", "--format", "json")
    assert result.exit_code == 2
    assert (
        "--format can be used only with `--excerpts FILE`; add this option, or omit"
        " --format" in result.output
    )


def test_every_state_is_documented() -> None:
    """The page on quotations has a row for each state."""
    page = Path(__file__).parents[2] / "docs/how-to/verify-quotations-of-other-data.md"
    text = page.read_text(encoding="utf-8")
    assert [state for state in STATES if f"| `{state}` |" not in text] == []
