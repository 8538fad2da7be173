"""Temporary Access Pass: a code by which an administrator lets somebody register (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.evidence import documented
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Flag, Whole

_LIMITS = documented(
    "https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass",
    "2026-11-26",
)
_MINUTES = Whole(least=10, most=43200)

SERVICE = method_configuration(
    "TemporaryAccessPass",
    "disabled",
    "whether an administrator can give a pass for a short time, and its bounds",
    {
        "includeTargets": Property(included(), [{**EVERYBODY, "isRegistrationRequired": False}], SEEN),
        "defaultLength": Property(Whole(least=8, most=48), 8, _LIMITS, example=12),
        "defaultLifetimeInMinutes": Property(_MINUTES, 60, _LIMITS),
        "isUsableOnce": Property(Flag(), False, SEEN),
        "minimumLifetimeInMinutes": Property(_MINUTES, 60, _LIMITS),
        "maximumLifetimeInMinutes": Property(_MINUTES, 480, _LIMITS),
    },
)
