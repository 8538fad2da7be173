"""Applications that can do much are known, and hold no more than was agreed.

What is enforced: nothing; the tenant is assessed, and never written. Every application that holds a high permission of
Microsoft Graph, Exchange Online or SharePoint Online by itself, with nobody signed in, or a directory role that is
privileged by Microsoft's list or by what the tenant says of it, custom roles too, is one that the client names, and
holds no more of them than are written for it. One that nobody names is listed as an unmanaged object, ranked by what it
can do, with who made it as far as the audit log still tells. It can be accepted by an exception for unmanaged objects,
by name or by pattern, with owner, reason and expiry.

Why: an application answers no second factor. One that may give itself a role, or read all mail, is as good as an
administrator whom no sign-in rule reaches, and consent to it is a matter of one click.

Who is affected: nobody; whoever is responsible for an application is asked what it needs.

How to roll back: remove the control; nothing was changed.

Licence: none. Most tenants have such applications at first, so it is off until the client chooses it. Limits:
Microsoft's own applications are not listed; delegated permissions, permissions of other services, roles through a group
and roles of Exchange's own access control are not looked at, nor are secrets that somebody gives to a known one. A
disabled application is listed like any other. Which permissions are high is a dated table of Holdfast
(`holdfast/kinds/services/application_power.py`). What Holdfast itself signs in with, and the applications of a declared
backup, are told as what they are. Of an application that may give itself more, what it may is bounded by nobody: then
no outcome is met. Source: https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field

from holdfast.controls.applications import BackupApplication, NamedApplication, each_once
from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import Permissions
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.roles import LABELLED
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import EVERY_TENANT, ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import PrivilegedApplications

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi

_OF_THE_BACKUP = "an application of the independent backup"
_BOUNDLESS = frozenset(
    one.casefold()
    for one in (
        "AppRoleAssignment.ReadWrite.All",
        "RoleManagement.ReadWrite.Directory",
        "Global Administrator",
        "Privileged Role Administrator",
    )
)
"""In lower case, by what an application gives itself every other permission or role without anybody's consent."""


class KnownApplication(NamedApplication):
    """One application that may do much in the tenant."""

    permissions: Annotated[Permissions, KEEPS_ALL] = Field(default=[], examples=[["Mail.ReadWrite"]])
    """Application permissions that it may hold, by name; those that are not high need not be named."""
    directory_roles: Annotated[list[str], KEEPS_ALL] = Field(
        default=[], examples=[["Exchange Administrator"]]
    )
    """Display names of the directory roles that it may hold."""

    def everything(self) -> tuple[str, ...]:
        """Return the names of all that it may hold."""
        return (*self.permissions, *self.directory_roles)

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        return _entry(self.app_id, permissions=self.permissions, directoryRoles=self.directory_roles)


def _give_themselves_more(applications: Sequence[KnownApplication | BackupApplication]) -> str:
    """Return which applications may give themselves what nobody wrote down; the empty text where none may."""
    named = [
        one.app_id for one in applications if _BOUNDLESS.intersection(map(str.casefold, one.everything()))
    ]
    return f"{', '.join(named)} may give itself more than is written for it" if named else ""


class Settings(ChosenSettings):
    """Settings of `entra.app_permissions_bounded`."""

    known_applications: Annotated[
        list[KnownApplication], AfterValidator(each_once), KEEPS_ALL, FallsShort(_give_themselves_more)
    ] = Field(default=[], max_length=200)
    """The applications that may do much, and what they may."""
    backup_applications: Annotated[
        list[BackupApplication], AfterValidator(each_once), KEEPS_ALL, FallsShort(_give_themselves_more)
    ] = Field(default=[], max_length=12)
    """The applications of the backup, as `backup.third_party_present` has them: they may what they need there."""


class AppPermissionsBounded(ChosenControl[Settings]):
    """The assessment of every application that can do much."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Applications that can do much are known and bounded",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.application-power-bounded",),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("AC-6", lacks="permissions of people, and those that are delegated"),
            ISO_27001_2022("A.8.2", lacks="people"),
        ),
        licence=EVERY_TENANT,
        impact="Nothing changes by it; whoever is responsible for an application is asked what it needs.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        settings = self.settings
        if settings.enabled:
            named = {one.app_id.casefold() for one in settings.known_applications}
            backups = [one for one in settings.backup_applications if one.app_id.casefold() not in named]
            known = [*(one.inputs() for one in settings.known_applications), *map(_of_backup, backups)]
            PrivilegedApplications(
                self.child_name("applications"),
                roles=list(LABELLED),
                applications=known or None,
                opts=self.child_options(),
            )
        return {}


def _of_backup(one: BackupApplication) -> dict[str, Any]:
    return _entry(one.app_id, permissions=list(dict.fromkeys(one.everything())), purpose=_OF_THE_BACKUP)


def _entry(app_id: str, **said: list[str] | str) -> dict[str, Any]:
    return {"appId": app_id, **{name: one for name, one in said.items() if one}}
