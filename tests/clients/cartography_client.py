"""Cartography, unmodified: its module for Microsoft, which reads Entra ID, Intune and licences by Microsoft's SDK."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.clients.installed import MADE, python_tool
from tests.clients.step import Step

if TYPE_CHECKING:
    from collections.abc import Callable

CARTOGRAPHY = "cartography==0.143.0"
_ENTRA = (
    "users,groups,administrative_units,applications,service_principals,app_role_assignments,"
    "directory_roles,federation"
)


def cartography(application: dict[str, str]) -> list[Step]:
    """Its own collectors; where they would write into a database, what is written is counted."""
    python_tool("cartography", CARTOGRAPHY, "cartography")
    python = str(MADE / "cartography" / "bin" / "python")
    program = str(Path(__file__).with_name("cartography_steps.py"))
    who = (application["client_id"], application["client_secret"])
    judges: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
        ("Entra ID", _ENTRA, lambda found: found["user"] > 2 and found["other"] > found["user"]),
        ("Intune", "intune", lambda found: "user" not in found),
        ("licences", "o365", lambda found: found["other"] > 2),
    )
    return [
        Step("Cartography", name, (python, program, datasets, *who), good) for name, datasets, good in judges
    ]
