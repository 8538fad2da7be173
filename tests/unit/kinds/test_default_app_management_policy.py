"""Rules for credentials that somebody made as strict, or stricter, by another spelling of how long and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.seen import Live
from holdfast.kinds.entra.default_app_management_policy import KIND
from holdfast.model.desired import DesiredResource
from holdfast.model.status import Status
from tests.corpus.rows import live

if TYPE_CHECKING:
    from collections.abc import Mapping

FOR_ALL = "0001-01-01T00:00:00Z"
ASKED: Mapping[str, Any] = {
    "restrictionType": "passwordLifetime",
    "state": "enabled",
    "maxLifetime": "P180D",
    "restrictForAppsCreatedAfterDateTime": FOR_ALL,
}
LONGER = ("P181D", "PT4320H1S", "P180DT1M", None)
AS_LONG = ("P180D", "PT4320H", "P179DT24H")
SHORTER = ("P179D", "PT8H", "PT30M", "P179DT23H59M59S")
"""However a length is written, it is as long as it is."""
SINCE = "restrictForAppsCreatedAfterDateTime"


def rules(**more: Any) -> dict[str, Any]:
    return {"passwordCredentials": [{**ASKED, **more}]}


def status(**more: Any) -> Status:
    declared = DesiredResource(
        "urn:1", KIND.token, "one", "", {"enabled": True, "applicationRestrictions": rules()}
    )
    row = {"id": KIND.object_id, "isEnabled": True, "applicationRestrictions": rules(**more)}
    (found,) = judge({KIND.token: KIND}, [declared], Live(objects={KIND.token: (live(KIND, row),)}))
    return found.status


@pytest.mark.parametrize("lasts", AS_LONG)
@pytest.mark.parametrize("since", [FOR_ALL, "0001-01-01T00:00:00.0000000Z", "0001-01-01T00:00:00+00:00"])
def test_another_spelling_is_as_declared(lasts: str, since: str) -> None:
    assert status(maxLifetime=lasts, **{SINCE: since}) is Status.IN_SYNC


@pytest.mark.parametrize("lasts", SHORTER)
def test_what_is_shorter_is_stricter(lasts: str) -> None:
    assert status(maxLifetime=lasts) is Status.EXCEEDS


@pytest.mark.parametrize("lasts", LONGER)
def test_what_is_longer_is_drift(lasts: str | None) -> None:
    assert status(maxLifetime=lasts) is Status.DRIFTED


@pytest.mark.parametrize("since", ["2020-01-01T00:00:00Z", "0001-01-01T00:00:01Z"])
def test_rules_for_younger_applications_alone_are_drift(since: str) -> None:
    assert status(**{SINCE: since}) is Status.DRIFTED


@pytest.mark.parametrize("lasts", [*AS_LONG, *SHORTER, *LONGER, "P1Y"])
def test_an_apply_keeps_what_is_as_strict_and_shortens_what_is_longer(lasts: str | None) -> None:
    assert KIND.carried is not None
    theirs = {"applicationRestrictions": rules(maxLifetime=lasts)}

    body = KIND.carried(theirs, {"applicationRestrictions": rules()})

    (sent,) = body["applicationRestrictions"]["passwordCredentials"]
    assert sent["maxLifetime"] == (lasts if lasts in {*AS_LONG, *SHORTER} else "P180D")
