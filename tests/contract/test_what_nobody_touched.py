"""Lists in which there is nothing until somebody begins with what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.graph.untouched_lists.routes import UNTOUCHED
from tests.contract.conftest import ask
from tests.contract.marks import assumed

if TYPE_CHECKING:
    from holdfast.emulator.graph.untouched_lists.routes import Untouched
    from tests.contract.conftest import Tiny


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(
            one,
            id=one.path.rpartition("/")[2],
            marks=assumed("nothing is in it until somebody begins", f"GET {one.path}"),
        )
        for one in UNTOUCHED
    ],
)
def test_a_list_that_nobody_touched_is_empty_and_takes_what_exports_ask(tiny: Tiny, one: Untouched) -> None:
    reader = tiny.register("Reader", [one.roles[0]])
    tiny.licence("AAD_PREMIUM_P2", "Entra_Identity_Governance", "INTUNE_A")
    queries = ["", "?$top=50", "?$select=id,displayName", "?$filter=displayName eq 'x'"]
    queries += ["?$orderby=id desc", "?$filter=displayName eq 'x'&$orderby=displayName,id"]
    queries += [f"?$expand={name}" for name in one.relations]
    for version in one.versions:
        for query in queries:
            assert ask(tiny, reader, "GET", f"/{version}{one.path}{query}")["value"] == []
        for query in ("?$filter=nonsense eq 1", "?$orderby=nonsense", "?$orderby=id sideways"):
            ask(tiny, reader, "GET", f"/{version}{one.path}{query}", want=501)
    ask(tiny, tiny.register("Another", ["Files.Read.All"]), "GET", f"/{one.versions[-1]}{one.path}", want=403)
    if one.licence:
        tiny.licence("EXCHANGE_S_STANDARD")
        assert tiny.graph("GET", f"/{one.versions[-1]}{one.path}", client_id=reader).status_code >= 400
