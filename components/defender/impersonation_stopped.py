"""Mail that only looks like that of the organization, or of whom its people write with, stays out of the inbox.

What is enforced: one rule over the anti-phishing policies that act on somebody, in the order in which the service asks
them: Strict preset, Standard preset, policies of the tenant's own by the priority of their rules, the default policy.
Each is on, and keeps out of the inbox what looks like mail of the listed people and domains, of the tenant's own
domains, and of those with whom somebody corresponds (mailbox intelligence). Each shows the signs of such mail, lets
nobody pass but who is listed as trusted, and takes for phishing what is so with high probability (threshold 3). The
default policy is set. A tenant whose presets reach everybody meets this by them once their lists have who is listed
here, and its other policies are not looked at: they act on nobody. A preset has a rule of its own for what Defender for
Office 365 adds; where that one is for fewer people than its other rule, they have nobody who protects them, and that is
told.

Why: a domain with one letter changed, or the name of the head of finance before an address that is nobody's, is no
forgery: SPF, DKIM and DMARC pass, and a payment is made.

Who is affected: mail that looks like somebody's goes to quarantine, that from a colleague's private address among it. A
sender whom the default policy trusted and nobody lists is trusted no longer. People see more lines of warning.

How to roll back: the settings stay when the control is removed. By hand: `Set-AntiPhishPolicy -Identity "Office365
AntiPhish Default" -TargetedUserProtectionAction NoAction`, and `-ExcludedSenders` with those who stood there.

Licence: Defender for Office 365 Plan 1 (ATP_ENTERPRISE); the control does not apply to a tenant without. Limits: who is
worth looking like, the client alone knows: `protected_users` and `protected_domains` are empty until somebody lists
them. A policy that deletes such mail, or moves it to the junk folder or to somebody, is left so. A weaker policy of the
tenant's own, or of a preset, is told and left as it is. Forged senders are for `defender.anti_phishing_configured`.
Source: https://learn.microsoft.com/defender-office-365/anti-phishing-policies-about (2026-11-27), and
preset-security-policies there; recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Addresses, Domains, ProtectedUsers
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import Impersonation

if TYPE_CHECKING:
    import pulumi

_FORGED = "which `defender.anti_phishing_configured` sees to"
_OTHERWISE = "mail that a policy deletes, or moves to the junk folder or to somebody"


class Settings(ControlSettings):
    """Settings of `defender.impersonation_stopped`."""

    protected_users: Annotated[ProtectedUsers, KEEPS_ALL] = Field(
        default=[], max_length=350, examples=[["Ana Reyes;ana@fabrikam.com"]]
    )
    """People whom attackers pretend to be, each as `name;address`: mail that looks like theirs is stopped."""
    protected_domains: Annotated[Domains, KEEPS_ALL] = Field(
        default=[], max_length=50, examples=[["woodgrovebank.com"]]
    )
    """Domains of partners that are protected as the tenant's own are."""
    trusted_senders: Annotated[Addresses, Narrows("senders who may look like somebody")] = Field(
        default=[], examples=[["ana.reyes@fabrikam.example"]]
    )
    """Addresses whose mail may look like somebody's, such as the private one of a director."""
    trusted_domains: Annotated[Domains, Narrows("domains that may look like another")] = Field(
        default=[], examples=[["fabrikarn.example"]]
    )
    """Domains whose mail may look like that of a protected one."""
    excluded_policies: Annotated[
        list[str], Narrows("anti-phishing policies", counted_as=Reason.EXCLUDED)
    ] = []
    """Names of anti-phishing policies that the rule leaves out."""


class ImpersonationStopped(HardeningControl[Settings]):
    """One rule over all anti-phishing policies that act."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mail that only looks like somebody's stays out of the inbox",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.look-alike-mail-stopped",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.SECURITYSUITE.2.1v1", lacks="`protected_users`, where empty"),
            SCUBA_2026_08("MS.SECURITYSUITE.2.2v1"),
            SCUBA_2026_08("MS.SECURITYSUITE.2.3v1", lacks="`protected_domains`, where empty"),
            SCUBA_2026_08("MS.SECURITYSUITE.2.4v1", lacks=f"signs of forged and of new senders, {_FORGED}"),
            CIS_M365_7_0(
                "2.1.7",
                lacks=f"forged and new senders, {_FORGED}, `protected_users`, where empty, and {_OTHERWISE}",
            ),
            NIST_800_53_5("SI-8"),
            NIST_800_53_5("AT-2"),
            ISO_27001_2022("A.8.12"),
        ),
        licence="ATP_ENTERPRISE",
        impact="Mail that looks like somebody's goes to quarantine; who was trusted and is not listed, is no longer.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rule."""
        Impersonation(
            self.child_name("policies"),
            targeted_users_to_protect=self.settings.protected_users or None,
            targeted_domains_to_protect=self.settings.protected_domains or None,
            trusted_senders=self.settings.trusted_senders or None,
            trusted_domains=self.settings.trusted_domains or None,
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(protects_data=True),
        )
        return {}
