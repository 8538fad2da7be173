"""The stand-in's look-ups are the plugin's: one object or an error, over every way to ask."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.provider.azuread_lookups import get_group, get_users
from holdfast.tenant.asked import EVERYTHING, Condition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Tenant

GROUP, USER = kinds()["azuread:index/group:Group"], kinds()["azuread:index/user:User"]
GROUPS: list[dict[str, Any]] = [
    {"id": "67310000-0000-4000-8000-000067310000", "displayName": "Once", "securityEnabled": True},
    {"id": "67320000-0000-4000-8000-000067320000", "displayName": "Twice", "securityEnabled": True},
    {"id": "67330000-0000-4000-8000-000067330000", "displayName": "TWICE", "securityEnabled": True},
    {"id": "67340000-0000-4000-8000-000067340000", "displayName": "Both kinds", "securityEnabled": True},
    {"id": "67350000-0000-4000-8000-000067350000", "displayName": "Both kinds", "securityEnabled": False},
]
USERS: list[dict[str, Any]] = [
    {"id": "75310000-0000-4000-8000-000075310000", "userPrincipalName": "ada@x.example"},
    {"id": "75320000-0000-4000-8000-000075320000", "userPrincipalName": "bob@x.example"},
    {"id": "75330000-0000-4000-8000-000075330000", "userPrincipalName": "two@x.example"},
    {"id": "75340000-0000-4000-8000-000075340000", "userPrincipalName": "TWO@x.example"},
]


class _Graph:
    """Answers lists as a filter in any letter case does."""

    async def collection(self, path: str, where: Condition = EVERYTHING, **_: Any) -> list[dict[str, Any]]:
        if "/members" in path or "/owners" in path:
            return []
        rows = GROUPS if path.removeprefix("/beta").removeprefix("/v1.0").startswith("/groups") else USERS
        assert where.fits
        return [row for row in rows if where.fits(row)]

    async def entity(self, path: str, **_: Any) -> dict[str, Any] | None:
        key = path.partition("?")[0].rpartition("/")[2]
        return next((row for row in [*GROUPS, *USERS] if row["id"] == key), None)


class _Tenant:
    graph = _Graph()
    application = ""


def group(**given: Any) -> Mapping[str, Any]:
    return asyncio.run(get_group(cast("Tenant", _Tenant()), GROUP, given))


def users(**given: Any) -> Mapping[str, Any]:
    return asyncio.run(get_users(cast("Tenant", _Tenant()), USER, given))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"displayName": "Once"}, "67310000-0000-4000-8000-000067310000"),
        ({"displayName": "ONCE"}, "67310000-0000-4000-8000-000067310000"),
        ({"objectId": "67330000-0000-4000-8000-000067330000"}, "67330000-0000-4000-8000-000067330000"),
        ({"displayName": "Both kinds", "securityEnabled": False}, "67350000-0000-4000-8000-000067350000"),
        ({"displayName": "Both kinds", "securityEnabled": True}, "67340000-0000-4000-8000-000067340000"),
        (
            {"displayName": "Once", "mailEnabled": None, "includeTransitiveMembers": False},
            "67310000-0000-4000-8000-000067310000",
        ),
    ],
)
def test_one_group_is_found(given: dict[str, Any], found: str) -> None:
    answer = group(**given)
    assert (answer["id"], answer["objectId"]) == (found, found)
    assert answer["displayName"]


@pytest.mark.parametrize(
    ("given", "slug", "words"),
    [
        (
            {"displayName": "Twice"},
            "ambiguous-name",
            (
                "67320000-0000-4000-8000-000067320000",
                "67330000-0000-4000-8000-000067330000",
                "more than one group",
            ),
        ),
        (
            {"displayName": "Both kinds"},
            "ambiguous-name",
            ("67340000-0000-4000-8000-000067340000", "67350000-0000-4000-8000-000067350000"),
        ),
        ({"displayName": "None"}, "lookup-failed", ("None",)),
        ({"displayName": "Once", "securityEnabled": False}, "lookup-failed", ("Once",)),
        (
            {"objectId": "67390000-0000-4000-8000-000067390000"},
            "lookup-failed",
            ("67390000-0000-4000-8000-000067390000",),
        ),
        ({"displayName": ""}, "lookup-failed", ("exactly one",)),
        ({}, "lookup-failed", ("exactly one",)),
        (
            {"displayName": "Once", "objectId": "67310000-0000-4000-8000-000067310000"},
            "lookup-failed",
            ("exactly one",),
        ),
        ({"mailNickname": "once"}, "stand-in-unknown-function", ("mailNickname",)),
        ({"displayName": "Once", "mailEnabled": True}, "stand-in-unknown-function", ("mailEnabled",)),
    ],
)
def test_no_group_is_chosen_by_chance(given: dict[str, Any], slug: str, words: tuple[str, ...]) -> None:
    with pytest.raises(RefusedError) as refused:
        group(**given)
    assert refused.value.slug == slug
    assert all(word in str(refused.value) for word in words)


def test_users_come_in_the_order_that_was_asked() -> None:
    answer = users(userPrincipalNames=["bob@x.example", "ADA@x.example"])
    assert answer["objectIds"] == [
        "75320000-0000-4000-8000-000075320000",
        "75310000-0000-4000-8000-000075310000",
    ]
    assert answer["users"][1] == {
        "objectId": "75310000-0000-4000-8000-000075310000",
        "userPrincipalName": "ada@x.example",
    }
    assert users(objectIds=["75320000-0000-4000-8000-000075320000", "75310000-0000-4000-8000-000075310000"])[
        "userPrincipalNames"
    ] == ["bob@x.example", "ada@x.example"]
    assert users(userPrincipalNames=["no@x.example", "bob@x.example"], ignoreMissing=True)["objectIds"] == [
        "75320000-0000-4000-8000-000075320000"
    ]


@pytest.mark.parametrize(
    ("given", "slug", "words"),
    [
        (
            {"userPrincipalNames": ["ada@x.example", "two@x.example"]},
            "ambiguous-name",
            ("75330000-0000-4000-8000-000075330000", "75340000-0000-4000-8000-000075340000"),
        ),
        ({"userPrincipalNames": ["ada@x.example", "no@x.example"]}, "lookup-failed", ("no@x.example",)),
        ({"userPrincipalNames": ["no@x.example"], "ignoreMissing": True}, "lookup-failed", ("no@x.example",)),
        ({"objectIds": ["75310000-0000-4000-8000-000075310000", "u9"]}, "lookup-failed", ("u9",)),
        ({"userPrincipalNames": []}, "lookup-failed", ("exactly one",)),
        ({"mails": ["ada@x.example"]}, "stand-in-unknown-function", ("mails",)),
        ({"returnAll": True}, "stand-in-unknown-function", ("returnAll",)),
    ],
)
def test_no_user_is_left_out_or_chosen_by_chance(
    given: dict[str, Any], slug: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(RefusedError) as refused:
        users(**given)
    assert refused.value.slug == slug
    assert all(word in str(refused.value) for word in words)
