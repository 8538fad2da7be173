"""Litigation hold as a rule over all mailboxes: who is held, for how long, and who is not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.kind import Judgement, LiveObject, PopulationKind, Shape, Violation
from holdfast.model.errors import WriteError
from holdfast.model.status import Reason
from holdfast.normalise.durations import UNLIMITED, at_least, parse_days
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.tenant import Tenant

_COLUMNS = (
    "UserPrincipalName",
    "ExternalDirectoryObjectId",
    "RecipientTypeDetails",
    "PersistedCapabilities",
    "LitigationHoldEnabled",
    "LitigationHoldDuration",
)
_LICENSES_HOLD = frozenset(
    {
        "EXCHANGE_S_ENTERPRISE",
        "BPOS_S_Enterprise",
        "EXCHANGE_S_ARCHIVE_ADDON",
        "BPOS_S_ArchiveAddOn",
        "BPOS_S_DlpAddOn",
    }
)
"""Service plans that allow a hold (seen in a public client, 2026-11-23)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LitigationHold(PopulationKind):
    """Mailboxes come and go; the rule stays. A mailbox that is held longer than asked obeys it."""

    async def judge(self, tenant: Tenant, rule: Mapping[str, Any]) -> Judgement:
        """Measure every mailbox in scope (see `PopulationKind.judge`)."""
        asked = parse_days(rule["durationDays"])
        excluded = {name.casefold() for name in rule.get("excludedMailboxes") or []}
        covered = 0
        violations: list[Violation] = []
        exempt: dict[str, list[str]] = {}
        async for page in tenant.cmdlets.pages(Endpoint.EXCHANGE, _mailboxes(rule), _COLUMNS):
            for row in page:
                name = str(row["UserPrincipalName"])
                if name.casefold() in excluded:
                    exempt.setdefault(Reason.EXCLUDED, []).append(name)
                elif _licensed(row):
                    violation = _violation(name, row, asked)
                    violations.extend([violation] if violation else [])
                    covered += violation is None
                else:
                    exempt.setdefault(Reason.LICENCE, []).append(name)
        return Judgement(
            covered=covered,
            violations=tuple(sorted(violations, key=lambda violation: violation.member)),
            exempt={reason: tuple(sorted(members)) for reason, members in sorted(exempt.items())},
        )

    async def collect(self, tenant: Tenant, keys: frozenset[str]) -> list[LiveObject]:
        """Return nothing: a tenant stores holds, not rules (see `Kind.collect`)."""
        return []

    async def get(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the mailboxes that break it; an import finds the tenant's usual duration."""
        rule = dict(inputs) if inputs else await self._usual_rule(tenant)
        judgement = await self.judge(tenant, rule)
        return LiveObject(id=self.key, key=self.key, inputs=rule, unmodelled=_broken(judgement))

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Hold every licensed mailbox in scope as long as asked (see `Kind.create`)."""
        await self.update(tenant, self.key, {}, inputs)
        return self.key

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Hold the mailboxes that break the rule; no hold is shortened or lifted (see `Kind.update`)."""
        asked = parse_days(new["durationDays"])
        duration = "Unlimited" if asked == UNLIMITED else str(asked)
        members = dict.fromkeys(violation.member for violation in (await self.judge(tenant, new)).violations)
        outcomes = await tenant.cmdlets.run_all(
            Endpoint.EXCHANGE,
            [
                Invocation(
                    "Set-Mailbox",
                    {"Identity": member, "LitigationHoldEnabled": True, "LitigationHoldDuration": duration},
                )
                for member in members
            ],
        )
        refused = [outcome for outcome in outcomes if outcome]
        if refused:
            message = f"{len(refused)} of {len(members)} mailboxes could not be held; the first: {refused[0].message}"
            raise WriteError("hold-incomplete", message, status=refused[0].status)

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Lift the holds of the rule's own duration (see `Kind.delete`); only where the client file allows it.

        Longer holds, and those of excluded mailboxes, are somebody else's.
        """
        asked = parse_days(inputs["durationDays"])
        excluded = {name.casefold() for name in inputs.get("excludedMailboxes") or []}
        members = [
            str(row["UserPrincipalName"])
            async for page in tenant.cmdlets.pages(Endpoint.EXCHANGE, _mailboxes(inputs), _COLUMNS)
            for row in page
            if row.get("LitigationHoldEnabled")
            and parse_days(row.get("LitigationHoldDuration")) == asked
            and str(row["UserPrincipalName"]).casefold() not in excluded
        ]
        lift = [
            Invocation("Set-Mailbox", {"Identity": name, "LitigationHoldEnabled": False}) for name in members
        ]
        refused = [outcome for outcome in await tenant.cmdlets.run_all(Endpoint.EXCHANGE, lift) if outcome]
        if refused:
            raise refused[0]

    async def _usual_rule(self, tenant: Tenant) -> dict[str, Any]:
        """Return the rule that most held mailboxes obey already; unlimited where none is held."""
        durations: Counter[Any] = Counter()
        rule: dict[str, Any] = {"mailboxTypes": ["UserMailbox"]}
        async for page in tenant.cmdlets.pages(Endpoint.EXCHANGE, _mailboxes(rule), _COLUMNS):
            durations.update(
                parse_days(row.get("LitigationHoldDuration"))
                for row in page
                if row.get("LitigationHoldEnabled")
            )
        usual = durations.most_common(1)[0][0] if durations else UNLIMITED
        return {**rule, "durationDays": usual}


def _mailboxes(rule: Mapping[str, Any]) -> Invocation:
    parameters: dict[str, Any] = {
        "ResultSize": "Unlimited",
        "RecipientTypeDetails": sorted(rule.get("mailboxTypes") or ["UserMailbox"]),
    }
    if rule.get("filter"):
        parameters["Filter"] = rule["filter"]
    return Invocation("Get-Mailbox", parameters)


def _licensed(row: Mapping[str, Any]) -> bool:
    """Return whether the mailbox may be held; one that is held already may be."""
    return bool(row.get("LitigationHoldEnabled")) or not _LICENSES_HOLD.isdisjoint(
        row.get("PersistedCapabilities") or ()
    )


def _violation(name: str, row: Mapping[str, Any], asked: int | str | None) -> Violation | None:
    held = bool(row.get("LitigationHoldEnabled"))
    found = parse_days(row.get("LitigationHoldDuration"))
    if held and at_least(found, asked):
        return None
    return Violation(
        member=name,
        member_id=str(row.get("ExternalDirectoryObjectId") or ""),
        property="durationDays" if held else "litigationHoldEnabled",
        expected=asked if held else True,
        found=found if held else False,
    )


def _broken(judgement: Judgement) -> dict[str, Any]:
    """Return the state's note of the mailboxes that break the rule; nothing when all obey."""
    if not judgement.violations:
        return {}
    return {
        "violations": [
            f"{one.member}: {one.property} should be {_word(one.expected)}, is {_word(one.found)}"
            for one in judgement.violations
        ]
    }


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


KIND = LitigationHold(
    token="m365:exchange:LitigationHold",
    title="Litigation hold",
    doc=(
        "Every licensed mailbox in scope is on litigation hold for at least the duration. A mailbox that joins the "
        "scope later breaks the rule until the next apply. A hold takes up to four hours to act."
    ),
    shape=Shape.POPULATION,
    key="litigation-hold",
    fields=(
        Field(
            name="durationDays",
            doc="Days that every item is held from its receipt or creation on, or `unlimited`.",
            type=Type.DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            stricter=Stricter.HIGHER,
        ),
        Field(
            name="mailboxTypes",
            doc="`UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.",
            many=True,
            any_case=True,
            required=True,
            values=("UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox"),
        ),
        Field(name="filter", doc="Further limits, in the language of `Get-Mailbox -Filter`."),
        Field(
            name="excludedMailboxes",
            doc="User principal names that the rule leaves out.",
            many=True,
            any_case=True,
        ),
        Field(name="violations", doc="Mailboxes that broke the rule when last read.", many=True, output=True),
    ),
    audit_operations=("Set-Mailbox",),
    protects_data=True,
    read_permissions=("Exchange.ManageAsApp",),
    write_permissions=("Exchange.ManageAsApp",),
    licence="",
    source="https://learn.microsoft.com/purview/ediscovery-create-a-litigation-hold (2026-11-24)",
)
