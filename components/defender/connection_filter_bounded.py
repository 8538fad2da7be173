"""No connection filter policy lets an address past the spam filter.

What is enforced: one rule over every connection filter policy, of which a tenant has one as a rule. Its list of allowed
addresses is empty but for those that the client file names, and the safe list is off.

Why: mail from an allowed address skips the spam filter and the checks of who sent it. An address of a provider is one
that many send from, attackers among them; the safe list is Microsoft's, and nobody sees who is in it.

Who is affected: mail from addresses that stood in the list, such as a scanner's or a service's, is filtered like all
other mail, and may land in the junk folder. Give such a sender a connector, or name its address, before the first
apply.

How to roll back: the settings stay when the control is removed. By hand: `Set-HostedConnectionFilterPolicy -Identity
Default -IPAllowList`, with the addresses that stood there; the report of the check before names them.

Licence: none beyond the mailbox. Limits: addresses that are refused are not looked at. The lists of the tenant, which
let addresses of IPv6, senders and files past, are for `defender.allow_entries_bounded`, and connectors whose enhanced
filtering skips addresses for `exchange.inbound_connectors_known`. An organization that was never customised refuses the
first change until somebody has run `Enable-OrganizationCustomization`. Source:
https://learn.microsoft.com/powershell/module/exchange/set-hostedconnectionfilterpolicy (2026-11-27), and
https://learn.microsoft.com/defender-office-365/connection-filter-policies-configure (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import ConnectionFilter

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.harmful-mail-stopped"
_UNLESS = "no address in `allowed_addresses`"


class Settings(ControlSettings):
    """Settings of `defender.connection_filter_bounded`."""

    allowed_addresses: Annotated[list[str], Narrows("addresses that skip the spam filter")] = Field(
        default=[], examples=[["203.0.113.0/24"]]
    )
    """Addresses and ranges, as the service writes them, that may stay in an allow list; none is added to one."""


class ConnectionFilterBounded(HardeningControl[Settings]):
    """One rule over all connection filter policies."""

    Settings = Settings
    metadata = ControlMetadata(
        title="No connection filter policy lets an address past the spam filter",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(
            Share(
                _OUTCOME,
                (
                    "defender.spam_filter_configured",
                    "defender.malware_filter_configured",
                    "defender.anti_phishing_configured",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.8.1v1", lacks=_UNLESS),
            SCUBA_2026_08("MS.SECURITYSUITE.8.2v1"),
            CIS_M365_7_0("2.1.12", lacks=_UNLESS),
            CIS_M365_7_0("2.1.13"),
            NIST_800_53_5("AC-4"),
            NIST_800_53_5("SI-8"),
            ISO_27001_2022("A.8.21"),
        ),
        licence="none",
        impact="Mail from addresses that stood in the list is filtered like all other mail.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        ConnectionFilter(
            self.child_name("policies"),
            allowed_addresses=self.settings.allowed_addresses or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
