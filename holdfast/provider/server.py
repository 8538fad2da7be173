"""The one wrapper around the SDK's provider server, which is young.

What it mends: an error reaches a person as one sentence, not as a traceback; the answer to DiffConfig, whose
detail is broken there (it reads `inputDiff` where the class has `input_diff`), is never detailed; a message can
be logged to the engine.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio
from pulumi.provider.experimental.server import ProviderServicer
from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2_grpc

from holdfast.engine.mark import RUNS, marked
from holdfast.model.errors import HoldfastError
from holdfast.no_keys import write_no_keys
from holdfast.quiet_end import end_quietly
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from pulumi.provider.experimental.provider import Provider


_LOOK_SECONDS = 1.0
_LAST_VERB_SECONDS = 30.0
"""How long a verb that is under way may go on once the engine is gone."""


class EngineLog:
    """The engine's log, as far as a provider may write to it."""

    def __init__(self, address: str) -> None:
        """Write to the engine at `address`."""
        self._address = address

    async def warn(self, message: str, urn: str = "") -> None:
        """Show `message` as a warning of this run, beside the resource `urn` where one is given."""
        async with grpc.aio.insecure_channel(self._address) as channel:
            request = engine_pb2.LogRequest(severity=engine_pb2.WARNING, message=message, urn=urn)
            await engine_pb2_grpc.EngineStub(channel).Log(request)


class _Servicer(ProviderServicer):
    """Every verb of the SDK's servicer, with errors for people."""

    async def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - gRPC's names, here and below
        return await _answered(super().Configure(request, context), context)

    async def Check(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Check(request, context), context)

    async def Diff(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Diff(request, context), context)

    async def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Create(request, context), context)

    async def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Read(request, context), context)

    async def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Update(request, context), context)

    async def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Delete(request, context), context)

    async def Invoke(self, request: Any, context: Any) -> Any:  # noqa: N802
        return await _answered(super().Invoke(request, context), context)


async def _answered(verb: Awaitable[Any], context: Any) -> Any:
    """Return the verb's answer; an error of ours becomes the call's status, without the SDK's traceback."""
    try:
        return await verb
    except Exception as error:
        cause = error.__context__
        if isinstance(cause, HoldfastError):
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(cause))
        raise


async def _engine_gone() -> None:
    """Return when the engine has been killed: then nobody ends this process, which holds a tenant's credentials."""
    engine = os.getppid()
    while os.getppid() == engine:  # noqa: ASYNC110 - the system tells nobody that a parent is gone
        await asyncio.sleep(_LOOK_SECONDS)


def serve(make_provider: Any, version: str) -> None:
    """Serve the provider that `make_provider(engine: EngineLog)` returns, as a Pulumi plugin, until it is stopped.

    The engine's address is the last command line argument; the port is the first line of output.
    """
    write_no_keys()
    address = sys.argv[-1]
    provider: Provider = make_provider(EngineLog(address))

    async def run() -> None:
        """Serve until the engine ends it."""
        end_quietly()
        server = grpc.aio.server(options=_GRPC_CHANNEL_OPTIONS)
        servicer = _Servicer([], version, provider, engine_address=address)
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        try:
            await _engine_gone()
        finally:  # an interrupt ends it as well: a server that is not stopped in its loop tells so with a traceback
            await server.stop(_LAST_VERB_SECONDS)

    with suppress(KeyboardInterrupt), marked(home(Path.cwd()) / RUNS, os.getppid()):
        asyncio.run(run())
