"""Errors are one sentence with a slug, and mistakes in files come out together."""

from __future__ import annotations

import pickle

import pytest

from holdfast.model import errors
from holdfast.model.errors import HoldfastError, InputErrors, InputMistake, ReadError, WriteError
from holdfast.model.status import Reason


def test_error_ends_with_its_slug() -> None:
    assert str(HoldfastError("no-token", "no token for contoso")) == "no token for contoso [no-token]"


@pytest.mark.parametrize(
    "name",
    [
        "EngineError",
        "RecordingError",
        "SignInError",
        "ReadError",
        "WriteError",
        "RefusedError",
        "InputErrors",
    ],
)
def test_every_error_is_of_one_family_and_drawn_in_the_tree(name: str) -> None:
    assert issubclass(getattr(errors, name), HoldfastError)
    assert f"── {name}" in (errors.__doc__ or "")


def test_read_error_keeps_its_reason_and_write_error_what_the_wire_said() -> None:
    read = ReadError("read-refused", "403", Reason.PERMISSION)
    write = WriteError("write-refused", "409", status=409, code="Conflict")

    assert (read.reason, read.slug) == (Reason.PERMISSION, "read-refused")
    assert (write.status, write.code) == (409, "Conflict")
    assert (WriteError("x", "y").status, WriteError("x", "y").code) == (0, "")


@pytest.mark.parametrize(
    "error",
    [
        HoldfastError("a-slug", "what failed"),
        ReadError("read-refused", "403", Reason.PERMISSION),
        WriteError("write-refused", "409", status=409, code="Conflict"),
        InputErrors([InputMistake("a.yaml", 1, "x", "is wrong", "bad-value")]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_error_comes_out_of_another_process_with_all_that_it_carries(error: HoldfastError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made one line above

    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_mistakes_come_sorted_one_a_line_each_with_its_place() -> None:
    mistakes = [
        InputMistake("clients/b.yaml", 3, "config", "is wrong", "bad-value"),
        InputMistake("clients/a.yaml", 12, "", "is wrong", "bad-value"),
        InputMistake("clients/a.yaml", 0, "", "cannot be read", "no-file"),
    ]

    found = InputErrors(mistakes)

    assert str(found).splitlines() == [
        "clients/a.yaml: cannot be read [no-file]",
        "clients/a.yaml:12: is wrong [bad-value]",
        "clients/b.yaml:3: config: is wrong [bad-value]",
    ]
    assert len(found.mistakes) == 3
