"""The four hosts of Microsoft's worldwide service, and the scope of the token that each wants.

Source: https://learn.microsoft.com/graph/deployments and the connection code of the Exchange Online module
(2026-11-24). The cmdlet endpoints are those that Microsoft's own PowerShell module uses; they are undocumented.
"""

from __future__ import annotations

LOGIN = "https://login.microsoftonline.com"
GRAPH = "https://graph.microsoft.com"
EXCHANGE = "https://outlook.office365.com"
COMPLIANCE = "https://ps.compliance.protection.outlook.com"

_COMPLIANCE_HOST = "ps.compliance.protection.outlook.com"


def resource_of(url: str) -> str:
    """Return the resource whose token a request to `url` needs; regional compliance hosts share one."""
    host = url.split("/", 3)[2]
    if host == _COMPLIANCE_HOST or host.endswith(f".{_COMPLIANCE_HOST}"):
        return COMPLIANCE
    return f"https://{host}"
