"""Doors and data: one apply of the newest baseline brings them about; what somebody undoes is found and put right.

One tenant and one apply for all of it, with every sign-in policy enabled: a new control is a line in a table here. The
client has chosen Microsoft 365 Backup, and that weak methods are refused, as well. The backup's service is enabled with
the client's consent alone, and what was asked of it is unknown until the service has done it: here the clock is put
forward.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.roles import OTHER_ADMINISTRATORS, PRIVILEGED
from holdfast.controls.sign_in import GUESTS as GUEST_TYPES
from holdfast.emulator import control
from holdfast.emulator.seeds.ids import client_id_of
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, need_engine, told
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from pathlib import Path

OWN_STATES = [
    "guest_mfa",
    "risky_sign_ins",
    "risky_users",
    "device_code_flow",
    "authentication_transfer",
    "security_info",
    "device_registration",
    "unknown_platforms",
    "admin_portals",
    "admin_sessions",
    "persistent_browser",
    "service_accounts",
    "workload_identities",
    "managed_devices",
    "unmanaged_devices",
    "device_enrollment",
    "app_protection",
]
MALLORY = f"mallory@{CONTOSO}"
PEOPLE = {MALLORY, f"admin@{CONTOSO}"}
WHERE = {
    "stop-recovery": ("DeletedItemRecovery", f"members[admin@{CONTOSO}].singleItemRecovery", True, False),
    "shorten-recovery": ("DeletedItemRecovery", f"members[admin@{CONTOSO}].retainDays", 30, 1),
    "silence-mailbox": ("MailboxAuditing", f"members[admin@{CONTOSO}].auditEnabled", True, False),
    "stop-mailbox-audit": ("OrganizationConfig", "mailboxAuditing", True, False),
    "allow-forwarding": ("OutboundForwarding", "members[Default].autoForwardingMode", "Off", "On"),
    "forward-to-partner": ("RemoteDomainForwarding", "members[Partner].autoForward", False, True),
    "stop-signing": ("DkimSigning", f"members[{CONTOSO}].enabled", True, False),
    "let-partner-past": ("SpamFilter", "members[Default].allowedSenderDomains", [], ["partner.example"]),
    "ignore-dmarc": ("AntiPhishing", "members[Office365 AntiPhish Default].honorDmarcPolicy", True, False),
    "spare-chair": (
        "SafeAttachments",
        "members[ATP Built-In Protection Rule].exceptions",
        [],
        ["chair@contoso.com"],
    ),
    "open-files-untried": ("AtpPolicyForO365", "safeAttachmentsForFiles", True, False),
    "keep-harmful-messages": ("TeamsProtectionPolicy", "zapEnabled", True, False),
    "stop-priority-protection": ("EmailTenantSettings", "priorityAccountProtection", True, False),
    "forget-priority-account": (
        "PriorityAccounts",
        f"members[admin@{CONTOSO}].priorityAccount",
        True,
        False,
    ),
    "keep-malware": ("MalwareFilter", "members[Default].zapEnabled", True, False),
    "close-modern-authentication": ("OrganizationConfig", "modernAuthentication", True, False),
    "accept-direct-send": ("OrganizationConfig", "rejectDirectSend", True, False),
    "open-lockbox": ("OrganizationConfig", "customerLockbox", True, False),
    "release-leaver": (
        "LeaverMailboxHold",
        f"members[mallory@{CONTOSO}].heldBy",
        "a hold of its own",
        "delay hold",
    ),
    "revive-account": ("InactiveAccounts", f"members[henk.visser@{CONTOSO}].accountEnabled", False, True),
    "shorten-policy": ("RetentionPolicy", "retentionDurationDays", 2555, 730),
    "spare-mailbox": ("RetentionPolicy", "exchangeLocationException", None, [f"admin@{CONTOSO}"]),
    "stop-labelling": ("RetentionLabelAutoApplyPolicy", "enabled", True, False),
    "release-evidence": (
        "EdiscoveryHoldPolicy",
        "mailboxes",
        [f"admin@{CONTOSO}", f"priya.raman@{CONTOSO}"],
        [f"priya.raman@{CONTOSO}"],
    ),
    "open-smtp": ("TransportConfig", "smtpClientAuthenticationDisabled", True, False),
    "let-scanner-send": (
        "SmtpClientAuthentication",
        f"members[admin@{CONTOSO}].smtpClientAuthenticationDisabled",
        True,
        False,
    ),
    "excuse-account": ("AuditBypass", "members[mallory].auditBypassEnabled", False, True),
    "open-calendars": (
        "CalendarSharing",
        "members[Default Sharing Policy].domains",
        ["Anonymous:CalendarSharingFreeBusySimple"],
        ["Anonymous:CalendarSharingFreeBusySimple", "*:CalendarSharingFreeBusyDetail"],
    ),
    "let-people-add": (
        "OutlookAddIns",
        "members[Default Role Assignment Policy].readWriteMailboxApps",
        False,
        True,
    ),
    "spare-lookalike": ("ExternalInOutlook", "allowList", None, ["contos0.example"]),
    "stop-audit": ("UnifiedAuditLog", "enabled", True, False),
    "shorten-audit": (
        "UnifiedAuditLogRetentionPolicy",
        "retentionDuration",
        "TwelveMonths",
        "SevenDays",
    ),
    "accept-sms": ("SmsAuthenticationMethodConfiguration", "state", "disabled", "enabled"),
    "hide-sign-in-place": (
        "MicrosoftAuthenticatorAuthenticationMethodConfiguration",
        "featureSettings.displayLocationInformationRequiredState.state",
        "enabled",
        "disabled",
    ),
    "reopen-method-migration": (
        "AuthenticationMethodsPolicy",
        "policyMigrationState",
        "migrationComplete",
        "migrationInProgress",
    ),
    "stop-registration-campaign": (
        "AuthenticationMethodsPolicy",
        "registrationCampaign.state",
        "enabled",
        "disabled",
    ),
    "prefer-no-method": (
        "AuthenticationMethodsPolicy",
        "systemCredentialPreferences.state",
        "enabled",
        "disabled",
    ),
    "refuse-passkeys": ("Fido2AuthenticationMethodConfiguration", "state", "enabled", "disabled"),
    "lengthen-passes": (
        "TemporaryAccessPassAuthenticationMethodConfiguration",
        "maximumLifetimeInMinutes",
        480,
        43200,
    ),
    "let-users-register-apps": ("AuthorizationPolicy", "allowedToCreateApps", False, True),
    "open-legacy-powershell": ("AuthorizationPolicy", "blockMsolPowerShell", True, False),
    "let-users-create-security-groups": ("AuthorizationPolicy", "allowedToCreateSecurityGroups", False, True),
    "open-collaboration-outbound": (
        "CrossTenantAccessDefault",
        "b2bCollaborationOutbound.usersAndGroups.accessType",
        "blocked",
        "allowed",
    ),
    "trust-unknown-devices": ("DeviceManagement", "settings.secureByDefault", True, False),
    "let-users-make-groups": ("GroupUnifiedSettings", "enableGroupCreation", False, True),
    "name-makers-of-groups": (
        "GroupUnifiedSettings",
        "groupCreationAllowedGroupId",
        "nobody",
        "bab052cb-bce9-47d5-a1b8-4a750cdf53fc",
    ),
    "lengthen-idle-sessions": (
        "ActivityBasedTimeoutPolicy",
        "webSessionIdleTimeoutInSeconds",
        3600,
        86399,
    ),
    "let-owners-read-keys": ("AuthorizationPolicy", "allowedToReadBitlockerKeysForOwnedDevice", False, True),
    "let-administrators-reset": ("AuthorizationPolicy", "allowedToUseSSPR", False, True),
    "treat-guests-as-members": (
        "AuthorizationPolicy",
        "guestUserRoleId",
        "2af84b1e-32c8-42b7-82bc-daa82404023b",
        "a0b1b346-4d3e-4e8b-98f8-753987be4970",
    ),
    "let-everybody-invite": ("AuthorizationPolicy", "allowInvitesFrom", "adminsAndGuestInviters", "everyone"),
    "let-users-consent": (
        "AuthorizationPolicy",
        "permissionGrantPoliciesAssigned",
        None,
        ["ManagePermissionGrantsForSelf.microsoft-user-default-legacy"],
    ),
    "stop-consent-requests": ("AdminConsentRequestPolicy", "enabled", True, False),
    "allow-app-passwords": ("DefaultAppManagementPolicy", "enabled", True, False),
    "widen-device-quota": ("DeviceRegistrationPolicy", "userDeviceQuota", 10, 100),
    "allow-guessing": ("PasswordRuleSettings", "lockoutThreshold", 10, 50),
    "expire-passwords": (
        "PasswordExpiry",
        f"members[{CONTOSO}].passwordValidityPeriodInDays",
        2147483647,
        30,
    ),
    "let-unanswered-stay": ("AccessReview", "defaultDecision", "Deny", "Approve"),
    "stop-asking-at-activation": (
        "RoleActivation",
        "members[Exchange Administrator].activationProof",
        ["Justification", "MultiFactorAuthentication"],
        [],
    ),
    "trust-foreign-mfa": ("CrossTenantAccessDefault", "inboundTrust.isMfaAccepted", False, True),
    "unprotect-mailbox": ("MailboxBackup", f"members[admin@{CONTOSO}].status", "protected", "unprotected"),
    "shorten-backup": ("MailboxBackup", "members[Holdfast: backup].retentionDays", 365, 90),
    "pause-backup": ("DriveBackup", "members[Holdfast: backup].policy", "active", "inactive"),
    "unprotect-site": (
        "SiteBackup",
        "members[https://contoso.sharepoint.com].status",
        "protected",
        "unprotected",
    ),
    "share-with-anybody": (
        "TenantSettings",
        "sharingCapability",
        "existingExternalUserSharingOnly",
        "externalUserAndGuestSharing",
    ),
    "let-guests-share": ("TenantSettings", "isResharingByExternalUsersEnabled", False, True),
    "sync-anywhere": ("TenantSettings", "isUnmanagedSyncAppForTenantRestricted", True, False),
    "keep-idle-sessions": ("TenantSettings", "idleSessionSignOut.isEnabled", True, False),
    "open-old-protocols": ("TenantSettings", "isLegacyAuthProtocolsEnabled", False, True),
}
"""By tampering with data or with settings, what is found of it: kind, path, expected and found."""
BESIDES = [
    ("CrossTenantAccessDefault", "b2bCollaborationOutbound.applications.accessType", "blocked", "allowed"),
    ("LitigationHold", f"members[mallory@{CONTOSO}].litigationHoldEnabled", True, False),
    ("PersonalDataEndings", "members[exchangeLocation].endsAfterDays", 2555, "unlimited"),
]
"""What a tampering breaks besides."""
ASSESSED = {
    "crown-synchronised": (
        "GlobalAdministrators",
        f"members[emma.jansen@{CONTOSO}].onPremisesSyncEnabled",
        False,
        True,
    ),
    "give-standing-role": (
        "StandingRoleHolders",
        f"members[ines_northwind.example#EXT#@{CONTOSO}].standingRoles",
        [],
        ["Exchange Administrator"],
    ),
    "enforce-per-user-mfa": (
        "PerUserMfa",
        f"members[admin@{CONTOSO}].perUserMfaState",
        "disabled",
        "enforced",
    ),
    "keep-for-ever": (
        "PersonalDataEndings",
        "members[Retention policy Keep everything].keepsForDays",
        2555,
        "unlimited",
    ),
    "unplug-backup": (
        "BackupApplications",
        "members[0badcafe-0000-4000-8000-000000000301].graphPermissions",
        ["Files.Read.All", "Mail.ReadWrite"],
        ["Files.Read.All"],
    ),
    "switch-backup-off": (
        "BackupApplications",
        "members[0badcafe-0000-4000-8000-000000000301].accountEnabled",
        True,
        False,
    ),
    "leave-out-of-purge": (
        "TeamsProtectionRules",
        "members[Teams Protection Policy Rule].excludedUsers",
        [],
        [f"admin@{CONTOSO}"],
    ),
    "forward-mailbox": (
        "MailboxForwarding",
        f"members[admin@{CONTOSO}].forwardsTo",
        None,
        "collector@outside.example",
    ),
    "let-click-through": ("SafeLinks", "members[Links of everybody].allowClickThrough", False, True),
    "fill-recoverable-items": (
        "RecoverableItems",
        f"members[mallory@{CONTOSO}].recoverableItemsPercent",
        "less than 80",
        95,
    ),
    "loosen-dmarc": ("SendingDomains", f"members[{CONTOSO}].dmarcPolicy", "reject", "none"),
    "let-anybody-send": ("SendingDomains", f"members[{CONTOSO}].spfEnds", "-all", "?all"),
    "add-lasting-secret": (
        "RegisteredApplications",
        f"members[Reader ({client_id_of(CONTOSO, 'Reader')})].longCredentials",
        [],
        ["temporary (5ec4e7a0)"],
    ),
    "take-labelled-role": ("PrivilegedRoles", "members[Teams Administrator].listed", True, False),
    "trust-everywhere": ("TrustedLocations", "members[Branch offices].ipv4Addresses", 65536, 2**32),
}
"""By tampering with what is assessed and never written, what is found of it: no apply puts it right."""
ASSESSED_BESIDES: list[tuple[str, str, object, object]] = [
    (
        "StandingRoleHolders",
        f"members[emma.jansen@{CONTOSO}].standingRoles",
        [],
        ["Global Administrator"],
    ),
]
"""What such a tampering breaks of another control's."""
NOBODYS = {"PrivilegedRoles", "RecoverableItems", "SendingDomains"}
"""What nobody changed in the tenant: what Microsoft calls a role, how full something is, and what DNS says."""
GUESTS = "conditions.users.includedGuestsOrExternalUsers[0].guestOrExternalUserTypes"
SIGN_IN: dict[str, tuple[str, tuple[str, object, object]]] = {
    "spare-partners": ("guests_require_mfa", (GUESTS, [*GUEST_TYPES], [*GUEST_TYPES[:-1]])),
    "tolerate-medium-risk": (
        "risky_sign_ins_challenged",
        ("conditions.signInRiskLevels", ["high", "medium"], ["high"]),
    ),
    "keep-risky-password": (
        "risky_users_secured",
        ("grantControls.builtInControls", ["mfa", "passwordChange"], ["mfa"]),
    ),
    "open-device-code-flow": (
        "device_code_flow_blocked",
        ("grantControls.builtInControls", ["block"], ["mfa"]),
    ),
    "open-authentication-transfer": (
        "authentication_transfer_blocked",
        ("conditions.users.excludedUsers", None, [MALLORY]),
    ),
    "open-registration": (
        "security_info_registration_protected",
        (
            "grantControls.builtInControls",
            ["compliantDevice", "domainJoinedDevice"],
            ["compliantDevice", "domainJoinedDevice", "mfa"],
        ),
    ),
    "join-without-mfa": (
        "device_registration_requires_mfa",
        ("conditions.users.excludedUsers", None, [MALLORY]),
    ),
    "know-every-platform": (
        "unknown_platforms_blocked",
        ("conditions.platforms.includedPlatforms", ["all"], ["windowsPhone"]),
    ),
    "open-admin-portals": (
        "admin_portals_restricted",
        (
            "conditions.users.excludedRoles",
            [*PRIVILEGED, *OTHER_ADMINISTRATORS],
            [*PRIVILEGED, *OTHER_ADMINISTRATORS, "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"],
        ),
    ),
    "lengthen-admin-sessions": (
        "sessions_limited_for_admins",
        ("sessionControls.signInFrequencyPeriod", "hours", "days"),
    ),
    "keep-browser-sessions": (
        "persistent_browser_denied",
        ("sessionControls.persistentBrowserMode", "never", "always"),
    ),
    "free-service-accounts": (
        "service_accounts_bound_to_locations",
        ("conditions.locations.excludedLocations", ["Holdfast: places of service accounts"], ["All"]),
    ),
    "let-any-device-in": (
        "managed_devices_required",
        (
            "grantControls.builtInControls",
            ["compliantDevice", "domainJoinedDevice"],
            ["compliantDevice", "domainJoinedDevice", "mfa"],
        ),
    ),
    "spare-unmanaged-devices": (
        "unmanaged_devices_restricted",
        ("conditions.devices.filter.mode", "include", "exclude"),
    ),
    "enroll-without-mfa": (
        "device_enrollment_every_time",
        ("conditions.users.excludedUsers", None, [MALLORY]),
    ),
    "spare-android": (
        "app_protection_on_phones_required",
        ("conditions.platforms.includedPlatforms", ["android", "iOS"], ["iOS"]),
    ),
    "free-workloads": (
        "workload_identities_bound",
        ("conditions.locations.excludedLocations", ["AllTrusted"], ["All"]),
    ),
}
"""By tampering with a sign-in policy: the control whose policy it is, and what is found: path, expected and found."""
STATES = {f"{name}_state" for name in OWN_STATES}
ENABLED = (
    "    mfa_state: enabled\n",
    "    mfa_state: enabled\n    admin_mfa_state: enabled\n"
    + "".join(f"    {name}: enabled\n" for name in sorted(STATES))
    + f"    service_accounts: [admin@{CONTOSO}]\n    service_account_addresses: [198.51.100.0/24]\n",
)
"""What contoso's file says, and what it says here: every policy acts, and one service account is bound."""


BACKUPS = ["MailboxBackup", "DriveBackup", "SiteBackup"]
"""In the order in which the controls declare them."""


@pytest.mark.engine
def test_one_apply_converges_and_every_tampering_is_found_at_its_path_and_repaired(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        file = scratch.project / "clients" / "Pulumi.contoso.yaml"
        file.write_text(file.read_text().replace(*ENABLED))
        choose(scratch.project, "contoso")
        refused = scratch.holdfast("up", "contoso")
        assert refused.code == ExitCode.NO_ANSWER, refused.all
        assert "MailboxBackup/mailbox-backup enableService" in refused.all
        assert "baselines/core/1.2.0.yaml:" in refused.all
        assert "[one-way]" in refused.all
        assert scratch.writes() == []

        agree(scratch.project, "contoso")
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.NO_ANSWER, first.all
        assert {one["state"] for one in scratch.rows("conditionalAccessPolicies")} == {"enabled"}
        unknown = told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS})
        assert [one.split()[1].rpartition(":")[2] for one in unknown] == BACKUPS
        assert all("was asked for within the last day" in one for one in unknown)
        scratch.clock.skipped += timedelta(hours=1).total_seconds()
        since = scratch.log.last_id()
        second = scratch.holdfast("up", "contoso")
        assert second.code == ExitCode.IN_SYNC, second.all
        assert scratch.writes(since) == []

        for name in (*WHERE, *SIGN_IN):
            control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)
        drifted = [one for one in scratch.check().result.findings if one.status in DRIFT]
        of_policies = [one for one in drifted if one.token.endswith(":ConditionalAccessPolicy")]
        found = [
            (one.token.rpartition(":")[2], each.path, each.expected, each.found)
            for one in drifted
            if one not in of_policies
            for each in one.differences
            if not (one.token.endswith("DriveBackup") and each.path.endswith("].status"))
        ]
        assert sorted(found, key=str) == sorted([*WHERE.values(), *BESIDES], key=str)
        assert {one.control.removeprefix("entra.") for one in of_policies} == {
            of for of, _ in SIGN_IN.values()
        }
        for of, expected in SIGN_IN.values():
            (finding,) = [one for one in of_policies if one.control == f"entra.{of}"]
            seen = [(one.path, plain(one.expected), plain(one.found)) for one in finding.differences]
            assert expected in seen, (of, seen)
            assert len(seen) == (2 if of == "sessions_limited_for_admins" else 1)
            assert finding.change is not None
            assert finding.change.actor == MALLORY
        authors = [one.change or each.change for one in drifted for each in one.differences]
        assert {one.actor if one else "nobody" for one in authors} <= PEOPLE

        repaired = scratch.holdfast("up", "contoso")
        assert repaired.code == ExitCode.NO_ANSWER, repaired.all
        scratch.clock.skipped += timedelta(hours=1).total_seconds()
        assert told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS}) == []

        for name in ASSESSED:
            control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)
        judged = [one for one in scratch.check().result.findings if one.status in DRIFT and one.population]
        left = [(one.token.rpartition(":")[2], each) for one in judged for each in one.differences]
        assert sorted((kind, one.path, one.expected, one.found) for kind, one in left) == sorted(
            [*ASSESSED.values(), *ASSESSED_BESIDES]
        )
        changes = [one.change for kind, one in left if kind not in NOBODYS]
        assert all(one and one.actor in PEOPLE for one in changes)


def plain(value: Any) -> Any:
    """A value of a difference without the ids that stand behind names."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.partition(" (")[0] if isinstance(value, str) else value
