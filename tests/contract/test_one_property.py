"""One property behind an object's address: every one that the object answers, with its rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.dispatch import graph_routes
from tests.contract.conftest import ROLES, USER
from tests.contract.marks import assumed

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

PLACES = {
    route.template: route.versions[0]
    for route in graph_routes()
    if route.method == "GET" and not {"{", "$", "("} & set(route.template)
}
"""Everything that is read by a path without a parameter, and a version that has it."""


def told(answer: Any) -> Any:
    """The value of a property as it was answered."""
    if answer.status_code == 204:
        return None
    body = answer.json()
    return body["value"] if "value" in body else {k: v for k, v in body.items() if k != "@odata.context"}


@assumed("which properties have an address of their own is nowhere: each that the object answers")
def test_every_property_of_an_object_is_read_alone(tiny: Tiny) -> None:
    roles = sorted({role for route in graph_routes() if route.method == "GET" for role in route.least_roles})
    reader = tiny.register("Reader", roles)
    tiny.licence("AAD_PREMIUM_P2", "Entra_Identity_Governance", "INTUNE_A")
    wrong, numbers = [], 0
    routes = {route.template.lower() for route in graph_routes() if route.method == "GET"}
    for path, version in PLACES.items():
        answer = tiny.graph("GET", f"/{version}{path}", client_id=reader)
        body = answer.json() if answer.status_code == 200 and answer.text.startswith("{") else {}
        for name, value in {} if isinstance(body.get("value"), list) else body.items():
            if "@" in name or f"{path}/{name}".lower() in routes:
                continue
            numbers += 1
            alone = tiny.graph("GET", f"/{version}{path}/{name.upper()}", client_id=reader)
            if alone.status_code not in {200, 204} or told(alone) != value:
                wrong.append(f"{version}{path}/{name}: {alone.status_code} {alone.text[:100]}")
    assert not wrong, f"{len(wrong)} of {numbers}:\n" + "\n".join(wrong)
    assert numbers > 100


@assumed("as OData 4.01 has it (protocol, 11.2.6); no page of Graph's tells more")
def test_a_property_is_read_as_its_sort_is_and_by_the_object_s_rights(tiny: Tiny) -> None:
    here = f"/users/{USER}"
    name = tiny.graph("GET", f"{here}/displayName")
    assert name.json()["value"] == tiny.graph("GET", here).json()["displayName"]
    assert re.search(rf"#users\('{USER}'\)/displayName$", name.json()["@odata.context"])
    plain = tiny.graph("GET", f"{here}/accountEnabled/$value")
    assert (plain.status_code, plain.text, plain.headers["content-type"]) == (200, "true", "text/plain")
    assert tiny.graph("GET", f"{here}/jobTitle").status_code == 204
    assert tiny.graph("GET", f"{here}/businessPhones").json()["value"] == []
    assert tiny.graph("GET", f"{here}/businessPhones/$value").status_code == 501
    assert tiny.graph("GET", f"{here}/displayName?$expand=manager").status_code == 501
    unknown = tiny.graph("GET", f"{here}/notInTheSchema")
    assert unknown.status_code == 501
    assert "Nearest routes" in unknown.text
    assert tiny.graph("GET", "/users/displayName/length").status_code in {404, 501}
    stranger = tiny.register("Stranger", [one for one in ROLES if one.startswith("Policy")])
    assert tiny.graph("GET", f"{here}/displayName", client_id=stranger).status_code == 403


@assumed("functions of Graph are written with parentheses, as SDKs write them; ids have none")
def test_a_function_that_nobody_serves_is_no_id(tiny: Tiny) -> None:
    reader = tiny.register("Reader", sorted({role for route in graph_routes() for role in route.least_roles}))
    lists = {
        route.template.rpartition("/")[0]: route.versions[0]
        for route in graph_routes()
        if route.method == "GET" and route.template.endswith("}") and route.template.count("{") == 1
    }
    wrong = []
    for path, version in lists.items():
        answer = tiny.graph("GET", f"/{version}{path}/nobodyServes()", client_id=reader)
        if answer.status_code != 501:
            wrong.append(f"{version}{path}: {answer.status_code} {answer.text[:100]}")
    assert not wrong, f"{len(wrong)} of {len(lists)}:\n" + "\n".join(wrong)
