"""`holdfast drift contoso --format json`, cold process, cached recording, in sync, against the floor.

The floor is a prototype that sends the requests of a check and does nothing else: http.client, one CA, orjson; no
command line, no files, no kinds, no comparison. Both run in turn; CPU is that of the whole process. Printed: medians,
the ratio, and whether a slow library was imported.
"""

from __future__ import annotations

import subprocess
import sys

from bench.processes import in_turn, median_cpu, median_wall
from bench.project import CONTOSO, Scratch, scratch

_ROUNDS = 9
_SLOW = ("pulumi", "grpc", "rich", "jinja2", "deepdiff", "msgraph", "azure", "pydantic", "yaml")
_FLOOR = """
import http.client, json, ssl, sys, urllib.parse
import orjson
facts = json.load(open(sys.argv[1]))
app = facts["tenants"]["contoso.onmicrosoft.com"]
context = ssl.create_default_context(cafile=facts["ca_file"])
proxy = facts["proxy_url"].removeprefix("http://")
links = {}
def ask(host, method, path, body=None, headers={}):
    if host not in links:
        links[host] = http.client.HTTPSConnection(proxy, context=context)
        links[host].set_tunnel(host, 443)
    links[host].request(method, path, body, headers)
    reply = links[host].getresponse()
    content = reply.read()
    return reply.headers.get("Location") or orjson.loads(content)
def token(resource):
    form = {"client_id": app["client_id"], "client_secret": app["client_secret"],
            "grant_type": "client_credentials", "scope": resource + "/.default"}
    body = ask("login.microsoftonline.com", "POST", f"/{app['tenant_id']}/oauth2/v2.0/token",
               urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
    return {"Authorization": "Bearer " + body["access_token"], "Content-Type": "application/json",
            "Prefer": "odata.maxpagesize=1000"}
def batch(paths):
    return orjson.dumps({"requests": [{"id": str(n), "method": "GET", "url": p} for n, p in enumerate(paths)]})
def cmdlet(name, **parameters):
    return {"CmdletInput": {"CmdletName": name, "Parameters": parameters}}
graph = token("https://graph.microsoft.com")
rows = ask("graph.microsoft.com", "POST", "/v1.0/$batch", batch([
    "/identity/conditionalAccess/policies", "/identity/conditionalAccess/namedLocations",
    "/policies/authenticationStrengthPolicies", "/policies/identitySecurityDefaultsEnforcementPolicy",
    "/groups?$filter=displayName%20eq%20'CA-BreakGlass'", "/subscribedSkus"]), graph)
group = next(r for r in rows["responses"] if r["id"] == "4")["body"]["value"][0]["id"]
ask("graph.microsoft.com", "POST", "/v1.0/$batch", batch([f"/groups/{group}/members"]), graph)
base = f"/adminapi/beta/{app['tenant_id']}"
ask("outlook.office365.com", "POST",
    base + "/InvokeCommand?$select=UserPrincipalName,LitigationHoldEnabled,LitigationHoldDuration",
    orjson.dumps(cmdlet("Get-Mailbox", ResultSize="Unlimited")), token("https://outlook.office365.com"))
compliance = "ps.compliance.protection.outlook.com"
headers = token("https://" + compliance)
region = ask(compliance, "GET", base + "/EXOBanner('AutogenSession')?Version=3.9.2", None, headers).split("/")[2]
nouns = ["Get-ComplianceTag", "Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule"]
ask(region, "POST", base + "/$batch", orjson.dumps({"requests": [
    {"id": str(n), "method": "POST", "url": f"https://{region}{base}/InvokeCommand", "body": cmdlet(noun),
     "headers": {"Content-Type": "application/json"}} for n, noun in enumerate(nouns)]}), headers)
"""
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
        floor = project.folder / "floor.txt"
        floor.write_text(_FLOOR, encoding="utf-8")
        commands = {
            "drift": [str(project.folder / ".venv/bin/holdfast"), "drift", "contoso", "--format", "json"],
            "floor": [sys.executable, str(floor), str(project.folder / ".holdfast/tenant/server.json")],
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
