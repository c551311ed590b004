"""Records that the registry and the curation share: periods of awards, and the agents of a curation."""

from __future__ import annotations

from datetime import date

from pyoxigraph import NamedNode

from inspectgraph.model.extract import Curator
from inspectgraph.model.registry import Awards, Framework, Registry
from inspectgraph.populate.agents import LANGUAGE_MODEL
from inspectgraph.populate.curation import describe_curators
from inspectgraph.populate.registry import populate_registry
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.iris import concept, graph, report_part
from inspectgraph.rdf.namespaces import INSP, PROV
from inspectgraph.rdf.vocabulary import Vocabulary


def values(sink: Sink, subject: NamedNode, predicate: NamedNode) -> list[str]:
    """Return the texts or IRIs of a property, in the order in which they were added."""
    return [
        getattr(quad.object, "value", "")
        for quad in sink.quads
        if (quad.subject, quad.predicate) == (subject, predicate)
    ]


def test_an_aspect_is_awarded_from_the_earliest_to_the_latest_day(
    vocabulary: Vocabulary,
) -> None:
    """Several entries of an aspect are one period, which is open if one of them is open."""
    first, second, third, last = (date(year, 1, 1) for year in (2012, 2013, 2014, 2015))
    awards = (
        Awards(aspects=("sif/closed", "sif/open"), from_=second, until=third),
        Awards(aspects=("sif/closed",), from_=first, until=last),
        Awards(aspects=("sif/open",), printed=("some words",)),
    )
    framework = Framework(name="A framework", short="A", awards=awards)
    sink = populate_registry(Registry(frameworks={"sif": framework}), vocabulary)
    closed, open_ = concept("aspect/sif", "closed"), concept("aspect/sif", "open")
    assert values(sink, closed, INSP.awardedFrom) == ["2012-01-01"]
    assert values(sink, closed, INSP.awardedUntil) == ["2015-01-01"]
    assert not values(sink, open_, INSP.awardedFrom)
    assert not values(sink, open_, INSP.awardedUntil)


def test_agents_with_the_same_role_are_told_apart() -> None:
    """Each agent of a curation has a resource of its own, also if two have the same role."""
    people = NamedNode("https://data.example.org/people")
    sink = Sink(graph("x-2008"))
    curation = Node(sink, report_part("x-2008", "curation"), ())
    curators = (
        Curator(role="curator", agent="language-model", version="2"),
        Curator(role="curator", agent="person"),
        Curator(role="supervisor", agent="person"),
    )
    describe_curators(curation, curators, "x-2008", people)
    parts = [
        report_part("x-2008", "curation", name)
        for name in ("curator", "curator-2", "supervisor")
    ]
    linked = values(sink, curation.iri, PROV.qualifiedAssociation)
    assert linked == [part.value for part in parts]
    agents = [values(sink, part, PROV.agent) for part in parts]
    assert agents == [[LANGUAGE_MODEL.value], [people.value], [people.value]]
    assert values(sink, parts[0], INSP.agentVersion) == ["2"]
