"""Test that the curated findings of five reports survive an export and import as codings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coding.coded import findings
from inspectgraph.coding.formats import written
from inspectgraph.coding.importing import Settings, import_codings
from inspectgraph.coding.reader import read_codings
from inspectgraph.draft.resources import Knowledge
from inspectgraph.store.published import open_graph

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

#: What a finding has that comes back; services, bodies, links and doubts do not.
KEPT = {
    "polarity", "themes", "note", "kind", "group", "level", "state", "trend", "extent", "certainty", "voice",
}  # fmt: skip


def by_id(text: str) -> dict[str, str]:
    """Return each finding of an extract as JSON, keyed by id, with lists sorted."""
    found: dict[str, str] = {}
    for one in findings(text):
        kept: dict[str, Any] = {key: one[key] for key in KEPT & set(one)}
        for key in ("themes", "group", "voice"):
            value = kept.get(key, [])
            kept[key] = sorted(value if isinstance(value, list) else [value])
        at = one["at"]
        kept["at"] = at if isinstance(at, list) else [at]
        found[str(one["id"])] = json.dumps(kept, sort_keys=True, default=str)
    return found


def test_every_finding_comes_back(project: Path, corpus: Path, tmp_path: Path) -> None:
    """All findings of the five reports are the same after an export and import.

    This includes their anchors and ids.
    """
    store = open_graph(project / "graphs", make=False)
    (content,) = written(store, "qdpx", corpus / "reports").files.values()
    (tmp_path / "p.qdpx").write_bytes(content)
    settings = Settings(Knowledge.of(project), date(2026, 11, 30))
    coded = read_codings(tmp_path / "p.qdpx")
    result = import_codings(coded, corpus / "reports", settings)
    extracts = {name for name in result.files if name.endswith(".yaml")}
    assert len(extracts) == 5
    for name in extracts:
        curated = (project / "extracts" / name).read_text(encoding="utf-8")
        assert by_id(result.files[name].decode()) == by_id(curated)
