"""The cause of a fault of YAML, traced back from where the parser stopped, with what to write instead.

The parser stops where it can no longer go on, which is often the line after the cause
or far below it. Each function here looks at the lines up to that place for one mistake
that people make. The first that finds one wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from inspectgraph.model.characters import character
from inspectgraph.model.errors import shorten

__all__ = ["Cause", "find_cause", "in_quotes", "known_keys"]

#: A line that begins a key: indentation, dash of a list, key, colon.
_KEY_LINE = re.compile(
    r"(?P<before>[ ]*(?:- +)*)(?P<key>[A-Za-z_]+):(?=\s|$)(?P<rest>.*)"
)
#: How a line with a key begins: indentation and hyphen, then the key. What follows
#: differs.
_BEGIN = r"([ ]*(?:- +)?)([A-Za-z_]+)"
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_CLOSING = {"[": "]", "{": "}"}
#: What messages call a member of a list that has no key.
_MEMBER = "the member"
#: What people and word processors put in the place of the hyphen of a list.
_WRONG_DASHES = "–—−‐‑•·*"


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong with a line, counted from 1 as its columns are, and what to write instead."""

    line: int
    column: int
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped, what it said, and where what it was reading began; lines count from 0."""

    lines: list[str]
    said: str
    line: int
    column: int
    begun: tuple[int, int] | None

    def recent(self) -> Iterator[tuple[int, str]]:
        """Yield the line of the stop and the two lines before it that hold something, the last first."""
        left = 3
        for number in range(min(self.line, len(self.lines) - 1), -1, -1):
            if self.lines[number].strip() and not self.lines[
                number
            ].lstrip().startswith("#"):
                yield number, self.lines[number]
                left -= 1
            if not left:
                return

    @property
    def here(self) -> str:
        """The line of the stop."""
        return self.lines[self.line] if self.line < len(self.lines) else ""


def find_cause(
    text: str, said: str, stop: tuple[int, int], begun: tuple[int, int] | None
) -> Cause | None:
    """Return the mistake that stopped the parser, or None where it is none of those that are known.

    Args:
        text: The file.
        said: What the parser says.
        stop: Line and column at which it stopped, counted from 0.
        begun: Line and column at which what it was reading began, where it says so.
    """
    where = _Stop(re.split(r"\r\n|\r|\n", text), said, *stop, begun)
    return next((cause for look in _MISTAKES if (cause := look(where))), None)


@cache
def known_keys() -> frozenset[str]:
    """Return every key that a record of an extract or of the registry can have."""
    from msgspec import Struct
    from msgspec.structs import fields

    from inspectgraph.model import extract, registry

    kinds = [value for module in (extract, registry) for value in vars(module).values()]
    structs = [
        kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Struct)
    ]
    return frozenset(field.encode_name for kind in structs for field in fields(kind))


# Signs in the place of others


def _tab(stop: _Stop) -> Cause | None:
    """A tab where only spaces may stand."""
    for number, line in stop.recent():
        indentation = re.match(r"[ ]*(?:-[ ]*)?\t+", line)
        if indentation:
            column = line.index("\t") + 1
            expected = (
                "a space instead of the tab"
                if "-" in indentation[0]
                else _spaces(stop, number)
            )
            return Cause(number + 1, column, f"a tab at column {column}", expected)
    return None


def _spaces(stop: _Stop, number: int) -> str:
    """Say how many spaces the next line above has that begins a key."""
    for line in reversed(stop.lines[:number]):
        if found := _KEY_LINE.fullmatch(line):
            return (
                f"no tab, and {len(found['before'])} spaces before the key, in line"
                f" with '{found['key']}' above"
            )
    return "spaces and no tab before the key"


def _odd_space(stop: _Stop) -> Cause | None:
    """A no-break space as indentation, after a colon or after a dash."""
    for number, line in stop.recent():
        found = re.match(
            r"[ ]*-?[ ]*(?P<odd>[^\S \t])|[ ]*(?:- +)?[A-Za-z_]+:(?P<after>[^\S \t])",
            line,
        )
        if found:
            column = found.end()
            sign = line[column - 1]
            count = len(line[column - 1 :]) - len(line[column - 1 :].lstrip(sign))
            if count > 1:
                odd = f"{character(sign)}, {count} times from column {column} on"
                return Cause(
                    number + 1, column, odd, f"{count} plain spaces in their place"
                )
            return Cause(
                number + 1,
                column,
                f"{character(sign)} at column {column}",
                "a plain space in its place",
            )
    return None


def _wrong_dash(stop: _Stop) -> Cause | None:
    """A dash or bullet of another kind before a member of a list, or a hyphen without a space."""
    for number, line in stop.recent():
        if found := re.match(rf"(\s*)([{_WRONG_DASHES}])\s*[A-Za-z_]+:", line):
            column = found.end(1) + 1
            expected = "a hyphen and a space before a member of a list: '- '"
            return Cause(
                number + 1,
                column,
                f"{character(found[2])} at column {column}",
                expected,
            )
        if found := re.match(r"([ ]*)-([A-Za-z_]+):(?=\s|$)", line):
            expected = f"a space after the hyphen: '- {found[2]}: …'"
            return Cause(
                number + 1,
                found.end(1) + 1,
                f"a hyphen without a space before '{found[2]}'",
                expected,
            )
    return None


def _other_colon(stop: _Stop) -> Cause | None:
    """A full-width colon or an equals sign after a key."""
    for number, line in stop.recent():
        found = re.match(_BEGIN + r"[ ]*([=：﹕꞉])[ ]*(\S?.*)", line)
        if found and found[2] in known_keys():
            expected = f"a colon and a space: '{found[2]}: {shorten(found[4], 30)}'"
            return Cause(
                number + 1,
                found.start(3) + 1,
                f"'{found[3]}' after the key '{found[2]}'",
                expected,
            )
    return None


# Colons


def _no_space_after_colon(stop: _Stop) -> Cause | None:
    """A key whose colon has no space after it."""
    for number, line in stop.recent():
        found = re.match(_BEGIN + r":([^\s:/].*)", line)
        if found:
            expected = f"a space after the colon: '{found[2]}: {shorten(found[3], 30)}'"
            return Cause(
                number + 1,
                found.end(2) + 1,
                f"a colon without a space after '{found[2]}'",
                expected,
            )
    return None


def _no_colon(stop: _Stop) -> Cause | None:
    """A key without its colon."""
    for number, line in stop.recent():
        found = re.match(_BEGIN + r"(?:[ ]+(\S.*))?$", line)
        if found and found[2].lower() in known_keys():
            value = f" {shorten(found[3], 30)}" if found[3] else ""
            expected = f"a colon after the key: '{found[2]}:{value}'"
            return Cause(
                number + 1,
                found.end(2) + 1,
                f"the key '{found[2]}' without a colon",
                expected,
            )
    return None


def _several_keys(stop: _Stop) -> Cause | None:
    """Two keys in one line, or the keys of a mapping without braces."""
    found = _KEY_LINE.fullmatch(stop.here)
    if not found or found["rest"].lstrip()[:1] in {"{", "[", '"', "'"}:
        return None
    second = re.search(r"(?:^| )([a-z_]+): ", _QUOTED.sub("", found["rest"]))
    if not second or second[1] not in known_keys():
        return None
    column = stop.here.find(f"{second[1]}:", found.end("key")) + 1
    if not found["rest"].strip().startswith(f"{second[1]}:"):
        expected = f"one key a line: '{second[1]}: …' on a line of its own"
        return Cause(
            stop.line + 1,
            column,
            f"the key '{second[1]}' on the line of '{found['key']}'",
            expected,
        )
    shown = f"{found['key']}: {{{shorten(found['rest'].strip(), 40)}}}"
    return Cause(
        stop.line + 1,
        column,
        "a mapping on one line without braces",
        f"braces round it: '{shown}'",
    )


def _colon_in_text(stop: _Stop) -> Cause | None:
    """A text without quotes that holds a colon and a space."""
    found = _KEY_LINE.fullmatch(stop.here)
    inside = (
        re.match(r"\s+([^\s\"'\[{#].*?):(?:\s|$)", found["rest"]) if found else None
    )
    if not found or not inside or "mapping values" not in stop.said:
        return None
    column = found.start("rest") + inside.end(1) + 1
    expected = (
        f"the text in double quotes: '{found['key']}:"
        f' "{shorten(found["rest"].strip(), 40)}"\''
    )
    return Cause(
        stop.line + 1,
        column,
        f"a colon and a space inside the text of '{found['key']}'",
        expected,
    )


# Quotes and brackets


def _quote_inside(stop: _Stop) -> Cause | None:
    """An apostrophe or a quotation mark that ends a text too early, or a text that goes on after its quotes."""
    for number, line in stop.recent():
        found = _KEY_LINE.fullmatch(line)
        value = (
            found["rest"].strip() if found else re.sub(r"^\s*-\s+", "", line).strip()
        )
        whole = _QUOTED.match(value)
        if (
            value[:1] not in {'"', "'"}
            or not whole
            or not value[whole.end() :].split(" #")[0].strip()
        ):
            continue
        column = line.index(value) + whole.end()
        return Cause(
            number + 1,
            column,
            *_ended_early(value, whole[0], found["key"] if found else _MEMBER),
        )
    return None


def _ended_early(value: str, quoted: str, key: str) -> tuple[str, str]:
    """Say which sign ends a quoted text too early, and how to write the text."""
    rest, mark = value[len(quoted) :], value[0]
    if mark in rest and rest[0] not in {" ", ","}:
        if mark == "'":
            return (
                "an apostrophe inside single quotes, which ends the text",
                f"the text of '{key}' in double quotes",
            )
        return (
            "a double quote inside double quotes, which ends the text",
            f"the text of '{key}' in single quotes",
        )
    example = in_quotes(value.partition(" #")[0].rstrip())
    shown = example if key == _MEMBER else f"{key}: {example}"
    outer = "single" if example[0] == "'" else "double"
    expected = f"{outer} quotes round the whole text: {shown}"
    return f"words after the closing quote of '{key}'", expected


def in_quotes(text: str, longest: int = 40) -> str:
    """Return how a text is written in quotes: in double ones, unless the text holds some.

    >>> print(in_quotes("Schools use it."), in_quotes('"Schools" use it.'), sep=" or ")
    "Schools use it." or '"Schools" use it.'
    """
    line = shorten(text, longest)
    if '"' not in line and "\\" not in line:
        return f'"{line}"'
    doubled = line.replace("'", "''")
    return f"'{doubled}'"


def _open_quote(stop: _Stop) -> Cause | None:
    """A quote that is not closed on its line, although the next line begins a key."""
    for number, line in enumerate(stop.lines[: stop.line + 1]):
        found = _KEY_LINE.fullmatch(line)
        if (
            not found
            or not (value := found["rest"].strip())
            or value[0] not in {'"', "'"}
            or _QUOTED.match(value)
        ):
            continue
        following = next(
            (later for later in stop.lines[number + 1 :] if later.strip()), ""
        )
        if not following or _KEY_LINE.fullmatch(following):
            column = line.index(value) + 1
            expected = f"{value[0]} at the end of the text"
            return Cause(
                number + 1,
                column,
                f"a quote that is not closed, in '{found['key']}'",
                expected,
            )
    return None


def _open_quote_inside(stop: _Stop) -> Cause | None:
    """A quote somewhere in a line that is not closed before the end of the file."""
    if "unexpected end of stream" not in stop.said or stop.begun is None:
        return None
    line, column = stop.begun
    value = stop.lines[line][column:] if line < len(stop.lines) else ""
    if value[:1] not in {'"', "'"}:
        return None
    return Cause(
        line + 1, column + 1, "a quote that is not closed", _closing_quote(value)
    )


def _closing_quote(value: str) -> str:
    """Say where the closing quote of a text belongs: before the next comma or bracket, if any."""
    sign, text = value[0], value[1:]
    after = re.search(r"\s*[,\]}]", text)
    if not after:
        return f"{sign} at the end of the text"
    quoted = f"{sign}{shorten(text[: after.start()], 40)}{sign}"
    return f"{sign} before '{after[0].strip()}': {quoted}"


def _open_bracket(stop: _Stop) -> Cause | None:
    """A bracket that is not closed on its line, although the next line begins a key, or one too many."""
    for number, line in enumerate(stop.lines[: stop.line + 1]):
        following = next(
            (later for later in stop.lines[number + 1 :] if later.strip()), ""
        )
        opened, wrong = _brackets(line)
        if wrong:
            return _wrong_bracket(number, opened, wrong)
        if opened and (
            not following
            or _KEY_LINE.fullmatch(following)
            or following.lstrip().startswith("- ")
        ):
            column, sign = opened[-1]
            found = f"the bracket '{sign}' that is not closed"
            expected = f"'{_CLOSING[sign]}' after {_last_word(line[column:])}"
            return Cause(number + 1, column, found, expected)
    return None


def _masked(line: str) -> str:
    """Return a line in which each text in quotes is as many letters."""
    return _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)


def _last_word(text: str) -> str:
    """Return the last word between brackets, in quotes, or what names the bracket where none is."""
    words = re.findall(r"[^\s,\[\]{}]+", text.partition(" #")[0])
    return f"'{shorten(words[-1])}'" if words else "it"


def _brackets(line: str) -> tuple[list[tuple[int, str]], tuple[int, str] | None]:
    """Return column and sign of the brackets of a line that stay open, and of the first that closes none."""
    found = _KEY_LINE.fullmatch(line)
    value = found["rest"].lstrip() if found else line.lstrip(" -")
    if value[:1] not in _CLOSING:
        return [], None
    opened: list[tuple[int, str]] = []
    plain = _masked(line).partition(" #")[0]
    for column, sign in enumerate(plain, 1):
        if sign in _CLOSING:
            opened.append((column, sign))
        elif sign in _CLOSING.values():
            if not opened or _CLOSING[opened[-1][1]] != sign:
                return opened, (column, sign)
            opened.pop()
    return opened, None


def _wrong_bracket(
    number: int, opened: list[tuple[int, str]], wrong: tuple[int, str]
) -> Cause:
    column, sign = wrong
    if not opened:
        found = f"'{sign}' that closes nothing"
        return Cause(number + 1, column, found, "no bracket here: delete it")
    return Cause(
        number + 1,
        column,
        f"'{sign}' in the place of another",
        f"'{_CLOSING[opened[-1][1]]}'",
    )


def _no_comma(stop: _Stop) -> Cause | None:
    """A comma that is missing between brackets."""
    if "expected ',' or" not in stop.said:
        return None
    for number, line in stop.recent():
        plain = _masked(line)
        if missing := re.search(
            r"[{,]\s*[a-z_]+: [^\s,{}\[\]]+( +)([a-z_]+):|[\]}\"x]( +)([^\s,\]}#]+)",
            plain,
        ):
            group = 1 if missing[1] else 3
            word = missing[group + 1]
            return Cause(
                number + 1,
                missing.end(group) + 1,
                f"no comma before '{word}'",
                f"a comma: ', {word}'",
            )
    return None


def _text_after_bracket(stop: _Stop) -> Cause | None:
    """A text that begins with a bracket."""
    found = _KEY_LINE.fullmatch(stop.here)
    value = found["rest"].strip() if found else ""
    if (
        not found
        or value[:1] not in _CLOSING
        or not re.search(r"[\]}]\s*[^\s#,\]}]", value)
    ):
        return None
    column = stop.here.index(value) + 1
    return Cause(
        stop.line + 1,
        column,
        f"words after the bracket in '{found['key']}'",
        "the whole text in quotes",
    )


# Indentation


def _hyphen(stop: _Stop) -> Cause | None:
    """A hyphen before a key of the report, or a hyphen that the keys below do not fit."""
    line = stop.here
    found = _KEY_LINE.fullmatch(line)
    if found and line.startswith("- ") and stop.line:
        expected = f"no hyphen before a key of the report: '{found['key']}:'"
        return Cause(
            stop.line + 1,
            1,
            f"a hyphen before '{found['key']}' at the beginning of a line",
            expected,
        )
    above = _KEY_LINE.fullmatch(stop.lines[stop.line - 1]) if stop.line else None
    if not found or not above or "-" not in above["before"] or "-" in found["before"]:
        return None
    hyphen, keys = above["before"].index("-"), len(found["before"])
    if keys < 2 or len(above["before"]) == keys:
        return None
    expected = (
        f"{_number_of_spaces(keys - 2)}, so that '{above['key']}' begins where the keys"
        " below it do"
    )
    return Cause(
        stop.line,
        hyphen + 1,
        f"{_number_of_spaces(hyphen)} before the hyphen",
        expected,
    )


def _indentation(stop: _Stop) -> Cause | None:
    """A line that begins at another column than the keys or hyphens that it belongs to."""
    line = stop.here
    columns: dict[int, str] = {}  # what begins there, the nearest above
    begins = len(line) - len(line.lstrip(" "))
    is_member = line.lstrip().startswith("- ")
    for number in range(stop.line - 1, -1, -1):
        above = stop.lines[number]
        found = _KEY_LINE.fullmatch(above)
        dash = above.lstrip().startswith("- ")
        if dash and is_member:
            column = len(above) - len(above.lstrip(" "))
            columns.setdefault(column, f"the hyphen of line {number + 1}")
        elif found and not is_member:
            columns.setdefault(
                len(found["before"]), f"'{found['key']}' of line {number + 1}"
            )
        if above[:1].strip():
            break
    if not columns or begins in columns:
        return None
    nearest = min(columns, key=lambda column: abs(column - begins))
    thing = "the hyphen" if is_member else f"'{shorten(line.strip(), 20)}'"
    found_text = f"{_number_of_spaces(begins)} before {thing}"
    expected = f"{_number_of_spaces(nearest)}, in line with {columns[nearest]}"
    return Cause(stop.line + 1, begins + 1, found_text, expected)


def _number_of_spaces(number: int) -> str:
    return "1 space" if number == 1 else f"{number} spaces"


# Texts that begin with a sign


def _sign_first(stop: _Stop) -> Cause | None:
    """A text without quotes that begins with a sign that means something in YAML."""
    found = _KEY_LINE.fullmatch(stop.here)
    value = found["rest"].strip() if found else ""
    if not found or value[:1] not in set("@`%*&!|>?-,#"):
        return None
    column = stop.here.index(value, found.end("key")) + 1
    expected = f"the text in double quotes: '{found['key']}: \"{shorten(value, 40)}\"'"
    return Cause(
        stop.line + 1,
        column,
        f"a text that begins with the sign '{value[0]}'",
        expected,
    )


_MISTAKES: tuple[Callable[[_Stop], Cause | None], ...] = (
    _odd_space,
    _tab,
    _open_quote,
    _open_quote_inside,
    _quote_inside,
    _no_space_after_colon,
    _other_colon,
    _no_colon,
    _wrong_dash,
    _open_bracket,
    _no_comma,
    _text_after_bracket,
    _several_keys,
    _colon_in_text,
    _sign_first,
    _hyphen,
    _indentation,
)
