"""Microsoft 365 Backup of 100,000 mailboxes and 20,000 sites: brought about in bulk, then checked, against the floor.

Some units are taken out of the backup behind its back; the check must count exactly these. The floor is a prototype
that asks for the same pages and searches, one after another, and does nothing but tell members from units, and users
with a licence from members: http.client, orjson, a few sets. Both read the same bytes, over TLS. All of it is read by
processes of their own, so that the tenant's memory and work are not counted.
Printed: what was found, by how many requests, peak memory beside that of a hundredth of the members (at most 60 MB
more), and CPU beside the floor's. The floor of an asynchronous client over httpx is more than twice this one's.

`python -m bench.population [MAILBOXES [SITES]]`
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bench.processes import run
from bench.project import CONTOSO, PROJECT
from holdfast.emulator import control
from holdfast.emulator.graph.backup_restore.changes import unprotect
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.processes import Cost

_MAILBOXES, _SITES = 100_000, 20_000
_TAKEN_OUT = {"mailboxProtectionUnits": 37, "siteProtectionUnits": 11}
_OURS = """
import asyncio, json, sys
from pathlib import Path
from holdfast.cli.garbage import seldom_looked_for
from holdfast.drift.judge import judge
from holdfast.drift.read import read
from holdfast.kinds.backup.mailbox_backup import KIND as MAILBOXES
from holdfast.kinds.backup.site_backup import KIND as SITES
from holdfast.model.desired import DesiredResource
from holdfast.model.plan import Cloud
from holdfast.tenant.tenant import open_tenant

home, domain, does, told = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
kinds = {one.token: one for one in (MAILBOXES, SITES)}
common = {"policyName": "Ours", "retentionDays": 365, "enableService": True}
rules = [
    DesiredResource("urn:mailboxes", MAILBOXES.token, "m", "", {**common, "mailboxTypes": ["UserMailbox"]}),
    DesiredResource("urn:sites", SITES.token, "s", "", common),
]

async def main():
    async with open_tenant(domain, Cloud.EMBEDDED, home) as tenant:
        if does == "apply":
            for one in rules:
                await kinds[one.token].create(tenant, one.inputs)
            return
        found = judge(kinds, rules, await read(tenant, kinds, rules))
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    told.write_text(json.dumps({"megabytes": int(peak.split()[1]) / 1024, "found": [
        [one.status.name, [one.population.covered, one.population.total], one.population.violating,
         one.population.unknown]
        for one in found]}))

with seldom_looked_for():  # as the command does
    asyncio.run(main())
"""
_FLOOR = """
import http.client, json, re, ssl, sys, urllib.parse
from datetime import datetime, timedelta
import orjson
facts, now = json.load(open(sys.argv[1])), datetime.fromisoformat(sys.argv[2])
app = facts["tenants"]["contoso.onmicrosoft.com"]
context = ssl.create_default_context(cafile=facts["ca_file"])
proxy = facts["proxy_url"].removeprefix("http://")
links = {}
def ask(url, method="GET", body=None, headers={}):
    host, _, path = url.removeprefix("https://").partition("/")
    if host not in links:
        links[host] = http.client.HTTPSConnection(proxy, context=context)
        links[host].set_tunnel(host, 443)
    links[host].request(method, "/" + path, body, headers)
    return orjson.loads(links[host].getresponse().read())
def token(resource):
    form = {"client_id": app["client_id"], "client_secret": app["client_secret"],
            "grant_type": "client_credentials", "scope": resource + "/.default"}
    said = ask(f"https://login.microsoftonline.com/{app['tenant_id']}/oauth2/v2.0/token", "POST",
               urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
    return {"Authorization": "Bearer " + said["access_token"], "Content-Type": "application/json",
            "Prefer": "odata.maxpagesize=1000"}
graph, exchange = token("https://graph.microsoft.com"), token("https://outlook.office365.com")
root = "https://graph.microsoft.com/v1.0"
def compact(name):
    try:
        return int(name.replace("-", ""), 16)
    except ValueError:
        return name
def pages(url, method="GET", body=None, headers=graph):
    while url:
        said = ask(url, method, body, headers)
        yield said["value"]
        url = said.get("@odata.nextLink")
written = "%Y-%m-%dT%H:%M:%SZ"
period = {"startDateTime": (now - timedelta(days=1)).strftime(written), "endDateTime": now.strftime(written)}
def searched(ids):
    parts = [ids[at:at + 20] for at in range(0, len(ids), 20)]
    found = set()
    for at in range(0, len(parts), 20):
        said = ask(root + "/$batch", "POST", orjson.dumps({"requests": [
            {"id": str(n), "method": "POST", "url": "/solutions/backupRestore/restorePoints/search",
             "headers": {"Content-Type": "application/json"},
             "body": {"protectionUnitIds": part, "protectionTimePeriod": period, "restorePointPreference": "latest"}}
            for n, part in enumerate(parts[at:at + 20])]}), graph)
        for one in said["responses"]:
            found.update(hit["restorePoint"]["protectionUnit"]["id"] for hit in one["body"]["searchResults"])
    return found
def protected(unit_type, name, key):
    good = set()
    for page in pages(f"{root}/solutions/backupRestore/protectionUnits/microsoft.graph.{unit_type}"):
        here = {row["id"]: key(row[name]) for row in page if row["status"] == "protected" and row["policyId"]}
        good.update(here[one] for one in searched(list(here)) if one in here)
    return good
good = protected("mailboxProtectionUnit", "directoryObjectId", compact)
url = (f"https://outlook.office365.com/adminapi/beta/{app['tenant_id']}/InvokeCommand?$select=UserPrincipalName,"
       "Alias,ExchangeGuid,ExternalDirectoryObjectId,RecipientTypeDetails,IsInactiveMailbox")
def mailboxes(which):
    asked = {"CmdletName": "Get-Mailbox", "Parameters": {"ResultSize": "Unlimited", which: True}}
    return pages(url, "POST", orjson.dumps({"CmdletInput": asked}), exchange)
missing, lost, seen = 0, 0, set()
for page in mailboxes("IncludeInactiveMailbox"):
    for row in page:
        user = compact(row["ExternalDirectoryObjectId"] or "")
        seen.add(user)
        reached = row["RecipientTypeDetails"] == "UserMailbox" and not row["IsInactiveMailbox"]
        missing += reached and user not in good
for which in ("SoftDeletedMailbox", "GroupMailbox", "PublicFolder"):
    list(mailboxes(which))
skus = ask(root + "/subscribedSkus?$select=capabilityStatus,servicePlans", headers=graph)["value"]
plans = sorted({one["servicePlanId"] for sku in skus for one in sku["servicePlans"]
                if re.match("EXCHANGE_[A-Z]_(?!FOUNDATION|ARCHIVE)", one["servicePlanName"])})
for at in range(0, len(plans), 5):
    holds = " or ".join(f"assignedPlans/any(p:p/servicePlanId eq {one} and p/capabilityStatus eq '{state}')"
                        for one in plans[at:at + 5] for state in ("Enabled", "Warning"))
    query = f"$filter={urllib.parse.quote(holds)}&$select=id,userPrincipalName&$count=true&$top=999"
    for page in pages(f"{root}/users?{query}", headers={**graph, "ConsistencyLevel": "eventual"}):
        lost += sum(compact(row["id"]) not in seen for row in page)
def collection(name):
    return compact(name.split(",")[1])
good = protected("siteProtectionUnit", "siteId", collection)
for page in pages(root + "/sites/getAllSites?$select=id,webUrl,isPersonalSite"):
    missing += sum(not row["isPersonalSite"] and collection(row["id"]) not in good for row in page)
print(missing, lost)
"""


@dataclass
class _Company:
    """One tenant, served, with a clock that is moved."""

    home: Path
    now: datetime

    @property
    def tenants(self) -> Path:
        """Return the folder of its tenant."""
        return self.home / "tenant"

    def clock(self) -> datetime:
        """Return the time in it."""
        return self.now

    def ours(self, does: str) -> Cost:
        """Have a process apply the backup, or check it."""
        command = [sys.executable, "-c", _OURS, str(self.home), CONTOSO, does, str(self.home / "found.json")]
        return run(command, str(PROJECT))

    def floor(self) -> tuple[Cost, list[int]]:
        """Return what the floor cost, how many members it found without a backup, and users without a mailbox."""
        facts = str(self.tenants / "server.json")
        command = [sys.executable, "-c", _FLOOR, facts, self.now.isoformat()]
        found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
        return run(command, str(PROJECT)), [int(one) for one in found.stdout.split()]


@contextmanager
def _company(mailboxes: int, sites: int) -> Iterator[tuple[_Company, TenantServer]]:
    """Yield a tenant of which every mailbox and site is in the backup but for some that were taken out."""
    with TemporaryDirectory(prefix="holdfast-bench-") as name:
        company = _Company(Path(name), datetime(2026, 11, 24, 12, tzinfo=UTC))
        company.tenants.mkdir()
        options = {"mailboxes": mailboxes, "sites": sites}
        control.seed(company.tenants, CONTOSO, "large", clock=company.clock, **options)
        with TenantServer(company.tenants, clock=company.clock) as server:
            company.ours("apply")
            company.now += timedelta(days=3)
            _take_out(company)
            yield company, server


def _take_out(company: _Company) -> None:
    folder = TenantFolder(company.tenants)
    tenant = Tenant(folder.open(CONTOSO), company.clock)
    for workload in WORKLOADS:
        with tenant.store.transaction():
            for unit in tenant.store.all(workload.collection)[: _TAKEN_OUT.get(workload.units, 0)]:
                unprotect(tenant, administrator(tenant), workload, unit)
    folder.close()


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a check cost."""

    ours: Cost
    floor: Cost
    megabytes: float
    """The most memory that the check had; that of its parent, which serves the tenant, is not in it."""


def _measure(mailboxes: int, sites: int) -> _Measured:
    """Print what is found in a tenant of so many, and return what that cost, and what the floor did."""
    with _company(mailboxes, sites) as (company, server):
        last = server.log.last_id()
        ours = company.ours("check")
        entries = [one for one in server.log.entries(last) if one.kind not in {"signin", "discovery"}]
        floor, counted = company.floor()
        told: Any = json.loads((company.home / "found.json").read_bytes())
    found = told["found"]
    print(
        f"{mailboxes} mailboxes, {sites} sites: {found}, {sum(not one.batch_parent for one in entries)} requests"
    )
    ours_counted = [sum(one[at] for one in found) for at in (2, 3)]
    if counted[0] != sum(_TAKEN_OUT.values()) or counted != ours_counted:
        raise RuntimeError(
            f"without a backup, and without a mailbox: {counted} by the floor; ours says {found}"
        )
    return _Measured(ours, floor, told["megabytes"])


def main(mailboxes: int, sites: int) -> None:
    """Measure and print."""
    few, many = _measure(mailboxes // 100, sites // 100), _measure(mailboxes, sites)
    for name, cost in (("check", many.ours), ("floor", many.floor)):
        print(f"{name}  cpu {cost.cpu_seconds:6.2f} s  wall {cost.wall_seconds:6.2f} s")
    more = many.megabytes - few.megabytes
    print(f"memory: {more:.0f} MB more than with a hundredth of them")
    print(f"check / floor  cpu {many.ours.cpu_seconds / many.floor.cpu_seconds:.1f}")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    os.environ.pop("HOLDFAST_HOME", None)
    main(*(given + [_MAILBOXES, _SITES][len(given) :]))
