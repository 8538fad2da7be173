"""The JSON text inside a timeout policy: what it says, and that nothing is guessed or lost where it says more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.activity_based_timeout_policy import KIND

PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
HOUR = {"ApplicationId": "default", "WebSessionIdleTimeout": "01:00:00"}


def text(*applications: Any, **policy: Any) -> str:
    return json.dumps(
        {"ActivityBasedTimeoutPolicy": {"Version": 1, "ApplicationPolicies": list(applications), **policy}}
    )


def row(*definition: Any) -> dict[str, Any]:
    return {"id": "p-1", "isOrganizationDefault": True, "definition": list(definition)}


def application(name: Any, idle: Any) -> dict[str, Any]:
    return {"ApplicationId": name, "WebSessionIdleTimeout": idle}


@pytest.mark.parametrize(
    ("idle", "seconds"),
    [("01:00:00", 3600), ("00:05:07", 307), ("00.03:00:00", 10800), ("1.00:00:00", 86400)],
)
def test_the_time_of_all_is_read_as_seconds(idle: str, seconds: int) -> None:
    live = KIND.live(KIND.flat(row(text(application("default", idle)))), "p-1")

    assert (live.misread, live.notes, live.unmodelled) == (None, (), {})
    assert live.inputs == {"webSessionIdleTimeoutInSeconds": seconds}


@pytest.mark.parametrize(
    "definition",
    [
        (),
        ("no json",),
        ("[]",),
        ("{}",),
        (text(HOUR), text(HOUR)),
        (text(HOUR, Version=2),),
        (text(HOUR, Except=["x"]),),
        (text(HOUR, HOUR),),
        (text({**HOUR, "Users": ["x"]}),),
        (text(application("*", "01:00:00")),),
        (text(application("default", "1:00:00")),),
        (text(application("default", "01:60:00")),),
        (text(application("default", 3600)),),
        (text(application("default", None)),),
        (7,),
    ],
)
def test_a_text_that_is_not_understood_is_neither_read_nor_overwritten(definition: tuple[Any, ...]) -> None:
    with pytest.raises(MisreadError, match=r"^definition"):
        KIND.flat(row(*definition))
    with pytest.raises(MisreadError, match=r"^definition"):
        KIND.changed(row(*definition), {"webSessionIdleTimeoutInSeconds": 3600})


@pytest.mark.parametrize(
    ("idle", "told"),
    [
        *(("00:05:00", []), ("00:15:00", []), ("01:00:00", []), ("08:00:00", [PORTAL])),
        *(("00:00:00", [PORTAL]), ("00:04:59", [PORTAL])),
    ],
)
def test_times_of_single_applications_are_kept_and_longer_ones_told(idle: str, told: list[str]) -> None:
    there = row(text(HOUR, application(PORTAL.upper(), idle)))

    assert KIND.live(KIND.flat(there), "p-1").unmodelled.get("applicationsWithLongerTimeout", []) == told
    (changed,) = KIND.changed(there, {"webSessionIdleTimeoutInSeconds": 1800})["definition"]
    assert json.loads(changed) == json.loads(
        text(application("default", "00:30:00"), application(PORTAL, idle))
    )


def test_a_policy_without_a_time_of_all_gets_one() -> None:
    there = row(text(application(PORTAL, "00:15:00")))

    assert KIND.live(KIND.flat(there), "p-1").inputs == {}
    (changed,) = KIND.changed(there, {"webSessionIdleTimeoutInSeconds": 3600})["definition"]
    assert json.loads(changed) == json.loads(text(application(PORTAL, "00:15:00"), HOUR))
