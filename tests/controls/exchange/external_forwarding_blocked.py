"""How `exchange.external_forwarding_blocked` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "allow-forwarding": (
            Found("OutboundForwarding", "members[Default].autoForwardingMode", expected="Off", found="On"),
        ),
        "forward-to-partner": (
            Found("RemoteDomainForwarding", "members[Partner].autoForward", expected=False, found=True),
        ),
        "trust-everybody": (
            Found(
                "RemoteDomainForwarding", "members[Default].trustedMailInbound", expected=False, found=True
            ),
        ),
        "forward-mailbox": (
            Found(
                "MailboxForwarding",
                f"members[admin@{CONTOSO}].forwardsTo",
                expected=None,
                found="collector@outside.example",
                put_right=False,
            ),
        ),
        "forward-to-contact": (
            Found(
                "MailboxForwarding",
                f"members[info@{CONTOSO}].forwardsTo",
                expected=None,
                found="Bookkeeper <collector@outside.example>",
                put_right=False,
            ),
        ),
    },
)
