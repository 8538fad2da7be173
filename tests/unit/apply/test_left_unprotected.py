"""After an apply that failed it is told when nothing protects sign-ins, or when nobody knows."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from holdfast.apply.left_unprotected import told_if_unprotected
from holdfast.drift.seen import Live, Unread
from holdfast.gates.before_writing import DEFAULTS, POLICY
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.errors import EngineError, ReadError
from holdfast.model.status import Reason

NOTHING, UNKNOWN = "Warning: nothing protects sign-ins now", "Warning: whether anything protects sign-ins now"


def there(token: str, **inputs: object) -> dict[str, tuple[LiveObject, ...]]:
    return {token: (LiveObject(id="1", key="One", inputs=inputs),)}


ON, OFF = there(DEFAULTS, enabled=True), there(DEFAULTS, enabled=False)
ENABLED, REPORTED, DISABLED = (
    there(POLICY, state=state) for state in ("enabled", "enabledForReportingButNotEnforced", "disabled")
)
NONE: dict[str, tuple[LiveObject, ...]] = {POLICY: ()}
LICENCE, AWAY = Unread(Reason.LICENCE, "why"), Unread(Reason.UNAVAILABLE, "why")
STATES = [
    (Live(objects=ON | NONE), ""),
    (Live(objects=ON | REPORTED), ""),
    (Live(objects=ON, unread={POLICY: LICENCE}), ""),
    (Live(objects=ON, unread={POLICY: AWAY}), ""),
    (Live(objects=OFF | ENABLED), ""),
    (Live(objects=ENABLED, unread={DEFAULTS: AWAY}), ""),
    (Live(objects=OFF | NONE), NOTHING),
    (Live(objects=OFF | REPORTED), NOTHING),
    (Live(objects=OFF | DISABLED), NOTHING),
    (Live(objects=OFF, unread={POLICY: LICENCE}), NOTHING),
    (Live(objects=OFF, unread={POLICY: AWAY}), UNKNOWN),
    (Live(objects=NONE, unread={DEFAULTS: AWAY}), UNKNOWN),
]


def said(failed: Exception | None, live: Live | Exception, declared: tuple[str, ...] = (DEFAULTS,)) -> str:
    told: list[str] = []

    def look() -> Live:
        if isinstance(live, Exception):
            raise live
        return live

    expected = pytest.raises(EngineError) if failed else nullcontext()
    with expected, told_if_unprotected(kinds(), declared, look, told.append):
        if failed is not None:
            raise failed
    return " ".join(told)


@pytest.mark.parametrize(("live", "expected"), STATES)
def test_what_is_told_follows_from_what_is_there(live: Live, expected: str) -> None:
    told = said(EngineError("engine-failed", "x"), live)
    assert told.startswith(expected)
    assert bool(told) == bool(expected)


def test_a_tenant_that_cannot_be_read_is_told_as_such() -> None:
    assert said(
        EngineError("engine-failed", "x"), ReadError("read-failed", "x", Reason.UNAVAILABLE)
    ).startswith(UNKNOWN)


@pytest.mark.parametrize(
    ("failed", "declared"),
    [
        (None, (DEFAULTS,)),
        (EngineError("stack-locked", "x"), (DEFAULTS,)),
        (EngineError("engine-failed", "x"), (POLICY,)),
    ],
)
def test_nothing_is_said_where_nothing_failed_or_defaults_stay_as_they_are(
    failed: Exception | None, declared: tuple[str, ...]
) -> None:
    assert said(failed, Live(objects=OFF | NONE), declared) == ""
