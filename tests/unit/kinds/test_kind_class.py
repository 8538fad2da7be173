"""The constructor that all classes of kinds share."""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, fields, replace

import pytest

from holdfast.kinds.kind import Kind
from holdfast.kinds.registry import kinds

EVERY = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.token)


def _given(kind: Kind) -> dict[str, object]:
    return {one.name: getattr(kind, one.name) for one in fields(kind) if one.init}


@EVERY
def test_a_kind_has_what_it_was_given_and_else_its_default(kind: Kind) -> None:
    given = _given(kind)
    defaults = {
        name
        for name, value in given.items()
        for one in fields(kind)
        if one.name == name and one.default is value
    }

    again = type(kind)(**{name: value for name, value in given.items() if name not in defaults})

    assert _given(again) == given
    assert (again.shape, again.names) == (kind.shape, kind.names)


@EVERY
def test_a_kind_is_not_made_without_what_has_no_default_nor_with_what_it_has_not(kind: Kind) -> None:
    given = _given(kind)
    required = [
        one.name for one in fields(kind) if one.init and one.default is MISSING is one.default_factory
    ]
    assert required
    for name in required:
        with pytest.raises(TypeError, match=rf"is not given its {name}$"):
            type(kind)(**{one: value for one, value in given.items() if one != name})
    for name in ("titel", "shape", "names"):
        with pytest.raises(TypeError, match=rf" has no {name}$"):
            type(kind)(**given, **{name: "x"})


@EVERY
def test_a_kind_is_frozen_equal_to_itself_alone_and_told_by_its_token(kind: Kind) -> None:
    with pytest.raises(FrozenInstanceError):
        kind.title = "another"  # type: ignore[misc]
    assert kind != replace(kind)
    assert repr(kind) == f"<kind {kind.token}>"
