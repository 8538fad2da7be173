"""Known identities of other issuers only sign in as the tenant's applications.

What is enforced: nothing; it is assessed, and never written. No application that is registered in the tenant has a
federated credential but those that the client names, by application, issuer and subject.

Why: with a federated credential somebody elsewhere, such as a workflow of a repository, signs in as the application
without a secret. Nothing ends, and no list of secrets shows it: who once may add one comes back at any time.

Who is affected: nobody; whoever is responsible for an application is asked who signs in as it.

How to roll back: remove the control; nothing was changed.

Licence: none. A pipeline of Holdfast that signs in so is one of them, so it is off until the client chooses it. Limits:
applications of other organizations, managed identities, for which audience a token is, and who may add a credential are
not looked at; one by an expression (a preview feature) can be named by no setting, and is always told. Source:
https://learn.microsoft.com/graph/api/resources/federatedidentitycredentials-overview (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from holdfast.controls.applications import NamedApplication
from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.controls.vouching import keys_in_the_clear
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import EVERY_TENANT, ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import FederatedCredentials

if TYPE_CHECKING:
    import pulumi

_BOUNDED = "external-attack.application-secrets-bounded"


class FederatedCredential(NamedApplication):
    """One identity that may sign in as an application."""

    issuer: Annotated[str, KEEPS_ALL] = Field(
        pattern=r"^https?://\S+$", max_length=600, examples=["https://token.actions.githubusercontent.com"]
    )
    """The address of who vouches for it, letter for letter."""
    subject: Annotated[str, KEEPS_ALL] = Field(
        min_length=1, max_length=600, examples=["repo:contoso/tenant:environment:production"]
    )
    """What the issuer calls it, letter for letter."""

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        return {"appId": self.app_id, "issuer": self.issuer, "subject": self.subject}


def _in_the_clear(credentials: list[FederatedCredential]) -> str:
    return keys_in_the_clear(one.issuer for one in credentials)


class Settings(ChosenSettings):
    """Settings of `entra.federated_credentials_known`."""

    credentials: Annotated[list[FederatedCredential], KEEPS_ALL, FallsShort(_in_the_clear)] = Field(
        default=[], max_length=500
    )
    """Who may sign in, and as which application; with none, nobody may."""


class FederatedCredentialsKnown(ChosenControl[Settings]):
    """The assessment of every application that is registered."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Known identities of other issuers only sign in as applications",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_BOUNDED,),
        shares=(Share(_BOUNDED, ("entra.app_credentials_restricted",)),),
        severity=Severity.HIGH,
        frameworks=(NIST_800_53_5("AC-20", lacks="whom outside systems vouch for among people"),),
        licence=EVERY_TENANT,
        impact="Nothing changes by it; whoever is responsible for an application is asked who signs in as it.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        settings = self.settings
        if settings.enabled:
            FederatedCredentials(
                self.child_name("applications"),
                credentials=[one.inputs() for one in settings.credentials] or None,
                opts=self.child_options(),
            )
        return {}
