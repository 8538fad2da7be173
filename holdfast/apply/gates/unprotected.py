"""No apply and no destroy leaves a tenant with less protection than before without saying so and asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.protection import Protection


def require_protection(protection: Protection, consent: Consent) -> None:
    """Do nothing when sign-ins stay protected and nothing that protects is deleted, or that was agreed to.

    Raises:
        RefusedError: `less-protection`.
    """
    told = [f"{name} no longer protects" for name in protection.ended]
    if protection.gone:
        told.append(
            f"nothing protects sign-ins any more: {', '.join(protection.before)} did, and neither a policy nor "
            "security defaults will"
        )
    if not told or consent.less_protection:
        return
    if consent.ask("The tenant is left with less protection than it has now. Go on?", told):
        return
    raise RefusedError(
        "less-protection",
        f"{'; '.join(told)}: nothing was changed; switch on security defaults or keep a policy enabled, or say "
        "--allow-less-protection",
    )
