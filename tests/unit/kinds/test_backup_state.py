"""The service and the policies of Microsoft 365 Backup: nothing that they say is passed over in silence."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.backup.drive_backup import KIND as DRIVES
from holdfast.kinds.backup.mailbox_backup import KIND as MAILBOXES
from holdfast.kinds.backup.site_backup import KIND as SITES
from holdfast.kinds.services.backup_state import BELOW
from holdfast.model.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from holdfast.kinds.services.backup_state import Backup
    from holdfast.tenant.tenant import Reader

STATUS: dict[str, Any] = {"status": "enabled", "disableReason": "none"}
SERVICE: dict[str, Any] = {"id": "backupRestore", "serviceStatus": STATUS}
POLICY = {
    "id": "p-1",
    "displayName": "Ours",
    "status": "inactive",
    "isEnabled": False,
    "retentionSettings": [{"interval": "R/P1W", "period": "P1Y"}],
    "protectionPolicyArtifactCount": {"total": 3},
    "lastModifiedDateTime": "2026-11-24T12:00:00Z",
}
ACTIVE = {**POLICY, "status": "active", "isEnabled": True}
each_workload = pytest.mark.parametrize("kind", [MAILBOXES, DRIVES, SITES], ids=lambda one: one.name)


class Fake:
    """A tenant of one service with some policies, which protect nothing."""

    def __init__(self, service: dict[str, Any], policies: list[dict[str, Any]]) -> None:
        self.service, self.policies, self.graph = service, policies, self

    async def entity(self, _path: str, **_: Any) -> dict[str, Any]:
        return self.service

    async def collection(self, path: str, **_: Any) -> list[dict[str, Any]]:
        return self.policies if path.endswith("Policies") else []

    async def pages(self, _path: str, **_: Any) -> AsyncIterator[list[dict[str, Any]]]:
        yield []

    def service_time(self) -> datetime:
        return datetime(2026, 11, 27, 12, tzinfo=UTC)


def backup(kind: Any, service: dict[str, Any], *policies: dict[str, Any]) -> Backup:
    found: Backup = asyncio.run(kind.backup(cast("Reader", Fake(service, list(policies)))))
    return found


@each_workload
def test_what_everybody_knows_is_no_news(kind: Any) -> None:
    found = backup(kind, SERVICE, ACTIVE, POLICY)

    assert found.news == ()
    assert found.policy
    assert [one.status for one in found.resting] == ["inactive"]


@each_workload
@pytest.mark.parametrize("value", [True, False, 0, [], ["x"], {"a": 1}])
def test_what_is_new_in_the_service_or_in_a_policy_is_told(kind: Any, value: Any) -> None:
    of_status = {**SERVICE, "serviceStatus": {**STATUS, "newThing": value}}
    found = backup(kind, {**of_status, "newPart": value}, {**ACTIVE, "newWord": value})

    told = {f"{BELOW}/{kind.workload.policies}": ["newWord"], BELOW: ["newPart", "serviceStatus.newThing"]}
    expected = [f"the tenant has {name} in `{where}`" for where, names in told.items() for name in names]
    assert sorted(one.partition(",")[0] for one in found.news) == sorted(expected)


@each_workload
@pytest.mark.parametrize("name", ["excludedUnits", "mailboxExclusionUnits", "exceptions"])
def test_what_leaves_something_out_and_nobody_knows_makes_it_unknown(kind: Any, name: str) -> None:
    for service, policy in ((SERVICE, {**ACTIVE, name: ["a"]}), ({**SERVICE, name: ["a"]}, ACTIVE)):
        with pytest.raises(ReadError, match=f"{name}, which this version does not know"):
            backup(kind, service, policy)


@each_workload
@pytest.mark.parametrize("status", ["active", "activeWithErrors", "updating"])
def test_policy_that_acts_by_its_status_and_is_not_enabled_is_not_understood(kind: Any, status: str) -> None:
    with pytest.raises(ReadError, match="isEnabled should be true of a policy that is"):
        backup(kind, SERVICE, {**ACTIVE, "status": status, "isEnabled": False})
    for said in (True, None):
        assert backup(kind, SERVICE, {**ACTIVE, "status": status, "isEnabled": said}).policy
