"""Role groups of Exchange and Purview over real HTTP: who is in one may what its roles allow, and nobody else.

How a member's row looks, and how the service refuses, is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract import sources
from tests.contract.marks import assumed, documented
from tests.contract.test_exchange import Exchange
from tests.contract.test_purview import Purview

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

ADMINISTRATOR = ["Global Administrator"]
GROUPS = {"exchange": "View-Only Organization Management", "compliance": "Global Reader"}
READS = {"exchange": "Get-OrganizationConfig", "compliance": "Get-ComplianceTag"}
OF_THE_DIRECTORY = ("Security Administrator", "Security Reader")


def signed(tiny: Tiny, endpoint: str, roles: list[str]) -> Exchange | Purview:
    """Sign an application in at the endpoint, with these roles of the directory."""
    if endpoint == "compliance":
        return Purview(tiny, roles)
    return Exchange(tiny, directory_roles=roles)


def principal(tiny: Tiny) -> str:
    """Have the directory know the application without a role, and return the id of its service principal."""
    (own_id,) = [
        one["servicePrincipalId"]
        for one in tiny.store.all("applications")
        if one["displayName"].startswith(("Exchange ", "Purview ")) and not one["directoryRoles"]
    ]
    tiny.store.put("servicePrincipals", own_id, {"id": own_id, "displayName": "Reporting"})
    return str(own_id)


@documented(
    sources.MANAGEMENT_ROLE_GROUPS, "Add-RoleGroupMember", "Get-RoleGroupMember", "Remove-RoleGroupMember"
)
@pytest.mark.parametrize("endpoint", GROUPS)
def test_who_is_in_a_role_group_may_what_it_allows_until_taken_out(tiny: Tiny, endpoint: str) -> None:
    administrator, other = signed(tiny, endpoint, ADMINISTRATOR), signed(tiny, endpoint, [])
    member = principal(tiny)
    group = GROUPS[endpoint]
    assert other.invoke(READS[endpoint]).status_code == 403

    assert administrator.invoke("Add-RoleGroupMember", Identity=group, Member=member).status_code == 200
    assert other.invoke(READS[endpoint]).status_code == 200
    rows = administrator.rows("Get-RoleGroupMember", Identity=group)
    assert [one["ExternalDirectoryObjectId"] for one in rows] == [member]

    assert administrator.invoke("Remove-RoleGroupMember", Identity=group, Member=member).status_code == 200
    assert other.invoke(READS[endpoint]).status_code == 403
    assert administrator.rows("Get-RoleGroupMember", Identity=group) == []


@documented(sources.MANAGEMENT_ROLE_GROUPS, "Add-RoleGroupMember")
@pytest.mark.parametrize("group", OF_THE_DIRECTORY)
def test_group_that_the_directory_fills_takes_nobody(tiny: Tiny, group: str) -> None:
    administrator = signed(tiny, "exchange", ADMINISTRATOR)
    signed(tiny, "exchange", [])
    member = principal(tiny)
    kind, _ = administrator.refusal("Add-RoleGroupMember", Identity=group, Member=member)
    assert kind.endswith("InvalidOperationException")


@assumed(
    "other cmdlets refuse a name that nobody bears so",
    "Add-RoleGroupMember",
    "Get-RoleGroupMember",
    "Remove-RoleGroupMember",
)
@pytest.mark.parametrize("endpoint", GROUPS)
def test_who_is_not_there_is_refused(tiny: Tiny, endpoint: str) -> None:
    administrator = signed(tiny, endpoint, ADMINISTRATOR)
    signed(tiny, endpoint, [])
    member = principal(tiny)
    for cmdlet, given in (
        ("Get-RoleGroupMember", {"Identity": "Nobodys"}),
        ("Add-RoleGroupMember", {"Identity": GROUPS[endpoint], "Member": "nobody"}),
        ("Remove-RoleGroupMember", {"Identity": GROUPS[endpoint], "Member": member}),
    ):
        kind, _ = administrator.refusal(cmdlet, **given)
        assert "NotFound" in kind, cmdlet
