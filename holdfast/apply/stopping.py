"""Which policies that an apply enables stop what synchronises the directory: told before they do. Nothing is refused.

Whether such an account is still in use nobody can read: what replaces it signs in as an application. Who synchronises
is read by the assessment of the emergency accounts; a tenant without that control is not looked at.
Source: https://learn.microsoft.com/entra/identity/hybrid/connect/authenticate-application-id (2026-11-29).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.drift.references import resolve
from holdfast.gates.before_writing import POLICY
from holdfast.gates.synchronising import Stops, Synchronising, stops
from holdfast.kinds.entra.break_glass_accounts import KIND as ACCOUNTS
from holdfast.kinds.stopped_synchronising import LEAVE_OUT, AccountsJudgement
from holdfast.model.directory import GROUP
from holdfast.model.letters import one_case
from holdfast.model.plan import SYNCHRONISATION_STOPPED, PlanWarning
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.drift.check import Checked
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource

_ENABLED = "enabled"


def synchronising_stopped(kinds: Mapping[str, Kind], checked: Checked) -> tuple[PlanWarning, ...]:
    """Return the warning about what is about to be enabled and leaves out no account that synchronises; or none."""
    judged = [one for one in checked.live.judgements.values() if isinstance(one, AccountsJudgement)]
    accounts = sorted({account for one in judged for account in one.synchronising}, key=lambda one: one.name)
    told = [
        f"{name_of(urn)} stops {', '.join(stopped)}"
        for urn, stopped in _stopping(kinds[POLICY], checked, accounts)
    ]
    if not told:
        return ()
    message = f"{'; '.join(told)}, by which the directory is synchronised; {LEAVE_OUT}"
    reason = checked.recording.plan.accepted_warnings.get(SYNCHRONISATION_STOPPED, "")
    return (PlanWarning(SYNCHRONISATION_STOPPED, message, accepted=reason),)


def _stopping(
    kind: Kind, checked: Checked, accounts: Sequence[Synchronising]
) -> Iterator[tuple[str, list[str]]]:
    """Yield the URN of each policy that is to stop accounts which it does not stop already, with these."""
    live = checked.found(POLICY)
    known = _emergency_groups(checked.recording.desired, checked.live)
    for resource in checked.recording.desired if accounts else ():
        if resource.token != POLICY or resource.inputs.get("state") != _ENABLED:
            continue
        there = live.get(resource.urn, {})
        wanted = resolve(kind.fields, resource.inputs, checked.live.directory)
        acts = there.get("state") == _ENABLED
        stopped = [
            one.name
            for one in accounts
            if stops(wanted, one, known) is Stops.YES and not (acts and stops(there, one, known) is Stops.YES)
        ]
        if stopped:
            yield resource.urn, stopped


def _emergency_groups(desired: Sequence[DesiredResource], live: Live) -> set[str]:
    """Return the ids, in lower case, of the groups of emergency accounts, none of whom synchronises."""
    names = [
        (GROUP, one_case(str(one.inputs.get("group")))) for one in desired if one.token == ACCOUNTS.token
    ]
    found = [live.directory.ambiguous.get(one, (live.directory.ids.get(one, ""),)) for one in names]
    return {one.casefold() for ids in found for one in ids}
