"""Administrative units where beta has them besides: the same objects, not below `/directory`."""

from __future__ import annotations

from dataclasses import replace

from holdfast.emulator.evidence import assumed
from holdfast.emulator.graph import administrative_units

SERVICE = replace(
    administrative_units.SERVICE,
    path="/administrativeUnits",
    doc="administrative units, by the older path of beta",
    collection=administrative_units.SERVICE.collection,
    versions=("beta",),
    evidence=assumed("EntraExporter and hamilton ask here; the pages name the path below /directory alone"),
)
