"""What controls that bind sign-ins to places share: the addresses, and the location that is made of them."""

from __future__ import annotations

from ipaddress import collapse_addresses, ip_network
from typing import TYPE_CHECKING, Annotated, Any

import pulumi_azuread as azuread
from pydantic import AfterValidator, Field

from holdfast.controls.control import ControlSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.normalise.address_ranges import wrong_range

if TYPE_CHECKING:
    from holdfast.controls.control import HardeningControl

_WIDEST = {4: 9, 6: 9}
"""Length of the shortest prefix by version: the service takes masks longer than /8 only, so that no two halves make the
whole internet. Source: https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network
(2026-11-25)."""
WIDEST_HELD = {4: 16, 6: 32}
"""Length of the prefix by version that is as wide as what one organization has in one place; the choice is ours."""
_PLACES = 16
"""As many places of that width are the most of one organization, as of trusted locations
(`holdfast/kinds/entra/trusted_locations.py`)."""


def _ranges(addresses: list[str]) -> list[str]:
    """Accept address ranges that the service takes, written as it writes them."""
    for one in addresses:
        try:
            network = ip_network(one)
        except ValueError as error:
            raise ValueError(f"{one!r} is no address range such as 198.51.100.0/24: {error}") from None
        if wrong := wrong_range(one):
            raise ValueError(wrong)
        if network.prefixlen < _WIDEST[network.version]:
            raise ValueError(
                f"{one} is wider than a location may be: give a prefix of /{_WIDEST[network.version]} or longer"
            )
    return addresses


def _everywhere(addresses: list[str]) -> str:
    """Return why the union of ranges binds nobody to anything: half of the Internet comes in many parts."""
    networks = [ip_network(one) for one in addresses]
    for version, prefix in WIDEST_HELD.items():
        parts: list[Any] = [one for one in networks if one.version == version]
        bits = 32 if version == 4 else 128  # noqa: PLR2004 - IPv4 and IPv6 have so many
        if sum(one.num_addresses for one in collapse_addresses(parts)) > _PLACES * 2 ** (bits - prefix):
            return f"ranges of IPv{version} that are wider together than {_PLACES} of /{prefix}"
    return ""


class BoundSettings(ControlSettings):
    """Settings of controls that bind sign-ins to addresses."""

    addresses: Annotated[list[str], AfterValidator(_ranges), KEEPS_ALL, FallsShort(_everywhere)] = Field(
        default=[], examples=[["198.51.100.0/24", "2001:db8::/48"]]
    )
    """Address ranges from which alone the sign-ins come; with none, the trusted locations of the tenant."""
    location: Annotated[str, KEEPS_ALL] = Field(min_length=1)
    """Display name of the named location that is made of `addresses`."""


def everywhere_else(control: HardeningControl[Any]) -> azuread.ConditionalAccessPolicyConditionsLocationsArgs:
    """Return the condition that a sign-in comes from none of the control's addresses.

    Registers the named location where the settings say `addresses`. It is not marked as trusted, so that no policy
    which spares trusted locations spares it.
    """
    settings = control.settings
    if not settings.addresses:
        return azuread.ConditionalAccessPolicyConditionsLocationsArgs(
            included_locations=["All"], excluded_locations=["AllTrusted"]
        )
    location = azuread.NamedLocation(
        control.child_name("location"),
        display_name=settings.location,
        ip=azuread.NamedLocationIpArgs(ip_ranges=settings.addresses, trusted=False),
        opts=control.child_options(),
    )
    return azuread.ConditionalAccessPolicyConditionsLocationsArgs(
        included_locations=["All"], excluded_locations=[location.object_id]
    )
