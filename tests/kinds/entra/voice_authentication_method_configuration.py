"""How `VoiceAuthenticationMethodConfiguration` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(neither_way={"state": "the only value that a control declares is the strict one"})
