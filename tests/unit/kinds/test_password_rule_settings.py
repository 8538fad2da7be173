"""Values of the password rules travel as texts: what stands in them is read, and what does not is not guessed at."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.password_rule_settings import KIND


def row(*values: tuple[Any, Any]) -> dict[str, Any]:
    return {"id": "s-1", "values": [{"name": name, "value": value} for name, value in values]}


@pytest.mark.parametrize(
    ("name", "text", "declared"),
    [
        ("LockoutThreshold", "10", ("lockoutThreshold", 10)),
        ("EnableBannedPasswordCheck", "True", ("enableBannedPasswordCheck", True)),
        ("EnableBannedPasswordCheckOnPremises", "false", ("enableBannedPasswordCheckOnPremises", False)),
        ("BannedPasswordList", "contoso\tamsterdam\t", ("bannedPasswordList", ["contoso", "amsterdam"])),
        ("BannedPasswordCheckOnPremisesMode", "Enforce", ("bannedPasswordCheckOnPremisesMode", "Enforce")),
    ],
)
def test_a_text_is_read_as_the_value_in_it(name: str, text: str, declared: tuple[str, Any]) -> None:
    live = KIND.live(KIND.flat(row((name, text))), "s-1")

    assert (live.misread, live.inputs) == (None, dict([declared]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LockoutThreshold", "ten"),
        ("LockoutThreshold", ""),
        ("EnableBannedPasswordCheck", "yes"),
        ("BannedPasswordList", 1),
        ("BannedPasswordCheckOnPremisesMode", "Sometimes"),
    ],
)
def test_a_text_without_such_a_value_is_not_understood(name: str, text: Any) -> None:
    assert KIND.live(KIND.flat(row((name, text))), "s-1").misread is not None


@pytest.mark.parametrize(
    "values", [[("LockoutThreshold", "10"), ("LockoutThreshold", "50")], [("", "10")], [(None, "10")]]
)
def test_values_that_two_names_or_none_could_mean_are_not_read(values: list[tuple[Any, Any]]) -> None:
    with pytest.raises(MisreadError):
        KIND.flat(row(*values))
