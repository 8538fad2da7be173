"""Tampering with who is asked to register a strong method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_methods_policy import SERVICE as METHODS_POLICY
from holdfast.emulator.graph.microsoft_authenticator_authentication_method_configuration import (
    SERVICE as AUTHENTICATOR,
)
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_CAMPAIGN = "authenticationMethodsRegistrationCampaign"


def stop_campaign(tenant: Tenant) -> str:
    """Have nobody asked any longer.

    Args:
        tenant: where.

    Raises:
        TamperingError: nobody is asked already.
    """
    actor = administrator(tenant)
    campaign = METHODS_POLICY.value(tenant)["registrationEnforcement"][_CAMPAIGN]
    if campaign["state"] == "disabled":
        raise TamperingError(f"The registration campaign of {tenant.domain} is off already.")
    stopped = {_CAMPAIGN: {**campaign, "state": "disabled"}}
    METHODS_POLICY.change(tenant, actor, {"registrationEnforcement": stopped})
    return f"{actor.user_principal_name} switched the registration campaign off."


def put_registration_off_for_ever(tenant: Tenant) -> str:
    """Have everybody asked still, and nobody made to register in the end.

    Args:
        tenant: where.

    Raises:
        TamperingError: nobody is made to already.
    """
    actor = administrator(tenant)
    campaign = METHODS_POLICY.value(tenant)["registrationEnforcement"][_CAMPAIGN]
    if campaign["enforceRegistrationAfterAllowedSnoozes"] is False:
        raise TamperingError(f"In {tenant.domain} registering can be put off for ever already.")
    put_off = {_CAMPAIGN: {**campaign, "enforceRegistrationAfterAllowedSnoozes": False}}
    METHODS_POLICY.change(tenant, actor, {"registrationEnforcement": put_off})
    return f"{actor.user_principal_name} lets people put registering a method off for ever."


def refuse_authenticator(tenant: Tenant) -> str:
    """Have Microsoft Authenticator, which people are asked to register, accepted no longer.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is off already.
    """
    actor = administrator(tenant)
    if AUTHENTICATOR.value(tenant)["state"] == "disabled":
        raise TamperingError(f"Microsoft Authenticator of {tenant.domain} is off already.")
    AUTHENTICATOR.change(tenant, actor, {"state": "disabled"})
    return f"{actor.user_principal_name} switched Microsoft Authenticator off."


TAMPERINGS = (
    Tampering(
        "put-registration-off-for-ever",
        "The administrator lets people put registering a strong method off for ever.",
        put_registration_off_for_ever,
    ),
    Tampering(
        "refuse-authenticator",
        "The administrator switches Microsoft Authenticator off.",
        refuse_authenticator,
    ),
    Tampering(
        "stop-registration-campaign",
        "The administrator switches the registration campaign off.",
        stop_campaign,
    ),
)
