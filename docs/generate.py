"""Write the generated pages of `docs/reference/`.

The sources are the code, the vocabularies, the shapes, the questions and the faulty
test files. The pages are generated completely: to correct a page, change its source and
run `make docs` again. The same sources give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from pages import (
    characters,
    cli,
    errors,
    faults,
    inputs,
    questions,
    settings,
    shapes,
    terms,
)

__all__ = ["PAGES", "main"]

#: The pages, each with the function that returns its text.
PAGES: dict[str, Callable[[], str]] = {
    "characters.md": characters.page,
    "cli.md": cli.page,
    "errors.md": errors.page,
    "faults.md": faults.page,
    "inputs.md": inputs.page,
    "questions.md": questions.page,
    "settings.md": settings.page,
    "shapes.md": shapes.page,
    "terms.md": terms.page,
}

REFERENCE = Path(__file__).parent / "reference"


def main() -> None:
    """Write the pages that have changed, and print their names."""
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        file, text = REFERENCE / name, page()
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            sys.stderr.write(f"docs/reference/{name} written\n")


if __name__ == "__main__":
    main()
