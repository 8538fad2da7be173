"""Authentication contexts: made by a change under an id of the client's, deleted where nothing needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract import sources
from tests.contract.conditional_access import POLICIES, conditions, created, policy
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

CONTEXTS = "/identity/conditionalAccess/authenticationContextClassReferences"
CHANGED, DELETED = f"PATCH {CONTEXTS}/{{id}}", f"DELETE {CONTEXTS}/{{id}}"
ROLES = ["AuthenticationContext.ReadWrite.All", "Policy.ReadWrite.ConditionalAccess", "Policy.Read.All"]


@documented(sources.AUTHENTICATION_CONTEXTS, CHANGED)
def test_a_change_makes_the_authentication_context_that_is_not_there(tiny: Tiny) -> None:
    admin = tiny.register("Contexts", ROLES)
    for body in ({"displayName": "Contoso medium"}, {"isAvailable": True}):
        assert tiny.graph("PATCH", f"{CONTEXTS}/c1", body, client_id=admin).status_code == 204
    (found,) = tiny.graph("GET", CONTEXTS, client_id=admin).json()["value"]
    assert found == {"id": "c1", "displayName": "Contoso medium", "description": None, "isAvailable": True}
    events = [one["activityDisplayName"] for one in tiny.store.all("directoryAudits")]
    assert events == ["Add AuthenticationContext", "Update AuthenticationContext"]


@documented(sources.NEW_AUTHENTICATION_CONTEXT, f"POST {CONTEXTS}")
def test_an_authentication_context_is_made_under_an_id_of_the_clients(tiny: Tiny) -> None:
    admin = tiny.register("Contexts", ROLES)
    body = {"id": "c3", "displayName": "Contoso medium", "description": "Medium", "isAvailable": False}
    for wrong in ({"displayName": "No id"}, body | {"id": "medium"}, body | {"id": 3}, {**body, "nobody": 1}):
        assert tiny.graph("POST", f"/beta{CONTEXTS}", wrong, client_id=admin).status_code == 400
    made = tiny.graph("POST", f"/beta{CONTEXTS}", body, client_id=admin)
    assert (made.status_code, made.json().items() >= body.items()) == (201, True)
    assert tiny.graph("POST", f"/beta{CONTEXTS}", body, client_id=admin).status_code == 409
    assert tiny.graph("GET", CONTEXTS, client_id=admin).json()["value"] == [body]
    assert tiny.graph("DELETE", f"{CONTEXTS}/c3", client_id=admin).status_code == 204


@assumed("which ids there are, and how the service refuses, is recalled", CHANGED, DELETED)
def test_an_authentication_context_that_is_published_or_used_stays(tiny: Tiny) -> None:
    admin = tiny.register("Contexts", ROLES)

    def asked(method: str, key: str, body: dict[str, bool] | None = None) -> int:
        return tiny.graph(method, f"{CONTEXTS}/{key}", body, client_id=admin).status_code

    assert asked("PATCH", "medium", {}) == 400
    assert asked("PATCH", "c99", {"isAvailable": True}) == 204
    assert asked("DELETE", "c99") == 400
    assert asked("PATCH", "c99", {"isAvailable": False}) == 204
    target = {"includeApplications": [], "includeAuthenticationContextClassReferences": ["c99"]}
    made = created(tiny, POLICIES, policy(conditions=conditions(applications=target)))
    assert asked("DELETE", "c99") == 400
    assert tiny.graph("DELETE", f"{POLICIES}/{made['id']}").status_code == 204
    assert asked("DELETE", "c99") == 204
    assert tiny.graph("GET", CONTEXTS, client_id=admin).json()["value"] == []
