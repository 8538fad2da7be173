"""`holdfast drift contoso --format json`, cold process, cached recording, in sync, against the floor.

Both run in turn; CPU is that of the whole process. Printed: medians, the ratio, and whether a slow library was
imported.
"""

from __future__ import annotations

import subprocess
import sys

from bench.floor import floor
from bench.processes import in_turn, median_cpu, median_wall
from bench.project import CONTOSO, Scratch, scratch

_ROUNDS = 9
_SLOW = ("pulumi", "grpc", "rich", "jinja2", "deepdiff", "msgraph", "azure", "pydantic", "yaml")
_MODULES = """
import atexit, sys, runpy
sys.argv = ['holdfast', 'drift', 'contoso', '--format', 'json']
atexit.register(lambda: print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr))
runpy.run_module('holdfast.cli.main', run_name='__main__')
"""


def main() -> None:
    """Measure and print."""
    with scratch(declared=40, mailboxes=1000) as project:
        project.holdfast("up", "contoso")
        commands = {
            "drift": [str(project.folder / ".venv/bin/holdfast"), "drift", "contoso", "--format", "json"],
            "floor": floor(project.folder / ".holdfast/tenant/server.json"),
            "bare interpreter": [sys.executable, "-c", "pass"],
        }
        costs = in_turn(commands, str(project.folder), _ROUNDS)
        for name, counted in costs.items():
            print(
                f"{name:<18} cpu {median_cpu(counted) * 1000:6.0f} ms   wall {median_wall(counted) * 1000:6.0f} ms"
            )
        print(f"drift / floor      cpu {median_cpu(costs['drift']) / median_cpu(costs['floor']):.1f}")
        _print_modules(project)
        _print_requests(project)


def _print_modules(project: Scratch) -> None:
    """Print which of the slow libraries a clean run imports."""
    command = [sys.executable, "-c", _MODULES]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=False)
    modules = set(done.stderr.split())
    print(
        f"slow libraries imported: {', '.join(sorted(modules & set(_SLOW))) or 'none'} (exit {done.returncode})"
    )


def _print_requests(project: Scratch) -> None:
    """Print how many requests one check of 40 policies, 3 locations and 1,000 mailboxes takes."""
    last = project.server.log.last_id()
    measured = project.holdfast("drift", "contoso", "--format", "json")
    entries = project.server.log.entries(last)
    touching = sum(entry.touches_conditional_access for entry in entries)
    tokens = sum(entry.kind == "signin" for entry in entries)
    discovery = sum(entry.kind == "discovery" for entry in entries)
    print(
        f"requests: {measured.round_trips + discovery} besides {tokens} tokens, "
        f"{touching} touch Conditional Access ({CONTOSO})"
    )


if __name__ == "__main__":
    main()
