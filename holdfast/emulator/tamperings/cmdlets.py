"""What tamperings by cmdlet have in common: a person runs one, and names the object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.registry import run_as
from holdfast.emulator.tamperings.cast import TamperingError
from holdfast.emulator.wire import CmdletError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def run(tenant: Tenant, actor: Person, cmdlet: str, parameters: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Run a cmdlet as `actor` and return its wire rows.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    try:
        return run_as(tenant, actor, cmdlet, parameters)
    except CmdletError as refusal:
        raise TamperingError(f"{tenant.domain}: {cmdlet}: {refusal.message}") from refusal


def named(names: list[str], wanted: str | None, none: str) -> str:
    """Return the one of `names` that is wanted, by default the first.

    Raises:
        TamperingError: there is none; the sentence begins with `none`.
    """
    for name in names:
        if wanted is None or name.lower() == wanted.lower():
            return name
    raise TamperingError(f"{none}{'' if wanted is None else f' {wanted!r}'}.")


def switch(tenant: Tenant, actor: Person, noun: str, wanted: Mapping[str, Any]) -> None:
    """Set properties of the one object of a noun's settings.

    Raises:
        TamperingError: they are so already, or a cmdlet refuses.
    """
    (row,) = run(tenant, actor, f"Get-{noun}", {})
    if all(row[name] == value for name, value in wanted.items()):
        raise TamperingError(f"{tenant.domain} has {', '.join(wanted)} so already.")
    run(tenant, actor, f"Set-{noun}", wanted)
