"""Compile property paths to functions.

Each function returns the values to which a path leads from a given node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import RDF
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples

__all__ = [
    "Path",
    "Step",
    "alternative",
    "compile_path",
    "inverse",
    "one",
    "repeated",
    "sequence",
]

#: A function that returns the values of a node, without repeats.
Step = Callable[[TripleIndex, str], Sequence[str]]

_FIRST: Final = str(RDF.first)


@dataclass(frozen=True, slots=True)
class Path:
    """A property path that can be followed in both directions.

    Attributes:
        forward: A function that returns the values to which the path leads from a node.
        backward: A function that returns the nodes from which the path leads to a
            value.
        name: The name of the path in findings. It is the IRI of the property, with `^`
            before it for an inverse path. For a sequence, it is the name of the first
            part. For other paths, it is empty.
        text: The path in SPARQL syntax.
        property: The IRI of the property in angle brackets, if the path is a single
            property; otherwise empty.
    """

    forward: Step
    backward: Step
    name: str
    text: str
    property: str = ""


def compile_path(shapes: ShapeTriples, node: str) -> Path:
    """Compile the property path that a node in the shapes graph describes.

    Raises:
        ShapeError: If the node does not describe a path.
    """
    if shapes.values(node, _FIRST):
        return sequence(_parts(shapes, node))
    if node[0] == "<":
        return one(node)
    for inner in shapes.values(node, SH.inversePath):
        return inverse(compile_path(shapes, inner))
    for members in shapes.values(node, SH.alternativePath):
        return alternative(_parts(shapes, members))
    for key, sign in _SIGNS.items():
        for inner in shapes.values(node, key):
            return repeated(compile_path(shapes, inner), sign)
    raise ShapeError("bad-shape", f"{node} is not a property path")


def one(name: str) -> Path:
    """Return the path that consists of one property.

    Args:
        name: The property in angle brackets.
    """

    def forward(data: TripleIndex, node: str) -> Sequence[str]:
        return data.values(node, name)

    def backward(data: TripleIndex, value: str) -> Sequence[str]:
        return data.subjects(name, value)

    return Path(forward, backward, name[1:-1], name, name)


def inverse(path: Path) -> Path:
    """Return a path in the opposite direction."""
    name = f"^{path.name}" if path.property else ""
    return Path(path.backward, path.forward, name, f"^({path.text})")


def sequence(parts: Sequence[Path]) -> Path:
    """Join several paths into one path, in the given order.

    Each path begins at the nodes to which the previous path leads.
    """
    return Path(
        _chain([part.forward for part in parts]),
        _chain([part.backward for part in reversed(parts)]),
        parts[0].name,
        "/".join(f"({part.text})" for part in parts),
    )


def alternative(parts: Sequence[Path]) -> Path:
    """Join alternative paths into one path.

    The new path leads to each value to which at least one of the given paths leads.
    """
    return Path(
        _either([part.forward for part in parts]),
        _either([part.backward for part in parts]),
        "",
        "|".join(f"({part.text})" for part in parts),
    )


def repeated(path: Path, sign: str) -> Path:
    """Return a path that repeats a given path, as often as the sign `*`, `+` or `?` allows."""
    return Path(
        _again(path.forward, sign),
        _again(path.backward, sign),
        "",
        f"({path.text}){sign}",
    )


def _parts(shapes: ShapeTriples, members: str) -> list[Path]:
    """Return the compiled paths of an RDF list.

    Raises:
        ShapeError: If the list has fewer than two paths.
    """
    found = [compile_path(shapes, part) for part in shapes.items(members)]
    if len(found) < 2:
        raise ShapeError("bad-shape", f"the path {members} has fewer than two parts")
    return found


def _chain(steps: Sequence[Step]) -> Step:
    def follow(data: TripleIndex, node: str) -> Sequence[str]:
        reached: Sequence[str] = (node,)
        for step in steps:
            reached = _each_once([step(data, each) for each in reached])
        return reached

    return follow


def _either(steps: Sequence[Step]) -> Step:
    def follow(data: TripleIndex, node: str) -> Sequence[str]:
        return _each_once([step(data, node) for step in steps])

    return follow


def _again(step: Step, sign: str) -> Step:
    """Return a function that follows a path repeatedly.

    Args:
        step: The function that follows the path once.
        sign: The sign `*`, `+` or `?`, which decides how often the path is followed.
    """

    def follow(data: TripleIndex, node: str) -> Sequence[str]:
        found = dict.fromkeys(() if sign == "+" else (node,))
        fresh: list[str] = [node]
        while fresh:
            for value in step(data, fresh.pop()):
                if value not in found:
                    found[value] = None
                    if sign != "?":
                        fresh.append(value)
        return list(found)

    return follow


def _each_once(groups: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return each term of the given groups once."""
    filled = [group for group in groups if group]
    if len(filled) == 1:
        return filled[0]
    return list(dict.fromkeys(_flat(filled)))


def _flat(groups: Iterable[Sequence[str]]) -> Iterable[str]:
    for group in groups:
        yield from group


#: The signs of repeated paths in SPARQL.
_SIGNS: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
