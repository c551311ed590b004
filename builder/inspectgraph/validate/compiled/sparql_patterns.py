"""Compile the WHERE clause of a SPARQL query to functions that search for a match.

Triple patterns, property paths, FILTER, EXISTS, OPTIONAL and BIND are supported. The
module `candidates` uses the search to exclude focus nodes for which a query cannot have
a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

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
    compile_expression,
)
from inspectgraph.validate.compiled.sparql_reader import NotUnderstoodError, Reader
from inspectgraph.validate.compiled.sparql_search import (
    Pattern,
    Step,
    bound_to,
    existing,
    in_turn,
    is_variable,
    kept,
    matching,
    optional,
)

__all__ = ["Group", "compile_group", "projection"]

#: The words and signs that a SELECT clause may contain.
_PROJECTED: Final = frozenset(
    {"SELECT", "DISTINCT", "REDUCED", "AS", "WHERE", "*", "(", ")"}
)

#: The kinds of tokens that can be subjects or objects of supported patterns.
_NODES: Final = frozenset({"iri", "name", "string", "variable"})


@dataclass(slots=True)
class Group:
    """The elements of a group, which is the part of a query between two braces.

    Attributes:
        patterns: The triple patterns.
        filters: The filters on values.
        exists: Pairs for the filters EXISTS and NOT EXISTS. The first item is the group
            in the filter. The second item is True for EXISTS, and False for NOT EXISTS.
        later: The elements after the patterns: a group for OPTIONAL, or a variable and
            its expression for BIND.
        inner: Pairs for the groups inside this group. The first item is the inner
            group. The second item is the set of variables that the inner group shares
            with this group.
    """

    patterns: list[Pattern] = field(default_factory=list)
    filters: list[Expression] = field(default_factory=list)
    exists: list[tuple[Group, bool]] = field(default_factory=list)
    later: list[Group | tuple[str, Expression]] = field(default_factory=list)
    inner: list[tuple[Group, frozenset[str]]] = field(default_factory=list)

    @property
    def certain(self) -> frozenset[str]:
        """The variables that have a value in every match of the group.

        These are the variables of the triple patterns.
        """
        found = frozenset[str]().union(*[one.variables for one in self.patterns])
        for group, shared in self.inner:
            found |= group.certain & shared
        return found

    @property
    def variables(self) -> frozenset[str]:
        """All variables of this group and of the groups inside it."""
        found = self.certain.union(*[one.variables for one in self.filters])
        for group, _ in self.exists:
            found |= group.variables
        for group, shared in self.inner:
            found |= group.variables & shared
        return found | self.uncertain

    @property
    def uncertain(self) -> frozenset[str]:
        """The variables that may have no value in a match of the group.

        These are the variables of OPTIONAL and BIND.
        """
        found: frozenset[str] = frozenset()
        for element in self.later:
            if isinstance(element, Group):
                found |= element.variables
            else:
                found |= element[1].variables | {element[0]}
        return found - self.certain

    def compiled(self, bound: frozenset[str]) -> Step:
        """Return the steps that search for a match of the group.

        Args:
            bound: The variables that already have a value.

        Raises:
            NotUnderstoodError: If a variable may have no value, and is used in a way
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
                fresh = element.certain - known
                steps.append(optional(element.compiled(known), fresh))
            else:
                steps.append(bound_to(*element))
        steps += [kept(one) for one in self._late_filters(known)]
        return in_turn(steps)

    def _flat(self) -> Group:
        """Return one group that has the elements of this group and of its inner groups.

        Raises:
            NotUnderstoodError: If an inner group has OPTIONAL or BIND, or if a local
                variable of an inner group has the same name as a variable outside the
                inner group.
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
        """Return whether variables that may have no value occur only in filters."""
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

    def _first_steps(self, bound: frozenset[str]) -> Iterator[Step]:
        """Yield the steps that search for matches of the triple patterns.

        The pattern with the fewest expected matches comes first. Each filter is applied
        as soon as its variables have values.
        """
        known = bound
        filters = [(kept(one), one.variables) for one in self.filters]
        every = bound | self.certain
        for group, wanted in self.exists:
            step = existing(group.compiled(every), wanted=wanted)
            filters.append((step, group.variables & every))
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
            yield matching(pattern, known)
            known |= pattern.variables

    def _late_filters(self, known: frozenset[str]) -> list[Expression]:
        """Return the filters that use a variable which is not in `known`.

        These filters are applied after all other steps.
        """
        return [one for one in self.filters if not one.variables <= known]


def compile_group(reader: Reader) -> Group:
    """Read a group in braces that begins at the current token.

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
    """Read an inner group, and return the group and the variables that it shares.

    A subquery shares the variables in its SELECT clause. Any other group shares all its
    variables.
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
        group.filters += compile_expression(reader).conjuncts


def _patterns(reader: Reader) -> Iterator[Pattern]:
    """Read the triple patterns of one subject, and yield them."""
    subject = _node(reader)
    while True:
        *first, last = _parts(reader)
        start = subject
        for number, part in enumerate(first):
            between = f"?{number}/{reader.position}"
            yield Pattern(start, part, between)
            start = between
        yield Pattern(start, last, _node(reader))
        while reader.takes(","):
            yield Pattern(start, last, _node(reader))
        if not reader.takes(";"):
            return


def _node(reader: Reader) -> str:
    """Read an RDF term or a variable. A variable is returned with a question mark."""
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


def _parts(reader: Reader) -> list[Path]:
    """Read a property path, and return its steps."""
    parts = [_step(reader)]
    while reader.takes("/"):
        parts.append(_step(reader))
    if not reader.takes("|"):
        return parts
    return [alternative([_joined(parts), _path(reader)])]


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
    return _joined(parts)


def _joined(parts: Sequence[Path]) -> Path:
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


def _cost(known: frozenset[str], pattern: Pattern) -> int:
    """Estimate the number of matches for a triple pattern.

    The estimate is lowest if both subject and value are known.
    """
    is_free = pattern.free(known)
    if not any(is_free):
        return 0
    if all(is_free):
        return 4
    if is_free[1]:
        return 1
    return 2 if is_variable(pattern.value) else 3
