"""How `exchange.external_senders_tagged` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={"untagged_senders": {"untagged_senders": ["partner.example"]}},
    found={
        "spare-lookalike": (
            Found("ExternalInOutlook", "allowList", expected=None, found=["contos0.example"]),
        )
    },
)
