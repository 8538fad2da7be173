"""PIM for groups: an administrator makes somebody a member or owner, or lets him become it; azuread asks each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.passing import pass_time
from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

BELOW = "/identityGovernance/privilegedAccess/group"
SORTS = ("assignment", "eligibility")
LISTED = {"member": "members", "owner": "owners"}
RIGHTS = [
    "Group.ReadWrite.All",
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
]


def routes(sort: str) -> tuple[str, ...]:
    path = f"{BELOW}/{sort}Schedule"
    ends = ("s", "Instances", "Requests")
    return (
        f"POST {path}Requests",
        *(f"GET {path}{end}" for end in ends),
        *(f"GET {path}{end}/{{id}}" for end in ends),
    )


OF_SORTS = [pytest.param(one, marks=documented(sources.PIM_OF_GROUPS, *routes(one))) for one in SORTS]

ENDS: dict[str | None, dict[str, Any]] = {
    None: {"type": "noExpiration"},
    "2026-03-31T12:00:00Z": {"type": "afterDuration", "duration": "P30D"},
    "2027-03-01T12:00:00Z": {"type": "afterDuration", "duration": "P1Y"},
    "2026-03-01T20:00:00Z": {"type": "afterDuration", "duration": "PT8H"},
    "2026-04-01T00:00:00Z": {"type": "afterDateTime", "endDateTime": "2026-04-01T00:00:00Z"},
}
"""By its end: how it is asked for."""


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Plugin", RIGHTS)


def body(**more: Any) -> dict[str, Any]:
    return {"accessId": "member", "groupId": GROUP, "principalId": USER, "action": "adminAssign", **more}


def holders(tiny: Tiny, admin: str, access: str) -> list[str]:
    return [one["id"] for one in ask(tiny, admin, "GET", f"/groups/{GROUP}/{LISTED[access]}")["value"]]


@pytest.mark.parametrize("sort", OF_SORTS)
@pytest.mark.parametrize("access", LISTED)
@pytest.mark.parametrize("ends", ENDS)
def test_a_schedule_is_made_read_changed_and_taken_back(
    tiny: Tiny, admin: str, sort: str, access: str, ends: str | None
) -> None:
    path, expiration = f"{BELOW}/{sort}Schedule", ENDS[ends]
    info = {"startDateTime": "2026-03-01T12:00:00Z", "expiration": expiration}
    asked = body(accessId=access, justification="work", scheduleInfo=info)
    made = ask(tiny, admin, "POST", f"{path}Requests", asked, want=201)
    schedule = made["targetScheduleId"]
    assert schedule.startswith(f"{GROUP}_{access}_")
    assert (made["status"], made["justification"]) == ("Provisioned", "work")
    read = ask(tiny, admin, "GET", f"{path}s/{schedule}")
    assert (read["accessId"], read["principalId"], read["status"]) == (access, USER, "Provisioned")
    assert read["scheduleInfo"]["expiration"]["endDateTime"] == ends
    where = f"$filter=groupId eq '{GROUP}' and targetScheduleId eq '{schedule}'&$orderby=createdDateTime desc"
    (request,) = ask(tiny, admin, "GET", f"{path}Requests?{where}")["value"]
    assert request["scheduleInfo"]["expiration"].items() >= expiration.items()
    assert ask(tiny, admin, "GET", f"{path}Requests/{made['id']}")["id"] == made["id"]
    (instance,) = ask(tiny, admin, "GET", f"{path}Instances?$filter=principalId eq '{USER}'&$expand=group")[
        "value"
    ]
    assert (instance["endDateTime"], instance["group"]["id"]) == (ends, GROUP)
    assert instance[f"{sort}ScheduleId"] == schedule
    ask(tiny, admin, "GET", f"{path}Instances/{instance['id']}")
    assert holders(tiny, admin, access) == ([USER] if sort == "assignment" else [])
    ask(tiny, admin, "POST", f"{path}Requests", asked, want=400)

    tiny.clock.advance(minutes=5)
    longer = {"expiration": {"type": "afterDateTime", "endDateTime": "2028-01-01T00:00:00Z"}}
    again = {**asked, "action": "adminUpdate", "scheduleInfo": longer}
    assert ask(tiny, admin, "POST", f"{path}Requests", again, want=201)["targetScheduleId"] == schedule
    assert len(ask(tiny, admin, "GET", f"{path}s?$filter=groupId eq '{GROUP}'")["value"]) == 1
    back = ask(tiny, admin, "POST", f"{path}Requests", body(accessId=access, action="adminRemove"), want=201)
    assert back["status"] == "Revoked"
    ask(tiny, admin, "GET", f"{path}s/{schedule}", want=404)
    assert holders(tiny, admin, access) == []
    ask(tiny, admin, "POST", f"{path}Requests", body(accessId=access, action="adminRemove"), want=404)


@pytest.mark.parametrize("sort", OF_SORTS)
def test_what_was_given_for_a_while_ends(tiny: Tiny, admin: str, sort: str) -> None:
    path = f"{BELOW}/{sort}Schedule"
    info = {"expiration": {"type": "afterDuration", "duration": "PT8H"}}
    made = ask(tiny, admin, "POST", f"{path}Requests", body(scheduleInfo=info), want=201)
    for name, key in (("s", made["targetScheduleId"]), ("Instances", made["targetScheduleId"])):
        ask(tiny, admin, "GET", f"{path}{name}/{key}")
    tiny.clock.advance(hours=8)
    tiny.tokens.clear()
    pass_time(tiny.tenant)
    assert holders(tiny, admin, "member") == []
    for name in ("s", "Instances"):
        assert ask(tiny, admin, "GET", f"{path}{name}?$filter=groupId eq '{GROUP}'")["value"] == []
        ask(tiny, admin, "GET", f"{path}{name}/{made['targetScheduleId']}", want=404)
    (request,) = ask(tiny, admin, "GET", f"{path}Requests?$filter=groupId eq '{GROUP}'")["value"]
    assert request["id"] == ask(tiny, admin, "GET", f"{path}Requests/{made['id']}")["id"]


@pytest.mark.parametrize(
    "sort",
    [
        pytest.param(one, marks=documented(sources.PIM_OF_GROUPS, f"POST {BELOW}/{one}ScheduleRequests"))
        for one in SORTS
    ],
)
def test_what_is_no_request_of_an_administrator_is_refused(tiny: Tiny, admin: str, sort: str) -> None:
    path = f"{BELOW}/{sort}ScheduleRequests"
    for name in ("accessId", "groupId", "principalId", "action"):
        ask(tiny, admin, "POST", path, {one: value for one, value in body().items() if one != name}, want=400)
    after = [
        {"type": "afterDateTime"},
        {"type": "afterDuration", "duration": "long"},
        {"type": "afterDuration"},
    ]
    past = {"type": "afterDateTime", "endDateTime": "2026-01-01T00:00:00Z"}
    for expiration in (*after, past):
        ask(tiny, admin, "POST", path, body(scheduleInfo={"expiration": expiration}), want=400)
    for wrong, want in (
        ({"accessId": "guest"}, 400),
        ({"nonsense": 1}, 400),
        ({"groupId": USER}, 404),
        ({"principalId": "b2f5c1de-0000-4000-8000-00000000dead"}, 404),
        ({"principalId": GROUP}, 404),
        ({"action": "selfActivate"}, 501),
        ({"isValidationOnly": True}, 501),
    ):
        ask(tiny, admin, "POST", path, body(**wrong), want=want)
    reader = tiny.register("Reader", [f"Privileged{sort.capitalize()}Schedule.Read.AzureADGroup"])
    ask(tiny, reader, "POST", path, body(), want=403)
    tiny.store.put(
        "groups", GROUP, {**(tiny.store.get("groups", GROUP) or {}), "groupTypes": ["DynamicMembership"]}
    )
    ask(tiny, admin, "POST", path, body(), want=400)
    tiny.licence("AAD_PREMIUM")
    ask(tiny, admin, "POST", path, body(), want=400)


POLICIES, ASSIGNED = "/policies/roleManagementPolicies", "/policies/roleManagementPolicyAssignments"
OF_GROUPS = ["RoleManagementPolicy.ReadWrite.AzureADGroup"]
EXPIRES = {
    "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
    "id": "Expiration_EndUser_Assignment",
    "maximumDuration": "PT4H",
}


@documented(
    sources.AZUREAD,
    *(f"GET {ASSIGNED}{end}" for end in ("", "/{id}")),
    *(f"GET {POLICIES}{end}" for end in ("", "/{id}", "/{id}/rules", "/{id}/rules/{ruleId}")),
    *(f"PATCH {POLICIES}{end}" for end in ("/{id}", "/{id}/rules/{ruleId}")),
)
@pytest.mark.parametrize("access", LISTED)
def test_a_group_has_a_policy_for_its_members_and_one_for_its_owners(tiny: Tiny, access: str) -> None:
    admin = tiny.register("Policies", OF_GROUPS)
    where = f"$filter=scopeType eq 'Group' and scopeId eq '{GROUP}' and roleDefinitionId eq '{access}'"
    (row,) = ask(tiny, admin, "GET", f"{ASSIGNED}?{where}")["value"]
    assert len(row["id"].split("_")) == 4
    assert row["id"] == f"{row['policyId']}_{access}"
    path = f"{POLICIES}/{row['policyId']}"
    policy = ask(tiny, admin, "GET", f"{path}?$expand=*")
    assert (policy["scopeId"], policy["scopeType"], len(policy["rules"])) == (GROUP, "Group", 17)
    of_group = f"{POLICIES}?$filter=scopeId eq '{GROUP}' and scopeType eq 'Group'"
    assert len(ask(tiny, admin, "GET", of_group)["value"]) == 2
    assert ask(tiny, admin, "GET", f"{ASSIGNED}/{row['id']}?$expand=policy")["policy"]["id"] == policy["id"]
    changed = ask(tiny, admin, "PATCH", path, {"rules": [EXPIRES]})
    assert changed["id"] == policy["id"]
    assert ask(tiny, admin, "GET", f"{path}/rules/{EXPIRES['id']}")["maximumDuration"] == "PT4H"
    ask(tiny, admin, "PATCH", f"{path}/rules/{EXPIRES['id']}", {**EXPIRES, "maximumDuration": "PT2H"})
    rules = {one["id"]: one for one in ask(tiny, admin, "GET", f"{path}/rules")["value"]}
    assert rules[EXPIRES["id"]]["maximumDuration"] == "PT2H"
    (other,) = [one for one in ask(tiny, admin, "GET", of_group)["value"] if one["id"] != policy["id"]]
    untouched = ask(tiny, admin, "GET", f"{POLICIES}/{other['id']}/rules/{EXPIRES['id']}")
    (stood,) = [one for one in policy["rules"] if one["id"] == EXPIRES["id"]]
    assert untouched["maximumDuration"] == stood["maximumDuration"]


@documented(
    sources.AZUREAD,
    f"GET {ASSIGNED}",
    *(f"{method} {POLICIES}/{{id}}" for method in ("GET", "PATCH")),
    f"GET {POLICIES}",
)
def test_policies_of_groups_and_of_roles_take_rights_of_their_own(tiny: Tiny) -> None:
    key = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
    role = {"id": key, "displayName": "Global Reader", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", key, {**role, "templateId": key, "description": ""})
    whose = {
        f"scopeId eq '{GROUP}' and scopeType eq 'Group'": tiny.register("Groups", OF_GROUPS),
        "scopeId eq '/' and scopeType eq 'DirectoryRole'": tiny.register(
            "Roles", ["RoleManagementPolicy.ReadWrite.Directory"]
        ),
    }
    for where, able in whose.items():
        (unable,) = set(whose.values()) - {able}
        for path in (ASSIGNED, POLICIES):
            assert ask(tiny, able, "GET", f"{path}?$filter={where}")["value"]
            ask(tiny, unable, "GET", f"{path}?$filter={where}", want=403)
        one = f"{POLICIES}/{ask(tiny, able, 'GET', f'{POLICIES}?$filter={where}')['value'][-1]['id']}"
        ask(tiny, able, "GET", one)
        ask(tiny, unable, "GET", one, want=403)
        ask(tiny, able, "PATCH", one, {"rules": [EXPIRES]})
        ask(tiny, unable, "PATCH", one, {"rules": [EXPIRES]}, want=403)
    reader = tiny.register("Reader", ["RoleManagementPolicy.Read.AzureADGroup"])
    group = next(iter(whose))
    one = f"{POLICIES}/{ask(tiny, reader, 'GET', f'{POLICIES}?$filter={group}')['value'][0]['id']}"
    ask(tiny, reader, "PATCH", one, {"rules": [EXPIRES]}, want=403)
    for kept in ("DynamicMembership", "Unified"):
        types = {**(tiny.store.get("groups", GROUP) or {}), "groupTypes": [kept]}
        tiny.store.put("groups", GROUP, types)
        listed = ask(tiny, reader, "GET", f"{ASSIGNED}?$filter={group}")["value"]
        assert len(listed) == (2 if kept == "Unified" else 0)
