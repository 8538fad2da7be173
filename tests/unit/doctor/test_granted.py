"""What is too much: nothing is to be taken away that something of the client lives on."""

from __future__ import annotations

import pytest

from holdfast.access.needs import UNREAD, Access, Grant, Need, Purpose
from holdfast.doctor.diagnosis import Weight
from holdfast.doctor.granted import Wanted, judge_permissions
from holdfast.model.plan import Cloud

AHEAD = "`holdfast horizon` reads by it, and needs Organization.Read.All then"


def access(purpose: Purpose, permissions: set[str], besides: set[str]) -> Access:
    need = Need(what="it", why="it is declared", without=UNREAD, permissions=(), source="none")

    def grants(names: set[str]) -> tuple[Grant, ...]:
        """Each for the same need."""
        return tuple(Grant(name=one, of="Graph", app_id="", needs=(need,)) for one in sorted(names))

    return Access(
        client="contoso",
        tenant="contoso.example",
        cloud=Cloud.GLOBAL,
        purpose=purpose,
        permissions=grants(permissions),
        roles=(),
        besides=grants(besides),
    )


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({"Group.Read.All", "Group.ReadWrite.All"}, {"Group.ReadWrite.All": "take it away"}),
        # It stands in for what a check lives on.
        ({"Group.ReadWrite.All"}, {"Group.ReadWrite.All": "grant Group.Read.All in its place"}),
        # An apply needs it, and so does a look ahead, which the identity for checks makes as well.
        ({"Group.Read.All", "Organization.Read.All"}, {"Organization.Read.All": ""}),
        # A look ahead lives on it, and nothing else does.
        (
            {"Group.Read.All", "Organization.ReadWrite.All"},
            {"Organization.ReadWrite.All": f"take it away; {AHEAD}"},
        ),
        ({"Group.Read.All", "Mail.Read"}, {"Mail.Read": "take it away"}),
    ],
)
def test_nothing_is_to_go_that_something_lives_on(held: set[str], told: dict[str, str]) -> None:
    checks, applies = {"Group.Read.All"}, {"Group.ReadWrite.All", "Organization.Read.All"}
    wanted = Wanted(
        reading=access(Purpose.READ, checks, {"Organization.Read.All"}),
        writing=access(Purpose.WRITE, checks | applies, set()),
        purpose=Purpose.READ,
    )

    found = [one for one in judge_permissions(wanted, held) if one.weight in {Weight.MEND, Weight.NOTE}]

    assert {one.told.partition(" ")[0]: one.do.partition("; where")[0] for one in found} == told


def test_right_to_write_settings_stands_in_for_the_right_to_read_them() -> None:
    checks = {"SharePointTenantSettings.Read.All"}
    wanted = Wanted(
        reading=access(Purpose.READ, checks, set()),
        writing=access(Purpose.WRITE, {*checks, "SharePointTenantSettings.ReadWrite.All"}, set()),
        purpose=Purpose.READ,
    )

    (found,) = judge_permissions(wanted, {"SharePointTenantSettings.ReadWrite.All"})

    assert found.told.startswith("SharePointTenantSettings.ReadWrite.All is granted")
    assert found.do.startswith("grant SharePointTenantSettings.Read.All in its place")
