"""Brings the backup of one workload about: the service, then its policy, then the units. Nothing is ever taken away.

Each step leaves the tenant no worse than before, so whoever is killed between two of them runs again and goes on: a
policy that was made and not activated is found by its name. Requests, limits and errors (2026-11-26):
https://learn.microsoft.com/graph/api/backuprestoreroot-enable, backuprestoreroot-post-exchangeprotectionpolicies,
exchangeprotectionpolicy-update, exchangeprotectionpolicy-post-mailboxprotectionunitsbulkadditionjobs and
https://learn.microsoft.com/graph/backup-storage-error-codes. How many ids one job may name is not documented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_list, as_object, as_text, member, required
from holdfast.kinds.services.backup_state import BELOW, IN_ONE_REQUEST, WEEKLY
from holdfast.model.errors import PartlyDoneError
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.services.backup_state import Backup, Policy, Workload
    from holdfast.tenant.tenant import Tenant

_BY_JOB = 4 * IN_ONE_REQUEST
"""More than this are added by a job instead of by requests."""
_IN_ONE_JOB = 10_000
"""Ids of one bulk job: 400 kilobytes, a tenth of what Graph takes in one body."""
_THERE_ALREADY = "ProtectionUnitAlreadyExists"


async def enable(tenant: Tenant) -> None:
    """Have the service enabled: from now on it is billed.

    Raises:
        WriteError: when it refuses, as it does without billing.
    """
    own = str((await tenant.claims(tenant.hosts.graph)).get("tid") or tenant.name)
    await tenant.graph.write("POST", f"{BELOW}/enable", {"appOwnerTenantId": own})


async def activate_policy(
    tenant: Tenant, workload: Workload, backup: Backup, rule: Mapping[str, Any], ids: Sequence[str]
) -> Sequence[str]:
    """Activate the policy that rests, or make one with the first of `ids` and activate that.

    The one of the rule's name is meant, or the only one: what is in it could not be added to another. Without either
    and without `ids` nothing is made, because a policy of nobody cannot be.

    Returns:
        Those of `ids` that are left to be added.

    Raises:
        WriteError: when the service refuses.
    """
    name = str(rule["policyName"])
    named = [one for one in backup.resting if one_case(one.name) == one_case(name)]
    resting = named or (backup.resting if len(backup.resting) == 1 else ())
    if not resting and not ids:
        return ids
    if resting:
        policy_id, left = resting[0].id, ids
    else:
        first, left = ids[:IN_ONE_REQUEST], ids[IN_ONE_REQUEST:]
        body = {
            "displayName": name,
            "retentionSettings": _weekly(rule),
            workload.units: [{workload.names: one} for one in first],
        }
        made = await tenant.graph.write("POST", f"{BELOW}/{workload.policies}", body)
        policy_id = required(made, "id", as_text)
    await tenant.graph.write("POST", f"{BELOW}/protectionPolicies/{policy_id}/activate")
    return left


async def lengthen(tenant: Tenant, workload: Workload, policy: Policy, rule: Mapping[str, Any]) -> None:
    """Have a policy keep restore points for as long as asked; nobody calls it for one that keeps them longer.

    Raises:
        WriteError: when the service refuses.
    """
    path = f"{BELOW}/{workload.policies}/{policy.id}"
    await tenant.graph.write("PATCH", path, {"retentionSettings": _weekly(rule)})


async def add(tenant: Tenant, workload: Workload, policy_id: str, ids: Sequence[str], noun: str) -> None:
    """Add members to a policy, by requests of fifty or by bulk jobs.

    Raises:
        PartlyDoneError: when the service refused single ones; all others were added.
        WriteError: when it refuses a request as a whole.
    """
    path = f"{BELOW}/{workload.policies}/{policy_id}"
    if len(ids) > _BY_JOB:
        for start in range(0, len(ids), _IN_ONE_JOB):
            body = {"displayName": "Holdfast", workload.lists: list(ids[start : start + _IN_ONE_JOB])}
            await tenant.graph.write("POST", f"{path}/{workload.jobs}", body)
        return
    refused: list[str] = []
    for start in range(0, len(ids), IN_ONE_REQUEST):
        delta = f"{workload.units}@delta"
        part = [{workload.names: one} for one in ids[start : start + IN_ONE_REQUEST]]
        refused += _refused(workload, await tenant.graph.write("PATCH", path, {delta: part}))
    if refused:
        told = (
            f"{len(refused)} of {len(ids)} {noun} could not be added to the backup; the first: {refused[0]}"
        )
        raise PartlyDoneError("members-refused", f"{told}; the others are done")


def _refused(workload: Workload, answer: Mapping[str, Any]) -> list[str]:
    """Return what the service says of single units that it did not take; an answer without them says nothing."""
    told = []
    try:
        for row in member(answer, f"{workload.units}@delta", as_list) or []:
            error = member(as_object(row, "a unit"), "error", as_object)
            code = member(error, "code", as_text) if error else None
            if error and code != _THERE_ALREADY:
                told.append(f"{row.get(workload.names)}: {code}: {error.get('message')}")
    except MisreadError as misread:
        told.append(str(misread))
    return told


def _weekly(rule: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"interval": WEEKLY, "period": f"P{rule['retentionDays']}D"}]
