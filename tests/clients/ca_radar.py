"""CA-Radar, unmodified: a scanner of Conditional Access, which signs in as an application and judges what it read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.clients.installed import python_tool
from tests.clients.step import Step

if TYPE_CHECKING:
    from pathlib import Path

CA_RADAR = "ca-radar==0.2.1"
_READ = 15
"""Resources that it asks for; one that it did not get is told in its manifest."""


def ca_radar(tenant: str, application: dict[str, str], place: Path) -> list[Step]:
    """Scan the tenant, and look at what the scan left."""
    program = str(python_tool("ca-radar", CA_RADAR, "ca-radar"))
    who = ("--client-id", application["client_id"], "--client-secret", application["client_secret"])
    scan = (program, "scan", "--tenant", tenant, "--out", str(place), "--auth", "app", *who)
    show = ("sh", "-c", f"cat {place}/{tenant}/*/manifest.json")
    found = ("sh", "-c", f"cat {place}/{tenant}/*/findings.json")
    return [
        Step("CA-Radar", "scan", scan, lambda said: "Report ready" in said),
        Step("CA-Radar", "all that it asked for", show, _whole),
        Step("CA-Radar", "findings", found, _judged),
    ]


def _whole(manifest: dict[str, Any]) -> bool:
    nothing_missing = manifest["resourcesFailed"] == manifest["scopeWarnings"] == []
    return nothing_missing and len(manifest["resourcesCaptured"]) == _READ


def _judged(found: dict[str, Any]) -> bool:
    """A tenant as Microsoft delivers it has no policy, and the scanner must say so."""
    told = {one["id"] for one in found["findings"]}
    return found["analyser_errors"] == {} and {"CA-MFA-001", "CA-LEGACY-001", "CA-RISK-001"} <= told
