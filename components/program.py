"""Declares a plan: providers bound to the client's tenant, then the controls, each after those it needs."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import pulumi
import pulumi_azuread as azuread

from components.adoption import adopt_what_is_there
from components.catalogue import controls
from components.context import ControlContext
from holdfast.provider.resources import Provider

if TYPE_CHECKING:
    from components.control import HardeningControl
    from holdfast.model.plan import Plan


def declare(plan: Plan) -> dict[str, HardeningControl[Any]]:
    """Register every control of `plan` and return them by id.

    The providers are explicit and name the client's tenant, so that credentials for another tenant, left in the
    shell, cannot send this client's changes there.
    """
    adopt_what_is_there()
    context = ControlContext(
        providers={
            "azuread": _azuread(plan),
            "m365": Provider(
                "m365",
                tenant=plan.tenant,
                cloud=plan.cloud.value,
                delete_protected_data=plan.delete_protected_data,
            ),
        },
        delete_protected_data=plan.delete_protected_data,
    )
    declared: dict[str, HardeningControl[Any]] = {}
    settings = {control.id: control.settings for control in plan.controls}
    for control_id in _in_order(sorted(settings)):
        control = controls()[control_id]
        declared[control_id] = control(control.Settings.model_validate(settings[control_id]), context)
    return declared


def _azuread(plan: Plan) -> azuread.Provider:
    """Return the provider; only a default one would read `azuread:metadataHost` of the stack by itself."""
    host = pulumi.Config("azuread").get("metadataHost")
    return azuread.Provider("azuread", tenant_id=plan.tenant, metadata_host=host)


def export(declared: dict[str, HardeningControl[Any]], plan: Plan) -> None:
    """Export what a reader of the stack wants to know."""
    pulumi.export("tenant", plan.tenant)
    pulumi.export("baseline", plan.baseline)
    pulumi.export("controls", sorted(declared))


def _in_order(control_ids: list[str]) -> list[str]:
    """Return the controls so that each comes after those it needs; the same order every time."""
    graph = {
        one: [need for need in controls()[one].metadata.needs if need in control_ids] for one in control_ids
    }
    return list(TopologicalSorter(graph).static_order())
