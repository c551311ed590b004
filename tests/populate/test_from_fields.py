"""A field's declaration alone puts its values into the graph and into tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from pyoxigraph import Literal, NamedNode

from inspectgraph.export.field_columns import laid_out
from inspectgraph.export.index import stated
from inspectgraph.load import Loaded, Project
from inspectgraph.model.extract import PrintedTime
from inspectgraph.model.fields import Record, about, fields_of, own_fields
from inspectgraph.model.statement import Text, Verbatim
from inspectgraph.populate.from_fields import ReportNames, state_fields
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.iris import concept, graph, report_part, thing
from inspectgraph.rdf.namespaces import DEF, XSD

NODE = report_part("netherford-sif-2015", "statement", "p1-zz")
TIME = PrintedTime(
    printed="June 2014", earliest=date(2014, 6, 1), latest=date(2014, 6, 30)
)


class Inner(Record, frozen=True, kw_only=True):
    """A record inside a record: its fields are stated of the same node."""

    result: Annotated[str, about("How.", names="comparison-result", term="inner")]


class Example(Record, frozen=True, kw_only=True):
    """A record with a field of each type."""

    words: Annotated[Text, about("Words.", term="words")]
    printed: Annotated[Verbatim, about("As printed.", term="printed")]
    share: Annotated[Decimal | None, about("A share.", term="share")] = None
    number: Annotated[int | None, about("A number.", term="number")] = None
    sure: Annotated[bool, about("Whether.", term="sure")] = False
    day: Annotated[date | None, about("A day.", term="day")] = None
    setting: Annotated[
        str | None, about("Where.", names="setting", term="setting", column="where")
    ] = None
    bodies: Annotated[
        tuple[str, ...], about("Who.", names="responsible", term="bodies")
    ] = ()
    because: Annotated[
        tuple[str, ...], about("Why.", names="live-statement", term="because")
    ] = ()
    when_date: Annotated[
        PrintedTime | None, about("When.", term="when", in_tables="When, as printed.")
    ] = None
    inner: Annotated[Inner | None, about("Inside.")] = None
    by_hand: Annotated[Text | None, about("Stated by hand.")] = None


FULL = Example(
    words="It is open.",
    printed="3.5%",
    share=Decimal("20"),
    number=3,
    sure=True,
    day=date(2014, 6, 30),
    setting="home",
    bodies=("netherford", "police"),
    because=("p1-aa", "p1-draft"),
    when_date=TIME,
    inner=Inner(result="better"),
    by_hand="Nothing.",
)


@pytest.fixture(name="loaded")
def loaded_extract(small: Project) -> Loaded:
    """Return an extract of the small project."""
    return next(
        one for one in small.extracts if one.extract.report == "netherford-sif-2015"
    )


@pytest.fixture(name="sink")
def full_sink(small: Project, loaded: Loaded) -> Sink:
    """Return a sink with the triples of an example that has a value in every field."""
    left_out = frozenset({"p1-draft"})
    names = ReportNames(loaded.extract, small.registry, small.vocabulary, left_out)
    sink = Sink(graph("netherford-sif-2015"))
    state_fields(Node(sink, NODE, ("findings", 0)), "p1-zz", FULL, names)
    return sink


def term(name: str) -> NamedNode:
    """Return the property with a name in our namespace."""
    return NamedNode(DEF + name)


def test_each_type_of_field_has_its_kind_of_value(sink: Sink) -> None:
    """Texts are English, printed words have no language, names become links."""
    values = {(q.predicate, q.object) for q in sink.quads if q.subject == NODE}
    assert values == {
        (term("words"), Literal("It is open.", language="en")),
        (term("printed"), Literal("3.5%")),
        (term("share"), Literal("20.0", datatype=XSD.decimal)),
        (term("number"), Literal("3", datatype=XSD.integer)),
        (term("sure"), Literal("true", datatype=XSD.boolean)),
        (term("day"), Literal("2014-06-30", datatype=XSD.date)),
        (term("setting"), concept("setting", "home")),
        (term("bodies"), thing("authority", "netherford")),
        (term("bodies"), concept("body-kind", "police")),
        (term("because"), report_part("netherford-sif-2015", "statement", "p1-aa")),
        (term("when"), report_part("netherford-sif-2015", "time", "p1-zz-when")),
        (term("inner"), concept("comparison-result", "better")),
    }


def test_each_value_leads_to_its_place_in_the_file(sink: Sink) -> None:
    """The path of a value has the keys of the file, and its place in a list."""
    paths = {
        predicate[1:-1].removeprefix(DEF): path
        for (subject, predicate, _), path in sink.places.items()
        if subject == str(NODE)
    }
    assert paths["setting"] == ("findings", 0, "setting")
    assert paths["bodies"] == ("findings", 0, "bodies", 1)
    assert paths["inner"] == ("findings", 0, "inner", "result")


def test_a_field_that_is_absent_states_nothing(small: Project, loaded: Loaded) -> None:
    """A record that has only the required fields gives triples for these alone."""
    names = ReportNames(loaded.extract, small.registry, small.vocabulary)
    sink = Sink(graph("netherford-sif-2015"))
    state_fields(Node(sink, NODE, ()), "p1-zz", Example(words="a", printed="b"), names)
    assert {quad.predicate for quad in sink.quads} == {term("words"), term("printed")}


def test_each_field_has_a_column(sink: Sink) -> None:
    """Each field gets a column, in the order of the record; a list is marked as one."""
    facts = stated([NamedGraph("netherford-sif-2015", sink.triples)])
    columns = list(laid_out(Example, "setting", besides=("words",)))
    assert {one.name: one.values(facts, NODE.value) for one in columns} == {
        "where": ["home"],
        "printed": ["3.5%"],
        "share": ["20.0"],
        "number": ["3"],
        "sure": ["true"],
        "day": ["2014-06-30"],
        "bodies": ["police", "netherford"],
        "because": ["p1-aa"],
        "when_date": ["June 2014"],
        "result": ["better"],
    }
    assert columns[0].name == "where"
    assert {one.name for one in columns if one.several} == {"bodies", "because"}
    assert {one.name: one.datatype for one in columns}["share"] == "decimal"
    assert {one.name: one.about for one in columns}["when_date"] == "When, as printed."


def test_a_field_is_described_by_its_declaration() -> None:
    """A field's declaration gives its key, term and column; a subclass adds its own."""
    setting = next(one for one in fields_of(Example) if one.key == "setting")
    assert (setting.term, setting.names, setting.column) == (
        "setting",
        "setting",
        "where",
    )
    assert (setting.several, setting.required, setting.verbatim) == (False,) * 3

    class Longer(Example, frozen=True, kw_only=True):
        extra: Annotated[Text | None, about("More.", term="extra")] = None

    assert [one.key for one in own_fields(Longer)] == ["extra"]
    assert [one.key for one in fields_of(Longer)][-1] == "extra"
