"""People bring no add-ins into their mailboxes: what reads their mail, administrators have chosen.

What is enforced: one rule over every role assignment policy. None has the roles `My Marketplace Apps`, `My Custom Apps`
and `My ReadWriteMailbox Apps`, with which people install add-ins from the store, from a file, and such as have the
whole mailbox open to them. A policy that is given one later breaks the rule, and shows as drift, until the next apply.

Why: an add-in sees the mail that is open, and some see the whole mailbox, with the person's own rights and at a place
of its maker's. It stays when the password is changed.

Who is affected: people who install add-ins themselves, at once. So the client chooses it, by `addins_restricted`, and
deploys the add-ins that are wanted from the Microsoft 365 admin center first. Those that administrators deployed stay.

How to roll back: the policies stay when the control is removed. By hand: `New-ManagementRoleAssignment -Policy "Default
Role Assignment Policy" -Role "My Marketplace Apps"`, and so with the others.

Licence: none. Limits: add-ins that people installed before are not taken away, and not counted. Whether the assignment
of a role can be told is recalled: where a policy does not name it, the apply says so and leaves the role. Source:
https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/add-ins-for-outlook/specify-who-can-install-and-manage-add-ins
(2026-11-27); recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import OutlookAddIns

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "internal-attack.app-consent-bounded"


class Settings(ChosenSettings):
    """Settings of `exchange.addins_restricted`."""

    excluded_policies: Annotated[
        list[str], Narrows("role assignment policies", counted_as=Reason.EXCLUDED)
    ] = []
    """Names of role assignment policies, of those who choose add-ins, that the rule leaves out."""


class AddinsRestricted(ChosenControl[Settings]):
    """One rule over all role assignment policies."""

    Settings = Settings
    metadata = ControlMetadata(
        title="People bring no add-ins into their mailboxes",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(Share(_OUTCOME, ("entra.app_consent_restricted",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("6.3.1"),
            NIST_800_53_5("CM-11"),
        ),
        licence="none",
        impact="People install no add-ins themselves; those that administrators deployed stay.",
        rollback="The policies stay when the control is removed; the roles are assigned again by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule, unless the control is off."""
        if not self.settings.enabled:
            return {}
        OutlookAddIns(
            self.child_name("policies"),
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
