"""Settings of the directory as beta has them: the same objects as `/groupSettings`, by their older name."""

from __future__ import annotations

from dataclasses import replace

from holdfast.emulator.evidence import documented
from holdfast.emulator.graph import group_settings

SERVICE = replace(
    group_settings.SERVICE,
    path="/settings",
    entity="directorySetting",
    doc="settings of the directory, as beta calls those that were made from a template",
    collection=group_settings.SERVICE.collection,
    versions=("beta",),
    consented=False,
    evidence=documented("https://learn.microsoft.com/graph/api/resources/directorysetting", "2026-11-27"),
)
