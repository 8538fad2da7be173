"""How `exchange.spf_dmarc_published` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    chosen={"sending_domains_of_microsoft": "included"},
    whole={"microsoft_domains": "included"},
    narrowing={"microsoft_domains": {"microsoft_domains": "excluded"}},
    found={
        "loosen-dmarc": (
            Found(
                "SendingDomains",
                f"members[{CONTOSO}].dmarcPolicy",
                expected="reject",
                found="none",
                put_right=False,
            ),
        ),
        "let-anybody-send": (
            Found(
                "SendingDomains",
                f"members[{CONTOSO}].spfEnds",
                expected="-all",
                found="?all",
                put_right=False,
            ),
        ),
    },
)
