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
STARTS = "CreationAgeInDays"
AGREED = Understood("DriveBackup/drive-backup", "enableService", True, "It is paid for.")  # noqa: FBT003 - as the file


def failures(*understood: Understood, **more: Any) -> list[str]:
    given = wrapped({"policyName": "Ours", "retentionDays": 365, **more})
    return checked(TOKEN, given, understood)


def checked(token: str, given: Any, understood: tuple[Understood, ...]) -> list[str]:
    provider = M365Provider(cast("Any", None))
    provider.understood = understood
    urn = f"urn:pulumi:contoso::holdfast::{token}::rule"
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


@pytest.mark.parametrize(
    ("action", "agreed", "expected"),
    [
        ("Keep", None, []),
        ("Delete", None, ["retentionAction"]),
        ("KeepAndDelete", None, ["retentionAction"]),
        ("KeepAndDelete", "KeepAndDelete", []),
        ("Delete", "KeepAndDelete", ["retentionAction"]),
    ],
)
def test_a_policy_that_deletes_is_made_by_the_provider_only_where_the_client_agreed(
    action: str, agreed: str | None, expected: list[str]
) -> None:
    given = {"name": "Ours", "retentionAction": action, "retentionDurationDays": 365}
    said = () if agreed is None else (Understood("RetentionPolicy/Ours", "retentionAction", agreed, ""),)
    assert checked("m365:purview:RetentionPolicy", wrapped(given), said) == expected


@pytest.mark.parametrize(
    ("action", "agreed", "expected"),
    [
        ("Keep", False, []),
        ("KeepAndDelete", False, ["label"]),
        ("KeepAndDelete", True, []),
        ("", False, ["label"]),
    ],
)
def test_a_label_that_deletes_is_applied_by_the_provider_only_where_the_client_agreed(
    action: str, *, agreed: bool, expected: list[str]
) -> None:
    said = (Understood("RetentionLabelAutoApplyPolicy/Deeds", "label", "Deed", ""),) if agreed else ()
    provider = M365Provider(cast("Any", None))
    provider.understood = said
    label: dict[str, Any] = {
        "name": "DEED",
        "retentionAction": action,
        "retentionDurationDays": 3650,
        "retentionType": STARTS,
    }
    policy: dict[str, Any] = {"name": "Deeds", "label": "Deed", "query": "subject:deed"}
    asked = [
        *([("m365:purview:RetentionLabel", label)] if action else []),
        ("m365:purview:RetentionLabelAutoApplyPolicy", policy),
    ]

    for token, inputs in asked:
        request = sdk.CheckRequest(
            urn=f"urn:pulumi:contoso::holdfast::{token}::it",
            old_inputs={},
            new_inputs=wrapped(inputs),
            random_seed=b"",
        )
        answer = asyncio.run(provider.check(request))

    assert [one.property for one in answer.failures or []] == expected
