"""Nobody signs in as an application by a credential that its application does not show.

What is enforced: nothing; it is assessed, and never written. No service principal has a password or certificate of its
own that has not ended, but those of the applications that the client names. Left alone are the keys of managed
identities, which Azure makes, and the signing certificate of an application that people sign in to by SAML: but none of
Microsoft's own applications has one.

Why: whoever is an administrator for an hour gives a password to an application of Microsoft's, or to the backup, and
comes back by it for years, with all that it may. Neither the page of the application nor a rule for people shows it.

Who is affected: nobody; whoever is responsible for an application is asked what signs in by the credential.

How to roll back: remove the control; nothing was changed.

Licence: none. Limits: federated credentials are not looked at; somebody who can change an application of the tenant's
own that people sign in to by SAML can put a certificate of his own in place of its signing certificate. Where devices
are joined, the directory itself gives certificates to the application "P2P Server": one of each year, by the name that
it gives them, is left alone and the application told as one of another type, since the name can be copied; what it may,
`entra.app_permissions_bounded` tells. A hybrid organization of Exchange may have its certificate at
Microsoft's own "Office 365 Exchange Online" (recalled): whoever has the server then signs in as that, so it is told
until the organization has an application of its own for it, or names this one. Source:
https://learn.microsoft.com/graph/api/serviceprincipal-addpassword (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import EVERY_TENANT, ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import ServicePrincipalCredentials

if TYPE_CHECKING:
    import pulumi

_BOUNDED = "external-attack.application-secrets-bounded"


class Settings(ControlSettings):
    """Settings of `entra.service_principals_without_credentials`."""

    applications: Annotated[ObjectIds, Narrows("service principals", counted_as=Reason.EXCLUDED)] = []
    """Client ids of applications whose service principals may have credentials of their own."""


class ServicePrincipalsWithoutCredentials(HardeningControl[Settings]):
    """The assessment of every service principal."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Nobody signs in as an application by a credential that is not shown",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_BOUNDED,),
        shares=(Share(_BOUNDED, ("entra.app_credentials_restricted",)),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("IA-5", lacks="credentials of people, and of the applications themselves"),
            ISO_27001_2022("A.5.17", lacks="people"),
        ),
        licence=EVERY_TENANT,
        impact="Nothing changes by it; whoever is responsible for an application is asked what signs in so.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        ServicePrincipalCredentials(
            self.child_name("credentials"),
            applications=self.settings.applications or None,
            opts=self.child_options(),
        )
        return {}
