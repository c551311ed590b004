"""Read the tables of the lexicon: tab-separated files, with one rule in each line.

The files are in this folder, and `README.md` in this folder describes them. A table is
read and checked on first use, once in each process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

__all__ = ["TABLES", "Row", "any_of", "column", "either", "read_table"]

#: A row of a table: its cells by column name.
Row = Mapping[str, str]

#: A lower-case letter that is not optional and does not recur.
_LETTER_FIRST = re.compile(r"[a-z](?![?*+{])")
#: Parts of a pattern without alternatives of their own: an escape or a set, and a group
#: without groups inside.
_ESCAPE_OR_SET = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
#: A group at the beginning of a pattern, which occurs exactly once, and one of its
#: alternatives. A group may have groups inside, but no deeper ones.
_FIRST_GROUP = re.compile(r"\(\?:(?P<words>(?:[^()\\]|\\\w|\([^()]*\))+)\)(?![?*+{])")
_ALTERNATIVE = re.compile(r"(?:[^|(]|\([^()]*\))+")
#: The column names of each table.
TABLES: Mapping[str, tuple[str, ...]] = {
    "action-verbs": ("pattern", "source", "example"),
    "authority-places": ("rule", "pattern", "source", "example"),
    "body-kinds": ("kind", "use", "pattern", "source", "example"),
    "group-themes": ("theme", "group", "topics", "pattern", "source", "example"),
    "indicators": ("pattern", "indicator", "units", "counts", "source", "example"),
    "indicators-in-care": ("indicator", "in-care", "source", "example"),
    "judging-phrases": ("pattern", "reading", "source", "example"),
    "judging-words": ("pattern", "reading", "source", "example"),
    "label-forms": ("scheme", "concept", "form", "source", "example"),
    "provider-scales": ("type", "from_year", "scale"),
    "provider-types": ("type", "pattern", "source", "example"),
    "reported-subjects": (
        "subject",
        "scale",
        "framework",
        "aspect",
        "from",
        "until",
        "pattern",
        "source",
        "example",
    ),
    "section-themes": ("heading", "theme", "pattern", "source", "example"),
    "service-phrases": ("phrase", "service-type", "source", "example"),
    "theme-asides": ("pattern", "theme", "source", "example"),
    "theme-phrases": ("phrase", "theme", "source", "example"),
    "theme-precedence": ("theme", "reading", "source", "example"),
    "theme-senses": ("pattern", "theme", "unless", "source", "example"),
    "trend-words": ("pattern", "reading", "source", "example"),
    "unread-labels": ("label", "kinds", "source", "example"),
    "word-classes": ("name", "pattern", "source", "example"),
}
#: The number of columns, from the first, that form the key of a table. The key of any
#: other table has two columns.
_KEYS = {
    "action-verbs": 1,
    "indicators-in-care": 1,
    "label-forms": 3,
    "reported-subjects": 5,
    "unread-labels": 1,
    "word-classes": 1,
}
#: The columns with cells that may be empty.
_OPTIONAL = frozenset({"aspect", "counts", "framework", "from", "unless", "until"})
_CLASS = re.compile(r"\{([A-Z]+)\}")


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, in the order of its file.

    A pattern may contain the name of a word class in braces, such as `{PEOPLE}`. The
    name is replaced by the pattern of the class.

    Args:
        name: The name of the table, which is a key of `TABLES` and the file name
            without its ending.

    Raises:
        ValueError: If the header is wrong, a row has too few or too many cells, a
            required cell is empty, or two rows have the same key.
    """
    columns = TABLES[name]
    path = files("inspectgraph.draft.lexicon").joinpath(f"{name}.tsv")
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    if header.split("\t") != list(columns):
        raise ValueError(f"{name}.tsv:1: the columns are not {', '.join(columns)}")
    rows = tuple(
        _row(f"{name}.tsv:{number}", columns, line)
        for number, line in enumerate(lines, 2)
    )
    _check_keys(name, rows)
    return rows


def _row(where: str, columns: tuple[str, ...], line: str) -> Row:
    """Return the cells of a line, keyed by column name.

    In a pattern, the name of a word class, such as `{PEOPLE}`, is replaced by the
    pattern of the class.

    Args:
        where: The file and line number, for error messages.
        columns: The column names.
        line: The line of the file.

    Raises:
        ValueError: If the number of cells is wrong, or a required cell is empty.
    """
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise ValueError(f"{where}: {len(cells)} cells, expected {len(columns)}")
    row = dict(zip(columns, cells, strict=True))
    for name, cell in row.items():
        if cell:
            continue
        if name not in _OPTIONAL:
            raise ValueError(f"{where}: the column '{name}' is empty")
    if "{" in row.get("pattern", ""):
        row["pattern"] = _CLASS.sub(_class, row["pattern"])
    return row


def _check_keys(name: str, rows: tuple[Row, ...]) -> None:
    """Raise `ValueError` if two rows of a table have the same key."""
    columns = TABLES[name][: _KEYS.get(name, 2)]
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 2):
        key = tuple(row[column] for column in columns)
        if key in seen:
            raise ValueError(f"{name}.tsv:{number}: a row has '{key[0]}' already")
        seen.add(key)


def _class(match: re.Match[str]) -> str:
    """Return the pattern for the name of a word class in braces, such as `{PEOPLE}`.

    Return the matched text unchanged if no class has this name.
    """
    return _classes().get(match[1], match[0])


@cache
def _classes() -> Mapping[str, str]:
    """Return the pattern of each word class, keyed by the name of the class."""
    return {row["name"]: row["pattern"] for row in read_table("word-classes")}


def column(table: str, name: str, **equal: str) -> list[str]:
    """Return the cells of one column, from all rows with the required values.

    Args:
        table: The name of the table.
        name: The name of the column.
        equal: The required values in other columns, keyed by column name.

    >>> column("indicators-in-care", "in-care", indicator="school-attendance")
    ['looked-after-attendance']
    """
    found = []
    for row in read_table(table):
        if equal.items() <= row.items():
            found.append(row[name])
    return found


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    r"""Return a pattern that finds the words or phrases of several patterns.

    Only whole words match. Letter case makes no difference.

    >>> any_of(["caf[eé]s?", "bars?"]).findall("Two cafés, a bar and a barn.")
    ['cafés', 'bar']
    """
    return re.compile(rf"\b(?:{either(patterns)})\b", re.I)


def either(patterns: Iterable[str]) -> str:
    """Join patterns into one pattern, which runs faster than a plain join by `|`.

    Alternatives are grouped by their first letter, so the regex engine tries a group
    only at this letter. The alternatives stay in their order, because a regex takes the
    first alternative that matches.

    >>> either(["bad", "good", "bare", "[cd]ar", "gone"])
    'b(?:ad|are)|good|[cd]ar|gone'
    """
    found: list[str] = []
    rests: dict[str, list[str]] = {}
    for pattern in chain.from_iterable(map(_opened, patterns)):
        if _begins_with_letter(pattern):
            rests.setdefault(pattern[0], []).append(pattern[1:])
        else:
            found += [*_factored(rests), pattern]
            rests = {}
    return "|".join([*found, *_factored(rests)])


def _opened(pattern: str) -> list[str]:
    """Split a pattern that begins with a group into one pattern for each alternative.

    >>> _opened("(?:is|ha(?:s|ve)) been late"), _opened("late")
    (['is been late', 'ha(?:s|ve) been late'], ['late'])
    """
    group = _FIRST_GROUP.match(pattern)
    if group is None:
        return [pattern]
    rest = pattern[group.end() :]
    return [f"{word[0]}{rest}" for word in _ALTERNATIVE.finditer(group["words"])]


def _begins_with_letter(pattern: str) -> bool:
    """Return whether every match of a pattern begins with the first letter of the pattern."""
    if not _LETTER_FIRST.match(pattern):
        return False
    flat = _ESCAPE_OR_SET.sub("", pattern)
    while flat != (inner := _GROUP.sub("", flat)):
        flat = inner
    return "|" not in flat


def _factored(rests: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield one pattern for each first letter, such as `b(?:ad|are)`.

    The pattern `b(?:ad|are)` matches the alternatives `bad` and `bare`.

    Args:
        rests: The alternatives without their first letter, keyed by this letter.
    """
    for letter, after in rests.items():
        if len(after) == 1:
            yield f"{letter}{after[0]}"
        else:
            yield f"{letter}(?:{'|'.join(after)})"
