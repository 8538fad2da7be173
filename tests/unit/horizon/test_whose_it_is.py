"""A site is a group's, and a drive a deleted user's, where nothing else can be meant: else what keeps that kept it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from holdfast.grace.facts import DeletedUser, Drive, Group
from holdfast.horizon.usage import OwnedDrive, OwnedSite, by_owner, with_drive, with_site

TEAM, OTHER = "team@contoso.example", "other@contoso.example"


def site(number: int, owner: str, *, of_group: bool = True, deleted: bool = False) -> OwnedSite:
    return OwnedSite(f"site-{number}", "", owner, of_group, deleted, size_bytes=number)


def group(number: int, address: str = TEAM) -> Group:
    return Group(id=f"group-{number}", name="Team", unified=True, address=address)


@pytest.mark.parametrize(
    ("groups", "sites", "found"),
    [
        ([group(1)], [site(1, TEAM)], ["site-1"]),
        ([group(1, TEAM.upper())], [site(1, TEAM), site(2, OTHER)], ["site-1"]),
        ([group(1)], [site(1, TEAM), site(2, TEAM, of_group=False)], ["site-1"]),
        ([group(1)], [site(1, TEAM, deleted=True), site(2, TEAM)], [""]),
        ([group(1)], [site(2, TEAM), site(1, TEAM, deleted=True)], [""]),
        ([group(1), group(2)], [site(1, TEAM)], ["", ""]),
        ([group(1), group(2, TEAM.title())], [site(1, TEAM)], ["", ""]),
        ([group(1), group(2, OTHER)], [site(1, TEAM), site(2, OTHER)], ["site-1", "site-2"]),
        ([group(1, ""), group(2)], [site(1, ""), site(2, TEAM)], ["", "site-2"]),
    ],
)
def test_a_site_is_a_groups_where_no_other_can_be_meant(
    groups: list[Group], sites: list[OwnedSite], found: list[str]
) -> None:
    told = list(with_site(groups, sites))
    assert [one for _, one in told] == found
    assert [one.site_bytes for one, _ in told] == [int(one[-1]) if one else None for one in found]


ANA, LEE = "ana@contoso.example", "lee@contoso.example"


@pytest.mark.parametrize(
    ("deleted", "there", "drives", "has"),
    [
        ([ANA], set(), [ANA], [True]),
        ([ANA.upper()], {LEE}, [ANA, LEE], [True]),
        ([ANA], {ANA}, [ANA], [False]),
        ([ANA.title()], {ANA}, [ANA], [False]),
        ([ANA, ANA], set(), [ANA], [False, False]),
        ([ANA, LEE], {LEE}, [ANA, LEE], [True, False]),
        ([ANA], set(), [ANA, ANA], [False]),
        ([ANA], None, [ANA], [False]),
    ],
)
def test_a_drive_is_a_deleted_users_where_nobody_else_has_his_name(
    deleted: list[str], there: set[str] | None, drives: list[str], has: list[bool]
) -> None:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    users = [DeletedUser(id=str(at), name=one, deleted=then) for at, one in enumerate(deleted)]
    owned = [OwnedDrive(one, Drive(address=f"https://my.x/{one}", size_bytes=1), None) for one in drives]
    assert [one.drive is not None for one in with_drive(users, by_owner(owned), there)] == has
