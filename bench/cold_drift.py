"""`holdfast drift contoso --format json`, cold process, cached recording, against the floor.

The floor is a prototype that does nothing but the same kind of requests: http.client, one CA, orjson; no command
line, no kinds, no comparison. Both run in turn; CPU is that of the whole process. Printed: medians, the ratio, and
whether a slow library was imported.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import in_turn, median_cpu, median_wall
from bench.project import CONTOSO, embedded

if TYPE_CHECKING:
    from holdfast.emulator.server import TenantServer

_ROUNDS = 9
_BANNED = ("pulumi", "grpc", "rich", "jinja2", "deepdiff", "msgraph", "azure", "pydantic", "yaml")
_FLOOR = """
import http.client, json, ssl, sys, urllib.parse
import orjson
facts = json.load(open(sys.argv[1]))
app = facts["tenants"]["contoso.onmicrosoft.com"]
context = ssl.create_default_context(cafile=facts["ca_file"])
host = facts["base_url"].removeprefix("https://")
link = http.client.HTTPSConnection(host, context=context)
def ask(method, path, body=None, headers={}):
    link.request(method, path, body, headers)
    return orjson.loads(link.getresponse().read())
form = {"client_id": app["client_id"], "client_secret": app["client_secret"], "grant_type": "client_credentials",
        "scope": "https://graph.microsoft.com/.default"}
token = ask("POST", f"/{app['tenant_id']}/oauth2/v2.0/token", urllib.parse.urlencode(form),
            {"Content-Type": "application/x-www-form-urlencoded"})["access_token"]
paths = ["/identity/conditionalAccess/policies", "/identity/conditionalAccess/namedLocations"]
batch = orjson.dumps({"requests": [{"id": str(n), "method": "GET", "url": p} for n, p in enumerate(paths)]})
ask("POST", "/v1.0/$batch", batch, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
"""


def main() -> None:
    """Measure and print."""
    with embedded(policies=40, named_locations=3, mailboxes=1000) as (folder, server):
        floor = folder / "floor.py"
        floor.write_text(_FLOOR, encoding="utf-8")
        holdfast = [str(folder / ".venv/bin/holdfast"), "drift", "contoso", "--format", "json"]
        commands = {
            "drift": holdfast,
            "floor": [sys.executable, str(floor), str(folder / ".holdfast/tenant/server.json")],
            "bare interpreter": [sys.executable, "-c", "pass"],
        }
        costs = in_turn(commands, str(folder), _ROUNDS)
        for name, counted in costs.items():
            print(
                f"{name:<18} cpu {median_cpu(counted) * 1000:6.0f} ms   wall {median_wall(counted) * 1000:6.0f} ms"
            )
        print(f"drift / floor      cpu {median_cpu(costs['drift']) / median_cpu(costs['floor']):.1f}")
        _print_modules(folder)
        _print_requests(folder, server, holdfast)


def _print_modules(folder: Path) -> None:
    """Print which of the slow libraries a clean run imports."""
    script = (
        "import sys, runpy\n"
        "sys.argv = ['holdfast', 'drift', 'fabrikam', '--format', 'json']\n"
        "try:\n    runpy.run_module('holdfast.cli.main', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    modules = set(json.loads(done.stderr.strip().splitlines()[-1].replace("'", '"')))
    print(
        f"imported of the slow libraries: {sorted(modules & set(_BANNED)) or 'none'} ({len(modules)} top-level modules)"
    )


def _print_requests(folder: Path, server: TenantServer, command: list[str]) -> None:
    """Print how many requests one check of 40 policies, 3 locations and 1,000 mailboxes takes."""
    before = len(server.log.entries())
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    entries = server.log.entries()[before:]
    asked = [entry for entry in entries if not entry.batch_parent and entry.kind != "signin"]
    touching = sum(entry.touches_conditional_access for entry in entries)
    tokens = sum(entry.kind == "signin" for entry in entries)
    print(f"requests: {len(asked)} besides {tokens} tokens, {touching} touch Conditional Access ({CONTOSO})")


if __name__ == "__main__":
    main()
