"""Get-, New-, Set- and Remove-RoleGroup of Exchange (learn, permissions-exo and New-RoleGroup)."""

from __future__ import annotations

from holdfast.emulator.declared.role_groups import MANAGERS, READERS, role_groups

SERVICE = role_groups("exchange", READERS, MANAGERS)
