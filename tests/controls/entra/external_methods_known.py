"""How `entra.external_methods_known` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

_APPLICATION = {"app_id": "0badcafe-0000-4000-8000-000000000602"}

TRIED = TriedControl(
    enough={"methods": ({"methods": [{**_APPLICATION, "discovery_url": "https://mfa.fabrikam.com/keys"}]},)},
    too_little={
        "methods": ({"methods": [{**_APPLICATION, "discovery_url": "http://mfa.fabrikam.com/keys"}]},)
    },
    found={
        "add-external-method": (
            Found(
                "ExternalMethods",
                "members[Second factor (0badcafe-0000-4000-8000-000000000600)].state",
                expected="disabled",
                found="enabled",
                put_right=False,
            ),
        )
    },
)
