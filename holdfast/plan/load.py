"""`load_plan`: a client's file and its baseline, resolved and validated, or all their mistakes at once."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud, Plan, PlannedControl
from holdfast.model.value_class import value_class
from holdfast.plan.accepted import planned_exceptions
from holdfast.plan.attestations import attestations
from holdfast.plan.connection import as_said as connection_as_said
from holdfast.plan.connection import refuse_open_secrets, refuse_plugin_settings, without_proof
from holdfast.plan.files import client_file
from holdfast.plan.former import FormerIds
from holdfast.plan.grace_periods import grace_periods
from holdfast.plan.layers import load_layers
from holdfast.plan.mistakes import Mistakes, Slug, nearest
from holdfast.plan.node import BROKEN, Node, Place
from holdfast.plan.parameters import parameter_values, report_unused
from holdfast.plan.rules import accepted_warnings, judge_together
from holdfast.plan.secret import without_secrets
from holdfast.plan.settings import settled_controls
from holdfast.plan.shapes import NAMESPACE, ClientShape
from holdfast.plan.substitute import Substitution
from holdfast.plan.understood import understood
from holdfast.plan.validation import validated
from holdfast.plan.yaml_file import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from holdfast.model.plan import PlanWarning


def load_plan(project: Path, client: str, controls: Mapping[str, Any], *, today: date | None = None) -> Plan:
    """Return the client's plan; nothing but files below `project` is read, and no request is sent.

    Args:
        project: Folder with `clients/` and `baselines/`.
        client: Name of the client, such as `contoso`.
        controls: Classes with a pydantic model `Settings` and `metadata`, by control id.
        today: The day from which the last day of an exception may not be too far; where none is given, the
            machine's, in UTC.

    Raises:
        HoldfastError: `unknown-client`.
        InputErrors: every mistake in the client's file and in all layers of its baseline; the slugs are in
            `holdfast.plan.mistakes.Slug`.
    """
    today = today or datetime.now(UTC).date()
    mistakes = Mistakes()
    former = FormerIds(controls, mistakes)
    config = former.in_config(_config(project, client, mistakes))
    resolved = _resolve(project, config, controls, former, mistakes)
    exceptions = planned_exceptions(config, resolved.known, today, mistakes)
    accepted = accepted_warnings(config, mistakes)
    consequences = understood(config, mistakes)
    periods = grace_periods(config, mistakes)
    attested = attestations(config, controls, resolved.known, today, mistakes)
    mistakes.raise_if_any()
    known = {control.id for control in resolved.controls}
    facts = {name.removeprefix(NAMESPACE): node.plain() for name, node in config.items().items()}
    return Plan(
        client=client,
        tenant=facts["tenant"],
        cloud=Cloud(facts.get("cloud", Cloud.GLOBAL)),
        baseline=facts["baseline"],
        parameters=resolved.parameters,
        controls=resolved.controls,
        exceptions=exceptions,
        delete_protected_data=facts.get("delete_protected_data", False),
        warnings=(*resolved.warnings, *former.notes),
        accepted_warnings=accepted,
        understood=consequences,
        grace_periods=periods,
        attestations=attested,
        connection=connection_as_said(facts.get("connection") or {}),
        renamed={old: new for old, new in former.now.items() if new in known},
    )


def check_baseline(project: Path, name: str, version: str, controls: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the references of all that a baseline extends, sorted, having checked it and them without a client.

    What only a client can give, the values of required parameters, is not judged.

    Raises:
        InputErrors: every mistake in all layers.
    """
    mistakes, place = Mistakes(), Place("the command", 0, "")
    reference, given = Node(f"{name}@{version}", place, place), Node(BROKEN, place, place)
    config = {f"{NAMESPACE}baseline": reference, f"{NAMESPACE}parameters": given}
    former = FormerIds(controls, mistakes)
    resolved = _resolve(project, Node(config, place, place), controls, former, mistakes)
    mistakes.raise_if_any()
    return resolved.extended


def settings_of(project: Path, client: str, controls: Mapping[str, Any]) -> Mapping[str, Node]:
    """Return the settings of each control as `load_plan` has them, each value with its place; mistakes are not told."""
    mistakes = Mistakes()
    former = FormerIds(controls, mistakes)
    return _resolve(
        project, former.in_config(_config(project, client, mistakes)), controls, former, mistakes
    ).settled


def groups_of(project: Path, client: str) -> tuple[str, ...]:
    """Return the groups that a client's file says it is in; whatever else is in the file is not judged.

    Raises:
        InputErrors: when the file has mistakes, so that nobody can say which groups it is in.
    """
    mistakes = Mistakes()
    groups = _config(project, client, mistakes).get(f"{NAMESPACE}groups")
    if groups is None or groups.broken or any(one.broken for one in groups.elements()):
        mistakes.raise_if_any()
    return tuple(str(one.value) for one in groups.elements()) if groups is not None else ()


def tenant_of(project: Path, client: str) -> str:
    """Return the tenant that a client's file names, as it stands there; empty where nobody can say.

    Whatever else is in the file is not judged, nor is one that cannot be read: that is for whoever asks for the client.
    """
    try:
        tenant = _config(project, client, Mistakes()).get(f"{NAMESPACE}tenant")
    except HoldfastError:
        return ""
    return "" if tenant is None or tenant.broken else str(tenant.value)


@value_class
class _Resolved:
    """What the baseline is for one client."""

    controls: tuple[PlannedControl, ...] = ()
    settled: Mapping[str, Node] = field(default_factory=dict)
    """Settings of every control by its id, with their places."""
    parameters: dict[str, Any] = field(default_factory=dict)
    """Value of every parameter by name, sorted."""
    warnings: tuple[PlanWarning, ...] = ()
    known: frozenset[str] | None = None
    """Ids of the controls that an exception may name; None when they are not all known."""
    extended: tuple[str, ...] = ()
    """References of all that the baseline extends, sorted."""


def _config(project: Path, client: str, mistakes: Mistakes) -> Node:
    """Return the checked `config:` group with our keys only; a broken node when there is none that can be used."""
    path = client_file(project, client)
    file = path.relative_to(project).as_posix()
    nothing = Node(BROKEN, Place(file, 0, ""), Place(file, 0, ""))
    root = read(path, file, mistakes)
    if root is None:
        return nothing
    config = root.get("config")
    if config is not None:
        refuse_plugin_settings(config.items(), mistakes)
        ours = {name: node for name, node in config.items().items() if _is_ours(name)}
        refuse_open_secrets(
            {name: config.items()[name] for name in config.items().keys() - ours.keys()}, mistakes
        )
        ours = without_proof(ours, mistakes)
        value = (
            without_secrets(replace(config, value=ours), mistakes).value
            if isinstance(config.value, dict)
            else config.value
        )
        root = replace(root, value={**root.items(), "config": replace(config, value=value)})
    return validated(root, ClientShape, mistakes).get("config") or nothing


def _is_ours(name: str) -> bool:
    """Tell whether a key below `config:` is for Holdfast, or meant so; other namespaces are left to their providers."""
    return ":" not in name or name.casefold().startswith(NAMESPACE)


def _resolve(
    project: Path, config: Node, existing: Mapping[str, Any], former: FormerIds, mistakes: Mistakes
) -> _Resolved:
    """Return the client's controls and parameters; nothing when no baseline can be had."""
    baseline = config.get(f"{NAMESPACE}baseline")
    if baseline is None or baseline.broken:
        return _Resolved()
    layers = load_layers(project, baseline, former, mistakes)
    if not layers.controls:
        if layers.complete:
            sentence = f"{baseline.value} has no controls: nothing would be checked"
            mistakes.add(baseline.place, Slug.EMPTY_BASELINE, sentence)
        return _Resolved()
    values = parameter_values(layers, config, mistakes)
    substitution = Substitution(values, mistakes, complete=layers.complete)
    settled = settled_controls(layers, substitution, existing, mistakes)
    if not any(control.broken for control in layers.controls.values()):
        report_unused(layers, config, substitution.used, mistakes)
    meant = {nearest(control, existing) or control for control in layers.controls if control not in existing}
    return _Resolved(
        controls=tuple(PlannedControl(control, node.plain()) for control, node in settled.items()),
        settled=settled,
        warnings=judge_together(settled, existing, mistakes),
        parameters={name: values[name].plain() for name in sorted(values)},
        known=frozenset({*layers.controls, *meant}) if layers.complete else None,
        extended=tuple(sorted(layers.extended)),
    )
