"""A small invented project with an unconfirmed draft and its report."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspectgraph.anchors.seal import seal_text
from inspectgraph.files.unit_list import write_units
from inspectgraph.read import read_text

__all__ = ["NAME", "drafted_project"]

NAME = "netherford-sif-2016"

REPORT = """\
1. Visits are regular and the records of them are full.

2. Plans are short, and <b>some of them</b> are late.

3. Carers get good advice from the harbour team.

Recommendations

The council should:

- write longer plans for all children
"""

DRAFT = f"""\
# Draft of {NAME}: take out `draft` from a value to confirm it, then word its note.
# Question: Which authority is it about?
report: {NAME}
title: Inspection of services in Netherford
framework: sif
authorities: []
inspectorates: [ofsted]
published: {{printed: 3 May 2016, earliest: 2016-05-03, latest: 2016-05-03}}
rights: crown-copyright-2016
language: en
curation: {{method: drafted, finished: 2016-01-01}}
drafted:
  title: {{confidence: 0.8, rule: title-of-family}}
  framework: {{confidence: 0.98, rule: title-of-family}}
  published: {{confidence: 0.6, rule: published-label}}
  questions:
    - Which authority is it about?

judgements:
  - id: p1-aaaa
    aspect: help-and-protection
    grade: good
    source: words
    draft: {{confidence: 0.7, rule: grade-in-words}}
    at: {{unit: p1, quote: "Visits are regular and the records"}}

findings:
  # The curator's own remark, which stays.
  - id: p1-bbbb
    polarity: strength
    themes: [common-assessment]
    note: "Drafted: a strength about visits; to be worded by the curator."
    draft: {{confidence: 0.95, rule: words-of-praise}}
    at: {{unit: p1, quote: "the records of them are full"}}
  - id: p2-cccc
    polarity: strength
    themes: [common-assessment]
    note: "Drafted: a strength about plans; to be worded by the curator."
    draft: {{confidence: 0.55, rule: words-of-praise}}
    at: {{unit: p2, quote: "some of them are late"}}
  - id: p3-dddd  # done by hand
    polarity: strength
    themes: [common-assessment]
    note: Those who foster are advised well.
    at: {{unit: p3, quote: "Carers get good advice from"}}
  - id: p3-eeee
    polarity: weakness
    themes: [common-assessment]
    note: "Drafted: a weakness about carers; to be worded by the curator."
    draft: {{confidence: 0.4, rule: words-of-blame}}
    at: {{unit: p3, quote: "good advice from the harbour"}}

recommendations:
  - id: recommendations-1-ffff
    band: areas-for-improvement
    addressee: [netherford]
    parts:
      - note: "Drafted: a nested point; to be worded by the curator."
        at: {{unit: recommendations/1, quote: "write longer plans for all"}}
    themes: [common-assessment]
    note: "Drafted: a recommendation about plans; to be worded by the curator."
    draft: {{confidence: 0.9, rule: item-of-list}}
    at: {{unit: recommendations/1, quote: "write longer plans for all children"}}
"""


def drafted_project(folder: Path) -> Path:
    """Write the project into a folder and return the draft."""
    shutil.copytree(
        Path(__file__).parent / "projects" / "small", folder, dirs_exist_ok=True
    )
    (folder / "reports").mkdir(exist_ok=True)
    (folder / "reports" / f"{NAME}.md").write_text(REPORT, encoding="utf-8")
    document = read_text(REPORT, NAME)
    extract = folder / "extracts" / f"{NAME}.yaml"
    extract.with_suffix(".units.tsv").write_text(
        write_units(document.listed()), encoding="utf-8"
    )
    sealed = seal_text(
        DRAFT, extract.name, {unit.id: unit.text for unit in document.units}
    )
    assert not sealed.problems, sealed.problems
    extract.write_text(sealed.text, encoding="utf-8")
    return extract
