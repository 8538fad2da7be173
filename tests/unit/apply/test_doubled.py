"""One object of the tenant is one resource of the state."""

from __future__ import annotations

import pytest

from holdfast.apply.gates.doubled import require_one_each
from holdfast.apply.state import Kept, State
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError

ID = "0d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f0a"
KINDS = [one for one in kinds().values() if one.shape is Shape.OBJECT]


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:contoso::holdfast::{token}::{name}"


def held(token: str, *ids: str, stays: bool = False) -> State:
    names = [urn(token, name) for name in "ab"[: len(ids)]]
    return State({one: Kept(one, token, own, {}, stays) for one, own in zip(names, ids, strict=True)})


@pytest.mark.parametrize("token", [one.token for one in KINDS])
@pytest.mark.parametrize("declared", ["", "a", "ab"])
def test_an_object_that_is_two_resources_is_refused_of_every_kind(token: str, declared: str) -> None:
    names = {urn(token, one) for one in declared}
    prefix = kinds()[token].id_prefix
    for first, second in ((ID, ID), (f"{prefix}{ID}", ID.upper())):
        with pytest.raises(RefusedError, match="one object as two resources") as refused:
            require_one_each(kinds(), held(token, first, second), names)
        assert refused.value.slug == "doubled-in-state"
        assert "pulumi state delete" in refused.value.message


@pytest.mark.parametrize("token", [one.token for one in KINDS])
def test_two_objects_and_what_is_only_forgotten_are_no_double(token: str) -> None:
    require_one_each(kinds(), held(token, ID, ID[::-1]), {urn(token, "a")})
    require_one_each(kinds(), held(token, ID, ID, stays=True), {urn(token, "a")})
    require_one_each(kinds(), held(token, "", ""), set())


@pytest.mark.parametrize("token", [one.token for one in kinds().values() if one.shape is not Shape.OBJECT])
def test_several_own_parts_of_what_there_is_one_of(token: str) -> None:
    require_one_each(kinds(), held(token, "it", "it"), {urn(token, "a"), urn(token, "b")})
