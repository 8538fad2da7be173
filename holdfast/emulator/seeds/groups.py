"""The groups of the small tenant: one for all, one for each department, one above those, one by licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.membership import add
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.seeds.ids import stable_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.seeds.people import Organisation
    from holdfast.emulator.tenant import Tenant

_CREATED = "2022-06-01T08:00:00Z"
_FEWEST_IN_DEPARTMENT = 2


def seed_groups(tenant: Tenant, organisation: Organisation, users: Mapping[str, dict[str, Any]]) -> None:
    """Store the groups with their members; break-glass accounts and guests are in none.

    Args:
        tenant: where to.
        organisation: who works there.
        users: the stored users by alias.
    """
    owner = users["admin"]["id"]
    staff = [person for person in organisation.people if person.licence is not None and person.enabled]
    ids = {person.alias: users[person.alias]["id"] for person in organisation.people}
    everybody = [ids[person.alias] for person in staff]
    _seed(tenant, "All Company", everybody, owner, unified=True)
    departments = sorted({person.department for person in staff if person.department is not None})
    below: list[str] = []
    for department in departments:
        members = [ids[person.alias] for person in staff if person.department == department]
        if len(members) >= _FEWEST_IN_DEPARTMENT:
            below.append(_seed(tenant, f"SG-{department}", members, owner))
    _seed(tenant, "SG-Departments", below, owner)
    licensed = [ids[person.alias] for person in staff if person.licence == "SPE_E5"]
    _seed(tenant, "SG-Licence-E5", licensed, owner)
    _seed(tenant, "SG-Service-Accounts", [ids["svc-scanner"]], owner)


def _seed(tenant: Tenant, name: str, members: list[str], owner: str, *, unified: bool = False) -> str:
    group_id = stable_id(tenant.domain, "group", name)
    nickname = name.replace(" ", "").lower()
    values: dict[str, Any] = {
        "displayName": name,
        "groupTypes": ["Unified"] if unified else [],
        "mailEnabled": unified,
        "mailNickname": nickname,
        "securityEnabled": not unified,
    }
    if unified:
        mail = f"{nickname}@{tenant.domain}"
        values |= {"mail": mail, "proxyAddresses": [f"SMTP:{mail}"], "visibility": "Public"}
    tenant.store.put("groups", group_id, new_group(group_id, _CREATED, values))
    add(tenant, group_id, "owners", [owner])
    add(tenant, group_id, "members", members)
    return group_id
