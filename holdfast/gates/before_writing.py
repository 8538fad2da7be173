"""What is refused, and what is warned about, before a client's program writes anything: rules over all of it.

Run on the recording, which holds every resource that the program declares: in a control, in a component of the
user's own, or by hand in `__main__.py`. So nothing was written when a later resource is refused.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from holdfast.gates import expiry
from holdfast.gates.lockout import BreakGlass, Danger, Risk, danger
from holdfast.gates.second_factor import EVERYBODY, Everybody, is_multifactor, strength_word
from holdfast.model.desired import reference
from holdfast.model.directory import GROUP, USER
from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case
from holdfast.model.plan import COVERS_NOTHING, NO_SECOND_FACTOR, PlanWarning
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
DEFAULTS = "m365:entra:SecurityDefaults"
STRENGTH = "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy"
_CONTROL = "entra.break_glass_excluded"
NOTHING_LEFT: Mapping[str, Collection[str]] = MappingProxyType({})
There: TypeAlias = "Mapping[str, Sequence[Mapping[str, Any]]]"
"""By URN, the inputs of what a policy may be before an apply: in the tenant, and as it was applied last."""
_DECIDES: Mapping[str, Any] = MappingProxyType(
    {
        "state": "",
        "grantControls": {"operator": "", "builtInControls": [], "authenticationStrengthPolicyId": ""},
        "conditions": {
            "users": {
                name: [] for name in ("includedUsers", "includedGroups", "includedRoles", "excludedGroups")
            }
        },
    }
)
"""What of a policy decides whether it can lock somebody out."""
_OFF, _REPORT_ONLY = "disabled", "enabledforreportingbutnotenforced"


@value_class
class Examined:
    """The verdict on a whole program."""

    refusals: tuple[RefusedError, ...]
    """Why nothing may be written: `break-glass-locked-out`, `security-defaults-and-policies`, `expired-exception`."""
    warnings: tuple[PlanWarning, ...]
    """Those that the client file accepts are among them, with the reason."""

    def raise_if_refused(self) -> None:
        """Do nothing when all may be written.

        Raises:
            RefusedError: `refused-before-writing`, with every refusal in it.
        """
        if self.refusals:
            told = "; ".join(str(one) for one in self.refusals)
            raise RefusedError("refused-before-writing", f"nothing was written: {told}")

    def as_warnings(self) -> tuple[PlanWarning, ...]:
        """Return everything as warnings, for a check, which writes nothing anyway."""
        return (*map(PlanWarning.of_refusal, self.refusals), *self.warnings)


def examine(
    plan: Plan,
    desired: Sequence[DesiredResource],
    today: date,
    ids: Mapping[tuple[str, str], str] | None = None,
    left: Mapping[str, Collection[str]] = NOTHING_LEFT,
    *,
    there: There | None = None,
) -> Examined:
    """Return what must not be written of `desired`, and what to warn about.

    Args:
        plan: the client's plan: it names the break-glass group and its accounts.
        desired: everything that the program declares.
        today: the day on which what the client accepts must still hold.
        ids: the tenant's ids by kind token and natural key in lower case, where they were read.
        left: property paths by URN that are not the program's but as the client accepted them in the tenant.
        there: what the policies that ignore changes are already, where the tenant was read.
    """
    break_glass = named_break_glass(plan, ids)
    written = list(as_written(desired, there))
    judged = [(one, _danger(one, break_glass, there)) for one in written if one.token == POLICY]
    locked_out = [
        _locked_out(one, verdict, plan, left.get(one.urn, ()))
        for one, verdict in judged
        if verdict.risk is Risk.LOCKOUT and _state(one.inputs) not in (_OFF, _REPORT_ONLY)
    ]
    refusals = [RefusedError("break-glass-locked-out", told) for told in dict.fromkeys(locked_out)]
    refusals.extend(_defaults_beside_policies(written, left))
    refusals.extend(expiry.refusals(plan, today))
    given = [*_warnings(plan, judged, everybody(plan, desired, ids)), *expiry.warnings(plan, today)]
    told = [replace(one, accepted=plan.accepted_warnings.get(one.slug, "")) for one in given]
    return Examined(tuple(refusals), (*told, *_accepted_for_nothing(plan, given)))


def as_written(desired: Sequence[DesiredResource], there: There | None) -> Iterator[DesiredResource]:
    """Yield what is declared; a policy that ignores changes as each thing that an apply may make of it.

    Args:
        desired: everything that the program declares.
        there: as for `examine`; a policy that is not among it is made as it is declared.
    """
    for one in desired:
        befores = (there or {}).get(one.urn, ()) if one.token == POLICY else ()
        yield from [replace(one, inputs=one.upon(before)) for before in befores] or [one]


def _danger(one: DesiredResource, break_glass: BreakGlass, there: There | None) -> Danger:
    """Return whether a policy can lock the accounts out; of what it ignores, only the tenant can tell."""
    found = danger(one.inputs, break_glass)
    ignored = _ignored(one)
    if ignored and there is None and (found.risk is Risk.NONE or _state(one.inputs) == _OFF):
        return Danger(Risk.UNDECIDED, f"ignores changes of {ignored}")
    return found


def _ignored(one: DesiredResource) -> str:
    """Return what a policy ignores changes of that decides whom it stops; empty where that is nothing."""
    return ", ".join(
        path for path in one.ignored if replace(one, ignored=(path,)).lasting(_DECIDES) != _DECIDES
    )


def _accepted_for_nothing(plan: Plan, given: Sequence[PlanWarning]) -> Iterator[PlanWarning]:
    """Yield of each warning that the client file accepts, and that is not given, that nothing needs it."""
    for slug in sorted(set(plan.accepted_warnings) - {one.slug for one in given}):
        told = f"the warning `{slug}` is accepted and not given: take it out of `holdfast:accepted_warnings`"
        yield PlanWarning(COVERS_NOTHING, told)


def named_break_glass(plan: Plan, ids: Mapping[tuple[str, str], str] | None = None) -> BreakGlass:
    """Return the break-glass group and accounts as recorded policies name them: by reference, and by known ids."""
    group, accounts = break_glass_of(plan)
    groups = {one_case(reference(GROUP, group))} if group else set()
    users = {one_case(reference(USER, one)) for one in accounts}
    known = ids or {}
    group_id = known.get((GROUP, one_case(group)))
    user_ids = [known.get((USER, one_case(one))) for one in accounts]
    return BreakGlass(
        groups=frozenset(groups | ({group_id.casefold()} if group_id else set())),
        accounts=frozenset(users | {one.casefold() for one in user_ids if one}),
        by_id=bool(group_id and user_ids and all(user_ids)),
    )


def everybody(
    plan: Plan,
    desired: Sequence[DesiredResource],
    ids: Mapping[tuple[str, str], str] | None = None,
    strengths: Mapping[str, Sequence[str]] | None = None,
) -> Everybody:
    """Return whom a policy of this client may leave out, and what it may be content with, and asks everybody.

    Args:
        plan: the client's plan: it names the emergency accounts, and those that synchronise the directory.
        desired: everything that the program declares, its authentication strengths among it.
        ids: the tenant's ids by kind token and natural key in lower case, where they were read.
        strengths: allowed combinations of the tenant's authentication strengths by id, where they were read.
    """
    emergency, known = named_break_glass(plan, ids), ids or {}
    syncing = [
        str(name) for one in plan.controls for name in one.settings.get("directory_sync_accounts") or ()
    ]
    sync_ids = [known.get((USER, one_case(name)), "") for name in syncing]
    declared = {
        reference(STRENGTH, str(one.inputs.get("displayName"))): one.inputs.get("allowedCombinations") or ()
        for one in desired
        if one.token == STRENGTH
    }
    of_mfa = {
        strength_word(word)
        for word, combinations in {**(strengths or {}), **declared}.items()
        if is_multifactor(combinations)
    }
    return Everybody(
        groups=emergency.groups,
        users=emergency.accounts
        | {one_case(reference(USER, one)) for one in syncing}
        | {one.casefold() for one in sync_ids if one},
        strengths=EVERYBODY.strengths | of_mfa,
    )


def break_glass_of(plan: Plan) -> tuple[str, tuple[str, ...]]:
    """Return the group's name and the accounts' names; the empty text where no control names a group."""
    settings = {one.id: one.settings for one in plan.controls}
    own = settings.get(_CONTROL, {})
    if group := own.get("group"):
        return str(group), tuple(str(one).strip() for one in own.get("accounts", ()))
    named = (str(one["break_glass_group"]) for one in settings.values() if one.get("break_glass_group"))
    return next(named, ""), ()


def _state(policy: Mapping[str, Any]) -> str:
    return str(policy.get("state")).casefold()


def _locked_out(policy: DesiredResource, verdict: Danger, plan: Plan, left: Collection[str] = ()) -> str:
    group, _ = break_glass_of(plan)
    if left:
        missing = f"does not exclude the break-glass group `{group}`: {_accepted(left)}"
    elif ignored := _ignored(policy):
        missing = (
            f"does not exclude the break-glass group `{group}` in the tenant, where the program ignores changes of "
            f"{ignored}: take that out of `ignore_changes`, and exclude the group"
        )
    elif not group:
        missing = f"this client has no break-glass group: add `{_CONTROL}` to its baseline"
    else:
        missing = f"does not exclude the break-glass group `{group}`: add it to `excluded_groups`"
    return f"{_called(policy)} is enabled, applies to {verdict.reason}, and {missing}"


def _called(policy: DesiredResource) -> str:
    where = policy.control or f"{policy.name}, by hand in the program"
    return f"the policy `{policy.inputs.get('displayName')}` ({where})"


def _accepted(left: Collection[str]) -> str:
    """Return why the program alone would be well, and what to do."""
    return (
        f"the client file accepts {', '.join(sorted(left))} as it is in the tenant, so no apply can put it right; take "
        "that exception out"
    )


def _defaults_beside_policies(
    desired: Sequence[DesiredResource], left: Mapping[str, Collection[str]]
) -> Iterator[RefusedError]:
    """Yield the refusal of enabled policies beside security defaults that are on: the service refuses them."""
    on = next((one for one in desired if one.token == DEFAULTS and one.inputs.get("enabled") is True), None)
    enabled = [one for one in desired if one.token == POLICY and _state(one.inputs) == "enabled"]
    if on is not None and enabled:
        named = ", ".join(_called(one) for one in enabled)
        accepted = {
            path for one in (on, *enabled) for path in left.get(one.urn, ()) if path in ("enabled", "state")
        }
        told = (
            f"security defaults are on ({on.control or on.name}) beside what is enabled: {named}; "
            f"{_accepted(accepted) if accepted else 'choose one'}"
        )
        yield RefusedError("security-defaults-and-policies", told)


def _warnings(
    plan: Plan, judged: Sequence[tuple[DesiredResource, Danger]], everybody: Everybody
) -> Iterator[PlanWarning]:
    """Yield the plan's warnings that all of the program bears out, then those about single policies."""
    enabled = [one.inputs for one, _ in judged if _state(one.inputs) == "enabled"]
    asks = any(map(everybody.asked, enabled))
    yield from (one for one in plan.warnings if not (one.slug == NO_SECOND_FACTOR and asks))
    for one, verdict in judged:
        state = _state(one.inputs)
        if verdict.risk is Risk.LOCKOUT and state == _REPORT_ONLY:
            told = f"{_locked_out(one, verdict, plan).replace('is enabled', 'is report-only', 1)} before it is enabled"
            yield PlanWarning("break-glass-not-excluded", told)
        elif verdict.risk is Risk.UNDECIDED and (state != _OFF or _ignored(one)):
            by_id = f"names users or groups by id ({verdict.reason})"
            told = (
                f"{_called(one)} {verdict.reason if _ignored(one) else by_id}, which only the tenant can tell: "
                "it is decided when the tenant is read, before anything is written"
            )
            yield PlanWarning("break-glass-undecided", told)
