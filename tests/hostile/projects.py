"""A copy of the small project in which every free text looks like markup or code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from hostile.texts import TEXTS

__all__ = ["AUTHORITIES", "write_project"]

SMALL = Path(__file__).parents[1] / "projects" / "small"
#: The number of reports, and of authorities, that a picture shows.
AUTHORITIES = 6
#: The keys of registry and extracts whose value is free text.
_FREE = frozenset(
    {
        "title",
        "of",
        "note",
        "what",
        "doubt",
        "population",
        "reason",
        "type",
        "source",
        "kind",
        "curator",
        "short",
        "name",
    }
)
_SIF = "netherford-sif-2015"


def write_project(folder: Path, texts: Sequence[str] = TEXTS) -> Path:
    """Write the project, with each text in a note and in the names of a body, a service and an authority."""
    shutil.copytree(SMALL, folder)
    registry = folder / "extracts" / "registry"
    words = cycle(texts)
    for file in sorted(registry.glob("*.yaml")):
        _write(
            file,
            _replaced(
                _read(file),
                words,
                (
                    {"kind", "type", "name"}
                    if file.stem in {"bodies", "services", "places"}
                    else set()
                ),
            ),
        )
    _change(registry / "authorities.yaml", _authorities(texts))
    _change(
        registry / "bodies.yaml", {f"h{n}": _body(text) for n, text in enumerate(texts)}
    )
    _change(
        registry / "services.yaml",
        {f"h{n}-service": _service(text) for n, text in enumerate(texts)},
    )
    _write_extracts(folder / "extracts", texts)
    return folder


def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - every value as its text


def _write(file: Path, data: Any) -> None:
    """Write data as YAML; only values that the records declare as text get quotes."""
    file.write_text(_dumped(data), encoding="utf-8")


def _dumped(data: Any) -> str:
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=False, sort_keys=False, width=10_000
    )


class _Plain(str):
    """A value without quotes: a number, a date, a slug."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writer of YAML: texts in double quotes with escapes, and plain values without quotes."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the base class's
        """Write equal values without aliases."""
        return True


def _quoted(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"')


def _plain(dumper: yaml.SafeDumper, data: str) -> yaml.Node:
    return dumper.represent_data(yaml.safe_load(data))


_Dumper.add_representer(str, _quoted)
_Dumper.add_representer(_Plain, _plain)

#: Keys whose values are numbers, dates or choices in the small project.
_BARE = frozenset(
    {"length", "start", "value", "count", "out_of", "earliest", "latest", "finished"}
)


def _replaced(data: Any, words: Iterator[str], kept: set[str]) -> Any:
    """Return data in which every free text is replaced, except under the kept keys."""
    if isinstance(data, dict):
        return {key: _value(key, value, words, kept) for key, value in data.items()}
    return (
        [_replaced(item, words, kept) for item in data]
        if isinstance(data, list)
        else data
    )


def _value(key: str, value: Any, words: Iterator[str], kept: set[str]) -> Any:
    if not isinstance(value, str):
        return (
            [next(words) for _ in value]
            if key == "other_names"
            else _replaced(value, words, kept)
        )
    if key in _BARE or (key == "of" and value.isdigit()):
        return _Plain(value)
    return next(words) if key in _FREE and key not in kept else value


def _change(file: Path, more: dict[str, Any]) -> None:
    """Add entries to a file of the registry."""
    _write(file, {**_read(file), **more})


def _authorities(texts: Sequence[str]) -> dict[str, Any]:
    """Return authorities whose names together contain every text that is short enough."""
    found = {}
    for n in range(AUTHORITIES):
        name = " ; ".join(text for text in texts[n::AUTHORITIES] if len(text) < 100)
        codes = {"gss": f"E0899990{n}", "dfe": f"99{n}"}
        found[f"hostile-{n}"] = {
            "name": name,
            **codes,
            "type": texts[n],
            "region": "middle-shires",
            "note": texts[-n],
        }
    return found


def _body(text: str) -> dict[str, Any]:
    return {
        "name": text,
        "other_names": [f"{text}?"],
        "kind": "primary-care-trust",
        "areas": ["netherford"],
        "note": text,
    }


def _service(text: str) -> dict[str, Any]:
    places = {"areas": ["netherford"], "providers": ["netherford"]}
    return {"name": f"{text}!", "type": "adoption-service", **places, "note": text}


def _write_extracts(folder: Path, texts: Sequence[str]) -> None:
    """Write the small project's extracts, and a copy of one for each authority."""
    words = cycle(texts)
    for file in sorted(folder.glob("*.yaml")):
        _write(file, _replaced(_read(file), words, {"kind", "source"}))
    data = _read(folder / f"{_SIF}.yaml")
    for n in range(AUTHORITIES):
        name = f"hostile-sif-2015-{n}"
        copy = _replaced(deepcopy(data), words, {"kind", "source"})
        copy |= {"report": name, "authorities": [f"hostile-{n}"], "title": texts[n]}
        copy.pop("links")  # they lead to a report on another authority
        copy["findings"] += _findings(copy["findings"][4], texts, n)
        _write(folder / f"{name}.yaml", copy)
        shutil.copyfile(folder / f"{_SIF}.units.tsv", folder / f"{name}.units.tsv")


def _findings(
    pattern: dict[str, Any], texts: Sequence[str], part: int
) -> list[dict[str, Any]]:
    """Return findings for a part of the texts, each with its text as note and doubt."""
    return [
        {
            **pattern,
            "id": f"p5-h{n:03}",
            "note": texts[n],
            "doubt": texts[n],
            "bodies": [f"h{n}", f"h{(n + 1) % len(texts)}"],
        }
        for n in range(part, len(texts), AUTHORITIES)
    ]
