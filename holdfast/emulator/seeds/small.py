"""The small tenant: 25 accounts, roles, groups, licences, mailboxes; security defaults on, no policy yet.

A real new tenant looks like this: nothing protects sign-in but the security defaults, nobody is on hold.
The two break-glass accounts are permanent Global Administrators and in no group: making the group is the
toolkit's work. DNS says of the domain who may send in its name. Billing for Microsoft 365 Backup is set up, and the
backup is off. The same domain always gives the same ids; only sign-in times follow the clock, by whole days.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.backup_restore.state import BILLING
from holdfast.emulator.graph.restore_sessions import SERVICE as RESTORES
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.graph.security_defaults import SERVICE as SECURITY_DEFAULTS
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.seeds.applications import seed_applications
from holdfast.emulator.seeds.backup_vendor import seed_backup_vendor
from holdfast.emulator.seeds.contents import seed_contents
from holdfast.emulator.seeds.groups import seed_groups
from holdfast.emulator.seeds.ids import seed_number_of, stable_id, tenant_id_of
from holdfast.emulator.seeds.licences import PRODUCTS, assigned_plans, assignment, subscribed_sku
from holdfast.emulator.seeds.mail_policies import seed_mail_policies
from holdfast.emulator.seeds.mailboxes import seed_people_mailboxes
from holdfast.emulator.seeds.people import organisation_of
from holdfast.emulator.seeds.roles import ROLE_IDS, role_definition
from holdfast.emulator.seeds.sites import seed_sites
from holdfast.emulator.tenant import Tenant, timestamp
from holdfast.emulator.zones import publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.seeds.people import Organisation, SeededPerson
    from holdfast.emulator.store import TenantStore

_FOUNDED = datetime(2022, 3, 1, 9, 0, tzinfo=UTC)
_DAYS_BETWEEN_ACCOUNTS = 11


def seed(store: TenantStore, _domain: str, clock: Callable[[], datetime]) -> None:
    """Empty a tenant and fill it; whatever was in it is gone, its applications' secrets excepted.

    Args:
        store: the tenant's, named by its initial domain.
        _domain: the same domain.
        clock: gives the time now, to which sign-in times are relative.
    """
    seed_small(Tenant(store, clock))


def seed_small(tenant: Tenant) -> None:
    """Empty the tenant and fill it, as `seed` does."""
    organisation = organisation_of(tenant.domain)
    with tenant.store.transaction():
        tenant.store.clear()
        tenant.store.set_setting("seed_number", seed_number_of(tenant.domain))
        _seed_organization(tenant, organisation)
        _seed_licences(tenant, organisation)
        _seed_roles(tenant)
        seed_applications(tenant)
        seed_backup_vendor(tenant)
        users = _seed_users(tenant, organisation)
        seed_groups(tenant, organisation, users)
        set_security_defaults(tenant, enabled=True)
        seed_people_mailboxes(tenant, organisation, users)
        seed_mail_policies(tenant)
        seed_sites(tenant, organisation)
        seed_contents(tenant)
        _publish_mail_records(tenant)
        tenant.store.set_setting(BILLING, True)
        _seed_restore(tenant)


def _publish_mail_records(tenant: Tenant) -> None:
    """Have DNS say who may send in the tenant's name: Microsoft's SPF record, and a DMARC record of its own."""
    texts = {
        tenant.domain: ["v=spf1 include:spf.protection.outlook.com -all"],
        f"_dmarc.{tenant.domain}": [f"v=DMARC1; p=reject; rua=mailto:dmarc@{tenant.domain}"],
    }
    publish(tenant.store, tenant.domain, texts)


def _seed_restore(tenant: Tenant) -> None:
    """Store the session of a restore that somebody tried out while the backup was on."""
    session: dict[str, Any] = {
        "id": stable_id(tenant.domain, "restoreSession", "tried out"),
        "status": "completed",
        "createdDateTime": tenant.stamp(),
        "completedDateTime": tenant.stamp(),
        "restoreJobType": "standard",
        "restoreSessionArtifactCount": {"total": 1, "completed": 1, "inProgress": 0, "failed": 0},
    }
    tenant.store.put(RESTORES.collection, session["id"], session)


def set_security_defaults(tenant: Tenant, *, enabled: bool) -> None:
    """Store the security defaults policy, on or off, without an audit event."""
    policy = SECURITY_DEFAULTS.value(tenant) | {"isEnabled": enabled}
    tenant.store.put(SECURITY_DEFAULTS.collection, policy["id"], policy)


def _seed_organization(tenant: Tenant, organisation: Organisation) -> None:
    founded = timestamp(_FOUNDED)
    tenant_id = tenant_id_of(tenant.domain)
    organization: dict[str, Any] = {
        "id": tenant_id,
        "deletedDateTime": None,
        "businessPhones": [],
        "city": organisation.city,
        "country": None,
        "countryLetterCode": organisation.country,
        "createdDateTime": founded,
        "defaultUsageLocation": organisation.country,
        "displayName": organisation.name,
        "isMultipleDataLocationsForServicesEnabled": None,
        "marketingNotificationEmails": [],
        "onPremisesLastSyncDateTime": _days_ago(tenant, 0),
        "onPremisesSyncEnabled": True,
        "partnerTenantType": None,
        "postalCode": None,
        "preferredLanguage": "en",
        "privacyProfile": None,
        "securityComplianceNotificationMails": [],
        "securityComplianceNotificationPhones": [],
        "state": None,
        "street": None,
        "technicalNotificationMails": [f"admin@{tenant.domain}"],
        "tenantType": "AAD",
        "assignedPlans": [plan for product in PRODUCTS.values() for plan in assigned_plans(product, founded)],
        "provisionedPlans": [],
        "verifiedDomains": [
            {
                "capabilities": "Email, OfficeCommunicationsOnline",
                "isDefault": True,
                "isInitial": True,
                "name": tenant.domain,
                "type": "Managed",
            }
        ],
    }
    tenant.store.put("organization", tenant_id, organization)


def _seed_licences(tenant: Tenant, organisation: Organisation) -> None:
    for product in PRODUCTS.values():
        consumed = sum(person.licence == product.part_number for person in organisation.people)
        sku = subscribed_sku(product, tenant.tenant_id, organisation.name, consumed)
        tenant.store.put("subscribedSkus", sku["id"], sku)


def _seed_roles(tenant: Tenant) -> None:
    for name, role_id in ROLE_IDS.items():
        tenant.store.put("roleDefinitions", role_id, role_definition(name))


def _seed_users(tenant: Tenant, organisation: Organisation) -> dict[str, dict[str, Any]]:
    """Store everybody and their role; give users by alias."""
    users: dict[str, dict[str, Any]] = {}
    for number, person in enumerate(organisation.people):
        user = _user(tenant, organisation, person, number)
        tenant.store.put("users", user["id"], user)
        users[person.alias] = user
        if person.role is not None:
            held = role_assignment(tenant, user["id"], ROLE_IDS[person.role])
            tenant.store.put("roleAssignments", held["id"], held)
    return users


def _user(tenant: Tenant, organisation: Organisation, person: SeededPerson, number: int) -> dict[str, Any]:
    name = f"{person.alias}@{tenant.domain}"
    created = timestamp(_FOUNDED + timedelta(days=number * _DAYS_BETWEEN_ACCOUNTS))
    values: dict[str, Any] = {
        "accountEnabled": person.enabled,
        "department": person.department,
        "displayName": person.name,
        "jobTitle": person.title,
        "mailNickname": person.alias.replace("#EXT#", ""),
        "userPrincipalName": name,
        "usageLocation": organisation.country,
        "identities": [
            {"signInType": "userPrincipalName", "issuer": tenant.domain, "issuerAssignedId": name}
        ],
        "signInActivity": _sign_in_activity(tenant, person, number),
    }
    if person.title is not None:
        values["givenName"], _, values["surname"] = person.name.partition(" ")
    if person.licence is not None:
        values |= assignment(PRODUCTS[person.licence], created)
    if person.licence is not None or person.mailbox is not None:
        values |= {"mail": name, "proxyAddresses": [f"SMTP:{name}"]}
    if person.synced:
        values |= _on_premises(tenant, person)
    if person.guest_of is not None:
        values |= _guest(person, created)
    return new_user(stable_id(tenant.domain, "user", person.alias), created, values)


def _sign_in_activity(tenant: Tenant, person: SeededPerson, number: int) -> dict[str, str | None] | None:
    if person.idle_days is None:
        return None
    last = _days_ago(tenant, person.idle_days, minutes=number)
    request = stable_id(tenant.domain, "signIn", person.alias)
    return {
        "lastSignInDateTime": last,
        "lastSignInRequestId": request,
        "lastNonInteractiveSignInDateTime": last,
        "lastNonInteractiveSignInRequestId": request,
        "lastSuccessfulSignInDateTime": last,
        "lastSuccessfulSignInRequestId": request,
    }


def _on_premises(tenant: Tenant, person: SeededPerson) -> dict[str, Any]:
    label = tenant.domain.partition(".")[0]
    return {
        "onPremisesSyncEnabled": True,
        "onPremisesLastSyncDateTime": _days_ago(tenant, 0),
        "onPremisesDomainName": f"{label}.local",
        "onPremisesSamAccountName": person.alias[:20],
        "onPremisesImmutableId": stable_id(tenant.domain, "immutable", person.alias)[:22] + "==",
        "onPremisesUserPrincipalName": f"{person.alias}@{label}.local",
    }


def _guest(person: SeededPerson, created: str) -> dict[str, Any]:
    home = f"{person.alias.partition('_')[0]}@{person.guest_of}"
    return {
        "userType": "Guest",
        "mail": home,
        "otherMails": [home],
        "creationType": "Invitation",
        "externalUserState": "Accepted",
        "externalUserStateChangeDateTime": created,
        "identities": [
            {"signInType": "federated", "issuer": "ExternalAzureAD", "issuerAssignedId": None},
        ],
    }


def _days_ago(tenant: Tenant, days: int, minutes: int = 0) -> str:
    """Return midnight of today, that long before: the same all day, so that seeding twice gives the same."""
    today = tenant.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return timestamp(today - timedelta(days=days, minutes=minutes))
