"""What nobody ever declared is never deleted, although a state holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.undeclared import require_declared_once
from holdfast.apply.state import parse_state
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from holdfast.apply.state import State

TOKENS = [*kinds(), "azuread:index/user:User", "azuread:index/application:Application"]
"""Of all kinds, and of types that we have no kind for and the engine deletes as well."""
HELD = {"resourceHooks": {"beforeDelete": ["asked about"]}}


def urn(token: str) -> str:
    return f"urn:pulumi:contoso::holdfast::{token}::one"


def holding(token: str, **row: Any) -> State:
    return parse_state({"resources": [{"urn": urn(token), "type": token, "custom": True, "id": "1", **row}]})


def protects(token: str) -> bool:
    return token in kinds() and kinds()[token].protects_data


@pytest.mark.parametrize("token", TOKENS)
def test_what_no_program_declared_is_refused_where_it_would_be_deleted(token: str) -> None:
    for deletes_data in {True, protects(token)}:
        state = holding(token, importID="1", resourceHooks={})
        with pytest.raises(RefusedError, match="the engine would delete it") as refused:
            require_declared_once(kinds(), state, (), deletes_data=deletes_data)
        assert refused.value.slug == "undeclared-in-state"
        assert f"pulumi state delete {urn(token)}" in refused.value.message.replace("'", "")


@pytest.mark.parametrize("token", TOKENS)
def test_what_is_declared_was_declared_or_stays_is_no_matter(token: str) -> None:
    require_declared_once(kinds(), holding(token), {urn(token)}, deletes_data=True)
    require_declared_once(kinds(), holding(token, **HELD), (), deletes_data=True)
    require_declared_once(kinds(), holding(token, retainOnDelete=True), (), deletes_data=True)


def test_what_protects_data_is_only_forgotten_where_nobody_allows_more() -> None:
    for token in filter(protects, kinds()):
        require_declared_once(kinds(), holding(token), (), deletes_data=False)


def test_a_resource_of_another_package_is_the_engines_own_matter() -> None:
    require_declared_once(kinds(), holding("random:index/randomId:RandomId"), (), deletes_data=True)
