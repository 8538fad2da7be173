"""Passwords that expire by the calendar: in no domain of the tenant whose passwords it keeps itself do they.

The period stands with each domain, and a subdomain takes that of its root. Passwords of a federated domain are kept
where it is federated with, so the rule does not reach it. A domain that says nothing has the service's own 90 days.

Sources: https://learn.microsoft.com/graph/api/resources/domain (2026-11-27: the 90 days, `isRoot`, `isInitial`) and
domain-update there. That one of both periods may be sent without the other is assumed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_integer,
    as_text,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.judgement import Step, Violation
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.listed import NOTED
from holdfast.kinds.services.novelties import news
from holdfast.kinds.services.population import raise_for_refused
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import WriteError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

NEVER = 2147483647
"""Days that mean for ever, as the service writes them."""
_PERIOD = "passwordValidityPeriodInDays"
_FEDERATED = "Federated"
_SET = "set"


class PasswordExpiry(PopulationKind):
    """Domains come and go; the rule stays."""

    __slots__ = ()
    path = "/domains"
    version = "v1.0"

    def interface(self) -> str:
        """Return Graph with the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge every domain whose users have passwords of their own (see `PopulationKind.judge`)."""
        rows = await tenant.graph.collection(self.path)
        try:
            return replace(judged(rows), notes=news(self.path, self.names, rows))
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the domains that break it; there is nothing to choose."""
        return self.in_state(inputs, await self.judge(tenant, inputs))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Mend the domains that break the rule, all of them (see `Kind.update`).

        Raises:
            PartlyDoneError: when the service refused single domains; all others are mended.
            WriteError: when it refused one for a cause that is not its own, such as a permission.
        """
        broken = self.to_mend(await self.judge(tenant, new))
        refused: list[WriteError] = []
        for one in broken:
            try:
                await tenant.graph.write("PATCH", f"{self.path}/{one.member_id}", {_PERIOD: NEVER})
            except WriteError as error:
                refused.append(error)
        raise_for_refused(refused, len(broken), self.noun)


def judged(rows: Sequence[Row]) -> Judgement:
    """Return what all domains came to.

    Raises:
        MisreadError: when the domain is not among them with which every tenant begins: the list is not whole.
    """
    if not any(row.get("isInitial") is True for row in rows):
        raise MisreadError("isInitial", "true of one of the domains", [row.get("isInitial") for row in rows])
    names = [required(row, "id", as_text).casefold() for row in rows]
    count = Count()
    for row in rows:
        try:
            ruling = _ruling(row, names)
        except MisreadError as misread:
            count.lose(str(row["id"]), str(misread))
            continue
        if ruling:
            count.take(ruling)
    return count.judgement()


def _ruling(row: Row, names: Sequence[str]) -> Ruling | None:
    """Return what one domain came to; None of one that has no users, or no period of its own.

    Raises:
        MisreadError: when a part of it is not understood.
    """
    name = required(row, "id", as_text)
    has_root = any(name.casefold().endswith(f".{one}") for one in names)
    if not required(row, "isVerified", as_boolean) or (not required(row, "isRoot", as_boolean) and has_root):
        return None
    proved_by = required(row, "authenticationType", partial(as_word, words=("Managed", _FEDERATED)))
    if proved_by.casefold() == _FEDERATED.casefold():
        return Ruling(member=name, exempt=Reason.TYPE)
    if _PERIOD not in row:
        raise MisreadError(_PERIOD, "there, if only with null", None)
    days = member(row, _PERIOD, as_integer)
    broken = Violation(
        member=name,
        member_id=name,
        property=_PERIOD,
        expected=NEVER,
        found=days,
        remedy=Step(_SET, name),
        note="" if days is not None else "the service's own 90 days",
    )
    return Ruling(member=name, breaks=() if days == NEVER else (broken,))


KIND = PasswordExpiry(
    token="m365:entra:PasswordExpiry",
    title="Password expiry",
    doc=(
        "Passwords expire in no verified domain whose passwords the directory keeps itself. A domain that is added "
        "later breaks the rule until the next apply. Federated domains are told apart."
    ),
    key="password-expiry",
    noun="domains",
    judges=(_PERIOD,),
    notes="violations",
    unmendable="unmendable",
    accepted="accepted",
    fields=NOTED,
    answers=("domain",),
    omits="nothing that is known; without the domain with which every tenant begins the list is not whole.",
    harmless=(
        Harmless(_PERIOD, "what the rule is about"),
        Harmless(
            "id isInitial isRoot isVerified authenticationType",
            "which domain it is, and whether it has passwords",
        ),
        Harmless(
            "passwordNotificationWindowInDays", "when people are told that a password ends, which none does"
        ),
        Harmless(
            "availabilityStatus isAdminManaged isDefault manufacturer model state supportedServices",
            "what the domain is used for",
        ),
        Harmless(
            """
                domainNameReferences federationConfiguration rootDomain serviceConfigurationRecords
                verificationDnsRecords
            """,
            "other objects, which nobody asks for here",
        ),
    ),
    audit_category="DirectoryManagement",
    read_permissions=("Domain.Read.All",),
    write_permissions=("Domain.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/domain-update (2026-11-27)",
)
