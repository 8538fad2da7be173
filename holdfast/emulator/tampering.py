"""Named tamperings: changes that an attacker or a careless administrator makes behind the toolkit's back.

Each is done as a named person and leaves the audit event that the service would; `demo` does the five of the
demonstration. They work on the tenant's store, with or without a running server.

Found by walking `tamperings/`: one file for each control, in a folder for each service, and beside the folders what
is about no control of its own. Adding one = adding a file with a tuple `TAMPERINGS`.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.emulator import tamperings
from holdfast.emulator.tamperings.cast import TamperingError
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TAMPERINGS", "Tampering", "TamperingError"]

_ROOT = f"{tamperings.__name__}."


def _all() -> Mapping[str, Tampering]:
    found: dict[str, Tampering] = {}
    for info in pkgutil.walk_packages(tamperings.__path__, _ROOT, onerror=_fatal):
        module = importlib.import_module(info.name)
        of_control = not info.ispkg and "." in info.name.removeprefix(_ROOT)
        if of_control and not hasattr(module, "TAMPERINGS"):
            raise TypeError(
                f"{info.name} has no TAMPERINGS: a file in a folder of tamperings/ is about a control"
            )
        for one in getattr(module, "TAMPERINGS", ()):
            if one.name in found:
                raise ValueError(
                    f"{info.name} has {one.name} once more: each tampering has a name of its own"
                )
            found[one.name] = one
    return MappingProxyType(dict(sorted(found.items())))


def _fatal(name: str) -> None:
    raise ImportError(f"{name} cannot be imported")


TAMPERINGS: Mapping[str, Tampering] = _all()
"""Every tampering by name, sorted."""
