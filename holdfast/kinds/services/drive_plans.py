"""Which plans of the service "SharePoint" give a drive: by id, as accounts bear them, or by name, as products do.

Office for the web is a plan of that service and gives none; it comes with products that have no drive at all, and stays
where somebody switches the plan of the drive off. Ids: licences of accounts that public repositories hold tell the
first (2026-11-28); the others are recalled from Microsoft's list of service plans.
"""

from __future__ import annotations

import re

DRIVE_PLAN_NAMES = re.compile(r"SHAREPOINT(?!WAC)|ONEDRIVE")
"""Names of plans that give a drive."""
_SERVICE = "sharepoint"
_OFFICE_FOR_THE_WEB = frozenset(
    {
        "e95bec33-7c88-4a70-8e19-b10bd9d0c014",  # SHAREPOINTWAC
        "e03c7e47-402c-463c-ab25-949079bedb21",  # SHAREPOINTWAC_EDU
        "8f9f0f3b-ca90-406c-a842-95579171f8ec",  # SHAREPOINTWAC_GOV
        "527f7cdd-0e86-4c47-b879-f5fd357a3ac6",  # SHAREPOINTWAC_DEVELOPER
    }
)


def gives_drive(service: str, plan_id: str) -> bool:
    """Return whether an assigned plan gives a drive, by its service and its id in any letter case."""
    return service.casefold() == _SERVICE and plan_id.casefold() not in _OFFICE_FOR_THE_WEB
