"""Plant faults in the triples of a report, one kind in each copy of it.

Simple faults are derived from the shapes: a property is left out, repeated, or given a
value of the wrong kind. For rules that are queries, the faults are listed below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from inspectgraph.rdf.namespaces import DEF, OA, RDF, SHAPE
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples

__all__ = ["Seed", "copied", "seeds"]

Triples = list[TextTriple]
Plant = Callable[[Triples], Triples]

TYPE = str(RDF.type)
SHACL = "http://www.w3.org/ns/shacl#"
WELSH = '"wrong"@cy'
DECIMAL = "<http://www.w3.org/2001/XMLSchema#decimal>"
NUMBER = "<http://www.w3.org/2001/XMLSchema#integer>"


class Seed(NamedTuple):
    """A fault: the rule that it breaks, the focus node, and the triples with the fault.

    `component` is the end of the constraint component's name.
    """

    code: str
    component: str
    focus: str
    triples: Triples


def copied(triples: Triples, report: str, number: int) -> tuple[str, Triples]:
    """Return a copy of a report under another name, and that name."""
    name = f"{report}-copy-{number}"
    return name, [
        (one.replace(report, name), two, three.replace(report, name))
        for one, two, three in triples
    ]


def seeds(
    shapes: ShapeTriples, report: Triples, instances: TripleIndex
) -> Iterator[Seed]:
    """Yield every fault that can be planted in a report.

    Args:
        shapes: The shapes that check single reports.
        report: The triples of the report, without inferred triples.
        instances: The triples of the report with inferred and shared triples.
    """
    yield from _simple(shapes, report, instances)
    for code, plant in PLANTS.items():
        found = plant(report)
        if found is not None:
            focus, triples = found
            yield Seed(code, "SPARQLConstraintComponent", focus, triples)


# Simple faults, from the shapes


def _simple(
    shapes: ShapeTriples, report: Triples, instances: TripleIndex
) -> Iterator[Seed]:
    """Yield a fault for each property shape, of several kinds in turn."""
    own = {subject for subject, _, _ in report}
    turn = 0
    for node in sorted(shapes.subjects_of(SH.property)):
        for shape in shapes.values(node, SH.property):
            focus = _focus(shapes, node, shape, instances, own)
            kinds = [key for key in _BREAKS if shapes.values(shape, key)]
            if not focus or not kinds:
                continue
            turn += 1
            key = kinds[turn % len(kinds)]
            path = shapes.value(shape, SH.path)
            broken = _BREAKS[key](shapes, shape, focus, path, report)
            if broken != report:
                yield Seed(
                    shape[1:-1].removeprefix(SHAPE), _component(key), focus, broken
                )


def _component(key: str) -> str:
    """Return the component of a constraint: `sh:minCount` has MinCountConstraintComponent."""
    name = key.rpartition("#")[2].removesuffix(">")
    return f"{name[0].upper()}{name[1:]}ConstraintComponent"


def _focus(
    shapes: ShapeTriples,
    node: str,
    shape: str,
    instances: TripleIndex,
    own: set[str],
) -> str:
    """Return the first focus node of a shape that has its property, or an empty text."""
    path = shapes.value(shape, SH.path)
    for cls in shapes.values(node, SH.targetClass):
        for one in sorted(instances.described_instances(cls)):
            if one in own and path[0] == "<" and instances.values(one, path):
                return one
    return ""


def _left_out(
    _shapes: ShapeTriples, _shape: str, focus: str, path: str, report: Triples
) -> Triples:
    return [triple for triple in report if triple[:2] != (focus, path)]


def _repeated(
    shapes: ShapeTriples, shape: str, focus: str, path: str, report: Triples
) -> Triples:
    most = shapes.number(shape, SH.maxCount) or 0
    more = [(focus, path, f'"one more {n}"@en') for n in range(most + 1)]
    return [*report, *more]


def _wrong(
    shapes: ShapeTriples, shape: str, focus: str, path: str, report: Triples
) -> Triples:
    value = WELSH
    kinds = {*shapes.values(shape, SH.datatype), *shapes.values(shape, SH.nodeKind)}
    if kinds & {f"<{RDF.langString.value}>", f"<{SHACL}Literal>"}:
        value = "<https://example.org/no-text>"
    return [*_left_out(shapes, shape, focus, path, report), (focus, path, value)]


def _blank(
    shapes: ShapeTriples, shape: str, focus: str, path: str, report: Triples
) -> Triples:
    return [*_left_out(shapes, shape, focus, path, report), (focus, path, '" "')]


def _negative(
    shapes: ShapeTriples, shape: str, focus: str, path: str, report: Triples
) -> Triples:
    value = f'"-7"^^{NUMBER}'
    return [*_left_out(shapes, shape, focus, path, report), (focus, path, value)]


_BREAKS: dict[str, Callable[[ShapeTriples, str, str, str, Triples], Triples]] = {
    SH.minCount: _left_out,
    SH.maxCount: _repeated,
    SH.class_: _wrong,
    SH.datatype: _wrong,
    SH.in_: _wrong,
    SH.nodeKind: _wrong,
    SH.hasValue: _left_out,
    SH.minInclusive: _negative,
    SH.pattern: _blank,
}


# Faults that only queries find


def _def(name: str) -> str:
    return f"<{DEF}{name}>"


def _having(report: Triples, *names: str) -> list[str]:
    """Return the subjects that have all given properties, sorted."""
    wanted = [{one for one, key, _ in report if key == _def(name)} for name in names]
    return sorted(set.intersection(*wanted))


def _value(report: Triples, subject: str, name: str) -> str:
    return next(
        value for one, key, value in report if (one, key) == (subject, _def(name))
    )


def _set(report: Triples, subject: str, **values: str) -> Triples:
    """Return the triples after some properties of a subject got other values."""
    keys = {_def(name) for name in values}
    kept = [one for one in report if not (one[0] == subject and one[1] in keys)]
    return [*kept, *((subject, _def(name), value) for name, value in values.items())]


def _first(
    *names: str, **values: str
) -> Callable[[Triples], tuple[str, Triples] | None]:
    """Return a function that changes the first subject with given properties."""

    def plant(report: Triples) -> tuple[str, Triples] | None:
        found = _having(report, *names)
        if not found:
            return None
        return found[0], _set(report, found[0], **values)

    return plant


def _circle(name: str) -> Callable[[Triples], tuple[str, Triples] | None]:
    def plant(report: Triples) -> tuple[str, Triples] | None:
        found = _having(report, "polarity")
        if len(found) < 2:
            return None
        one, other = found[:2]
        return one, _set(_set(report, one, **{name: other}), other, **{name: one})

    return plant


def _alike(name: str, *also: str) -> Callable[[Triples], tuple[str, Triples] | None]:
    """Return a function that gives the first subject the second subject's value."""

    def plant(report: Triples) -> tuple[str, Triples] | None:
        found = _having(report, name, *also)
        if len(found) < 2:
            return None
        return found[0], _set(
            report, found[0], **{name: _value(report, found[1], name)}
        )

    return plant


def _second_class(report: Triples) -> tuple[str, Triples]:
    passage = _having(report, "unitOrder")[0]
    return passage, [*report, (passage, TYPE, _def("Event"))]


def _answers_strength(report: Triples) -> tuple[str, Triples] | None:
    strengths = [one for one, key, value in report if value == _def("Strength")]
    found = _having(report, "addressee", "statementId")
    if not strengths or not found:
        return None
    return found[0], _set(report, found[0], answers=strengths[0])


def _uncurated(report: Triples) -> tuple[str, Triples] | None:
    found = _having(report, "nothingReason")
    if not found:
        return None
    return found[0], [
        one for one in report if one[:2] != (found[0], _def("nothingReason"))
    ]


def _late(report: Triples) -> tuple[str, Triples] | None:
    curation = _having(report, "curatedOn")[0]
    date = '"1990-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    return curation, _set(report, curation, curatedOn=date)


def _of_finding(**values: str) -> Callable[[Triples], tuple[str, Triples] | None]:
    return _first("polarity", "findingKind", **values)


def _too_long(report: Triples) -> tuple[str, Triples]:
    """Make a passage shorter than the words of its first evidence."""
    source = f"<{OA.base}hasSource>"
    evidence, passage = min((one, value) for one, key, value in report if key == source)
    return evidence, _set(report, passage, textLength=f'"1"^^{NUMBER}')


_BASE = DEF.removesuffix("def/")
_PERSON = '"As Mrs Rowan said"@en'
_DRAFT = '"drafted: to be worded by the curator"@en'
_TIME = "<https://example.org/time>"

PLANTS: dict[str, Callable[[Triples], tuple[str, Triples] | None]] = {
    "ThingShape-oneClass": _second_class,
    "StatementShape-becauseCircle": _circle("because"),
    "StatementShape-moreAboutCircle": _circle("moreAbout"),
    "StatementShape-ownIri": _first("statementId", "polarity", statementId='"another"'),
    "StatementShape-draftWhole": _of_finding(confidence=f'"0.5"^^{DECIMAL}'),
    "FindingShape-adequate": _of_finding(level=f"<{_BASE}level/adequate>"),
    "FindingShape-levelAndPolarity": _of_finding(
        level=f"<{_BASE}level/inadequate>", polarity=f"<{_BASE}polarity/strength>"
    ),
    "FindingShape-trendSince": _of_finding(since=_TIME),
    "FindingShape-stateOfTime": _of_finding(stateTime=_TIME),
    "FindingShape-responsible": _of_finding(responsible=f"<{_BASE}theme/training>"),
    "EvidenceShape-fits": _too_long,
    "PassageShape-onePlace": _alike("unitOrder"),
    "PassageShape-curated": _uncurated,
    "JudgementShape-onceAnAspect": _alike("aspect", "awardSource"),
    "JudgementShape-gradeOfScale": _first(
        "awardSource", grade=f"<{_BASE}scale/csci/excellent>"
    ),
    "MeasurementShape-asPrinted": _first("measureUnit", printedValue='"4,321"'),
    "MeasurementShape-notNegative": _first(
        "measureUnit",
        value=f'"-3"^^{NUMBER}',
        measurementKind=f"<{_BASE}measurement-kind/count>",
    ),
    "MeasurementShape-shareRange": _first(
        "measureUnit",
        value=f'"250"^^{NUMBER}',
        measurementKind=f"<{_BASE}measurement-kind/share>",
    ),
    "RecommendationShape-answersStrength": _answers_strength,
    "RecommendationShape-addressee": _first(
        "addressee", "statementId", addressee=f"<{_BASE}theme/training>"
    ),
    "PrintedTimeShape-printedYear": _first("printed", printed='"in 1871 or 1999"'),
    "PrintedTimeShape-precisionFits": _first(
        "printed",
        precision='"day"',
        latest='"2031-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
    ),
    "CurationShape-afterPublication": _late,
    "WordingShape-person": _first("polarity", note=_PERSON),
    "WordingShape-placeholder": _first("polarity", note=_DRAFT),
    "WordingShape-doubtPerson": _first("polarity", doubt=_PERSON),
    "WordingShape-doubtPlaceholder": _first("polarity", doubt=_DRAFT),
}
