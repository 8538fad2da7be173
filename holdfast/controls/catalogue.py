"""Finds the controls by walking `components/` in sorted order; a file that cannot be imported, or has none, is fatal.

By its name: the package is the project's own, and stands on this one.
"""

from __future__ import annotations

import importlib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from holdfast.controls.control import HardeningControl, control_id
from holdfast.controls.narrowing import left_out
from holdfast.controls.sufficing import shortfalls
from holdfast.discovery import files_below, imported
from holdfast.model.control import DescribedControl, Enforcement
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.control import ControlMetadata
    from holdfast.model.plan import Plan


@cache
def controls() -> Mapping[str, type[HardeningControl[Any]]]:
    """Return every control by id, sorted: one of each file of each folder.

    Raises:
        HoldfastError: `not-one-control`, `folder-without-init`, `not-importable`.
    """
    found: dict[str, type[HardeningControl[Any]]] = {}
    for name in files_below(importlib.import_module("components")):
        control = _only_control(imported(name))
        found[control_id(control)] = control
    return MappingProxyType(dict(sorted(found.items())))


def described(plan: Plan) -> tuple[DescribedControl, ...]:
    """Return what the controls of `plan` are and do with its settings, in its order."""
    found = []
    for planned in plan.controls:
        control = controls()[planned.id]
        settings = control.Settings.model_validate(planned.settings)
        enforcement = control.enforcement(settings)
        found.append(
            DescribedControl(
                id=planned.id,
                metadata=control.metadata,
                enforcement=enforcement,
                outcomes=control.brings_about(settings),
                leaves_out=tuple(left_out(settings)),
                # What is switched off does nothing, however much its other settings ask for.
                falls_short=() if enforcement is Enforcement.OFF else tuple(shortfalls(settings)),
                titles_beside=_titles_beside(control.metadata),
            )
        )
    return tuple(found)


def _titles_beside(said: ControlMetadata) -> tuple[tuple[str, str], ...]:
    """Return id and title of every control that brings about the rest of an outcome, sorted."""
    named = {name for share in said.shares for name in share.beside}
    return tuple((name, controls()[name].metadata.title) for name in sorted(named))


def _only_control(module: Any) -> type[HardeningControl[Any]]:
    """Return the one control class that `module` defines."""
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, HardeningControl)
        and value.__module__ == module.__name__
    ]
    if len(classes) != 1:
        named = f": {', '.join(sorted(one.__name__ for one in classes))}" if classes else ""
        raise HoldfastError(
            "not-one-control",
            f"{module.__name__} must define exactly one control, a class below HardeningControl, and it defines "
            f"{len(classes)}{named}: what controls share stands in holdfast/controls/",
        )
    return classes[0]
