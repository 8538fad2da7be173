"""Serves a folder of tenants on loopback: TLS, with the CONNECT proxy and DNS beside it; in a thread or in front.

While it runs `<folder>/server.json` (0600) says where it is and how to sign in to each tenant.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import uvicorn

from holdfast.emulator.app import EmulatorApp
from holdfast.emulator.certificates import certificate_authority, server_context
from holdfast.emulator.connections import Connections
from holdfast.emulator.control import fill_new
from holdfast.emulator.description import Description
from holdfast.emulator.name_server import NameServer, listen
from holdfast.emulator.proxy import ConnectProxy
from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.store import TenantFolder, is_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

_KEEP_ALIVE_SECONDS = 75
_BACKLOG = 2048
_START_SECONDS = 30.0
_STOP_SECONDS = 10.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class TenantServer:
    """A server in a thread of its own, running between `__enter__` and `__exit__`.

    Args:
        folder: the tenants; seed them before or while it runs.
        port: TLS port on 127.0.0.1, 0 = any that is free.
        proxy_port: port of the CONNECT proxy, 0 = any that is free.
        clock: gives the time now, with a time zone; for tokens, audit events and limits.
        expected: domains that must have a tenant, asked again and again; one that is new is seeded with `small`.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        proxy_port: int = 0,
        clock: Callable[[], datetime] = _utc_now,
        expected: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self.folder = folder
        self._expected = expected
        self.ca_file, self._authority = certificate_authority(TenantFolder(folder).path)
        self._sockets = _listen_twice(port, proxy_port)
        self._names = listen()
        self.log = RequestLog(folder)
        self.base_url = f"https://127.0.0.1:{_port(self._sockets[0])}"
        self.proxy_url = f"http://127.0.0.1:{_port(self._sockets[1])}"
        self.name_server = f"127.0.0.1:{_port(self._names[0])}"
        self._clock = clock
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: _Server | None = None
        self._thread = threading.Thread(target=self._run, name="embedded-tenant", daemon=True)
        self._failure: BaseException | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(_START_SECONDS) or self._failure is not None:
            raise RuntimeError("the embedded tenant did not start") from self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server and wait for its thread; `log` can still be read."""
        if self._server is not None:
            self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)

    def run(self, on_ready: Callable[[TenantServer], None]) -> None:
        """Serve in this thread until SIGINT or SIGTERM, calling `on_ready` once it answers."""
        asyncio.run(self._serve(lambda: on_ready(self), signals=(signal.SIGINT, signal.SIGTERM)))

    def _run(self) -> None:
        try:
            asyncio.run(self._serve(self._ready.set, signals=()))
        except BaseException as failure:  # noqa: BLE001 - handed to the thread that waits
            self._failure = failure
        finally:
            self._ready.set()

    async def _serve(self, on_ready: Callable[[], None], signals: tuple[signal.Signals, ...]) -> None:
        loop = asyncio.get_running_loop()
        folder = TenantFolder(self.folder)
        connections = Connections()
        app = EmulatorApp(folder, self.log, self._clock, self._own_urls(), connections.cut)

        description = Description(folder, self._facts(), self._seed_missing)

        def on_started() -> None:
            description.refresh()
            on_ready()

        self._server = server = _Server(self._config(app, connections), on_started)
        for number in signals:
            loop.add_signal_handler(number, server.ask_to_exit)
        tunnels = connections.remembered(ConnectProxy(_port(self._sockets[0])).serve)
        proxy = await asyncio.start_server(tunnels, sock=self._sockets[1], limit=2**16)
        names = NameServer(folder)
        datagrams, _ = await loop.create_datagram_endpoint(lambda: names, sock=self._names[0])
        streams = await asyncio.start_server(connections.remembered(names.serve), sock=self._names[1])
        description.refresh()
        keeping = asyncio.create_task(description.keep())
        try:
            await server.serve(sockets=[self._sockets[0]])
        finally:
            keeping.cancel()
            description.remove()
            proxy.close()
            streams.close()
            datagrams.close()
            await connections.close()
            folder.close()
            self.log.close()

    def _config(self, app: EmulatorApp, connections: Connections) -> uvicorn.Config:
        return uvicorn.Config(
            app,
            http=connections.protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=1,
            log_level="critical",
            ssl_context_factory=lambda _config, _default: server_context(self._authority),
        )

    def _own_urls(self) -> frozenset[str]:
        port = _port(self._sockets[0])
        return frozenset(f"https://{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]"))

    def _facts(self) -> dict[str, Any]:
        return {
            "pid": os.getpid(),
            "base_url": self.base_url,
            "proxy_url": self.proxy_url,
            "ca_file": str(self.ca_file),
            "metadata_host": self.base_url.removeprefix("https://"),
            "name_server": self.name_server,
        }

    def _seed_missing(self, folder: TenantFolder) -> None:
        present = folder.domains()
        for domain in self._expected():
            # A client may name its tenant by id, or by mistake: its own commands say so.
            if domain.lower() not in present and is_domain(domain):
                fill_new(folder, domain, self._clock)


def serve(folder: Path, port: int, proxy_port: int, on_ready: Callable[[TenantServer], None]) -> None:
    """Serve in the foreground; ends quietly on SIGINT or SIGTERM.

    Args:
        folder: the tenants.
        port: TLS port, 0 = any that is free.
        proxy_port: port of the CONNECT proxy, 0 = any that is free.
        on_ready: called once, when it answers.

    Raises:
        OSError: a port is taken.
    """
    TenantServer(folder, port, proxy_port).run(on_ready)


class _Server(uvicorn.Server):
    """uvicorn without its signal handling: ours ends quietly, and a thread has none."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def ask_to_exit(self) -> None:
        # A second signal does not wait for requests that are still running.
        self.force_exit = self.should_exit
        self.should_exit = True


def _listen_twice(port: int, proxy_port: int) -> tuple[socket.socket, socket.socket]:
    first = _listen(port)
    try:
        return first, _listen(proxy_port)
    except OSError:
        first.close()
        raise


def _listen(port: int) -> socket.socket:
    # The protocol is named because asyncio sends small answers at once only on sockets that name it.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(_BACKLOG)
    return listener


def _port(listener: socket.socket) -> int:
    number: int = listener.getsockname()[1]
    return number
