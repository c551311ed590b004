"""Tests of long names in pictures: they overlap nothing, and different names look different."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from inspectgraph.draw import NAMES, pictures
from inspectgraph.draw.text_metrics import names_apart, text_width, wrap
from inspectgraph.rdf.iris import graph, thing
from inspectgraph.rdf.namespaces import DEF, INSP, RDF, SKOS
from inspectgraph.rdf.store import new_store
from svg_boxes import outside, overlaps, text_boxes

#: Pairs of names of two authorities: long ones, of one word, alike at the start, the
#: end and both.
NAMES_OF_TWO = [
    ("Kingsferry upon Netherwater and Upper Marsh with Saltmere", "Saltmere"),
    ("Northmarshlandferryuponthenetherwater", "Northmarshlandferryuponthenetherside"),
    (
        "Borough of " + "Netherby and " * 9 + "Saltmere",
        "Borough of " + "Netherby and " * 9 + "Netherford",
    ),
    (
        "North " + "Netherby and " * 9 + "Saltmere",
        "South " + "Netherby and " * 9 + "Saltmere",
    ),
    (
        "Borough of " + "Netherby and " * 9 + "Upper Marsh" + " and Netherby" * 9,
        "Borough of " + "Netherby and " * 9 + "Lower Marsh" + " and Netherby" * 9,
    ),
    ("W" * 300, "W" * 299 + "M"),
    ("e\u0301" * 200, "e\u0301" * 199 + "e"),
    ("\u4e2d" * 80, "\u4e2d" * 79 + "\u6587"),
    ("Netherford", "Netherford"),
]


def with_names(store: Store, one: str, other: str) -> Store:
    """Return a graph whose two reports are about two authorities with the given names."""
    first, second = thing("authority", "netherford"), thing("authority", "netherside")
    report = graph("netherford-sif-2015")

    def named(quad: Quad) -> Quad:
        value: NamedNode | BlankNode | Literal | Triple = quad.object
        if quad.subject == first and quad.predicate == SKOS.prefLabel:
            value = Literal(one, language="en")
        if quad.graph_name == report and quad.predicate == INSP.inspectedAuthority:
            value = second
        return Quad(quad.subject, quad.predicate, value, quad.graph_name)

    label = Quad(
        second, SKOS.prefLabel, Literal(other, language="en"), graph("registry")
    )
    return new_store(
        [
            *map(named, store),
            label,
            Quad(
                second, RDF.type, NamedNode(f"{DEF}LocalAuthority"), graph("registry")
            ),
        ]
    )


def with_labels(store: Store, longer: Callable[[str], str]) -> Store:
    """Return a graph in which each label is changed by a given function."""
    return new_store(
        (
            Quad(
                quad.subject,
                quad.predicate,
                Literal(longer(quad.object.value), language="en"),
                quad.graph_name,
            )
            if isinstance(quad.object, Literal)
            and quad.predicate in {SKOS.prefLabel, SKOS.altLabel}
            else quad
        )
        for quad in store
    )


def check(svg: bytes) -> None:
    """Check that the texts of a picture do not overlap or leave the picture."""
    size = re.search(rb'width="1280" height="(\d+)"', svg)
    assert size is not None
    boxes = text_boxes(svg)
    assert overlaps(boxes) == []
    assert outside(boxes, 1280, int(size[1])) == []


@pytest.mark.parametrize(
    ("one", "other"), NAMES_OF_TWO, ids=lambda name: ascii(name[:12])
)
def test_long_names_of_authorities_keep_clear(
    one: str, other: str, small_store: Store
) -> None:
    """Texts do not overlap in any picture, whatever the authorities are called."""
    for name, content in pictures(with_names(small_store, one, other)).items():
        if name.endswith(".svg"):
            check(content)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "longer",
    [
        lambda label: f"{label} {'of the wider area and its villages ' * 4}".strip(),
        lambda label: f"{'the services that a council provides for ' * 4}{label}",
        lambda label: f"{label}{'x' * 120}",
    ],
    ids=["alike at the end", "alike at the start", "one word"],
)
def test_long_labels_keep_clear(
    name: str, longer: Callable[[str], str], small_store: Store
) -> None:
    """Texts do not overlap in any picture, even if all labels are very long."""
    check(pictures(with_labels(small_store, longer), [name])[f"{name}.svg"])


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\ufffe"], ids=ascii)
def test_characters_that_xml_cannot_hold_are_replaced(
    sign: str, small_store: Store
) -> None:
    """Characters that XML forbids are replaced by U+FFFD in the pictures."""
    drawn = pictures(with_labels(small_store, lambda label: f"{sign}{label}"))
    for name in NAMES:
        check(drawn[f"{name}.svg"])
        assert "\ufffd" in drawn[f"{name}.svg"].decode()
        assert sign not in drawn[f"{name}.svg"].decode()


def test_the_heat_map_shows_the_whole_of_a_name_that_fits(small_store: Store) -> None:
    """The heat map shows the whole name of an authority if it fits."""
    one, other = NAMES_OF_TWO[0]
    svg = pictures(with_names(small_store, one, other), ["heat-map"])["heat-map.svg"]
    shown = " ".join(box.text for box in text_boxes(svg))
    assert one in shown
    assert "…" not in shown


def test_a_shortened_name_has_its_full_name_as_title(small_store: Store) -> None:
    """A shortened name has its full name as a tooltip."""
    one, other, *_ = NAMES_OF_TWO[4]
    drawn = pictures(with_names(small_store, one, other), ["timeline", "network"])
    for svg in (drawn["timeline.svg"].decode(), drawn["network.svg"].decode()):
        titles = re.findall(r"<title>([^<]*)</title>", svg)
        assert one in titles
        assert other in titles


@pytest.mark.parametrize(
    ("one", "other"), NAMES_OF_TWO, ids=lambda name: ascii(name[:12])
)
@pytest.mark.parametrize("lines", [1, 3])
def test_two_names_look_different(one: str, other: str, lines: int) -> None:
    """Two different names look different in a picture, even if they are shortened."""
    shown = names_apart(
        {"a": one, "b": other}, lambda name: wrap(name, 12, 150, lines=lines)
    )
    assert shown["a"] != shown["b"]
    for name in shown.values():
        assert len(name) <= lines
        assert all(text_width(line, 12) <= 150 for line in name)


def test_many_names_look_different() -> None:
    """Many names that differ only in the middle look different when they are shortened."""
    names = {
        str(n): f"Board for {'children and ' * 9}area {n} {'and families ' * 9}"
        for n in range(40)
    }
    shown = names_apart(names, lambda name: wrap(name, 12, 150, lines=1))
    assert all(one != other for one, other in combinations(shown.values(), 2))
    assert all(re.search(rf"\b{key}\b", lines[0]) for key, lines in shown.items())


def test_a_name_that_fits_is_shown_whole() -> None:
    """A name that fits is not shortened.

    No line break separates a letter from its accent.
    """
    assert wrap("Netherford and Saltmere", 12, 300, lines=1) == [
        "Netherford and Saltmere"
    ]
    assert wrap("Upper-Netherford", 12, 70) == ["Upper-", "Netherford"]
    for line in wrap("e\u0301" * 40, 12, 50):
        assert line.startswith("e")
        assert line.endswith(("\u0301", "…"))
