"""Get-, Add- and Remove-RoleGroupMember of Exchange (learn, Add-RoleGroupMember and app-only-auth-powershell-v2).

A service principal that is in a role group may run the cmdlets of its roles, as one with a directory role may.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.role_groups import member_cmdlets
from holdfast.emulator.declared.role_groups import MANAGERS, READERS

CMDLETS = member_cmdlets("exchange", READERS, MANAGERS)
"""Members of role groups."""
