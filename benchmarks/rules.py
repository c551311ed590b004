"""Print the precision of each drafting rule, next to its confidence.

Usage: python benchmarks/rules.py CORPUS   (the folder that holds `reports/` and `pdfs/`)
Drafts the reports of the curated extracts, and the PDFs whose values people read, and
prints one row for each rule.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from inspectgraph.draft.confidence import CONFIDENCE
from inspectgraph.draft.single import Wanted, draft_one
from inspectgraph.evaluate import (
    facts,
    facts_of_summary,
    in_curated_passages,
    in_sections_with_figures,
    on_curated_words,
)
from inspectgraph.files.project import SETTINGS
from inspectgraph.load import load_context, load_extract
from inspectgraph.model.extract import Extract

PROJECT = Path(__file__).parents[1]
LISTS = ("judgements", "reported", "findings", "recommendations", "measurements")
#: The kinds of facts of statements that tell whether a rule was right.
KINDS = ("judgement", "reported", "recommendation", "measurement", "polarity")
#: The lists of an object of `draft --json`, by the kind of their facts.
SUMMARY_LISTS = {
    "judgement": "judgements",
    "reported": "reported",
    "recommendation": "recommendations",
    "measurement": "measurements",
}

#: A rule is only tested with at least so many values, and may be lower by this share.
FEWEST, LEEWAY = 10, 0.1

#: Whether the values of a rule are right: pairs of a rule and the answer.
Judged = Iterator[tuple[str, bool]]


def written(report: Path, name: str, folder: Path, *, as_json: bool) -> None:
    """Write the files of the draft of a report into a folder."""
    wanted = Wanted(PROJECT, date(2026, 1, 1), as_json, 60)
    for file, content in draft_one(report, name, wanted).files.items():
        (folder / file).write_bytes(content)


def agree(drafted: Any, curated: Any) -> bool:
    """Return whether two values agree; names in lists may be in any order."""
    if isinstance(curated, list | tuple):
        return sorted(drafted or ()) == sorted(curated)
    return bool(drafted == curated)


def of_extract(draft: Extract, gold: Extract) -> Judged:
    """Yield, for each value of a drafted extract, its drafting rule and whether it is right."""
    if draft.drafted:
        for key, mark in draft.drafted.marks.items():
            if key != "nothing" and getattr(gold, key) is not None:
                yield mark.rule, agree(getattr(draft, key), getattr(gold, key))
    curated = facts(gold)
    for rule in sorted({one.draft.rule for one in draft.statements if one.draft}):
        lists = {
            name: tuple(
                one
                for one in getattr(draft, name)
                if one.draft and one.draft.rule == rule
            )
            for name in LISTS
        }
        own = on_curated_words(replace(draft, **lists), gold)
        drafted = in_curated_passages(facts(own), curated)
        for kind in KINDS:
            for fact in drafted.get(kind, {}):
                yield rule, fact in curated.get(kind, {})


def of_summary(draft: Mapping[str, Any], gold: Mapping[str, Any]) -> Judged:
    """Yield, for each value that `draft --json` wrote, its drafting rule and whether it is right."""
    for key, mark in draft["confidence"].items():
        if gold.get(key) is not None:
            yield mark["rule"], agree(draft[key], gold[key])
    curated = facts_of_summary(gold)
    for kind, key in SUMMARY_LISTS.items():
        for rule in sorted({one["rule"] for one in draft[key]}):
            own = {key: [one for one in draft[key] if one["rule"] == rule]}
            drafted = in_sections_with_figures(facts_of_summary(own), curated)
            for fact in drafted.get(kind, {}):
                yield rule, fact in curated.get(kind, {})


def judged(corpus: Path, folder: Path) -> Judged:
    """Yield, for each drafted value of the corpus, its drafting rule and whether it is right."""
    context = load_context(PROJECT)
    for gold in sorted({*(PROJECT / "extracts").glob("*.yaml")} - {PROJECT / SETTINGS}):
        report = corpus / "reports" / f"{gold.stem}.md"
        written(report, gold.stem, folder, as_json=False)
        draft = load_extract(folder / gold.name, context).extract
        yield from of_extract(draft, load_extract(gold, context).extract)
    for gold in sorted((PROJECT / "tests" / "draft" / "expected").glob("*.json")):
        report = corpus / "pdfs" / f"{gold.stem}.pdf"
        written(report, gold.stem, folder, as_json=True)
        summary = json.loads((folder / gold.name).read_text(encoding="utf-8"))
        yield from of_summary(summary, json.loads(gold.read_text(encoding="utf-8")))


def main() -> None:
    """Print a row for each drafting rule; end with 1 if a rule is far below its confidence."""
    counts: Counter[tuple[str, bool]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        counts.update(judged(Path(sys.argv[1]).absolute(), Path(name)))
    print("| rule | confidence | precision | right | wrong |\n|---|---|---|---|---|")
    below: list[str] = []
    for rule, confidence in sorted(CONFIDENCE.items()):
        right, wrong = counts[rule, True], counts[rule, False]
        share = f"{right / (right + wrong):.2f}" if right + wrong else "–"
        print(f"| {rule} | {confidence:.2f} | {share} | {right} | {wrong} |")
        least = round(confidence - LEEWAY, 2)
        if right + wrong >= FEWEST and right < least * (right + wrong):
            below.append(rule)
    print(f"\nRules below their confidence: {', '.join(below) or 'none'}")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
