"""How the providers of a state sign in, where the client file says otherwise since the last apply.

For a refresh and a destroy the engine goes by the state, and runs no program: whoever moves from a certificate to
federation, or to another application, could neither repair nor destroy anything, because the old proof is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.plan import Cloud

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.model.plan import Plan

_OURS, _AZUREAD = "pulumi:providers:m365::m365", "pulumi:providers:azuread::azuread"
"""How the URNs end of the two that `declare` makes; those that somebody made by hand are his."""
_SAYS = {_OURS: "connection", _AZUREAD: "clientId"}
"""Which property says how each signs in."""
RUN_PROGRAM = {"PULUMI_RUN_PROGRAM": "true"}
"""Has the engine configure them by the program, for a run that may not write the state."""


def connections(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return how our own provider was told to sign in; nothing where there is none among `rows` of a state."""
    ours = (one for one in rows if str(one["urn"]).endswith(_OURS))
    return frozenset(str((one.get("inputs") or {}).get(_SAYS[_OURS]) or "") for one in ours)


def signs_in_otherwise(told: frozenset[str], plan: Plan) -> bool:
    """Return whether what a state was `told` is something else than the client file says now."""
    return not told <= {plan.connection.to_text()}


def with_connection(deployment: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Return `deployment` in which both providers sign in as the client file says, as the next apply has them."""
    application = "" if plan.cloud is Cloud.EMBEDDED else plan.connection.application
    wanted = {_OURS: plan.connection.to_text(), _AZUREAD: application}

    def told(row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row as it is to be."""
        own = next((one for one in wanted if str(row["urn"]).endswith(one)), None)
        if own is None:
            return row
        name, value = _SAYS[own], wanted[own]
        parts = {part: dict(row[part]) for part in ("inputs", "outputs") if isinstance(row.get(part), dict)}
        for said in parts.values():
            said.pop(name, None)
            said.update({name: value} if value else {})
        return {**row, **parts}

    return {**deployment, "resources": [told(one) for one in deployment.get("resources") or []]}
