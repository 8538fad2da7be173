"""Get-, New-, Set-, Enable-, Disable- and Remove-AntiPhishRule (rows.json; learn, New-)."""

from __future__ import annotations

from holdfast.emulator.declared.filter_policies import rules_of

SERVICE = rules_of("AntiPhishRule", "Rules that say on whom anti-phishing policies act.", "AntiPhishPolicy")
