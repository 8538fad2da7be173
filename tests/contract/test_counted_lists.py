"""`/$count` behind every list: how many there are, and never an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.dispatch import graph_routes
from tests.contract.marks import assumed

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

EVENTUAL = {"consistencylevel": "eventual"}
PLACES = {
    route.template: route.versions[0]
    for route in graph_routes()
    if route.method == "GET" and not {"{", "$"} & set(route.template)
}
"""Everything that is read by a path without a parameter, and a version that has it."""


@assumed("clients that are made from the schema have it behind every list; which lists answer it is nowhere")
def test_count_behind_a_list_is_how_many_there_are_and_never_an_id(tiny: Tiny) -> None:
    roles = sorted({role for route in graph_routes() if route.method == "GET" for role in route.least_roles})
    reader = tiny.register("Reader", roles)
    tiny.licence("AAD_PREMIUM_P2", "Entra_Identity_Governance", "INTUNE_A")
    wrong, numbers = [], 0
    for path, version in PLACES.items():
        listed = tiny.graph("GET", f"/{version}{path}?$count=true", client_id=reader, headers=EVENTUAL)
        answer = tiny.graph("GET", f"/{version}{path}/$count", client_id=reader, headers=EVENTUAL)
        if listed.status_code == 200 and "@odata.count" in listed.json():
            numbers += 1
            as_it_is = (answer.status_code, answer.text) == (200, str(listed.json()["@odata.count"]))
        else:
            refused = {501} if listed.status_code == 200 else {listed.status_code, 501}
            as_it_is = answer.status_code in refused
        if not as_it_is:
            wrong.append(f"{version}{path}: {answer.status_code} {answer.text[:100]}")
    assert not wrong, f"{len(wrong)} of {len(PLACES)}:\n" + "\n".join(wrong)
    assert numbers > 100


@assumed("of directory objects it needs the header, as the whole list's count does")
def test_count_of_directory_objects_needs_the_header_and_takes_a_filter(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Device.Read.All"])
    assert tiny.graph("GET", "/devices/$count", client_id=reader).status_code == 400
    filtered = "/devices/$count?$filter=displayName eq 'x'"
    assert tiny.graph("GET", filtered, client_id=reader, headers=EVENTUAL).text == "0"
    stranger = tiny.register("Stranger", ["Policy.Read.All"])
    assert tiny.graph("GET", "/devices/$count", client_id=stranger, headers=EVENTUAL).status_code == 403
