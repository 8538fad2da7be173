"""Get-, Add- and Remove-RoleGroupMember of Purview (learn, Add-RoleGroupMember and app-only-auth-powershell-v2).

A service principal that is in a role group may run the cmdlets of its roles, as one with a directory role may.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.role_groups import member_cmdlets
from holdfast.emulator.declared.role_groups import MANAGERS_OF_PURVIEW

CMDLETS = member_cmdlets("compliance", MANAGERS_OF_PURVIEW, MANAGERS_OF_PURVIEW)
"""Members of role groups."""
