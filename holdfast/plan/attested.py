"""Entries of `attestations` that were found right, read anew each time, without whatever judged them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from holdfast.model.accepted import present_name
from holdfast.model.attestation import Attestation
from holdfast.plan.days import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.plan.node import Node


def as_said(node: Node, renamed: Mapping[str, str]) -> Attestation:
    """Return an entry that was found right.

    Args:
        node: The entry.
        renamed: Present id by former id of controls that were renamed.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: when it is of another shape.
    """
    said = node.plain()
    return Attestation(
        control=present_name(said["control"], renamed),
        tenant=said["tenant"],
        name=said["by"]["name"],
        mail=said["by"]["mail"],
        on=_known(said["on"]),
        until=_known(said["until"]),
        digest=said["evidence"]["sha256"].lower(),
        kept=said["evidence"]["kept"],
        values={name: _day_or(value) for name, value in said["values"].items()},
        place=str(node.place),
    )


def is_of(tenant: str, attested_of: str) -> bool:
    """Return whether what was attested of one tenant was attested of another one as the client file names it."""
    return tenant.casefold() == attested_of.casefold()


def _known(value: Any) -> date:
    day = day_of(value)
    if day is None:
        raise ValueError(value)
    return day


def _day_or(value: Any) -> Any:
    """Return a value; a day as people write it, also where Pulumi wrote it back as a point in time."""
    day = day_of(value)
    return day.isoformat() if day else value
