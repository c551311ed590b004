"""Compile property paths: each becomes a function that leads from a node to its values."""

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

#: Leads from a node to its values, each once.
Step = Callable[[TripleIndex, str], Sequence[str]]

_FIRST: Final = str(RDF.first)


@dataclass(frozen=True, slots=True)
class Path:
    """A path that can be followed in both directions.

    Attributes:
        forward: Leads from a node to its values.
        backward: Leads from a value to the nodes that have it.
        name: Its name in findings: the IRI of the property, after `^` for an inverse
            path; of a sequence, that of the first. Empty for other paths.
        text: The path as SPARQL writes it.
        property: The property in angle brackets if the path is nothing else, or empty.
    """

    forward: Step
    backward: Step
    name: str
    text: str
    property: str = ""


def compile_path(shapes: ShapeTriples, node: str) -> Path:
    """Compile the path that a node of the shapes describes.

    Raises:
        ShapeError: If it describes none.
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
    """Return the path of one property.

    Args:
        name: The property in angle brackets.
    """

    def forward(data: TripleIndex, node: str) -> Sequence[str]:
        return data.values(node, name)

    def backward(data: TripleIndex, value: str) -> Sequence[str]:
        return data.subjects(name, value)

    return Path(forward, backward, name[1:-1], name, name)


def inverse(path: Path) -> Path:
    """Return a path taken from its end to its beginning."""
    name = f"^{path.name}" if path.property else ""
    return Path(path.backward, path.forward, name, f"^({path.text})")


def sequence(parts: Sequence[Path]) -> Path:
    """Return several paths taken one after the other."""
    return Path(
        _chain([part.forward for part in parts]),
        _chain([part.backward for part in reversed(parts)]),
        parts[0].name,
        "/".join(f"({part.text})" for part in parts),
    )


def alternative(parts: Sequence[Path]) -> Path:
    """Return the path that is any of several."""
    return Path(
        _either([part.forward for part in parts]),
        _either([part.backward for part in parts]),
        "",
        "|".join(f"({part.text})" for part in parts),
    )


def repeated(path: Path, sign: str) -> Path:
    """Return a path taken several times or not at all, as the sign `*`, `+` or `?` says."""
    return Path(
        _again(path.forward, sign),
        _again(path.backward, sign),
        "",
        f"({path.text}){sign}",
    )


def _parts(shapes: ShapeTriples, members: str) -> list[Path]:
    """Return the paths of a list.

    Raises:
        ShapeError: If there are fewer than two.
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
    """Return a step that is repeated as a sign says."""

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
    """Return the members of all groups, each once."""
    filled = [group for group in groups if group]
    if len(filled) == 1:
        return filled[0]
    return list(dict.fromkeys(_flat(filled)))


def _flat(groups: Iterable[Sequence[str]]) -> Iterable[str]:
    for group in groups:
        yield from group


#: The signs by which SPARQL writes repeated paths.
_SIGNS: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
