"""Reading YAML with the place of every value, in a strict subset that leaves nothing to guess.

Text stays text: only `602`, `18.5`, `true`, `false` and `null` are anything else, so
    that a date, `no` or
`010` is what it looks like. Anchors, aliases, tags, merge keys, keys that are not text
and equal keys in one mapping are refused. The tree keeps the composed nodes and finds a
place when it is asked for one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError
from yaml._yaml import CParser

from inspectgraph.files.text import MARK, Source, TextFile, decode, read_text_file
from inspectgraph.files.yaml_hints import Cause, find_cause
from inspectgraph.model.characters import character, refused_in
from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.faults import FirstFaults

__all__ = ["BROKEN", "DEEPEST", "KeyPath", "Tree", "parse_yaml", "read_yaml"]

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


#: The nodes of each key and its value, by the key.
_Members = dict[str | int, tuple[Node, Node]]
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
            return [self.build(child) for child in node.value]
        return self._mapping(node)

    def _refuse(self, node: Node, code: str, found: str, expected: str = "") -> _Broken:
        if (node.start_mark.index, code) not in self.refused:
            self.refused.add((node.start_mark.index, code))
            self.faults.add(
                _place(self.file, node),
                lambda where: Problem(where, code, found, expected),
            )
        return BROKEN

    def _refuse_decoration(self, node: Node) -> _Broken:
        if self.text[node.start_mark.index] == "&":
            mark = _ANCHOR_MARK.match(self.text, node.start_mark.index)
            name = mark[1] if mark else ""
            found, expected = (
                f"'&{name}', which names a value for reuse",
                f"the value without '&{name}'",
            )
            return self._refuse(
                node,
                "yaml-anchor",
                found,
                f"{expected}; write it out again where '*{name}' stands",
            )
        return self._refuse(
            node,
            "yaml-tag",
            "a YAML tag",
            "the value alone; quotes make a number a text",
        )

    def _scalar(self, node: ScalarNode) -> Any:
        value: str = node.value.replace(MARK, "") if self.marked else node.value
        if not node.style:
            return self._cut_by_comment(node, value) or _plain(value)
        if node.style == '"' and (place := next(refused_in(value), None)) is not None:
            found = f"an escape for the invisible character {character(value[place])}"
            return self._refuse(
                node, "control-character", found, "text without it: delete it"
            )
        return value

    def _cut_by_comment(self, node: ScalarNode, value: str) -> _Broken | None:
        """Refuse a text without quotes that `#` ends: a comment has a space after its sign, or stands after a word."""
        end = node.end_mark.index if value else node.start_mark.index
        found = _COMMENT.match(self.text, end) if not value or " " in value else None
        if not found or self.text[
            node.start_mark.index : node.start_mark.index + 1
        ] in {"?", "|", ">"}:
            return None
        cut = "the rest of the text" if value else "the text"
        expected = "the text in double quotes, or a space after '#' before a comment"
        return self._refuse(
            node,
            "yaml-comment",
            f"{cut} is lost: '{shorten(found[1], 30)}' is a comment",
            expected,
        )

    def _mapping(self, node: Node) -> dict[str, Any]:
        result: dict[str, Any] = {}
        repeated = []
        for key_node, value_node in node.value:
            key = self._key(key_node)
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
            begins = (
                ", or a hyphen before it if a new member of the list begins here"
                if key.value == "id"
                else ""
            )
            expected = f"it once (line {first[key.value]} has it already){begins}"
            self._refuse(
                key,
                "duplicate-key",
                f"the key '{shorten(key.value)}' a second time",
                expected,
            )

    def _key(self, node: Node) -> str | _Broken:
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
            return self._refuse(
                node, "yaml-merge", "the merge key '<<'", "the values themselves"
            )
        return key


def _plain(value: str) -> Any:
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
