"""The skeleton of a control, of what somebody does to undo it in the embedded tenant, and of how it is tried.

What a control's verdict rests upon decides what there is to write: what is checked is written by an apply, what is
assessed is judged alone, and of what is attested the embedded tenant has nothing that somebody could undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.finding import Basis
from holdfast.skeletons.place import PLACEHOLDER, filled

if TYPE_CHECKING:
    from datetime import date

    from holdfast.skeletons.place import Name

_CONTROL = '''"""@: one sentence that says what is true afterwards.

What is enforced: <enforced>.

Why: @.

Who is affected: @.

How to roll back: <undone>.

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
        rollback="<rollback>",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the child resources."""
        # @: <registered>
        return {}
'''
_ATTESTED = '''"""@: one sentence that says what is true afterwards.

What is enforced: nothing is; a named owner attests @. It is attested, not checked: @
(why no interface tells it).

Why: @.

Who is affected: nobody.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: none. Limits: nobody but the owner has looked, and every report says so. Source:
https://learn.microsoft.com/@ (<today>).
"""

from __future__ import annotations

from typing import Literal

from holdfast.controls.attested import Asked, AttestedControl, AttestedValues, attested_metadata
from holdfast.controls.chosen import ChosenSettings
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.model.control import Severity
from holdfast.model.duty import Duty


class Attested(AttestedValues):
    """What an attestation of `<id>` says."""

    # @: each value with its type, the best first: words, a number that is enough, or a Day.
    state: Literal["yes", "no"]
    """@: what it tells."""


class Settings(ChosenSettings):
    """Settings of `<id>`."""

    # @: what clients may choose of what is asked, such as a least number; see narrowing.py and sufficing.py.


class <camel>(AttestedControl[Settings]):
    """One attestation: @, in a few words."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="@: <words>",
        duties=(Duty.ACCESS_CONTROL,),  # @: the duties that it serves
        outcomes=("access-control.legacy-sign-in-blocked",),  # @: see docs/controls.md
        severity=Severity.MEDIUM,  # @: how bad it is when it is not met
        frameworks=(ISO_27001_2022("A.8.9"),),  # @: ids of the editions in holdfast/frameworks
        impact="@: who attests it again, and when.",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of it (see `AttestedControl.asked`)."""
        # @: of each value at_least, within_days or one_of.
        return (Asked(value="state", one_of=("yes",)),)
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
UNDONE = Found("@", "@", expected=True, found=False<put_right>)
TRIED = TriedControl(
    # @: whatever else the control has of the fields of TriedControl: parameters that choose it, values of its
    # @: settings that are just enough and too little, whom they leave out, what an auditor asks of its claims.
    found={"undo-<dashed>": (UNDONE,)},
)
'''
_ATTESTED_TRIED = '''"""How `<id>` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    # @: values that are as good as asked, and whatever else the control has of the fields of TriedControl.
    attested={"state": "yes"},
)
'''
_FACTS = {
    Basis.CHECKED: {
        "<enforced>": "@",
        "<undone>": "@",
        "<rollback>": "@: how to undo it.",
        "<registered>": (
            'register each with self.child_name("…") and opts=self.child_options(); return what matters of it.'
        ),
        "<put_right>": "",
    },
    Basis.ASSESSED: {
        "<enforced>": "nothing is; the tenant is assessed, and never written. Assessed: @",
        "<undone>": "nothing is written, so there is nothing to roll back",
        "<rollback>": "Nothing is written, so there is nothing to undo.",
        "<registered>": 'register the assessment with self.child_name("…") and opts=self.child_options().',
        "<put_right>": ", put_right=False",
    },
}
"""What an attested control has of its own is in templates of its own."""


def control_sources(name: Name, basis: Basis, today: date) -> dict[str, str]:
    """Return what there is to write of a control, by path below the project's folder.

    Args:
        name: its id.
        basis: what its verdict rests upon; of an attested one there is nothing that somebody could undo.
        today: the day on which sources are read.
    """
    place = f"{name.service}/{name.stem}.py"
    own, tried = f"components/{place}", f"tests/controls/{place}"
    if basis is Basis.ATTESTED:
        templates = {own: _ATTESTED, tried: _ATTESTED_TRIED}
    else:
        templates = {own: _CONTROL, f"holdfast/emulator/tamperings/{place}": _TAMPERING, tried: _TRIED}
    facts = {**_FACTS.get(basis, {}), **_facts(name, today)}
    return {path: filled(text, facts) for path, text in templates.items()}


def _facts(name: Name, today: date) -> dict[str, str]:
    return {
        "@": PLACEHOLDER,
        "<today>": today.isoformat(),
        "<id>": name.id,
        "<camel>": name.camel,
        "<words>": name.words,
        "<dashed>": name.stem.replace("_", "-"),
    }
