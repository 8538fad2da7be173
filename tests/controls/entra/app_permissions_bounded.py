"""How `entra.app_permissions_bounded` is tried."""

from __future__ import annotations

from typing import Any

from holdfast.emulator.seeds.ids import client_id_of
from tests.controls.backup.third_party_present import BACKUP
from tests.controls.shared import COMPARED
from tests.tried import TriedControl

_ADMINISTRATORS = [client_id_of(f"{one}.onmicrosoft.com", "Administrator") for one in ("contoso", "fabrikam")]
"""The seeded applications that register what others sign in with."""
_ONE = BACKUP["app_id"]


def _known(**held: list[str]) -> dict[str, Any]:
    return {"known_applications": [{"app_id": _ONE, **held}]}


def _backup(*names: str) -> dict[str, Any]:
    return {"backup_applications": [{**BACKUP, "graph_permissions": [*names]}]}


TRIED = TriedControl(
    chosen={
        "known_applications": [
            {"app_id": one, "permissions": ["Application.ReadWrite.All"]} for one in _ADMINISTRATORS
        ]
    },
    enough={
        "known_applications": (
            _known(permissions=["Application.ReadWrite.All"], directory_roles=["Application Administrator"]),
        ),
        "backup_applications": (_backup("Files.Read.All", "Mail.ReadWrite"),),
    },
    too_little={
        "known_applications": (
            _known(permissions=["AppRoleAssignment.ReadWrite.All"]),
            _known(directory_roles=["Global Administrator"]),
        ),
        "backup_applications": (_backup("RoleManagement.ReadWrite.Directory"),),
    },
    any_text={"directory_roles": COMPARED},
    listed={
        "let-application-in": (
            "PrivilegedApplications",
            "Report Helper (0badcafe-0000-4000-8000-000000000401)",
        )
    },
)
