"""In which order a program declares its controls."""

from __future__ import annotations

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.program import _in_order
from holdfast.controls.sign_in import PolicySettings

POLICIES = sorted(name for name, one in controls().items() if issubclass(one.Settings, PolicySettings))
SWITCH = "entra.security_defaults_settled"


@pytest.mark.parametrize("on", [False, True])
@pytest.mark.parametrize("back", POLICIES)
def test_each_control_whose_policies_are_taken_back_comes_after_all_that_are_enabled(
    back: str, on: bool
) -> None:
    switch = controls()[SWITCH].Settings.model_construct(enabled=on)
    for enabled in POLICIES:
        settings = {
            name: controls()[name].Settings.model_construct(
                state="enabled" if name == enabled else "report-only"
            )
            for name in POLICIES
        }
        order = _in_order({**settings, SWITCH: switch}, {f"{back}/policy"})
        assert sorted(order) == sorted([*POLICIES, SWITCH])
        assert (order.index(back) > order.index(enabled)) or back == enabled
        assert (order.index(SWITCH) > order.index(back)) is on


def test_who_is_taken_back_and_no_longer_declared_orders_nothing() -> None:
    settings = {POLICIES[0]: controls()[POLICIES[0]].Settings.model_construct(state="enabled")}
    assert _in_order(settings, {"own", f"{POLICIES[1]}/policy"}) == [POLICIES[0]]
