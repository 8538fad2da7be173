"""Which plans of the service "SharePoint" give a drive: by id, as accounts bear them, or by name, as products do.

Office for the web, Project and storage are plans of that service and give none; they come with products that have no
drive at all, and stay where somebody switches the plan of the drive off. A plan that nobody here has seen gives one.
Ids and names: Microsoft's list of service plans, as public repositories hold it (2026-11-28); that Project's gives no
drive is assumed, for its products have a plan of SharePoint besides.
"""

from __future__ import annotations

import re

DRIVE_PLAN_NAMES = re.compile(r"SHAREPOINT(?!WAC|STORAGE|_PROJECT|ONLINE_MULTIGEO)|ONEDRIVE", re.IGNORECASE)
"""Names of plans that give a drive."""
_SERVICE = "sharepoint"
_NO_DRIVE = frozenset(
    {
        "e95bec33-7c88-4a70-8e19-b10bd9d0c014",  # SHAREPOINTWAC
        "e03c7e47-402c-463c-ab25-949079bedb21",  # SHAREPOINTWAC_EDU
        "8f9f0f3b-ca90-406c-a842-95579171f8ec",  # SHAREPOINTWAC_GOV
        "527f7cdd-0e86-4c47-b879-f5fd357a3ac6",  # SHAREPOINTWAC_DEVELOPER
        "fe71d6c3-a2ea-4499-9778-da042bf08063",  # SHAREPOINT_PROJECT
        "664a2fed-6c7a-468e-af35-d61740f0ec90",  # SHAREPOINT_PROJECT_EDU
        "e57afa78-1f19-4542-ba13-b32cd4d8f472",  # SHAREPOINT_PROJECT_GOV
        "be5a7ed5-c598-4fcd-a061-5e6724c68a58",  # SHAREPOINTSTORAGE
    }
)


def gives_drive(service: str, plan_id: str) -> bool:
    """Return whether an assigned plan gives a drive, by its service and its id in any letter case."""
    return service.casefold() == _SERVICE and plan_id.casefold() not in _NO_DRIVE
