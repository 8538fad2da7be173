"""A deletion that nobody was asked about is held, and no other one is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pulumi
import pytest

from holdfast.controls.deletions import hold_deletions
from holdfast.model.adoption import ASKED
from holdfast.model.errors import RefusedError

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"


class Program:
    """What the engine was told: hooks by their sort, and what is registered with them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held: Any = None
        monkeypatch.delenv(ASKED, raising=False)
        monkeypatch.setattr(pulumi, "ResourceHook", lambda _name, run, _options: run)
        monkeypatch.setattr(pulumi.runtime, "register_stack_transformation", self.take)
        hold_deletions("contoso", ("azuread", "m365"))

    def take(self, held: Any) -> None:
        self.held = held

    def declare(self, type_: str, name: str, *, stays: bool = False) -> Any:
        """Declares a resource and returns its hooks; None where it has none."""
        opts = pulumi.ResourceOptions(retain_on_delete=stays or None)
        found = self.held(SimpleNamespace(type_=type_, name=name, props={}, opts=opts))
        return found.opts.hooks if found else None


def asked(name: str, type_: str = POLICY) -> Any:
    return SimpleNamespace(urn=f"urn:{type_}::{name}", type=type_, name=name)


def test_what_is_declared_is_not_deleted_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = Program(monkeypatch).declare(POLICY, "mfa")

    with pytest.raises(RefusedError, match=r"type holdfast destroy contoso.*\[destroy-unasked\]"):
        hooks.before_delete[0](asked("mfa"))
    hooks.before_delete[0](asked("whose code went"))
    monkeypatch.setenv(ASKED, "digest")
    hooks.before_delete[0](asked("mfa"))


def test_what_was_made_anew_in_the_same_run_may_go(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = Program(monkeypatch).declare(POLICY, "mfa")

    hooks.before_create[0](asked("mfa"))

    hooks.before_delete[0](asked("mfa"))


@pytest.mark.parametrize(
    ("type_", "stays", "held"),
    [
        (POLICY, False, True),
        (POLICY, True, False),
        ("m365:defender:SafeLinks", False, True),
        ("pulumi:providers:m365", False, True),
        ("pulumi:providers:azuread", False, True),
        ("holdfast:entra:MfaRequired", False, False),
        ("aws:s3:Bucket", False, False),
        ("pulumi:providers:aws", False, False),
    ],
)
def test_what_stays_or_is_of_others_is_left_to_the_engine(
    monkeypatch: pytest.MonkeyPatch, type_: str, stays: bool, held: bool
) -> None:
    assert (Program(monkeypatch).declare(type_, "one", stays=stays) is not None) == held
