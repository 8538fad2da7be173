"""What a Conditional Access policy refers to: it must exist when it is added, and may be gone later.

Sources: CIPP issue 3614 (1054), api-facts 2.6 (1040), DCToolbox issue 6 (a deleted group stays in the policy).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.conftest import GROUP, USER
from tests.contract.marks import assumed, documented, verified

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
LOCATIONS = "/identity/conditionalAccess/namedLocations"
NOBODY = "99999999-0000-4000-8000-000000000009"
PLACES = {
    "users/includeUsers": (USER, "1053: "),
    "users/excludeUsers": (USER, "1053: "),
    "users/includeGroups": (GROUP, "1054: Invalid group value: "),
    "users/excludeGroups": (GROUP, "1054: Invalid group value: "),
    "applications/includeApplications": ("00000002-0000-0ff1-ce00-000000000000", "1056: "),
    "applications/excludeApplications": ("00000002-0000-0ff1-ce00-000000000000", "1056: "),
    "clientApplications/includeServicePrincipals": ("ServicePrincipalsInMyTenant", "1057: "),
    "clientApplications/excludeServicePrincipals": ("ServicePrincipalsInMyTenant", "1057: "),
    "locations/includeLocations": ("AllTrusted", "1040: "),
    "locations/excludeLocations": ("AllTrusted", "1040: "),
}
"""Every place that holds ids of the tenant's objects: one that is there, and how the refusal of another begins."""


def policy(place: str, ids: list[str]) -> dict[str, Any]:
    conditions: dict[str, Any] = {
        "applications": {"includeApplications": ["All"]},
        "clientAppTypes": ["all"],
        "users": {"includeUsers": ["All"]},
    }
    part, name = place.split("/")
    conditions.setdefault(part, {})[name] = ids
    if part == "clientApplications":
        conditions["users"] = {"includeUsers": ["None"]}
    if part == "locations":
        conditions[part].setdefault("includeLocations", ["All"])
    return {
        "displayName": place,
        "state": "disabled",
        "conditions": conditions,
        "grantControls": {"operator": "OR", "builtInControls": ["block"]},
    }


@verified(
    sources.MISSING_GROUP,
    "PATCH /identity/conditionalAccess/policies/{id}",
    "POST /identity/conditionalAccess/policies",
)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("unknown", [NOBODY, "CA-BreakGlass"], ids=["an id", "a name"])
def test_an_id_that_nobody_has_is_refused(tiny: Tiny, place: str, unknown: str) -> None:
    known, number = PLACES[place]
    made = tiny.graph("POST", POLICIES, policy(place, [known]))
    assert made.status_code == 201, made.text
    for method, path in (("POST", POLICIES), ("PATCH", f"{POLICIES}/{made.json()['id']}")):
        answer = tiny.graph(method, path, policy(place, [known, unknown]))
        assert answer.status_code == 400, answer.text
        message = answer.json()["error"]["message"]
        assert message.startswith(number)
        assert unknown in message


WORDS = (
    ("users/includeUsers", "AllAgentIdUsers"),
    ("users/includeUsers", "GuestsOrExternalUsers"),
    ("applications/includeApplications", "AllAgentIdResources"),
    ("applications/includeApplications", "MicrosoftAdminPortals"),
    ("applications/includeApplications", "Office365"),
    ("applications/includeApplications", "5dc48733-b5df-475c-a49b-fa307ef00853"),
    ("applications/includeApplications", "c08f52c9-8f03-4558-a0ea-9a4c878cf343"),
)
"""Words and resources of Microsoft's own that a policy names in the place of the tenant's objects."""


@documented(sources.WORDS_OF_POLICIES, "POST /identity/conditionalAccess/policies")
@pytest.mark.parametrize(("place", "word"), WORDS)
def test_a_word_of_microsofts_stands_where_an_object_does(tiny: Tiny, place: str, word: str) -> None:
    answer = tiny.graph("POST", f"/beta{POLICIES}", policy(place, [word]))
    assert answer.status_code == 201, answer.text
    part, name = place.split("/")
    assert answer.json()["conditions"][part][name] == [word]


@assumed(
    "that roles are named by id is documented; number and text are worded like those of groups",
    "POST /identity/conditionalAccess/policies",
)
@pytest.mark.parametrize("role", ["Global Administrator", "62e90394"])
def test_a_role_is_named_by_its_id(tiny: Tiny, role: str) -> None:
    answer = tiny.graph("POST", POLICIES, policy("users/includeRoles", [role]))
    assert (answer.status_code, answer.json()["error"]["message"][:6]) == (400, "1055: ")


@verified(sources.DELETED_GROUP, "DELETE /groups/{id}")
def test_a_group_that_a_policy_names_may_be_deleted_and_the_policy_changed_all_the_same(tiny: Tiny) -> None:
    made = tiny.graph("POST", POLICIES, policy("users/excludeGroups", [GROUP])).json()
    assert tiny.graph("DELETE", f"/groups/{GROUP}").status_code == 204
    item = f"{POLICIES}/{made['id']}"
    assert tiny.graph("GET", item).json()["conditions"]["users"]["excludeGroups"] == [GROUP]
    assert tiny.graph("PATCH", item, policy("users/excludeGroups", [GROUP])).status_code == 204
    assert tiny.graph("POST", POLICIES, policy("users/excludeGroups", [GROUP])).status_code == 400


@assumed(
    "that one excludes the other is documented; number and text are recalled",
    "POST /identity/conditionalAccess/policies",
)
@pytest.mark.parametrize("target", ["includeUserActions", "includeAuthenticationContextClassReferences"])
def test_a_policy_targets_applications_or_actions(tiny: Tiny, target: str) -> None:
    body = policy("applications/includeApplications", ["All"])
    body["conditions"]["applications"][target] = ["urn:user:registersecurityinfo"]
    answer = tiny.graph("POST", POLICIES, body)
    assert (answer.status_code, answer.json()["error"]["message"][:6]) == (400, "1012: ")


@assumed("the portal refuses it; that Graph does, and its text, are recalled")
@pytest.mark.parametrize("side", ["includeLocations", "excludeLocations"])
def test_a_location_that_a_policy_uses_cannot_be_deleted(tiny: Tiny, side: str) -> None:
    location = {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "displayName": "Home",
        "countriesAndRegions": ["DE"],
    }
    where = tiny.graph("POST", LOCATIONS, location).json()["id"]
    made = tiny.graph("POST", POLICIES, policy(f"locations/{side}", [where])).json()
    refused = tiny.graph("DELETE", f"{LOCATIONS}/{where}")
    assert refused.status_code == 400
    assert made["displayName"] in refused.json()["error"]["message"]
    assert tiny.graph("DELETE", f"{POLICIES}/{made['id']}").status_code == 204
    assert tiny.graph("DELETE", f"{LOCATIONS}/{where}").status_code == 204


@assumed(
    "strangers' policies name these (Jhope188/ConditionalAccessPolicies, Windows - TokenProtection and Copilot; "
    "UniFy-Endpoint/Conditional-Access-Baseline, CA212): a tenant that uses them has their service principals",
    "POST /identity/conditionalAccess/policies",
)
@pytest.mark.parametrize(
    "application",
    [
        "270efc09-cd0d-444b-a71f-39af4910ec45",
        "0AF06DC6-E4B5-4F28-818E-E78E62D137A5",
        "a4a365df-50f1-4397-bc59-1a1564b8bb9c",
        "0000000c-0000-0000-c000-000000000000",
        "497effe9-df71-4043-a8bb-14cf78c4b63b",
        "a4f2693f-129c-4b96-982b-2c364b8314d7",
        "bb5ffd56-39eb-458c-a53a-775ba21277da",
        "fb8d773d-7ef8-4ec0-a117-179f88add510",
    ],
)
def test_microsofts_own_applications_are_named_without_a_service_principal(
    tiny: Tiny, application: str
) -> None:
    made = tiny.graph("POST", POLICIES, policy("applications/includeApplications", [application]))
    assert made.status_code == 201, made.text
