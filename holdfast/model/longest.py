"""How many characters the services take in a name at most: said once, for kinds and for the settings of controls."""

from __future__ import annotations

GROUP_NAME = 256
"""Display name of a group. Source: https://learn.microsoft.com/graph/api/group-update (documented, 2026-11-28)."""
PURVIEW_NAME = 64
"""Name of a retention policy, of a case and its hold, and of a retention policy of the audit log. Source:
https://learn.microsoft.com/powershell/module/exchange/new-unifiedauditlogretentionpolicy (recalled)."""
BACKUP_POLICY_NAME = 1024
"""Display name of a protection policy of Microsoft 365 Backup. Source:
https://learn.microsoft.com/graph/api/resources/exchangeprotectionpolicy (recalled)."""
