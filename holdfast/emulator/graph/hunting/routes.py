"""Advanced hunting in Microsoft Defender XDR, by both names of its action; a query changes nothing.

The tables of a product are there once it is set up, and none is here: every query is refused for its table, as scanners
expect it of a tenant without (Prowler 5.46, read 2026-11-27). What is before the first bar is taken for the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply


def _run(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    sent = call.body if isinstance(call.body, dict) else {}
    # The page writes the parameter with a capital letter, and its examples do not.
    query = next((value for name, value in sent.items() if name.lower() == "query"), None)
    if not isinstance(query, str) or not query.strip():
        raise bad_request("The query of the request is missing.")
    table = query.partition("|")[0].strip()
    raise GraphError(400, "BadRequest", f"Failed to resolve table or column expression named '{table}'.")


ROUTES: tuple[Route, ...] = tuple(
    Route(
        "POST",
        f"/security/{name}",
        _run,
        "Search what Defender saw; no table is there, so every query is refused.",
        any_of=("ThreatHunting.Read.All",),
        consented=False,
        reads=True,
    )
    for name in ("runHuntingQuery", "microsoft.graph.security.runHuntingQuery")
)
"""Routes of advanced hunting."""
