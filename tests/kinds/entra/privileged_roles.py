"""How `PrivilegedRoles` is tried."""

from __future__ import annotations

from holdfast.controls.roles import PRIVILEGED
from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={"roles": PRIVILEGED},
)
