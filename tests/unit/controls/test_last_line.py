"""Nothing comes behind the look at a registered policy, and what it refuses is one sentence.

Not proven here: that the engine runs transforms in the order of their registration; its documentation says so, and
`tests/e2e/test_lockout_gate.py` has one registered behind ours.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import grpc
import pulumi
import pytest
from pulumi.runtime.proto import resource_pb2_grpc

from holdfast.controls.last_line import stay_last

TOKEN = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
MINE = SimpleNamespace(type=TOKEN, name="mine")


def monitor(answer: Any = None, error: Exception | None = None) -> Any:
    def register(request: Any, **options: Any) -> Any:
        if error is not None:
            raise error
        return answer or (request, options)

    return SimpleNamespace(RegisterResource=register)


@pytest.mark.parametrize("call", ["RegisterStackTransform", "RegisterStackInvokeTransform"])
def test_no_transform_is_registered_any_more(call: str) -> None:
    stay_last(watched := monitor(), {})
    with pytest.raises(pulumi.RunError) as found:
        getattr(watched, call)(object())
    assert str(found.value).startswith(f"{__file__}:")
    assert str(found.value).endswith("[transform-refused]")
    assert "\n" not in str(found.value)


def test_those_are_all_that_the_monitor_takes() -> None:
    service = resource_pb2_grpc.ResourceMonitorServicer
    assert {one for one in dir(service) if "Transform" in one} == {
        "RegisterStackTransform",
        "RegisterStackInvokeTransform",
    }


def test_a_refusal_of_ours_is_told_in_its_own_words_and_once() -> None:
    refused = {(TOKEN, "mine"): "not written [break-glass-locked-out]"}
    stay_last(watched := monitor(error=grpc.RpcError("Invoke callback error: a traceback")), refused)
    with pytest.raises(pulumi.RunError, match=r"^not written \[break-glass-locked-out\]$"):
        watched.RegisterResource(MINE)
    with pytest.raises(grpc.RpcError):
        watched.RegisterResource(MINE)


def test_any_other_failure_and_any_answer_pass() -> None:
    stay_last(watched := monitor(error=grpc.RpcError("the plugin failed")), {(TOKEN, "other"): "not mine"})
    with pytest.raises(grpc.RpcError):
        watched.RegisterResource(MINE)
    stay_last(watched := monitor(), {})
    assert watched.RegisterResource(MINE, timeout=3) == (MINE, {"timeout": 3})
