"""The records: frozen, strict, described; and their way through YAML and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.load import records_of
from inspectgraph.model import extract, registry
from inspectgraph.model.characters import refused_in
from inspectgraph.model.extract import (
    Anchor,
    Extract,
    Finding,
    PrintedTime,
    Record,
)

SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
NUMBERS = st.integers(-(10**9), 10**9).map(Decimal) | st.decimals(-999, 999, places=2)


def _is_accepted(text: str) -> bool:
    return bool(text) and not any(True for _ in refused_in(text))


SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cn", "Cs", "Zl", "Zp"))
TEXTS = st.text(SEEN, min_size=1, max_size=20).map(str.strip).filter(_is_accepted)


def values(kind: inspect.Type, names: str = "") -> st.SearchStrategy[Any]:
    """Return a strategy for values of a type, as msgspec describes the type."""
    match kind:
        case inspect.Metadata():
            return values(kind.type, (kind.extra or {}).get("names", names))
        case inspect.UnionType():
            options = [
                option
                for option in kind.types
                if not isinstance(option, inspect.NoneType)
            ]
            return st.none() | values(options[0], names)
        case inspect.StrType():
            return texts(kind, names)
        case inspect.VarTupleType():
            least = kind.min_length or 0
            return st.lists(
                values(kind.item_type), min_size=least, max_size=2, unique=True
            ).map(tuple)
        case inspect.DictType():
            return st.dictionaries(
                values(kind.key_type), values(kind.value_type), max_size=2
            )
        case inspect.StructType():
            return instances(kind.cls)
        case inspect.LiteralType():
            return st.sampled_from(kind.values)
        case inspect.IntType():
            return st.integers(kind.ge or 1, kind.le or 9999)
    simple = {
        inspect.BoolType: st.booleans(),
        inspect.DateType: st.dates(date(1990, 1, 1), date(2030, 12, 31)),
        inspect.DecimalType: NUMBERS,
    }
    return simple[type(kind)]


def texts(kind: inspect.StrType, names: str) -> st.SearchStrategy[str]:
    """Return a strategy for texts that the type's pattern allows."""
    if names:
        return (
            st.just("apa/service-management") if names == "reported-aspect" else SLUGS
        )
    return (
        st.from_regex(re.compile(kind.pattern, re.ASCII)).map(str.rstrip)
        if kind.pattern
        else TEXTS
    )


def instances(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of a kind, with any values in all fields."""
    entries = inspect.type_info(kind).fields  # type: ignore[attr-defined]
    return st.builds(kind, **{entry.name: values(entry.type) for entry in entries})


def as_yaml(extract: Extract) -> str:
    """Return an extract as YAML; a single anchor is written without a list."""
    return yaml.safe_dump(
        _plain(msgspec.to_builtins(extract, builtin_types=(Decimal,))),
        allow_unicode=True,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        plain = {key: _plain(item) for key, item in value.items()}
        if isinstance(plain.get("at"), list) and len(plain["at"]) == 1:
            plain["at"] = plain["at"][0]
        return plain
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(instances(Extract))
def test_any_extract_comes_back_from_yaml(extract: Extract) -> None:
    """What is written as YAML is read back as the same records."""
    tree = parse_yaml(as_yaml(extract), "x.yaml")
    assert tree.problems == ()
    assert records_of(tree) == extract


def kinds() -> Iterator[type[Record]]:
    """Return every record type of the two modules."""
    for module in (extract, registry):
        for name in module.__all__:
            value = getattr(module, name)
            if isinstance(value, type) and issubclass(value, Record):
                yield value


@pytest.mark.parametrize("kind", list(dict.fromkeys(kinds())))
def test_every_record_is_frozen_and_strict_and_described(kind: type[Record]) -> None:
    """Every record type is frozen, refuses unknown keys, and has a docstring."""
    config = kind.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    assert kind.__doc__


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2014-06-30", "2014-06-30", "day"),
        ("2010-03-01", "2010-03-31", "month"),
        ("2012-02-01", "2012-02-29", "month"),
        ("2007-01-01", "2007-12-31", "year"),
        ("2006-01-01", "2007-12-31", "span"),
        ("2014-04-29", "2014-05-21", "span"),
        ("2014-04-01", "2014-04-29", "span"),
    ],
)
def test_precision_of_a_printed_time(first: str, last: str, precision: str) -> None:
    """The first and last day of a printed time decide its precision."""
    time = PrintedTime(
        printed="x", earliest=date.fromisoformat(first), latest=date.fromisoformat(last)
    )
    assert time.precision == precision


def test_an_absent_list_is_empty() -> None:
    """A finding without optional fields holds empty tuples and nothing."""
    at = (Anchor(unit="p1", length=5, start=0, digest="0123456789ab"),)
    finding = Finding(
        id="p1-a", at=at, polarity="neutral", themes=("area",), note="A note."
    )
    assert (finding.services, finding.because, finding.group, finding.level) == (
        (),
        (),
        (),
        None,
    )
