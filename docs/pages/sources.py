"""Find the error classes and the error codes in the source of the package.

The source is read and not run, so codes that no test provokes are found too. A call
whose code this module cannot read is an error: see `unread_codes`.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import inspectgraph
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.model.name_kinds import NAME_KINDS

__all__ = ["codes", "error_classes", "unread_codes"]

#: The functions that take a code, each with the position of the code.
_TAKERS = {
    "Problem": 1,
    "Reference": 0,
    "_refuse": 1,
    "report": 1,
    "report_key": 1,
    "written": 1,
}
_PACKAGE = Path(inspectgraph.__file__).parent


def error_classes() -> list[type[InspectGraphError]]:
    """Return the error classes of the package: the base class, then its subclasses by name."""
    for module in pkgutil.walk_packages(inspectgraph.__path__, "inspectgraph."):
        if not module.name.startswith(
            tuple(f"inspectgraph.{name}" for name in ("ontology", "shapes", "queries"))
        ):
            importlib.import_module(module.name)
    found = set(_below(InspectGraphError))
    return [InspectGraphError, *sorted(found, key=lambda kind: kind.__name__)]


def codes() -> dict[str, set[str]]:
    """Return each error code in the source, with the modules that use it."""
    found: dict[str, set[str]] = {}
    for module, _, value in _told():
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found.setdefault(value.value, set()).add(module)
    for kind in NAME_KINDS.values():
        found.setdefault(kind.code, set()).add("load/references")
    return dict(sorted(found.items()))


def unread_codes() -> list[str]:
    """Return the places of calls whose error code cannot be read from the source.

    Such a code is neither a string nor passed on from a caller.
    """
    return [
        f"{module}:{line}"
        for module, line, value in _told()
        if not isinstance(value, ast.Constant) and not _handed_on(value)
    ]


def _below(kind: type[InspectGraphError]) -> Iterator[type[InspectGraphError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _told() -> Iterator[tuple[str, int, ast.expr]]:
    """Yield the module, the line and the code argument of each call that has an error code."""
    for file in sorted(_PACKAGE.rglob("*.py")):
        module = file.relative_to(_PACKAGE).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (value := _code_of(node)) is not None:
                yield module, node.lineno, value


def _code_of(call: ast.Call) -> ast.expr | None:
    """Return the code argument of a call, or None if the call has no such argument."""
    name = (
        call.func.attr
        if isinstance(call.func, ast.Attribute)
        else getattr(call.func, "id", "")
    )
    if name in _error_names():
        place = 0
    elif name == "written" and not _is_pattern(call):
        return None
    elif name in _TAKERS:
        place = _TAKERS[name]
    elif (
        name == "__init__"
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Call)
    ):
        place = 0
    else:
        return None
    named = next(
        (keyword.value for keyword in call.keywords if keyword.arg == "code"), None
    )
    return named or (call.args[place] if len(call.args) > place else None)


def _is_pattern(call: ast.Call) -> bool:
    """Return whether a call of `written` defines the form of a field and writes no file."""
    return len(call.args) == 3 and isinstance(call.args[1], ast.Constant)


def _error_names() -> frozenset[str]:
    """Return the names of the error classes whose first argument is a code."""
    return frozenset(kind.__name__ for kind in _below(InspectGraphError)) - {
        "ExtractError",
        "InvalidGraphError",
    }


def _handed_on(value: ast.expr) -> bool:
    """Return whether an error code is passed on from elsewhere.

    This is so if the expression is called `code`, or is read from a table.
    """
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return name == "code" or isinstance(value, ast.Subscript)
