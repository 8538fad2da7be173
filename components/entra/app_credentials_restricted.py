"""Applications prove who they are by certificates that end.

What is enforced: the tenant's default rules for credentials, for applications and service principals alike and
whenever they were made. No new password is added to an application, and none that somebody chose; passwords and
certificates live for 180 days at most. With `new_passwords: limited`, passwords may be added, and end. Assessed, and
never written, is that no policy of single applications asks for less: whoever has one goes by it alone.

Why: a password of an application is copied into scripts and chats, nobody sees it used, and no second factor stands
before it. It is how whoever was an administrator for an hour stays for years.

Who is affected: whoever adds a password to an application, and pipelines that do so: they are refused. Credentials
that are there go on working.

How to roll back: the rules stay when the control is removed. An apply takes no rule back that is stricter, nor one
of a type that is not declared: a check goes on telling it as different, and whoever goes from `refused` to `limited`
opens it by hand: Entra admin center, Enterprise applications, Application policies.

Licence: none. Limits: to whom a policy of single applications is applied is not read. Source:
https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import AppManagementPolicies, DefaultAppManagementPolicy

if TYPE_CHECKING:
    import pulumi


_EVERY_APPLICATION = "0001-01-01T00:00:00Z"
"""Whenever it was made."""


_DAYS = 180
"""For how many days a new password, or certificate, works: CIS asks for no more."""


def _not_refused(passwords: str) -> str:
    return "" if passwords == "refused" else "applications may still be given passwords"


class Settings(ControlSettings):
    """Settings of `entra.app_credentials_restricted`."""

    new_passwords: Annotated[Literal["refused", "limited"], KEEPS_ALL, FallsShort(_not_refused)] = "refused"
    """Whether passwords can be added to applications: `refused`, or `limited` to 180 days and made by the service."""
    excluded_policies: Annotated[
        list[str], Narrows("policies of single applications", counted_as=Reason.EXCLUDED)
    ] = []
    """Display names of policies of single applications that may ask for less."""


def _rule(kind: str, *, days: int = 0, on: bool = True) -> dict[str, Any]:
    """Return one restriction, for applications of any age; without days, on what is added at all."""
    rule = {
        "restrictionType": kind,
        "state": "enabled" if on else "disabled",
        "restrictForAppsCreatedAfterDateTime": _EVERY_APPLICATION,
    }
    return rule | ({"maxLifetime": f"P{days}D"} if days else {})


class AppCredentialsRestricted(HardeningControl[Settings]):
    """The tenant's default rules for credentials."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Applications prove who they are by certificates that end",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.application-secrets-bounded",),
        severity=Severity.HIGH,
        frameworks=(
            SCUBA_2026_08("MS.AAD.5.5v1", lacks="`new_passwords: refused`"),
            SCUBA_2026_08("MS.AAD.5.6v1"),
            SCUBA_2026_08("MS.AAD.5.7v1"),
            CIS_M365_7_0("5.1.5.3", lacks="`new_passwords: refused`"),
            CIS_M365_7_0("5.1.5.4"),
            CIS_M365_7_0("5.1.5.5"),
            CIS_M365_7_0("5.1.5.6"),
            NIST_800_53_5("IA-5"),
            NIST_800_53_5("SC-12"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="none",
        impact="Whoever adds a password to an application is refused; credentials that are there go on working.",
        rollback="The rules stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the rules, the same for applications and service principals, and the assessment of all others."""
        rules: dict[str, Any] = {
            "passwordCredentials": [
                _rule("passwordAddition", on=self.settings.new_passwords == "refused"),
                _rule("customPasswordAddition"),
                _rule("passwordLifetime", days=_DAYS),
            ],
            "keyCredentials": [_rule("asymmetricKeyLifetime", days=_DAYS)],
        }
        policy = DefaultAppManagementPolicy(
            self.child_name("credentials"),
            enabled=True,
            application_restrictions=rules,
            service_principal_restrictions=rules,
            opts=self.child_options(keep=True),
        )
        AppManagementPolicies(
            self.child_name("policies"),
            longest_days=_DAYS,
            passwords_refused=self.settings.new_passwords == "refused",
            excluded_policies=self.settings.excluded_policies or None,
            opts=self.child_options(),
        )
        return {"enabled": policy.enabled}
