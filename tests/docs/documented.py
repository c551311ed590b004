"""Run the commands of a documentation page, and compare their output with the page.

A comment names the folder for the commands, such as `<!-- run in: an empty folder -->`.
Other folders are `a copy of the project` and `an installed copy of the project`. The
info string of a block is the text after its opening fence.

A block that has `file=NAME` in its info string is written to that file. With `append`,
the text is added to the file.

A `console` block has commands after `$ `, each followed by its output. A line `…`
stands for any lines, and `…` in a line stands for any text. `exit=N` in the info string
is the exit code of the block's last command.

A `python` block is run with the names that earlier blocks defined, unless its info
string has `norun`.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from processes import bounded

__all__ = ["Block", "Page", "Runner", "copy_project", "link_data", "read_page"]

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>\w.*)?$")
_PLACE = re.compile(r"<!-- run in: (?P<place>[a-z ]+) -->")
_LEFT_OUT = (
    ".git",
    ".venv",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    "*.egg-info",
    "build",
    "dist",
    "graphs.*",
    "node_modules",
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, info string, text and first line."""

    language: str
    words: tuple[str, ...]
    text: str
    line: int

    def word(self, key: str) -> str:
        """Return the value of `key=value` in the info string, or an empty text."""
        return next(
            (
                word.removeprefix(f"{key}=")
                for word in self.words
                if word.startswith(f"{key}=")
            ),
            "",
        )

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands of a console block, each with the output that the page shows."""
        found: list[tuple[list[str], list[str]]] = []
        for line in self.text.splitlines():
            if line.startswith("$ "):
                found.append(([line[2:]], []))
            elif line.startswith("> ") and found and not found[-1][1]:
                found[-1][0].append(line[2:])
            elif found:
                found[-1][1].append(line)
        return [("\n".join(command), "\n".join(shown)) for command, shown in found]


@dataclass(frozen=True)
class Page:
    """A page of the documentation, with its fenced blocks."""

    file: Path
    text: str
    blocks: tuple[Block, ...]

    @property
    def place(self) -> str:
        """The folder in which the page says to run its commands, or an empty text."""
        found = _PLACE.search(self.text)
        return found["place"] if found else ""

    @property
    def prose(self) -> str:
        """The text of the page, in which each line of a block is replaced by an empty line."""
        lines, inside = [], False
        for line in self.text.splitlines():
            fence = _FENCE.match(line)
            lines.append("" if inside or fence else line)
            inside = inside != bool(fence)
        return "\n".join(lines)


def read_page(file: Path) -> Page:
    """Read a page and its fenced blocks."""
    text = file.read_text(encoding="utf-8")
    blocks: list[Block] = []
    start, info, body, indent = 0, "", [""], ""
    for number, line in enumerate(text.splitlines(), 1):
        fence = _FENCE.match(line)
        if fence and not start:
            start, info, body, indent = (
                number,
                fence["info"] or "text",
                [],
                fence["indent"],
            )
        elif fence:
            language, *words = info.split()
            blocks.append(Block(language, tuple(words), "\n".join(body), start))
            start = 0
        elif start:
            body.append(line.removeprefix(indent))
    return Page(file, text, tuple(blocks))


def copy_project(project: Path, folder: Path) -> Path:
    """Copy the project, and link the environment of the tests as `.venv` in the copy.

    So `make` need not install anything there.
    """
    copy = Path(
        shutil.copytree(
            project, folder / "inspectgraph", ignore=shutil.ignore_patterns(*_LEFT_OUT)
        )
    )
    (copy / ".venv").mkdir()
    (copy / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    for mark in (".installed", ".installed-test", ".installed-dev"):
        (copy / ".venv" / mark).touch()
    return copy


def link_data(copy: Path) -> Path:
    """Make a copy of the project importable, and return the folder to import from.

    Links replace an editable installation, which would need a package index. The
    folders that `setup.cfg` maps into the package are linked to where Python looks for
    them.
    """
    settings = configparser.ConfigParser()
    settings.read(copy / "setup.cfg", encoding="utf-8")
    mapped = settings["options"]["package_dir"].strip().splitlines()
    places = dict(re.split(r"\s*=\s*", line.strip(), maxsplit=1) for line in mapped)
    root = copy / places.pop("")
    for package, folder in places.items():
        (root / package.replace(".", "/")).symlink_to(copy / folder)
    return root


class Runner:
    """Runs the blocks of a page in a folder; `cd` also affects the commands that follow."""

    def __init__(self, page: Page, folder: Path, imports: Path | None = None) -> None:
        """Set the page, the folder, and a folder from which commands import the package."""
        self.page = page
        self.imports = imports
        self.folder = self.here = folder
        self.names: dict[str, object] = {}

    def run(self) -> None:
        """Run every block of the page, in order."""
        for block in self.page.blocks:
            if file := block.word("file"):
                self._write(block, self.here / file)
            elif block.language == "console":
                self._console(block)
            elif block.language == "python" and "norun" not in block.words:
                self._python(block)

    def _write(self, block: Block, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if "append" in block.words else ""
        file.write_text(f"{before}{block.text}\n", encoding="utf-8")

    def _console(self, block: Block) -> None:
        commands = block.commands
        for number, (command, shown) in enumerate(commands, 1):
            code, printed = self._shell(command)
            wanted = int(block.word("exit") or 0) if number == len(commands) else 0
            where = f"{self.page.file.name}:{block.line}: $ {command}"
            assert code == wanted, (
                f"{where}\nends with {code} instead of {wanted}:\n{printed}"
            )
            assert _agree(shown, printed), (
                f"{where}\nshows\n{shown}\nand prints\n{printed}"
            )

    def _shell(self, command: str) -> tuple[int, str]:
        """Run a command in the current folder, and return its exit code and output."""
        after = self.folder.parent / "here"
        script = f'{command}\ncode=$?\npwd > "{after}"\nexit $code'
        done = subprocess.run(
            ["/bin/sh", "-c", script],
            cwd=self.here,
            env=_environment(self.imports),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            preexec_fn=bounded(300),
            check=False,
        )
        self.here = Path(after.read_text(encoding="utf-8").strip())
        return done.returncode, done.stdout

    def _python(self, block: Block) -> None:
        """Run a Python block in this process, in the current folder of the page."""
        before = Path.cwd()
        os.chdir(self.here)
        try:
            source = compile(
                "\n" * block.line + block.text, str(self.page.file), "exec"
            )
            exec(source, self.names)  # noqa: S102 - the blocks are the documentation's own
        finally:
            os.chdir(before)


def _environment(imports: Path | None = None) -> dict[str, str]:
    """Return environment variables that make the output the same on every machine."""
    path = {"PYTHONPATH": str(imports)} if imports else {}
    return {
        **{
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("PYTEST", "MAKE", "MFLAGS"))
        },
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "TERM": "dumb",
        **path,
    }


def _agree(shown: str, printed: str) -> bool:
    """Return whether the printed output matches the shown output.

    In the shown output, `…` stands for any text or lines.
    """
    pieces = []
    for line in shown.rstrip().splitlines():
        if line.strip() == "…":
            pieces.append(r"(?:[^\n]*\n)*?")
        else:
            pieces.append(
                ".*?".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"
            )
    text = "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines())
    return re.fullmatch("".join(pieces), text) is not None
