"""The standard streams: escapes on a terminal, UTF-8 in a file, a sentence where one is closed or full.

Every command is run as a process, since only that has real streams.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inspectgraph.answer.table import table
from inspectgraph.build import build
from inspectgraph.cli import main
from inspectgraph.cli.query import Shared
from inspectgraph.files.console import escape_controls
from processes import default_signals

pty = pytest.importorskip(
    "pty", reason="only systems with terminals of this kind have the module"
)

SMALL = Path(__file__).parents[1] / "projects" / "small"
REPORT = "reports/netherford-jar-2008.md"
#: What may not reach a terminal: an escape sequence, a bell, C1, marks that reorder
#: text.
HOSTILE = "a\x1b[2Jb\x07c\x9b31md\u202ee\u2066f\rg\x00h\u2028i\ufeffj\U000e0041k"
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]"
)
FULL = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs a device that is always full"
)


def one_fast(first: str, *others: str) -> list[Any]:
    """Return parameters of a test, of which all but the first are slow."""
    return [first, *(pytest.param(one, marks=pytest.mark.slow) for one in others)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small project that has been built."""
    folder = shutil.copytree(SMALL, tmp_path_factory.mktemp("built") / "small")
    build(folder, draw=False)
    return folder


def shell(
    line: str, folder: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a shell line in which `ig` stands for our command."""
    # -P: an installed command has no current folder on its path either. With one that was deleted,
    # CPython 3.13.0 fails to import any compiled module.
    command = (
        f'ig() {{ "{sys.executable}" -P -c "from inspectgraph.cli import main; main()"'
        f' "$@"; }}; {line}'
    )
    whole = {**os.environ, "NO_COLOR": "1", **environment}
    whole.pop("PYTHONIOENCODING", None)
    whole |= environment
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=whole,
        capture_output=True,
        check=False,
    )


def in_terminal(words: list[str], folder: Path, **environment: str) -> bytes:
    """Return all that a command shows in a terminal."""
    parent, child = pty.openpty()
    whole = {
        **os.environ,
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        **environment,
    }
    command = [
        sys.executable,
        "-c",
        "from inspectgraph.cli import main; main()",
        *words,
    ]
    with subprocess.Popen(
        command, cwd=folder, env=whole, stdout=child, stderr=child
    ) as process:
        os.close(child)
        seen = b"".join(_chunks(parent))
        process.wait()
    os.close(parent)
    return seen


def _chunks(descriptor: int) -> Iterator[bytes]:
    """Yield what can be read from a terminal until its other side is closed."""
    while True:
        try:
            chunk = os.read(descriptor, 65536)
        except OSError:
            return
        if not chunk:
            return
        yield chunk


# One function


def test_control_characters_become_escapes() -> None:
    """Control characters are shown by codes; letters, tabs and line feeds stay."""
    shown = r"a\x1b[2Jb\x07c\x9b31md\u202ee\u2066f\x0dg\x00h\u2028i\ufeffj\U000e0041k"
    assert escape_controls(HOSTILE) == shown
    assert escape_controls("é – “x”\t½\n\u200d\u00ad😀") == "é – “x”\t½\n\u200d\u00ad😀"
    assert (
        escape_controls("bytes that are no text: \udcff")
        == r"bytes that are no text: \udcff"
    )


def test_a_table_shows_escapes_on_one_line() -> None:
    """Names and cells of a table show control characters as escapes, on one line."""
    lines = table((HOSTILE, "b"), [(HOSTILE, "x\ny"), (HOSTILE, "x\r\n\tz")], 200)
    assert not any(CONTROLS.search(line.text) or "\n" in line.text for line in lines)
    assert any(r"\x1b[2J" in line.text for line in lines)
    assert any("x y" in line.text for line in lines)


# Closed, full and broken streams


DATA = [
    "ig --version",
    "ig --help",
    "ig query --help",
    "ig query coverage",
    "ig query coverage --format csv",
    "ig query coverage --format json",
    "ig export --format trig",
    f"ig read {REPORT}",
    "ig questions",
    "ig schema",
    f"ig read {REPORT} --units",
    "ig validate",
]


@pytest.mark.slow
@FULL
@pytest.mark.parametrize("unbuffered", one_fast("", "1"))
@pytest.mark.parametrize("line", DATA)
def test_full_standard_output_is_reported(
    built: Path, line: str, unbuffered: str
) -> None:
    """A full standard output gives one sentence and exit code 2."""
    done = shell(f"{line} >/dev/full", built, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1:] == [
        b"standard output cannot be written (No space left on device) [not-written]"
    ]
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("line", DATA)
def test_closed_standard_output_is_reported(built: Path, line: str) -> None:
    """A closed standard output gives a sentence and exit code 2."""
    done = shell(f"{line} >&-", built)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1:] == [
        b"standard output cannot be written (it is closed) [not-written]"
    ]


@pytest.mark.parametrize("unbuffered", one_fast("", "1"))
@pytest.mark.parametrize(
    "line",
    ["ig export --format nquads", "ig query coverage", f"ig read {REPORT} --format md"],
)
def test_a_reader_that_ends_is_no_fault(
    built: Path, line: str, unbuffered: str
) -> None:
    """If the reader of a pipe ends, the command ends quietly with code 141."""
    done = shell(
        f"{line} | true; echo ${{PIPESTATUS[0]}}", built, PYTHONUNBUFFERED=unbuffered
    )
    assert (done.stdout, done.stderr) == (b"141\n", b"")


@pytest.mark.parametrize("unbuffered", one_fast("", "1"))
def test_a_reader_that_ends_in_the_midst_is_noticed(
    built: Path, unbuffered: str
) -> None:
    """A write that the system carried out in part is not taken for a whole one."""
    done = shell(
        "ig export --format nquads | head -c 1; echo ${PIPESTATUS[0]}",
        built,
        PYTHONUNBUFFERED=unbuffered,
    )
    assert (done.stdout[1:], done.stderr) == (b"141\n", b"")


@pytest.mark.parametrize("unbuffered", one_fast("", "1"))
def test_a_slow_reader_gets_everything(built: Path, unbuffered: str) -> None:
    """Much data through a pipe is whole, with and without buffers."""
    done = shell(
        "ig export --format nquads | (sleep 0.2; cat)",
        built,
        PYTHONUNBUFFERED=unbuffered,
    )
    direct = shell("ig export --format nquads", built)
    assert done.stdout == direct.stdout
    assert len(done.stdout) > 1_000_000


@pytest.mark.slow
@FULL
@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ig query coverage", 0),
        ("ig query coverag", 2),
        ("ig query coverage --format x", 2),
        ("ig read none.pdf", 3),
    ],
)
def test_without_standard_error_the_exit_code_counts(
    built: Path, line: str, code: int, streams: str
) -> None:
    """Without standard error, the exit code and the printed data are the same."""
    done = shell(f"{line} {streams}", built)
    assert (done.returncode, done.stdout) == (code, shell(line, built).stdout)


@pytest.mark.slow
@FULL
@pytest.mark.parametrize(
    "streams", [">&- 2>&-", ">/dev/full 2>/dev/full", "<&- >&- 2>&-"]
)
def test_without_any_stream_a_build_is_whole(tmp_path: Path, streams: str) -> None:
    """A build whose streams are closed or full still writes all files unharmed."""
    folder = shutil.copytree(SMALL, tmp_path / "small")
    assert shell(f"ig build --no-draw {streams}", folder).returncode == 0
    assert (
        shell(
            "cd graphs && sha256sum --check --quiet inspectgraph.sha256", folder
        ).returncode
        == 0
    )


@pytest.mark.parametrize("stream", ["<&-", "</dev/null", "<<< ' '"])
def test_no_query_on_standard_input_is_reported(built: Path, stream: str) -> None:
    """A closed or empty standard input is reported as a missing query."""
    done = shell(f"ig query - {stream}", built)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b"[no-query]\n")
    assert done.stderr.count(b"\n") == 1


# Ctrl-C


def has_owner(lock: Path) -> bool:
    """Return whether a lock file names the process that holds it."""
    return lock.exists() and lock.stat().st_size > 0


def test_an_interrupted_build_says_so(tmp_path: Path) -> None:
    """An interrupted build exits with 130 and one word, and the old set is whole."""
    folder = shutil.copytree(SMALL, tmp_path / "small")
    build(folder, draw=False)
    before = sorted(path.name for path in folder.iterdir())
    command = [
        sys.executable,
        "-c",
        "from inspectgraph.cli import main; main()",
        "build",
        "--no-draw",
    ]
    with subprocess.Popen(
        command,
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=default_signals,
    ) as process:
        # An interrupt before the owner is written may leave an empty file, which locks nothing.
        while not has_owner(folder / ".graphs.inspectgraph-lock"):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate()
    assert (process.returncode, messages.strip()) == (130, "Interrupted")
    assert sorted(path.name for path in folder.iterdir()) == before
    assert (
        shell(
            "cd graphs && sha256sum --check --quiet inspectgraph.sha256", folder
        ).returncode
        == 0
    )


def test_an_interrupt_anywhere_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C within a query exits with 130 and prints one word."""

    def interrupted(_one: Shared, _text: str, _source: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("inspectgraph.cli.query._ask_text", interrupted)
    done = CliRunner().invoke(main, ["query", "-"], input="ASK {}")
    assert (done.exit_code, done.stderr.strip(), done.stdout) == (
        130,
        "Interrupted",
        "",
    )


def test_a_refusal_of_the_system_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system that no command expects gives one sentence."""

    def refused(_one: Shared, _text: str, _source: str) -> None:
        raise PermissionError(13, "Permission denied", "graphs/x.ttl")

    monkeypatch.setattr("inspectgraph.cli.query._ask_text", refused)
    done = CliRunner().invoke(main, ["query", "-"], input="ASK {}")
    assert done.exit_code == 3
    assert (
        done.stderr
        == "graphs/x.ttl: the operating system refused the operation: Permission denied"
        " [system-refused]\n"
    )


def test_a_current_folder_that_is_gone_is_reported(built: Path, tmp_path: Path) -> None:
    """A command in a current folder that was deleted reports that in one sentence."""
    done = shell(
        f"mkdir {tmp_path}/x; cd {tmp_path}/x; rmdir {tmp_path}/x; ig query coverage",
        built,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        done.stderr
        == b"the current folder was deleted; change to another folder [no-project]\n"
    )


# Encodings


@pytest.mark.parametrize(
    "page", one_fast("ascii", "cp1252", "cp437", "latin-1", "cp850")
)
@pytest.mark.parametrize(
    "words",
    [
        ["query", "caf-uptake"],
        ["query", "caf-uptake", "--format", "csv"],
        ["questions"],
        ["--help"],
        ["read", REPORT],
    ],
)
def test_a_terminal_of_any_code_page_gets_an_answer(
    built: Path, page: str, words: list[str]
) -> None:
    """Signs that the code page lacks become similar ones; nothing is lost but their shape."""
    shown = in_terminal(words, built, PYTHONIOENCODING=page).decode(page)
    expected = in_terminal(words, built, PYTHONIOENCODING="utf-8").decode()
    assert "Error" not in shown
    assert shown.count("\n") == expected.count("\n")
    assert len(shown) > 0.9 * len(expected)
    assert re.findall("[A-Za-z]{3,}", shown) == re.findall("[A-Za-z]{3,}", expected)


def test_rules_of_tables_become_hyphens(built: Path) -> None:
    """Where the code page has no line characters, rules of tables are hyphens."""
    shown = in_terminal(
        ["query", "caf-uptake"], built, PYTHONIOENCODING="cp1252"
    ).decode("cp1252")
    assert "-" * 50 in shown
    assert "·" in shown


@pytest.mark.slow
@pytest.mark.parametrize("page", one_fast("ascii", "utf-16", "cp1252", "cp437"))
@pytest.mark.parametrize(
    "line",
    [
        "ig query caf-uptake",
        "ig query caf-uptake --format csv",
        "ig query caf-uptake --format md",
        "ig questions",
        f"ig read {REPORT} --format md",
        f"ig read {REPORT} --format json",
        f"ig read {REPORT} --units",
        "ig schema",
        f"ig draft {REPORT}",
    ],
)
def test_a_file_is_utf8_whatever_the_terminal(
    built: Path, line: str, page: str
) -> None:
    """What is redirected to a file has the same bytes under every code page."""
    expected = shell(line, built, PYTHONIOENCODING="utf-8").stdout
    assert shell(line, built, PYTHONIOENCODING=page).stdout == expected
    assert expected.decode()


def test_a_copy_in_markdown_can_be_read_again(built: Path, tmp_path: Path) -> None:
    """A Markdown copy is read again, even if the code page lacks some signs."""
    text = (
        "# A review – Netherford\n\n1. Children’s homes are “good” – nothing else is ─"
        " said of them here.\n"
    )
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    done = shell(
        "ig read report.md --format md > copy.md && ig read copy.md",
        tmp_path,
        PYTHONIOENCODING="cp1252",
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Children’s homes are “good” – nothing else is ─ said" in (
        tmp_path / "copy.md"
    ).read_text("utf-8")


# Control characters


def test_a_terminal_never_gets_control_characters(built: Path, tmp_path: Path) -> None:
    """Control characters in queries, file names and options are shown as escapes."""
    query = tmp_path / "hostile.rq"
    escaped = "".join(f"\\U{ord(sign):08X}" for sign in HOSTILE)
    query.write_text(f'SELECT ("{escaped}" AS ?a) {{}}', encoding="utf-8")
    commands = [
        *(
            ["query", "--file", str(query), "--format", form]
            for form in ("table", "csv", "tsv", "json", "md")
        ),
        ["query", "--file", "none\x1b[2J\u202e.rq"],
        ["query", "\x1b[2J\u202e"],
        ["query", "coverage", "--\x1b[2J"],
        ["query", "theme-uptake", "--theme", "\x1b[2J\u202e"],
        ["read", "none\x1b[2J\u202e.pdf"],
        ["\x1b[2J\u202e"],
        ["validate", "\x1b[2J\u202e.yaml"],
        ["export", "--format", "csv", "-o", f"{query}/\x1b[2J"],
    ]
    for words in commands:
        shown = in_terminal(words, built).decode().replace("\r\n", "\n")
        assert not CONTROLS.search(shown), (words, shown)
        assert "Traceback" not in shown


def test_messages_and_tables_are_safe_in_a_file_too(
    built: Path, tmp_path: Path
) -> None:
    """A file may be shown in a terminal later; formats for data keep the characters as their rules say."""
    query = tmp_path / "hostile.rq"
    query.write_text(r'SELECT ("a\u001b[2J" AS ?a) {}', encoding="utf-8")
    printed = shell(f"ig query --file {query}; ig query $'\\x1b[2J'", built)
    assert b"\x1b" not in printed.stdout + printed.stderr
    assert rb"a\x1b[2J" in printed.stdout
    assert b"<U+001B>[2J" in printed.stderr
    assert (
        shell(f"ig query --file {query} --format csv", built).stdout
        == b"a\r\na\x1b[2J\r\n"
    )
    assert (
        rb"a\u001b[2J" in shell(f"ig query --file {query} --format json", built).stdout
    )


def test_a_progress_bar_still_moves(built: Path) -> None:
    """The progress bar's own control sequences reach the terminal unescaped."""
    shown = in_terminal(["draft", "reports", "-o", "drafts", "--force"], built)
    assert b"Drafting" in shown
    assert b"\\x1b" not in shown
    assert b"\\x0d" not in shown
