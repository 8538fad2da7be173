"""A client of this repository on the newest version of its baseline: what a new control is in before any client is.

Released versions never change, and a client names the version that it is on. So a control that is new is in the plan
of no client file; these tests look at it as a client will have it after the next upgrade.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from holdfast.plan.files import baselines, clients

PROJECT = Path(__file__).resolve().parents[1]
STANDING = [
    *(
        f"{alias}@contoso.onmicrosoft.com"
        for alias in ("admin", "mallory", "priya.raman", "jonas.weber", "lotte.devries", "samir.haddad")
    ),
    *(
        f"{alias}@fabrikam.onmicrosoft.com"
        for alias in ("admin", "mallory", "beat.keller", "chiara.bianchi", "luc.favre", "elin.berg")
    ),
]
"""Who holds a privileged role all the time in the seeded tenants, but for the emergency accounts."""
CHOSEN = {
    "microsoft_365_backup": "true",
    "microsoft_365_backup_may_be_enabled": "true",
    "smtp_auth_disabled": "true",
    "sending_domains_assessed": "true",
    "sending_domains_of_microsoft": "included",
    "calendars_bounded": "true",
    "addins_restricted": "true",
    "sync_restricted": "true",
    "sync_domain_guids": "[786548dd-877b-4760-a749-6b1efbc1190a]",
    "weak_methods_disabled": "true",
    "authenticator_codes_disabled": "true",
    "method_migration_completed": "true",
    "device_join_restricted": "true",
    "managed_devices_required": "true",
    "app_protection_required": "true",
    "security_groups_restricted": "true",
    "unknown_devices_not_compliant": "true",
    "outbound_collaboration_restricted": "true",
    "groups_restricted": "true",
    "web_sessions_timed_out": "true",
    "bitlocker_keys_restricted": "true",
    "admin_password_reset_restricted": "true",
    "version_history_attested": "true",
    "default_links_attested": "true",
    "anonymous_links_attested": "true",
    "teams_external_access_attested": "true",
    "teams_meetings_attested": "true",
    "inactive_accounts_secured": "true",
    "inactive_accounts_action": "disable",
    "per_user_mfa_assessed": "true",
    "standing_roles_assessed": "true",
    "standing_role_accounts": f"[{', '.join(STANDING)}]",
    "role_activation_protected": "true",
    "role_activation_approvers": "SG-IT",
    "role_activation_notified": "[security@contoso.example]",
    "retention_action": "keep-and-delete",
    "personal_data_ends": "true",
    "kept_longer": (
        "[Permanent record, admin@contoso.onmicrosoft.com, priya.raman@contoso.onmicrosoft.com, "
        "nora.whitfield@contoso.onmicrosoft.com]"
    ),
    "recoverable_items_assessed": "true",
    "hold_scopes": "[{attribute: CustomAttribute1, value: Board, duration_days: 3650}]",
    "applications_assessed": "true",
    "business_records_query": '"subject:invoice"',
    "ediscovery_holds_placed": "true",
    "ediscovery_cases": (
        '[{name: "Holdfast: board", mailboxes: [admin@contoso.onmicrosoft.com, priya.raman@contoso.onmicrosoft.com], '
        'sites: ["https://contoso.sharepoint.com"]}]'
    ),
    "restore_attested": "true",
    "restore_sessions_assessed": "true",
    "restore_tried_within_days": "1095",
    "third_party_backup": "true",
    "third_party_backup_applications": (
        '[{app_id: "0badcafe-0000-4000-8000-000000000301", '
        'owner_tenant_id: "0badcafe-0000-4000-8000-000000000300", publisher: Northwind Backup GmbH, '
        "graph_permissions: [Files.Read.All, Mail.ReadWrite], sharepoint_permissions: [Sites.FullControl.All]}]"
    ),
    "third_party_backup_tried_within_days": "1095",
}
"""Parameters by which a client chooses what is off by default."""
ENTRY = {
    "by": {"name": "Ana Popescu", "mail": "ana.popescu@contoso.example"},
    "on": "2026-11-20",
    "until": "2027-12-20",
    "evidence": {"sha256": "0f" * 32, "kept": "Screenshots in the wiki of IT, page Attestations"},
}
"""An attestation but for what it is about."""
ATTESTED = {
    "backup.restore_tried": {
        "mail_restored_on": "2026-11-02",
        "files_restored_on": "2026-11-02",
        "came_back": "all",
    },
    "sharepoint.anonymous_links_expire": {"end": "within 30 days", "files": "view", "folders": "view"},
    "sharepoint.default_links_internal": {"link": "organization", "permission": "view"},
    "backup.third_party_present": {
        "schedule": "daily",
        "restored_on": "2026-11-02",
        "kept_days": "unlimited",
        "reach": "apart",
    },
    "teams.external_access_bounded": {
        "organizations": "named ones",
        "unmanaged": "no contact",
        "trial_tenants": "blocked",
    },
    "teams.meetings_protected": {
        "admitted": "organization without guests",
        "dial_in_waits": "yes",
        "anonymous_start": "no",
        "outsiders_take_control": "no",
    },
    "sharepoint.version_history_kept": {"versions": 500, "kept_days": "unlimited", "libraries": "all"},
}
"""By control, values of an attestation that are as good as asked."""
_BASELINE = re.compile(r"^(  holdfast:baseline: )(\w+)@\S+$", re.MULTILINE)


def upgrade(project: Path, client: str) -> None:
    """Put the client of `project` on the newest version of its baseline."""
    path = project / "clients" / f"Pulumi.{client}.yaml"
    text, count = _BASELINE.subn(
        lambda found: f"{found[1]}{found[2]}@{baselines(project)[found[2]][-1]}",
        path.read_text(encoding="utf-8"),
    )
    assert count == 1, f"{path} names no baseline"
    path.write_text(text, encoding="utf-8")


def choose(project: Path, client: str) -> None:
    """Have the client of `project` choose all that is off by default."""
    path = project / "clients" / f"Pulumi.{client}.yaml"
    chosen = "".join(f"    {name}: {value}\n" for name, value in CHOSEN.items())
    text = path.read_text(encoding="utf-8").replace(
        "  holdfast:parameters:\n", f"  holdfast:parameters:\n{chosen}", 1
    )
    assert chosen in text, f"{path} has no parameters"
    path.write_text(f"{text}{attestations()}", encoding="utf-8")


def attestations(**changes: object) -> str:
    """Return the group of a client file that attests everything that is chosen; `changes` win in each entry."""
    entries = "".join(
        f"    - {json.dumps({'control': control, **ENTRY, 'values': values, **changes})}\n"
        for control, values in ATTESTED.items()
    )
    return f"  holdfast:attestations:\n{entries}"


def agree(project: Path, client: str) -> None:
    """Have the client of `project` agree that Microsoft 365 Backup is enabled."""
    path = project / "clients" / f"Pulumi.{client}.yaml"
    entries = "".join(
        f"    - {{object: {one}, property: enableService, value: true, consequence: Each gigabyte is paid for.}}\n"
        for one in ("MailboxBackup/mailbox-backup", "DriveBackup/drive-backup", "SiteBackup/site-backup")
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}  holdfast:i_understand:\n{entries}", encoding="utf-8")


def upgraded_project(folder: Path) -> Path:
    """Make a project in `folder` with every client of this repository, each on the newest version of its baseline."""
    shutil.copy(PROJECT / "__main__.py", folder)
    shutil.copytree(PROJECT / "clients", folder / "clients")
    (folder / "baselines").symlink_to(PROJECT / "baselines", target_is_directory=True)
    for client in clients(PROJECT):
        upgrade(folder, client)
        choose(folder, client)
        agree(folder, client)
    return folder
