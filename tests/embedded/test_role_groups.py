"""Role groups of Exchange and Purview in the directory roles' place: each kind is read, and each one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.access.needs import Purpose
from holdfast.emulator.audit import Person
from holdfast.emulator.cmdlets.cmdlet import Invocation
from holdfast.emulator.cmdlets.registry import cmdlets_by_name
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant
from holdfast.kinds.registry import kinds
from holdfast.model.permission import EXCHANGE_CMDLETS, PURVIEW_CMDLETS
from holdfast.model.status import Reason, Status
from tests.e2e.scratch import CONTOSO, Scratch
from tests.embedded.test_duties_met import fill
from tests.embedded.test_least_privilege import access, choose_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.wire import Endpoint

pytestmark = pytest.mark.unmeasured  # checks of a whole tenant

GROUPS: dict[Endpoint, str] = {"exchange": "View-Only Organization Management", "compliance": "Global Reader"}
SOMEBODY = Person("p-1", "Ana", "ana@contoso.com")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Contoso, with mailboxes that no rule reaches; its application has what a check needs and no directory role."""
    with Scratch(tmp_path_factory.mktemp("groups") / "scratch") as made:
        choose_all(made)
        fill(made)
        made.allow(access(made, Purpose.READ).permission_names, ())
        yield made


def put(scratch: Scratch, verb: str, *groups: tuple[Endpoint, str]) -> None:
    """Take the application into role groups, or out of them."""
    folder = TenantFolder(scratch.tenants)
    tenant = Tenant(folder.open(CONTOSO), scratch.clock.utc)
    for endpoint, group in groups:
        cmdlet = cmdlets_by_name(endpoint)[f"{verb}-rolegroupmember"]
        given = {"Identity": group, "Member": "Holdfast"}
        with tenant.store.transaction():
            cmdlet.run(Invocation(tenant, SOMEBODY, cmdlet.name, endpoint, given, given))
    folder.close()


NOT_ASKED_HERE: dict[Endpoint, set[str]] = {
    "exchange": {"m365:entra:InactiveAccounts"},
    "compliance": {"m365:entra:InactiveAccounts", "m365:exchange:LeaverMailboxHold"},
}
"""What keeps data is asked only where an account is inactive, or a leaver's mailbox is under a policy: here none is."""


def of_cmdlets(endpoint: Endpoint) -> set[str]:
    """Tokens of the kinds that have a right at the endpoint's service."""
    service = {"exchange": EXCHANGE_CMDLETS, "compliance": PURVIEW_CMDLETS}[endpoint]
    return {token for token, kind in kinds().items() if service in {one.service for one in kind.read_rights}}


def unread(scratch: Scratch) -> set[str]:
    """Tokens of what is declared and may not be read; where a rule is broken as well, that stands beside it."""
    findings = scratch.check().result.findings
    told = [one for one in findings if one.urn and one.reason in {Reason.PERMISSION, Reason.SIGN_IN}]
    assert not [one for one in findings if one.status is Status.UNKNOWN and one.urn and one not in told]
    for one in told:
        assert "Global Reader" in one.explanation, f"it is not said what opens {one.urn}"
    return {one.token for one in told}


def test_each_role_group_opens_exactly_the_kinds_of_its_service(scratch: Scratch) -> None:
    declared = {one.token for one in scratch.recording().desired}
    exchange, purview = (of_cmdlets(one) & declared - NOT_ASKED_HERE[one] for one in GROUPS)
    assert exchange
    assert purview
    assert unread(scratch) == exchange | purview

    put(scratch, "add", ("exchange", GROUPS["exchange"]))
    assert unread(scratch) == purview
    put(scratch, "add", ("compliance", GROUPS["compliance"]))
    assert unread(scratch) == set()
    put(scratch, "remove", ("exchange", GROUPS["exchange"]))
    assert unread(scratch) == exchange
