"""Read YAML in a strict subset, with the source location of every value.

Only numbers such as `602` and `18.5`, and the words `true`, `false` and `null`, are
converted. All other values are texts, such as `2014-06-30`, `no` and `010`. Some
features of YAML are reported as problems: anchors, aliases, tags, merge keys, repeated
keys, and keys that are not text. The tree stores the parsed nodes. A source location is
computed only when it is needed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError
from yaml._yaml import CParser

from inspectgraph.files.text import MARK, Source, TextFile, decode, read_text_file
from inspectgraph.files.yaml_strict import BROKEN, StrictWalk, place_of
from inspectgraph.files.yaml_syntax import syntax_problem
from inspectgraph.model.errors import Problem, Where

__all__ = ["BROKEN", "DEEPEST", "KeyPath", "Tree", "parse_yaml", "read_yaml"]

#: The keys and indexes that lead from the top of a file to a value.
KeyPath = tuple[str | int, ...]

#: The largest depth to which a file may be nested. An extract needs seven levels.
DEEPEST = 24
#: The largest number of keys for which a mapping is indexed anew at each look-up. The
#: index of a longer mapping is kept.
_SHORT = 50
#: The node of each key and the node of its value, by the text of the key.
_Members = dict[str | int, tuple[Node, Node]]


@dataclass(frozen=True, slots=True)
class Tree:
    """The plain data of a YAML file, with its problems and source locations."""

    file: str
    data: Any
    problems: tuple[Problem, ...] = ()
    root: Node | None = field(default=None, repr=False, compare=False)
    _members: dict[int, _Members] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def where(self, path: KeyPath = ()) -> Where:
        r"""Return the source location of the value at a path.

        If there is no value at the path, return the location of the nearest existing
        parent value.

        >>> parse_yaml("a:\n  - b: 1\n", "x.yaml").where(("a", 0, "b"))
        Where(path='x.yaml', line=2, column=8)
        """
        return place_of(self.file, self._find(path))

    def where_key(self, path: KeyPath) -> Where:
        r"""Return the source location of the key at the end of a path.

        >>> parse_yaml("a:\n  - b: 1\n", "x.yaml").where_key(("a", 0, "b"))
        Where(path='x.yaml', line=2, column=5)
        """
        parent = self._find(path[:-1])
        if isinstance(parent, MappingNode) and (
            found := self._members_of(parent).get(path[-1])
        ):
            return place_of(self.file, found[0])
        return self.where(path)

    def _find(self, path: KeyPath) -> Node | None:
        """Return the node at a path or, if there is none, the nearest existing parent node."""
        node = self.root
        for step in path:
            child = self._child(node, step)
            if child is not None:
                node = child
            elif not (isinstance(step, int) and isinstance(node, MappingNode)):
                break  # an index is skipped if the one member is not in a list
        return node

    def _child(self, node: Node | None, step: str | int) -> Node | None:
        """Return the child node at a key or index, or None if there is no such node."""
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
        """Return the key and value nodes of a mapping, from a cache if the mapping is long."""
        if len(mapping.value) <= _SHORT:
            return _members_of(mapping)
        if id(mapping) not in self._members:
            self._members[id(mapping)] = _members_of(mapping)
        return self._members[id(mapping)]


def _members_of(mapping: MappingNode) -> _Members:
    """Return the key node and the value node for each key of a mapping.

    The pairs of nodes are keyed by the text of the key. If a key is repeated, the pair
    of its first occurrence is returned.
    """
    found: _Members = {}
    for key, value in mapping.value:
        if isinstance(key, ScalarNode):
            found.setdefault(key.value, (key, value))
    return found


def read_yaml(source: Source, file: str) -> Tree:
    """Read a YAML file. Messages use the name `file`.

    Raises:
        UnreadableError: If the path is missing or is not a file, or if the file is too
            large or not UTF-8.
    """
    return _parse(read_text_file(source, file))


def parse_yaml(text: str | bytes, file: str) -> Tree:
    """Parse the text of a YAML file, and return its tree with all problems in the text.

    >>> parse_yaml("{day: 2014-04-29, value: 18.5, held: no}", "x.yaml").data
    {'day': '2014-04-29', 'value': Decimal('18.5'), 'held': 'no'}
    """
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return _parse(decode(raw, file))


def _parse(source: TextFile) -> Tree:
    """Parse the text of a YAML file, and return its data and all problems."""
    try:
        root, text = _composed(source)
    except _TooDeepError as error:
        found = (
            f"values are nested more than {DEEPEST} levels deep: look for a bracket that is"
            " not closed"
        )
        return _failed(
            source, Problem(place_of(source.file, error.node), "too-deep", found)
        )
    except YAMLError as error:
        return _failed(source, syntax_problem(source, error))
    walk = StrictWalk(source, text)
    data = None if root is None else walk.build(root)
    return Tree(source.file, data, source.problems + tuple(walk.faults.problems), root)


def _composed(source: TextFile) -> tuple[Node | None, str]:
    """Return the root node of a file, and the text that was parsed.

    Offsets in the node are positions in this text. Invisible characters in the file are
    replaced by U+FFFD. If the text is then not valid YAML, they are replaced by spaces.
    If the text is still not valid, they are removed.
    """
    texts = [source.marked]
    if source.problems:
        texts += [source.marked.replace(MARK, " "), source.marked.replace(MARK, "")]
    for text in texts[:-1]:
        with suppress(YAMLError):
            return _Composer(text).get_single_node(), text
    return _Composer(texts[-1]).get_single_node(), texts[-1]


def _failed(source: TextFile, problem: Problem) -> Tree:
    """Return a tree with the data `BROKEN`, for a file that cannot be parsed."""
    return Tree(source.file, BROKEN, (*source.problems, problem))


class _TooDeepError(Exception):
    """The error for a YAML text that is nested deeper than `DEEPEST`."""

    def __init__(self, node: Node | None) -> None:
        self.node = node


class _Composer(CParser):
    """A YAML parser that leaves scalars as text and limits the depth of nesting."""

    depth = 0

    def resolve(self, *_: object) -> str:
        """Return an empty tag for every node; later code finds the type of a scalar."""
        return ""

    def descend_resolver(self, parent: Node | None, _: object) -> None:
        """Add one to the depth of nesting, and raise `_TooDeepError` at the limit."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeepError(parent)

    def ascend_resolver(self) -> None:
        """Subtract one from the depth of nesting."""
        self.depth -= 1
