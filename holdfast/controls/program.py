"""Declares a plan: providers bound to the client's tenant, then the controls, each after those it needs."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import pulumi
import pulumi_azuread as azuread

from holdfast.controls.adoption import adopt_what_is_there, not_made, taken_back
from holdfast.controls.before_writing import recording, refuse_before_writing, watch_policies
from holdfast.controls.catalogue import controls
from holdfast.controls.context import ControlContext
from holdfast.controls.deletions import hold_deletions
from holdfast.controls.own_providers import bind, bind_look_ups
from holdfast.controls.sign_in import PolicySettings
from holdfast.model.accepted import MEMBERS
from holdfast.model.plan import Cloud
from holdfast.provider.resources import Provider
from holdfast.quiet_end import end_quietly

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.controls.control import ControlSettings, HardeningControl
    from holdfast.model.plan import Plan

_PACKAGES = ("azuread", "m365")


def declare(plan: Plan) -> dict[str, HardeningControl[Any]]:
    """Register every control of `plan` and return them by id.

    The providers are explicit and name the client's tenant, so that credentials for another tenant, left in the
    shell, cannot send this client's changes there. What is declared by hand after this goes by them as well.

    Raises:
        pulumi.RunError: when something that the program declares must not be written; nothing was then.
    """
    if not recording():
        refuse_before_writing(plan)
        end_quietly()
        hold_deletions(plan.client, _PACKAGES)
        adopt_what_is_there()  # by a transform, which a recording refuses: it would not see what one does
    m365 = Provider(
        "m365",
        tenant=plan.tenant,
        cloud=plan.cloud.value,
        connection=plan.connection.to_text(),
        delete_protected_data=plan.delete_protected_data,
        understood=plan.understood,
        accepted=[
            f"{one.control} {one.object} {name}"
            for one in plan.exceptions
            for name in one.property
            if name.startswith(MEMBERS)
        ],
    )
    providers: dict[str, pulumi.ProviderResource] = {"azuread": _azuread(plan, m365), "m365": m365}
    bind(providers)
    context = ControlContext(
        providers=providers,
        delete_protected_data=plan.delete_protected_data,
        absent=frozenset() if recording() else not_made(),
        taken_back=frozenset() if recording() else taken_back(),
    )
    if not recording():
        bind_look_ups(providers)
        watch_policies(plan, context)
    settings = {one.id: controls()[one.id].Settings.model_validate(one.settings) for one in plan.controls}
    declared: dict[str, HardeningControl[Any]] = {}
    for control_id in _in_order(settings, context.taken_back):
        declared[control_id] = controls()[control_id](settings[control_id], context)
    return declared


def _azuread(plan: Plan, m365: Provider) -> azuread.Provider:
    """Return the provider; only a default one would read `azuread:metadataHost` of the stack by itself.

    That host tells the plugin where to sign in, so it counts for the embedded tenant alone: a real client's cloud is
    known, and whoever is named there would be sent what proves who we are.

    It comes after ours, which refuses a stack that changes its tenant: the azuread plugin takes any, and a state that
    it had written for another tenant would have every policy made twice by the next run.
    """
    options = pulumi.ResourceOptions(depends_on=[m365])
    real = plan.cloud is not Cloud.EMBEDDED  # the embedded tenant signs in by an application of its own
    host = None if real else pulumi.Config("azuread").get("metadataHost")
    return azuread.Provider(
        "azuread",
        tenant_id=plan.tenant,
        client_id=plan.connection.application or None if real else None,
        environment=plan.cloud.plugin_environment,
        metadata_host=host,
        opts=options,
    )


def export(declared: dict[str, HardeningControl[Any]], plan: Plan) -> None:
    """Export what a reader of the stack wants to know."""
    pulumi.export("tenant", plan.tenant)
    pulumi.export("baseline", plan.baseline)
    pulumi.export("controls", sorted(declared))


def _in_order(settings: Mapping[str, ControlSettings], taken_back: Collection[str]) -> list[str]:
    """Return the controls so that each comes after those it needs, or before one that goes last; always the same.

    Those whose policies are `taken_back` (by their names) come after those whose policies are enabled.
    """
    last = {name.partition("/")[0] for name in taken_back} & set(settings)
    enabled = [
        name
        for name, one in sorted(settings.items())
        if isinstance(one, PolicySettings) and one.state == "enabled"
    ]
    graph: dict[str, list[str]] = {control_id: [] for control_id in sorted(settings)}
    for control_id in graph:
        for need in sorted(set(controls()[control_id].metadata.needs) & set(settings)):
            before, after = (control_id, need) if settings[need].goes_last else (need, control_id)
            graph[after].append(before)
    for control_id in last - set(enabled):
        graph[control_id].extend(enabled)
    return list(TopologicalSorter(graph).static_order())
