"""How `InboxRules` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(comes_whole="of one mailbox after the other, each in a list that is not cut")
