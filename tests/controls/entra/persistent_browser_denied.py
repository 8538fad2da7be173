"""How `entra.persistent_browser_denied` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "keep-browser-sessions": (
            Found(
                "ConditionalAccessPolicy",
                "sessionControls.persistentBrowserMode",
                expected="never",
                found="always",
            ),
        )
    },
)
