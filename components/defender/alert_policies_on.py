"""Microsoft's alerts of an attack by mail are on, and tell somebody.

What is enforced: nothing; it is assessed, and never written, as Microsoft lets no application change an alert policy of
its own. On are those about mail that is sent in masses, forwarded outside or delayed, about connectors, about a tenant
that may send no longer, and, where the tenant has it, about a harmful link that somebody followed. Each notifies, has a
recipient, and rests for no time.

Why: an account that was taken over is seen first by what it sends. Whoever took it switches the alert off, or takes the
recipient away, and is seen by nobody.

Who is affected: nobody; the recipients get a message when something happens.

How to roll back: remove the control; nothing was changed.

Licence: none; some of the policies come with some licences only. Limits: whether the recipients are read by anybody, or
still work here, nobody can tell: `TenantAdmins` are all administrators of the tenant. Policies of the tenant's own are
not looked at. Source: https://learn.microsoft.com/powershell/module/exchange/set-protectionalert (2026-11-27), and
https://learn.microsoft.com/defender-xdr/alert-policies (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import AlertPolicies

if TYPE_CHECKING:
    import pulumi

_ALWAYS = (
    "Messages have been delayed",
    "Suspicious Email Forwarding Activity",
    "Suspicious connector activity",
    "Suspicious email sending patterns detected",
    "Tenant restricted from sending email",
    "Tenant restricted from sending unprovisioned email",
)
_WHERE_THERE = ("A potentially malicious URL click was detected",)


class Settings(ControlSettings):
    """Settings of `defender.alert_policies_on`."""

    excluded_policies: Annotated[list[str], Narrows("alert policies", counted_as=Reason.EXCLUDED)] = []
    """Names of alert policies that the assessment leaves out, such as one that another system replaces."""


class AlertPoliciesOn(HardeningControl[Settings]):
    """The assessment of the policies."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Alerts of attacks by mail are on, and tell somebody",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.attacks-told",),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.4.1v1"),
            NIST_800_53_5("SI-4(5)"),
        ),
        licence="none",
        impact="Nobody notices; nothing is changed.",
        rollback="There is nothing to undo.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        AlertPolicies(
            self.child_name("policies"),
            alert_policies=[*_ALWAYS],
            policies_where_there=[*_WHERE_THERE],
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(),
        )
        return {}
