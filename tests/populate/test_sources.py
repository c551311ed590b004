"""The file of a report, its status, its providers and its corrections in the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import QuerySolutions, Store

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.rdf.iris import report_part
from inspectgraph.rdf.prefixes import KNOWN
from inspectgraph.validate import validate
from inspectgraph.validate.findings import Finding, Severity

NAME = "netherford-sif-2015"
EXTRACT = Path("extracts", f"{NAME}.yaml")
GRADE = "grades-overall-judgement-a2b3"
DIGEST = "0123456789abcdef" * 4


def changed(project: Path, **keys: Any) -> Store:
    """Return the graph of a project whose extract of 2015 has some more keys."""
    file = project / EXTRACT
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    file.write_text(yaml.safe_dump({**record, **keys}, sort_keys=False))
    return assemble(load_project(project))


def rows(store: Store, names: str, where: str) -> list[tuple[str, ...]]:
    """Return the values of variables in the matches of a pattern, sorted.

    Args:
        store: The graph.
        names: The names of the variables, separated by spaces.
        where: The pattern.
    """
    found = store.query(
        f"SELECT * WHERE {{ {where} }}",
        prefixes=dict(KNOWN),
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    return sorted(tuple(row[name].value for name in names.split()) for row in found)


def violations(store: Store) -> list[Finding]:
    """Return the findings that would stop a build of the graph."""
    found = validate(store).findings
    return [one for one in found if one.severity is Severity.VIOLATION]


def correction(**keys: Any) -> dict[str, Any]:
    """Return a correction of the grade of the whole, with some other keys."""
    return {
        "statement": GRADE,
        "key": "grade",
        "was": "good",
        "day": "2026-11-29",
        "reason": "The row below it was read.",
        **keys,
    }


def test_a_file_is_described_by_dcat_and_spdx(small_copy: Path) -> None:
    """Digest, name, days and address; the graph conforms."""
    document = {
        "sha256": DIGEST,
        "file": "netherford-05-may-2015.pdf",
        "listed": "2015-05-05",
        "retrieved": "2026-11-20",
        "from": "https://example.org/netherford",
    }
    store = changed(small_copy, document=document)
    found = rows(
        store,
        "report name listed retrieved from by digest",
        "?report dcterms:hasFormat ?file . ?file a dcat:Distribution ;"
        " insp:fileName ?name ; dcterms:issued ?listed ; insp:retrievedOn ?retrieved ;"
        " dcat:accessURL ?from ; spdx:checksum ?checksum ."
        " ?checksum spdx:algorithm ?by ; spdx:checksumValue ?digest",
    )
    assert found == [
        (
            f"https://w3id.org/inspectgraph/id/report/{NAME}",
            "netherford-05-may-2015.pdf",
            "2015-05-05",
            "2026-11-20",
            "https://example.org/netherford",
            "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            DIGEST,
        )
    ]
    assert violations(store) == []


def test_a_provider_stands_beside_the_authority(small_copy: Path) -> None:
    """The authority stays the one that was inspected."""
    store = changed(small_copy, providers=["netherford-partnership"])
    found = rows(
        store,
        "provider authority",
        "?one insp:inspectedProvider/skos:prefLabel ?provider ;"
        " insp:inspectedAuthority/skos:prefLabel ?authority",
    )
    assert found == [("Netherford partnership", "Netherford")]
    assert violations(store) == []


def test_a_withdrawn_report_keeps_its_grades(small_copy: Path) -> None:
    """The status says what the inspectorate did, when, and where it says so."""
    status = {
        "kind": "withdrawn",
        "date": "2016-01-12",
        "note": "No reason was given.",
        "source": "https://example.org/netherford",
    }
    store = changed(small_copy, status=status)
    found = rows(
        store,
        "kind day note source",
        "?report insp:status ?status . ?status insp:statusKind/skos:prefLabel ?kind ;"
        " insp:statusDate ?day ; skos:note ?note ; dcterms:source ?source",
    )
    assert found == [
        ("withdrawn", "2016-01-12", "No reason was given.", status["source"])
    ]
    grade = f"<{report_part(NAME, 'statement', GRADE).value}> insp:grade ?grade"
    assert len(rows(store, "grade", grade)) == 1
    assert violations(store) == []


def test_a_correction_has_the_value_before_and_the_value_after(
    small_copy: Path,
) -> None:
    """Each of two corrections in a row has its own old and new value."""
    whole = correction(key="published", was="4 May 2015", day="2026-11-30")
    del whole["statement"]
    store = changed(
        small_copy,
        corrections=[
            correction(day="2026-11-30", was="inadequate"),
            correction(),
            whole,
        ],
    )
    found = rows(
        store,
        "key was now day",
        "?c insp:correctedKey ?key ; insp:formerValue ?was ;"
        " insp:correctedValue ?now ; insp:correctedOn ?day",
    )
    assert found == [
        ("grade", "good", "inadequate", "2026-11-29"),
        ("grade", "inadequate", "requires-improvement", "2026-11-30"),
        ("published", "4 May 2015", "5 May 2015", "2026-11-30"),
    ]
    assert violations(store) == []


def test_two_corrections_of_one_day_are_two(small_copy: Path) -> None:
    """Two corrections of one day have two IRIs."""
    store = changed(
        small_copy, corrections=[correction(), correction(was="inadequate")]
    )
    assert len(rows(store, "c", "?c a insp:Correction")) == 2


@pytest.mark.parametrize(
    ("keys", "code", "words"),
    [
        ({"key": "gade"}, "unknown-corrected-key", "did you mean 'grade'"),
        ({"key": "at"}, "unknown-corrected-key", "the key 'at'"),
        (
            {"was": "requires-improvement"},
            "nothing-corrected",
            "still the value in the extract",
        ),
        ({"statement": "p1-none"}, "unknown-statement", "p1-none"),
        ({"was": 3}, "wrong-type", "text"),
        ({"day": "yesterday"}, "bad-date", "yesterday"),
    ],
)
def test_a_correction_that_cannot_be_is_told(
    small_copy: Path, keys: dict[str, Any], code: str, words: str
) -> None:
    """A correction with an unknown key or statement, or no change, is refused."""
    with pytest.raises(ExtractError) as caught:
        changed(small_copy, corrections=[correction(**keys)])
    assert code in {problem.code for problem in caught.value.problems}
    assert words in str(caught.value)


def test_the_address_of_the_page_of_a_council(small_copy: Path) -> None:
    """The page's address is made from the council's number in the registry."""
    file = small_copy / "extracts/registry/authorities.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('  dfe: "999"\n', '  dfe: "999"\n  ofsted: "80999"\n'))
    store = assemble(load_project(small_copy))
    assert rows(store, "page", "?authority a insp:Authority ; foaf:page ?page") == [
        ("https://reports.ofsted.gov.uk/provider/44/80999",)
    ]
    assert violations(store) == []
