"""An exclusion is taken out of an enabled policy only while the emergency accounts could open the door instead.

Whom a policy that is there excludes may be the only one who comes in when it does what it is for: above all where
somebody takes over a tenant whose emergency group has another name than the client file says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.apply.gates.sign_ins import require_read
from holdfast.apply.state import bare_id
from holdfast.drift.references import references, resolve
from holdfast.gates.before_writing import POLICY
from holdfast.kinds.entra.break_glass_accounts import KIND as ACCOUNTS
from holdfast.kinds.entra.break_glass_accounts import OF_ACCOUNTS
from holdfast.model.errors import RefusedError
from holdfast.model.status import Status
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.apply.state import State
    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding

_ENABLED = "enabled"
_EXCLUDED = ("excludedGroups", "excludedUsers")


def require_ways_in(kinds: Mapping[str, Kind], checked: Checked, state: State) -> None:
    """Do nothing when no enabled policy loses an exclusion, or the emergency accounts could open the door.

    A tenant without the control that assesses the accounts is judged by the gate on lockouts alone.

    Raises:
        RefusedError: `way-in-closed`, with each policy and whom it would not exclude any longer; `look-failed` where
            that is not known, because whom the code names could not be read.
    """
    accounts = next((one for one in checked.result.findings if one.token == ACCOUNTS.token), None)
    if accounts is None or not (why := _why_not(accounts)):
        return
    closed = [
        f"{name_of(urn)} would not exclude {', '.join(gone)} any longer"
        for urn, gone in closing(kinds[POLICY], checked, state)
    ]
    if closed:
        require_read(
            checked.live, {token for token, _ in references([one.inputs for one in _enabled(checked)])}
        )
        raise RefusedError(
            "way-in-closed",
            f"{'; '.join(closed)}, and the emergency accounts of the client file could not open the door instead "
            f"({why}): nothing was changed; put the accounts right first, or name in the client file the group and "
            "the accounts that the tenant excludes now",
        )


def _why_not(accounts: Finding) -> str:
    """Return why nobody knows that each emergency account could sign in and change everything; empty where it could."""
    if accounts.status in (Status.UNKNOWN, Status.NOT_APPLICABLE):
        return accounts.explanation
    wrong = [
        f"{one.path}: expected {one.expected!r}, found {one.found!r}"
        for one in accounts.differences
        if one.path.rpartition(".")[2] in OF_ACCOUNTS and not one.accepted
    ]
    return "; ".join(wrong)


def closing(kind: Kind, checked: Checked, state: State) -> Iterator[tuple[str, list[str]]]:
    """Yield the URN of each policy that is to be enabled, with whom it excludes until now and then no longer.

    What the stack holds is measured against what was applied: an exclusion that somebody added since is drift.
    """
    directory = checked.live.directory
    live = checked.found(POLICY)
    for resource in _enabled(checked):
        kept, there = state.resources.get(resource.urn), live.get(resource.urn)
        befores = kept.applied if kept else () if there is None else (there,)
        stays = {bare_id(one) for one in _excluded(resolve(kind.fields, resource.inputs, directory))}
        before = {one for each in befores for one in _excluded(each)}
        if gone := sorted(str(directory.shown(one)) for one in before if bare_id(one) not in stays):
            yield resource.urn, gone


def _enabled(checked: Checked) -> Iterator[DesiredResource]:
    """Yield every declared policy that is to be enabled."""
    for one in checked.recording.desired:
        if one.token == POLICY and one.inputs.get("state") == _ENABLED:
            yield one


def _excluded(inputs: Mapping[str, Any]) -> Iterator[str]:
    users = (inputs.get("conditions") or {}).get("users") or {}
    yield from (str(one) for name in _EXCLUDED for one in users.get(name) or ())
