"""Changing one value in the text of an extract: the data is what was wanted, and the rest stays as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectgraph.files.yaml_edit import (
    add_key,
    remove_item,
    remove_key,
    replace_value,
)
from inspectgraph.files.yaml_positions import KeyPath, parse_yaml
from inspectgraph.files.yaml_write import to_flow
from inspectgraph.model.characters import refused_in
from inspectgraph.model.errors import ExtractError

TEXTS = st.text(max_size=30).filter(
    lambda text: not any(True for _ in refused_in(text))
)
SCALARS = st.one_of(
    TEXTS, st.integers(-999, 999), st.booleans(), st.decimals(-99, 99, places=2)
)
NAMES = st.sampled_from(["id", "note", "draft", "at", "themes", "value", "of"])
FLOW = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=6,
)
RECORDS = st.lists(
    st.dictionaries(NAMES, FLOW, min_size=1, max_size=5), min_size=1, max_size=4
)
EXTRACTS = st.dictionaries(
    st.sampled_from(["title", "findings", "events", "drafted", "nothing"]),
    SCALARS | RECORDS,
    min_size=1,
    max_size=4,
)


def data(text: str) -> Any:
    """Return what a text holds, when nothing is wrong with it."""
    tree = parse_yaml(text, "x.yaml")
    assert not tree.problems, text
    return tree.data


def laid_out(extract: dict[str, Any], chance: random.Random) -> str:
    """Return an extract as people write it: comments and empty lines here and there, one of three line ends."""
    lines = [*_lines(extract, chance)]
    return chance.choice(["\n", "\r\n", "\n"]).join(lines) + chance.choice(["\n", ""])


def _lines(extract: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for key, value in extract.items():
        yield from _comment("", chance)
        if not isinstance(value, list):
            yield f"{key}: {to_flow(value)}{_tail(chance)}"
            continue
        yield f"{key}:{_tail(chance)}"
        indent = chance.choice(["", "  "])
        for record in value:
            dash = f"{indent}- "
            yield from _comment(indent, chance)
            for name, item in record.items():
                yield f"{dash}{name}: {to_flow(item)}{_tail(chance)}"
                dash = f"{indent}  "
                yield from _comment(dash, chance)


def _comment(indent: str, chance: random.Random) -> list[str]:
    return (
        [f"{indent}# kept {chance.random()}"]
        if chance.random() < 0.2
        else [""]
        if chance.random() < 0.1
        else []
    )


def _tail(chance: random.Random) -> str:
    return f"  # beside {chance.random()}" if chance.random() < 0.2 else ""


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of every value below a value."""
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, member in members:
        yield (*path, step)
        yield from paths(member, (*path, step))


def reach(value: Any, path: KeyPath) -> Any:
    """Return the value at a path."""
    for step in path:
        value = value[step]
    return value


def kept(text: str) -> set[str]:
    """Return the comments that stand on lines of their own."""
    return {
        line.strip() for line in text.splitlines() if line.strip().startswith("# kept")
    }


@pytest.mark.slow
@settings(max_examples=400)
@given(EXTRACTS, st.randoms(use_true_random=False), st.data())
def test_removing(
    extract: dict[str, Any], chance: random.Random, draw: st.DataObject
) -> None:
    """A key or a member goes, comments between records stay, and nothing else changes."""
    text = laid_out(extract, chance)
    assert data(text) == extract
    path = draw.draw(st.sampled_from([*paths(extract)]))
    wanted = deepcopy(extract)
    del reach(wanted, path[:-1])[path[-1]]
    new = (remove_key if isinstance(path[-1], str) else remove_item)(text, path)

    assert data(new) == wanted
    lost = kept(text) - kept(new)
    assert not lost or len(path) == 1 or (len(path) == 2 and isinstance(path[1], int))


@pytest.mark.slow
@settings(max_examples=400)
@given(EXTRACTS, FLOW, st.randoms(use_true_random=False), st.data())
def test_replacing(
    extract: dict[str, Any], value: Any, chance: random.Random, draw: st.DataObject
) -> None:
    """Replacing a value changes that value, and no other line."""
    text = laid_out(extract, chance)
    path = draw.draw(st.sampled_from([*paths(extract)]))
    wanted = deepcopy(extract)
    reach(wanted, path[:-1])[path[-1]] = value
    new = replace_value(text, path, value)

    assert data(new) == wanted
    if len(path) > 2:
        before, after = text.splitlines(), new.splitlines()
        assert len(before) == len(after)
        assert sum(old != fresh for old, fresh in zip(before, after, strict=True)) <= 1


@settings(max_examples=400)
@given(EXTRACTS, FLOW, st.randoms(use_true_random=False), st.data())
def test_adding(
    extract: dict[str, Any], value: Any, chance: random.Random, draw: st.DataObject
) -> None:
    """A key is added before the one that is named, and no line is lost."""
    text = laid_out(extract, chance)
    mappings = [
        path for path in ((), *paths(extract)) if isinstance(reach(extract, path), dict)
    ]
    path = (*draw.draw(st.sampled_from(mappings)), "fresh")
    wanted = deepcopy(extract)
    reach(wanted, path[:-1])["fresh"] = value
    new = add_key(text, path, value, ("draft", "at"))

    assert data(new) == wanted
    assert kept(text) == kept(new)
    keys = [*reach(data(new), path[:-1])]
    later = [
        name
        for name in ("draft", "at")
        if name in keys and keys.index(name) < keys.index("fresh")
    ]
    assert (
        not later
        or keys[0] in {"draft", "at"}
        or later != ["draft", "at"][: len(later)]
    )


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a: {b: 1,}\n", ("a", "b"), "a: {}\n"),
        ("a:\n  b: 1\nc: 2\n", ("a", "b"), "a:\n  {}\nc: 2\n"),
        ("a: |\n  long\n  text\n\n# why\nb: 1\n", ("a",), "\n# why\nb: 1\n"),
        ("- a: 1\n  # why\n  b: 2\n", (0, "a"), "-\n  # why\n  b: 2\n"),
        ("- a: 1\n  b: 2", (0, "b"), "- a: 1\n"),
        ("a: 'it''s'\nb:\n", ("b",), "a: 'it''s'\n"),
    ],
)
def test_keys_in_every_style(text: str, path: KeyPath, wanted: str) -> None:
    """A key is removed from brackets, from several lines, or right behind a dash."""
    assert remove_key(text, path) == wanted


def test_what_cannot_be_changed_is_refused() -> None:
    """Text in a style that is not understood is refused, and never spoilt."""
    with pytest.raises(ExtractError, match="in a text editor"):
        remove_item("- - a\n  - b\n", (0, 0))
