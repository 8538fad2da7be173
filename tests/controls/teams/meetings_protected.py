"""How `teams.meetings_protected` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    attested={
        "admitted": "organization without guests",
        "dial_in_waits": "yes",
        "anonymous_start": "no",
        "outsiders_take_control": "no",
    },
)
