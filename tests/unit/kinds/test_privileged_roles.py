"""Which of the tenant's roles are privileged, and on the list: what is not told of one is never taken for plain."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.privileged_roles import judged, named, require_defined
from holdfast.model.directory import GLOBAL_ADMINISTRATOR, SYNC_ROLE
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import directory_id

NEW = "0badcafe-0000-4000-8000-00000000000a"


def role(name: str, template: str, **more: Any) -> dict[str, Any]:
    return {
        "id": template,
        "displayName": name,
        "isPrivileged": True,
        "isBuiltIn": True,
        "templateId": template,
        **more,
    }


GLOBAL = role("Global Administrator", GLOBAL_ADMINISTRATOR.upper())
PLAIN = role("Reports Reader", directory_id("plain"), isPrivileged=False)
LISTED = frozenset((GLOBAL_ADMINISTRATOR,))


def test_a_built_in_role_that_is_privileged_and_not_on_the_list_is_told_with_its_id() -> None:
    found = judged([GLOBAL, PLAIN, role("Agent Keeper", NEW), role("Sync", SYNC_ROLE)], LISTED, ())

    (broken,) = found.violations
    assert (broken.member, broken.member_id, broken.expected, broken.found) == (
        "Agent Keeper",
        NEW,
        True,
        False,
    )
    assert NEW in broken.note
    assert broken.remedy is None
    assert (found.covered, found.exempt, found.unjudged) == (1, {}, ())
    assert judged([GLOBAL, role("Agent Keeper", NEW)], LISTED | {NEW}, ()).covered == 2


def test_a_custom_role_is_of_another_type_as_no_policy_can_name_it() -> None:
    found = judged([GLOBAL, role("Our own", NEW, isBuiltIn=False, templateId=None)], LISTED, ())

    assert (found.covered, found.violations) == (1, ())
    assert found.exempt == {Reason.TYPE: ("Our own",)}


@pytest.mark.parametrize("lacking", ["id", "isPrivileged", "isBuiltIn", "templateId"])
@pytest.mark.parametrize("value", [None, 1])
def test_what_is_not_told_of_a_role_makes_it_unknown_by_name(lacking: str, value: Any) -> None:
    found = judged([GLOBAL, role("Odd", NEW, **{lacking: value})], LISTED, ())

    assert [one.member for one in found.unjudged] == ["Odd"]
    assert not found.violations


@pytest.mark.parametrize("rows", [[], [PLAIN], [{**GLOBAL, "isPrivileged": False}, role("Other", NEW)]])
def test_a_list_without_global_administrator_among_the_privileged_is_not_whole(
    rows: list[dict[str, Any]],
) -> None:
    with pytest.raises(MisreadError, match="Global Administrator"):
        judged(rows, LISTED, ())


UNIT = "/administrativeUnits/0badcafe-0000-4000-8000-00000000000b"


def held(role_id: str, who: str, scope: str, type_: str = "user") -> dict[str, Any]:
    principal = {"@odata.type": f"#microsoft.graph.{type_}", "displayName": who.title()}
    named_by = {"userPrincipalName": f"{who}@contoso.example"} if type_ == "user" else {}
    return {
        "roleDefinitionId": role_id,
        "principalId": directory_id(who).upper(),
        "directoryScopeId": scope,
        "principal": {**principal, **named_by},
    }


def test_a_role_over_a_part_of_the_directory_alone_is_of_another_type_as_no_policy_is_enforced_for_it() -> (
    None
):
    listed = role("Exchange Administrator", directory_id("exchange"), isPrivileged=False)
    own = role("Our own", NEW, isBuiltIn=False, templateId=None)
    assignments = [
        held(GLOBAL_ADMINISTRATOR, "ana", UNIT),
        held(directory_id("exchange"), "keepers", UNIT, "group"),
        held(directory_id("plain"), "rea", UNIT),
        held(GLOBAL_ADMINISTRATOR, "app", UNIT, "servicePrincipal"),
        held(GLOBAL_ADMINISTRATOR, "both", UNIT),
        held(directory_id("exchange").upper(), "both", "/"),
        held(GLOBAL_ADMINISTRATOR, "own", UNIT),
        held(NEW, "own", "/"),
    ]

    found = judged([GLOBAL, PLAIN, listed, own], LISTED | {directory_id("exchange")}, assignments)

    assert (found.covered, found.violations, found.unjudged) == (1, (), ())
    part = "over a part of the directory"
    assert found.exempt == {
        Reason.TYPE: (
            f"Exchange Administrator {part}: Keepers",
            f"Global Administrator {part}: ana@contoso.example",
            f"Global Administrator {part}: own@contoso.example",
            "Our own",
        )
    }


@pytest.mark.parametrize("lacking", ["roleDefinitionId", "principalId", "directoryScopeId"])
def test_an_assignment_that_does_not_tell_over_what_whose_or_of_which_role_it_is_leaves_all_unknown(
    lacking: str,
) -> None:
    with pytest.raises(MisreadError, match=lacking):
        judged([GLOBAL], LISTED, [{**held(directory_id("plain"), "rea", "/"), lacking: None}])


def test_privileged_by_name_is_what_is_listed_and_what_the_tenant_calls_so_but_who_synchronises() -> None:
    own = role("Our own", NEW, isBuiltIn=False, templateId=None)
    listed = role("Exchange Administrator", directory_id("Exchange-Id").upper(), isPrivileged=False)
    rows = [GLOBAL, PLAIN, own, listed, role("Sync", SYNC_ROLE)]

    assert named(rows, (f" {directory_id('Exchange-Id').upper()}", "Of-No-Tenant")) == {
        GLOBAL_ADMINISTRATOR: "Global Administrator",
        NEW: "Our own",
        directory_id("Exchange-Id"): "Exchange Administrator",
        "of-no-tenant": "Of-No-Tenant",
    }


@pytest.mark.parametrize("lacking", ["id", "displayName", "isPrivileged"])
def test_a_role_of_which_it_is_not_told_whether_it_is_privileged_is_no_plain_one(lacking: str) -> None:
    with pytest.raises(MisreadError, match=lacking):
        named([GLOBAL, {**PLAIN, lacking: None}], ())


def test_roles_of_which_somebody_holds_one_that_is_not_there_are_not_all() -> None:
    held = {"roleDefinitionId": NEW.upper(), "principalId": directory_id("a"), "directoryScopeId": "/"}

    for refused in (
        lambda: judged([GLOBAL, PLAIN], LISTED, [held]),
        lambda: require_defined([held], [GLOBAL, PLAIN], LISTED),
    ):
        with pytest.raises(MisreadError, match="the list of all roles"):
            refused()
    judged([GLOBAL, role("New", NEW, isPrivileged=False)], LISTED, [held])
    require_defined([held], [GLOBAL], [f" {NEW.upper()}"])
