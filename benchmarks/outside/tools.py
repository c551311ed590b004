"""Install the tools of others in a folder of their own, with pinned versions, and run them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

__all__ = [
    "PROGRAMS",
    "Check",
    "Material",
    "MissingToolError",
    "Tools",
    "error_line",
    "kept_or_temporary",
    "run",
]

#: Programs in other languages, and in Python with packages that the project lacks.
PROGRAMS: Final = Path(__file__).parent / "programs"

_PYTHON: Final = (
    "PyLD==3.3.0",
    "csvw-functions==0.0.0",
    "igraph==1.0.0",
    "lxml==6.1.3",
    "nanopub==2.0.1",
    "owlready2==0.51",
    "oxigraph==0.5.13",
    "rdflib==7.6.0",
    "skosify==2.3.0",
    "sssom==0.4.21",
)
#: In an environment of their own: they need other releases of packages.
_CROISSANT: Final = ("mlcroissant==1.1.1", "pyarrow==26.0.1")
_NODE: Final = (
    "@comunica/query-sparql-rdfjs@5.4.1",
    "graphology@0.26.0",
    "graphology-gexf@0.13.2",
    "graphology-graphml@0.5.2",
    "jsonld@9.0.0",
    "n3@2.13.12",
)
_READERS: Final = (
    "raptor2-utils",
    "libraptor2-0",
    "libyajl2",
    "serdi",
    "libserd-0-0",
    "libjgrapht-java",
)
#: The OWL API of Debian with the libraries that it needs to read Turtle.
_OWL_API: Final = (
    "libowlapi-java",
    "libatinject-jsr330-api-java",
    "libcaffeine-java",
    "libcommons-codec-java",
    "libcommons-io-java",
    "libcommons-lang3-java",
    "libcommons-logging-java",
    "libcommons-rdf-java",
    "libguava-java",
    "libhppcrt-java",
    "libhttpclient-java",
    "libhttpcore-java",
    "libjackson2-annotations-java",
    "libjackson2-core-java",
    "libjackson2-databind-java",
    "libjsonld-java",
    "libjsr305-java",
    "librdf4j-java",
    "libslf4j-java",
    "libxz-java",
)


class Check(NamedTuple):
    """One thing that is tried with one tool.

    Args:
        tool: The name of the tool.
        version: A function that returns the version of the tool, once it is installed.
        tried: What is tried.
        run: A function that does the check, and returns the result in words.
    """

    tool: str
    version: Callable[[], str]
    tried: str
    run: Callable[[], str]


class MissingToolError(Exception):
    """A tool is not installed and cannot be installed here, or it has failed."""


@dataclass(frozen=True)
class Material:
    """The published files, in the formats that the tools read.

    Args:
        graphs: The folder of the published graph.
        exported: The folder with `all.nq`, `all.trig`, `all.jsonld`, `all.graphml`,
            `all.gexf`, `nanopub.trig`, `tables/` and `vocabulary/`.
    """

    graphs: Path
    exported: Path

    def turtle(self) -> Iterator[Path]:
        """Yield the Turtle file of each named graph."""
        yield from sorted(self.graphs.glob("*.ttl"))
        yield from sorted(self.graphs.glob("reports/*.ttl"))


@dataclass(frozen=True)
class Tools:
    """Tools in a folder; each group of them is installed when it is first needed.

    Args:
        folder: Where to install; what is there already is used again.
    """

    folder: Path

    @cached_property
    def python(self) -> Path:
        """The Python of an environment with the pinned packages."""
        return self._environment("venv", _PYTHON)

    @cached_property
    def croissant(self) -> Path:
        """The Python of an environment with mlcroissant."""
        return self._environment("croissant", _CROISSANT)

    def _environment(self, name: str, packages: Sequence[str]) -> Path:
        """Return the Python of an environment with packages."""
        there = self.folder / name
        program = there / "bin" / "python"
        if not program.exists():
            run([sys.executable, "-m", "venv", str(there)])
            run([str(program), "-m", "pip", "install", "-qq", *packages])
        return program

    @cached_property
    def node_folder(self) -> Path:
        """The folder with the pinned packages of Node."""
        there = self.folder / "node"
        if not (there / "node_modules").exists():
            there.mkdir(parents=True, exist_ok=True)
            (there / "package.json").write_text('{"private": true}\n', encoding="utf-8")
            options = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
            run([_program("npm"), "install", *options, *_NODE], folder=there)
        return there

    @cached_property
    def debian(self) -> Path:
        """The folder in which packages of Debian are unpacked, without being installed."""
        there = self.folder / "debian"
        if not there.exists():
            _program("dpkg-deb")
            packages = self.folder / "packages"
            packages.mkdir(parents=True, exist_ok=True)
            names = [*_READERS, *_OWL_API]
            run([_program("apt-get"), "-qq", "download", *names], folder=packages)
            for package in sorted(packages.glob("*.deb")):
                run(["dpkg-deb", "-x", str(package), str(there)])
        return there

    def debian_version(self, package: str) -> str:
        """Return the version of a package of Debian that was unpacked."""
        file = next((self.debian.parent / "packages").glob(f"{package}_*.deb"))
        return run(["dpkg-deb", "-f", str(file), "Version"]).decode().strip()

    def python_version(self, package: str) -> str:
        """Return the pinned version of a Python package."""
        return _pinned((*_PYTHON, *_CROISSANT), package, "==")

    def node_version(self, package: str) -> str:
        """Return the pinned version of a package of Node."""
        return _pinned(_NODE, package, "@")

    def run_python(
        self, program: str, *arguments: str, python: Path | None = None
    ) -> bytes:
        """Run a program of `programs/` in an environment, and return what it prints."""
        path = str(PROGRAMS / program)
        return run([str(python or self.python), "-W", "ignore", path, *arguments])

    def run_node(self, program: str, *arguments: str, seconds: float = 600) -> bytes:
        """Run a program of `programs/` in Node, and return what it prints."""
        command = [_program("node"), str(PROGRAMS / program), *arguments]
        return run(command, folder=self.node_folder, seconds=seconds)

    def run_debian(self, program: str, *arguments: str) -> bytes:
        """Run a program of Debian, and return what it prints."""
        libraries = next(self.debian.glob("usr/lib/*-linux-gnu"))
        command = [str(self.debian / "usr" / "bin" / program), *arguments]
        return run(command, variables={"LD_LIBRARY_PATH": str(libraries)})

    def run_java(self, jars: Sequence[Path], *arguments: str) -> bytes:
        """Run Java with libraries, and return what it prints."""
        path = ":".join(map(str, jars))
        return run([_program("java"), "-Xmx2g", "-cp", path, *arguments])


def run(
    command: Sequence[str],
    *,
    folder: Path | None = None,
    variables: dict[str, str] | None = None,
    seconds: float = 3600,
) -> bytes:
    """Run a command, and return what it prints.

    Raises:
        MissingToolError: If it cannot be run or fails, with the last line that it says.
        TimeoutError: If it runs longer than the seconds.
    """
    settings = [f"{name}={value}" for name, value in (variables or {}).items()]
    try:
        done = subprocess.run(
            ["env", *settings, *command],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    if done.returncode:
        raise MissingToolError(error_line(done.stderr or done.stdout))
    return done.stdout


def error_line(output: bytes) -> str:
    r"""Return the line of a program's output that names its error.

    >>> error_line(b"at x.js:1\nError: RDF joining failed\n    at y\n")
    'Error: RDF joining failed'
    """
    lines = [line.strip() for line in output.decode(errors="replace").splitlines()]
    named = [line for line in lines if re.search(r"(Error|Exception)\b[^(]*:", line)]
    return (named or [line for line in lines if line] or ["no message"])[0][:200]


def _pinned(packages: Sequence[str], name: str, sign: str) -> str:
    return next(
        version
        for package, _, version in (one.rpartition(sign) for one in packages)
        if package == name
    )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name} is not installed")
    return found


@contextmanager
def kept_or_temporary(kept: Path | None) -> Iterator[Path]:
    """Give a folder for tools: the given folder, which is kept, or a temporary folder."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
