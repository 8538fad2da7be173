"""Every read of a drift check made to fail in every way: what rests on it is UNKNOWN, and nothing else changes.

Which reads there are comes from the request log of a healthy check; which objects rest on a read comes from the
logs of each kind read alone. A new kind and a new read are covered without a change here.
"""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from holdfast.drift.read import wanted_keys
from holdfast.drift.references import references
from holdfast.emulator import control
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError
from holdfast.model.status import ExitCode, Reason, Status
from tests.e2e.scratch import CONTOSO, Scratch, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.drift.check import Checked
    from holdfast.emulator.request_log import LogEntry
    from holdfast.model.desired import DesiredResource

MAILBOXES = 1000
"""More than one page of them besides the small tenant's."""
REASONS = {
    "403": {Reason.PERMISSION},
    "429": {Reason.THROTTLED},
    "500": {Reason.UNAVAILABLE},
    "503": {Reason.UNAVAILABLE},
    "reset": {Reason.UNAVAILABLE},
    "half-page": {Reason.PARTIAL, Reason.UNAVAILABLE},
    "expired-token": {Reason.SIGN_IN},
    "error-beside": {Reason.PARTIAL, Reason.UNEXPECTED},
}
"""What each fault is called. Half a page is PARTIAL where a later page fails, UNAVAILABLE where a body is cut."""
SIGN_IN = "sign-in"


def route(entry: LogEntry) -> str:
    """How a fault names what this entry asked."""
    if entry.kind == "signin":
        return SIGN_IN
    path = unquote(entry.path.partition("?")[0]).removeprefix("/v1.0").removeprefix("/beta")
    return entry.cmdlet or f"{entry.method} {path}"


@dataclass(frozen=True, slots=True)
class Healthy:
    """A tenant in sync, and what a check of it reads."""

    scratch: Scratch
    checked: Checked
    reads: tuple[str, ...]
    """Routes of every read, sign-in included, sorted."""
    redirected: frozenset[str]
    """Routes whose answer has no body that could be cut."""
    by_kind: dict[str, frozenset[str]]
    """Routes that each kind needs, with the batches that carried them."""

    def resting_on(self, read: str) -> set[str]:
        """What cannot be judged without `read`: URNs of declared objects, tokens of kinds that nobody declared."""
        desired = self.checked.recording.desired
        declared = {one.token for one in desired}
        return {one.urn for one in desired if any(read in self.by_kind[token] for token in _tokens(one))} | {
            token
            for token, kind in kinds().items()
            if kind.report_unmanaged and token not in declared and read in self.by_kind[token]
        }


def _tokens(resource: DesiredResource) -> set[str]:
    kind = kinds()[resource.token]
    beside = kind.beside if isinstance(kind, PopulationKind) else ()
    return {resource.token, *beside, *(token for token, _ in references(resource.inputs))}


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Healthy]:
    folder = tmp_path_factory.mktemp("reads") / "scratch"
    with Scratch(folder, "large", {"mailboxes": MAILBOXES}) as scratch:
        scratch.apply()
        since = scratch.log.last_id()
        checked = scratch.check()
        assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})
        entries = scratch.log.entries(since)
        alone = asyncio.run(_reads_by_kind(scratch, checked))
        carriers = _carriers(entries)
        by_kind = {
            token: reads.union(*(carriers.get(one, ()) for one in reads)) for token, reads in alone.items()
        }
        yield Healthy(
            scratch,
            checked,
            reads=tuple(sorted({route(entry) for entry in entries})),
            redirected=frozenset(route(entry) for entry in entries if entry.status == HTTPStatus.FOUND),
            by_kind=by_kind,
        )


def _carriers(entries: list[LogEntry]) -> dict[str, set[str]]:
    """The batches that carried each read, by its route."""
    by_id = {entry.request_id: route(entry) for entry in entries if not entry.batch_parent}
    found: dict[str, set[str]] = {}
    for entry in entries:
        if entry.batch_parent:
            found.setdefault(route(entry), set()).add(by_id[entry.batch_parent])
    return found


async def _reads_by_kind(scratch: Scratch, checked: Checked) -> dict[str, frozenset[str]]:
    """The routes that each kind reads when it is read alone."""
    desired = checked.recording.desired
    wanted = wanted_keys(kinds(), desired)
    found = {}
    for token, kind in kinds().items():
        since = scratch.log.last_id()
        async with scratch.tenant() as tenant:
            if isinstance(kind, PopulationKind):
                for rule in (one for one in desired if one.token == token):
                    await kind.judge(tenant, rule.inputs)
            else:
                await kind.collect(tenant, frozenset(wanted.get(token, ())))
        found[token] = frozenset(route(entry) for entry in scratch.log.entries(since))
    return found


@pytest.fixture(autouse=True)
def no_fault_stays(healthy: Healthy) -> Iterator[None]:
    yield
    healthy.scratch.fault()
    control.set_real_limits(healthy.scratch.tenants, on=False, domain=CONTOSO)


def test_every_read_has_something_that_rests_on_it(healthy: Healthy) -> None:
    assert len(healthy.reads) >= 14
    assert [one for one in healthy.reads if not healthy.resting_on(one)] == []
    everything = {one.urn or one.token for one in healthy.checked.result.findings}
    assert healthy.resting_on(SIGN_IN) >= everything


@pytest.mark.parametrize("fault", REASONS)
def test_what_rests_on_a_failed_read_is_unknown_and_the_rest_in_sync(
    healthy: Healthy, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    for read in healthy.reads:
        has_a_body = read not in healthy.redirected
        answers_itself = has_a_body and read != SIGN_IN and not read.endswith("$batch")
        if {"half-page": has_a_body, "error-beside": answers_itself}.get(fault, True):
            _check_without(healthy, read, fault)

    gc.collect()  # asyncio complains of failures that nobody took only when they are thrown away
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


def _check_without(healthy: Healthy, read: str, fault: str) -> None:
    healthy.scratch.fault({"route": read, "fault": fault})
    checked = healthy.scratch.check()
    expected = healthy.resting_on(read)
    reasons = {Reason.SIGN_IN} if read == SIGN_IN else REASONS[fault]
    unknown = [one for one in checked.result.findings if one.status is Status.UNKNOWN]
    assert {one.urn or one.token for one in unknown} == expected, (read, told(checked, set(Status)))
    assert told(checked, set(Status) - {Status.UNKNOWN, Status.IN_SYNC}) == [], read
    assert {one.reason for one in unknown} <= reasons, (read, told(checked, {Status.UNKNOWN}))
    assert all(one.explanation for one in unknown), read
    assert checked.result.exit_code == (ExitCode.NO_ANSWER if expected else ExitCode.IN_SYNC), read


PASSING = [
    {"fault": "429", "count": 2},
    {"fault": "429", "count": 2, "retry_after": 7},
    {"fault": "503", "count": 2},
    {"fault": "503", "count": 1, "retry_after": 0},
    {"fault": "reset", "count": 2},
    {"fault": "expired-token", "count": 1},
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda one: "-".join(str(value) for value in one.values()))
def test_a_fault_that_passes_is_waited_out(healthy: Healthy, fault: dict[str, object]) -> None:
    # At sign-in this fault says that the secret has expired, which does not pass.
    final = {SIGN_IN} if fault["fault"] == "expired-token" else set()
    for read in sorted(set(healthy.reads) - final):
        healthy.scratch.fault({"route": read, **fault})
        before = healthy.scratch.clock.skipped

        checked = healthy.scratch.check()

        assert checked.result.exit_code == ExitCode.IN_SYNC, (read, told(checked, {Status.UNKNOWN}))
        assert healthy.scratch.clock.skipped - before < 30, read


def test_the_wait_that_the_service_asks_for_is_kept_to(healthy: Healthy) -> None:
    groups, users = "GET /groups", "GET /users"
    healthy.scratch.fault()
    since = healthy.scratch.log.last_id()
    healthy.scratch.check()
    usual = [route(entry) for entry in healthy.scratch.log.entries(since)]
    healthy.scratch.fault(
        {"route": groups, "fault": "429", "count": 1, "retry_after": 3},
        {"route": users, "fault": "503", "count": 1, "retry_after": 20},
    )
    before, since = healthy.scratch.clock.skipped, healthy.scratch.log.last_id()

    assert healthy.scratch.check().result.exit_code == ExitCode.IN_SYNC

    assert 20 <= healthy.scratch.clock.skipped - before < 25
    asked = [route(entry) for entry in healthy.scratch.log.entries(since)]
    once_more = (usual.count(groups) + 1, usual.count(users) + 1)
    assert (asked.count(groups), asked.count(users)) == once_more


def test_a_token_that_expired_is_renewed_once(healthy: Healthy) -> None:
    since = healthy.scratch.log.last_id()
    healthy.scratch.check()
    usual = _sign_ins(healthy, since)
    since = healthy.scratch.log.last_id()
    healthy.scratch.fault(
        {"route": "GET /identity/conditionalAccess/*", "fault": "expired-token", "count": 1}
    )

    assert healthy.scratch.check().result.exit_code == ExitCode.IN_SYNC

    assert _sign_ins(healthy, since) == usual + 1


def _sign_ins(healthy: Healthy, since: int) -> int:
    return sum(entry.kind == "signin" for entry in healthy.scratch.log.entries(since))


def test_the_services_own_limits_are_lived_with(healthy: Healthy) -> None:
    control.set_real_limits(healthy.scratch.tenants, on=True, domain=CONTOSO)
    since = healthy.scratch.log.last_id()

    checked = healthy.scratch.check()

    assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, {Status.UNKNOWN})
    refused = [
        one for one in healthy.scratch.log.entries(since) if one.status == HTTPStatus.TOO_MANY_REQUESTS
    ]
    assert refused, "without a refusal this test shows nothing"


def test_a_population_of_which_a_page_is_missing_is_read_in_part(healthy: Healthy) -> None:
    healthy.scratch.fault({"route": "Get-Mailbox", "fault": "half-page"})

    checked = healthy.scratch.check()

    (hold,) = [one for one in checked.result.findings if one.status is Status.UNKNOWN]
    assert (hold.token, hold.reason) == ("m365:exchange:LitigationHold", Reason.PARTIAL)
    assert hold.population is None


def test_a_collection_of_which_a_page_is_missing_is_read_in_part(healthy: Healthy) -> None:
    healthy.scratch.fault({"route": "GET /users", "fault": "half-page"})

    async def all_users() -> None:
        async with healthy.scratch.tenant() as tenant:
            await tenant.graph.collection("/users?$top=5")

    with pytest.raises(ReadError) as caught:
        asyncio.run(all_users())

    assert caught.value.reason == Reason.PARTIAL


@pytest.mark.parametrize("fault", ["403", "expired-token"])
def test_the_command_says_it_in_a_sentence_and_ends_with_2(healthy: Healthy, fault: str) -> None:
    """Of the faults these are answered without waiting, so the command itself can be run."""
    for read in (SIGN_IN, "GET /groups", "Get-ComplianceTag"):
        healthy.scratch.fault({"route": read, "fault": fault})

        printed = healthy.scratch.holdfast("drift", "contoso")

        assert printed.code == ExitCode.NO_ANSWER, printed.all
        assert "Traceback" not in printed.all
        assert printed.err == ""
        assert "UNKNOWN" in printed.out
        assert "could not be read" in printed.out
        assert "In sync" not in printed.out
