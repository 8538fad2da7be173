"""Typed classes of the resources of `m365`. Generated from the kinds by `make docs`: never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import pulumi

from holdfast.model.understood import Understood, to_text


class Provider(pulumi.ProviderResource):
    """The m365 provider, bound to one tenant."""

    def __init__(
        self,
        resource_name: str,
        *,
        tenant: pulumi.Input[str],
        cloud: pulumi.Input[str] = "global",
        connection: str = "",
        delete_protected_data: bool = False,
        understood: Sequence[Understood] = (),
        accepted: Sequence[str] = (),
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Change `tenant` (domain or id) and no other; credentials come from the environment.

        `connection` says which application signs in and how, as `Connection.to_text` writes it.
        `understood` says which property of which object may protect less than before, and what it may become.
        `accepted` names what of a rule's members stays as it is, each as `<control> <object> <property>`.
        """
        properties: Mapping[str, Any] = {
            "tenant": tenant,
            "cloud": cloud,
            "connection": connection or None,
            "deleteProtectedData": "true" if delete_protected_data else None,
            "understood": to_text(understood) or None,
            "accepted": "\n".join(accepted) or None,
        }
        super().__init__("m365", resource_name, {**properties}, opts)


class _Resource(pulumi.CustomResource):
    """A resource whose Python names differ from Pulumi's in their spelling."""

    _names: ClassVar[Mapping[str, str]]

    def translate_input_property(self, prop: str) -> str:
        """Return Pulumi's name of the Python name `prop`."""
        return self._names.get(prop, prop)

    def translate_output_property(self, prop: str) -> str:
        """Return the Python name of Pulumi's name `prop`."""
        return next((python for python, name in self._names.items() if name == prop), prop)


class DriveBackup(_Resource):
    """Backup of drives: The OneDrive of everybody who is licensed for one is protected by Microsoft 365 Backup, with a restore point of the last day, and weekly points are kept for at least the days.

    Source: https://learn.microsoft.com/graph/api/resources/onedriveforbusinessprotectionpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "policy_name": "policyName",
            "retention_days": "retentionDays",
            "enable_service": "enableService",
            "excluded_users": "excludedUsers",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        policy_name: pulumi.Input[str],
        retention_days: pulumi.Input[int],
        enable_service: pulumi.Input[bool] | None = None,
        excluded_users: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            policy_name: name of the protection policy where one is made; an active one of another name is taken as it is.
            retention_days: days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10.
            enable_service: whether the service is enabled where it is off: it is billed from then on, and never turned off here.
            excluded_users: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "policy_name": policy_name,
            "retention_days": retention_days,
            "enable_service": enable_service,
            "excluded_users": excluded_users,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:backup:DriveBackup", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="policyName")
    def policy_name(self) -> pulumi.Output[str]:
        """Name of the protection policy where one is made; an active one of another name is taken as it is."""
        value: pulumi.Output[str] = pulumi.get(self, "policy_name")
        return value

    @property
    @pulumi.getter(name="retentionDays")
    def retention_days(self) -> pulumi.Output[int]:
        """Days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10."""
        value: pulumi.Output[int] = pulumi.get(self, "retention_days")
        return value

    @property
    @pulumi.getter(name="enableService")
    def enable_service(self) -> pulumi.Output[bool | None]:
        """Whether the service is enabled where it is off: it is billed from then on, and never turned off here."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enable_service")
        return value

    @property
    @pulumi.getter(name="excludedUsers")
    def excluded_users(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids of users, which cannot be given to others."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_users")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """What broke the rule when last read, and an apply mends."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """What breaks the rule and no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of it the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class MailboxBackup(_Resource):
    """Backup of mailboxes: Every mailbox in scope is protected by Microsoft 365 Backup, with a restore point of the last day, and weekly points are kept for at least the days.

    Source: https://learn.microsoft.com/graph/api/resources/exchangeprotectionpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "policy_name": "policyName",
            "retention_days": "retentionDays",
            "enable_service": "enableService",
            "mailbox_types": "mailboxTypes",
            "excluded_mailboxes": "excludedMailboxes",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        policy_name: pulumi.Input[str],
        retention_days: pulumi.Input[int],
        mailbox_types: pulumi.Input[Sequence[str]],
        enable_service: pulumi.Input[bool] | None = None,
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            policy_name: name of the protection policy where one is made; an active one of another name is taken as it is.
            retention_days: days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10.
            mailbox_types: `UserMailbox`, `SharedMailbox`: rooms and equipment cannot be backed up.
            enable_service: whether the service is enabled where it is off: it is billed from then on, and never turned off here.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "policy_name": policy_name,
            "retention_days": retention_days,
            "mailbox_types": mailbox_types,
            "enable_service": enable_service,
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:backup:MailboxBackup", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="policyName")
    def policy_name(self) -> pulumi.Output[str]:
        """Name of the protection policy where one is made; an active one of another name is taken as it is."""
        value: pulumi.Output[str] = pulumi.get(self, "policy_name")
        return value

    @property
    @pulumi.getter(name="retentionDays")
    def retention_days(self) -> pulumi.Output[int]:
        """Days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10."""
        value: pulumi.Output[int] = pulumi.get(self, "retention_days")
        return value

    @property
    @pulumi.getter(name="enableService")
    def enable_service(self) -> pulumi.Output[bool | None]:
        """Whether the service is enabled where it is off: it is billed from then on, and never turned off here."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enable_service")
        return value

    @property
    @pulumi.getter(name="mailboxTypes")
    def mailbox_types(self) -> pulumi.Output[Sequence[str]]:
        """`UserMailbox`, `SharedMailbox`: rooms and equipment cannot be backed up."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "mailbox_types")
        return value

    @property
    @pulumi.getter(name="excludedMailboxes")
    def excluded_mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids of users, which cannot be given to others."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_mailboxes")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """What broke the rule when last read, and an apply mends."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """What breaks the rule and no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of it the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class SiteBackup(_Resource):
    """Backup of sites: Every SharePoint site that is not somebody's OneDrive is protected by Microsoft 365 Backup, with a restore point of the last day, and weekly points are kept for at least the days.

    Source: https://learn.microsoft.com/graph/api/resources/sharepointprotectionpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "policy_name": "policyName",
            "retention_days": "retentionDays",
            "enable_service": "enableService",
            "excluded_sites": "excludedSites",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        policy_name: pulumi.Input[str],
        retention_days: pulumi.Input[int],
        enable_service: pulumi.Input[bool] | None = None,
        excluded_sites: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            policy_name: name of the protection policy where one is made; an active one of another name is taken as it is.
            retention_days: days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10.
            enable_service: whether the service is enabled where it is off: it is billed from then on, and never turned off here.
            excluded_sites: addresses of sites that the rule leaves out, or their ids, which stay when a site is moved.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "policy_name": policy_name,
            "retention_days": retention_days,
            "enable_service": enable_service,
            "excluded_sites": excluded_sites,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:backup:SiteBackup", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="policyName")
    def policy_name(self) -> pulumi.Output[str]:
        """Name of the protection policy where one is made; an active one of another name is taken as it is."""
        value: pulumi.Output[str] = pulumi.get(self, "policy_name")
        return value

    @property
    @pulumi.getter(name="retentionDays")
    def retention_days(self) -> pulumi.Output[int]:
        """Days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10."""
        value: pulumi.Output[int] = pulumi.get(self, "retention_days")
        return value

    @property
    @pulumi.getter(name="enableService")
    def enable_service(self) -> pulumi.Output[bool | None]:
        """Whether the service is enabled where it is off: it is billed from then on, and never turned off here."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enable_service")
        return value

    @property
    @pulumi.getter(name="excludedSites")
    def excluded_sites(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses of sites that the rule leaves out, or their ids, which stay when a site is moved."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_sites")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """What broke the rule when last read, and an apply mends."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """What breaks the rule and no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of it the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class BreakGlassAccounts(_Resource):
    """Break-glass accounts: An assessment, which never writes: the emergency accounts are enabled, of this tenant only, permanently Global Administrator and in their group directly; the group has no owners and is out of reach of others.

    Source: https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access (2026-11-25).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        group: pulumi.Input[str],
        accounts: pulumi.Input[Sequence[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            group: display name of the break-glass group.
            accounts: user principal names of the emergency accounts.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "group": group,
            "accounts": accounts,
        }
        super().__init__("m365:entra:BreakGlassAccounts", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def group(self) -> pulumi.Output[str]:
        """Display name of the break-glass group."""
        value: pulumi.Output[str] = pulumi.get(self, "group")
        return value

    @property
    @pulumi.getter
    def accounts(self) -> pulumi.Output[Sequence[str]]:
        """User principal names of the emergency accounts."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "accounts")
        return value


class SecurityDefaults(_Resource):
    """Security defaults: Microsoft's basic sign-in rules.

    Source: https://learn.microsoft.com/graph/api/resources/identitysecuritydefaultsenforcementpolicy (2026-11-24).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        enabled: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            enabled: whether Microsoft's basic sign-in rules are on.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "enabled": enabled,
        }
        super().__init__("m365:entra:SecurityDefaults", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool]:
        """Whether Microsoft's basic sign-in rules are on."""
        value: pulumi.Output[bool] = pulumi.get(self, "enabled")
        return value


class DeletedItemRecovery(_Resource):
    """Recovery of deleted mail: Every mailbox in scope keeps deleted items for at least the days, with single item recovery, so that they can be taken back even when they were purged.

    Source: https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/change-deleted-item-retention (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "retain_days": "retainDays",
            "mailbox_types": "mailboxTypes",
            "excluded_mailboxes": "excludedMailboxes",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        retain_days: pulumi.Input[int],
        mailbox_types: pulumi.Input[Sequence[str]],
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            retain_days: days for which deleted items can be taken back; the service keeps them for 30 at most.
            mailbox_types: `UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "retain_days": retain_days,
            "mailbox_types": mailbox_types,
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:DeletedItemRecovery", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="retainDays")
    def retain_days(self) -> pulumi.Output[int]:
        """Days for which deleted items can be taken back; the service keeps them for 30 at most."""
        value: pulumi.Output[int] = pulumi.get(self, "retain_days")
        return value

    @property
    @pulumi.getter(name="mailboxTypes")
    def mailbox_types(self) -> pulumi.Output[Sequence[str]]:
        """`UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "mailbox_types")
        return value

    @property
    @pulumi.getter(name="excludedMailboxes")
    def excluded_mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids of users, which cannot be given to others."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_mailboxes")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """Mailboxes that broke the rule when last read."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """Mailboxes that break the rule and that no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of mailboxes the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class ExternalInOutlook(_Resource):
    """External senders in Outlook: Whether Outlook marks senders outside the organization.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-externalinoutlook (2026-11-26).
    """

    _names = MappingProxyType({"allow_list": "allowList"})

    def __init__(
        self,
        resource_name: str,
        *,
        enabled: pulumi.Input[bool],
        allow_list: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            enabled: whether they are marked.
            allow_list: addresses and domains of outside that are not marked; the service takes 50 at most.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "enabled": enabled,
            "allow_list": allow_list,
        }
        super().__init__("m365:exchange:ExternalInOutlook", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool]:
        """Whether they are marked."""
        value: pulumi.Output[bool] = pulumi.get(self, "enabled")
        return value

    @property
    @pulumi.getter(name="allowList")
    def allow_list(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses and domains of outside that are not marked; the service takes 50 at most."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "allow_list")
        return value


class LitigationHold(_Resource):
    """Litigation hold: Every mailbox in scope, active or inactive, is on litigation hold for at least the duration.

    Source: https://learn.microsoft.com/purview/ediscovery-create-a-litigation-hold (2026-11-24).
    """

    _names = MappingProxyType(
        {
            "duration_days": "durationDays",
            "mailbox_types": "mailboxTypes",
            "excluded_mailboxes": "excludedMailboxes",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        duration_days: pulumi.Input[int | str],
        mailbox_types: pulumi.Input[Sequence[str]],
        filter: pulumi.Input[str] | None = None,
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            duration_days: days that every item is held from its receipt or creation on, or `unlimited`.
            mailbox_types: `UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.
            filter: further limits, in the language of `Get-Mailbox -Filter`. Whoever can change what it asks about can take a mailbox out of reach: it is named, and not held.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "duration_days": duration_days,
            "mailbox_types": mailbox_types,
            "filter": filter,
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:LitigationHold", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="durationDays")
    def duration_days(self) -> pulumi.Output[int | str]:
        """Days that every item is held from its receipt or creation on, or `unlimited`."""
        value: pulumi.Output[int | str] = pulumi.get(self, "duration_days")
        return value

    @property
    @pulumi.getter(name="mailboxTypes")
    def mailbox_types(self) -> pulumi.Output[Sequence[str]]:
        """`UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "mailbox_types")
        return value

    @property
    @pulumi.getter
    def filter(self) -> pulumi.Output[str | None]:
        """Further limits, in the language of `Get-Mailbox -Filter`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "filter")
        return value

    @property
    @pulumi.getter(name="excludedMailboxes")
    def excluded_mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids of users, which cannot be given to others."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_mailboxes")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """Mailboxes that broke the rule when last read."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """Mailboxes that break the rule and that no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of mailboxes the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class MailboxAuditing(_Resource):
    """Auditing of mailboxes: Every mailbox in scope says itself that it is audited.

    Source: https://learn.microsoft.com/purview/audit-mailboxes (2026-11-26).
    """

    _names = MappingProxyType({"mailbox_types": "mailboxTypes", "excluded_mailboxes": "excludedMailboxes"})

    def __init__(
        self,
        resource_name: str,
        *,
        mailbox_types: pulumi.Input[Sequence[str]],
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            mailbox_types: `UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "mailbox_types": mailbox_types,
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:MailboxAuditing", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="mailboxTypes")
    def mailbox_types(self) -> pulumi.Output[Sequence[str]]:
        """`UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "mailbox_types")
        return value

    @property
    @pulumi.getter(name="excludedMailboxes")
    def excluded_mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids of users, which cannot be given to others."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_mailboxes")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """Mailboxes that broke the rule when last read."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """Mailboxes that break the rule and that no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of mailboxes the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class OrganizationConfig(_Resource):
    """Exchange organization: Settings of the whole Exchange organization.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "mailbox_auditing": "mailboxAuditing",
            "modern_authentication": "modernAuthentication",
            "reject_direct_send": "rejectDirectSend",
            "customer_lockbox": "customerLockbox",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        mailbox_auditing: pulumi.Input[bool] | None = None,
        modern_authentication: pulumi.Input[bool] | None = None,
        reject_direct_send: pulumi.Input[bool] | None = None,
        customer_lockbox: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            mailbox_auditing: whether what is done in mailboxes is recorded, in all of them but for accounts that are excused.
            modern_authentication: whether mail programs can sign in with more than a password.
            reject_direct_send: whether mail is refused that names a sender of the organization and comes from nobody who proved it.
            customer_lockbox: whether Microsoft's engineers see content only after somebody of the organization has agreed.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "mailbox_auditing": mailbox_auditing,
            "modern_authentication": modern_authentication,
            "reject_direct_send": reject_direct_send,
            "customer_lockbox": customer_lockbox,
        }
        super().__init__("m365:exchange:OrganizationConfig", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="mailboxAuditing")
    def mailbox_auditing(self) -> pulumi.Output[bool | None]:
        """Whether what is done in mailboxes is recorded, in all of them but for accounts that are excused."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "mailbox_auditing")
        return value

    @property
    @pulumi.getter(name="modernAuthentication")
    def modern_authentication(self) -> pulumi.Output[bool | None]:
        """Whether mail programs can sign in with more than a password."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "modern_authentication")
        return value

    @property
    @pulumi.getter(name="rejectDirectSend")
    def reject_direct_send(self) -> pulumi.Output[bool | None]:
        """Whether mail is refused that names a sender of the organization and comes from nobody who proved it."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "reject_direct_send")
        return value

    @property
    @pulumi.getter(name="customerLockbox")
    def customer_lockbox(self) -> pulumi.Output[bool | None]:
        """Whether Microsoft's engineers see content only after somebody of the organization has agreed."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "customer_lockbox")
        return value


class OutboundForwarding(_Resource):
    """Forwarding by outbound spam policies: No outbound spam filter policy lets mail be forwarded outside automatically, by a rule of a person's or by a mailbox.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-hostedoutboundspamfilterpolicy (2026-11-26).
    """

    _names = MappingProxyType({"excluded_policies": "excludedPolicies"})

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_policies: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_policies: names of policies that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_policies": excluded_policies,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:OutboundForwarding", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedPolicies")
    def excluded_policies(self) -> pulumi.Output[Sequence[str] | None]:
        """Names of policies that the rule leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_policies")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """What broke the rule when last read."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """What breaks the rule and no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of it the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class RemoteDomainForwarding(_Resource):
    """Forwarding to remote domains: Mail is forwarded automatically to no remote domain, the one for all others among them.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-remotedomain (2026-11-26).
    """

    _names = MappingProxyType({"excluded_domains": "excludedDomains"})

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_domains: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_domains: domains, or names of remote domains, that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_domains": excluded_domains,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:RemoteDomainForwarding", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedDomains")
    def excluded_domains(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains, or names of remote domains, that the rule leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_domains")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """What broke the rule when last read."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """What breaks the rule and no apply can mend, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of it the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class RetentionLabel(_Resource):
    """Retention label: How long items that bear the label are kept, from when on, and what happens then.

    Source: https://learn.microsoft.com/powershell/module/exchange/new-compliancetag (2026-11-24).
    """

    _names = MappingProxyType(
        {
            "retention_action": "retentionAction",
            "retention_duration_days": "retentionDurationDays",
            "retention_type": "retentionType",
            "is_record_label": "isRecordLabel",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        name: pulumi.Input[str],
        retention_action: pulumi.Input[str],
        retention_duration_days: pulumi.Input[int | str],
        retention_type: pulumi.Input[str],
        is_record_label: pulumi.Input[bool] | None = None,
        comment: pulumi.Input[str] | None = None,
        notes: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            name: name of the label: its natural key, in any letter case.
            retention_action: `Keep`, `KeepAndDelete` or `Delete`.
            retention_duration_days: days, or `unlimited`.
            retention_type: from when on: `CreationAgeInDays`, `ModificationAgeInDays`, `TaggedAgeInDays` or `EventAgeInDays`.
            is_record_label: items that bear it are records: neither edited nor deleted.
            comment: for administrators.
            notes: for the people who apply it.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "name": name,
            "retention_action": retention_action,
            "retention_duration_days": retention_duration_days,
            "retention_type": retention_type,
            "is_record_label": is_record_label,
            "comment": comment,
            "notes": notes,
        }
        super().__init__("m365:purview:RetentionLabel", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def name(self) -> pulumi.Output[str]:
        """Name of the label: its natural key, in any letter case."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="retentionAction")
    def retention_action(self) -> pulumi.Output[str]:
        """`Keep`, `KeepAndDelete` or `Delete`."""
        value: pulumi.Output[str] = pulumi.get(self, "retention_action")
        return value

    @property
    @pulumi.getter(name="retentionDurationDays")
    def retention_duration_days(self) -> pulumi.Output[int | str]:
        """Days, or `unlimited`."""
        value: pulumi.Output[int | str] = pulumi.get(self, "retention_duration_days")
        return value

    @property
    @pulumi.getter(name="retentionType")
    def retention_type(self) -> pulumi.Output[str]:
        """From when on: `CreationAgeInDays`, `ModificationAgeInDays`, `TaggedAgeInDays` or `EventAgeInDays`."""
        value: pulumi.Output[str] = pulumi.get(self, "retention_type")
        return value

    @property
    @pulumi.getter(name="isRecordLabel")
    def is_record_label(self) -> pulumi.Output[bool | None]:
        """Items that bear it are records: neither edited nor deleted."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_record_label")
        return value

    @property
    @pulumi.getter
    def comment(self) -> pulumi.Output[str | None]:
        """For administrators."""
        value: pulumi.Output[str | None] = pulumi.get(self, "comment")
        return value

    @property
    @pulumi.getter
    def notes(self) -> pulumi.Output[str | None]:
        """For the people who apply it."""
        value: pulumi.Output[str | None] = pulumi.get(self, "notes")
        return value


class RetentionLabelPolicy(_Resource):
    """Retention label policy: Publishes retention labels to places, so that people can apply them.

    Source: https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancepolicy (2026-11-24).
    """

    _names = MappingProxyType(
        {
            "exchange_location": "exchangeLocation",
            "share_point_location": "sharePointLocation",
            "one_drive_location": "oneDriveLocation",
            "modern_group_location": "modernGroupLocation",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        name: pulumi.Input[str],
        labels: pulumi.Input[Sequence[str]],
        comment: pulumi.Input[str] | None = None,
        enabled: pulumi.Input[bool] | None = None,
        exchange_location: pulumi.Input[Sequence[str]] | None = None,
        share_point_location: pulumi.Input[Sequence[str]] | None = None,
        one_drive_location: pulumi.Input[Sequence[str]] | None = None,
        modern_group_location: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            name: name of the policy: its natural key, in any letter case.
            labels: names of the labels that it publishes.
            comment: for administrators.
            enabled: switched on.
            exchange_location: `All`, or the places of `-ExchangeLocation`.
            share_point_location: `All`, or the places of `-SharePointLocation`.
            one_drive_location: `All`, or the places of `-OneDriveLocation`.
            modern_group_location: `All`, or the places of `-ModernGroupLocation`.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "name": name,
            "labels": labels,
            "comment": comment,
            "enabled": enabled,
            "exchange_location": exchange_location,
            "share_point_location": share_point_location,
            "one_drive_location": one_drive_location,
            "modern_group_location": modern_group_location,
        }
        super().__init__("m365:purview:RetentionLabelPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def name(self) -> pulumi.Output[str]:
        """Name of the policy: its natural key, in any letter case."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter
    def labels(self) -> pulumi.Output[Sequence[str]]:
        """Names of the labels that it publishes."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "labels")
        return value

    @property
    @pulumi.getter
    def comment(self) -> pulumi.Output[str | None]:
        """For administrators."""
        value: pulumi.Output[str | None] = pulumi.get(self, "comment")
        return value

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool | None]:
        """Switched on."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enabled")
        return value

    @property
    @pulumi.getter(name="exchangeLocation")
    def exchange_location(self) -> pulumi.Output[Sequence[str] | None]:
        """`All`, or the places of `-ExchangeLocation`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "exchange_location")
        return value

    @property
    @pulumi.getter(name="sharePointLocation")
    def share_point_location(self) -> pulumi.Output[Sequence[str] | None]:
        """`All`, or the places of `-SharePointLocation`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "share_point_location")
        return value

    @property
    @pulumi.getter(name="oneDriveLocation")
    def one_drive_location(self) -> pulumi.Output[Sequence[str] | None]:
        """`All`, or the places of `-OneDriveLocation`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "one_drive_location")
        return value

    @property
    @pulumi.getter(name="modernGroupLocation")
    def modern_group_location(self) -> pulumi.Output[Sequence[str] | None]:
        """`All`, or the places of `-ModernGroupLocation`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "modern_group_location")
        return value


class UnifiedAuditLog(_Resource):
    """Unified audit log: Whether what people, administrators and applications do is recorded in the audit log.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-adminauditlogconfig (2026-11-26).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        enabled: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            enabled: whether activities are recorded.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "enabled": enabled,
        }
        super().__init__("m365:purview:UnifiedAuditLog", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool]:
        """Whether activities are recorded."""
        value: pulumi.Output[bool] = pulumi.get(self, "enabled")
        return value
