"""The skeleton of a control, of what somebody does to undo it in the embedded tenant, and of how it is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.skeletons.place import PLACEHOLDER, filled

if TYPE_CHECKING:
    from datetime import date

    from holdfast.skeletons.place import Name

_CONTROL = '''"""@: one sentence that says what is true afterwards.

What is enforced: @.

Why: @.

Who is affected: @.

How to roll back: @.

Licence: @. Source: https://learn.microsoft.com/@ (<today>).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `<id>`."""

    # @: what clients may choose: units in the names, safe defaults, a text below each.
    # @: beside each type KEEPS_ALL or Narrows(...): whether it leaves anybody out (see narrowing.py), and for
    # @: what is no text EVERY_VALUE or FallsShort(...): which values are too little (see sufficing.py).


class <camel>(HardeningControl[Settings]):
    """@: what it is, in a few words."""

    Settings = Settings
    metadata = ControlMetadata(
        title="@: <words>",
        duties=(Duty.ACCESS_CONTROL,),  # @: the duties that it serves
        outcomes=("access-control.legacy-sign-in-blocked",),  # @: see docs/controls.md
        severity=Severity.MEDIUM,  # @: how bad it is when it is not met
        frameworks=(ISO_27001_2022("A.8.9"),),  # @: ids of the editions in holdfast/frameworks
        licence="none",  # @: the service plan that it needs, or none
        impact="@: who notices what when it is switched on.",
        rollback="@: how to undo it.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the child resources."""
        # @: register each with self.child_name("…") and opts=self.child_options(); return what matters of it.
        return {}
'''

_TAMPERING = '''"""Tampering with what `<id>` declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def undo(tenant: Tenant) -> str:
    """Undo what the control declares, as somebody does by hand.

    Args:
        tenant: where.

    Raises:
        TamperingError: there is nothing to undo.
    """
    actor = administrator(tenant)
    # @: change the stored object as its service does, with its audit event; return a sentence that begins with
    # the actor's name.
    raise TamperingError(f"{actor.user_principal_name} finds nothing to undo in {tenant.domain}.")


# @: who does what, in one sentence.
TAMPERINGS = (Tampering("undo-<dashed>", "@.", undo),)
'''


_TRIED = '''"""How `<id>` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

# @: the kind and the path at which a check finds the tampering, what is expected there and what is found.
UNDONE = Found("@", "@", expected=True, found=False)
TRIED = TriedControl(
    # @: whatever else the control has of the fields of TriedControl: parameters that choose it, values of its
    # @: settings that are just enough and too little, whom they leave out, what an auditor asks of its claims.
    found={"undo-<dashed>": (UNDONE,)},
)
'''


def control_source(name: Name, today: date) -> str:
    """Return the source of `components/<service>/<name>.py`."""
    return _filled(_CONTROL, name, today)


def tampering_source(name: Name, today: date) -> str:
    """Return the source of `holdfast/emulator/tamperings/<service>/<name>.py`."""
    return _filled(_TAMPERING, name, today)


def tried_source(name: Name, today: date) -> str:
    """Return the source of `tests/controls/<service>/<name>.py`."""
    return _filled(_TRIED, name, today)


def _filled(text: str, name: Name, today: date) -> str:
    facts = {
        "@": PLACEHOLDER,
        "<today>": today.isoformat(),
        "<id>": name.id,
        "<camel>": name.camel,
        "<words>": name.words,
        "<dashed>": name.stem.replace("_", "-"),
    }
    return filled(text, facts)
