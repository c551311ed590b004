"""Run the commands of a page of the documentation, and compare their output.

A comment in the page names the folder for its commands: `<!-- run in: a copy of the project -->`,
`an installed copy of the project`, or `an empty folder`. In it

- a block whose info string has `file=NAME` is written to that file (`append` adds to what is there);
- a `console` block has commands after `$ ` and their output; a line `…` stands for any lines, and `…` in a line
  for any text; `exit=N` in the info string is the exit code of the block's last
  command;
- a `python` block is run with the names that earlier blocks defined, unless its info string has `norun`.
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
    """A fenced block: its language, its info string, its text, and its first line."""

    language: str
    words: tuple[str, ...]
    text: str
    line: int

    def word(self, key: str) -> str:
        """Return the value of `key=value` in the info string, or nothing."""
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
        """Return each command of a console block, with the expected output."""
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
    """A page of the documentation."""

    file: Path
    text: str
    blocks: tuple[Block, ...]

    @property
    def place(self) -> str:
        """Where its commands are run, or nothing."""
        found = _PLACE.search(self.text)
        return found["place"] if found else ""

    @property
    def prose(self) -> str:
        """The text without its blocks, each replaced by as many empty lines."""
        lines, inside = [], False
        for line in self.text.splitlines():
            fence = _FENCE.match(line)
            lines.append("" if inside or fence else line)
            inside = inside != bool(fence)
        return "\n".join(lines)


def read_page(file: Path) -> Page:
    """Read a page."""
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
    """Copy the project, with the environment of the tests as `.venv`, so that `make` need not install it."""
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
    """Make a copy of the project importable by itself, and return the folder to import from.

    It stands in for an editable installation, which needs a package index: the folders
    that `setup.cfg` maps into the package are linked where Python looks for them.
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
    """Runs the blocks of a page in a folder; a `cd` holds for the commands after it."""

    def __init__(self, page: Page, folder: Path, imports: Path | None = None) -> None:
        """Take the folder, and the folder that commands import the package from first."""
        self.page = page
        self.imports = imports
        self.folder = self.here = folder
        self.names: dict[str, object] = {}

    def run(self) -> None:
        """Run every block, in order."""
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
        """Run a command and return its exit code and its output."""
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
        """Run a Python block in this process, in the page's folder."""
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
    """Return environment variables which make the output the same on every machine."""
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
    """Return whether the output is the expected output, in which `…` stands for any text."""
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
