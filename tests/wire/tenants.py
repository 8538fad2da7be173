"""Many tenants that answer from memory: the recorded one under other names, some drifted, some failing in every way."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from holdfast.drift.check import Checked, check_tenant
from holdfast.drift.recording import Recording
from holdfast.model.desired import DesiredResource
from holdfast.model.plan import Cloud
from holdfast.tenant.credentials import FormCredential
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http
from holdfast.tenant.session import Session
from holdfast.tenant.tenant import Tenant
from tests.wire.recorded import Answer, Replay, VirtualTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from holdfast.tenant.retry import Patience
    from tests.wire.fuzz import Fuzz
    from tests.wire.mutations import Mutation
    from tests.wire.recorded import Key

_OWN = "contoso"
_ENABLED = b'"enabledForReportingButNotEnforced"'


@dataclass(frozen=True)
class OneTenant:
    """A tenant of its own names."""

    recording: Recording
    tenant_id: str
    answers: Mapping[Key, Answer]
    other: Mapping[Key, Answer] = field(default_factory=dict)
    """What it answers instead."""
    transport: Callable[[Mapping[Key, Answer], Mapping[Key, Answer]], Replay] = Replay
    patience: Callable[[], Patience] = field(default_factory=lambda: VirtualTime().patience)

    async def check(self, fuzz: Fuzz) -> Checked:
        """A whole check of it, but for the network."""
        patience = self.patience()
        credential = FormCredential(self.tenant_id, "app", {"client_secret": "s3cr3t"}, patience)
        http = Http(
            credential, Session(HOSTS[Cloud.GLOBAL], transport=self.transport(self.answers, self.other))
        )
        async with Tenant(self.tenant_id, http, patience) as tenant:
            return await check_tenant(tenant, self.recording, fuzz.recorded.now)


def healthy(fuzz: Fuzz, number: int) -> OneTenant:
    """A tenant in sync; every third one drifted."""
    name, tenant_id = f"tenant{number:03}", str(uuid.UUID(int=number))
    recorded = fuzz.recorded

    def named(text: str) -> str:
        """Put this tenant's names where the recorded one's are."""
        return text.replace(_OWN, name).replace(recorded.tenant_id, tenant_id)

    answers = {
        (key[0], named(key[1]), named(key[2])): replace(
            answer,
            headers={header: named(value) for header, value in answer.headers.items()},
            content=named(answer.content.decode()).encode(),
        )
        for key, answer in recorded.answers.items()
    }
    if number % 3 == 0:
        answers = {
            key: replace(one, content=one.content.replace(_ENABLED, b'"disabled"'))
            for key, one in answers.items()
        }
    plan = replace(recorded.recording.plan, client=name, tenant=named(recorded.recording.plan.tenant))
    desired = tuple(_named(one, named) for one in recorded.recording.desired)
    looked_up = tuple((token, named(key), place) for token, key, place in recorded.recording.looked_up)
    recording = replace(recorded.recording, plan=plan, desired=desired, looked_up=looked_up)
    return OneTenant(recording, tenant_id, answers)


def _named(one: DesiredResource, named: Callable[[str], str]) -> DesiredResource:
    inputs: dict[str, Any] = json.loads(named(json.dumps(one.inputs)))
    return replace(one, urn=named(one.urn), inputs=inputs)


def mutated(tenant: OneTenant, mutation: Mutation) -> OneTenant:
    """The tenant with a mutation of the fuzzer; what is mutated is the recorded tenant's answer, names and all."""
    by_place = {_place(key): key for key in tenant.answers}
    return replace(tenant, other={by_place.get(_place(mutation.key), mutation.key): mutation.answer})


def _place(key: Key) -> tuple[str, str]:
    """What is asked, whoever is asked."""
    return key[0], re.sub(r"[0-9a-f-]{36}", "", key[1] + key[2])


_WAYS = re.compile(
    r"became nothing|became|cut$|doubled$|in other letters$|backwards$|nested$|long$|twice, |twice$|and wait|wait|bytes"
    r"|status|headers|next page|beside$|location|answers$"
)
"""What the fuzzer does to an answer, whatever the value and the place."""


def ways(mutations: Iterable[Mutation]) -> dict[tuple[str, str], Mutation]:
    """One mutation for each way of the fuzzer with each sort of answer; one that hides something, where one does."""
    found: dict[tuple[str, str], Mutation] = {}
    for one in mutations:
        way = _WAYS.search(one.name)
        assert way is not None, one.name
        known = found.setdefault((one.key[0], way.group()), one)
        if not (known.hides or known.whole) and (one.hides or one.whole):
            found[one.key[0], way.group()] = one
    return found
