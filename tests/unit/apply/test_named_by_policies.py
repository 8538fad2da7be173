"""What enabled policies name is not changed to their loss without a word, whichever way that is."""

from __future__ import annotations

import itertools
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.named_by_policies import LOCATION
from holdfast.apply.protection import protection
from holdfast.apply.state import Kept, State
from holdfast.drift.seen import Live
from holdfast.gates.before_writing import POLICY
from holdfast.gates.second_factor import Everybody
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.directory import GROUP
from holdfast.model.errors import RefusedError
from holdfast.model.understood import Understood

if TYPE_CHECKING:
    from holdfast.apply.protection import Protection

URN = f"urn:pulumi:contoso::holdfast::{LOCATION}::office"
ID, OTHER = (f"0d5c0000-0000-4000-8000-00000000000{n}" for n in (1, 2))
STATES = ("enabled", "disabled", "enabledForReportingButNotEnforced")
SMALL, LARGE = "198.51.100.0/24", "198.51.0.0/16"


def ip(*ranges: str, trusted: bool = False) -> dict[str, Any]:
    return {"ip": {"ipRanges": [*ranges], "trusted": trusted}}


def country(*codes: str, **more: Any) -> dict[str, Any]:
    return {"country": {"countriesAndRegions": [*codes], **more}}


UNKNOWN = {"includeUnknownCountriesAndRegions": True}
GROWS = [
    ("ip.ipRanges", ip(SMALL), ip(LARGE)),
    ("ip.ipRanges", ip(SMALL), ip(SMALL, "203.0.113.7/32")),
    ("ip.ipRanges", ip("198.51.100.0/25"), ip("198.51.100.0/25", "198.51.100.128/25")),
    ("ip.ipRanges", ip("2001:db8::/48"), ip("2001:db8::/47")),
    ("country.countriesAndRegions", country("DE"), country("DE", "FR")),
    ("country.includeUnknownCountriesAndRegions", country("DE"), country("DE", **UNKNOWN)),
]
"""Path, a location and a larger one."""
SAME = [
    (ip("198.51.100.0/24"), ip("198.51.100.128/25", "198.51.100.0/25")),
    (ip("2001:DB8:0::/48"), ip("2001:db8::/48")),
    (country("DE", "FR"), country("fr", "de")),
    (country("DE"), country("DE", includeUnknownCountriesAndRegions=False)),
    (country("DE"), country("DE", countryLookupMethod="clientIpAddress")),
]
OTHERWISE = (country("DE"), country("DE", countryLookupMethod="authenticatorAppGps"))
"""Nobody knows which of the two is larger."""


def judged(
    before: dict[str, Any], after: dict[str, Any], policies: dict[str, Any], *, managed: bool = True
) -> Protection:
    """What is told where a location becomes another one, managed or taken over, beside policies in the tenant."""
    known = kinds()
    inputs, wanted = ({"displayName": "Office", **one} for one in (before, after))
    one = DesiredResource(URN, LOCATION, "office", "", wanted)
    held = Kept(URN, LOCATION, f"{known[LOCATION].id_prefix}{ID.upper()}", inputs, stays=False)
    found = {
        LOCATION: (LiveObject(id=ID, key="Office", inputs=inputs),),
        POLICY: tuple(
            LiveObject(id=f"{number}", key=name, inputs={"displayName": name, **policy})
            for number, (name, policy) in enumerate(policies.items())
        ),
    }
    state = State(resources={URN: held} if managed else {})
    return protection(known, [one], state, Live(objects=found), deleted=(), changed=[URN])


def test_of_two_policies_of_one_name_each_counts() -> None:
    known = kinds()
    small, large = ({"displayName": "Office", **one} for one in (ip(SMALL), ip(LARGE)))
    held = Kept(URN, LOCATION, ID, small, stays=False)
    named, other = policy("excluded", ID), policy("excluded", OTHER)
    for first, second in itertools.permutations((named, other)):
        rows = tuple(LiveObject(id=str(at), key="P", inputs=one) for at, one in enumerate((first, second)))
        found = Live(objects={POLICY: rows})
        one = DesiredResource(URN, LOCATION, "office", "", large)
        guarded = protection(known, [one], State(resources={URN: held}), found, deleted=(), changed=[URN])
        assert told(guarded) == ["ip.ipRanges"]


def policy(side: str, *locations: str, state: str = "enabled") -> dict[str, Any]:
    return {"state": state, "conditions": {"locations": {f"{side}Locations": [*locations]}}}


def told(guarded: Protection) -> list[str]:
    return [one.path for one in guarded.weakened]


@pytest.mark.parametrize("managed", [True, False])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("path", "small", "large"), GROWS)
def test_who_is_spared_is_spared_in_no_more_and_who_is_reached_in_no_less(
    path: str, small: dict[str, Any], large: dict[str, Any], state: str, *, managed: bool
) -> None:
    spares, reaches = policy("excluded", ID, state=state), policy("included", ID.upper(), state=state)
    asked = [path] if state == "enabled" else []
    for guarded, expected in (
        (judged(small, large, {"P": spares}, managed=managed), asked),
        (judged(large, small, {"P": spares}, managed=managed), []),
        (judged(small, large, {"P": reaches}, managed=managed), []),
        (judged(large, small, {"P": reaches}, managed=managed), asked),
        (judged(small, large, {"P": policy("excluded", OTHER, "All", state=state)}, managed=managed), []),
        (judged(small, large, {}, managed=managed), []),
    ):
        assert told(guarded) == expected
        assert all("'P'" in one.told for one in guarded.weakened)


@pytest.mark.parametrize(("one", "other"), SAME)
@pytest.mark.parametrize("side", ["excluded", "included"])
def test_two_spellings_of_one_place_are_no_question(
    one: dict[str, Any], other: dict[str, Any], side: str
) -> None:
    for before, after in ((one, other), (other, one)):
        assert told(judged(before, after, {"P": policy(side, ID)})) == []


@pytest.mark.parametrize("side", ["excluded", "included"])
def test_what_nobody_can_compare_is_a_question(side: str) -> None:
    for before, after in itertools.permutations(OTHERWISE):
        assert told(judged(before, after, {"P": policy(side, ID)})) == ["country.countryLookupMethod"]
    for before, after in itertools.permutations((ip(SMALL), ip("nowhere"))):
        assert told(judged(before, after, {"P": policy(side, ID)})) == ["ip.ipRanges"]


def test_trusted_places_are_those_of_every_policy_that_names_them_all() -> None:
    spares, reaches = policy("excluded", "AllTrusted"), policy("included", "AllTrusted")
    no, yes = ip(SMALL), ip(SMALL, trusted=True)
    assert told(judged(no, yes, {"P": spares})) == ["ip.trusted"]
    assert told(judged(yes, no, {"P": spares})) == []
    assert told(judged(yes, no, {"P": reaches})) == ["ip.trusted"]
    assert told(judged(no, yes, {"P": reaches})) == []
    assert told(judged(no, yes, {"P": policy("excluded", ID)})) == []
    larger = ip(LARGE, trusted=True)
    assert told(judged(yes, larger, {"P": spares})) == ["ip.ipRanges"]
    assert told(judged(no, ip(LARGE), {"P": spares})) == []
    assert told(judged(no, larger, {"P": spares})) == ["ip.trusted"]


A, B, EMERGENCY = (f"0d5c0000-0000-4000-8000-00000000001{n}" for n in (1, 2, 3))
MEMBERS = [[], [A], [A, B], [A, EMERGENCY], [EMERGENCY]]


def of_group(side: str, before: Any, after: Any, named: str = ID) -> list[str]:
    """What is told where a group, which a policy names, gets other members."""
    known = kinds()
    where = f"urn:pulumi:contoso::holdfast::{GROUP}::group"
    inputs, wanted = (
        {"displayName": "G", **({} if one is None else {"members": one})} for one in (before, after)
    )
    one = DesiredResource(where, GROUP, "group", "", wanted)
    held = Kept(where, GROUP, f"{known[GROUP].id_prefix}{ID}", inputs, stays=False)
    users = {"state": "enabled", "conditions": {"users": {f"{side}Groups": [named.upper()]}}}
    found: dict[str, tuple[LiveObject, ...]] = {
        POLICY: (LiveObject(id="1", key="P", inputs={"displayName": "P", **users}),)
    }
    state, of_all = State(resources={where: held}), Everybody(users=frozenset({EMERGENCY}))
    guarded = protection(known, [one], state, Live(objects=found), deleted=(), changed=[where], of_all=of_all)
    assert all("'P'" in each.told for each in guarded.weakened)
    return told(guarded)


@pytest.mark.parametrize(("before", "after"), [*itertools.product([None, *MEMBERS], repeat=2)])
def test_a_group_that_is_left_out_gets_nobody_new_and_one_that_is_meant_loses_nobody(
    before: list[str] | None, after: list[str] | None
) -> None:
    said = before is not None and after is not None
    joins = set(after or ()) - set(before or ()) - {EMERGENCY}
    leaves = set(before or ()) - set(after or ())
    assert of_group("excluded", before, after) == (["members"] if said and joins else [])
    assert of_group("included", before, after) == (["members"] if said and leaves else [])
    assert of_group("excluded", before, after, OTHER) == of_group("included", before, after, OTHER) == []


RANGES = st.lists(
    st.builds(
        lambda bits, at: f"10.0.0.{at & -(2 ** (8 - bits))}/{24 + bits}",
        st.integers(0, 4),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=4,
)


@given(RANGES, RANGES)
def test_ranges_are_compared_address_by_address(before: list[str], after: list[str]) -> None:
    was, is_ = ({str(host) for one in each for host in ip_network(one)} for each in (before, after))
    assert told(judged(ip(*before), ip(*after), {"P": policy("excluded", ID)})) == (
        ["ip.ipRanges"] if is_ - was else []
    )
    assert told(judged(ip(*before), ip(*after), {"P": policy("included", ID)})) == (
        ["ip.ipRanges"] if was - is_ else []
    )


def test_the_line_that_a_refusal_says_to_write_lets_it_through_and_no_other_value() -> None:
    guarded = judged(ip(SMALL), ip(LARGE), {"P": policy("excluded", ID)})
    with pytest.raises(RefusedError, match=r"NamedLocation/Office ip\.ipRanges: adds 198\.51\.0\.0/16"):
        require_protection(guarded, Consent())
    (one,) = guarded.weakened
    require_protection(guarded, Consent(), [Understood(one.object, one.path, one.value, "understood")])
    with pytest.raises(RefusedError):
        require_protection(guarded, Consent(), [Understood(one.object, one.path, [SMALL], "understood")])
