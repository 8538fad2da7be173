"""Get-, New-, Set- and Remove-RoleGroup of Purview (learn, scc-permissions and New-RoleGroup)."""

from __future__ import annotations

from holdfast.emulator.declared.role_groups import MANAGERS_OF_PURVIEW, role_groups

SERVICE = role_groups("compliance", MANAGERS_OF_PURVIEW, MANAGERS_OF_PURVIEW)
