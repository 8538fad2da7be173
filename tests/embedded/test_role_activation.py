"""An approval that nobody could give is never asked for, over the real wire; all else is changed, and stays as read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.emulator import control
from holdfast.emulator.graph.role_management_policies.types import default_rules
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.entra.role_activation import KIND
from holdfast.model.plan import Cloud
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
GLOBAL = "62e90394-69f5-4237-9190-012177145e10"
APPROVAL = "Approval_EndUser_Assignment"


def apply(home: Path, rule: dict[str, Any]) -> Judgement:
    """Apply the rule, and judge what became of it."""

    async def both() -> Judgement:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, home) as tenant:
            await KIND.update(tenant, KIND.key, {}, rule)
            return await KIND.judge(tenant, rule)

    return asyncio.run(both())


def test_approval_waits_for_a_second_person_who_could_give_it(tmp_path: Path) -> None:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        store = folder.open(DOMAIN)
        users = {one["userPrincipalName"].partition("@")[0]: one for one in store.all("users")}
        (group,) = [one["id"] for one in store.all("groups") if one["displayName"] == "SG-IT"]
        gone = {**users["mallory"], "accountEnabled": False}
        store.put("users", gone["id"], gone)
        store.put("group_members", group, {"ids": [users["admin"]["id"], gone["id"]]})
        rule = {
            "roles": [GLOBAL],
            "longestActivationHours": 2,
            "approvedRoles": [GLOBAL],
            "approverGroup": "SG-IT",
            "notified": ["soc@a.example"],
        }

        alone = apply(tmp_path, rule)
        changed = {one["id"]: one for one in store.all("roleManagementPolicyRules")}
        store.put("users", gone["id"], users["mallory"])
        together = apply(tmp_path, rule)
        approved = {one["id"]: one for one in store.all("roleManagementPolicyRules")}[APPROVAL]
        folder.close()
        server.log.close()

    assert [(one.property, one.found, one.remedy) for one in alone.violations] == [("approvers", 1, None)]
    assert APPROVAL not in changed
    lasts = default_rules()["Expiration_EndUser_Assignment"]
    assert changed["Expiration_EndUser_Assignment"] == {**lasts, "maximumDuration": "PT2H"}
    assert (together.covered, together.violations) == (1, ())
    assert approved["setting"]["isApprovalRequired"] is True
    assert approved["target"] == default_rules()[APPROVAL]["target"]
