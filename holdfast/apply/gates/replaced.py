"""Nothing in the tenant is replaced without a word: what refers to the old object would lose it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from holdfast.apply.plan import Act
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.plan import ApplyPlan


def require_no_replacement(plan: ApplyPlan, consent: Consent) -> None:
    """Do nothing when nothing is replaced, or all that is may be.

    Raises:
        RefusedError: `replacement-refused`.
    """
    steps = [step for step in plan.of(Act.REPLACED) if step.urn not in consent.replace]
    if not steps:
        return
    told = [f"{step.name}{' because of ' + ', '.join(step.paths) if step.paths else ''}" for step in steps]
    if consent.ask("This makes new objects and removes the old ones. Replace them?", told):
        return
    options = " ".join(f"--allow-replace {quote(step.urn)}" for step in steps)
    raise RefusedError(
        "replacement-refused",
        f"{'; '.join(told)} would be made anew and the old one removed: nothing was changed; set back what is fixed "
        f"when it is made, or say {options}",
    )
