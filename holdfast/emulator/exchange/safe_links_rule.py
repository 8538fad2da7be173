"""Get-, New-, Set-, Enable-, Disable- and Remove-SafeLinksRule (rows.json; learn, New-)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import rules_of

SERVICE = rules_of("SafeLinksRule", "Rules that say on whom Safe Links policies act.", "SafeLinksPolicy")
