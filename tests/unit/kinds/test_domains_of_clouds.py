"""What Microsoft gives a tenant, such as `contoso.onmicrosoft.com`, is known as such in every cloud, by one table."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, cast

import pytest

import holdfast
from holdfast.kinds.exchange import dkim_signing, outbound_forwarding, sending_domains
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant.hosts import HOSTS
from tests.unit.kinds import test_dkim_signing as dkim
from tests.unit.kinds import test_outbound_forwarding as forwarding
from tests.unit.kinds import test_sending_domains as sending
from tests.unit.kinds.made_up import Fake, run

CLOUDS = [one for one in Cloud if one is not Cloud.EMBEDDED]
OF_A_CLOUD = re.compile(
    r"(https://)?[a-z0-9.-]*(onmicrosoft|onmschina|microsoftonline|office365|outlook|chinacloudapi|graph\.microsoft)"
    r"\.[a-z.]+"
)
"""A host of Microsoft's, or what the domains that it gives end in."""


def given(cloud: Cloud) -> tuple[str, str]:
    """The domain that Microsoft gave a tenant of a cloud, and that of coexistence."""
    hosts = HOSTS[cloud]
    return f"T.{hosts.given_domains}", f"T.{hosts.coexistence_domains}"


def rows(*domains: str, initial: str) -> list[dict[str, Any]]:
    return [{"Name": one, "DomainName": one, "InitialDomain": one == initial} for one in domains]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_nobody_is_asked_to_publish_records_of_domains_that_are_microsofts(cloud: Cloud) -> None:
    initial, coexistence = given(cloud)
    world = sending.World(sending.GOOD, (initial, coexistence, sending.OWN))

    async def domains(_endpoint: Any, _invocation: Any) -> list[dict[str, Any]]:
        return rows(*world.domains, initial=initial)

    world.rows = domains  # type: ignore[method-assign]
    judgement = run(sending_domains.KIND.judge(cast("Any", world), sending.RULE))

    assert judgement.exempt == {Reason.TYPE: tuple(sorted((initial, coexistence)))}
    assert (judgement.covered, judgement.violations) == (1, ())


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_domain_of_microsofts_is_signed_at_once_and_that_of_coexistence_never(cloud: Cloud) -> None:
    initial, coexistence = given(cloud)
    fake = Fake(rows(initial, coexistence, initial=initial), {"Get-DkimSigningConfig": []})
    judgement = run(dkim_signing.KIND.judge(fake.tenant, {}))
    run(dkim_signing.KIND.update(fake.tenant, dkim_signing.KIND.key, {}, {}))

    assert judgement.exempt == {Reason.TYPE: (coexistence,)}
    assert fake.sent == [{"cmdlet": dkim.NEW, "DomainName": initial, "KeySize": 2048, "Enabled": True}]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_policy_for_all_domains_that_send_is_one_for_everybody(cloud: Cloud) -> None:
    wide = forwarding.fake(
        forwarding.rule("Board", SenderDomainIs=["a.example"]), domains=("a.example", *given(cloud))
    )
    judgement = run(outbound_forwarding.KIND.judge(wide.tenant, forwarding.EXCLUDING))

    assert [(one.member, one.property) for one in judgement.violations] == [("Board", "reachesEverybody")]


def test_no_other_file_names_a_host_or_a_domain_of_a_cloud() -> None:
    root = Path(holdfast.__file__).parent
    found = []
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if place.startswith("emulator/") or place == "tenant/hosts.py":
            continue
        constants = [
            one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Constant)
        ]
        texts = [(one.lineno, one.value) for one in constants if isinstance(one.value, str)]
        # The embedded tenants of the demonstrations have a name of their own.
        found += [
            f"{place}:{line}: {text}"
            for line, text in texts
            if OF_A_CLOUD.fullmatch(text) and not text.startswith("contoso.")
        ]
    assert found == []
