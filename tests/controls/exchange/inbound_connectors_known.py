"""How `exchange.inbound_connectors_known` is tried."""

from __future__ import annotations

from typing import Any

from tests.controls.shared import COMPARED
from tests.tried import Found, TriedControl


def _known(*addresses: str) -> dict[str, Any]:
    return {"connectors": [{"name": "Gateway", "addresses": [*addresses]}]}


TRIED = TriedControl(
    any_text={"addresses": COMPARED},
    enough={
        "connectors": (
            _known("198.51.100.0/24", "198.51.100.7", "2001:db8::/64"),
            {"connectors": [{"name": "Hybrid", "certificate": "mail.contoso.example"}]},
        )
    },
    too_little={"connectors": (_known("198.51.0.0/16"), _known("2001:db8::/32"), _known("anywhere"))},
    found={
        "trust-own-server": (
            Found(
                "InboundConnectors",
                "members[Scanner].trusts",
                expected=[],
                found=["ConnectorType OnPremises", "TreatMessagesAsInternal"],
                put_right=False,
            ),
        )
    },
)
