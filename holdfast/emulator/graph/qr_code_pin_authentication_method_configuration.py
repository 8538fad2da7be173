"""A printed code and a PIN as a method by which people prove who they are (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Whole

SERVICE = method_configuration(
    "QRCodePin",
    "disabled",
    "whether a printed code and a PIN prove who somebody is",
    {
        "includeTargets": Property(included(), [{**EVERYBODY, "isRegistrationRequired": False}], SEEN),
        "standardQRCodeLifetimeInDays": Property(Whole(), 365, SEEN),
        "pinLength": Property(Whole(), 8, SEEN),
    },
)
