"""Microsoft's engineers see the organization's content only after somebody of it has agreed.

What is enforced: Customer Lockbox is on.

Why: to mend a fault an engineer of Microsoft may need to look into mailboxes, sites or chats. Without it nobody of
the organization is asked, and nobody has a record of a consent.

Who is affected: Global Administrators and Customer Lockbox approvers, who get each request by mail and have twelve
hours to answer; without an answer it ends, and so does the help.

How to roll back: the setting stays when the control is removed. By hand: `Set-OrganizationConfig
-CustomerLockboxEnabled $false`.

Licence: Customer Lockbox, part of E5; the control does not apply to a tenant without. Limits: emergencies of
Microsoft and what the law demands of Microsoft are not asked for. Source:
https://learn.microsoft.com/purview/customer-lockbox-requests (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import OrganizationConfig

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `exchange.customer_lockbox_enabled`: there is nothing to choose."""


class CustomerLockboxEnabled(HardeningControl[Settings]):
    """One of the settings of the Exchange organization."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Customer Lockbox is on",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.providers-access-approved",),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("1.3.6"),
            NIST_800_53_5("AC-3"),
            NIST_800_53_5("AC-6"),
            ISO_27001_2022("A.8.2"),
        ),
        licence="LOCKBOX_ENTERPRISE",
        impact="Somebody has to answer when Microsoft asks for access; in twelve hours the request ends.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the part of the organization's settings that is this control's."""
        organization = OrganizationConfig(
            self.child_name("organization"),
            customer_lockbox=True,
            opts=self.child_options(protects_data=True),
        )
        return {"customer_lockbox": organization.customer_lockbox}
