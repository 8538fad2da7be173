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


class AppsAndServices(_Resource):
    """User-owned apps and services: What people get for themselves of apps and services, for the whole organization.

    Source: https://learn.microsoft.com/graph/api/resources/adminappsandservices (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        settings: pulumi.Input[Mapping[str, Any]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            settings: what they get.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "settings": settings,
        }
        super().__init__("m365:admincenter:AppsAndServices", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def settings(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What they get."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "settings")
        return value


class Forms(_Resource):
    """Settings of Microsoft Forms: What Microsoft Forms lets people do, for the whole organization.

    Source: https://learn.microsoft.com/graph/api/resources/formssettings (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        settings: pulumi.Input[Mapping[str, Any]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            settings: what it lets people do.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "settings": settings,
        }
        super().__init__("m365:admincenter:Forms", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def settings(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What it lets people do."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "settings")
        return value


class Attestation(_Resource):
    """Attestation: What a named owner attests in the client file of something that no interface tells to an application.

    Source: docs/decisions/2026-11-27-attestations.md (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        control: pulumi.Input[str],
        asked: pulumi.Input[Sequence[Mapping[str, Any]]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            control: id of the control that asks for it.
            asked: what is asked of each value: a least number, a most number of days ago, or some words.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "control": control,
            "asked": asked,
        }
        super().__init__("m365:attested:Attestation", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def control(self) -> pulumi.Output[str]:
        """Id of the control that asks for it."""
        value: pulumi.Output[str] = pulumi.get(self, "control")
        return value

    @property
    @pulumi.getter
    def asked(self) -> pulumi.Output[Sequence[Mapping[str, Any]]]:
        """What is asked of each value: a least number, a most number of days ago, or some words."""
        value: pulumi.Output[Sequence[Mapping[str, Any]]] = pulumi.get(self, "asked")
        return value


class BackupApplications(_Resource):
    """Applications of the independent backup: An assessment, which never writes: each application that is named is in the tenant and enabled, has consent to the permissions that are named, and is still its publisher's.

    Source: https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        applications: pulumi.Input[Sequence[Mapping[str, Any]]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            applications: the applications with which the backup signs in.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "applications": applications,
        }
        super().__init__("m365:backup:BackupApplications", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def applications(self) -> pulumi.Output[Sequence[Mapping[str, Any]]]:
        """The applications with which the backup signs in."""
        value: pulumi.Output[Sequence[Mapping[str, Any]]] = pulumi.get(self, "applications")
        return value


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


class RestoreSessions(_Resource):
    """Restores with Microsoft 365 Backup: An assessment, which never writes: a restore with Microsoft 365 Backup was completed within some days.

    Source: https://learn.microsoft.com/graph/api/resources/restoresessionbase (2026-11-26).
    """

    _names = MappingProxyType({"within_days": "withinDays"})

    def __init__(
        self,
        resource_name: str,
        *,
        within_days: pulumi.Input[int],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            within_days: how many days ago the latest completed restore may be at most.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "within_days": within_days,
        }
        super().__init__("m365:backup:RestoreSessions", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="withinDays")
    def within_days(self) -> pulumi.Output[int]:
        """How many days ago the latest completed restore may be at most."""
        value: pulumi.Output[int] = pulumi.get(self, "within_days")
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


class AlertPolicies(_Resource):
    """Alert policies: An assessment, which never writes: the named alert policies of Microsoft's own are on, and tell somebody.

    Source: https://learn.microsoft.com/powershell/module/exchange/get-protectionalert (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "alert_policies": "alertPolicies",
            "policies_where_there": "policiesWhereThere",
            "excluded_policies": "excludedPolicies",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        alert_policies: pulumi.Input[Sequence[str]],
        policies_where_there: pulumi.Input[Sequence[str]] | None = None,
        excluded_policies: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            alert_policies: names of policies that every tenant has: one that is not there breaks the rule.
            policies_where_there: names of policies that only some licences bring: judged where the tenant has one.
            excluded_policies: names of policies that the assessment leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "alert_policies": alert_policies,
            "policies_where_there": policies_where_there,
            "excluded_policies": excluded_policies,
        }
        super().__init__("m365:defender:AlertPolicies", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="alertPolicies")
    def alert_policies(self) -> pulumi.Output[Sequence[str]]:
        """Names of policies that every tenant has: one that is not there breaks the rule."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "alert_policies")
        return value

    @property
    @pulumi.getter(name="policiesWhereThere")
    def policies_where_there(self) -> pulumi.Output[Sequence[str] | None]:
        """Names of policies that only some licences bring: judged where the tenant has one."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "policies_where_there")
        return value

    @property
    @pulumi.getter(name="excludedPolicies")
    def excluded_policies(self) -> pulumi.Output[Sequence[str] | None]:
        """Names of policies that the assessment leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_policies")
        return value


class AllowEntries(_Resource):
    """Allow entries: An assessment, which never writes: what the Tenant Allow/Block List lets past the filters ends within so many days, or some days after it was last needed, but for the entries that are named.

    Source: https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistitems (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        days: pulumi.Input[int],
        entries: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            days: within how many days from now an entry ends.
            entries: values of entries that may stay for ever; of a pair, `forged sender from server`.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "days": days,
            "entries": entries,
        }
        super().__init__("m365:defender:AllowEntries", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def days(self) -> pulumi.Output[int]:
        """Within how many days from now an entry ends."""
        value: pulumi.Output[int] = pulumi.get(self, "days")
        return value

    @property
    @pulumi.getter
    def entries(self) -> pulumi.Output[Sequence[str] | None]:
        """Values of entries that may stay for ever; of a pair, `forged sender from server`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "entries")
        return value


class AntiPhishing(_Resource):
    """Anti-phishing: Every anti-phishing policy that acts on somebody recognises forged senders, does as the sender's domain asks by DMARC, and shows who writes for the first time or cannot be proved.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-antiphishpolicy (2026-11-27).
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
        super().__init__("m365:defender:AntiPhishing", resource_name, {**properties}, opts)

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


class AtpPolicyForO365(_Resource):
    """Safe Attachments for files: Whether files in SharePoint, OneDrive and Teams are tried out as attachments are.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-atppolicyforo365 (2026-11-27).
    """

    _names = MappingProxyType({"safe_attachments_for_files": "safeAttachmentsForFiles"})

    def __init__(
        self,
        resource_name: str,
        *,
        safe_attachments_for_files: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            safe_attachments_for_files: whether they are; a file that is found harmful is locked.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "safe_attachments_for_files": safe_attachments_for_files,
        }
        super().__init__("m365:defender:AtpPolicyForO365", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="safeAttachmentsForFiles")
    def safe_attachments_for_files(self) -> pulumi.Output[bool]:
        """Whether they are; a file that is found harmful is locked."""
        value: pulumi.Output[bool] = pulumi.get(self, "safe_attachments_for_files")
        return value


class AtpPresetRules(_Resource):
    """Presets of Defender for Office 365: An assessment, which never writes: a preset of Defender for Office 365 that is on leaves nobody out but who is named, and the one that is asked for reaches every domain.

    Source: https://learn.microsoft.com/defender-office-365/preset-security-policies (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        preset: pulumi.Input[str] | None = None,
        exceptions: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            preset: which preset has to reach every domain at least; none is asked for without.
            exceptions: addresses, groups and domains that presets may leave out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "preset": preset,
            "exceptions": exceptions,
        }
        super().__init__("m365:defender:AtpPresetRules", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def preset(self) -> pulumi.Output[str | None]:
        """Which preset has to reach every domain at least; none is asked for without."""
        value: pulumi.Output[str | None] = pulumi.get(self, "preset")
        return value

    @property
    @pulumi.getter
    def exceptions(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses, groups and domains that presets may leave out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "exceptions")
        return value


class ConnectionFilter(_Resource):
    """Connection filter: No connection filter policy lets an address past the spam filter, but those that are named, and none uses the safe list.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-hostedconnectionfilterpolicy (2026-11-27).
    """

    _names = MappingProxyType({"allowed_addresses": "allowedAddresses"})

    def __init__(
        self,
        resource_name: str,
        *,
        allowed_addresses: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            allowed_addresses: addresses and ranges, as the service writes them, that may stay in an allow list.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "allowed_addresses": allowed_addresses,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:defender:ConnectionFilter", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="allowedAddresses")
    def allowed_addresses(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses and ranges, as the service writes them, that may stay in an allow list."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "allowed_addresses")
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


class EmailTenantSettings(_Resource):
    """Priority account protection: Whether mail to accounts that bear the tag of priority accounts is looked at as that of executives is.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-emailtenantsettings (2026-11-27).
    """

    _names = MappingProxyType({"priority_account_protection": "priorityAccountProtection"})

    def __init__(
        self,
        resource_name: str,
        *,
        priority_account_protection: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            priority_account_protection: whether it is.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "priority_account_protection": priority_account_protection,
        }
        super().__init__("m365:defender:EmailTenantSettings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="priorityAccountProtection")
    def priority_account_protection(self) -> pulumi.Output[bool]:
        """Whether it is."""
        value: pulumi.Output[bool] = pulumi.get(self, "priority_account_protection")
        return value


class EopPresetRules(_Resource):
    """Presets of Exchange Online Protection: An assessment, which never writes: a preset of Exchange Online Protection that is on leaves nobody out but who is named, and the one that is asked for reaches every domain.

    Source: https://learn.microsoft.com/defender-office-365/preset-security-policies (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        preset: pulumi.Input[str] | None = None,
        exceptions: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            preset: which preset has to reach every domain at least; none is asked for without.
            exceptions: addresses, groups and domains that presets may leave out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "preset": preset,
            "exceptions": exceptions,
        }
        super().__init__("m365:defender:EopPresetRules", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def preset(self) -> pulumi.Output[str | None]:
        """Which preset has to reach every domain at least; none is asked for without."""
        value: pulumi.Output[str | None] = pulumi.get(self, "preset")
        return value

    @property
    @pulumi.getter
    def exceptions(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses, groups and domains that presets may leave out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "exceptions")
        return value


class Impersonation(_Resource):
    """Impersonation: Every anti-phishing policy that acts on somebody stops mail that looks like that of the listed people, of the tenant's and the listed domains, or of those with whom somebody corresponds, and says what is strange about it.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-antiphishpolicy (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "targeted_users_to_protect": "targetedUsersToProtect",
            "targeted_domains_to_protect": "targetedDomainsToProtect",
            "trusted_senders": "trustedSenders",
            "trusted_domains": "trustedDomains",
            "excluded_policies": "excludedPolicies",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        targeted_users_to_protect: pulumi.Input[Sequence[str]] | None = None,
        targeted_domains_to_protect: pulumi.Input[Sequence[str]] | None = None,
        trusted_senders: pulumi.Input[Sequence[str]] | None = None,
        trusted_domains: pulumi.Input[Sequence[str]] | None = None,
        excluded_policies: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            targeted_users_to_protect: people who are protected, each as `name;address`; those whom a policy protects besides stay.
            targeted_domains_to_protect: domains of others that are protected; those that a policy protects besides stay.
            trusted_senders: addresses whose mail may look like somebody's; a policy lets no others pass.
            trusted_domains: domains whose mail may look like somebody's; a policy lets no others pass.
            excluded_policies: names of policies that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "targeted_users_to_protect": targeted_users_to_protect,
            "targeted_domains_to_protect": targeted_domains_to_protect,
            "trusted_senders": trusted_senders,
            "trusted_domains": trusted_domains,
            "excluded_policies": excluded_policies,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:defender:Impersonation", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="targetedUsersToProtect")
    def targeted_users_to_protect(self) -> pulumi.Output[Sequence[str] | None]:
        """People who are protected, each as `name;address`; those whom a policy protects besides stay."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "targeted_users_to_protect")
        return value

    @property
    @pulumi.getter(name="targetedDomainsToProtect")
    def targeted_domains_to_protect(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains of others that are protected; those that a policy protects besides stay."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "targeted_domains_to_protect")
        return value

    @property
    @pulumi.getter(name="trustedSenders")
    def trusted_senders(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses whose mail may look like somebody's; a policy lets no others pass."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "trusted_senders")
        return value

    @property
    @pulumi.getter(name="trustedDomains")
    def trusted_domains(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains whose mail may look like somebody's; a policy lets no others pass."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "trusted_domains")
        return value

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


class MalwareFilter(_Resource):
    """Malware filter: Every malware filter policy that acts on somebody stops the listed types of attachments and takes mail back that turns out to be harmful (zero-hour auto purge).

    Source: https://learn.microsoft.com/powershell/module/exchange/set-malwarefilterpolicy (2026-11-27).
    """

    _names = MappingProxyType({"file_types": "fileTypes", "excluded_policies": "excludedPolicies"})

    def __init__(
        self,
        resource_name: str,
        *,
        file_types: pulumi.Input[Sequence[str]],
        excluded_policies: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            file_types: extensions of attachments, without the dot, that are stopped.
            excluded_policies: names of policies that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "file_types": file_types,
            "excluded_policies": excluded_policies,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:defender:MalwareFilter", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="fileTypes")
    def file_types(self) -> pulumi.Output[Sequence[str]]:
        """Extensions of attachments, without the dot, that are stopped."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "file_types")
        return value

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


class PriorityAccounts(_Resource):
    """Priority accounts: Each account that is named bears the tag of priority accounts.

    Source: https://learn.microsoft.com/microsoft-365/admin/setup/priority-accounts (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        accounts: pulumi.Input[Sequence[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            accounts: user principal names of the accounts.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "accounts": accounts,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:defender:PriorityAccounts", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def accounts(self) -> pulumi.Output[Sequence[str]]:
        """User principal names of the accounts."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "accounts")
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


class SafeAttachments(_Resource):
    """Safe Attachments: Every Safe Attachments policy that acts on somebody stops harmful attachments, and the built-in protection leaves nobody out: whom it spares is taken off its list.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-safeattachmentpolicy (2026-11-27).
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
        super().__init__("m365:defender:SafeAttachments", resource_name, {**properties}, opts)

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


class SafeLinks(_Resource):
    """Safe Links: Every Safe Links policy that acts on somebody has links in mail, Teams and Office checked, those that colleagues send among them, spares no address, and lets nobody go on to what was found harmful.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-safelinkspolicy (2026-11-27).
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
        super().__init__("m365:defender:SafeLinks", resource_name, {**properties}, opts)

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


class SpamFilter(_Resource):
    """Spam filter: Every spam filter policy that acts on somebody moves spam out of the inbox and phishing into quarantine, takes back what is found later (zero-hour auto purge), and lets no sender past.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-hostedcontentfilterpolicy (2026-11-27).
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
        super().__init__("m365:defender:SpamFilter", resource_name, {**properties}, opts)

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


class TeamsProtectionPolicy(_Resource):
    """Teams protection policy: Whether messages in Teams that turn out to be harmful are taken back (zero-hour auto purge).

    Source: https://learn.microsoft.com/powershell/module/exchange/set-teamsprotectionpolicy (2026-11-27).
    """

    _names = MappingProxyType({"zap_enabled": "zapEnabled"})

    def __init__(
        self,
        resource_name: str,
        *,
        zap_enabled: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            zap_enabled: whether they are; what is taken back waits in quarantine.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "zap_enabled": zap_enabled,
        }
        super().__init__("m365:defender:TeamsProtectionPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="zapEnabled")
    def zap_enabled(self) -> pulumi.Output[bool]:
        """Whether they are; what is taken back waits in quarantine."""
        value: pulumi.Output[bool] = pulumi.get(self, "zap_enabled")
        return value


class TeamsProtectionRules(_Resource):
    """Teams protection rules: An assessment, which never writes: no rule leaves anybody out of the zero-hour auto purge in Teams but those who are named.

    Source: https://learn.microsoft.com/powershell/module/exchange/get-teamsprotectionpolicyrule (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "excluded_users": "excludedUsers",
            "excluded_groups": "excludedGroups",
            "excluded_domains": "excludedDomains",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_users: pulumi.Input[Sequence[str]] | None = None,
        excluded_groups: pulumi.Input[Sequence[str]] | None = None,
        excluded_domains: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_users: addresses of users whom a rule may leave out.
            excluded_groups: addresses of groups whose members a rule may leave out.
            excluded_domains: domains of recipients whom a rule may leave out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_users": excluded_users,
            "excluded_groups": excluded_groups,
            "excluded_domains": excluded_domains,
        }
        super().__init__("m365:defender:TeamsProtectionRules", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedUsers")
    def excluded_users(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses of users whom a rule may leave out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_users")
        return value

    @property
    @pulumi.getter(name="excludedGroups")
    def excluded_groups(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses of groups whose members a rule may leave out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_groups")
        return value

    @property
    @pulumi.getter(name="excludedDomains")
    def excluded_domains(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains of recipients whom a rule may leave out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_domains")
        return value


class AccessReview(_Resource):
    """Access review: A series of access reviews: what is looked at, by whom, how often, and what follows from it.

    Source: https://learn.microsoft.com/graph/api/resources/accessreviewscheduledefinition (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "display_name": "displayName",
            "mail_notifications_enabled": "mailNotificationsEnabled",
            "reminder_notifications_enabled": "reminderNotificationsEnabled",
            "justification_required_on_approval": "justificationRequiredOnApproval",
            "recommendations_enabled": "recommendationsEnabled",
            "default_decision_enabled": "defaultDecisionEnabled",
            "default_decision": "defaultDecision",
            "auto_apply_decisions_enabled": "autoApplyDecisionsEnabled",
            "instance_duration_in_days": "instanceDurationInDays",
            "start_date": "startDate",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        display_name: pulumi.Input[str],
        query: pulumi.Input[str] | None = None,
        principals: pulumi.Input[Sequence[str]] | None = None,
        resources: pulumi.Input[Sequence[str]] | None = None,
        groups: pulumi.Input[str] | None = None,
        reviewers: pulumi.Input[Sequence[str]] | None = None,
        mail_notifications_enabled: pulumi.Input[bool] | None = None,
        reminder_notifications_enabled: pulumi.Input[bool] | None = None,
        justification_required_on_approval: pulumi.Input[bool] | None = None,
        recommendations_enabled: pulumi.Input[bool] | None = None,
        default_decision_enabled: pulumi.Input[bool] | None = None,
        default_decision: pulumi.Input[str] | None = None,
        auto_apply_decisions_enabled: pulumi.Input[bool] | None = None,
        instance_duration_in_days: pulumi.Input[int] | None = None,
        recurrence: pulumi.Input[str] | None = None,
        interval: pulumi.Input[int] | None = None,
        ends: pulumi.Input[str] | None = None,
        start_date: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            display_name: its name: the natural key.
            query: whose access is looked at, as a query of Graph; within each of `groups` where it begins with a dot.
            principals: whose access to `resources` is looked at, as queries of Graph.
            resources: to what, as queries of Graph.
            groups: in which groups, each with a review of its own, as a query of Graph.
            reviewers: who decides, as queries of Graph such as `/groups/ID/transitiveMembers`; nobody is: each for himself.
            mail_notifications_enabled: whether reviewers are told by mail that there is something to decide.
            reminder_notifications_enabled: whether they are reminded.
            justification_required_on_approval: whether they have to say why access stays.
            recommendations_enabled: whether the service proposes a decision to them.
            default_decision_enabled: whether `defaultDecision` counts where nobody decided.
            default_decision: what becomes of access about which nobody decided: `Deny` takes it, with `None` it stays.
            auto_apply_decisions_enabled: whether decisions are carried out by the service; else somebody has to.
            instance_duration_in_days: days in which reviewers decide.
            recurrence: how rounds follow on each other.
            interval: every how many weeks, months or years.
            ends: whether the rounds come to an end; with `noEnd` they do not.
            start_date: day of the first round, such as 2026-12-01.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "display_name": display_name,
            "query": query,
            "principals": principals,
            "resources": resources,
            "groups": groups,
            "reviewers": reviewers,
            "mail_notifications_enabled": mail_notifications_enabled,
            "reminder_notifications_enabled": reminder_notifications_enabled,
            "justification_required_on_approval": justification_required_on_approval,
            "recommendations_enabled": recommendations_enabled,
            "default_decision_enabled": default_decision_enabled,
            "default_decision": default_decision,
            "auto_apply_decisions_enabled": auto_apply_decisions_enabled,
            "instance_duration_in_days": instance_duration_in_days,
            "recurrence": recurrence,
            "interval": interval,
            "ends": ends,
            "start_date": start_date,
        }
        super().__init__("m365:entra:AccessReview", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """Its name: the natural key."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter
    def query(self) -> pulumi.Output[str | None]:
        """Whose access is looked at, as a query of Graph; within each of `groups` where it begins with a dot."""
        value: pulumi.Output[str | None] = pulumi.get(self, "query")
        return value

    @property
    @pulumi.getter
    def principals(self) -> pulumi.Output[Sequence[str] | None]:
        """Whose access to `resources` is looked at, as queries of Graph."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "principals")
        return value

    @property
    @pulumi.getter
    def resources(self) -> pulumi.Output[Sequence[str] | None]:
        """To what, as queries of Graph."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "resources")
        return value

    @property
    @pulumi.getter
    def groups(self) -> pulumi.Output[str | None]:
        """In which groups, each with a review of its own, as a query of Graph."""
        value: pulumi.Output[str | None] = pulumi.get(self, "groups")
        return value

    @property
    @pulumi.getter
    def reviewers(self) -> pulumi.Output[Sequence[str] | None]:
        """Who decides, as queries of Graph such as `/groups/ID/transitiveMembers`; nobody is: each for himself."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "reviewers")
        return value

    @property
    @pulumi.getter(name="mailNotificationsEnabled")
    def mail_notifications_enabled(self) -> pulumi.Output[bool | None]:
        """Whether reviewers are told by mail that there is something to decide."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "mail_notifications_enabled")
        return value

    @property
    @pulumi.getter(name="reminderNotificationsEnabled")
    def reminder_notifications_enabled(self) -> pulumi.Output[bool | None]:
        """Whether they are reminded."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "reminder_notifications_enabled")
        return value

    @property
    @pulumi.getter(name="justificationRequiredOnApproval")
    def justification_required_on_approval(self) -> pulumi.Output[bool | None]:
        """Whether they have to say why access stays."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "justification_required_on_approval")
        return value

    @property
    @pulumi.getter(name="recommendationsEnabled")
    def recommendations_enabled(self) -> pulumi.Output[bool | None]:
        """Whether the service proposes a decision to them."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "recommendations_enabled")
        return value

    @property
    @pulumi.getter(name="defaultDecisionEnabled")
    def default_decision_enabled(self) -> pulumi.Output[bool | None]:
        """Whether `defaultDecision` counts where nobody decided."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "default_decision_enabled")
        return value

    @property
    @pulumi.getter(name="defaultDecision")
    def default_decision(self) -> pulumi.Output[str | None]:
        """What becomes of access about which nobody decided: `Deny` takes it, with `None` it stays."""
        value: pulumi.Output[str | None] = pulumi.get(self, "default_decision")
        return value

    @property
    @pulumi.getter(name="autoApplyDecisionsEnabled")
    def auto_apply_decisions_enabled(self) -> pulumi.Output[bool | None]:
        """Whether decisions are carried out by the service; else somebody has to."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "auto_apply_decisions_enabled")
        return value

    @property
    @pulumi.getter(name="instanceDurationInDays")
    def instance_duration_in_days(self) -> pulumi.Output[int | None]:
        """Days in which reviewers decide."""
        value: pulumi.Output[int | None] = pulumi.get(self, "instance_duration_in_days")
        return value

    @property
    @pulumi.getter
    def recurrence(self) -> pulumi.Output[str | None]:
        """How rounds follow on each other."""
        value: pulumi.Output[str | None] = pulumi.get(self, "recurrence")
        return value

    @property
    @pulumi.getter
    def interval(self) -> pulumi.Output[int | None]:
        """Every how many weeks, months or years."""
        value: pulumi.Output[int | None] = pulumi.get(self, "interval")
        return value

    @property
    @pulumi.getter
    def ends(self) -> pulumi.Output[str | None]:
        """Whether the rounds come to an end; with `noEnd` they do not."""
        value: pulumi.Output[str | None] = pulumi.get(self, "ends")
        return value

    @property
    @pulumi.getter(name="startDate")
    def start_date(self) -> pulumi.Output[str | None]:
        """Day of the first round, such as 2026-12-01."""
        value: pulumi.Output[str | None] = pulumi.get(self, "start_date")
        return value


class AccessReviewStart(_Resource):
    """Start of access reviews: An assessment, which never writes: the first rounds of access reviews begin within a month, and each query for reviewers finds somebody who can sign in.

    Source: https://learn.microsoft.com/graph/api/resources/accessreviewreviewerscope (2026-11-28).
    """

    _names = MappingProxyType({"start_date": "startDate"})

    def __init__(
        self,
        resource_name: str,
        *,
        reviewers: pulumi.Input[Sequence[str]],
        start_date: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            reviewers: queries of Graph for those who decide.
            start_date: day of the first round, such as 2026-12-01.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "reviewers": reviewers,
            "start_date": start_date,
        }
        super().__init__("m365:entra:AccessReviewStart", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def reviewers(self) -> pulumi.Output[Sequence[str]]:
        """Queries of Graph for those who decide."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "reviewers")
        return value

    @property
    @pulumi.getter(name="startDate")
    def start_date(self) -> pulumi.Output[str]:
        """Day of the first round, such as 2026-12-01."""
        value: pulumi.Output[str] = pulumi.get(self, "start_date")
        return value


class ActivityBasedTimeoutPolicy(_Resource):
    """Timeout policy of web sessions: After how many seconds without activity people are signed out of Microsoft 365 in browsers.

    Source: https://learn.microsoft.com/graph/api/resources/activitybasedtimeoutpolicy (2026-11-27).
    """

    _names = MappingProxyType({"web_session_idle_timeout_in_seconds": "webSessionIdleTimeoutInSeconds"})

    def __init__(
        self,
        resource_name: str,
        *,
        web_session_idle_timeout_in_seconds: pulumi.Input[int],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            web_session_idle_timeout_in_seconds: seconds without activity after which a web session ends, of applications with no time of their own.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "web_session_idle_timeout_in_seconds": web_session_idle_timeout_in_seconds,
        }
        super().__init__("m365:entra:ActivityBasedTimeoutPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="webSessionIdleTimeoutInSeconds")
    def web_session_idle_timeout_in_seconds(self) -> pulumi.Output[int]:
        """Seconds without activity after which a web session ends, of applications with no time of their own."""
        value: pulumi.Output[int] = pulumi.get(self, "web_session_idle_timeout_in_seconds")
        return value


class AdminConsentRequestPolicy(_Resource):
    """Admin consent request policy: Whether users can ask an administrator to consent to an application, and who decides.

    Source: https://learn.microsoft.com/graph/api/resources/adminconsentrequestpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "notify_reviewers": "notifyReviewers",
            "reminders_enabled": "remindersEnabled",
            "request_duration_in_days": "requestDurationInDays",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        enabled: pulumi.Input[bool],
        reviewers: pulumi.Input[Sequence[str]],
        notify_reviewers: pulumi.Input[bool] | None = None,
        reminders_enabled: pulumi.Input[bool] | None = None,
        request_duration_in_days: pulumi.Input[int] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            enabled: whether users can ask for an application.
            reviewers: who decides: queries of Graph for users, such as `/users/ID` or the members of a group or a role.
            notify_reviewers: whether reviewers are told of a request by mail.
            reminders_enabled: whether reviewers are reminded before a request expires.
            request_duration_in_days: days after which a request expires.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "enabled": enabled,
            "reviewers": reviewers,
            "notify_reviewers": notify_reviewers,
            "reminders_enabled": reminders_enabled,
            "request_duration_in_days": request_duration_in_days,
        }
        super().__init__("m365:entra:AdminConsentRequestPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool]:
        """Whether users can ask for an application."""
        value: pulumi.Output[bool] = pulumi.get(self, "enabled")
        return value

    @property
    @pulumi.getter(name="notifyReviewers")
    def notify_reviewers(self) -> pulumi.Output[bool | None]:
        """Whether reviewers are told of a request by mail."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "notify_reviewers")
        return value

    @property
    @pulumi.getter(name="remindersEnabled")
    def reminders_enabled(self) -> pulumi.Output[bool | None]:
        """Whether reviewers are reminded before a request expires."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "reminders_enabled")
        return value

    @property
    @pulumi.getter(name="requestDurationInDays")
    def request_duration_in_days(self) -> pulumi.Output[int | None]:
        """Days after which a request expires."""
        value: pulumi.Output[int | None] = pulumi.get(self, "request_duration_in_days")
        return value

    @property
    @pulumi.getter
    def reviewers(self) -> pulumi.Output[Sequence[str]]:
        """Who decides: queries of Graph for users, such as `/users/ID` or the members of a group or a role."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "reviewers")
        return value


class AppManagementPolicies(_Resource):
    """App management policies: An assessment, which never writes: no policy for single applications asks less of their passwords and certificates than is asked of all.

    Source: https://learn.microsoft.com/graph/api/resources/appmanagementpolicy (2026-11-28).
    """

    _names = MappingProxyType(
        {
            "longest_days": "longestDays",
            "passwords_refused": "passwordsRefused",
            "excluded_policies": "excludedPolicies",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        longest_days: pulumi.Input[int],
        passwords_refused: pulumi.Input[bool],
        excluded_policies: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            longest_days: days for which a password or certificate may be good.
            passwords_refused: whether a policy has to refuse new passwords.
            excluded_policies: display names of policies that the assessment leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "longest_days": longest_days,
            "passwords_refused": passwords_refused,
            "excluded_policies": excluded_policies,
        }
        super().__init__("m365:entra:AppManagementPolicies", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="longestDays")
    def longest_days(self) -> pulumi.Output[int]:
        """Days for which a password or certificate may be good."""
        value: pulumi.Output[int] = pulumi.get(self, "longest_days")
        return value

    @property
    @pulumi.getter(name="passwordsRefused")
    def passwords_refused(self) -> pulumi.Output[bool]:
        """Whether a policy has to refuse new passwords."""
        value: pulumi.Output[bool] = pulumi.get(self, "passwords_refused")
        return value

    @property
    @pulumi.getter(name="excludedPolicies")
    def excluded_policies(self) -> pulumi.Output[Sequence[str] | None]:
        """Display names of policies that the assessment leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_policies")
        return value


class AuthenticationFlowsPolicy(_Resource):
    """Authentication flows policy: Whether people outside sign up by themselves, as guests, where a user flow is set up for it.

    Source: https://learn.microsoft.com/graph/api/resources/authenticationflowspolicy (2026-11-28).
    """

    _names = MappingProxyType({"self_service_sign_up_enabled": "selfServiceSignUpEnabled"})

    def __init__(
        self,
        resource_name: str,
        *,
        self_service_sign_up_enabled: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            self_service_sign_up_enabled: whether user flows by which people outside sign up as guests can be made, and are offered.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "self_service_sign_up_enabled": self_service_sign_up_enabled,
        }
        super().__init__("m365:entra:AuthenticationFlowsPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="selfServiceSignUpEnabled")
    def self_service_sign_up_enabled(self) -> pulumi.Output[bool]:
        """Whether user flows by which people outside sign up as guests can be made, and are offered."""
        value: pulumi.Output[bool] = pulumi.get(self, "self_service_sign_up_enabled")
        return value


class AuthenticationMethodsPolicy(_Resource):
    """Authentication methods policy: What holds for all methods of signing in: whether older settings count beside this policy, who is asked to register a method, which method is asked for first, and whether a sign-in can be reported.

    Source: https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "policy_migration_state": "policyMigrationState",
            "registration_campaign": "registrationCampaign",
            "system_credential_preferences": "systemCredentialPreferences",
            "report_suspicious_activity": "reportSuspiciousActivity",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        policy_migration_state: pulumi.Input[str] | None = None,
        registration_campaign: pulumi.Input[Mapping[str, Any]] | None = None,
        system_credential_preferences: pulumi.Input[Mapping[str, Any]] | None = None,
        report_suspicious_activity: pulumi.Input[Mapping[str, Any]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            policy_migration_state: whether the settings of per-user MFA and of self-service password reset count beside this policy: not with `migrationComplete`.
            registration_campaign: who is asked at a sign-in to register a better method. It is declared whole.
            system_credential_preferences: whether the strongest method that somebody has registered is asked for first. It is declared whole.
            report_suspicious_activity: whether somebody who is asked for a sign-in that is not his can report it. It is declared whole.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "policy_migration_state": policy_migration_state,
            "registration_campaign": registration_campaign,
            "system_credential_preferences": system_credential_preferences,
            "report_suspicious_activity": report_suspicious_activity,
        }
        super().__init__("m365:entra:AuthenticationMethodsPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="policyMigrationState")
    def policy_migration_state(self) -> pulumi.Output[str | None]:
        """Whether the settings of per-user MFA and of self-service password reset count beside this policy: not with `migrationComplete`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "policy_migration_state")
        return value

    @property
    @pulumi.getter(name="registrationCampaign")
    def registration_campaign(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Who is asked at a sign-in to register a better method."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "registration_campaign")
        return value

    @property
    @pulumi.getter(name="systemCredentialPreferences")
    def system_credential_preferences(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Whether the strongest method that somebody has registered is asked for first."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "system_credential_preferences")
        return value

    @property
    @pulumi.getter(name="reportSuspiciousActivity")
    def report_suspicious_activity(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Whether somebody who is asked for a sign-in that is not his can report it."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "report_suspicious_activity")
        return value


class AuthorizationPolicy(_Resource):
    """Authorization policy: What every user and every guest of the directory may do without anybody's leave.

    Source: https://learn.microsoft.com/graph/api/resources/authorizationpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "allowed_to_create_apps": "allowedToCreateApps",
            "allowed_to_create_tenants": "allowedToCreateTenants",
            "allowed_to_create_security_groups": "allowedToCreateSecurityGroups",
            "allowed_to_read_bitlocker_keys_for_owned_device": "allowedToReadBitlockerKeysForOwnedDevice",
            "permission_grant_policies_assigned": "permissionGrantPoliciesAssigned",
            "allow_user_consent_for_risky_apps": "allowUserConsentForRiskyApps",
            "guest_user_role_id": "guestUserRoleId",
            "allow_invites_from": "allowInvitesFrom",
            "allow_email_verified_users_to_join_organization": "allowEmailVerifiedUsersToJoinOrganization",
            "allowed_to_use_sspr": "allowedToUseSSPR",
            "block_msol_power_shell": "blockMsolPowerShell",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        allowed_to_create_apps: pulumi.Input[bool] | None = None,
        allowed_to_create_tenants: pulumi.Input[bool] | None = None,
        allowed_to_create_security_groups: pulumi.Input[bool] | None = None,
        allowed_to_read_bitlocker_keys_for_owned_device: pulumi.Input[bool] | None = None,
        permission_grant_policies_assigned: pulumi.Input[Sequence[str]] | None = None,
        allow_user_consent_for_risky_apps: pulumi.Input[bool] | None = None,
        guest_user_role_id: pulumi.Input[str] | None = None,
        allow_invites_from: pulumi.Input[str] | None = None,
        allow_email_verified_users_to_join_organization: pulumi.Input[bool] | None = None,
        allowed_to_use_sspr: pulumi.Input[bool] | None = None,
        block_msol_power_shell: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            allowed_to_create_apps: whether every user may register applications.
            allowed_to_create_tenants: whether every user may create tenants, of which they are the administrators.
            allowed_to_create_security_groups: whether every user may create security groups.
            allowed_to_read_bitlocker_keys_for_owned_device: whether users may read the recovery keys of BitLocker of the devices that they own.
            permission_grant_policies_assigned: what users may consent to for themselves, such as `ManagePermissionGrantsForSelf.microsoft-user-default-low`; with none, to nothing. What owners of teams and chats may consent to stands in the same list of the service, is kept, and is not compared.
            allow_user_consent_for_risky_apps: whether users may consent to applications that Microsoft takes for risky.
            guest_user_role_id: what guests see of the directory: `10dae51f-b6af-4016-8d66-8c2a99b929b3` limited, `2af84b1e-32c8-42b7-82bc-daa82404023b` their own account only, `a0b1b346-4d3e-4e8b-98f8-753987be4970` as much as members.
            allow_invites_from: who invites guests.
            allow_email_verified_users_to_join_organization: whether whoever has an address at a domain of the tenant joins it without an invitation.
            allowed_to_use_sspr: whether administrators may reset their own passwords.
            block_msol_power_shell: whether the retired MSOnline module of PowerShell is closed to everybody.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "allowed_to_create_apps": allowed_to_create_apps,
            "allowed_to_create_tenants": allowed_to_create_tenants,
            "allowed_to_create_security_groups": allowed_to_create_security_groups,
            "allowed_to_read_bitlocker_keys_for_owned_device": allowed_to_read_bitlocker_keys_for_owned_device,
            "permission_grant_policies_assigned": permission_grant_policies_assigned,
            "allow_user_consent_for_risky_apps": allow_user_consent_for_risky_apps,
            "guest_user_role_id": guest_user_role_id,
            "allow_invites_from": allow_invites_from,
            "allow_email_verified_users_to_join_organization": allow_email_verified_users_to_join_organization,
            "allowed_to_use_sspr": allowed_to_use_sspr,
            "block_msol_power_shell": block_msol_power_shell,
        }
        super().__init__("m365:entra:AuthorizationPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="allowedToCreateApps")
    def allowed_to_create_apps(self) -> pulumi.Output[bool | None]:
        """Whether every user may register applications."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "allowed_to_create_apps")
        return value

    @property
    @pulumi.getter(name="allowedToCreateTenants")
    def allowed_to_create_tenants(self) -> pulumi.Output[bool | None]:
        """Whether every user may create tenants, of which they are the administrators."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "allowed_to_create_tenants")
        return value

    @property
    @pulumi.getter(name="allowedToCreateSecurityGroups")
    def allowed_to_create_security_groups(self) -> pulumi.Output[bool | None]:
        """Whether every user may create security groups."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "allowed_to_create_security_groups")
        return value

    @property
    @pulumi.getter(name="allowedToReadBitlockerKeysForOwnedDevice")
    def allowed_to_read_bitlocker_keys_for_owned_device(self) -> pulumi.Output[bool | None]:
        """Whether users may read the recovery keys of BitLocker of the devices that they own."""
        value: pulumi.Output[bool | None] = pulumi.get(
            self, "allowed_to_read_bitlocker_keys_for_owned_device"
        )
        return value

    @property
    @pulumi.getter(name="permissionGrantPoliciesAssigned")
    def permission_grant_policies_assigned(self) -> pulumi.Output[Sequence[str] | None]:
        """What users may consent to for themselves, such as `ManagePermissionGrantsForSelf.microsoft-user-default-low`; with none, to nothing."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "permission_grant_policies_assigned")
        return value

    @property
    @pulumi.getter(name="allowUserConsentForRiskyApps")
    def allow_user_consent_for_risky_apps(self) -> pulumi.Output[bool | None]:
        """Whether users may consent to applications that Microsoft takes for risky."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "allow_user_consent_for_risky_apps")
        return value

    @property
    @pulumi.getter(name="guestUserRoleId")
    def guest_user_role_id(self) -> pulumi.Output[str | None]:
        """What guests see of the directory: `10dae51f-b6af-4016-8d66-8c2a99b929b3` limited, `2af84b1e-32c8-42b7-82bc-daa82404023b` their own account only, `a0b1b346-4d3e-4e8b-98f8-753987be4970` as much as members."""
        value: pulumi.Output[str | None] = pulumi.get(self, "guest_user_role_id")
        return value

    @property
    @pulumi.getter(name="allowInvitesFrom")
    def allow_invites_from(self) -> pulumi.Output[str | None]:
        """Who invites guests."""
        value: pulumi.Output[str | None] = pulumi.get(self, "allow_invites_from")
        return value

    @property
    @pulumi.getter(name="allowEmailVerifiedUsersToJoinOrganization")
    def allow_email_verified_users_to_join_organization(self) -> pulumi.Output[bool | None]:
        """Whether whoever has an address at a domain of the tenant joins it without an invitation."""
        value: pulumi.Output[bool | None] = pulumi.get(
            self, "allow_email_verified_users_to_join_organization"
        )
        return value

    @property
    @pulumi.getter(name="allowedToUseSSPR")
    def allowed_to_use_sspr(self) -> pulumi.Output[bool | None]:
        """Whether administrators may reset their own passwords."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "allowed_to_use_sspr")
        return value

    @property
    @pulumi.getter(name="blockMsolPowerShell")
    def block_msol_power_shell(self) -> pulumi.Output[bool | None]:
        """Whether the retired MSOnline module of PowerShell is closed to everybody."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "block_msol_power_shell")
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


class CertificateAuthorities(_Resource):
    """Certificate authorities: An assessment, which never writes: certificates sign people in only where their authority is named by thumbprint, and count as one factor unless it is said otherwise.

    Source: https://learn.microsoft.com/graph/api/certificatebasedauthpki-list-certificateauthorities (2026-11-28).
    """

    _names = MappingProxyType({"several_factors": "severalFactors", "several_factors_by": "severalFactorsBy"})

    def __init__(
        self,
        resource_name: str,
        *,
        authorities: pulumi.Input[Sequence[str]] | None = None,
        several_factors: pulumi.Input[bool] | None = None,
        several_factors_by: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            authorities: sHA-1 thumbprints of the authorities that are trusted.
            several_factors: whether every certificate may count as a second factor as well.
            several_factors_by: issuers or policies of which a certificate may, as the rules of the method name them.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "authorities": authorities,
            "several_factors": several_factors,
            "several_factors_by": several_factors_by,
        }
        super().__init__("m365:entra:CertificateAuthorities", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def authorities(self) -> pulumi.Output[Sequence[str] | None]:
        """SHA-1 thumbprints of the authorities that are trusted."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "authorities")
        return value

    @property
    @pulumi.getter(name="severalFactors")
    def several_factors(self) -> pulumi.Output[bool | None]:
        """Whether every certificate may count as a second factor as well."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "several_factors")
        return value

    @property
    @pulumi.getter(name="severalFactorsBy")
    def several_factors_by(self) -> pulumi.Output[Sequence[str] | None]:
        """Issuers or policies of which a certificate may, as the rules of the method name them."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "several_factors_by")
        return value


class ConsentPolicySettings(_Resource):
    """Settings of consent: Whether owners of groups let applications in, users risky ones, and whether users can ask for one.

    Source: https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "group_owners_consent": "groupOwnersConsent",
            "risky_apps_blocked": "riskyAppsBlocked",
            "requests_enabled": "requestsEnabled",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        group_owners_consent: pulumi.Input[bool] | None = None,
        risky_apps_blocked: pulumi.Input[bool] | None = None,
        requests_enabled: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            group_owners_consent: whether the owner of a group or team lets an application at its data.
            risky_apps_blocked: whether nobody consents to an application that Microsoft takes for risky.
            requests_enabled: whether a user asks an administrator for an application that he may not let in.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "group_owners_consent": group_owners_consent,
            "risky_apps_blocked": risky_apps_blocked,
            "requests_enabled": requests_enabled,
        }
        super().__init__("m365:entra:ConsentPolicySettings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="groupOwnersConsent")
    def group_owners_consent(self) -> pulumi.Output[bool | None]:
        """Whether the owner of a group or team lets an application at its data."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "group_owners_consent")
        return value

    @property
    @pulumi.getter(name="riskyAppsBlocked")
    def risky_apps_blocked(self) -> pulumi.Output[bool | None]:
        """Whether nobody consents to an application that Microsoft takes for risky."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "risky_apps_blocked")
        return value

    @property
    @pulumi.getter(name="requestsEnabled")
    def requests_enabled(self) -> pulumi.Output[bool | None]:
        """Whether a user asks an administrator for an application that he may not let in."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "requests_enabled")
        return value


class CrossTenantAccessDefault(_Resource):
    """Cross-tenant access default: What holds between this tenant and every other one that has no settings of its own here.

    Source: https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "inbound_trust": "inboundTrust",
            "automatic_user_consent_settings": "automaticUserConsentSettings",
            "b2b_direct_connect_inbound": "b2bDirectConnectInbound",
            "b2b_direct_connect_outbound": "b2bDirectConnectOutbound",
            "b2b_collaboration_outbound": "b2bCollaborationOutbound",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        inbound_trust: pulumi.Input[Mapping[str, Any]] | None = None,
        automatic_user_consent_settings: pulumi.Input[Mapping[str, Any]] | None = None,
        b2b_direct_connect_inbound: pulumi.Input[Mapping[str, Any]] | None = None,
        b2b_direct_connect_outbound: pulumi.Input[Mapping[str, Any]] | None = None,
        b2b_collaboration_outbound: pulumi.Input[Mapping[str, Any]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            inbound_trust: what proofs of other tenants count here.
            automatic_user_consent_settings: whether accounts are shared without the user's own consent.
            b2b_direct_connect_inbound: who of other tenants opens what here without a guest account.
            b2b_direct_connect_outbound: who of this tenant opens what elsewhere without a guest account.
            b2b_collaboration_outbound: who of this tenant is a guest elsewhere, and of what.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "inbound_trust": inbound_trust,
            "automatic_user_consent_settings": automatic_user_consent_settings,
            "b2b_direct_connect_inbound": b2b_direct_connect_inbound,
            "b2b_direct_connect_outbound": b2b_direct_connect_outbound,
            "b2b_collaboration_outbound": b2b_collaboration_outbound,
        }
        super().__init__("m365:entra:CrossTenantAccessDefault", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="inboundTrust")
    def inbound_trust(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What proofs of other tenants count here."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "inbound_trust")
        return value

    @property
    @pulumi.getter(name="automaticUserConsentSettings")
    def automatic_user_consent_settings(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Whether accounts are shared without the user's own consent."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "automatic_user_consent_settings")
        return value

    @property
    @pulumi.getter(name="b2bDirectConnectInbound")
    def b2b_direct_connect_inbound(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Who of other tenants opens what here without a guest account."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "b2b_direct_connect_inbound")
        return value

    @property
    @pulumi.getter(name="b2bDirectConnectOutbound")
    def b2b_direct_connect_outbound(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Who of this tenant opens what elsewhere without a guest account."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "b2b_direct_connect_outbound")
        return value

    @property
    @pulumi.getter(name="b2bCollaborationOutbound")
    def b2b_collaboration_outbound(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Who of this tenant is a guest elsewhere, and of what."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "b2b_collaboration_outbound")
        return value


class DefaultAppManagementPolicy(_Resource):
    """Default app management policy: The tenant's rules for the credentials of all applications that have no policy of their own.

    Source: https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "application_restrictions": "applicationRestrictions",
            "service_principal_restrictions": "servicePrincipalRestrictions",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        enabled: pulumi.Input[bool],
        application_restrictions: pulumi.Input[Mapping[str, Any]] | None = None,
        service_principal_restrictions: pulumi.Input[Mapping[str, Any]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            enabled: whether the rules act.
            application_restrictions: rules for applications.
            service_principal_restrictions: rules for service principals.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "enabled": enabled,
            "application_restrictions": application_restrictions,
            "service_principal_restrictions": service_principal_restrictions,
        }
        super().__init__("m365:entra:DefaultAppManagementPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool]:
        """Whether the rules act."""
        value: pulumi.Output[bool] = pulumi.get(self, "enabled")
        return value

    @property
    @pulumi.getter(name="applicationRestrictions")
    def application_restrictions(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Rules for applications."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "application_restrictions")
        return value

    @property
    @pulumi.getter(name="servicePrincipalRestrictions")
    def service_principal_restrictions(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Rules for service principals."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "service_principal_restrictions")
        return value


class DeviceRegistrationPolicy(_Resource):
    """Device registration policy: Who joins devices to the directory, how many, and who administers them.

    Source: https://learn.microsoft.com/graph/api/resources/deviceregistrationpolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "allowed_to_join": "allowedToJoin",
            "global_admins_are_local_admins": "globalAdminsAreLocalAdmins",
            "registering_users_are_local_admins": "registeringUsersAreLocalAdmins",
            "local_admin_password_enabled": "localAdminPasswordEnabled",
            "user_device_quota": "userDeviceQuota",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        allowed_to_join: pulumi.Input[str] | None = None,
        global_admins_are_local_admins: pulumi.Input[bool] | None = None,
        registering_users_are_local_admins: pulumi.Input[str] | None = None,
        local_admin_password_enabled: pulumi.Input[bool] | None = None,
        user_device_quota: pulumi.Input[int] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            allowed_to_join: whose members may join devices. Ids of groups, sorted, a comma between two; `all` for everybody, `nobody` for nobody.
            global_admins_are_local_admins: whether Global Administrators administer every device that is joined.
            registering_users_are_local_admins: whose members administer the device that they join. Ids of groups, sorted, a comma between two; `all` for everybody, `nobody` for nobody.
            local_admin_password_enabled: whether the directory keeps the password of each device's local administrator (LAPS).
            user_device_quota: how many devices a user may have in the directory.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "allowed_to_join": allowed_to_join,
            "global_admins_are_local_admins": global_admins_are_local_admins,
            "registering_users_are_local_admins": registering_users_are_local_admins,
            "local_admin_password_enabled": local_admin_password_enabled,
            "user_device_quota": user_device_quota,
        }
        super().__init__("m365:entra:DeviceRegistrationPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="allowedToJoin")
    def allowed_to_join(self) -> pulumi.Output[str | None]:
        """Whose members may join devices."""
        value: pulumi.Output[str | None] = pulumi.get(self, "allowed_to_join")
        return value

    @property
    @pulumi.getter(name="globalAdminsAreLocalAdmins")
    def global_admins_are_local_admins(self) -> pulumi.Output[bool | None]:
        """Whether Global Administrators administer every device that is joined."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "global_admins_are_local_admins")
        return value

    @property
    @pulumi.getter(name="registeringUsersAreLocalAdmins")
    def registering_users_are_local_admins(self) -> pulumi.Output[str | None]:
        """Whose members administer the device that they join."""
        value: pulumi.Output[str | None] = pulumi.get(self, "registering_users_are_local_admins")
        return value

    @property
    @pulumi.getter(name="localAdminPasswordEnabled")
    def local_admin_password_enabled(self) -> pulumi.Output[bool | None]:
        """Whether the directory keeps the password of each device's local administrator (LAPS)."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "local_admin_password_enabled")
        return value

    @property
    @pulumi.getter(name="userDeviceQuota")
    def user_device_quota(self) -> pulumi.Output[int | None]:
        """How many devices a user may have in the directory."""
        value: pulumi.Output[int | None] = pulumi.get(self, "user_device_quota")
        return value


class EmailAuthenticationMethodConfiguration(_Resource):
    """Codes by e-mail: Codes by e-mail as a method by which people prove who they are.

    Source: https://learn.microsoft.com/graph/api/resources/emailauthenticationmethodconfiguration (2026-11-26).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        state: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            state: `disabled` offers it to nobody, whoever has registered it; registrations are kept.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "state": state,
        }
        super().__init__(
            "m365:entra:EmailAuthenticationMethodConfiguration", resource_name, {**properties}, opts
        )

    @property
    @pulumi.getter
    def state(self) -> pulumi.Output[str]:
        """`disabled` offers it to nobody, whoever has registered it; registrations are kept."""
        value: pulumi.Output[str] = pulumi.get(self, "state")
        return value


class EnabledMethods(_Resource):
    """Enabled methods: An assessment, which never writes: of the directory's own methods of signing in only those are on that are named, whether this version knows them or not.

    Source: https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview (2026-11-29).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        methods: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            methods: ids of the methods that may be on.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "methods": methods,
        }
        super().__init__("m365:entra:EnabledMethods", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def methods(self) -> pulumi.Output[Sequence[str] | None]:
        """Ids of the methods that may be on."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "methods")
        return value


class ExternalMethods(_Resource):
    """External methods: An assessment, which never writes: providers elsewhere vouch for a second factor only where they are named, by application and by the address at which their keys are found.

    Source: https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        methods: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            methods: the providers that may vouch.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "methods": methods,
        }
        super().__init__("m365:entra:ExternalMethods", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def methods(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """The providers that may vouch."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "methods")
        return value


class FederatedCredentials(_Resource):
    """Federated credentials: An assessment, which never writes: identities of other issuers sign in as an application of the tenant's own only where they are named, by issuer and subject.

    Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredentials-overview (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        credentials: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            credentials: who may sign in, and as which application.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "credentials": credentials,
        }
        super().__init__("m365:entra:FederatedCredentials", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def credentials(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """Who may sign in, and as which application."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "credentials")
        return value


class FederatedDomains(_Resource):
    """Federated domains: An assessment, which never writes: a domain is federated only where it is named, with the issuer that is named, and what that says of a second factor is refused unless it is accepted by name.

    Source: https://learn.microsoft.com/graph/api/resources/internaldomainfederation (2026-11-28).
    """

    _names = MappingProxyType({"outside_issuers": "outsideIssuers"})

    def __init__(
        self,
        resource_name: str,
        *,
        domains: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        outside_issuers: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            domains: the domains that may be federated, each with whom.
            outside_issuers: issuer URIs of the identity providers at which guests may sign in.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "domains": domains,
            "outside_issuers": outside_issuers,
        }
        super().__init__("m365:entra:FederatedDomains", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def domains(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """The domains that may be federated, each with whom."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "domains")
        return value

    @property
    @pulumi.getter(name="outsideIssuers")
    def outside_issuers(self) -> pulumi.Output[Sequence[str] | None]:
        """Issuer URIs of the identity providers at which guests may sign in."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "outside_issuers")
        return value


class Fido2AuthenticationMethodConfiguration(_Resource):
    """Passkeys: Passkeys as a method of signing in: they work for the true sign-in page only, and cannot be passed on.

    Source: https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration (2026-11-26).
    """

    _names = MappingProxyType({"self_service_registration_allowed": "selfServiceRegistrationAllowed"})

    def __init__(
        self,
        resource_name: str,
        *,
        state: pulumi.Input[str],
        self_service_registration_allowed: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            state: `enabled` offers them.
            self_service_registration_allowed: whether people register passkeys themselves.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "state": state,
            "self_service_registration_allowed": self_service_registration_allowed,
        }
        super().__init__(
            "m365:entra:Fido2AuthenticationMethodConfiguration", resource_name, {**properties}, opts
        )

    @property
    @pulumi.getter
    def state(self) -> pulumi.Output[str]:
        """`enabled` offers them."""
        value: pulumi.Output[str] = pulumi.get(self, "state")
        return value

    @property
    @pulumi.getter(name="selfServiceRegistrationAllowed")
    def self_service_registration_allowed(self) -> pulumi.Output[bool]:
        """Whether people register passkeys themselves."""
        value: pulumi.Output[bool] = pulumi.get(self, "self_service_registration_allowed")
        return value


class GlobalAdministrators(_Resource):
    """Global Administrators: An assessment, which never writes: whoever holds the role, actively, by eligibility or through a group, is of this tenant's cloud only, and they are neither too few nor too many.

    Source: https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        fewest: pulumi.Input[int],
        most: pulumi.Input[int],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            fewest: how many people that are enabled have to hold the role at least.
            most: how many may hold it at most, applications among them.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "fewest": fewest,
            "most": most,
        }
        super().__init__("m365:entra:GlobalAdministrators", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def fewest(self) -> pulumi.Output[int]:
        """How many people that are enabled have to hold the role at least."""
        value: pulumi.Output[int] = pulumi.get(self, "fewest")
        return value

    @property
    @pulumi.getter
    def most(self) -> pulumi.Output[int]:
        """How many may hold it at most, applications among them."""
        value: pulumi.Output[int] = pulumi.get(self, "most")
        return value


class GroupUnifiedSettings(_Resource):
    """Settings of Microsoft 365 groups: Whether everybody makes Microsoft 365 groups, and the one group whose members do all the same.

    Source: https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "enable_group_creation": "enableGroupCreation",
            "group_creation_allowed_group_id": "groupCreationAllowedGroupId",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        enable_group_creation: pulumi.Input[bool] | None = None,
        group_creation_allowed_group_id: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            enable_group_creation: whether everybody makes Microsoft 365 groups.
            group_creation_allowed_group_id: object id of the one group whose members make them all the same; `nobody` where none is named.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "enable_group_creation": enable_group_creation,
            "group_creation_allowed_group_id": group_creation_allowed_group_id,
        }
        super().__init__("m365:entra:GroupUnifiedSettings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="enableGroupCreation")
    def enable_group_creation(self) -> pulumi.Output[bool | None]:
        """Whether everybody makes Microsoft 365 groups."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enable_group_creation")
        return value

    @property
    @pulumi.getter(name="groupCreationAllowedGroupId")
    def group_creation_allowed_group_id(self) -> pulumi.Output[str | None]:
        """Object id of the one group whose members make them all the same; `nobody` where none is named."""
        value: pulumi.Output[str | None] = pulumi.get(self, "group_creation_allowed_group_id")
        return value


class InactiveAccounts(_Resource):
    """Inactive accounts: Accounts without a successful sign-in for the days are disabled once their data is secured: the mailbox by a hold of its own, the drive by a retention policy over all of OneDrive or by Microsoft 365 Backup.

    Source: https://learn.microsoft.com/graph/api/resources/signinactivity (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "inactive_days": "inactiveDays",
            "left_alone_days": "leftAloneDays",
            "hold_days": "holdDays",
            "include_guests": "includeGuests",
            "break_glass_group": "breakGlassGroup",
            "break_glass_accounts": "breakGlassAccounts",
            "excluded_users": "excludedUsers",
            "excluded_groups": "excludedGroups",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        inactive_days: pulumi.Input[int],
        action: pulumi.Input[str],
        hold_days: pulumi.Input[int | str],
        left_alone_days: pulumi.Input[int] | None = None,
        include_guests: pulumi.Input[bool] | None = None,
        break_glass_group: pulumi.Input[str] | None = None,
        break_glass_accounts: pulumi.Input[Sequence[str]] | None = None,
        excluded_users: pulumi.Input[Sequence[str]] | None = None,
        excluded_groups: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            inactive_days: days without a successful sign-in after which an account is inactive.
            action: `disable` accounts whose data is secured, or only `report` them.
            hold_days: days for which a litigation hold has to be to secure a mailbox, or `unlimited`.
            left_alone_days: days for which no apply disables an account that somebody enabled again or restored.
            include_guests: whether guests are judged as well.
            break_glass_group: display name of the break-glass group: nobody in it is ever touched.
            break_glass_accounts: user principal names of the emergency accounts: while one of them is not there, nobody is judged.
            excluded_users: user principal names that the rule leaves out, or ids; while one is not there, nobody is disabled.
            excluded_groups: display names of groups whose members the rule leaves out, such as those of service accounts.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "inactive_days": inactive_days,
            "action": action,
            "hold_days": hold_days,
            "left_alone_days": left_alone_days,
            "include_guests": include_guests,
            "break_glass_group": break_glass_group,
            "break_glass_accounts": break_glass_accounts,
            "excluded_users": excluded_users,
            "excluded_groups": excluded_groups,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:entra:InactiveAccounts", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="inactiveDays")
    def inactive_days(self) -> pulumi.Output[int]:
        """Days without a successful sign-in after which an account is inactive."""
        value: pulumi.Output[int] = pulumi.get(self, "inactive_days")
        return value

    @property
    @pulumi.getter
    def action(self) -> pulumi.Output[str]:
        """`disable` accounts whose data is secured, or only `report` them."""
        value: pulumi.Output[str] = pulumi.get(self, "action")
        return value

    @property
    @pulumi.getter(name="leftAloneDays")
    def left_alone_days(self) -> pulumi.Output[int | None]:
        """Days for which no apply disables an account that somebody enabled again or restored."""
        value: pulumi.Output[int | None] = pulumi.get(self, "left_alone_days")
        return value

    @property
    @pulumi.getter(name="holdDays")
    def hold_days(self) -> pulumi.Output[int | str]:
        """Days for which a litigation hold has to be to secure a mailbox, or `unlimited`."""
        value: pulumi.Output[int | str] = pulumi.get(self, "hold_days")
        return value

    @property
    @pulumi.getter(name="includeGuests")
    def include_guests(self) -> pulumi.Output[bool | None]:
        """Whether guests are judged as well."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "include_guests")
        return value

    @property
    @pulumi.getter(name="breakGlassGroup")
    def break_glass_group(self) -> pulumi.Output[str | None]:
        """Display name of the break-glass group: nobody in it is ever touched."""
        value: pulumi.Output[str | None] = pulumi.get(self, "break_glass_group")
        return value

    @property
    @pulumi.getter(name="breakGlassAccounts")
    def break_glass_accounts(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names of the emergency accounts: while one of them is not there, nobody is judged."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "break_glass_accounts")
        return value

    @property
    @pulumi.getter(name="excludedUsers")
    def excluded_users(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids; while one is not there, nobody is disabled."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_users")
        return value

    @property
    @pulumi.getter(name="excludedGroups")
    def excluded_groups(self) -> pulumi.Output[Sequence[str] | None]:
        """Display names of groups whose members the rule leaves out, such as those of service accounts."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_groups")
        return value

    @property
    @pulumi.getter
    def violations(self) -> pulumi.Output[Sequence[str] | None]:
        """Accounts that broke the rule when last read, and an apply disables."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "violations")
        return value

    @property
    @pulumi.getter
    def unmendable(self) -> pulumi.Output[Sequence[str] | None]:
        """Accounts that break the rule and that no apply disables, each with the reason."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "unmendable")
        return value

    @property
    @pulumi.getter
    def accepted(self) -> pulumi.Output[Sequence[str] | None]:
        """What of accounts the client file has accepted: left as it is."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "accepted")
        return value


class MicrosoftAuthenticatorAuthenticationMethodConfiguration(_Resource):
    """Microsoft Authenticator: Whether Microsoft Authenticator is a method of signing in, what it shows to whoever is asked to approve, and whether its codes count.

    Source: https://learn.microsoft.com/graph/api/resources/microsoftauthenticatorauthenticationmethodconfiguration (2026-11-26).
    """

    _names = MappingProxyType(
        {"feature_settings": "featureSettings", "software_oath_enabled": "softwareOathEnabled"}
    )

    def __init__(
        self,
        resource_name: str,
        *,
        state: pulumi.Input[str] | None = None,
        feature_settings: pulumi.Input[Mapping[str, Any]] | None = None,
        software_oath_enabled: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            state: `enabled` offers the app.
            feature_settings: what the app shows. It is declared whole.
            software_oath_enabled: whether the one-time codes of the app count; they say nothing of what is approved.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "state": state,
            "feature_settings": feature_settings,
            "software_oath_enabled": software_oath_enabled,
        }
        super().__init__(
            "m365:entra:MicrosoftAuthenticatorAuthenticationMethodConfiguration",
            resource_name,
            {**properties},
            opts,
        )

    @property
    @pulumi.getter
    def state(self) -> pulumi.Output[str | None]:
        """`enabled` offers the app."""
        value: pulumi.Output[str | None] = pulumi.get(self, "state")
        return value

    @property
    @pulumi.getter(name="featureSettings")
    def feature_settings(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What the app shows."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "feature_settings")
        return value

    @property
    @pulumi.getter(name="softwareOathEnabled")
    def software_oath_enabled(self) -> pulumi.Output[bool | None]:
        """Whether the one-time codes of the app count; they say nothing of what is approved."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "software_oath_enabled")
        return value


class OfferedMethods(_Resource):
    """Offered methods: An assessment, which never writes: passkeys and Microsoft Authenticator, where they are on, are offered to somebody who is there, and some make of passkey may be registered.

    Source: https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {}
        super().__init__("m365:entra:OfferedMethods", resource_name, {**properties}, opts)


class PartnerAccess(_Resource):
    """Access of other tenants: An assessment, which never writes: no way between this tenant and another one that is closed by default is open for a single tenant, but for what is named of each.

    Source: https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (2026-11-30).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        partners: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            partners: the tenants for which something is open, each with what.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "partners": partners,
        }
        super().__init__("m365:entra:PartnerAccess", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def partners(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """The tenants for which something is open, each with what."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "partners")
        return value


class PartnerTrust(_Resource):
    """Trust in other tenants: An assessment, which never writes: no second factor, compliant device or hybrid joined device of another tenant counts here, and no invitation from or to one is taken without a question, but for what is named of each partner.

    Source: https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        partners: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            partners: the tenants that are believed something, each with what.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "partners": partners,
        }
        super().__init__("m365:entra:PartnerTrust", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def partners(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """The tenants that are believed something, each with what."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "partners")
        return value


class PasswordExpiry(_Resource):
    """Password expiry: Passwords expire in no verified domain whose passwords the directory keeps itself.

    Source: https://learn.microsoft.com/graph/api/domain-update (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:entra:PasswordExpiry", resource_name, {**properties}, opts)

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


class PasswordRuleSettings(_Resource):
    """Password rule settings: After how many wrong passwords an account is locked, for how long, and which words no password may hold, in the directory and in the Active Directory whose domain controllers ask it.

    Source: https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "lockout_threshold": "lockoutThreshold",
            "lockout_duration_in_seconds": "lockoutDurationInSeconds",
            "enable_banned_password_check": "enableBannedPasswordCheck",
            "banned_password_list": "bannedPasswordList",
            "enable_banned_password_check_on_premises": "enableBannedPasswordCheckOnPremises",
            "banned_password_check_on_premises_mode": "bannedPasswordCheckOnPremisesMode",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        lockout_threshold: pulumi.Input[int] | None = None,
        lockout_duration_in_seconds: pulumi.Input[int] | None = None,
        enable_banned_password_check: pulumi.Input[bool] | None = None,
        banned_password_list: pulumi.Input[Sequence[str]] | None = None,
        enable_banned_password_check_on_premises: pulumi.Input[bool] | None = None,
        banned_password_check_on_premises_mode: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            lockout_threshold: how many wrong passwords lock an account.
            lockout_duration_in_seconds: for how many seconds it is locked at first; the service locks it longer each time.
            enable_banned_password_check: whether the words of `bannedPasswordList` are refused; those of Microsoft's own list always are.
            banned_password_list: words that no password may hold, 4 to 16 characters each, in any letter case.
            enable_banned_password_check_on_premises: whether the agents on domain controllers check passwords of the Active Directory as well.
            banned_password_check_on_premises_mode: whether those agents refuse a password, or only say so in the log.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "lockout_threshold": lockout_threshold,
            "lockout_duration_in_seconds": lockout_duration_in_seconds,
            "enable_banned_password_check": enable_banned_password_check,
            "banned_password_list": banned_password_list,
            "enable_banned_password_check_on_premises": enable_banned_password_check_on_premises,
            "banned_password_check_on_premises_mode": banned_password_check_on_premises_mode,
        }
        super().__init__("m365:entra:PasswordRuleSettings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="lockoutThreshold")
    def lockout_threshold(self) -> pulumi.Output[int | None]:
        """How many wrong passwords lock an account."""
        value: pulumi.Output[int | None] = pulumi.get(self, "lockout_threshold")
        return value

    @property
    @pulumi.getter(name="lockoutDurationInSeconds")
    def lockout_duration_in_seconds(self) -> pulumi.Output[int | None]:
        """For how many seconds it is locked at first; the service locks it longer each time."""
        value: pulumi.Output[int | None] = pulumi.get(self, "lockout_duration_in_seconds")
        return value

    @property
    @pulumi.getter(name="enableBannedPasswordCheck")
    def enable_banned_password_check(self) -> pulumi.Output[bool | None]:
        """Whether the words of `bannedPasswordList` are refused; those of Microsoft's own list always are."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enable_banned_password_check")
        return value

    @property
    @pulumi.getter(name="bannedPasswordList")
    def banned_password_list(self) -> pulumi.Output[Sequence[str] | None]:
        """Words that no password may hold, 4 to 16 characters each, in any letter case."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "banned_password_list")
        return value

    @property
    @pulumi.getter(name="enableBannedPasswordCheckOnPremises")
    def enable_banned_password_check_on_premises(self) -> pulumi.Output[bool | None]:
        """Whether the agents on domain controllers check passwords of the Active Directory as well."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enable_banned_password_check_on_premises")
        return value

    @property
    @pulumi.getter(name="bannedPasswordCheckOnPremisesMode")
    def banned_password_check_on_premises_mode(self) -> pulumi.Output[str | None]:
        """Whether those agents refuse a password, or only say so in the log."""
        value: pulumi.Output[str | None] = pulumi.get(self, "banned_password_check_on_premises_mode")
        return value


class PerUserMfa(_Resource):
    """Per-user MFA: An assessment, which never writes: every enabled account is in the state of the older, per-user MFA that is asked.

    Source: https://learn.microsoft.com/graph/api/authentication-get (2026-11-27).
    """

    _names = MappingProxyType({"per_user_mfa_state": "perUserMfaState"})

    def __init__(
        self,
        resource_name: str,
        *,
        per_user_mfa_state: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            per_user_mfa_state: the state that every enabled account has to be in.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "per_user_mfa_state": per_user_mfa_state,
        }
        super().__init__("m365:entra:PerUserMfa", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="perUserMfaState")
    def per_user_mfa_state(self) -> pulumi.Output[str]:
        """The state that every enabled account has to be in."""
        value: pulumi.Output[str] = pulumi.get(self, "per_user_mfa_state")
        return value


class PrivilegedApplications(_Resource):
    """Privileged applications: An assessment, which never writes: applications that can do much by themselves are those that are named, and hold no more than is written for them.

    Source: https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        roles: pulumi.Input[Sequence[str]],
        applications: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            roles: template ids of the directory roles that are privileged.
            applications: the applications that may do much, with what they may.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "roles": roles,
            "applications": applications,
        }
        super().__init__("m365:entra:PrivilegedApplications", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def roles(self) -> pulumi.Output[Sequence[str]]:
        """Template ids of the directory roles that are privileged."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "roles")
        return value

    @property
    @pulumi.getter
    def applications(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """The applications that may do much, with what they may."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "applications")
        return value


class PrivilegedRoles(_Resource):
    """Privileged roles: An assessment, which never writes: each built-in role that the tenant calls privileged is among those of which more is asked.

    Source: https://learn.microsoft.com/graph/api/resources/unifiedroledefinition (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        roles: pulumi.Input[Sequence[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            roles: template ids of the roles of which more is asked.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "roles": roles,
        }
        super().__init__("m365:entra:PrivilegedRoles", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def roles(self) -> pulumi.Output[Sequence[str]]:
        """Template ids of the roles of which more is asked."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "roles")
        return value


class RegisteredApplications(_Resource):
    """Registered applications: An assessment, which never writes: no application of the tenant's own has a credential good for longer than the days given, that has ended or ends soon, and each has signed in not long ago.

    Source: https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "longest_credential_days": "longestCredentialDays",
            "told_days_before": "toldDaysBefore",
            "idle_days": "idleDays",
            "excluded_applications": "excludedApplications",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        longest_credential_days: pulumi.Input[int],
        told_days_before: pulumi.Input[int],
        idle_days: pulumi.Input[int],
        excluded_applications: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            longest_credential_days: days for which a secret or certificate is good at most.
            told_days_before: days before its end from which a credential is told.
            idle_days: days after which an application that has not signed in is told.
            excluded_applications: client ids of applications that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "longest_credential_days": longest_credential_days,
            "told_days_before": told_days_before,
            "idle_days": idle_days,
            "excluded_applications": excluded_applications,
        }
        super().__init__("m365:entra:RegisteredApplications", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="longestCredentialDays")
    def longest_credential_days(self) -> pulumi.Output[int]:
        """Days for which a secret or certificate is good at most."""
        value: pulumi.Output[int] = pulumi.get(self, "longest_credential_days")
        return value

    @property
    @pulumi.getter(name="toldDaysBefore")
    def told_days_before(self) -> pulumi.Output[int]:
        """Days before its end from which a credential is told."""
        value: pulumi.Output[int] = pulumi.get(self, "told_days_before")
        return value

    @property
    @pulumi.getter(name="idleDays")
    def idle_days(self) -> pulumi.Output[int]:
        """Days after which an application that has not signed in is told."""
        value: pulumi.Output[int] = pulumi.get(self, "idle_days")
        return value

    @property
    @pulumi.getter(name="excludedApplications")
    def excluded_applications(self) -> pulumi.Output[Sequence[str] | None]:
        """Client ids of applications that the rule leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_applications")
        return value


class RoleActivation(_Resource):
    """Activation of roles: Whoever activates one of the roles proves a second factor and gives a reason, for some hours; the highest are activated by approval, where two people at least could give it.

    Source: https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "longest_activation_hours": "longestActivationHours",
            "approved_roles": "approvedRoles",
            "approver_group": "approverGroup",
            "endless_roles": "endlessRoles",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        roles: pulumi.Input[Sequence[str]],
        longest_activation_hours: pulumi.Input[int],
        approved_roles: pulumi.Input[Sequence[str]] | None = None,
        approver_group: pulumi.Input[str] | None = None,
        endless_roles: pulumi.Input[Sequence[str]] | None = None,
        notified: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            roles: template ids of the roles; one that the tenant does not have is none of them.
            longest_activation_hours: hours for which a role is active at most once it was activated.
            approved_roles: template ids of those roles that somebody else approves before they are active.
            approver_group: display name of the group whose members approve; needed where roles are approved.
            endless_roles: template ids of those roles that may be assigned without an end, besides Global Administrator.
            notified: addresses to which PIM writes when one of the roles is assigned, made eligible or activated.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "roles": roles,
            "longest_activation_hours": longest_activation_hours,
            "approved_roles": approved_roles,
            "approver_group": approver_group,
            "endless_roles": endless_roles,
            "notified": notified,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:entra:RoleActivation", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def roles(self) -> pulumi.Output[Sequence[str]]:
        """Template ids of the roles; one that the tenant does not have is none of them."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "roles")
        return value

    @property
    @pulumi.getter(name="longestActivationHours")
    def longest_activation_hours(self) -> pulumi.Output[int]:
        """Hours for which a role is active at most once it was activated."""
        value: pulumi.Output[int] = pulumi.get(self, "longest_activation_hours")
        return value

    @property
    @pulumi.getter(name="approvedRoles")
    def approved_roles(self) -> pulumi.Output[Sequence[str] | None]:
        """Template ids of those roles that somebody else approves before they are active."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "approved_roles")
        return value

    @property
    @pulumi.getter(name="approverGroup")
    def approver_group(self) -> pulumi.Output[str | None]:
        """Display name of the group whose members approve; needed where roles are approved."""
        value: pulumi.Output[str | None] = pulumi.get(self, "approver_group")
        return value

    @property
    @pulumi.getter(name="endlessRoles")
    def endless_roles(self) -> pulumi.Output[Sequence[str] | None]:
        """Template ids of those roles that may be assigned without an end, besides Global Administrator."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "endless_roles")
        return value

    @property
    @pulumi.getter
    def notified(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses to which PIM writes when one of the roles is assigned, made eligible or activated."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "notified")
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


class ServicePrincipalCredentials(_Resource):
    """Credentials of service principals: An assessment, which never writes: no service principal has a password or certificate by which somebody signs in as it, but those that are named.

    Source: https://learn.microsoft.com/graph/api/resources/serviceprincipal (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        applications: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            applications: client ids of applications whose service principals may have credentials.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "applications": applications,
        }
        super().__init__("m365:entra:ServicePrincipalCredentials", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def applications(self) -> pulumi.Output[Sequence[str] | None]:
        """Client ids of applications whose service principals may have credentials."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "applications")
        return value


class SmsAuthenticationMethodConfiguration(_Resource):
    """Codes by SMS: Codes by SMS as a method of signing in.

    Source: https://learn.microsoft.com/graph/api/resources/smsauthenticationmethodconfiguration (2026-11-26).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        state: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            state: `disabled` offers it to nobody, whoever has registered it; registrations are kept.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "state": state,
        }
        super().__init__(
            "m365:entra:SmsAuthenticationMethodConfiguration", resource_name, {**properties}, opts
        )

    @property
    @pulumi.getter
    def state(self) -> pulumi.Output[str]:
        """`disabled` offers it to nobody, whoever has registered it; registrations are kept."""
        value: pulumi.Output[str] = pulumi.get(self, "state")
        return value


class StandingRoleHolders(_Resource):
    """Standing role holders: An assessment, which never writes: nobody holds one of the roles, or another that the tenant calls privileged, all the time but the emergency accounts, as Global Administrators, and the accounts that are left out.

    Source: https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance (2026-11-27).
    """

    _names = MappingProxyType(
        {"emergency_accounts": "emergencyAccounts", "excluded_accounts": "excludedAccounts"}
    )

    def __init__(
        self,
        resource_name: str,
        *,
        roles: pulumi.Input[Sequence[str]],
        emergency_accounts: pulumi.Input[Sequence[str]],
        excluded_accounts: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            roles: template ids of the roles that nobody holds all the time.
            emergency_accounts: user principal names of the emergency accounts, which are Global Administrators all the time.
            excluded_accounts: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "roles": roles,
            "emergency_accounts": emergency_accounts,
            "excluded_accounts": excluded_accounts,
        }
        super().__init__("m365:entra:StandingRoleHolders", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def roles(self) -> pulumi.Output[Sequence[str]]:
        """Template ids of the roles that nobody holds all the time."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "roles")
        return value

    @property
    @pulumi.getter(name="emergencyAccounts")
    def emergency_accounts(self) -> pulumi.Output[Sequence[str]]:
        """User principal names of the emergency accounts, which are Global Administrators all the time."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "emergency_accounts")
        return value

    @property
    @pulumi.getter(name="excludedAccounts")
    def excluded_accounts(self) -> pulumi.Output[Sequence[str] | None]:
        """User principal names that the rule leaves out, or ids of users, which cannot be given to others."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_accounts")
        return value


class TemporaryAccessPassAuthenticationMethodConfiguration(_Resource):
    """Temporary Access Pass: A code that an administrator gives to somebody who has lost, or not yet registered, a method.

    Source: https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "usable_once": "usableOnce",
            "default_lifetime_in_minutes": "defaultLifetimeInMinutes",
            "maximum_lifetime_in_minutes": "maximumLifetimeInMinutes",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        usable_once: pulumi.Input[bool],
        default_lifetime_in_minutes: pulumi.Input[int],
        maximum_lifetime_in_minutes: pulumi.Input[int],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            usable_once: whether every pass is good for one sign-in; else an administrator chooses for each.
            default_lifetime_in_minutes: minutes for which a pass lives when nothing is said, 10 to 43200.
            maximum_lifetime_in_minutes: most minutes that an administrator can choose, 10 to 43200.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "usable_once": usable_once,
            "default_lifetime_in_minutes": default_lifetime_in_minutes,
            "maximum_lifetime_in_minutes": maximum_lifetime_in_minutes,
        }
        super().__init__(
            "m365:entra:TemporaryAccessPassAuthenticationMethodConfiguration",
            resource_name,
            {**properties},
            opts,
        )

    @property
    @pulumi.getter(name="usableOnce")
    def usable_once(self) -> pulumi.Output[bool]:
        """Whether every pass is good for one sign-in; else an administrator chooses for each."""
        value: pulumi.Output[bool] = pulumi.get(self, "usable_once")
        return value

    @property
    @pulumi.getter(name="defaultLifetimeInMinutes")
    def default_lifetime_in_minutes(self) -> pulumi.Output[int]:
        """Minutes for which a pass lives when nothing is said, 10 to 43200."""
        value: pulumi.Output[int] = pulumi.get(self, "default_lifetime_in_minutes")
        return value

    @property
    @pulumi.getter(name="maximumLifetimeInMinutes")
    def maximum_lifetime_in_minutes(self) -> pulumi.Output[int]:
        """Most minutes that an administrator can choose, 10 to 43200."""
        value: pulumi.Output[int] = pulumi.get(self, "maximum_lifetime_in_minutes")
        return value


class TrustedLocations(_Resource):
    """Trusted locations: An assessment, which never writes: no trusted location is wider than asked, and all of them together are no wider than sixteen such.

    Source: https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network (2026-11-26).
    """

    _names = MappingProxyType(
        {"widest_ipv4_prefix": "widestIpv4Prefix", "widest_ipv6_prefix": "widestIpv6Prefix"}
    )

    def __init__(
        self,
        resource_name: str,
        *,
        widest_ipv4_prefix: pulumi.Input[int],
        widest_ipv6_prefix: pulumi.Input[int],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            widest_ipv4_prefix: length of the prefix of IPv4 that is as wide as one location may be, in bits.
            widest_ipv6_prefix: the same of IPv6.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "widest_ipv4_prefix": widest_ipv4_prefix,
            "widest_ipv6_prefix": widest_ipv6_prefix,
        }
        super().__init__("m365:entra:TrustedLocations", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="widestIpv4Prefix")
    def widest_ipv4_prefix(self) -> pulumi.Output[int]:
        """Length of the prefix of IPv4 that is as wide as one location may be, in bits."""
        value: pulumi.Output[int] = pulumi.get(self, "widest_ipv4_prefix")
        return value

    @property
    @pulumi.getter(name="widestIpv6Prefix")
    def widest_ipv6_prefix(self) -> pulumi.Output[int]:
        """The same of IPv6."""
        value: pulumi.Output[int] = pulumi.get(self, "widest_ipv6_prefix")
        return value


class VoiceAuthenticationMethodConfiguration(_Resource):
    """Voice calls: Voice calls as a method of signing in.

    Source: https://learn.microsoft.com/graph/api/resources/voiceauthenticationmethodconfiguration (2026-11-26).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        state: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            state: `disabled` offers it to nobody, whoever has registered it; registrations are kept.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "state": state,
        }
        super().__init__(
            "m365:entra:VoiceAuthenticationMethodConfiguration", resource_name, {**properties}, opts
        )

    @property
    @pulumi.getter
    def state(self) -> pulumi.Output[str]:
        """`disabled` offers it to nobody, whoever has registered it; registrations are kept."""
        value: pulumi.Output[str] = pulumi.get(self, "state")
        return value


class AuditBypass(_Resource):
    """Accounts excused from mailbox auditing: What an account does in mailboxes is recorded, of every account.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-mailboxauditbypassassociation (2026-11-27).
    """

    _names = MappingProxyType({"excluded_accounts": "excludedAccounts"})

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_accounts: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_accounts: names of accounts, or their ids, that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_accounts": excluded_accounts,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:AuditBypass", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedAccounts")
    def excluded_accounts(self) -> pulumi.Output[Sequence[str] | None]:
        """Names of accounts, or their ids, that the rule leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_accounts")
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


class CalendarSharing(_Resource):
    """Sharing of calendars: No sharing policy shares calendars or contacts with every organization, or shows whoever has a link more than when somebody is busy.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-sharingpolicy (2026-11-27).
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
        super().__init__("m365:exchange:CalendarSharing", resource_name, {**properties}, opts)

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


class DkimSigning(_Resource):
    """Signing of mail by domain: What every domain of the tenant sends is signed (DKIM).

    Source: https://learn.microsoft.com/powershell/module/exchange/set-dkimsigningconfig (2026-11-27).
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
            excluded_domains: domains that the rule leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_domains": excluded_domains,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:DkimSigning", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedDomains")
    def excluded_domains(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains that the rule leaves out."""
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


class InboundConnectors(_Resource):
    """Inbound connectors: An assessment, which never writes: an inbound connector that has those believed who send by it is one that is named, and trusts the addresses and the certificate that are written for it.

    Source: https://learn.microsoft.com/powershell/module/exchange/get-inboundconnector (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        connectors: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            connectors: the connectors that may have senders believed.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "connectors": connectors,
        }
        super().__init__("m365:exchange:InboundConnectors", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def connectors(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """The connectors that may have senders believed."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "connectors")
        return value


class InboxRules(_Resource):
    """Inbox rules of people: An assessment, which never writes: no inbox rule of a mailbox in scope, switched on or off, forwards or redirects to an address of no domain of the tenant.

    Source: https://learn.microsoft.com/graph/api/mailfolder-list-messagerules (2026-11-28).
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
        }
        super().__init__("m365:exchange:InboxRules", resource_name, {**properties}, opts)

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


class LeaverMailboxHold(_Resource):
    """Hold of leavers' mailboxes: The mailbox of everybody whose account is disabled or deleted has a hold of its own that lasts: a litigation hold for at least the duration, or a retention policy that names it and keeps mail for as long.

    Source: https://learn.microsoft.com/purview/create-and-manage-inactive-mailboxes (2026-11-26).
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
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            duration_days: days of a litigation hold that is put on, and that any hold has to have at least; or `unlimited`.
            mailbox_types: `UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "duration_days": duration_days,
            "mailbox_types": mailbox_types,
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:LeaverMailboxHold", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="durationDays")
    def duration_days(self) -> pulumi.Output[int | str]:
        """Days of a litigation hold that is put on, and that any hold has to have at least; or `unlimited`."""
        value: pulumi.Output[int | str] = pulumi.get(self, "duration_days")
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


class LegacyMailProtocols(_Resource):
    """POP and IMAP of mailboxes: No mailbox lets mail be fetched by POP or IMAP.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27).
    """

    _names = MappingProxyType({"excluded_mailboxes": "excludedMailboxes"})

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_mailboxes: primary addresses of mailboxes that the rule leaves out, or ids of users.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:LegacyMailProtocols", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedMailboxes")
    def excluded_mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """Primary addresses of mailboxes that the rule leaves out, or ids of users."""
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


class LitigationHold(_Resource):
    """Litigation hold: Every mailbox in scope, active or inactive, is on litigation hold for at least the duration, and for the longest of those that a group or an attribute of its asks for.

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
        scopes: pulumi.Input[Sequence[Mapping[str, Any]]] | None = None,
        filter: pulumi.Input[str] | None = None,
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            duration_days: days that every item is held from its receipt or creation on, or `unlimited`.
            mailbox_types: `UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.
            scopes: mailboxes that are held longer than the others, each by a group or by an attribute.
            filter: further limits, in the language of `Get-Mailbox -Filter`. Whoever can change what it asks about can take a mailbox out of reach: it is named, and not held.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "duration_days": duration_days,
            "mailbox_types": mailbox_types,
            "scopes": scopes,
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
    @pulumi.getter
    def scopes(self) -> pulumi.Output[Sequence[Mapping[str, Any]] | None]:
        """Mailboxes that are held longer than the others, each by a group or by an attribute."""
        value: pulumi.Output[Sequence[Mapping[str, Any]] | None] = pulumi.get(self, "scopes")
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
    """Auditing of mailboxes: Every mailbox in scope says itself that it is audited, none lacks an action that Microsoft records by default, and none keeps its records for fewer than 90 days.

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


class MailboxForwarding(_Resource):
    """Forwarding of mailboxes: An assessment, which never writes: no mailbox in scope forwards what it gets to an address of no domain of the tenant, or to a contact who has one.

    Source: https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/configure-email-forwarding (2026-11-27).
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
        }
        super().__init__("m365:exchange:MailboxForwarding", resource_name, {**properties}, opts)

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


class ManagedFolderAssistant(_Resource):
    """Managed Folder Assistant: An assessment, which never writes: the organization lets the Managed Folder Assistant look at mailboxes, without which nothing in them is ever deleted by policy.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (2026-11-28).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {}
        super().__init__("m365:exchange:ManagedFolderAssistant", resource_name, {**properties}, opts)


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
            "mail_tips": "mailTips",
            "external_recipients_tips": "externalRecipientsTips",
            "group_metrics": "groupMetrics",
            "large_audience_threshold": "largeAudienceThreshold",
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
        mail_tips: pulumi.Input[bool] | None = None,
        external_recipients_tips: pulumi.Input[bool] | None = None,
        group_metrics: pulumi.Input[bool] | None = None,
        large_audience_threshold: pulumi.Input[int] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            mailbox_auditing: whether what is done in mailboxes is recorded, in all of them but for accounts that are excused.
            modern_authentication: whether mail programs can sign in with more than a password.
            reject_direct_send: whether mail is refused that names a sender of the organization and comes from nobody who proved it.
            customer_lockbox: whether Microsoft's engineers see content only after somebody of the organization has agreed.
            mail_tips: whether who writes mail is told anything of its recipients before it is sent.
            external_recipients_tips: whether he is told that some are outside.
            group_metrics: whether the size of groups is counted, without which nobody knows how many they are.
            large_audience_threshold: with more recipients than this a message goes to many, and he is told.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "mailbox_auditing": mailbox_auditing,
            "modern_authentication": modern_authentication,
            "reject_direct_send": reject_direct_send,
            "customer_lockbox": customer_lockbox,
            "mail_tips": mail_tips,
            "external_recipients_tips": external_recipients_tips,
            "group_metrics": group_metrics,
            "large_audience_threshold": large_audience_threshold,
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

    @property
    @pulumi.getter(name="mailTips")
    def mail_tips(self) -> pulumi.Output[bool | None]:
        """Whether who writes mail is told anything of its recipients before it is sent."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "mail_tips")
        return value

    @property
    @pulumi.getter(name="externalRecipientsTips")
    def external_recipients_tips(self) -> pulumi.Output[bool | None]:
        """Whether he is told that some are outside."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "external_recipients_tips")
        return value

    @property
    @pulumi.getter(name="groupMetrics")
    def group_metrics(self) -> pulumi.Output[bool | None]:
        """Whether the size of groups is counted, without which nobody knows how many they are."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "group_metrics")
        return value

    @property
    @pulumi.getter(name="largeAudienceThreshold")
    def large_audience_threshold(self) -> pulumi.Output[int | None]:
        """With more recipients than this a message goes to many, and he is told."""
        value: pulumi.Output[int | None] = pulumi.get(self, "large_audience_threshold")
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


class OutlookAddIns(_Resource):
    """Outlook add-ins: No role assignment policy lets people bring add-ins into their mailboxes.

    Source: https://learn.microsoft.com/exchange/permissions-exo/role-assignment-policies (2026-11-27).
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
        super().__init__("m365:exchange:OutlookAddIns", resource_name, {**properties}, opts)

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


class RecoverableItems(_Resource):
    """Recoverable items of mailboxes: An assessment, which never writes: the recoverable items of every mailbox in scope take less than the percent of their quota, those of inactive mailboxes as well where Microsoft's report has them, and those of groups.

    Source: https://learn.microsoft.com/exchange/security-and-compliance/recoverable-items-folder/recoverable-items-folder (2026-11-26).
    """

    _names = MappingProxyType({"mailbox_types": "mailboxTypes", "excluded_mailboxes": "excludedMailboxes"})

    def __init__(
        self,
        resource_name: str,
        *,
        percent: pulumi.Input[int],
        mailbox_types: pulumi.Input[Sequence[str]],
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            percent: percent of the quota from which on a mailbox is told.
            mailbox_types: `UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.
            excluded_mailboxes: user principal names that the rule leaves out, or ids of users, which cannot be given to others.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "percent": percent,
            "mailbox_types": mailbox_types,
            "excluded_mailboxes": excluded_mailboxes,
        }
        super().__init__("m365:exchange:RecoverableItems", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def percent(self) -> pulumi.Output[int]:
        """Percent of the quota from which on a mailbox is told."""
        value: pulumi.Output[int] = pulumi.get(self, "percent")
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


class RemoteDomainForwarding(_Resource):
    """Forwarding to remote domains: Mail is forwarded automatically to no remote domain, the one for all others among them, and mail from none of them skips the filters.

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
            excluded_domains: domains that the rule leaves out, never by the name of a remote domain, which anybody may choose.
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
        """Domains that the rule leaves out, never by the name of a remote domain, which anybody may choose."""
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


class SendingDomains(_Resource):
    """SPF and DMARC by domain: An assessment, which never writes: by what DNS says, mail in the name of a domain of the tenant is refused unless it is proved.

    Source: https://learn.microsoft.com/defender-office-365/email-authentication-dmarc-configure (2026-11-27).
    """

    _names = MappingProxyType(
        {
            "spf_ends": "spfEnds",
            "dmarc_policy": "dmarcPolicy",
            "include_microsoft_domains": "includeMicrosoftDomains",
            "excluded_domains": "excludedDomains",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        spf_ends: pulumi.Input[str],
        dmarc_policy: pulumi.Input[str],
        include_microsoft_domains: pulumi.Input[bool] | None = None,
        excluded_domains: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            spf_ends: how an SPF record has to end at least.
            dmarc_policy: what a DMARC record has to ask receivers for at least.
            include_microsoft_domains: whether domains below onmicrosoft.com are judged as well.
            excluded_domains: domains that the assessment leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "spf_ends": spf_ends,
            "dmarc_policy": dmarc_policy,
            "include_microsoft_domains": include_microsoft_domains,
            "excluded_domains": excluded_domains,
        }
        super().__init__("m365:exchange:SendingDomains", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="spfEnds")
    def spf_ends(self) -> pulumi.Output[str]:
        """How an SPF record has to end at least."""
        value: pulumi.Output[str] = pulumi.get(self, "spf_ends")
        return value

    @property
    @pulumi.getter(name="dmarcPolicy")
    def dmarc_policy(self) -> pulumi.Output[str]:
        """What a DMARC record has to ask receivers for at least."""
        value: pulumi.Output[str] = pulumi.get(self, "dmarc_policy")
        return value

    @property
    @pulumi.getter(name="includeMicrosoftDomains")
    def include_microsoft_domains(self) -> pulumi.Output[bool | None]:
        """Whether domains below onmicrosoft.com are judged as well."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "include_microsoft_domains")
        return value

    @property
    @pulumi.getter(name="excludedDomains")
    def excluded_domains(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains that the assessment leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_domains")
        return value


class SmtpClientAuthentication(_Resource):
    """Authenticated SMTP of mailboxes: No mailbox has authenticated SMTP on for itself.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27).
    """

    _names = MappingProxyType({"excluded_mailboxes": "excludedMailboxes"})

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_mailboxes: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_mailboxes: primary addresses of mailboxes that the rule leaves out, or ids of users.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_mailboxes": excluded_mailboxes,
            "violations": None,
            "unmendable": None,
            "accepted": None,
        }
        super().__init__("m365:exchange:SmtpClientAuthentication", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedMailboxes")
    def excluded_mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """Primary addresses of mailboxes that the rule leaves out, or ids of users."""
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


class TransportConfig(_Resource):
    """Transport of mail: Settings of how mail travels in the whole organization.

    Source: https://learn.microsoft.com/powershell/module/exchange/set-transportconfig (2026-11-27).
    """

    _names = MappingProxyType({"smtp_client_authentication_disabled": "smtpClientAuthenticationDisabled"})

    def __init__(
        self,
        resource_name: str,
        *,
        smtp_client_authentication_disabled: pulumi.Input[bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            smtp_client_authentication_disabled: whether no mailbox sends by authenticated SMTP, but for those that say otherwise themselves.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "smtp_client_authentication_disabled": smtp_client_authentication_disabled,
        }
        super().__init__("m365:exchange:TransportConfig", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="smtpClientAuthenticationDisabled")
    def smtp_client_authentication_disabled(self) -> pulumi.Output[bool]:
        """Whether no mailbox sends by authenticated SMTP, but for those that say otherwise themselves."""
        value: pulumi.Output[bool] = pulumi.get(self, "smtp_client_authentication_disabled")
        return value


class TransportRules(_Resource):
    """Transport rules: An assessment, which never writes: no transport rule that acts has the filters skipped, takes encryption off mail, takes mail from its recipient, gives it to somebody unseen, or sends it to an address outside, and no journal rule copies mail to one.

    Source: https://learn.microsoft.com/powershell/module/exchange/get-transportrule (2026-11-27).
    """

    _names = MappingProxyType({"excluded_rules": "excludedRules"})

    def __init__(
        self,
        resource_name: str,
        *,
        excluded_rules: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            excluded_rules: names of rules that the assessment leaves out, of a journal rule with `journal rule: ` before it.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "excluded_rules": excluded_rules,
        }
        super().__init__("m365:exchange:TransportRules", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="excludedRules")
    def excluded_rules(self) -> pulumi.Output[Sequence[str] | None]:
        """Names of rules that the assessment leaves out, of a journal rule with `journal rule: ` before it."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "excluded_rules")
        return value


class DeviceManagement(_Resource):
    """Intune settings: How Intune takes devices, for the whole tenant.

    Source: https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicemanagement (2026-11-25).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        settings: pulumi.Input[Mapping[str, Any]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            settings: how devices come to be compliant.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "settings": settings,
        }
        super().__init__("m365:intune:DeviceManagement", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def settings(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """How devices come to be compliant."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "settings")
        return value


class EdiscoveryHoldPolicy(_Resource):
    """eDiscovery hold policy: Holds everything in the mailboxes and sites that a case needs, until somebody ends it.

    Source: https://learn.microsoft.com/graph/api/resources/security-ediscoveryholdpolicy (2026-11-27).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        name: pulumi.Input[str],
        mailboxes: pulumi.Input[Sequence[str]] | None = None,
        sites: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            name: name of the case, and of the hold policy in it: its natural key, in any letter case.
            mailboxes: primary addresses of the mailboxes that are held.
            sites: addresses of the sites and drives that are held.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "name": name,
            "mailboxes": mailboxes,
            "sites": sites,
        }
        super().__init__("m365:purview:EdiscoveryHoldPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def name(self) -> pulumi.Output[str]:
        """Name of the case, and of the hold policy in it: its natural key, in any letter case."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter
    def mailboxes(self) -> pulumi.Output[Sequence[str] | None]:
        """Primary addresses of the mailboxes that are held."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "mailboxes")
        return value

    @property
    @pulumi.getter
    def sites(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses of the sites and drives that are held."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "sites")
        return value


class LeaverDriveEndings(_Resource):
    """Endings in drives of leavers: An assessment, which never writes: no retention policy deletes what is in drives sooner than the drives of people who left are kept, unless another one keeps everything in all drives for as long.

    Source: https://learn.microsoft.com/sharepoint/retention-and-deletion (2024-04-08).
    """

    _names = MappingProxyType({})

    def __init__(
        self,
        resource_name: str,
        *,
        days: pulumi.Input[int],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            days: for how many days the drive of a deleted user is kept.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "days": days,
        }
        super().__init__("m365:purview:LeaverDriveEndings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def days(self) -> pulumi.Output[int]:
        """For how many days the drive of a deleted user is kept."""
        value: pulumi.Output[int] = pulumi.get(self, "days")
        return value


class PersonalDataEndings(_Resource):
    """Endings of personal data: An assessment, which never writes: at each location that is given days, a retention policy deletes everything in time, no policy or label, and no hold of a single mailbox, that is not named keeps it for longer, and what deletes passes over no mailbox.

    Source: https://learn.microsoft.com/purview/retention (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "exchange_location_days": "exchangeLocationDays",
            "share_point_location_days": "sharePointLocationDays",
            "one_drive_location_days": "oneDriveLocationDays",
            "modern_group_location_days": "modernGroupLocationDays",
            "teams_channel_location_days": "teamsChannelLocationDays",
            "teams_chat_location_days": "teamsChatLocationDays",
            "counted_from": "countedFrom",
            "kept_longer": "keptLonger",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        exchange_location_days: pulumi.Input[int] | None = None,
        share_point_location_days: pulumi.Input[int] | None = None,
        one_drive_location_days: pulumi.Input[int] | None = None,
        modern_group_location_days: pulumi.Input[int] | None = None,
        teams_channel_location_days: pulumi.Input[int] | None = None,
        teams_chat_location_days: pulumi.Input[int] | None = None,
        counted_from: pulumi.Input[str] | None = None,
        kept_longer: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            exchange_location_days: after how many days everything at `exchangeLocation` of a retention policy is deleted at the latest.
            share_point_location_days: after how many days everything at `sharePointLocation` of a retention policy is deleted at the latest.
            one_drive_location_days: after how many days everything at `oneDriveLocation` of a retention policy is deleted at the latest.
            modern_group_location_days: after how many days everything at `modernGroupLocation` of a retention policy is deleted at the latest.
            teams_channel_location_days: after how many days everything at `teamsChannelLocation` of a retention policy is deleted at the latest.
            teams_chat_location_days: after how many days everything at `teamsChatLocation` of a retention policy is deleted at the latest.
            counted_from: from when on the days count: `CreationAgeInDays` or `ModificationAgeInDays`.
            kept_longer: names of retention policies and labels, and user principal names of mailboxes, that may keep longer, such as for what a law or a case wants kept.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "exchange_location_days": exchange_location_days,
            "share_point_location_days": share_point_location_days,
            "one_drive_location_days": one_drive_location_days,
            "modern_group_location_days": modern_group_location_days,
            "teams_channel_location_days": teams_channel_location_days,
            "teams_chat_location_days": teams_chat_location_days,
            "counted_from": counted_from,
            "kept_longer": kept_longer,
        }
        super().__init__("m365:purview:PersonalDataEndings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="exchangeLocationDays")
    def exchange_location_days(self) -> pulumi.Output[int | None]:
        """After how many days everything at `exchangeLocation` of a retention policy is deleted at the latest."""
        value: pulumi.Output[int | None] = pulumi.get(self, "exchange_location_days")
        return value

    @property
    @pulumi.getter(name="sharePointLocationDays")
    def share_point_location_days(self) -> pulumi.Output[int | None]:
        """After how many days everything at `sharePointLocation` of a retention policy is deleted at the latest."""
        value: pulumi.Output[int | None] = pulumi.get(self, "share_point_location_days")
        return value

    @property
    @pulumi.getter(name="oneDriveLocationDays")
    def one_drive_location_days(self) -> pulumi.Output[int | None]:
        """After how many days everything at `oneDriveLocation` of a retention policy is deleted at the latest."""
        value: pulumi.Output[int | None] = pulumi.get(self, "one_drive_location_days")
        return value

    @property
    @pulumi.getter(name="modernGroupLocationDays")
    def modern_group_location_days(self) -> pulumi.Output[int | None]:
        """After how many days everything at `modernGroupLocation` of a retention policy is deleted at the latest."""
        value: pulumi.Output[int | None] = pulumi.get(self, "modern_group_location_days")
        return value

    @property
    @pulumi.getter(name="teamsChannelLocationDays")
    def teams_channel_location_days(self) -> pulumi.Output[int | None]:
        """After how many days everything at `teamsChannelLocation` of a retention policy is deleted at the latest."""
        value: pulumi.Output[int | None] = pulumi.get(self, "teams_channel_location_days")
        return value

    @property
    @pulumi.getter(name="teamsChatLocationDays")
    def teams_chat_location_days(self) -> pulumi.Output[int | None]:
        """After how many days everything at `teamsChatLocation` of a retention policy is deleted at the latest."""
        value: pulumi.Output[int | None] = pulumi.get(self, "teams_chat_location_days")
        return value

    @property
    @pulumi.getter(name="countedFrom")
    def counted_from(self) -> pulumi.Output[str | None]:
        """From when on the days count: `CreationAgeInDays` or `ModificationAgeInDays`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "counted_from")
        return value

    @property
    @pulumi.getter(name="keptLonger")
    def kept_longer(self) -> pulumi.Output[Sequence[str] | None]:
        """Names of retention policies and labels, and user principal names of mailboxes, that may keep longer, such as for what a law or a case wants kept."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "kept_longer")
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
            "event_type": "eventType",
            "reviewer_email": "reviewerEmail",
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
        regulatory: pulumi.Input[bool] | None = None,
        event_type: pulumi.Input[str] | None = None,
        reviewer_email: pulumi.Input[Sequence[str]] | None = None,
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
            regulatory: items that bear it are regulatory records: nothing takes the label off, or makes it anything else.
            event_type: type of the event from which on the time counts, where `retentionType` is `EventAgeInDays`.
            reviewer_email: addresses of those who decide at the end whether an item is deleted; with none it is, by itself.
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
            "regulatory": regulatory,
            "event_type": event_type,
            "reviewer_email": reviewer_email,
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
    def regulatory(self) -> pulumi.Output[bool | None]:
        """Items that bear it are regulatory records: nothing takes the label off, or makes it anything else."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "regulatory")
        return value

    @property
    @pulumi.getter(name="eventType")
    def event_type(self) -> pulumi.Output[str | None]:
        """Type of the event from which on the time counts, where `retentionType` is `EventAgeInDays`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "event_type")
        return value

    @property
    @pulumi.getter(name="reviewerEmail")
    def reviewer_email(self) -> pulumi.Output[Sequence[str] | None]:
        """Addresses of those who decide at the end whether an item is deleted; with none it is, by itself."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "reviewer_email")
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


class RetentionLabelAutoApplyPolicy(_Resource):
    """Auto-apply retention label policy: Applies a retention label by itself to what a query finds in its places and that bears no label yet.

    Source: https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancerule (2026-11-24).
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
        label: pulumi.Input[str],
        query: pulumi.Input[str],
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
            label: name of the label that is applied.
            query: what it is applied to, in the Keyword Query Language.
            enabled: switched on.
            exchange_location: `All`, or the places of `-ExchangeLocation`.
            share_point_location: `All`, or the places of `-SharePointLocation`.
            one_drive_location: `All`, or the places of `-OneDriveLocation`.
            modern_group_location: `All`, or the places of `-ModernGroupLocation`.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "name": name,
            "label": label,
            "query": query,
            "enabled": enabled,
            "exchange_location": exchange_location,
            "share_point_location": share_point_location,
            "one_drive_location": one_drive_location,
            "modern_group_location": modern_group_location,
        }
        super().__init__("m365:purview:RetentionLabelAutoApplyPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def name(self) -> pulumi.Output[str]:
        """Name of the policy: its natural key, in any letter case."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool | None]:
        """Switched on."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enabled")
        return value

    @property
    @pulumi.getter
    def label(self) -> pulumi.Output[str]:
        """Name of the label that is applied."""
        value: pulumi.Output[str] = pulumi.get(self, "label")
        return value

    @property
    @pulumi.getter
    def query(self) -> pulumi.Output[str]:
        """What it is applied to, in the Keyword Query Language."""
        value: pulumi.Output[str] = pulumi.get(self, "query")
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


class RetentionPolicy(_Resource):
    """Retention policy: Keeps what is in its places, deletes it after a time, or both, whether or not anybody labels it.

    Source: https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancepolicy (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "retention_action": "retentionAction",
            "retention_duration_days": "retentionDurationDays",
            "retention_type": "retentionType",
            "restrictive_retention": "restrictiveRetention",
            "exchange_location": "exchangeLocation",
            "share_point_location": "sharePointLocation",
            "one_drive_location": "oneDriveLocation",
            "modern_group_location": "modernGroupLocation",
            "teams_channel_location": "teamsChannelLocation",
            "teams_chat_location": "teamsChatLocation",
            "exchange_location_exception": "exchangeLocationException",
            "share_point_location_exception": "sharePointLocationException",
            "one_drive_location_exception": "oneDriveLocationException",
            "modern_group_location_exception": "modernGroupLocationException",
            "teams_channel_location_exception": "teamsChannelLocationException",
            "teams_chat_location_exception": "teamsChatLocationException",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        name: pulumi.Input[str],
        retention_action: pulumi.Input[str],
        retention_duration_days: pulumi.Input[int | str],
        enabled: pulumi.Input[bool] | None = None,
        retention_type: pulumi.Input[str] | None = None,
        restrictive_retention: pulumi.Input[bool] | None = None,
        exchange_location: pulumi.Input[Sequence[str]] | None = None,
        share_point_location: pulumi.Input[Sequence[str]] | None = None,
        one_drive_location: pulumi.Input[Sequence[str]] | None = None,
        modern_group_location: pulumi.Input[Sequence[str]] | None = None,
        teams_channel_location: pulumi.Input[Sequence[str]] | None = None,
        teams_chat_location: pulumi.Input[Sequence[str]] | None = None,
        exchange_location_exception: pulumi.Input[Sequence[str]] | None = None,
        share_point_location_exception: pulumi.Input[Sequence[str]] | None = None,
        one_drive_location_exception: pulumi.Input[Sequence[str]] | None = None,
        modern_group_location_exception: pulumi.Input[Sequence[str]] | None = None,
        teams_channel_location_exception: pulumi.Input[Sequence[str]] | None = None,
        teams_chat_location_exception: pulumi.Input[Sequence[str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            name: name of the policy: its natural key, in any letter case.
            retention_action: `Keep`, `KeepAndDelete` or `Delete`.
            retention_duration_days: days, or `unlimited`.
            enabled: switched on.
            retention_type: from when on: `CreationAgeInDays` or `ModificationAgeInDays`, which is later.
            restrictive_retention: preservation Lock: the policy only ever gets stricter. Nothing takes it off.
            exchange_location: `All`, or the places of `-ExchangeLocation`.
            share_point_location: `All`, or the places of `-SharePointLocation`.
            one_drive_location: `All`, or the places of `-OneDriveLocation`.
            modern_group_location: `All`, or the places of `-ModernGroupLocation`.
            teams_channel_location: `All`, or the places of `-TeamsChannelLocation`.
            teams_chat_location: `All`, or the places of `-TeamsChatLocation`.
            exchange_location_exception: places that `All` of `exchangeLocation` leaves out.
            share_point_location_exception: places that `All` of `sharePointLocation` leaves out.
            one_drive_location_exception: places that `All` of `oneDriveLocation` leaves out.
            modern_group_location_exception: places that `All` of `modernGroupLocation` leaves out.
            teams_channel_location_exception: places that `All` of `teamsChannelLocation` leaves out.
            teams_chat_location_exception: places that `All` of `teamsChatLocation` leaves out.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "name": name,
            "retention_action": retention_action,
            "retention_duration_days": retention_duration_days,
            "enabled": enabled,
            "retention_type": retention_type,
            "restrictive_retention": restrictive_retention,
            "exchange_location": exchange_location,
            "share_point_location": share_point_location,
            "one_drive_location": one_drive_location,
            "modern_group_location": modern_group_location,
            "teams_channel_location": teams_channel_location,
            "teams_chat_location": teams_chat_location,
            "exchange_location_exception": exchange_location_exception,
            "share_point_location_exception": share_point_location_exception,
            "one_drive_location_exception": one_drive_location_exception,
            "modern_group_location_exception": modern_group_location_exception,
            "teams_channel_location_exception": teams_channel_location_exception,
            "teams_chat_location_exception": teams_chat_location_exception,
        }
        super().__init__("m365:purview:RetentionPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def name(self) -> pulumi.Output[str]:
        """Name of the policy: its natural key, in any letter case."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter
    def enabled(self) -> pulumi.Output[bool | None]:
        """Switched on."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "enabled")
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
    def retention_type(self) -> pulumi.Output[str | None]:
        """From when on: `CreationAgeInDays` or `ModificationAgeInDays`, which is later."""
        value: pulumi.Output[str | None] = pulumi.get(self, "retention_type")
        return value

    @property
    @pulumi.getter(name="restrictiveRetention")
    def restrictive_retention(self) -> pulumi.Output[bool | None]:
        """Preservation Lock: the policy only ever gets stricter."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "restrictive_retention")
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

    @property
    @pulumi.getter(name="teamsChannelLocation")
    def teams_channel_location(self) -> pulumi.Output[Sequence[str] | None]:
        """`All`, or the places of `-TeamsChannelLocation`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "teams_channel_location")
        return value

    @property
    @pulumi.getter(name="teamsChatLocation")
    def teams_chat_location(self) -> pulumi.Output[Sequence[str] | None]:
        """`All`, or the places of `-TeamsChatLocation`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "teams_chat_location")
        return value

    @property
    @pulumi.getter(name="exchangeLocationException")
    def exchange_location_exception(self) -> pulumi.Output[Sequence[str] | None]:
        """Places that `All` of `exchangeLocation` leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "exchange_location_exception")
        return value

    @property
    @pulumi.getter(name="sharePointLocationException")
    def share_point_location_exception(self) -> pulumi.Output[Sequence[str] | None]:
        """Places that `All` of `sharePointLocation` leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "share_point_location_exception")
        return value

    @property
    @pulumi.getter(name="oneDriveLocationException")
    def one_drive_location_exception(self) -> pulumi.Output[Sequence[str] | None]:
        """Places that `All` of `oneDriveLocation` leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "one_drive_location_exception")
        return value

    @property
    @pulumi.getter(name="modernGroupLocationException")
    def modern_group_location_exception(self) -> pulumi.Output[Sequence[str] | None]:
        """Places that `All` of `modernGroupLocation` leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "modern_group_location_exception")
        return value

    @property
    @pulumi.getter(name="teamsChannelLocationException")
    def teams_channel_location_exception(self) -> pulumi.Output[Sequence[str] | None]:
        """Places that `All` of `teamsChannelLocation` leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "teams_channel_location_exception")
        return value

    @property
    @pulumi.getter(name="teamsChatLocationException")
    def teams_chat_location_exception(self) -> pulumi.Output[Sequence[str] | None]:
        """Places that `All` of `teamsChatLocation` leaves out."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "teams_chat_location_exception")
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


class UnifiedAuditLogRetentionPolicy(_Resource):
    """Audit log retention policy: How long records of the unified audit log are kept, by their types.

    Source: https://learn.microsoft.com/purview/audit-log-retention-policies (2026-11-27).
    """

    _names = MappingProxyType({"retention_duration": "retentionDuration", "record_types": "recordTypes"})

    def __init__(
        self,
        resource_name: str,
        *,
        name: pulumi.Input[str],
        retention_duration: pulumi.Input[str],
        priority: pulumi.Input[int],
        record_types: pulumi.Input[Sequence[str]],
        description: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            name: name of the policy: its natural key, in any letter case.
            retention_duration: how long the records are kept.
            priority: which policy counts where several are for a record: the lowest number, each once.
            record_types: types of the records, as `AuditLogRecordType` names them.
            description: for administrators.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "name": name,
            "retention_duration": retention_duration,
            "priority": priority,
            "record_types": record_types,
            "description": description,
        }
        super().__init__("m365:purview:UnifiedAuditLogRetentionPolicy", resource_name, {**properties}, opts)

    @property
    @pulumi.getter
    def name(self) -> pulumi.Output[str]:
        """Name of the policy: its natural key, in any letter case."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter
    def description(self) -> pulumi.Output[str | None]:
        """For administrators."""
        value: pulumi.Output[str | None] = pulumi.get(self, "description")
        return value

    @property
    @pulumi.getter(name="retentionDuration")
    def retention_duration(self) -> pulumi.Output[str]:
        """How long the records are kept."""
        value: pulumi.Output[str] = pulumi.get(self, "retention_duration")
        return value

    @property
    @pulumi.getter
    def priority(self) -> pulumi.Output[int]:
        """Which policy counts where several are for a record: the lowest number, each once."""
        value: pulumi.Output[int] = pulumi.get(self, "priority")
        return value

    @property
    @pulumi.getter(name="recordTypes")
    def record_types(self) -> pulumi.Output[Sequence[str]]:
        """Types of the records, as `AuditLogRecordType` names them."""
        value: pulumi.Output[Sequence[str]] = pulumi.get(self, "record_types")
        return value


class TenantSettings(_Resource):
    """SharePoint settings: Settings of SharePoint and OneDrive for the whole tenant.

    Source: https://learn.microsoft.com/graph/api/resources/sharepointsettings (2026-11-26).
    """

    _names = MappingProxyType(
        {
            "sharing_capability": "sharingCapability",
            "sharing_domain_restriction_mode": "sharingDomainRestrictionMode",
            "sharing_allowed_domain_list": "sharingAllowedDomainList",
            "is_resharing_by_external_users_enabled": "isResharingByExternalUsersEnabled",
            "is_unmanaged_sync_app_for_tenant_restricted": "isUnmanagedSyncAppForTenantRestricted",
            "allowed_domain_guids_for_sync_app": "allowedDomainGuidsForSyncApp",
            "is_mac_sync_app_enabled": "isMacSyncAppEnabled",
            "idle_session_sign_out": "idleSessionSignOut",
            "is_legacy_auth_protocols_enabled": "isLegacyAuthProtocolsEnabled",
            "deleted_user_personal_site_retention_period_in_days": "deletedUserPersonalSiteRetentionPeriodInDays",
        }
    )

    def __init__(
        self,
        resource_name: str,
        *,
        sharing_capability: pulumi.Input[str] | None = None,
        sharing_domain_restriction_mode: pulumi.Input[str] | None = None,
        sharing_allowed_domain_list: pulumi.Input[Sequence[str]] | None = None,
        is_resharing_by_external_users_enabled: pulumi.Input[bool] | None = None,
        is_unmanaged_sync_app_for_tenant_restricted: pulumi.Input[bool] | None = None,
        allowed_domain_guids_for_sync_app: pulumi.Input[Sequence[str]] | None = None,
        is_mac_sync_app_enabled: pulumi.Input[bool] | None = None,
        idle_session_sign_out: pulumi.Input[Mapping[str, Any]] | None = None,
        is_legacy_auth_protocols_enabled: pulumi.Input[bool] | None = None,
        deleted_user_personal_site_retention_period_in_days: pulumi.Input[int] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
            sharing_capability: with whom files and sites can be shared; no site is shared more widely.
            sharing_domain_restriction_mode: whether domains of outsiders are listed: those that are allowed, or those that are blocked.
            sharing_allowed_domain_list: domains whose people files may be shared with, in the mode `allowList`.
            is_resharing_by_external_users_enabled: whether guests may share what is not theirs.
            is_unmanaged_sync_app_for_tenant_restricted: whether files are synced to computers of the listed domains only.
            allowed_domain_guids_for_sync_app: gUIDs of the Active Directory domains whose computers may sync.
            is_mac_sync_app_enabled: whether files can be synced to a Mac.
            idle_session_sign_out: whether, and after how long, browsers in which nobody does anything are signed out.
            is_legacy_auth_protocols_enabled: whether programs may sign in by protocols that know a name and a password only.
            deleted_user_personal_site_retention_period_in_days: for how many days the drive of a deleted user is kept, before it lies in the recycle bin.
            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {
            "sharing_capability": sharing_capability,
            "sharing_domain_restriction_mode": sharing_domain_restriction_mode,
            "sharing_allowed_domain_list": sharing_allowed_domain_list,
            "is_resharing_by_external_users_enabled": is_resharing_by_external_users_enabled,
            "is_unmanaged_sync_app_for_tenant_restricted": is_unmanaged_sync_app_for_tenant_restricted,
            "allowed_domain_guids_for_sync_app": allowed_domain_guids_for_sync_app,
            "is_mac_sync_app_enabled": is_mac_sync_app_enabled,
            "idle_session_sign_out": idle_session_sign_out,
            "is_legacy_auth_protocols_enabled": is_legacy_auth_protocols_enabled,
            "deleted_user_personal_site_retention_period_in_days": deleted_user_personal_site_retention_period_in_days,
        }
        super().__init__("m365:sharepoint:TenantSettings", resource_name, {**properties}, opts)

    @property
    @pulumi.getter(name="sharingCapability")
    def sharing_capability(self) -> pulumi.Output[str | None]:
        """With whom files and sites can be shared; no site is shared more widely."""
        value: pulumi.Output[str | None] = pulumi.get(self, "sharing_capability")
        return value

    @property
    @pulumi.getter(name="sharingDomainRestrictionMode")
    def sharing_domain_restriction_mode(self) -> pulumi.Output[str | None]:
        """Whether domains of outsiders are listed: those that are allowed, or those that are blocked."""
        value: pulumi.Output[str | None] = pulumi.get(self, "sharing_domain_restriction_mode")
        return value

    @property
    @pulumi.getter(name="sharingAllowedDomainList")
    def sharing_allowed_domain_list(self) -> pulumi.Output[Sequence[str] | None]:
        """Domains whose people files may be shared with, in the mode `allowList`."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "sharing_allowed_domain_list")
        return value

    @property
    @pulumi.getter(name="isResharingByExternalUsersEnabled")
    def is_resharing_by_external_users_enabled(self) -> pulumi.Output[bool | None]:
        """Whether guests may share what is not theirs."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_resharing_by_external_users_enabled")
        return value

    @property
    @pulumi.getter(name="isUnmanagedSyncAppForTenantRestricted")
    def is_unmanaged_sync_app_for_tenant_restricted(self) -> pulumi.Output[bool | None]:
        """Whether files are synced to computers of the listed domains only."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_unmanaged_sync_app_for_tenant_restricted")
        return value

    @property
    @pulumi.getter(name="allowedDomainGuidsForSyncApp")
    def allowed_domain_guids_for_sync_app(self) -> pulumi.Output[Sequence[str] | None]:
        """GUIDs of the Active Directory domains whose computers may sync."""
        value: pulumi.Output[Sequence[str] | None] = pulumi.get(self, "allowed_domain_guids_for_sync_app")
        return value

    @property
    @pulumi.getter(name="isMacSyncAppEnabled")
    def is_mac_sync_app_enabled(self) -> pulumi.Output[bool | None]:
        """Whether files can be synced to a Mac."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_mac_sync_app_enabled")
        return value

    @property
    @pulumi.getter(name="idleSessionSignOut")
    def idle_session_sign_out(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Whether, and after how long, browsers in which nobody does anything are signed out."""
        value: pulumi.Output[Mapping[str, Any] | None] = pulumi.get(self, "idle_session_sign_out")
        return value

    @property
    @pulumi.getter(name="isLegacyAuthProtocolsEnabled")
    def is_legacy_auth_protocols_enabled(self) -> pulumi.Output[bool | None]:
        """Whether programs may sign in by protocols that know a name and a password only."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_legacy_auth_protocols_enabled")
        return value

    @property
    @pulumi.getter(name="deletedUserPersonalSiteRetentionPeriodInDays")
    def deleted_user_personal_site_retention_period_in_days(self) -> pulumi.Output[int | None]:
        """For how many days the drive of a deleted user is kept, before it lies in the recycle bin."""
        value: pulumi.Output[int | None] = pulumi.get(
            self, "deleted_user_personal_site_retention_period_in_days"
        )
        return value
