"""What grants the permissions: all of them, nothing else, every id looked up; the script is run against a stand-in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from holdfast.access.formats import az, bicep, table, terraform
from holdfast.access.formats import json as as_json
from holdfast.access.needs import Access, Purpose, access_of
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import HoldfastError
from holdfast.model.permission import EXCHANGE, GRAPH
from holdfast.model.plan import Cloud, Plan
from holdfast.tenant.hosts import HOSTS

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
COMMAND_LINE = {
    Cloud.GLOBAL: "AzureCloud",
    Cloud.EMBEDDED: "AzureCloud",
    Cloud.US_GOVERNMENT: "AzureUSGovernment",
    Cloud.DOD: "AzureUSGovernment",
    Cloud.CHINA: "AzureChinaCloud",
}
ENVIRONMENTS = {
    Cloud.GLOBAL: "public",
    Cloud.EMBEDDED: "public",
    Cloud.US_GOVERNMENT: "usgovernment",
    Cloud.DOD: "dod",
    Cloud.CHINA: "china",
}
each_cloud = pytest.mark.parametrize("cloud", list(Cloud))
FORMATS = {"az": az, "bicep": bicep, "json": as_json, "table": table, "terraform": terraform}
AZ = """\
#!{python}
import json, os, re, sys
given = sys.argv[1:]
option = lambda name: given[given.index(name) + 1]
if given[:2] == ["cloud", "show"]:
    assert option("--query") == "endpoints.activeDirectory"
    print(os.environ["SET_TO"])
    sys.exit()
graph = os.environ["GRAPH_OF_CLOUD"]
assert option("--resource") == graph and option("--url").startswith(graph + "/v1.0/"), given
of_principal = re.fullmatch(r".+/servicePrincipals\\(appId='(.+)'\\)\\?\\$select=(id|appRoles)", option("--url"))
if "/v1.0/organization?" in option("--url"):
    print("0badcafe-0000-4000-8000-000000000001\\nother.example\\n" + os.environ.get("SIGNED_IN_TO", "Contoso.example"))
elif given[:3] == ["rest", "--method", "get"] and of_principal:
    of_applications = r" && contains\\(allowedMemberTypes, 'Application'\\)"
    asked = re.fullmatch(r"appRoles\\[\\?value=='(.+)'" + of_applications + r"\\].id \\| \\[0\\]", option("--query"))
    assert bool(asked) == (of_principal[2] == "appRoles")
    known = not asked or asked[1] != os.environ.get("UNKNOWN")
    print((f"role-{{asked[1]}}" if asked else f"principal-{{of_principal[1]}}") if known else "")
elif given[:3] == ["rest", "--method", "get"] and option("--query") == '"@odata.nextLink"':
    print(option("--url") + "#2" if "PAGES" in os.environ and "#2" not in option("--url") else "")
elif given[2] == "get" and "PAGES" in os.environ and "ssignments" in option("--url") and "#2" not in option("--url"):
    print("")
elif given[2] == "get" and os.environ.get("FAILS", "nothing") in option("--url"):
    sys.exit(1)
elif given[:3] == ["rest", "--method", "get"]:
    name = re.search(r"displayName%20eq%20'(.+)'", option("--url"))
    if "roleAssignments" in option("--url") and "directoryScopeId=='/'" not in option("--query"):
        os.environ["THERE"] = os.environ.get("SCOPED", os.environ.get("THERE", ""))
    own = "CUSTOM" in os.environ and not option("--query").startswith("value[?isBuiltIn]")
    print(f"{{'custom' if own else 'definition'}}-{{name[1]}}" if name else os.environ.get("THERE", ""))
elif given[:3] == ["rest", "--method", "post"]:
    with open(os.environ["LOG"], "a") as log:
        log.write(json.dumps([option("--url"), json.loads(option("--body"))]) + "\\n")
else:
    sys.exit(f"unexpected: {{given}}")
"""
"""Answers as the Azure command line does, and writes down what is posted."""


def access(purpose: Purpose = Purpose.WRITE, cloud: Cloud = Cloud.GLOBAL) -> Access:
    return access_of(replace(PLAN, cloud=cloud), kinds(), DESIRED, purpose)


@dataclass(frozen=True)
class Run:
    code: int
    err: str
    posted: list[tuple[str, dict[str, str]]]


def run_script(folder: Path, cloud: Cloud = Cloud.GLOBAL, *, shell: str = "sh", **more: str) -> Run:
    stand_in, log = folder / "az", folder / "log"
    stand_in.write_text(AZ.format(python=sys.executable))
    stand_in.chmod(0o755)
    (folder / "grant.sh").write_text(az.FORMAT.render(access(cloud=cloud)))
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "APP_ID": "app",
        "LOG": str(log),
        "SET_TO": HOSTS[cloud].login,
        "GRAPH_OF_CLOUD": HOSTS[cloud].graph,
        **more,
    }
    done = subprocess.run(
        [shell, "grant.sh"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    lines = log.read_text().splitlines() if log.exists() else []
    return Run(done.returncode, done.stderr, [tuple(json.loads(line)) for line in lines])


@each_cloud
def test_script_grants_each_permission_and_role_once_and_nothing_else(tmp_path: Path, cloud: Cloud) -> None:
    done = run_script(tmp_path, cloud)

    assert done.code == 0, done.err
    address = f"{HOSTS[cloud].graph}/v1.0"
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


@pytest.mark.parametrize("elsewhere", ["fabrikam.example", "xcontoso.example", "contoso.example.net", ""])
def test_nothing_is_granted_in_another_tenant(tmp_path: Path, elsewhere: str) -> None:
    """One application of many clients is in each tenant, and the command line in whichever was used last."""
    done = run_script(tmp_path, SIGNED_IN_TO=elsewhere)
    assert (done.code, done.posted) == (1, [])
    assert "az login --tenant contoso.example" in done.err
    assert 'contains(local.signed_in_to, "contoso.example")' in terraform.FORMAT.render(access())


@pytest.mark.parametrize("tenant", ["Contoso.example", "0BADCAFE-0000-4000-8000-000000000001"])
def test_template_looks_the_application_up_in_the_tenant_of_the_client_alone(tenant: str) -> None:
    """Every grant follows from the application, and that from the comparison of the two tenants."""
    template = bicep.FORMAT.render(replace(access(), tenant=tenant))
    assert template.count("applicationId") == 2, "its parameter, and where the tenant is the right one"
    assert "var own = toLower(signedInTo) == toLower(tenantId)\n" in template
    assert "var ownApplication = own ? applicationId : fail(otherTenant)\n" in template
    assert "var signedInTo = tenant().tenantId\n" in template
    own = re.findall(r"^  appId: (?!')(.+)$", template, re.MULTILINE)
    assert own == ["ownApplication"]
    assert set(re.findall(r"^  principalId: (.+)$", template, re.MULTILINE)) == {"application.id"}
    known = (
        "param tenantId string\n" if tenant.startswith("Contoso") else f"var tenantId = '{tenant.lower()}'\n"
    )
    assert known in template


def test_template_names_its_extension_so_that_it_needs_no_file_beside_it() -> None:
    assert "\nextension 'br:mcr.microsoft.com/" in bicep.FORMAT.render(access())


def test_script_that_runs_again_grants_nothing_twice(tmp_path: Path) -> None:
    done = run_script(tmp_path, THERE="there already")
    assert (done.code, done.posted) == (0, [])


def test_what_stands_on_a_later_page_is_not_granted_again(tmp_path: Path) -> None:
    """An application that other products use as well has more permissions than a page of the list."""
    done = run_script(tmp_path, THERE="there already", PAGES="2")
    assert (done.code, done.posted) == (0, [])


@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize("listed", ["appRoleAssignments", "roleAssignments?"])
def test_nothing_is_granted_where_it_cannot_be_read_what_is_there(
    tmp_path: Path, listed: str, shell: str
) -> None:
    done = run_script(tmp_path, shell=shell, FAILS=listed)
    assert done.code == 1
    assert not [url for url, _ in done.posted if listed.strip("?") in url]


def test_role_over_a_part_of_the_tenant_is_not_the_role_over_all_of_it(tmp_path: Path) -> None:
    done = run_script(tmp_path, SCOPED="one that is of an administrative unit")
    assigned = [body for url, body in done.posted if url.endswith("/roleAssignments")]
    assert len(assigned) == len(access().roles)


def test_role_of_the_tenants_own_that_bears_the_name_is_not_the_one_that_is_needed(tmp_path: Path) -> None:
    done = run_script(tmp_path, CUSTOM="comes first in the answer")
    assigned = [body["roleDefinitionId"] for url, body in done.posted if url.endswith("/roleAssignments")]
    assert len(assigned) == len(access().roles)
    assert all(one.startswith("definition-") for one in assigned)


def test_script_stops_at_a_permission_that_the_service_does_not_have(tmp_path: Path) -> None:
    done = run_script(tmp_path, UNKNOWN="Group.Read.All")
    assert done.code == 1
    assert "Group.Read.All: the service 00000003-0000-0000-c000-000000000000 has no such" in done.err
    assert "role-Group.Read.All" not in str(done.posted)


def test_script_stops_where_the_command_line_is_set_to_another_cloud(tmp_path: Path) -> None:
    done = run_script(tmp_path, Cloud.DOD, SET_TO="https://login.microsoftonline.com")
    assert (done.code, done.posted) == (1, [])
    assert "az cloud set --name AzureUSGovernment" in done.err


def test_script_takes_an_address_of_sign_in_that_ends_with_a_slash(tmp_path: Path) -> None:
    assert run_script(tmp_path, Cloud.CHINA, SET_TO="https://login.chinacloudapi.cn/").posted


def test_script_asks_for_the_application(tmp_path: Path) -> None:
    done = run_script(tmp_path, APP_ID="")
    assert (done.code != 0, done.posted) == (True, [])
    assert "say the client id of the application" in done.err


@each_cloud
@pytest.mark.parametrize("name", FORMATS)
def test_format_names_hosts_of_the_client_s_cloud_only_or_refuses_it(name: str, cloud: Cloud) -> None:
    if name == "bicep" and cloud in {Cloud.US_GOVERNMENT, Cloud.DOD, Cloud.CHINA}:
        with pytest.raises(HoldfastError, match="take --format az or terraform") as refused:
            FORMATS[name].FORMAT.render(access(cloud=cloud))
        assert refused.value.slug == "no-bicep-in-cloud"
        return

    rendered = FORMATS[name].FORMAT.render(access(cloud=cloud))

    named = set(re.findall(r"https://[a-z0-9.-]+", rendered)) - {"https://learn.microsoft.com"}
    assert named == ({HOSTS[cloud].login, HOSTS[cloud].graph} if name == "az" else set())
    if name == "az":
        assert f"az cloud set --name {COMMAND_LINE[cloud]}," in rendered
    if name == "terraform":
        assert re.findall(r'^  environment = "(.+)"$', rendered, re.MULTILINE) == [ENVIRONMENTS[cloud]]
    if name == "table":
        offered = rendered.rsplit("--format ", 1)[1]
        assert ("bicep" in offered) == (cloud in {Cloud.GLOBAL, Cloud.EMBEDDED})


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
