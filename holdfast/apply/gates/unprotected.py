"""No apply and no destroy leaves a tenant with less protection than before without saying so and asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.loosening import understood_by
from holdfast.kinds.loosened import entries_to_add
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.protection import Protection
    from holdfast.model.understood import Understood


def require_protection(protection: Protection, consent: Consent, entries: Sequence[Understood] = ()) -> None:
    """Do nothing when sign-ins stay protected as before and nothing that protects is deleted, or that was agreed to.

    Args:
        protection: what protects sign-ins, and what ends or protects less.
        consent: what was agreed to by options, and whom to ask.
        entries: what the client file says is understood, of single properties of policies.

    Raises:
        RefusedError: `less-protection`.
    """
    weakened = [one for one in protection.weakened if not understood_by(entries, one)]
    told = [f"{name} no longer protects" for name in protection.ended]
    told += [one.sentence for one in weakened]
    if protection.gone:
        told.append(
            f"nothing protects sign-ins any more: {', '.join(protection.before)} did, and neither a policy nor "
            "security defaults will"
        )
    if not told or consent.less_protection:
        return
    if consent.ask("The tenant is left with less protection than it has now. Go on?", told):
        return
    # Only a property of a policy can be agreed to in the client file.
    written = f", or {entries_to_add(weakened)}" if len(weakened) == len(told) else ". Nothing was changed"
    instead = ", keep a policy enabled or switch on security defaults" if protection.gone else ""
    raise RefusedError(
        "less-protection",
        f"{'; '.join(told)}: set it back{instead}, or say --allow-less-protection to holdfast{written}",
    )
