"""Who is in a group that a rule calls by its name: of two groups of one name nobody is, whatever the rule is about."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.group_members import group_members

ONE, TWO = "672d3100-0000-4000-8000-0000672d3100", "672d3200-0000-4000-8000-0000672d3200"
MEMBERS = {
    ONE: [
        "752D3100-0000-4000-8000-0000752D3100",
        "752d3200-0000-4000-8000-0000752d3200",
    ],
    TWO: ["752d3300-0000-4000-8000-0000752d3300"],
}


def members_of(
    *groups: str,
    must: bool = True,
    hidden: str = "",
    visibility: str = "HiddenMembership",
    name: str = "Service accounts",
) -> frozenset[str]:
    """Whom a rule takes for the members, where `groups` bear the name, and one is `hidden`."""

    def row(one: str) -> dict[str, Any]:
        return {"id": one, "visibility": visibility if one == hidden else None}

    async def collection(path: str, *_: Any, **__: Any) -> list[dict[str, Any]]:
        if path.startswith("/v1.0/groups?"):
            return [{**row(one), "displayName": name} for one in groups]
        return [row(one) for one in MEMBERS[path.split("/")[3]]]

    tenant = cast("Any", SimpleNamespace(graph=SimpleNamespace(collection=collection)))
    return asyncio.run(group_members(tenant, "Service accounts", "excludedGroups", must=must))


def test_members_of_the_one_group_are_known_and_of_none_where_it_need_not_be_there() -> None:
    assert members_of(ONE) == {
        "752d3100-0000-4000-8000-0000752d3100",
        "752d3200-0000-4000-8000-0000752d3200",
    }
    assert members_of(must=False) == frozenset()
    with pytest.raises(MisreadError, match="groups that are there"):
        members_of()


@pytest.mark.parametrize("must", [True, False])
def test_a_name_that_two_groups_bear_means_neither(must: bool) -> None:
    """Whoever may make a group would else put himself among those whom the rule leaves out."""
    with pytest.raises(
        MisreadError,
        match=rf"'Service accounts' is that of 2, and is \['{ONE}', '{TWO}'\]",
    ):
        members_of(TWO, ONE, must=must)


@pytest.mark.parametrize("must", [True, False])
@pytest.mark.parametrize(
    "hidden",
    [ONE, "752d3200-0000-4000-8000-0000752d3200"],
    ids=["itself", "one within it"],
)
@pytest.mark.parametrize("visibility", ["HiddenMembership", "hiddenmembership"])
def test_who_is_in_a_group_that_hides_its_members_is_not_nobody(
    must: bool, hidden: str, visibility: str
) -> None:
    """It answers with nobody: service accounts would be disabled, and mailboxes held for too short a time."""
    with pytest.raises(MisreadError, match=f"'Service accounts' a part is hidden, and is \\['{hidden}'\\]"):
        members_of(ONE, must=must, hidden=hidden, visibility=visibility)


@pytest.mark.parametrize("visibility", ["Public", "Private", ""])
def test_members_of_every_other_group_are_known(visibility: str) -> None:
    assert members_of(
        ONE,
        hidden=ONE,
        visibility=visibility,
    ) == {"752d3100-0000-4000-8000-0000752d3100", "752d3200-0000-4000-8000-0000752d3200"}


@pytest.mark.parametrize("must", [True, False])
@pytest.mark.parametrize(
    "name", ["Sérvice accounts", "Service accounts ", " Service accounts", "Service\u00a0accounts", "Other"]
)
def test_a_group_that_only_looks_like_the_one_that_is_meant_is_not_taken_for_it(
    must: bool, name: str
) -> None:
    """What else the directory passes over when it is asked for a name is not known: it may be somebody's."""
    with pytest.raises(
        MisreadError, match=f"groups called 'Service accounts', and is \\['{name}'\\]".replace("\u00a0", ".*")
    ):
        members_of(ONE, must=must, name=name)


def test_the_name_in_another_letter_case_is_the_same() -> None:
    assert members_of(ONE, name="SERVICE Accounts") == {
        "752d3100-0000-4000-8000-0000752d3100",
        "752d3200-0000-4000-8000-0000752d3200",
    }
