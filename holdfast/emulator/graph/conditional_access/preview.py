"""Policies that use a preview feature: beta has them whole, v1.0 has them not at all.

A v1.0 list leaves such a policy out (EntraExporter issue 35, AzureADAssessment issue 79), reading it by its id is
refused (terraform-provider-azuread issue 589), and so is writing to it (azure-docs-powershell-azuread issue 659,
whose text is from 2021 and calls beta "the Canary endpoint"). That deleting it by v1.0 is refused too is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.odata.schema import Anything, Many, StructuredType, is_annotation
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.emulator.odata.schema import Type
    from holdfast.emulator.wire import Call


def preview_features(policy: Mapping[str, Any]) -> tuple[str, ...]:
    """Paths of what is set in a policy, or in the body of a write, and is known to beta only; sorted."""
    return tuple(sorted(_only_beta(POLICY["beta"], POLICY["v1.0"], policy, "")))


def visible(call: Call, policy: Mapping[str, Any]) -> bool:
    """Whether the interface that is called shows a policy at all."""
    return call.version != "v1.0" or not preview_features(policy)


def require_readable(call: Call, policy: Mapping[str, Any]) -> None:
    """Let a policy pass that the interface shows.

    Raises:
        GraphError: 400 with number 1037.
    """
    if not visible(call, policy):
        raise GraphError(
            400,
            "BadRequest",
            "1037: The policy you requested contains preview features. Use the Beta endpoint to retrieve this "
            "policy.",
        )


def require_writable(call: Call, *versions: Any) -> None:
    """Let a write pass whose policy before and body are of the interface that is called.

    Args:
        call: the write.
        *versions: the stored policy, and the body as it came; what is no object is left to the schema.

    Raises:
        GraphError: 400 with number 1038.
    """
    if not all(visible(call, one) for one in versions if isinstance(one, dict)):
        raise GraphError(
            400,
            "BadRequest",
            "1038: The policy you are trying to create or update contains preview features. Use the Beta endpoint "
            "to create or update this policy.",
        )


def _only_beta(beta: Type, stable: Type | None, value: Any, path: str) -> Iterator[str]:
    if stable is None:
        if is_set(value):
            yield path
    elif isinstance(beta, Many) and isinstance(stable, Many) and isinstance(value, list):
        for item in value:
            yield from _only_beta(beta.item, stable.item, item, path)
    elif isinstance(beta, StructuredType) and isinstance(stable, StructuredType) and isinstance(value, dict):
        known, kept = beta.subtype(value), stable.subtype(value)
        if known is None or kept is None:
            return
        for name, item in value.items():
            if name in known.fields and not is_annotation(name):
                inner = f"{path}/{name}" if path else name
                yield from _only_beta(known.fields[name], kept.fields.get(name), item, inner)
    elif isinstance(beta, Anything) and not isinstance(stable, Anything) and is_set(value):
        yield path


def is_set(value: Any) -> bool:
    """Whether a value says something: beta answers null and empty lists for every feature that is not used."""
    if isinstance(value, dict):
        return any(is_set(item) for item in value.values())
    if isinstance(value, list):
        return bool(value)
    return value is not None and value != ""
