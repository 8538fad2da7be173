"""An exception names one property, a list of them, or none; anything else is not read as one."""

from __future__ import annotations

import pytest

from holdfast.model.accepted import properties


@pytest.mark.parametrize(
    ("written", "named"),
    [(None, ()), ("", ()), ("state", ("state",)), (["a", "b.c"], ("a", "b.c")), (("a",), ("a",)), ([], ())],
)
def test_properties_are_those_that_are_named(written: object, named: tuple[str, ...]) -> None:
    assert properties(written) == named


@pytest.mark.parametrize("written", [1, True, {"a": 1}, ["a", 1], [None], [["a"]]])
def test_what_names_no_property_is_refused_with_what_was_found(written: object) -> None:
    with pytest.raises(TypeError, match="expected a property or a list of them, found"):
        properties(written)
