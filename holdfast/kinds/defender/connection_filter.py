"""Connection filter policies: no address gets past the spam filter by standing in a list of theirs.

Mail from an address of the allow list skips the spam filter and the checks of who sent it; so does what comes from the
safe list, which is Microsoft's own and shows nobody who is in it. Source: "Configure connection filtering",
https://learn.microsoft.com/defender-office-365/connection-filter-policies-configure (recalled, 2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, as_text, as_texts, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Row = Mapping[str, Any]

_ALLOWED, _SAFE, _DEFAULT = "IPAllowList", "EnableSafeList", "IsDefault"
_SPARED = "allowedAddresses"
_POLICY = "HostedConnectionFilterPolicy"


class ConnectionFilter(ListedRule):
    """Every policy is a member; none is left out, and addresses that may stay are no way out for others."""

    __slots__ = ()

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return nothing: addresses are allowed, whichever policy names them."""
        return frozenset()

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one policy by both lists."""
        spared = frozenset(str(one).casefold() for one in rule.get(_SPARED) or [])

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            found, breaks = sorted(required(row, _ALLOWED, as_texts)), list[Violation]()
            kept = [one for one in found if one.casefold() in spared]
            if kept != found:
                breaks.append(self._broken(row, "ipAllowList", (kept, found), {_ALLOWED: kept}))
            if required(row, _SAFE, as_boolean):
                breaks.append(self._broken(row, "enableSafeList", (False, True), {_SAFE: False}))
            return Ruling(member=self.member_name(row), breaks=tuple(breaks))

        return rule_on

    def _broken(self, row: Row, judged: str, told: tuple[Any, Any], setting: Mapping[str, Any]) -> Violation:
        """Return that a property should be, and is, as `told`. Audit records call it by its name (assumed)."""
        name, which = self.member_name(row), required(row, self.row_id, as_text)
        return Violation(
            member=name,
            member_id=name,
            property=judged,
            expected=told[0],
            found=told[1],
            remedy=Invocation(f"Set-{self.listed}", {"Identity": which, **setting}),
        )


KIND = ConnectionFilter(
    token="m365:defender:ConnectionFilter",
    title="Connection filter",
    doc=(
        "No connection filter policy lets an address past the spam filter, but those that are named, and none uses the "
        "safe list. A policy that is added later breaks the rule until the next apply."
    ),
    key="connection-filter",
    noun="connection filter policies",
    judges=("ipAllowList", "enableSafeList"),
    listed=_POLICY,
    parameters={},
    always_there=lambda row: required(row, _DEFAULT, as_boolean),
    columns=(*LISTED, _ALLOWED, _SAFE, _DEFAULT),
    fields=(
        Field(
            name=_SPARED,
            doc="Addresses and ranges, as the service writes them, that may stay in an allow list.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        *NOTED,
    ),
    answers=(f"Get-{_POLICY}",),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(f"{_ALLOWED} {_SAFE}", "what the rule is about"),
        Harmless(_DEFAULT, "which of them is the service's own"),
        Harmless("IPBlockList", "whose mail is refused before it is looked at: it lets nobody in"),
        Harmless("DirectoryBasedEdgeBlockMode", "whether mail to nobody is refused at once"),
        Harmless("RecommendedPolicyType", "whose policy it is, somebody's or a preset's"),
        Harmless(WHICH, "which policy it is, and where the service keeps it"),
    ),
    audit_operations=(f"New-{_POLICY}", f"Set-{_POLICY}"),
    source="https://learn.microsoft.com/powershell/module/exchange/set-hostedconnectionfilterpolicy (2026-11-27)",
)
