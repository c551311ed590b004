"""Reading YAML with the place of every value, in a strict subset that leaves nothing to guess.

Text stays text: only `602`, `18.5`, `true`, `false` and `null` are anything else, so
    that a date, `no` or
`010` is what it looks like. Anchors, aliases, tags, merge keys, keys that are not text
and equal keys in one mapping are refused. The tree keeps the composed nodes and finds a
place when it is asked for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from yaml import MappingNode, Mark, Node, ScalarNode, SequenceNode, YAMLError
from yaml._yaml import CParser

from inspectgraph.files.text import MARK, Source, TextFile, decode, read_text_file
from inspectgraph.files.yaml_hints import Cause, find_cause, in_quotes
from inspectgraph.model.characters import character, refused_in
from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.faults import FirstFaults
from inspectgraph.model.quantities import quantity

__all__ = [
    "BROKEN",
    "DEEPEST",
    "KeyPath",
    "Tree",
    "parse_yaml",
    "plain_value",
    "read_yaml",
]

#: The keys and indexes that lead from the top of a file to a value.
KeyPath = tuple[str | int, ...]

#: How deep a file may be nested; an extract needs seven levels.
DEEPEST = 24


class _Broken:
    """Stands for a value that was refused, so that nothing further is said about it."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN: Final = _Broken()

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
#: At most eleven digits, so that the twelve of a digest are text even when none of them
#: is a letter.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,10})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,10})\.[0-9]{1,11}")

#: What the YAML parser complains of, and what helps.
_ANCHOR_MARK = re.compile(r"&([^\s,\[\]{}]{0,40})")
_HINTS = (
    (
        "mapping values are not allowed",
        "one key a line, and quotes round a text that holds a colon and a space",
    ),
    (
        "cannot start any token",
        "spaces instead of tabs, and quotes round a text that begins with a sign",
    ),
    ("found duplicate anchor", "no anchors"),
    ("undefined alias", "quotes round a text that begins with an asterisk"),
    ("but found another document", "one document a file; delete the line '---'"),
    (
        "did not find expected ',' or",
        "a comma between the members, and a closing bracket",
    ),
    (
        "did not find expected node content",
        "a value, and a closing bracket for every opening one",
    ),
    ("unexpected end of stream", "a closing quote for every opening one"),
    ("could not find expected ':'", "'key: value'"),
    ("did not find expected", "the same indentation for keys that belong together"),
)


#: The node of a key, and that of its value.
_Pair = tuple[Node, Node]
#: The nodes of each key and its value, by the key.
_Members = dict[str | int, _Pair]
#: Words of a message, or what finds them: only what is shown is looked for.
_Words = str | Callable[[], str]
#: How many keys a mapping may have for them to be looked through each time.
_SHORT = 50


#: What is taken for a comment after a text, and looks as if it belonged to it.
_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")


@dataclass(frozen=True, slots=True)
class Tree:
    """The plain data of a YAML file, with the place of each value and the faults of its form."""

    file: str
    data: Any
    problems: tuple[Problem, ...] = ()
    root: Node | None = field(default=None, repr=False, compare=False)
    _members: dict[int, _Members] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def where(self, path: KeyPath = ()) -> Where:
        r"""Return the place of the value at a path, or of the nearest value above it that exists.

        >>> parse_yaml("a:\n  - b: 1\n", "x.yaml").where(("a", 0, "b"))
        Where(path='x.yaml', line=2, column=8)
        """
        return _place(self.file, self._find(path))

    def where_key(self, path: KeyPath) -> Where:
        r"""Return the place of the key at the end of a path.

        >>> parse_yaml("a:\n  - b: 1\n", "x.yaml").where_key(("a", 0, "b"))
        Where(path='x.yaml', line=2, column=5)
        """
        parent = self._find(path[:-1])
        if isinstance(parent, MappingNode) and (
            found := self._members_of(parent).get(path[-1])
        ):
            return _place(self.file, found[0])
        return self.where(path)

    def _find(self, path: KeyPath) -> Node | None:
        node = self.root
        for step in path:
            child = self._child(node, step)
            if child is not None:
                node = child
            elif not (isinstance(step, int) and isinstance(node, MappingNode)):
                break  # an index into a mapping stands for the one member of a list written without brackets
        return node

    def _child(self, node: Node | None, step: str | int) -> Node | None:
        if isinstance(node, MappingNode):
            found = self._members_of(node).get(step)
            return found[1] if found else None
        if (
            isinstance(node, SequenceNode)
            and isinstance(step, int)
            and step < len(node.value)
        ):
            child: Node = node.value[step]
            return child
        return None

    def _members_of(self, mapping: MappingNode) -> _Members:
        """Return the members of a mapping; those of a long one are kept, since each fault in it looks for its place."""
        if len(mapping.value) <= _SHORT:
            return _members_of(mapping)
        if id(mapping) not in self._members:
            self._members[id(mapping)] = _members_of(mapping)
        return self._members[id(mapping)]


def _members_of(mapping: MappingNode) -> _Members:
    """Return the nodes of the keys and values of a mapping by the text of the key; the first of equal keys counts."""
    found: _Members = {}
    for key, value in mapping.value:
        if isinstance(key, ScalarNode):
            found.setdefault(key.value, (key, value))
    return found


def read_yaml(source: Source, file: str) -> Tree:
    """Read a YAML file; `file` is the name by which messages call it.

    Raises:
        UnreadableError: If the file is missing, not a file, too large or not UTF-8.
    """
    return _parse(read_text_file(source, file))


def parse_yaml(text: str | bytes, file: str) -> Tree:
    """Parse the text of a YAML file; what is wrong with it is in the tree's problems.

    >>> parse_yaml("{day: 2014-04-29, value: 18.5, held: no}", "x.yaml").data
    {'day': '2014-04-29', 'value': Decimal('18.5'), 'held': 'no'}
    """
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return _parse(decode(raw, file))


def _parse(source: TextFile) -> Tree:
    try:
        root, text = _composed(source)
    except _TooDeepError as error:
        found = f"values nested more than {DEEPEST} deep"
        return _failed(
            source, Problem(_place(source.file, error.node), "too-deep", found)
        )
    except YAMLError as error:
        return _failed(source, _syntax_problem(source, error))
    walk = _Walk(source, text)
    data = None if root is None else walk.build(root)
    return Tree(source.file, data, source.problems + tuple(walk.faults.problems), root)


def _composed(source: TextFile) -> tuple[Node | None, str]:
    """Return the nodes of a file and the text they are places in.

    In the place of what cannot be seen there is a letter, else a space, else nothing:
    the first that is YAML.
    """
    texts = [source.marked]
    if source.problems:
        texts += [source.marked.replace(MARK, " "), source.marked.replace(MARK, "")]
    for text in texts[:-1]:
        with suppress(YAMLError):
            return _Composer(text).get_single_node(), text
    return _Composer(texts[-1]).get_single_node(), texts[-1]


def _failed(source: TextFile, problem: Problem) -> Tree:
    return Tree(source.file, BROKEN, (*source.problems, problem))


class _TooDeepError(Exception):
    def __init__(self, node: Node | None) -> None:
        self.node = node


class _Composer(CParser):
    """Composes nodes without guessing their types, and counts how deep it is."""

    depth = 0

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, _: object) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeepError(parent)

    def ascend_resolver(self) -> None:
        self.depth -= 1


class _Walk:
    """Turns nodes into plain data and collects what it refuses, once for each place."""

    def __init__(self, source: TextFile, text: str) -> None:
        self.file = source.file
        self.text = text
        self.marked = bool(source.problems)
        self.decorated = "&" in source.text or "!" in source.text
        self.faults = FirstFaults()
        self.refused: set[tuple[int, str]] = (
            set()
        )  # an alias leads to the same node again

    def build(self, node: Node) -> Any:
        if self.decorated and self.text[
            node.start_mark.index : node.start_mark.index + 1
        ] in ("&", "!"):
            return self._refuse_decoration(node)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            node.value[:] = [
                member for child in node.value for member in self._members(child)
            ]
            return [self.build(child) for child in node.value]
        return self._mapping(node)

    def _refuse(
        self,
        node: Node,
        code: str,
        found: str,
        expected: _Words = "",
        where: Where | None = None,
    ) -> _Broken:
        """Note a fault once; its place is that of the node, unless another is given."""
        if (node.start_mark.index, code) not in self.refused:
            self.refused.add((node.start_mark.index, code))
            self.faults.add(
                where or _place(self.file, node), _maker(code, found, expected)
            )
        return BROKEN

    def _members(self, child: Node) -> list[Node]:
        """Return a member of a list, or the members that it is where hyphens are missing.

        What follows a missing hyphen is then checked as the member that it was meant to
        be.
        """
        if not isinstance(child, MappingNode) or child.flow_style:
            return [child]
        members: list[list[_Pair]] = []
        parts = _parts(child.value)
        for before, part in pairwise([[], *parts]):
            if members and not _is_alike(before, part):
                members[-1] += part
                continue
            if members:
                self._refuse_lost_hyphen(before, part)
            members.append(list(part))
        if len(members) < 2:
            return [child]
        starts = [child.start_mark, *(pairs[0][0].start_mark for pairs in members[1:])]
        return [_mapping_of(*member) for member in zip(members, starts, strict=True)]

    def _refuse_lost_hyphen(self, before: list[_Pair], part: list[_Pair]) -> None:
        """Note the first key of a member without its hyphen; the keys below follow from that."""
        earlier = _keys(before)
        again = [key for name, key in _keys(part).items() if name in earlier]
        first, second, last = again[0], again[1], again[-1]
        line = f"line {_line(before[0][0])} has it already"
        found = f"the key '{shorten(first.value)}' a second time ({line})"
        lines = (
            f"line {_line(second)}"
            if second is last
            else f"lines {_line(second)} to {_line(last)}"
        )
        found += f", and so {quantity(len(again) - 1, 'key')} below it ({lines})"
        self._refuse(first, "duplicate-key", found, _hyphen_before(*part[0]))

    def _refuse_decoration(self, node: Node) -> _Broken:
        if self.text[node.start_mark.index] == "&":
            mark = _ANCHOR_MARK.match(self.text, node.start_mark.index)
            name = mark[1] if mark else ""
            found = f"'&{name}', which names a value for reuse"
            return self._refuse(
                node, "yaml-anchor", found, lambda: self._without_anchor(name)
            )
        return self._refuse(
            node,
            "yaml-tag",
            "a YAML tag",
            "the value alone; quotes make a number a text",
        )

    def _without_anchor(self, name: str) -> str:
        """Say what to write in the place of an anchor, and where its value is used again."""
        expected = f"the value without '&{name}'"
        again = re.search(
            rf"(?m)(?:^|[\s,\[{{])\*{re.escape(name)}(?=[\s,\]}}]|$)", self.text
        )
        if not again:
            return expected
        line = self.text.count("\n", 0, again.end()) + 1
        return f"{expected}; write it out again in line {line}, which has '*{name}'"

    def _scalar(self, node: ScalarNode) -> Any:
        value: str = node.value.replace(MARK, "") if self.marked else node.value
        if not node.style:
            return self._cut_by_comment(node, value) or plain_value(value)
        if node.style == '"' and (place := next(refused_in(value), None)) is not None:
            found = f"an escape for the invisible character {character(value[place])}"
            return self._refuse(
                node, "control-character", found, "text without it: delete it"
            )
        return value

    def _cut_by_comment(self, node: ScalarNode, value: str) -> _Broken | None:
        """Refuse a text without quotes that `#` ends.

        A comment has a space after its sign, or follows a word.
        """
        end = node.end_mark.index if value else node.start_mark.index
        found = _COMMENT.match(self.text, end) if not value or " " in value else None
        if not found or self.text[
            node.start_mark.index : node.start_mark.index + 1
        ] in {"?", "|", ">"}:
            return None
        lost = f"is lost: '{shorten(found[1], 30)}' is a comment"
        whole = in_quotes(value + found[0] if value else found[1])
        if not value:  # a comment would leave no text at all
            mark = node.start_mark
            where = Where(
                self.file, mark.line + 1, mark.column + 1 + found.start(1) - end
            )
            expected = f"the text in quotes: {whole}"
            return self._refuse(
                node, "yaml-comment", f"the text {lost}", expected, where
            )
        comment = f"'# {shorten(found[1][1:], 30)}'"
        expected = (
            f"the whole text in quotes: {whole}; or {comment} with a space if a comment"
            " is meant"
        )
        return self._refuse(
            node, "yaml-comment", f"the rest of the text {lost}", expected
        )

    def _mapping(self, node: Node) -> dict[str, Any]:
        result: dict[str, Any] = {}
        repeated = []
        for key_node, value_node in node.value:
            key = self._key(key_node, value_node)
            value = self.build(value_node)
            if key in result:
                repeated.append(key_node)
            elif isinstance(key, str):
                result[key] = value
        if repeated:
            self._refuse_again(node, repeated)
        return result

    def _refuse_again(self, node: Node, repeated: list[Node]) -> None:
        first: dict[Any, int] = {}
        for key, _ in node.value:
            if isinstance(key, ScalarNode):
                first.setdefault(key.value, key.start_mark.line + 1)
        for key in repeated:
            line = f"line {first[key.value]} has it already"
            expected = f"it once ({line}): delete the wrong one of the two"
            if (
                key.value == "id"
                and isinstance(node, MappingNode)
                and not node.flow_style
            ):
                hyphen = "a hyphen before it if a new member of the list begins here"
                expected = f"it once ({line}), or {hyphen}"
            self._refuse(
                key,
                "duplicate-key",
                f"the key '{shorten(key.value)}' a second time",
                expected,
            )

    def _key(self, node: Node, value: Node) -> str | _Broken:
        key: str | _Broken | None = (
            self.build(node) if isinstance(node, ScalarNode) else None
        )
        if isinstance(key, _Broken):
            return key
        if not isinstance(key, str):
            shown = (
                f"'{shorten(node.value)}'"
                if isinstance(node, ScalarNode)
                else "a list or mapping"
            )
            return self._refuse(
                node, "key-not-text", f"{shown} as a key", "a key that is text"
            )
        if key == "<<":
            expected = f"the keys themselves{_first_pair(value)}"
            return self._refuse(node, "yaml-merge", "the merge key '<<'", expected)
        return key


def _maker(code: str, found: str, expected: _Words) -> Callable[[Where], Problem]:
    """Return what makes a problem once it is known that it is shown."""

    def make(where: Where) -> Problem:
        return Problem(
            where, code, found, expected if isinstance(expected, str) else expected()
        )

    return make


def _parts(pairs: list[_Pair]) -> list[list[_Pair]]:
    """Return the keys and values of a mapping, cut where its first key occurs again."""
    first = pairs[0][0].value if pairs and isinstance(pairs[0][0], ScalarNode) else None
    parts: list[list[_Pair]] = []
    for pair in pairs:
        if not parts or (first is not None and pair[0].value == first):
            parts.append([])
        parts[-1].append(pair)
    return parts


def _keys(pairs: list[_Pair]) -> dict[str, Node]:
    """Return the first node of each key, by its text."""
    found: dict[str, Node] = {}
    for key, _ in pairs:
        if isinstance(key, ScalarNode):
            found.setdefault(key.value, key)
    return found


def _is_alike(before: list[_Pair], part: list[_Pair]) -> bool:
    """Return whether two parts of a mapping look like two members of one list.

    The first key not counted, they have all keys in common, or two and more than half
    of those of the shorter part. One key that occurs again by itself is a slip, and no
    member.
    """
    one, other = (_keys(some[1:]).keys() for some in (before, part))
    common = one & other
    if one == other:
        return bool(common)
    return len(common) > 1 and 2 * len(common) > min(len(one), len(other))


def _mapping_of(pairs: list[_Pair], start: Mark) -> MappingNode:
    """Return a mapping of some keys and values that begins at a place."""
    return MappingNode("", pairs, start, pairs[-1][1].end_mark, flow_style=False)


def _hyphen_before(key: Node, value: Node) -> str:
    """Say how the first key of a member is written, with the hyphen two columns before it."""
    indentation = " " * max(key.start_mark.column - 2, 0)
    words = f" {shorten(value.value, 30)}" if isinstance(value, ScalarNode) else ""
    written = f"'{indentation}- {shorten(key.value)}:{words}'"
    begins = "if a new member of the list begins here"
    return f"a hyphen before it, {written}, {begins}; otherwise the key once"


def _first_pair(node: Node) -> str:
    """Show how the first key of a mapping is written, where its value is a text."""
    key, value = (
        node.value[0] if isinstance(node, MappingNode) and node.value else (None, None)
    )
    if not isinstance(key, ScalarNode) or not isinstance(value, ScalarNode):
        return ""
    return f": '{shorten(key.value, 30)}: {shorten(value.value, 30)}'"


def _line(node: Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def plain_value(value: str) -> Any:
    """Return what a scalar without quotes is: None, a truth value, a number or its text.

    >>> plain_value("602"), plain_value("010"), plain_value("no")
    (602, '010', 'no')
    """
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] not in "-0123456789":
        return value
    if _INTEGER.fullmatch(value):
        return int(value)
    return Decimal(value) if _DECIMAL.fullmatch(value) else value


def _cause(source: TextFile, said: str, error: YAMLError) -> Cause | None:
    """Return the mistake in the lines before the place where the parser stopped."""
    mark, begun = (
        getattr(error, "problem_mark", None),
        getattr(error, "context_mark", None),
    )
    stop, start = mark or begun, begun or mark
    if stop is None or start is None:
        return None
    return find_cause(
        source.marked, said, (stop.line, stop.column), (start.line, start.column)
    )


def _place(file: str, node: Node | None) -> Where:
    if node is None:
        return Where(file, 1, 1)
    return Where(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _syntax_problem(source: TextFile, error: YAMLError) -> Problem:
    file = source.file
    said = str(getattr(error, "problem", None) or "it is not YAML")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file, 1, 1)
    if "invalid Unicode character escape" in said:
        expected = "the character itself instead of an escape"
        where = Where(
            file, where.line, where.column - 2
        )  # the parser points behind the `\u`
        return Problem(
            where,
            "lone-surrogate",
            "an escape for half a character or for none",
            expected,
        )
    if (
        mark
        and "another document" not in said
        and (cause := _cause(source, said, error))
    ):
        return Problem(
            Where(file, cause.line, cause.column),
            "yaml-syntax",
            cause.found,
            cause.expected,
        )
    hint = next((hint for words, hint in _HINTS if words in said), "")
    if "another document" in said:
        return Problem(where, "yaml-syntax", "a second document begins here", hint)
    return Problem(where, "yaml-syntax", f"this is not YAML: {said}", hint)
