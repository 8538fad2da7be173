"""Gives every control of the baseline its settings, validated by the control's own model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.plan.mistakes import Slug, suggestion
from holdfast.plan.validation import validated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.plan.merge import Layers
    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node
    from holdfast.plan.substitute import Substitution


def settled_controls(
    layers: Layers, substitution: Substitution, catalogue: Mapping[str, Any], mistakes: Mistakes
) -> dict[str, Node]:
    """Return the settings of each control of `layers` by its id, sorted, with parameters filled in.

    A value at fault is `BROKEN`; what comes back is of use only when `mistakes` stays empty.

    Args:
        layers: The baseline.
        substitution: Fills in the parameters.
        catalogue: Classes with a pydantic model `Settings`, by control id.
        mistakes: Takes what is wrong.
    """
    settled = {}
    for control, unresolved in sorted(layers.controls.items()):
        settings = substitution.fill(unresolved)
        if control not in catalogue:
            sentence = f"there is no control `{control}`{suggestion(control, catalogue)}"
            mistakes.add(unresolved.key, Slug.UNKNOWN_CONTROL, sentence)
        elif not settings.broken:
            settled[control] = validated(settings, catalogue[control].Settings, mistakes)
    return settled
