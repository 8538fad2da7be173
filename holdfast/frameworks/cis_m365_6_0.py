"""CIS Microsoft 365 Foundations Benchmark 6.0.1 of 2026-02-26: what of 7.0.0 it asks for already, by its numbers.

What a control says of a requirement of 7.0.0 holds here by the number that it has here; controls refer to this edition
for what that one has no more. That no requirement asks for another value here is assumed: the public lists of what
changed name levels, licences and numbers.
"""

from __future__ import annotations

from types import MappingProxyType

from holdfast.frameworks import cis_m365_7_0
from holdfast.model.framework import Edition

_NEW_IN_7_0 = frozenset(
    (
        *("2.4.5", "3.2.3", "5.1.3.2", "5.1.3.3", "5.1.3.4"),
        *("5.1.5.3", "5.1.5.4", "5.1.5.5", "5.1.5.6"),
        *("5.2.2.13", "5.2.2.14", "5.2.2.15", "5.2.2.16", "5.2.2.17"),
        *("5.2.3.8", "5.2.3.9", "5.2.3.10", "5.2.4.2", "5.2.4.3", "5.2.4.4", "5.2.4.5", "6.3.2"),
    )
)
_MOVED = {"5.1.3.1": "5.1.3.2"}
"""By number in 7.0.0, the number here."""
_CONTINUED = MappingProxyType(
    {one: _MOVED.get(one, one) for one in cis_m365_7_0.CIS_M365_7_0.titles if one not in _NEW_IN_7_0}
)

CIS_M365_6_0 = Edition(
    name="CIS M365 6.0.1",
    source=(
        "https://github.com/prowler-cloud/prowler/blob/3e000faa3109/prowler/compliance/m365/cis_6.0_m365.json "
        "(2026-11-25)"
    ),
    titles=MappingProxyType(
        {
            **{here: cis_m365_7_0.CIS_M365_7_0.titles[later] for later, here in _CONTINUED.items()},
            "5.1.3.1": "A dynamic group of guests",
            "7.3.2": "OneDrive sync for listed domains",
        }
    ),
    later=cis_m365_7_0.CIS_M365_7_0.name,
    continued=_CONTINUED,
)
