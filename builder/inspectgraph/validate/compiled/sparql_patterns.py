"""Compile the WHERE clause of a query to functions that search for a match.

Triple patterns, property paths, FILTER, EXISTS, OPTIONAL and BIND are supported. The
module `candidates` uses the search to exclude focus nodes for which a query has no
result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final, cast

from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.paths import (
    Path,
    alternative,
    inverse,
    one,
    repeated,
    sequence,
)
from inspectgraph.validate.compiled.sparql_expressions import (
    Expression,
    Row,
    compile_expression,
    holds,
)
from inspectgraph.validate.compiled.sparql_reader import NotUnderstoodError, Reader
from inspectgraph.validate.compiled.sparql_values import ExpressionError

__all__ = ["Group", "Look", "Pattern", "compile_group", "projection"]

#: A function that returns whether the rest of a search finds a match for a row.
Next = Callable[[Row], bool]

#: One step of a search: it tries rows, and returns whether the rest of the search finds
#: a match for one of them.
Look = Callable[[TripleIndex, Row, Next], bool]

#: The words and signs that a SELECT clause may contain.
_PROJECTED: Final = frozenset(
    {"SELECT", "DISTINCT", "REDUCED", "AS", "WHERE", "*", "(", ")"}
)

#: The kinds of tokens that can be subjects or objects of supported patterns.
_NODES: Final = frozenset({"iri", "name", "string", "variable"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: subject, property path and value."""

    subject: str
    path: Path
    value: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables in the pattern."""
        return frozenset(map(_name, filter(_is_variable, (self.subject, self.value))))


@dataclass(slots=True)
class Group:
    """The elements of a group: the part of a query between two braces.

    Attributes:
        patterns: The triple patterns.
        filters: The filters on values.
        exists: The groups of EXISTS filters, each with whether it must have a match; a
            group of NOT EXISTS must have none.
        later: The elements after the patterns: for OPTIONAL a group, and for BIND a
            variable with its expression.
        inner: The groups inside this group, each with the variables that it shares with
            this group.
    """

    patterns: list[Pattern] = field(default_factory=list)
    filters: list[Expression] = field(default_factory=list)
    exists: list[tuple[Group, bool]] = field(default_factory=list)
    later: list[Group | tuple[str, Expression]] = field(default_factory=list)
    inner: list[tuple[Group, frozenset[str]]] = field(default_factory=list)

    @property
    def certain(self) -> frozenset[str]:
        """The variables of the patterns, which have a value in every match."""
        found = frozenset[str]().union(*[one.variables for one in self.patterns])
        for group, shared in self.inner:
            found |= group.certain & shared
        return found

    @property
    def variables(self) -> frozenset[str]:
        """All variables of the group and of the groups inside it."""
        found = self.certain.union(*[one.variables for one in self.filters])
        for group, _ in self.exists:
            found |= group.variables
        for group, shared in self.inner:
            found |= group.variables & shared
        return found | self.uncertain

    @property
    def uncertain(self) -> frozenset[str]:
        """The variables of OPTIONAL and BIND, which may have no value in a match."""
        found: frozenset[str] = frozenset()
        for element in self.later:
            if isinstance(element, Group):
                found |= element.variables
            else:
                found |= element[1].variables | {element[0]}
        return found - self.certain

    def compiled(self, bound: frozenset[str]) -> Look:
        """Return a function that searches for a match of the group.

        Args:
            bound: The variables that already have a value.

        Raises:
            NotUnderstoodError: If a variable that may have no value is used in a way
                that only the SPARQL engine supports.
        """
        if self.inner:
            return self._flat().compiled(bound)
        if not self._is_simple(bound):
            raise NotUnderstoodError("a variable without a value")
        steps = [*self._first_steps(bound)]
        known = bound | self.certain
        for element in self.later:
            if isinstance(element, Group):
                steps.append(_optional(element, known))
            else:
                steps.append(_bound_to(*element))
        steps += [_kept(one) for one in self._late_filters(known)]
        return _all(steps)

    def _flat(self) -> Group:
        """Return the group after the elements of its inner groups are moved into it.

        Raises:
            NotUnderstoodError: If an inner group has OPTIONAL or BIND, or a variable of
                its own with the same name as another variable.
        """
        flat = Group([*self.patterns], [*self.filters], [*self.exists], [*self.later])
        seen = self.variables
        for group, shared in self.inner:
            own = group.variables - shared
            if own & seen or group.later:
                raise NotUnderstoodError("a variable of a group within")
            seen |= own
            flat.patterns += group.patterns
            flat.filters += group.filters
            flat.exists += group.exists
            flat.inner += group.inner
        return flat

    def _is_simple(self, bound: frozenset[str]) -> bool:
        """Return whether variables that may have no value are used only in filters."""
        seen = self.certain | bound
        for element in self.later:
            if isinstance(element, Group):
                if element.later or element.exists:
                    return False
                fresh = element.certain - self.certain
            else:
                fresh = frozenset({element[0]})
            if fresh & seen:
                return False
            seen |= fresh
        return self.uncertain.isdisjoint(bound) and not any(
            group.variables & self.uncertain or group.later for group, _ in self.exists
        )

    def _first_steps(self, bound: frozenset[str]) -> Iterator[Look]:
        """Yield the steps that search for the patterns, the most selective first.

        Each filter is applied as soon as its variables have values.
        """
        known = bound
        filters = [(_kept(one), one.variables) for one in self.filters]
        for group, wanted in self.exists:
            within = group.variables & (bound | self.certain)
            filters.append((_existing(group, wanted, bound | self.certain), within))
        waiting = list(self.patterns)
        while True:
            for step, needed in filters:
                if needed <= known:
                    yield step
            filters = [pair for pair in filters if not pair[1] <= known]
            if not waiting:
                return
            pattern = min(waiting, key=partial(_cost, known))
            waiting.remove(pattern)
            yield _matching(pattern, known)
            known |= pattern.variables

    def _late_filters(self, known: frozenset[str]) -> list[Expression]:
        """Return the filters that use variables without a value after the patterns."""
        return [one for one in self.filters if not one.variables <= known]


def compile_group(reader: Reader) -> Group:
    """Read the group in braces at the current token.

    Raises:
        NotUnderstoodError: If the group has a form that only the SPARQL engine
            supports.
    """
    group = Group()
    reader.demand("{")
    while not reader.takes("}"):
        if not reader.takes("."):
            _element(reader, group)
    return group


def _element(reader: Reader, group: Group) -> None:
    """Read one element of a group, and add it to the group."""
    if reader.takes("OPTIONAL"):
        group.later.append(compile_group(reader))
    elif reader.takes("BIND", "("):
        group.later.append(_binding(reader))
    elif reader.takes("FILTER"):
        _filter(reader, group)
    elif reader.token.text == "{":
        group.inner.append(_inner(reader))
    elif reader.token.kind in _NODES:
        if group.later:
            raise NotUnderstoodError("a pattern after OPTIONAL or BIND")
        group.patterns += _patterns(reader)
    else:
        raise NotUnderstoodError(reader.token.text)


def _inner(reader: Reader) -> tuple[Group, frozenset[str]]:
    """Read an inner group, and return it with the variables that it shares.

    A subquery shares the variables of its SELECT. Any other group shares all variables.
    """
    if reader.ahead(1).word != "SELECT":
        group = compile_group(reader)
        if reader.token.word == "UNION":
            raise NotUnderstoodError("UNION")
        return group, group.variables
    reader.demand("{")
    shared = projection(reader)
    group = compile_group(reader)
    reader.demand("}")
    return group, shared or group.variables


def projection(reader: Reader) -> frozenset[str]:
    """Read a SELECT clause, and return its variables.

    Raises:
        NotUnderstoodError: If the clause contains an aggregate such as COUNT, which has
            a result even if there is no match.
    """
    found: set[str] = set()
    while reader.token.text != "{":
        token = reader.take()
        if token.kind == "variable":
            found.add(token.text[1:])
        elif not token.is_iri and token.text.upper() not in _PROJECTED:
            raise NotUnderstoodError(token.text)
    return frozenset(found)


def _binding(reader: Reader) -> tuple[str, Expression]:
    expression = compile_expression(reader)
    reader.demand("AS")
    variable = reader.take()
    reader.demand(")")
    return variable.text[1:], expression


def _filter(reader: Reader, group: Group) -> None:
    if reader.takes("NOT", "EXISTS"):
        group.exists.append((compile_group(reader), False))
    elif reader.takes("EXISTS"):
        group.exists.append((compile_group(reader), True))
    else:
        group.filters.append(compile_expression(reader))


def _patterns(reader: Reader) -> Iterator[Pattern]:
    """Yield the triple patterns of one subject."""
    subject = _node(reader)
    while True:
        path = _path(reader)
        yield Pattern(subject, path, _node(reader))
        while reader.takes(","):
            yield Pattern(subject, path, _node(reader))
        if not reader.takes(";"):
            return


def _node(reader: Reader) -> str:
    """Read a term or a variable. A variable is returned with a question mark."""
    token = reader.token
    if token.kind == "variable":
        return f"?{reader.take().text[1:]}"
    if token.kind != "string":
        return reader.iri()
    reader.take()
    is_plain = token.text[:3] not in {'"""', "'''"} and token.text[0] == '"'
    if not is_plain or "\\" in token.text or reader.token.text == "^":
        raise NotUnderstoodError(token.text)
    if reader.token.kind == "language":
        return token.text + reader.take().text
    return token.text


def _path(reader: Reader) -> Path:
    """Read a property path."""
    parts = [_steps(reader)]
    while reader.takes("|"):
        parts.append(_steps(reader))
    return parts[0] if len(parts) == 1 else alternative(parts)


def _steps(reader: Reader) -> Path:
    parts = [_step(reader)]
    while reader.takes("/"):
        parts.append(_step(reader))
    return parts[0] if len(parts) == 1 else sequence(parts)


def _step(reader: Reader) -> Path:
    if reader.takes("^"):
        return inverse(_step(reader))
    if reader.takes("("):
        found = _path(reader)
        reader.demand(")")
    else:
        found = one(reader.iri())
    if reader.token.text in {"*", "+", "?"}:
        return repeated(found, reader.take().text)
    return found


def _is_variable(term: str) -> bool:
    return term[0] == "?"


def _name(variable: str) -> str:
    return variable[1:]


def _cost(known: frozenset[str], pattern: Pattern) -> int:
    """Return an estimate of how many matches a pattern has.

    The estimate is lowest if both subject and value are known.
    """
    is_free = [
        _is_variable(term) and _name(term) not in known
        for term in (pattern.subject, pattern.value)
    ]
    if not any(is_free):
        return 0
    if all(is_free):
        return 4
    if is_free[1]:
        return 1
    return 2 if _is_variable(pattern.value) else 3


def _reading(term: str) -> Callable[[Row], str]:
    """Return a function from a row to a term: a constant, or a variable's value."""
    if not _is_variable(term):
        return lambda _: term
    name = _name(term)

    return lambda row: cast("str", row[name])  # patterns bind terms only


def _matching(pattern: Pattern, known: frozenset[str]) -> Look:
    """Return the step that searches for the matches of a pattern.

    Args:
        pattern: The pattern.
        known: The variables that already have values.
    """
    subject, value = pattern.subject, pattern.value
    is_free = [
        _is_variable(term) and _name(term) not in known for term in (subject, value)
    ]
    if not any(is_free):
        return _checked(pattern)
    if not is_free[0] and pattern.path.property:
        return _read(_reading(subject), pattern.path.property, _name(value))
    if not is_free[0]:
        return _followed(_reading(subject), pattern.path.forward, _name(value))
    if not is_free[1]:
        return _followed(_reading(value), pattern.path.backward, _name(subject))
    if subject == value or not pattern.path.property:
        raise NotUnderstoodError("a pattern without any known term")
    return _scanned(pattern)


def _checked(pattern: Pattern) -> Look:
    start, end = _reading(pattern.subject), _reading(pattern.value)
    follow = pattern.path.forward

    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        return end(row) in follow(data, start(row)) and following(row)

    return look


def _read(read: Callable[[Row], str], key: str, name: str) -> Look:
    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        for found in data.values(read(row), key):
            row[name] = found
            if following(row):
                return True
        return False

    return look


def _followed(
    read: Callable[[Row], str],
    follow: Callable[[TripleIndex, str], Sequence[str]],
    name: str,
) -> Look:
    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        for found in follow(data, read(row)):
            row[name] = found
            if following(row):
                return True
        return False

    return look


def _scanned(pattern: Pattern) -> Look:
    start, end = _name(pattern.subject), _name(pattern.value)
    name, follow = pattern.path.property, pattern.path.forward

    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        for subject in data.subjects_of(name):
            row[start] = subject
            for value in follow(data, subject):
                row[end] = value
                if following(row):
                    return True
        return False

    return look


def _kept(expression: Expression) -> Look:
    def look(_: TripleIndex, row: Row, following: Next) -> bool:
        return holds(expression, row) and following(row)

    return look


def _existing(group: Group, wanted: bool, bound: frozenset[str]) -> Look:
    """Return the step that checks an EXISTS or NOT EXISTS filter.

    Args:
        group: The group of the filter.
        wanted: Whether the group must have a match.
        bound: The variables that already have values.
    """
    inner = group.compiled(bound)

    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        return inner(data, row, _success) == wanted and following(row)

    return look


def _success(_: Row) -> bool:
    return True


def _optional(group: Group, bound: frozenset[str]) -> Look:
    """Return the step that searches for an OPTIONAL group, which may have no match."""
    inner = group.compiled(bound)
    names = group.certain - bound

    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        has_answer = False

        def goes_on(found: Row) -> bool:
            nonlocal has_answer
            has_answer = True
            return following(found)

        if inner(data, row, goes_on):
            return True
        if has_answer:
            return False
        row.update(dict.fromkeys(names))
        return following(row)

    return look


def _bound_to(name: str, expression: Expression) -> Look:
    def look(_: TripleIndex, row: Row, following: Next) -> bool:
        row[name] = None
        with suppress(ExpressionError):
            row[name] = expression.value(row)
        return following(row)

    return look


def _all(steps: Iterable[Look]) -> Look:
    """Return the search that consists of several steps, one after the other."""
    found: Look = _end
    for step in reversed(list(steps)):
        found = _then(step, found)
    return found


def _end(_: TripleIndex, row: Row, following: Next) -> bool:
    return following(row)


def _then(first: Look, second: Look) -> Look:
    if second is _end:
        return first

    def look(data: TripleIndex, row: Row, following: Next) -> bool:
        return first(data, row, lambda found: second(data, found, following))

    return look
