"""Credentials of another issuer as a method by which accounts sign in (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Many, Text

SERVICE = method_configuration(
    "FederatedIdentityCredential",
    "disabled",
    "whether credentials of another issuer prove who somebody is",
    {
        "includeTargets": Property(
            included(allowedProfiles=Many(Text())),
            [{**EVERYBODY, "isRegistrationRequired": False, "allowedProfiles": []}],
            SEEN,
        ),
        "profiles": Property(Many(Text()), [], SEEN),
    },
    versions=("beta",),
)
