"""Runs in Prowler's own environment: what it does before its checks, by its own classes, without PowerShell."""

from __future__ import annotations

import json
import os
import sys
from types import SimpleNamespace

from prowler.providers.m365.m365_provider import M365Provider
from prowler.providers.m365.services.entra.entra_service import Entra


def main() -> None:
    """Print what the step that was asked for found."""
    session = M365Provider.setup_session(
        az_cli_auth=False,
        sp_env_auth=True,
        browser_auth=False,
        certificate_auth=False,
        certificate_path="",
        tenant_id=os.environ["AZURE_TENANT_ID"],
        m365_credentials={},
        region_config=M365Provider.setup_region_config("M365Global"),
    )
    identity = M365Provider.setup_identity(
        sp_env_auth=True, browser_auth=False, az_cli_auth=False, certificate_auth=False, session=session
    )
    found = {"tenant": identity.tenant_domain, "domains": identity.tenant_domains}
    if sys.argv[1] == "entra":
        # Without credentials for PowerShell its service asks Graph alone.
        provider = SimpleNamespace(
            session=session, identity=identity, credentials=None, audit_config={}, fixer_config={}
        )
        entra = Entra(provider)
        found = {
            "users": len(entra.users),
            "groups": len(entra.groups),
            "policies": len(entra.conditional_access_policies),
        }
    sys.stdout.write(json.dumps(found))


main()
