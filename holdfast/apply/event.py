"""What the engine tells of while it works, as frozen values; read from its event log without loading its SDK.

Source: https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/apitype/events.go (2026-11-25).
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    OnEvent = Callable[["StepEvent | Diagnostic"], object]

REPLACING = frozenset(
    {
        "replace",
        "create-replacement",
        "delete-replaced",
        "discard-replaced",
        "import-replacement",
        "read-replacement",
    }
)
"""Operations of a replacement: one object is made, and another that it stands for goes."""
QUIET = frozenset({"same", "refresh", "read"})
"""Operations that change nothing in the tenant."""
UNSEEN = "unseen"
"""What is said in place of `create` where an object may be there already: it is not made before that is known."""


@value_class
class StepEvent:
    """One operation on one resource, planned, begun or done."""

    operation: str
    """The engine's own word, such as `create` or `delete-replaced`."""
    urn: str
    planning: bool
    """It belongs to a preview."""
    done: bool
    """It has ended; otherwise it begins."""
    keys: tuple[str, ...] = ()
    """Properties that make the engine replace the resource."""
    paths: tuple[str, ...] = ()
    """Property paths that differ."""
    old: dict[str, Any] = field(default_factory=dict)
    """Inputs before; empty for what is new."""
    new: dict[str, Any] = field(default_factory=dict)
    """Inputs after; empty for what goes."""


@value_class
class Diagnostic:
    """Something that the engine, a plugin or the program says."""

    severity: str
    """`info`, `info#err`, `warning` or `error`."""
    message: str
    urn: str
    """Resource that it is about; empty where it is about none."""


def parse_event(row: Mapping[str, Any]) -> StepEvent | Diagnostic | None:
    """Return the event of one line of the event log; None for what nobody here listens to."""
    if said := row.get("diagnosticEvent"):
        return Diagnostic(
            str(said.get("severity", "")), str(said.get("message", "")), str(said.get("urn") or "")
        )
    if told := row.get("resourcePreEvent"):
        return _step(told, done=False)
    if told := row.get("resOutputsEvent"):
        return _step(told, done=True)
    return None


def _step(told: Mapping[str, Any], *, done: bool) -> StepEvent:
    about = told.get("metadata") or {}
    detail = about.get("detailedDiff") or {}
    return StepEvent(
        operation=str(about.get("op", "")),
        urn=str(about.get("urn", "")),
        planning=bool(told.get("planning")),
        done=done,
        keys=tuple(sorted(about.get("keys") or ())),
        paths=tuple(sorted({*detail, *(about.get("diffs") or ())})),
        old=dict((about.get("old") or {}).get("inputs") or {}),
        new=dict((about.get("new") or {}).get("inputs") or {}),
    )
