"""Finds the controls by walking this package in sorted order; an import error is fatal."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import components
from components.control import HardeningControl, control_id
from components.narrowing import left_out
from holdfast.model.control import DescribedControl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from holdfast.model.plan import Plan


@cache
def controls() -> Mapping[str, type[HardeningControl[Any]]]:
    """Return every control by id, sorted."""
    found: dict[str, type[HardeningControl[Any]]] = {}
    for name in _files(components.__path__, f"{components.__name__}."):
        control = _only_control(importlib.import_module(name))
        found[control_id(control)] = control
    return MappingProxyType(dict(sorted(found.items())))


def described(plan: Plan) -> tuple[DescribedControl, ...]:
    """Return what the controls of `plan` are and do with its settings, in its order."""
    found = []
    for planned in plan.controls:
        control = controls()[planned.id]
        settings = control.Settings.model_validate(planned.settings)
        found.append(
            DescribedControl(
                id=planned.id,
                metadata=control.metadata,
                enforcement=control.enforcement(settings),
                outcomes=control.brings_about(settings),
                leaves_out=tuple(left_out(settings)),
            )
        )
    return tuple(found)


def _files(path: Iterable[str], prefix: str) -> Iterator[str]:
    """Yield the modules in every folder below `path`, at any depth; those beside the folders are the mechanism."""
    for info in pkgutil.iter_modules(path, prefix):
        if info.ispkg:
            folder = importlib.import_module(info.name)
            inner = pkgutil.iter_modules(folder.__path__, f"{info.name}.")
            yield from (one.name for one in inner if not one.ispkg)
            yield from _files(folder.__path__, f"{info.name}.")


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
        message = f"{module.__name__} must define exactly one control, it defines {len(classes)}"
        raise TypeError(message)
    return classes[0]
