"""Desired state as recorded from the Pulumi program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

REFERENCE_PREFIX = "holdfast-reference:"
"""What a recorded reference starts with; no real id or name does."""


@dataclass(frozen=True, slots=True)
class DesiredResource:
    """One resource that the program registers."""

    urn: str
    """Pulumi URN."""
    token: str
    """Pulumi type token, such as `m365:purview:RetentionLabel`."""
    name: str
    """Logical name in the program."""
    control: str
    """Id of the control that declares it, such as `entra.mfa_required`; empty for a user's own resource."""
    inputs: dict[str, Any]
    """Inputs as the engine would see them; ids of other resources are references (`reference`)."""
    options: str = ""
    """Digest of its resource options: differs when the engine would handle the same inputs differently."""
    ignored: tuple[str, ...] = ()
    """Inputs that the program asks for when the object is made, and has the engine ignore afterwards."""
    former: tuple[str, ...] = ()
    """URNs under which a state may hold it since before it, or its control, was renamed."""
    stays: bool = False
    """It stays in the tenant when its code goes."""

    @property
    def lasting(self) -> dict[str, Any]:
        """The inputs that an object must still have after it was made."""
        return {name: value for name, value in self.inputs.items() if name not in self.ignored}


def reference(token: str, key: str) -> str:
    """Return the text that stands for the id of the object of kind `token` with the natural key `key`."""
    return f"{REFERENCE_PREFIX}{token}|{key}"


def parse_reference(value: object) -> tuple[str, str] | None:
    """Return `(token, natural key)` when `value` is a reference, else None."""
    if not isinstance(value, str) or not value.startswith(REFERENCE_PREFIX):
        return None
    token, _, key = value[len(REFERENCE_PREFIX) :].partition("|")
    return token, key
