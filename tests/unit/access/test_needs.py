"""What a plan takes: only what it declares and refers to, each with why, and never what only others need."""

from __future__ import annotations

from dataclasses import replace

from holdfast.access.needs import Access, Purpose, access_of
from holdfast.grace.readings import READINGS
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.directory import GROUP
from holdfast.model.permission import CMDLETS
from holdfast.model.plan import Cloud, Plan

PLAN = Plan("c", "t.example", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False)
LABEL = "m365:purview:RetentionLabel"
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
GROUP_ONE = DesiredResource("urn:group", GROUP, "group", "entra.break_glass", {"displayName": "G"})
POLICY_ONE = DesiredResource(
    "urn:policy",
    POLICY,
    "policy",
    "entra.mfa",
    {"displayName": "P", "conditions": {"users": {"excludedGroups": [reference(GROUP, "G")]}}},
)
NOBODYS = {token: replace(kind, report_unmanaged=False) for token, kind in kinds().items()}
"""Every kind, and no finding about what nobody declared."""


def access(*desired: DesiredResource, purpose: Purpose = Purpose.READ) -> Access:
    return access_of(PLAN, NOBODYS, desired, purpose)


def test_plan_without_cmdlets_takes_neither_their_permission_nor_a_directory_role() -> None:
    found = access(POLICY_ONE)
    assert CMDLETS not in found.permission_names
    assert not found.roles


def test_what_is_only_referred_to_is_read_and_hides_what_refers_to_it_and_is_never_changed() -> None:
    found = access(POLICY_ONE, purpose=Purpose.WRITE)
    (groups,) = [one for one in found.permissions if one.name == "Group.Read.All"]
    (need,) = [one for one in groups.needs if one.what == "read Group"]

    assert need.why == "referred to by entra.mfa"
    assert (need.controls, need.hides) == (("entra.mfa",), ("urn:policy",))
    assert "Group.ReadWrite.All" not in found.permission_names


def test_what_is_declared_is_read_with_what_refers_to_it_and_changed_by_an_apply_alone() -> None:
    reading = access(POLICY_ONE, GROUP_ONE)
    writing = access(POLICY_ONE, GROUP_ONE, purpose=Purpose.WRITE)
    (groups,) = [one for one in reading.permissions if one.name == "Group.Read.All"]

    assert groups.needs[0].why == "declared by entra.break_glass; referred to by entra.mfa"
    assert groups.needs[0].hides == ("urn:group", "urn:policy")
    assert not any("ReadWrite" in name for name in reading.permission_names)
    assert {"Group.ReadWrite.All", "Policy.ReadWrite.ConditionalAccess"} <= writing.permission_names
    assert reading.permission_names < writing.permission_names


def test_unmanaged_object_that_would_be_a_finding_is_why_its_kind_is_read() -> None:
    found = access_of(PLAN, kinds(), [POLICY_ONE], Purpose.READ)
    (cmdlets,) = [one for one in found.permissions if one.name == CMDLETS]
    labels = [one for one in cmdlets.needs if one.what == "read Retention label"]
    assert [(one.why, one.hides) for one in labels] == [("one that nobody declared is a finding", ())]


def test_resource_of_no_control_is_the_program_s() -> None:
    found = access(replace(GROUP_ONE, control=""))
    (groups,) = [one for one in found.permissions if one.name == "Group.Read.All"]
    assert groups.needs[0].why == "declared by the program"


def test_resource_of_no_kind_takes_nothing_that_is_known() -> None:
    unknown = DesiredResource("urn:x", "random:index:Pet", "x", "", {})
    assert access(unknown, purpose=Purpose.WRITE) == access(purpose=Purpose.WRITE)


def test_each_kind_that_cmdlets_read_or_change_states_the_role_that_opens_them() -> None:
    for kind in kinds().values():
        assert (CMDLETS in kind.read_permissions) == bool(kind.read_rights), kind.token
        assert (CMDLETS in kind.write_permissions) == bool(kind.write_rights), kind.token


def test_what_looking_ahead_takes_stands_apart_from_what_a_check_does() -> None:
    found = access(POLICY_ONE)

    assert {one.name for one in found.besides} == {
        name for one in READINGS for name in one.permissions if name not in found.permission_names
    }
    assert "SharePointTenantSettings.Read.All" in {one.name for one in found.besides}
    assert all("holdfast horizon" in need.why for one in found.besides for need in one.needs)


def test_what_a_declared_object_excludes_says_so() -> None:
    (grant,) = [one for one in access(POLICY_ONE).permissions if one.name == "Policy.Read.All"]
    (need,) = [one for one in grant.needs if one.what == "read Security defaults"]

    assert need.why == "excludes Conditional Access policy"
