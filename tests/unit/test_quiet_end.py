"""A program that fails while the engine asks its transforms says its own sentence, and nothing of gRPC's."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 300
PROGRAM = """
import asyncio, sys, time
import grpc
from grpc import aio
from holdfast.quiet_end import end_quietly

SECONDS, CALLS = float(sys.argv[1]), int(sys.argv[2])

async def answer(request, context):
    await asyncio.sleep(SECONDS)
    return b""

async def main():
    end_quietly()
    server = aio.server()
    handlers = {"Invoke": grpc.unary_unary_rpc_method_handler(answer)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("pulumirpc.Callbacks", handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    await asyncio.get_running_loop().run_in_executor(None, grpc.channel_ready_future(channel).result)
    asked = [channel.unary_unary("/pulumirpc.Callbacks/Invoke").future(b"") for _ in range(CALLS)]
    time.sleep(0.3)  # they arrive while nothing of this loop runs, as on a busy machine
    await server.stop(grace=0)  # as the SDK does

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main())
loop.close()
"""


@pytest.mark.parametrize("calls", [1, 3, 40])
@pytest.mark.parametrize("seconds", [0.0, 0.05, 60.0], ids=["at once", "soon", "never in time"])
def test_calls_that_the_end_finds_under_way_say_nothing(seconds: float, calls: int, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, str(seconds), str(calls)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    assert "pending" not in ended.stderr, ended.stderr
    assert (ended.returncode, ended.stdout) == (0, "")
