"""Settings of the directory as beta has them: the same objects as `/groupSettings`, by their older name."""

from __future__ import annotations

from dataclasses import replace

from holdfast.emulator.evidence import documented
from holdfast.emulator.graph.group_settings import SERVICE as GROUP_SETTINGS

SERVICE = replace(
    GROUP_SETTINGS,
    path="/settings",
    entity="directorySetting",
    doc="settings of the directory, as beta calls those that were made from a template",
    collection=GROUP_SETTINGS.collection,
    versions=("beta",),
    consented=False,
    evidence=documented("https://learn.microsoft.com/graph/api/resources/directorysetting", "2026-11-27"),
)
