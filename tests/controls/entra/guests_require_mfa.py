"""How `entra.guests_require_mfa` is tried."""

from __future__ import annotations

from holdfast.controls.sign_in import GUESTS
from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "spare-partners": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.users.includedGuestsOrExternalUsers[0].guestOrExternalUserTypes",
                expected=[*GUESTS],
                found=[*GUESTS[:-1]],
            ),
        )
    },
)
