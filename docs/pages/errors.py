"""The reference page on errors.

It lists each error class, and each error code with its cause and fix.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from inspectgraph.files.yaml_positions import parse_yaml
from pages.markdown import BANNER, heading, table
from pages.sources import codes, error_classes

__all__ = ["CAUSES", "page", "read_causes"]

CAUSES = Path(__file__).parents[1] / "causes.yaml"

_INTRODUCTION = """
A message is one line: the place of the fault, the wrong value, the expected value, the nearest match, and a code.

```text
extracts/netherford-sif-2015.yaml:18:5: unknown key 'polarty' in a finding; … did you mean 'polarity'? [unknown-key]
```

The code never changes its meaning; look it up [below](#codes).
A run reports all faults, not only the first.
If a file has more than a hundred faults, the first hundred are printed, and the number of the other faults is given.
The [table of faults](faults.md) shows the printed message for each kind of fault.
"""


def page() -> str:
    """Return the text of the page on errors."""
    causes = read_causes()
    parts = [
        f"{BANNER}\n\n# Errors\n{_INTRODUCTION}",
        heading(2, "Classes"),
        table(("class", "is", "exit code"), _classes()),
        heading(2, "Codes"),
        *(_code(code, *causes.get(code, ("", ""))) for code in codes()),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def read_causes() -> dict[str, tuple[str, str]]:
    """Return the cause and the fix of each error code."""
    tree = parse_yaml(CAUSES.read_bytes(), CAUSES.name)
    if tree.problems:
        raise ValueError("\n".join(map(str, tree.problems)))
    return {code: (text["cause"], text["fix"]) for code, text in tree.data.items()}


def _classes() -> list[tuple[str, str, str]]:
    rows = []
    for kind in error_classes():
        told = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0]
        rows.append(
            (
                f"`{kind.__module__}.{kind.__name__}`",
                told,
                _exit_code(kind.__name__, kind.exit_code),
            )
        )
    return rows


def _exit_code(name: str, code: int) -> str:
    return (
        "1, or 3 if a file could not be read" if name == "ExtractError" else str(code)
    )


def _code(code: str, cause: str, fix: str) -> str:
    return f"### {code}\n\n{cause}\n\n*Fix:* {fix}\n"
