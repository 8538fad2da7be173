"""Case 06: an ordinary retention policy publishes no label, so it is no unmanaged label policy.

Source of the case: Microsoft365DSC #2840, #2116. What the embedded tenant answers of such policies:
tests/contract/test_purview.py.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import httpx

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch

if TYPE_CHECKING:
    from pathlib import Path

SCOPE = "https://ps.compliance.protection.outlook.com/.default"
KEEPS = "File retention OneDrive and SharePoint"


def test_what_holds_and_what_applies_a_label_is_not_taken_for_what_publishes_one(tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        label = str(scratch.rows("complianceTags")[0]["Name"])
        run(scratch, "New-RetentionCompliancePolicy", Name=KEEPS, SharePointLocation=["All"])
        run(
            scratch,
            "New-RetentionComplianceRule",
            Name="ctptr-keep",
            Policy=KEEPS,
            RetentionDuration="730",
            RetentionComplianceAction="KeepAndDelete",
        )
        run(scratch, "New-RetentionCompliancePolicy", Name="Applies", ExchangeLocation=["All"])
        run(
            scratch,
            "New-RetentionComplianceRule",
            Policy="Applies",
            ApplyComplianceTag=label,
            ContentMatchQuery="invoice",
        )
        printed = scratch.holdfast("drift", "contoso")
        assert printed.code == ExitCode.IN_SYNC, printed.all

        run(scratch, "New-RetentionCompliancePolicy", Name="Publishes", ExchangeLocation=["All"])
        run(scratch, "New-RetentionComplianceRule", Policy="Publishes", PublishComplianceTag=label)
        printed = scratch.holdfast("drift", "contoso")
        assert printed.code == ExitCode.DRIFT
        assert "Publishes" in printed.out
        assert KEEPS not in printed.out


def run(scratch: Scratch, cmdlet: str, **given: Any) -> None:
    (app,) = (one for one in scratch.rows("applications") if one["displayName"] == "Holdfast")
    (organization,) = scratch.rows("organization")
    trust = ssl.create_default_context(cafile=str(scratch.server.ca_file))
    with httpx.Client(base_url=scratch.server.base_url, verify=trust, trust_env=False, timeout=60) as http:
        form = {
            "client_id": app["appId"],
            "client_secret": app["secret"],
            "grant_type": "client_credentials",
            "scope": SCOPE,
        }
        token = http.post(f"/{organization['id']}/oauth2/v2.0/token", data=form).json()["access_token"]
        answer = http.post(
            f"/compliance/adminapi/beta/{organization['id']}/InvokeCommand",
            json={"CmdletInput": {"CmdletName": cmdlet, "Parameters": given}},
            headers={"authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 200, answer.text
