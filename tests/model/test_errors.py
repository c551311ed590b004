"""Exceptions and problems: exit codes, sentences, and the way through a worker process."""

from __future__ import annotations

import pickle

import pytest

from inspectgraph.model import errors
from inspectgraph.model.errors import (
    AnchorError,
    ExtractError,
    InspectGraphError,
    Problem,
    QueryError,
    TimeLimitError,
    UnreadableError,
    UsageError,
    Where,
)

PLACE = Where("x.yaml", 3, 5)
FAULT = Problem(
    PLACE, "unknown-key", "unknown key 'polarty'", "one of polarity, note", "polarity"
)


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (InspectGraphError("c", "m"), 1),
        (AnchorError("c", "m"), 1),
        (ExtractError([FAULT]), 1),
        (UsageError("c", "m"), 2),
        (QueryError("c", "m"), 2),
        (UnreadableError("c", "m"), 3),
        (TimeLimitError("c", "m"), 4),
    ],
)
def test_exit_codes(error: InspectGraphError, exit_code: int) -> None:
    """Each kind of error gives the command its exit code."""
    assert error.exit_code == exit_code


def test_a_problem_is_one_sentence() -> None:
    """A problem names place, what was found and expected, nearest match, and code."""
    assert (
        str(FAULT)
        == "x.yaml:3:5: unknown key 'polarty'; expected one of polarity, note; did you"
        " mean 'polarity'? [unknown-key]"
    )


def test_an_unreadable_file_decides_the_exit_code() -> None:
    """If one of several problems is an unreadable file, the exit code is 3."""
    missing = Problem(
        Where("y.yaml"), "no-file", "the file does not exist", exit_code=3
    )
    assert ExtractError([FAULT, missing]).exit_code == 3


@pytest.mark.parametrize(
    "error",
    [
        UsageError("c", "m", PLACE),
        AnchorError("c", "found", "more", "near", PLACE),
        ExtractError([FAULT]),
    ],
)
def test_errors_come_back_from_a_worker(error: InspectGraphError) -> None:
    """An error that was pickled says the same."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(copy), str(copy), copy.exit_code) == (
        type(error),
        str(error),
        error.exit_code,
    )


def test_every_error_is_ours() -> None:
    """Every exception of the module is an InspectGraphError with a docstring."""
    found = [
        value
        for name in errors.__all__
        if isinstance(value := getattr(errors, name), type)
    ]
    exceptions = [kind for kind in found if issubclass(kind, Exception)]
    assert len(exceptions) > 5
    assert all(
        issubclass(kind, InspectGraphError) and kind.__doc__ for kind in exceptions
    )
