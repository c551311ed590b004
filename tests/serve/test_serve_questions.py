"""Named questions over HTTP: the rows and notes of the command line, in several formats."""

from __future__ import annotations

from urllib.parse import unquote

from pyoxigraph import Store
from starlette.testclient import TestClient

from inspectgraph.query import ask, questions

COVERS = "Covers 2 of 2 reports, 31 of 34 sentences curated or explained."
COUNTED = (
    "`inspectgraph query statements --report REPORT` lists the statements that a row"
    " counts."
)


def test_json_has_rows_and_notes(client: TestClient, small_store: Store) -> None:
    """The rows are those of the question, by the names of its columns."""
    found = client.get("/questions/coverage").json()
    assert found["notes"] == [COVERS, COUNTED]
    assert [row["report"] for row in found["rows"]] == [
        "netherford-jar-2008",
        "netherford-sif-2015",
    ]
    assert found["rows"][0]["units"] == 15
    assert found["columns"] == list(ask(small_store, "coverage").columns)


def test_text_ends_with_the_notes(client: TestClient) -> None:
    """Text ends with the notes, whether asked for by `format` or by Accept."""
    found = client.get("/questions/coverage?format=text")
    assert (
        found.text
        == client.get("/questions/coverage", headers={"Accept": "text/plain"}).text
    )
    assert found.text.endswith(f"\n{COVERS}\n{COUNTED}\n")


def test_csv_has_the_notes_in_a_header(client: TestClient) -> None:
    """The notes are in a header of the response, and the CSV has rows only."""
    found = client.get("/questions/coverage?format=csv")
    assert found.text.splitlines()[1].startswith("netherford-jar-2008,2008-03-11,")
    assert unquote(found.headers["Inspectgraph-Notes"]) == f"{COVERS} {COUNTED}"


def test_parameters_are_those_of_the_address(client: TestClient) -> None:
    """A value is understood as on the command line: a slug, a label or an IRI."""
    every = client.get("/questions/judgements").json()["rows"]
    one = client.get("/questions/judgements?report=netherford-sif-2015").json()
    assert 0 < len(one["rows"]) < len(every)
    assert one["parameters"] == {"report": "netherford-sif-2015"}


def test_mistakes_get_a_sentence(client: TestClient) -> None:
    """An unknown question is 404; an unknown parameter, value or format is 400."""
    for address, status, word in (
        ("/questions/coverag", 404, "'coverage'"),
        ("/questions/coverage?theme=x", 400, "no parameter"),
        ("/questions/judgements?report=nowhere", 400, "nowhere"),
        ("/questions/judgements?report=a&report=b", 400, "twice"),
        ("/questions/coverage?format=pdf", 400, "csv"),
    ):
        found = client.get(address)
        assert (found.status_code, word in found.text) == (status, True), found.text


def test_all_questions_are_listed(client: TestClient) -> None:
    """Each question is listed with a working address, or needs a parameter."""
    listed = client.get("/questions").json()
    assert [one["name"] for one in listed] == [one.name for one in questions()]
    for one in listed:
        found = client.get(one["address"])
        needs = any(parameter["required"] for parameter in one["parameters"])
        assert found.status_code == (400 if needs else 200), found.text
