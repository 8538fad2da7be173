"""An answer that says that it is a part is never read as whole, whatever was asked and in whichever way it says so.

Over everything that a check of the newest baseline asks, with all that a client may choose.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from holdfast.model.status import Status
from tests.wire.mutations import Mutation, route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.wire.fuzz import Fuzz
    from tests.wire.recorded import Answer, Key

NO_ANSWER_YET, BY_SOMEBODY_BETWEEN, A_PART = 202, 203, 206
MANY = 140
"""Routes that a check asks at least."""
MANY_LISTS = 120


def asked(fuzz: Fuzz) -> Iterator[tuple[Key, Answer, dict[str, Any]]]:
    """One answer of each route, with its body."""
    seen = set()
    for key, answer in fuzz.recorded.answers.items():
        body = orjson.loads(answer.content) if key[0] != "sign-in" and answer.content else None
        if isinstance(body, dict) and route(key) not in seen:
            seen.add(route(key))
            yield key, answer, body


def lists(fuzz: Fuzz) -> Iterator[tuple[Key, Answer, dict[str, Any]]]:
    """Those that are lists."""
    return ((key, answer, body) for key, answer, body in asked(fuzz) if isinstance(body.get("value"), list))


@pytest.mark.parametrize("status", [201, NO_ANSWER_YET, BY_SOMEBODY_BETWEEN, A_PART, 226])
def test_an_answer_of_another_status_than_200_is_none(newest: Fuzz, status: int) -> None:
    tried = [
        Mutation(f"status {status}", key, replace(answer, status=status), whole=True)
        for key, answer, _ in asked(newest)
    ]

    assert len(tried) > MANY
    assert newest.faults(tried) == []


ONE_MORE: dict[str, Callable[[int], dict[str, Any]]] = {
    "@odata.count": lambda came: {"@odata.count": came + 1},
    "@count": lambda came: {"@count": came + 1},
    "@odata.count, no number": lambda _: {"@odata.count": "many"},
    "@adminapi.warnings": lambda _: {"@adminapi.warnings": ["There are more results available."]},
    "@adminapi.errors": lambda _: {"@adminapi.errors": ["One of the servers did not answer."]},
}
"""What stands beside the rows of a list that is not whole."""


@pytest.mark.parametrize("told", ONE_MORE)
def test_a_list_that_says_that_there_is_more_is_not_whole(newest: Fuzz, told: str) -> None:
    tried = [
        Mutation(
            told,
            key,
            replace(answer, content=orjson.dumps({**body, **ONE_MORE[told](len(body["value"]))})),
            whole=True,
        )
        for key, answer, body in lists(newest)
    ]

    assert len(tried) > MANY_LISTS
    assert newest.faults(tried) == []


ROLES = "/roleManagement/directory"
DEFINED = f"{ROLES}/roleDefinitions?"
NAME_ROLES = {
    "m365:entra:PrivilegedRoles": f"{ROLES}/roleAssignments?$expand",
    "m365:entra:RoleActivation": "/policies/roleManagementPolicyAssignments",
}
"""Kinds that look a role up in the list of all roles, and the list beside it that names roles."""


@pytest.mark.parametrize("token", NAME_ROLES)
def test_a_list_of_roles_that_another_list_contradicts_is_not_whole(newest: Fuzz, token: str) -> None:
    (all_roles,) = [found for found in lists(newest) if DEFINED in found[0][1]]
    key, answer, body = all_roles
    (names,) = [body for key, _, body in lists(newest) if NAME_ROLES[token] in key[1]]
    (rule,) = [one for one in newest.recorded.recording.desired if one.token == token]
    named = {one["roleDefinitionId"] for one in names["value"]} & set(rule.inputs["roles"])
    assert len(named) > 1

    for role in named:
        rows = [one for one in body["value"] if one["id"] != role]
        assert len(rows) == len(body["value"]) - 1
        other = replace(answer, content=orjson.dumps({**body, "value": rows}))
        (found,) = [
            one for one in newest.recorded.check({key: other}, token).result.findings if one.urn == rule.urn
        ]
        assert found.status is Status.UNKNOWN, role
