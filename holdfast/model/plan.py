"""A client's resolved plan: which baseline, which controls with which settings, which exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Cloud(StrEnum):
    """Where a client's tenant lives."""

    GLOBAL = "global"
    """Microsoft's worldwide service."""
    EMBEDDED = "embedded"
    """The embedded tenant on this machine: for demonstrations, tests and rehearsals."""


@dataclass(frozen=True, slots=True)
class PlannedException:
    """A deviation that the client accepts for a while."""

    control: str
    """Id of the control; empty when the exception is for unmanaged objects."""
    unmanaged: str
    """`<kind>/<name pattern>` of accepted unmanaged objects, such as `ConditionalAccessPolicy/CA0*`; else empty."""
    reason: str
    owner: str
    expires: date
    """Last day on which it holds."""


@dataclass(frozen=True, slots=True)
class PlannedControl:
    """One control of the baseline with its resolved settings."""

    id: str
    """Path below `components/`, dotted: `entra.mfa_required`."""
    settings: dict[str, Any]
    """Plain JSON values, validated by the control's Settings model; parameters filled in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about one client that its files say, resolved and valid."""

    client: str
    """Stack name: `contoso` for `clients/Pulumi.contoso.yaml`."""
    tenant: str
    """Default domain or id of the tenant, as the client file says it."""
    cloud: Cloud
    baseline: str
    """`name@version` of the chosen baseline."""
    parameters: dict[str, Any]
    """The client's parameters, plain JSON values."""
    controls: tuple[PlannedControl, ...]
    """Sorted by id."""
    exceptions: tuple[PlannedException, ...]
    delete_protected_data: bool
    """True only when the client file allows holds, labels and their policies to be deleted with the code."""
