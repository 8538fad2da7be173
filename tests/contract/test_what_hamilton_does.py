"""What hamilton's own tests do in a tenant, as azuread plugins do that are made of it: `go test ./msgraph`, v0.71.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.conftest import USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
"""Id of a role, Global Reader."""
HAMILTON = "github.com/manicminer/hamilton v0.71.0 does it, whose tests ran in a real tenant"
BELOW = "/roleManagement/directory/role"


def with_role(tiny: Tiny) -> str:
    role = {"id": READER, "templateId": READER, "displayName": "Global Reader", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", READER, {**role, "description": ""})
    return tiny.register("Plugin", ["RoleManagement.ReadWrite.Directory"])


@pytest.mark.parametrize(
    "sort",
    [
        pytest.param(sort, marks=assumed(HAMILTON, f"POST {BELOW}{sort}ScheduleRequests"))
        for sort in ("Eligibility", "Assignment")
    ],
)
@pytest.mark.parametrize("answered", ["made", "read", "listed"])
def test_a_role_is_taken_back_by_the_request_that_gave_it(tiny: Tiny, sort: str, answered: str) -> None:
    admin, path = with_role(tiny), f"{BELOW}{sort}ScheduleRequests"
    body = {"action": "adminAssign", "principalId": USER, "roleDefinitionId": READER, "directoryScopeId": "/"}
    request = ask(tiny, admin, "POST", path, body, want=201)
    if answered == "read":
        request = ask(tiny, admin, "GET", f"{path}/{request['id']}")
    elif answered == "listed":
        (request,) = ask(tiny, admin, "GET", path)["value"]
    back = ask(tiny, admin, "POST", path, {**request, "action": "adminRemove"}, want=201)
    assert (back["status"], back["id"] != request["id"]) == ("Revoked", True)
    assert ask(tiny, admin, "GET", path.replace("Requests", "Instances"))["value"] == []
    ask(tiny, admin, "POST", path, {**request, "nonsense": 1}, want=400)


STRENGTHS = (
    "/policies/authenticationStrengthPolicies",
    "/identity/conditionalAccess/authenticationStrength/policies",
)


@pytest.mark.parametrize(
    "path", [pytest.param(one, marks=assumed(HAMILTON, f"DELETE {one}/{{id}}/$ref")) for one in STRENGTHS]
)
def test_a_strength_is_deleted_by_its_reference(tiny: Tiny, path: str) -> None:
    body = {"displayName": "Keys", "allowedCombinations": ["fido2"]}
    made = tiny.graph("POST", f"/beta{path}", body).json()
    assert tiny.graph("DELETE", f"/beta{path}/{made['id']}/$ref").status_code == 204
    assert tiny.graph("GET", f"{path}/{made['id']}").status_code == 404
    built_in = tiny.graph("GET", path).json()["value"][0]["id"]
    assert tiny.graph("DELETE", f"{path}/{built_in}/$ref").status_code == 400


UNITS = {"/v1.0": "/directory/administrativeUnits", "/beta": "/administrativeUnits"}
UNIT_RIGHTS = ("AdministrativeUnit.ReadWrite.All", "AdministrativeUnit.Read.All", "Directory.ReadWrite.All")
GROUP = {"displayName": "North", "mailNickname": "north", "mailEnabled": False, "securityEnabled": True}


@pytest.mark.parametrize(
    ("version", "units"),
    [
        pytest.param(version, units, marks=documented(sources.UNIT_MEMBERS, f"POST {units}/{{id}}/members"))
        for version, units in UNITS.items()
    ],
)
def test_a_group_is_made_inside_a_unit(tiny: Tiny, version: str, units: str) -> None:
    admin = tiny.register("Plugin", [UNIT_RIGHTS[0], "Group.ReadWrite.All"])
    unit = ask(tiny, admin, "POST", f"{version}{units}", {"displayName": "North"}, want=201)["id"]
    path = f"{version}{units}/{unit}/members"
    body: dict[str, Any] = {"@odata.type": "#Microsoft.Graph.Group", **GROUP}
    body["owners@odata.bind"] = [f"https://graph.microsoft.com/v1.0/users/{USER}"]
    made = ask(tiny, admin, "POST", path, body, want=201)
    assert (made["displayName"], made["securityEnabled"]) == ("North", True)
    assert [one["id"] for one in ask(tiny, admin, "GET", path)["value"]] == [made["id"]]
    assert [one["id"] for one in ask(tiny, admin, "GET", f"/groups/{made['id']}/owners")["value"]] == [USER]
    for wrong in (
        GROUP,
        {**body, "@odata.type": "#microsoft.graph.user"},
        {"@odata.type": body["@odata.type"]},
    ):
        ask(tiny, admin, "POST", path, wrong, want=400)
    ask(tiny, admin, "POST", f"{version}{units}/{USER}/members", body, want=404)


@documented(sources.UNIT_MEMBERS, "POST /directory/administrativeUnits/{id}/members")
@pytest.mark.parametrize("right", ["", *UNIT_RIGHTS])
def test_who_makes_a_group_inside_a_unit_may_read_units_too(tiny: Tiny, right: str) -> None:
    unit = tiny.register("Units", [UNIT_RIGHTS[0]])
    made = ask(tiny, unit, "POST", UNITS["/v1.0"], {"displayName": "North"}, want=201)["id"]
    admin = tiny.register("Groups", ["Group.ReadWrite.All", *filter(None, [right])])
    body = {"@odata.type": "#microsoft.graph.group", **GROUP}
    path = f"{UNITS['/v1.0']}/{made}/members"
    ask(tiny, admin, "POST", path, body, want=201 if right else 403)
    ask(tiny, unit, "POST", path, body, want=403)


POLICIES = "/policies/roleManagementPolicies"
SCOPE = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'"


@assumed(
    HAMILTON,
    *(f"GET {POLICIES}{end}" for end in ("", "/{id}", "/{id}/rules", "/{id}/rules/{ruleId}")),
    "GET /policies/roleManagementPolicyAssignments",
)
def test_every_relation_of_a_role_policy_is_expanded_at_once(tiny: Tiny) -> None:
    admin = with_role(tiny)
    (policy,) = ask(tiny, admin, "GET", f"{POLICIES}?{SCOPE}&$expand=*")["value"]
    path = f"{POLICIES}/{policy['id']}"
    assert len(policy["rules"]) == len(policy["effectiveRules"]) == 17
    assert ask(tiny, admin, "GET", f"{path}?$expand=*")["rules"] == policy["rules"]
    for name in ("rules", "effectiveRules"):
        shown = ask(tiny, admin, "GET", f"{path}?$expand={name}")
        assert [one for one in ("rules", "effectiveRules") if one in shown] == [name]
    assert ask(tiny, admin, "GET", f"{path}/rules?$expand=*")["value"] == policy["rules"]
    rule = f"{path}/rules/{policy['rules'][0]['id']}"
    assert ask(tiny, admin, "GET", f"{rule}?$expand=*") == ask(tiny, admin, "GET", rule)
    assigned = f"/policies/roleManagementPolicyAssignments?{SCOPE}"
    (row,) = ask(tiny, admin, "GET", f"{assigned}&$expand=*")["value"]
    assert (row["policy"]["id"], "rules" in row["policy"]) == (policy["id"], False)
    for asked in (f"{path}?", f"{path}/rules?", f"{rule}?", f"{assigned}&", f"{POLICIES}?{SCOPE}&"):
        ask(tiny, admin, "GET", f"{asked}$expand=nonsense", want=501)


@assumed(HAMILTON, "GET /policies/roleManagementPolicyAssignments/{id}")
def test_which_policy_a_role_has_is_read_by_itself(tiny: Tiny) -> None:
    admin, path = with_role(tiny), "/policies/roleManagementPolicyAssignments"
    for expand in ("*", "policy", "policy($expand=rules)"):
        (row,) = ask(tiny, admin, "GET", f"{path}?{SCOPE}&$expand={expand}")["value"]
        read = ask(tiny, admin, "GET", f"{path}/{row['id']}?$expand={expand}")
        assert {**row, "@odata.context": read["@odata.context"]} == read
    assert "policy" not in ask(tiny, admin, "GET", f"{path}/{row['id']}")
    ask(tiny, admin, "GET", f"{path}/{row['id']}?$expand=nonsense", want=501)
    ask(tiny, admin, "GET", f"{path}/none", want=404)


@assumed("nothing that is asked for is left out in silence", *(f"GET {path}/{{id}}" for path in STRENGTHS))
def test_what_is_not_expanded_of_one_object_is_refused_as_of_a_list(tiny: Tiny) -> None:
    for path in STRENGTHS:
        one = tiny.graph("GET", path).json()["value"][0]["id"]
        for asked, status in (("combinationConfigurations", 200), ("nonsense", 501)):
            for where in (path, f"{path}/{one}"):
                assert tiny.graph("GET", f"{where}?$expand={asked}").status_code == status


@assumed(HAMILTON, f"PATCH {POLICIES}/{{id}}")
def test_rules_of_a_role_policy_are_changed_together_or_not_at_all(tiny: Tiny) -> None:
    admin = with_role(tiny)
    (policy,) = ask(tiny, admin, "GET", f"{POLICIES}?{SCOPE}&$expand=*")["value"]
    path, old = f"{POLICIES}/{policy['id']}", {one["id"]: one for one in policy["rules"]}
    names = ("Expiration_Admin_Eligibility", "Expiration_EndUser_Assignment")
    new = [{**old[one], "maximumDuration": "PT1H"} for one in names]
    for wrong, status in (
        ([new[0], {**new[1], "maximumDuration": 1}], 400),
        ([new[0], {**new[1], "id": "none"}], 404),
        ([new[0], {"id": names[1], "maximumDuration": "PT1H"}], 400),
        ([new[0], None], 400),
        (None, 400),
    ):
        ask(tiny, admin, "PATCH", path, {"rules": wrong}, want=status)
        assert ask(tiny, admin, "GET", f"{path}/rules")["value"] == policy["rules"]
    assert ask(tiny, admin, "PATCH", path, {"rules": new})["id"] == policy["id"]
    now = {one["id"]: one for one in ask(tiny, admin, "GET", f"{path}/rules")["value"]}
    assert now == {**old, **{one["id"]: one for one in new}}
    ask(tiny, admin, "PATCH", f"{POLICIES}/none", {"rules": new}, want=404)
