"""`holdfast drift --all` over a thousand embedded tenants, recordings kept, without latency and with 100 ms of it.

The tenants are served by a process of its own, so that its work is not counted. Printed: wall and CPU of the client for
a tenant, and CPU for one more of them, which is without what a process takes to start. Beside it the floor that was
measured for a client that sends a token and three requests over connections of all tenants, parses, normalises and
compares (4.8 ms of CPU a tenant: nothing of the command line, of recordings, of files or of results is in it).

`python -m bench.fleet [TENANTS [AT_ONCE]]`
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.emulator import control
from holdfast.plan.files import client_path
from tests.e2e.many_clients import FIRST, copy_client
from tests.e2e.scratch import HOLDFAST, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TENANTS, _AT_ONCE = 1000, 16
_FLOOR_MS = 4.8
"""CPU of a client for a tenant, measured on two cores: 1,000 tenants in 4.82 s."""
_LATENCY_SECONDS = (0.0, 0.1)
_FEW = (FIRST, "tenant0000")
"""As few as are many: what a run of them takes is its start, nearly."""
_SERVE = """
import sys
from pathlib import Path
from holdfast.emulator.server import serve
serve(Path(sys.argv[1]), 0, 0, lambda server: print("ready", flush=True))
"""


def main(tenants: int, at_once: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="holdfast-fleet-") as folder:
        scratch = Scratch(Path(folder) / "scratch")
        for path in (scratch.project / "clients").glob("Pulumi.*.yaml"):
            if path != client_path(scratch.project, FIRST):
                path.unlink()
        with _served(scratch):
            scratch.apply()
        for number in range(tenants - 1):
            copy_client(scratch, f"tenant{number:04}")
        with _served(scratch):
            everybody = ("--all",)
            # The first run warms what every run finds warm: caches of files and stores.
            _measure(scratch, at_once, everybody)
            for seconds in _LATENCY_SECONDS:
                lag = {"route": "*", "fault": "lag", "seconds": seconds}
                control.set_faults(scratch.tenants, [lag, {**lag, "route": "sign-in"}] if seconds else [])
                _, of_few, _ = _measure(scratch, at_once, _FEW)
                wall, cpu, requests = _measure(scratch, at_once, everybody)
                _print(seconds, tenants, (wall, cpu, requests), (cpu - of_few) / (tenants - len(_FEW)))


@contextmanager
def _served(scratch: Scratch) -> Iterator[None]:
    """Serve the tenants in a process of its own."""
    command = [sys.executable, "-c", _SERVE, str(scratch.tenants)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _measure(scratch: Scratch, at_once: int, who: Sequence[str]) -> tuple[float, float, int]:
    """Return wall and CPU seconds of one run for `who`, and how many requests it sent, sign-in not counted."""
    results = Path(tempfile.mkdtemp(dir=scratch.folder))
    arguments = ["drift", *who, "--at-once", str(at_once), "--output", f"json={results}/{{client}}.json"]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [*HOLDFAST, *arguments],
        cwd=scratch.project,
        env=scratch.variables(),
        capture_output=True,
        check=False,
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    headline = done.stdout.decode().partition("\n")[0]
    if "not reached" in headline or "full answer" in headline or not headline:
        raise RuntimeError(f"{headline}: {done.stderr.decode()[-2000:]}")
    requests = sum(json.loads(path.read_bytes())["requests"] for path in results.iterdir())
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, requests


def _print(latency: float, tenants: int, measured: tuple[float, float, int], one_more: float) -> None:
    wall, cpu, requests = measured
    each, more = (seconds * 1000 for seconds in (cpu / tenants, one_more))
    print(
        f"{latency * 1000:3.0f} ms  {tenants} tenants  wall {wall:6.1f} s ({wall * 1000 / tenants:5.1f} ms each)  "
        f"cpu {cpu:6.1f} s ({each:5.1f} ms each, {each / _FLOOR_MS:4.1f} times the floor; "
        f"one more {more:5.1f} ms, {more / _FLOOR_MS:4.1f} times)  "
        f"{requests / tenants:.1f} requests each, besides sign-in",
        flush=True,
    )


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    os.environ.pop("HOLDFAST_HOME", None)
    main(*(given + [_TENANTS, _AT_ONCE][len(given) :]))
