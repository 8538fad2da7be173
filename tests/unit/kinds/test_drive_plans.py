"""Office for the web is a plan of the service "SharePoint" and no licence for a drive, wherever one is asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.horizon.directory import lost_drives
from holdfast.kinds.services.backup_state import Backup, Policy, user_key
from holdfast.kinds.services.mail_policies import mail_policies_of
from holdfast.kinds.services.secured_data import Mailboxes, Secured

if TYPE_CHECKING:
    from holdfast.tenant.asked import Condition

FILES = "5dbe027f-2339-4123-9542-606e4d348a72"
"""SHAREPOINTENTERPRISE."""
WEB = "e95bec33-7c88-4a70-8e19-b10bd9d0c014"
"""SHAREPOINTWAC."""
ADA = "1d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f0a"
Plans = tuple[tuple[str, str], ...]
LICENSED: tuple[Plans, ...] = (((FILES, "Enabled"),), ((FILES, "Warning"), (WEB, "Deleted")))
UNLICENSED: tuple[Plans, ...] = (
    ((FILES, "Deleted"),),
    ((FILES, "Deleted"), (WEB, "Enabled")),
    ((WEB.upper(), "Enabled"), (FILES, "Suspended")),
)
NEVER_LICENSED: tuple[Plans, ...] = ((), ((WEB, "Enabled"),), ((WEB, "Deleted"),))


class Directory:
    """Answers with one account."""

    def __init__(self, plans: Plans) -> None:
        self.graph = self
        self.plans = [
            {"service": "SharePoint", "servicePlanId": one, "capabilityStatus": state} for one, state in plans
        ]

    async def collection(self, _path: str, _where: Condition, /) -> list[dict[str, Any]]:
        return [{"id": ADA, "userPrincipalName": "ada@x", "assignedPlans": self.plans}]


def lacking(plans: Plans) -> list[str]:
    secured = Secured(
        Mailboxes(),
        plans={"ada": tuple(("sharepoint", state.lower(), one.lower()) for one, state in plans)},
        drives_by_policy=True,
        doubt="",
        backup=None,
        hold_days=365,
        policies=mail_policies_of([], {}),
        sizes={},
    )
    return secured.lacking("ada")


def told_lost(plans: Plans) -> list[str]:
    found = asyncio.run(lost_drives(cast("Any", Directory(plans))))
    assert found.unread == ()
    return [one.name for one in found.rows]


@pytest.mark.parametrize("plans", LICENSED)
def test_a_plan_that_gives_a_drive_is_its_licence(plans: Plans) -> None:
    assert (lacking(plans), told_lost(plans)) == ([], [])


@pytest.mark.parametrize("plans", UNLICENSED)
def test_a_drive_whose_plan_went_has_no_licence_whatever_else_of_the_service_is_there(plans: Plans) -> None:
    assert lacking(plans) == ["its drive has no licence, and unpaid drives are erased whatever keeps them"]
    assert told_lost(plans) == ["ada@x"]


@pytest.mark.parametrize("plans", NEVER_LICENSED)
def test_who_never_had_a_drive_has_none_that_could_be_lost(plans: Plans) -> None:
    assert (lacking(plans), told_lost(plans)) == ([], [])


@pytest.mark.parametrize("days", [None, 30, 90, 123, 124, 180, 365, 3650])
def test_a_backup_secures_a_drive_where_its_points_outlast_what_stays_anyway(days: int | None) -> None:
    backup = Backup("enabled", policy=Policy("p", "Ours", "active", days), in_order={user_key("ada")})
    secured = Secured(
        Mailboxes(),
        plans={"ada": (("sharepoint", "enabled", FILES),)},
        drives_by_policy=False,
        doubt="",
        backup=backup,
        hold_days=365,
        policies=mail_policies_of([], {}),
        sizes={},
    )
    assert bool(secured.lacking("ada")) is (days is None or days <= 123)
