"""The provider's last line before a step that nothing takes back: its check fails unless the client file agrees."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from pulumi.provider.experimental import provider as sdk

from holdfast.model.understood import Understood
from holdfast.provider.m365 import M365Provider
from holdfast.provider.values import wrapped

TOKEN = "m365:backup:DriveBackup"
AGREED = Understood("DriveBackup/drive-backup", "enableService", True, "It is paid for.")  # noqa: FBT003 - as the file


def failures(*understood: Understood, **more: Any) -> list[str]:
    provider = M365Provider(cast("Any", None))
    provider.understood = understood
    given = wrapped({"policyName": "Ours", "retentionDays": 365, **more})
    urn = f"urn:pulumi:contoso::holdfast::{TOKEN}::rule"
    request = sdk.CheckRequest(urn=urn, old_inputs={}, new_inputs=given, random_seed=b"")
    answer = asyncio.run(provider.check(request))
    return [one.property for one in answer.failures or []]


@pytest.mark.parametrize(
    ("understood", "inputs", "expected"),
    [
        ((), {"enableService": True}, ["enableService"]),
        ((AGREED,), {"enableService": True}, []),
        ((), {"enableService": False}, []),
        ((), {}, []),
        (
            (Understood("SiteBackup/site-backup", "enableService", True, ""),),  # noqa: FBT003 - as the file
            {"enableService": True},
            ["enableService"],
        ),
        (
            (Understood("DriveBackup/drive-backup", "enableService", False, ""),),  # noqa: FBT003 - as the file
            {"enableService": True},
            ["enableService"],
        ),
    ],
)
def test_a_one_way_step_is_checked_against_what_the_client_agreed_to(
    understood: tuple[Understood, ...], inputs: dict[str, Any], expected: list[str]
) -> None:
    assert failures(*understood, **inputs) == expected
