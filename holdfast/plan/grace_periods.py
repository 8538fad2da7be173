"""Reads `grace_periods` of a client file: the periods that a contract sets otherwise, and where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.plan import GracePeriodOfClient
from holdfast.plan.mistakes import Slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node

NEVER = "unlimited"
"""What stands for no day at all: the rule erases nothing for this client."""


def grace_periods(config: Node, mistakes: Mistakes) -> tuple[GracePeriodOfClient, ...]:
    """Return the client's own periods; of use only when `mistakes` stays empty.

    Args:
        config: The client's `config:` group.
        mistakes: Takes what is wrong.
    """
    written = config.get("holdfast:grace_periods")
    if written is None or written.broken:
        return ()
    from holdfast.grace.periods import OF_CONTRACTS

    for name, node in written.items().items():
        if name not in OF_CONTRACTS:
            rules = ", ".join(OF_CONTRACTS)
            sentence = f"`{name}` is no period that a contract sets; there are: {rules}"
            mistakes.add(node.key, Slug.UNKNOWN_GRACE_PERIOD, sentence)
    return as_said({name: node.plain() for name, node in written.items().items() if _is_whole(node)})


def as_said(written: Mapping[str, Any]) -> tuple[GracePeriodOfClient, ...]:
    """Return the periods of a group that was found right: `{rule: {days, contract}}`."""
    return tuple(
        GracePeriodOfClient(name, None if one["days"] == NEVER else int(one["days"]), str(one["contract"]))
        for name, one in written.items()
    )


def _is_whole(node: Node) -> bool:
    """Return whether both values of an entry are there and right."""
    parts = [None if node.broken else node.get(name) for name in ("days", "contract")]
    return all(part is not None and not part.broken for part in parts)
