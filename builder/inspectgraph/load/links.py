"""Check the links of extracts to statements of earlier reports.

The form of a link is checked together with the extract that contains the link. The
other checks need a few facts about both reports. These checks find out whether the two
statements exist, whether both reports are on the same authority, and whether one report
is earlier than the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct

from inspectgraph.files.yaml_positions import KeyPath, Tree
from inspectgraph.load.form import Form
from inspectgraph.load.identities import list_under, value_under
from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.extract import Extract
from inspectgraph.model.link import FOLLOWED_UP, STATED
from inspectgraph.model.suggest import nearest

__all__ = ["LinkFacts", "NamedLink", "check_link", "check_links", "link_problems"]

_EARLIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9-]{1,200}")


class _Together(NamedTuple):
    """A key that a link must have if, and only if, another key has a certain value."""

    key: str
    other: str
    value: str


_TOGETHER = (
    _Together("outcome", "kind", FOLLOWED_UP),
    _Together("at", "basis", STATED),
)
_FORM = "the earlier report and the id of its statement, as REPORT/ID"


class NamedLink(Struct, frozen=True):
    """A link to a statement of an earlier report.

    `where` is the source location of the key `earlier`, which names the statement.
    """

    kind: str
    earlier: str
    where: Where


class LinkFacts(Struct, frozen=True):
    """The facts about a report that are needed to check links from or to this report.

    Attributes:
        report: The name of the report.
        authorities: The authorities that were inspected.
        day: The first day of the inspection. If it is unknown, the first day of the
            publication. None if both days are unknown.
        ids: The ids of the confirmed statements that are not recommendations.
        recommendations: The ids of the confirmed recommendations.
        unconfirmed: The ids of drafted statements that nobody has confirmed.
        withdrawn: The ids of the withdrawn statements.
        links: The links of the report to earlier reports.
    """

    report: str
    authorities: tuple[str, ...] = ()
    day: date | None = None
    ids: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    links: tuple[NamedLink, ...] = ()

    @classmethod
    def of(cls, extract: Extract, tree: Tree) -> LinkFacts:
        """Return the facts about an extract, with the locations of its links."""
        time = extract.inspection or extract.published
        drafts = {one.id for one in extract.statements if one.draft}
        if extract.unconfirmed:
            drafts = {one.id for one in extract.statements}
        every = {one.id for one in extract.statements} - drafts
        advice = {one.id for one in extract.recommendations} & every
        return cls(
            report=extract.report,
            authorities=extract.authorities,
            day=time.earliest if time else None,
            ids=tuple(sorted(every - advice)),
            recommendations=tuple(sorted(advice)),
            unconfirmed=tuple(sorted(drafts)),
            withdrawn=tuple(one.id for one in extract.withdrawn),
            links=tuple(_named_links(extract, tree)),
        )

    @property
    def linkable(self) -> tuple[str, ...]:
        """The ids of the statements to which a link may refer."""
        return (*self.ids, *self.recommendations)


def _named_links(extract: Extract, tree: Tree) -> Iterator[NamedLink]:
    """Yield the links of an extract, each with the source location of its key `earlier`."""
    for n, link in enumerate(extract.links):
        yield NamedLink(link.kind, link.earlier, tree.where(("links", n, "earlier")))


# Within one extract


def check_link(name: str, form: Form, link: dict[str, Any], path: KeyPath) -> None:
    """Report mistakes in a link between two reports.

    Only mistakes that show without the earlier report are found.

    Args:
        name: The name of the report to which the extract belongs.
        form: The object that checks the file and collects its problems.
        link: The plain data of the link.
        path: The path of the link.
    """
    earlier = link.get("earlier")
    if isinstance(earlier, str):
        if not _EARLIER.fullmatch(earlier):
            found = f"the text '{shorten(earlier)}'"
            form.report((*path, "earlier"), "bad-earlier-statement", found, _FORM)
        elif earlier.partition("/")[0] == name:
            found = "the link connects two statements of this report"
            expected = "a statement of an earlier report"
            form.report((*path, "earlier"), "link-within-report", found, expected)
    for together in _TOGETHER:
        _go_together(form, link, path, together)


def _go_together(
    form: Form, link: dict[str, Any], path: KeyPath, together: _Together
) -> None:
    """Report a key of a link that is missing or not allowed.

    The link must have the key if, and only if, another key has a certain value.
    """
    key, other, needed = together
    value = form.resolved.get((*path, other), link.get(other))
    words = f"'{other}: {needed}'"
    if value == needed and key not in link:
        found = f"the key '{key}' is missing from a link that has {words}"
        form.report(path, "missing-key", found, f"the key '{key}'")
    elif key in link and _is_other(form, f"link-{other}", value, needed):
        found = f"the key '{key}' is allowed only in a link that has {words}"
        expected = f"{words}, or a link without the key '{key}'"
        form.report_key((*path, key), "link-key", found, expected)


def _is_other(form: Form, kind: str, value: Any, needed: str) -> bool:
    """Return whether a value is an allowed name that differs from the needed name.

    Args:
        form: The object that checks the file, and has the allowed names of each kind.
        kind: The kind of name.
        value: The value to test.
        needed: The needed name. A link with this name must have a certain other key.
    """
    reference = form.references.get(kind)
    if reference is None or not isinstance(value, str):
        return False
    return value != needed and value in reference.slugs


def check_links(form: Form, extract: dict[str, Any]) -> None:
    """Report each link that repeats an earlier link between the same two statements.

    If a link does not name both statements, the link is skipped. Another check reports
    the missing name.
    """
    first: dict[tuple[str, str], KeyPath] = {}
    for n, link in enumerate(list_under(extract, "links")):
        pair = value_under(link, "earlier"), value_under(link, "later")
        if not all(isinstance(name, str) for name in pair):
            continue
        if pair in first:
            line = form.tree.where(first[pair]).line
            found = f"a second link connects '{pair[0]}' and '{pair[1]}'"
            expected = (
                f"only one link between the two statements; the first is in line {line}"
            )
            form.report(("links", n), "duplicate-link", found, expected)
        first.setdefault(pair, ("links", n))


# Across reports


def link_problems(
    facts: Iterable[LinkFacts], reports: Collection[str]
) -> Iterator[Problem]:
    """Yield the problems that are found only by a comparison of two linked reports.

    Args:
        facts: The facts about each report that has no problems.
        reports: The names of all reports. A link to a report that has problems is not
            checked further.
    """
    known = {one.report: one for one in facts}
    for one in known.values():
        for link in one.links:
            yield from _problems_of(link, one, known, reports)


def _problems_of(
    link: NamedLink,
    own: LinkFacts,
    known: dict[str, LinkFacts],
    reports: Collection[str],
) -> Iterator[Problem]:
    """Yield the problems of one link, which belongs to the report `own`."""
    name, _, identity = link.earlier.partition("/")
    earlier = known.get(name)
    if name not in reports:
        found = f"unknown report '{shorten(name)}'"
        near = nearest(name, [other for other in reports if other != own.report])
        expected = "a report of extracts"
        yield Problem(link.where, "unknown-report", found, expected, near)
    elif earlier is not None:
        yield from _of_reports(link.where, own, earlier)
        if identity not in earlier.linkable:
            yield _unknown(link.where, identity, earlier)
        elif link.kind == FOLLOWED_UP and identity not in earlier.recommendations:
            found = f"'{identity}' is not a recommendation"
            expected = f"a recommendation in {name}, or another kind of link"
            yield Problem(link.where, "no-recommendation", found, expected)


def _unknown(where: Where, identity: str, report: LinkFacts) -> Problem:
    """Return the problem for an unknown id in a link.

    An id is unknown if no confirmed statement of the report has this id. The message
    states whether the id belongs to a withdrawn or an unconfirmed statement.
    """
    found, near = f"unknown id '{shorten(identity)}'", ""
    if identity in report.withdrawn:
        found = f"the id '{identity}' belongs to a withdrawn statement"
    elif identity in report.unconfirmed:
        found = f"the id '{identity}' belongs to an unconfirmed draft"
    else:
        near = nearest(identity, report.linkable)
    expected = f"the id of a confirmed statement in {report.report}"
    return Problem(where, "unknown-statement", found, expected, near)


def _of_reports(where: Where, own: LinkFacts, earlier: LinkFacts) -> Iterator[Problem]:
    """Yield the problems in the authorities and the dates of two linked reports."""
    if not set(own.authorities).intersection(earlier.authorities):
        found = f"the linked report {earlier.report} is about another authority"
        expected = f"a report about {' or '.join(own.authorities)}"
        yield Problem(where, "link-across-authorities", found, expected)
    if own.day is None or earlier.day is None:
        undated = own if own.day is None else earlier
        found = f"the link needs the dates of both reports, but {undated.report} has no date"
        expected = "the key 'inspection' or 'published' in both reports"
        yield Problem(where, "link-without-date", found, expected)
    elif earlier.day >= own.day:
        found = f"the linked report {earlier.report} is not earlier: its date is {earlier.day}"
        expected = f"a report dated before {own.day}, the date of this report"
        yield Problem(where, "link-backwards", found, expected)
