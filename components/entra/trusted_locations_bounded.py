"""Trusted locations are narrow.

What is enforced: nothing; it is assessed, and never written. No location that is marked as trusted is wider than a /16
of IPv4 or a /32 of IPv6, counted as the union of its ranges, and all of them together are no wider than sixteen such.

Why: a policy that spares trusted locations asks nobody there for anything. Whoever marks half of the Internet as
trusted, or two halves in two locations, has switched such policies off, and each of them looks as before.

Who is affected: nobody signs in differently.

How to roll back: remove the control; nothing was changed.

Licence: none; a tenant without Microsoft Entra ID P1 has no named locations. Limits: trusted addresses of the older,
per-user MFA have no documented interface and are not looked at. Whether a narrow range is the organization's own is
not known. Source:
https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.addresses import WIDEST_HELD
from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import TrustedLocations

if TYPE_CHECKING:
    import pulumi

_WIDEST_IPV4, _WIDEST_IPV6 = WIDEST_HELD[4], WIDEST_HELD[6]


def _wide_ipv4(prefix: int) -> str:
    return "" if prefix >= _WIDEST_IPV4 else f"a /{prefix} of IPv4, where a /{_WIDEST_IPV4} is the widest"


def _wide_ipv6(prefix: int) -> str:
    return "" if prefix >= _WIDEST_IPV6 else f"a /{prefix} of IPv6, where a /{_WIDEST_IPV6} is the widest"


class Settings(ControlSettings):
    """Settings of `entra.trusted_locations_bounded`."""

    widest_ipv4_prefix: Annotated[int, KEEPS_ALL, FallsShort(_wide_ipv4)] = Field(
        default=_WIDEST_IPV4, ge=8, le=32
    )
    """Length of the prefix of IPv4 that is as wide as one location may be, in bits."""
    widest_ipv6_prefix: Annotated[int, KEEPS_ALL, FallsShort(_wide_ipv6)] = Field(
        default=_WIDEST_IPV6, ge=16, le=128
    )
    """The same of IPv6."""


class TrustedLocationsBounded(HardeningControl[Settings]):
    """The assessment of all trusted locations."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Trusted locations are narrow",
        duties=(Duty.INTERNAL_ATTACK,),
        outcomes=("internal-attack.exclusions-bounded",),
        shares=(Share("internal-attack.exclusions-bounded", ("entra.break_glass_excluded",)),),
        severity=Severity.HIGH,
        frameworks=(NIST_800_53_5("AC-3"), ISO_27001_2022("A.5.15"), ISO_27001_2022("A.8.5")),
        licence="none",
        impact="Nobody signs in differently: locations are assessed, and changed by hand.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        TrustedLocations(
            self.child_name("locations"),
            widest_ipv4_prefix=self.settings.widest_ipv4_prefix,
            widest_ipv6_prefix=self.settings.widest_ipv6_prefix,
            opts=self.child_options(),
        )
        return {}
