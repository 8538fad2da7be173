"""What an application can do with a permission or a directory role that it holds itself, with nobody signed in.

Listed is what leads to the rule of the tenant, decides over sign-ins, or opens everybody's mail, files or devices. What
is not here is not listed: a permission that Microsoft adds is not, until somebody adds it to the table.

Sources (2026-11-27): the paths to Global Administrator are those of github.com/emiliensocchi/azure-tiering, tier 0 of
Microsoft Graph's application permissions and of the Entra roles (MIT licence); which permissions open data, and the
protection of sign-ins and devices: `GLOBALApiPermissionCategorizationList` of github.com/zh54321/EntraFalcon. The words
and the severities are our own. What those of mailbox items, of scripts and apps of devices, and of Exchange's roles
allow is recalled. That permissions of one name can do the same in Microsoft Graph and in the service that they come
from is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.finding import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CRITICAL, _HIGH, _MEDIUM = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM
_BY_GROUPS = "make itself, or anybody, a member of groups and take what they may"
_MAIL, _FILES = "read, change and delete everybody's mail", "read, change and delete everybody's files"

_PERMISSIONS: Mapping[str, tuple[Severity, str]] = {
    "RoleManagement.ReadWrite.Directory": (_CRITICAL, "make itself, or anybody, Global Administrator"),
    "RoleAssignmentSchedule.ReadWrite.Directory": (_CRITICAL, "make anybody Global Administrator"),
    "RoleEligibilitySchedule.ReadWrite.Directory": (
        _CRITICAL,
        "make anybody eligible as Global Administrator",
    ),
    "RoleManagementPolicy.ReadWrite.Directory": (_CRITICAL, "take away what activating a role asks for"),
    "AppRoleAssignment.ReadWrite.All": (_CRITICAL, "give itself every application permission"),
    "Application.ReadWrite.All": (_CRITICAL, "give every application a secret and act as it"),
    "Application.ReadWrite.OwnedBy": (_HIGH, "give the applications that it owns a secret and act as them"),
    "Policy.ReadWrite.PermissionGrant": (
        _CRITICAL,
        "decide who may consent to any permission, itself included",
    ),
    "DelegatedPermissionGrant.ReadWrite.All": (_HIGH, "consent to delegated permissions for everybody"),
    "PrivilegedAccess.ReadWrite.AzureADGroup": (_CRITICAL, "make anybody a member of groups that have roles"),
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup": (
        _CRITICAL,
        "make anybody a member of groups that have roles",
    ),
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup": (
        _CRITICAL,
        "make anybody eligible as a member of groups that have roles",
    ),
    "RoleManagementPolicy.ReadWrite.AzureADGroup": (
        _CRITICAL,
        "take away what activating a group's membership asks for",
    ),
    "UserAuthenticationMethod.ReadWrite.All": (_CRITICAL, "give itself a way to sign in as anybody"),
    "User-PasswordProfile.ReadWrite.All": (_CRITICAL, "set passwords of people"),
    "Domain.ReadWrite.All": (_CRITICAL, "let another issuer prove who anybody is"),
    "Organization.ReadWrite.All": (
        _HIGH,
        "let another authority issue certificates that people sign in with",
    ),
    "EntitlementManagement.ReadWrite.All": (_CRITICAL, "give out access packages, roles among them"),
    "Directory.ReadWrite.All": (_CRITICAL, _BY_GROUPS),
    "Group.ReadWrite.All": (_CRITICAL, _BY_GROUPS),
    "GroupMember.ReadWrite.All": (_CRITICAL, _BY_GROUPS),
    "User.ReadWrite.All": (_HIGH, "change accounts, and by that who is in dynamic groups"),
    "User.EnableDisableAccount.All": (_CRITICAL, "disable every account, emergency accounts among them"),
    "User.DeleteRestore.All": (_CRITICAL, "delete every account for good"),
    "AdministrativeUnit.ReadWrite.All": (_HIGH, "take accounts out of the units that protect them"),
    "Policy.ReadWrite.AuthenticationMethod": (_HIGH, "open weaker ways of signing in"),
    "Policy.ReadWrite.ConditionalAccess": (_CRITICAL, "switch every sign-in rule off, or lock everybody out"),
    "DelegatedAdminRelationship.ReadWrite.All": (
        _HIGH,
        "change by whom customers of a partner are administered",
    ),
    "OnPremDirectorySynchronization.ReadWrite.All": (_HIGH, "change how the directory is synchronised"),
    "Synchronization.ReadWrite.All": (_HIGH, "change how accounts are synchronised"),
    "DeviceManagementConfiguration.ReadWrite.All": (_CRITICAL, "run programs on every managed device"),
    "DeviceManagementScripts.ReadWrite.All": (_CRITICAL, "run programs on every managed device"),
    "DeviceManagementApps.ReadWrite.All": (_CRITICAL, "run programs on every managed device"),
    "DeviceManagementRBAC.ReadWrite.All": (_HIGH, "decide who administers managed devices"),
    "DeviceManagementManagedDevices.PrivilegedOperations.All": (_HIGH, "wipe every managed device"),
    "DeviceLocalCredential.Read.All": (_HIGH, "read the local administrator passwords of devices"),
    "BitlockerKey.Read.All": (_HIGH, "read the recovery keys of devices"),
    "full_access_as_app": (_HIGH, _MAIL),
    "Mail.ReadWrite": (_HIGH, _MAIL),
    "Mail.Read": (_HIGH, "read everybody's mail"),
    "MailboxItem.Read.All": (_HIGH, "read everybody's mail"),
    "MailboxItem.Export.All": (_HIGH, "read everybody's mail"),
    "MailboxItem.ImportExport.All": (_HIGH, "read everybody's mail and put messages beside it"),
    "MailboxItem.ReadWrite.All": (_HIGH, _MAIL),
    "RoleManagement.ReadWrite.Exchange": (_HIGH, "give itself, or anybody, every role of Exchange Online"),
    "Mail.Send": (_HIGH, "send mail as anybody"),
    "MailboxSettings.ReadWrite": (_HIGH, "change everybody's mailbox rules and forwarding"),
    "Exchange.ManageAsApp": (_MEDIUM, "run the cmdlets that its directory role allows"),
    "Sites.FullControl.All": (_HIGH, "read, change, delete and share every site"),
    "Sites.Manage.All": (_HIGH, _FILES),
    "Sites.ReadWrite.All": (_HIGH, _FILES),
    "Files.ReadWrite.All": (_HIGH, _FILES),
    "Sites.Read.All": (_HIGH, "read everybody's files"),
    "Files.Read.All": (_HIGH, "read everybody's files"),
    "Chat.ReadWrite.All": (_HIGH, "read and change everybody's chats"),
    "Chat.Read.All": (_HIGH, "read everybody's chats"),
}
"""By name of a permission: how bad it is in nobody's hands, and what it lets an application do."""
_ROLES: Mapping[str, tuple[Severity, str]] = {
    "Global Administrator": (_CRITICAL, "do everything"),
    "Privileged Role Administrator": (_CRITICAL, "make itself, or anybody, Global Administrator"),
    "Privileged Authentication Administrator": (_CRITICAL, "sign in as any administrator"),
    "Application Administrator": (_CRITICAL, "give every application a secret and act as it"),
    "Cloud Application Administrator": (_CRITICAL, "give every application a secret and act as it"),
    "Hybrid Identity Administrator": (_CRITICAL, "let another issuer prove who anybody is"),
    "Domain Name Administrator": (_CRITICAL, "let another issuer prove who anybody is"),
    "Partner Tier2 Support": (_CRITICAL, "set the password of any administrator"),
    "Conditional Access Administrator": (_CRITICAL, "switch every sign-in rule off, or lock everybody out"),
    "Security Administrator": (_CRITICAL, "switch every sign-in rule off, or lock everybody out"),
    "Intune Administrator": (_CRITICAL, "run programs on every managed device"),
    "Exchange Administrator": (_HIGH, _MAIL),
    "SharePoint Administrator": (_HIGH, _FILES),
    "Global Reader": (_MEDIUM, "read how everything is configured"),
    "Security Reader": (_MEDIUM, "read how everything is protected"),
}
"""The same by display name of a directory role; any other privileged one acts on the directory."""
_OTHER_ROLE = (_HIGH, "act on the directory with a privileged role")
_TOLD = 4
"""Things that are told of one application; all permissions stand in its finding's own words elsewhere."""


def is_high(permission: str) -> bool:
    """Return whether an application can do much with this permission."""
    return permission in _PERMISSIONS


def power(permissions: Iterable[str], roles: Iterable[str]) -> Rank:
    """Return what an application can do with `permissions` and directory `roles`, by name; the worst comes first.

    Only permissions that are high count; of those and of roles at least one is there.
    """
    held = [
        *((*_PERMISSIONS[one], one) for one in permissions if is_high(one)),
        *((*_ROLES.get(one, _OTHER_ROLE), one) for one in roles),
    ]
    by_what: dict[tuple[int, str], list[str]] = {}
    for severity, what, name in held:
        by_what.setdefault((list(Severity).index(severity), what), []).append(name)
    told = [f"{what} ({', '.join(sorted(names))})" for (_, what), names in sorted(by_what.items())]
    more = f", and {len(told) - _TOLD} things more" if len(told) > _TOLD else ""
    worst = min((one[0] for one in held), key=list(Severity).index)
    return Rank(worst, f"it can {'; '.join(told[:_TOLD])}{more}")
