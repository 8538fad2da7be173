"""Contoso goes over to a smaller product that Microsoft sells: what that one lacks does not apply, and nothing else.

Through HTTP, on an embedded tenant of which the newest baseline is the plan, with everything that a client can choose.
Its people are given the licences of the product as an administrator does it, and the old subscriptions end: mailboxes
and drives follow. What does not apply is written out here with its reason; the program computes none of it.

The service plans are those of https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference, as
public copies of it hold them (2026-11-28), as far as a control or a kind asks for them, and those that give mailboxes,
files and chats. Recalled: that Business Premium has AAD_PREMIUM and ATP_ENTERPRISE, which it was given later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.look import look
from holdfast.controls.catalogue import controls
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant
from holdfast.kinds.registry import kinds
from holdfast.model.control import EVERY_TENANT
from holdfast.model.duty import OUTCOMES
from holdfast.model.status import Reason, Status
from holdfast.report.outcomes import OutcomeState, duty_verdicts
from tests.e2e.scratch import CONTOSO, Scratch, told
from tests.embedded.in_process import InProcess
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

GOOD = {Status.IN_SYNC, Status.EXCEEDS}
PLANS = {
    "AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
    "ATP_ENTERPRISE": "f20fedf3-f3c3-43c3-8267-2bfdd51c0939",
    "EXCHANGE_S_ARCHIVE_ADDON": "176a09a6-7ec5-4039-ac02-b2791c6ba793",
    "EXCHANGE_S_ENTERPRISE": "efb87545-963c-4e0d-99df-69c6916d9eb0",
    "EXCHANGE_S_STANDARD": "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
    "INTUNE_A": "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
    "INTUNE_SMBIZ": "8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2",
    "MFA_PREMIUM": "8a256a2b-b617-496d-b51b-e76466e88db0",
    "SHAREPOINTENTERPRISE": "5dbe027f-2339-4123-9542-606e4d348a72",
    "SHAREPOINTSTANDARD": "c7699d2e-19aa-44de-8edf-1736da088ca1",
    "TEAMS1": "57ff2da0-773e-42df-b2af-ffb7a2317929",
}
PRODUCTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ENTERPRISEPACK": (
        "6fd2c87f-b296-42f0-b197-1e91e994b900",
        ("EXCHANGE_S_ENTERPRISE", "SHAREPOINTENTERPRISE", "TEAMS1"),
    ),
    "EMS": ("efccb6f7-5641-4e0e-bd10-b4976e1bf68e", ("AAD_PREMIUM", "INTUNE_A", "MFA_PREMIUM")),
    "SPB": (
        "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46",
        (
            *("AAD_PREMIUM", "ATP_ENTERPRISE", "EXCHANGE_S_ARCHIVE_ADDON", "EXCHANGE_S_STANDARD", "INTUNE_A"),
            *("INTUNE_SMBIZ", "MFA_PREMIUM", "SHAREPOINTSTANDARD", "TEAMS1"),
        ),
    ),
    "EXCHANGESTANDARD": ("4b9405b0-7788-4568-add1-99614e613b69", ("EXCHANGE_S_STANDARD",)),
}
"""By part number: the id of the product and the names of its plans."""

ABOVE_E3: Mapping[str, str] = {
    "defender.priority_accounts_protected": "Plan 2 of Defender for Office 365 protects them",
    "entra.access_reviews_configured": "access reviews are of Entra ID P2 or Governance",
    "entra.privileged_roles_eligible_only": "eligible roles are of Entra ID P2 or Governance",
    "entra.risky_sign_ins_challenged": "risks are told to policies with Entra ID P2",
    "entra.risky_users_secured": "risks are told to policies with Entra ID P2",
    "entra.role_activation_protected": "what is activated is an eligible role",
    "entra.workload_identities_bound": "policies reach service principals with Workload Identities Premium",
    "exchange.customer_lockbox_enabled": "Customer Lockbox is of E5",
    "purview.audit_retention_configured": "policies for how long the log is kept are of the premium audit",
    "purview.ediscovery_hold_placed": "holds of a case by Graph are of the premium eDiscovery",
}
"""What neither E3 with EMS nor Business Premium has."""
DEFENDER: Mapping[str, str] = {
    "defender.impersonation_stopped": "Plan 1 of Defender for Office 365 knows who looks like somebody",
    "defender.safe_attachments_enabled": "Plan 1 of Defender for Office 365 opens attachments",
    "defender.safe_links_enabled": "Plan 1 of Defender for Office 365 follows links",
    "defender.zero_hour_purge_on": "Plan 1 of Defender for Office 365 takes messages out of chats",
}
IN_PART: Mapping[str, str] = {
    "defender.preset_policies_recognised": "what the presets do with links and attachments is of Plan 1",
}
"""Controls of which a part does not apply without Defender for Office 365, and the rest does."""
HOLDS: Mapping[str, str] = {
    "exchange.leaver_mailboxes_held": "a mailbox is held with Plan 2 of Exchange, or with the archive beside Plan 1",
    "exchange.litigation_hold_enabled": "a mailbox is held with Plan 2 of Exchange, or with the archive beside Plan 1",
}
ENTRA: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "entra.admin_portals_restricted",
            "entra.admins_phishing_resistant_mfa",
            "entra.app_protection_on_phones_required",
            "entra.authentication_transfer_blocked",
            "entra.device_code_flow_blocked",
            "entra.device_enrollment_every_time",
            "entra.device_registration_requires_mfa",
            "entra.guests_require_mfa",
            "entra.legacy_authentication_blocked",
            "entra.managed_devices_required",
            "entra.mfa_required",
            "entra.persistent_browser_denied",
            "entra.security_info_registration_protected",
            "entra.service_accounts_bound_to_locations",
            "entra.sessions_limited_for_admins",
            "entra.unknown_platforms_blocked",
            "entra.unmanaged_devices_restricted",
        ),
        "Conditional Access is of Entra ID P1",
    ),
    "entra.dormant_apps_and_secrets_reported": "when an application signed in is told with Entra ID P1",
    "entra.groups_creation_restricted": "who may create groups is decided with Entra ID P1",
    "entra.inactive_accounts_secured": "when somebody signed in is told with Entra ID P1",
    "entra.password_protection_configured": "banned words of the tenant's own are of Entra ID P1",
    "intune.devices_without_policy_not_compliant": "there is no Intune",
    **dict.fromkeys(
        (
            "backup.onedrive_protected",
            "backup.sharepoint_protected",
            "onedrive.leaver_files_kept",
            "sharepoint.anonymous_links_expire",
            "sharepoint.default_links_internal",
            "sharepoint.external_sharing_restricted",
            "sharepoint.idle_sessions_signed_out",
            "sharepoint.legacy_protocols_off",
            "sharepoint.resharing_prevented",
            "sharepoint.sync_restricted",
            "sharepoint.version_history_kept",
        ),
        "there is no SharePoint, and no OneDrive",
    ),
    **dict.fromkeys(("teams.external_access_bounded", "teams.meetings_protected"), "there is no Teams"),
}
"""What a tenant lacks that has nothing but mailboxes of Plan 1, beside Defender and holds."""

SOLD: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "E3": (("ENTERPRISEPACK", "EMS"), {**ABOVE_E3, **DEFENDER}),
    "Business Premium": (("SPB",), ABOVE_E3),
    "Exchange Plan 1": (("EXCHANGESTANDARD",), {**ABOVE_E3, **DEFENDER, **HOLDS, **ENTRA}),
}
"""What the tenant goes over to, and which controls then do not apply, and why."""
UNDONE: Mapping[str, Mapping[str, str]] = {
    "E3": {"exchange.litigation_hold_enabled": "who had Plan 1 can be held now, and is not yet"},
    "Business Premium": {
        "exchange.litigation_hold_enabled": "who had Plan 1 can be held now, and is not yet"
    },
    "Exchange Plan 1": {},
}
"""What is neither in order then nor beyond the licence, and why."""


@pytest.fixture
def hardened(tmp_path: Path) -> Iterator[Scratch]:
    """Everything is as declared, made while the tenant had every licence."""
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        choose(scratch.project, "contoso")
        agree(scratch.project, "contoso")
        scratch.apply()
        scratch.clock.skipped += 3600  # backups are made meanwhile
        yield scratch


@pytest.mark.parametrize("name", SOLD)
def test_what_the_product_lacks_is_not_applicable_and_nothing_is_green_that_is_not_on(
    hardened: Scratch, name: str
) -> None:
    products, lacking = SOLD[name]
    before = hardened.check().result.findings
    assert {one.status for one in before} <= GOOD, "made with every licence"
    go_over(hardened, products)
    checked = hardened.check()

    lacked = [
        one for one in checked.result.findings if one.status is Status.NOT_APPLICABLE and not one.live_id
    ]
    written = {one.urn for one in look(kinds(), checked).recording.desired}
    assert not [one.name for one in lacked if one.urn in written], "refused, it would end the whole apply"
    found = {one.control for one in checked.result.findings if one.status is Status.NOT_APPLICABLE}
    in_part = set(IN_PART) if DEFENDER.keys() <= lacking.keys() else set()
    assert found == set(lacking) | in_part, told(checked, set(Status) - {Status.IN_SYNC})
    for one in checked.result.findings:
        if one.control in lacking:
            assert one.status is Status.NOT_APPLICABLE, told(checked, {one.status})
            assert one.reason is Reason.LICENCE, one
    undone = {
        one.control for one in checked.result.findings if one.status not in {*GOOD, Status.NOT_APPLICABLE}
    }
    assert undone == set(UNDONE[name]), told(checked, set(Status) - {Status.IN_SYNC})
    served = {outcome for one in lacking for outcome in controls()[one].metadata.outcomes}
    for duty in duty_verdicts(checked.controls, checked.result.findings):
        for verdict in duty.outcomes:
            if verdict.outcome.id in served and not OUTCOMES[verdict.outcome.id][1].alternatives:
                assert verdict.state is not OutcomeState.MET, verdict.outcome.id


def test_every_control_that_names_a_licence_is_beyond_one_of_the_products_sold() -> None:
    """A control that is new and asks for a plan is put into the lists above."""
    asking = {name for name, one in controls().items() if one.metadata.licence != EVERY_TENANT}
    assert asking == {name for _, lacking in SOLD.values() for name in lacking}


def go_over(scratch: Scratch, products: tuple[str, ...]) -> None:
    """Subscribe contoso to these products, give them to whoever has a licence, and end all other subscriptions."""
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        graph = InProcess()
        graph.tenant = Tenant(store, scratch.clock.utc)
        old = store.all("subscribedSkus")
        for one in products:
            row = subscription(old[0], one)
            store.put("subscribedSkus", row["id"], row)
        for user in store.all("users"):
            if held := [one["skuId"] for one in user["assignedLicenses"]]:
                given = [{"skuId": PRODUCTS[one][0], "disabledPlans": []} for one in products]
                body = {"addLicenses": given, "removeLicenses": held}
                graph.graph_call("POST", f"/users/{user['id']}/assignLicense", body)
        for row in old:
            store.delete("subscribedSkus", row["id"])
    finally:
        tenants.close()


def subscription(like: Mapping[str, Any], part_number: str) -> dict[str, Any]:
    """The `subscribedSku` of a product of which nobody has a licence yet, in the tenant of another."""
    sku_id, plans = PRODUCTS[part_number]
    return {
        **like,
        "id": f"{like['id'].partition('_')[0]}_{sku_id}",
        "skuId": sku_id,
        "skuPartNumber": part_number,
        "consumedUnits": 0,
        "servicePlans": [
            {
                "servicePlanId": PLANS[one],
                "servicePlanName": one,
                "provisioningStatus": "Success",
                "appliesTo": "User",
            }
            for one in plans
        ],
    }
