"""What grants the permissions: all of them, nothing else, every id looked up; the script is run against a stand-in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from holdfast.access.formats import az, bicep, table, terraform
from holdfast.access.formats import json as as_json
from holdfast.access.needs import Access, Purpose, access_of
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.permission import EXCHANGE, GRAPH
from holdfast.model.plan import Cloud, Plan

if TYPE_CHECKING:
    from pathlib import Path

PLAN = Plan("contoso", "contoso.example", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False)
HOLD = "m365:exchange:LitigationHold"
GROUP = "azuread:index/group:Group"
DESIRED = (
    DesiredResource("urn:hold", HOLD, "rule", "exchange.held", {"durationDays": 1}),
    DesiredResource("urn:group", GROUP, "group", "entra.grouped", {"displayName": "G"}),
)
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FORMATS = {"az": az, "bicep": bicep, "json": as_json, "table": table, "terraform": terraform}
AZ = """\
#!{python}
import json, os, re, sys
given = sys.argv[1:]
option = lambda name: given[given.index(name) + 1]
if given[:3] == ["ad", "sp", "show"]:
    of_applications = r" && contains\\(allowedMemberTypes, 'Application'\\)"
    asked = re.fullmatch(r"appRoles\\[\\?value=='(.+)'" + of_applications + r"\\].id \\| \\[0\\]", option("--query"))
    known = not asked or asked[1] != os.environ.get("UNKNOWN")
    print((f"role-{{asked[1]}}" if asked else f"principal-{{option('--id')}}") if known else "")
elif given[:3] == ["rest", "--method", "get"]:
    name = re.search(r"displayName%20eq%20'(.+)'", option("--url"))
    print(f"definition-{{name[1]}}" if name else os.environ.get("THERE", ""))
elif given[:3] == ["rest", "--method", "post"]:
    with open(os.environ["LOG"], "a") as log:
        log.write(json.dumps([option("--url"), json.loads(option("--body"))]) + "\\n")
else:
    sys.exit(f"unexpected: {{given}}")
"""
"""Answers as the Azure command line does, and writes down what is posted."""


def access(purpose: Purpose = Purpose.WRITE) -> Access:
    return access_of(PLAN, kinds(), DESIRED, purpose)


@dataclass(frozen=True)
class Run:
    code: int
    err: str
    posted: list[tuple[str, dict[str, str]]]


def run_script(folder: Path, **more: str) -> Run:
    stand_in, log = folder / "az", folder / "log"
    stand_in.write_text(AZ.format(python=sys.executable))
    stand_in.chmod(0o755)
    (folder / "grant.sh").write_text(az.FORMAT.render(access()))
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "APP_ID": "app", "LOG": str(log), **more}
    done = subprocess.run(
        ["sh", "grant.sh"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    lines = log.read_text().splitlines() if log.exists() else []
    return Run(done.returncode, done.stderr, [tuple(json.loads(line)) for line in lines])


def test_script_grants_each_permission_and_role_once_and_nothing_else(tmp_path: Path) -> None:
    done = run_script(tmp_path)

    assert done.code == 0, done.err
    address = "https://graph.microsoft.com/v1.0"
    granted = [
        body
        for url, body in done.posted
        if url == f"{address}/servicePrincipals/principal-app/appRoleAssignments"
    ]
    assigned = [
        body for url, body in done.posted if url == f"{address}/roleManagement/directory/roleAssignments"
    ]
    assert len(granted) + len(assigned) == len(done.posted)
    assert {(one["resourceId"], one["appRoleId"]) for one in granted} == {
        (f"principal-{one.app_id}", f"role-{one.name}") for one in access().permissions
    }
    assert {one["principalId"] for one in (*granted, *assigned)} == {"principal-app"}
    assert {one["roleDefinitionId"] for one in assigned} == {
        f"definition-{one.name.replace(' ', '%20')}" for one in access().roles
    }
    assert {one["directoryScopeId"] for one in assigned} == {"/"}


def test_script_that_runs_again_grants_nothing_twice(tmp_path: Path) -> None:
    done = run_script(tmp_path, THERE="there already")
    assert (done.code, done.posted) == (0, [])


def test_script_stops_at_a_permission_that_the_service_does_not_have(tmp_path: Path) -> None:
    done = run_script(tmp_path, UNKNOWN="Group.Read.All")
    assert done.code == 1
    assert "Group.Read.All: the service 00000003-0000-0000-c000-000000000000 has no such" in done.err
    assert "role-Group.Read.All" not in str(done.posted)


def test_script_asks_for_the_application(tmp_path: Path) -> None:
    done = run_script(tmp_path, APP_ID="")
    assert (done.code != 0, done.posted) == (True, [])
    assert "say the client id of the application" in done.err


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_id_stands_in_a_format_but_those_of_the_two_services(name: str, purpose: Purpose) -> None:
    rendered = FORMATS[name].FORMAT.render(access(purpose))
    assert set(GUID.findall(rendered)) <= {GRAPH.app_id, EXCHANGE.app_id}
    assert rendered.endswith("\n")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_template_and_configuration_name_exactly_what_is_needed(purpose: Purpose) -> None:
    wanted = access(purpose)
    in_bicep = re.findall(r"^  '(.+)'$", bicep.FORMAT.render(wanted), re.MULTILINE)
    in_terraform = re.findall(r'^    "(.+)",$', terraform.FORMAT.render(wanted), re.MULTILINE)

    assert sorted(in_bicep) == sorted(wanted.permission_names)
    assert sorted(in_terraform) == sorted(wanted.permission_names | wanted.role_names)
    for role in wanted.roles:
        assert f"//   {role.name}\n" in bicep.FORMAT.render(wanted)


def test_every_reason_stands_beside_what_it_is_for() -> None:
    told = table.FORMAT.render(access(Purpose.READ))
    assert "  Group.Read.All\n      read Group: declared by entra.grouped\n" in told
    facts = json.loads(as_json.FORMAT.render(access(Purpose.READ)))
    (cmdlets,) = [one for one in facts["permissions"] if one["name"] == "Exchange.ManageAsApp"]
    assert (cmdlets["api"], cmdlets["apiAppId"]) == (EXCHANGE.name, EXCHANGE.app_id)
    assert {need["what"] for need in cmdlets["needs"]} >= {"read Litigation hold"}
    assert [one["name"] for one in facts["directoryRoles"]] == ["Global Reader"]


@pytest.mark.skipif(
    not shutil.which("terraform"), reason="terraform is not installed: its own parser is asked"
)
@pytest.mark.parametrize("purpose", list(Purpose))
def test_terraform_reads_the_configuration_and_would_write_it_so(purpose: Purpose) -> None:
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-diff", "-"],
        input=terraform.FORMAT.render(access(purpose)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
