"""The accounts that bear the tag of priority accounts, as a rule: each that the client names does.

Rows of users do not say whether they bear it; they are those that `Get-User -IsVIP` lists. A tenant has 250 at most, so
that a longer list is one that the service did not narrow. Who bears the tag and is not named stays as he is.

Sources: https://learn.microsoft.com/microsoft-365/admin/setup/priority-accounts (2026-11-27: the cmdlets, the 250, and
that it takes up to eight hours); that rows do not say it: https://petri.com/microsoft-365-priority-accounts-again/.
Whether whoever bears it by a group alone is listed nobody says: he is told, and gets it himself (assumed).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, not_understood, required
from holdfast.kinds.entra.user import KIND as USER
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.listed import NOTED
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.population import raise_for_refused
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import WriteError
from holdfast.model.letters import one_case
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.others import Others
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

_LISTED = Invocation("Get-User", {"IsVIP": True, "ResultSize": "Unlimited"})
_NAME = "UserPrincipalName"
_MOST = 250
_NOT_FOUND = 404
_NOBODY = "no user has this sign-in name: name him as he signs in"
_TAGGED, _ACCOUNT = "priorityAccount", "account"


class PriorityAccounts(PopulationKind):
    """The accounts that are named are the members; the rule adds the tag and takes it from nobody."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`{_LISTED.cmdlet} -IsVIP`; {USER.interface()}"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge every account that is named (see `PopulationKind.judge`)."""
        rows = await tenant.cmdlets.rows(Endpoint.EXCHANGE, _LISTED, (_NAME,))
        try:
            return judged(rows, rule["accounts"])
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    def keys_beside(self, rule: Mapping[str, Any]) -> Mapping[str, Collection[str]]:
        """Return the accounts, whom audit logs know by their ids (see `PopulationKind.keys_beside`)."""
        return {USER.token: [str(one) for one in rule.get("accounts") or ()]}

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Tell the accounts that are not there from those without the tag (see `PopulationKind.with_others`)."""
        if USER.token not in others.objects:
            return judgement
        found = [
            _among(one, others.ids.get((USER.token, one_case(one.member)), ()))
            for one in judgement.violations
        ]
        return replace(judgement, violations=tuple(found))

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the accounts that break it; an import finds who bears the tag."""
        rule = dict(inputs) or {"accounts": await _tagged(tenant)}
        return self.in_state(rule, await self.judge(tenant, rule))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Tag the accounts that are named and have no tag, all of them (see `Kind.update`).

        Each is looked up by its sign-in name first and tagged by its id: Exchange takes a name for that of anybody who
        has it as another address, an alias or a display name.

        Raises:
            ReadError: when the users could not be read: nobody is tagged.
            PartlyDoneError: when the service refused single accounts; all others have it.
            WriteError: when others were refused for a cause that is not their own, such as a permission.
        """
        names = [one.member for one in self.to_mend(await self.judge(tenant, new)) if one.remedy]
        ids = await _ids_of(tenant, names)
        tags = [_tag(ids[one_case(name)]) for name in names if one_case(name) in ids]
        unknown = [_refused(name) for name in names if one_case(name) not in ids]
        refused = (
            [one for one in await tenant.cmdlets.run_all(Endpoint.EXCHANGE, tags) if one] if tags else []
        )
        raise_for_refused([*unknown, *refused], len(names), self.noun)


async def _ids_of(tenant: Reader, names: Sequence[str]) -> dict[str, str]:
    """Return the ids of the users who sign in with these names, by name in one case; of whom there is none, nothing."""
    if not names:
        return {}
    found = await USER.collect(tenant, frozenset(names))
    return {one_case(one.key): one.id for one in found}


def _tag(identity: str) -> Invocation:
    """Return what tags one user.

    That `-Identity` takes the id of the directory as well, and takes it for nobody else's name, is recalled.
    """
    return Invocation("Set-User", {"Identity": identity, "VIP": True})


def _refused(name: str) -> WriteError:
    return WriteError("members-refused", f"{name}: {_NOBODY}", status=_NOT_FOUND)


async def _tagged(tenant: Reader) -> list[str]:
    rows = await tenant.cmdlets.rows(Endpoint.EXCHANGE, _LISTED, (_NAME,))
    return sorted(required(one, _NAME, as_name) for one in rows)


def judged(rows: Sequence[Row], accounts: Sequence[str]) -> Judgement:
    """Return what the accounts came to that are named.

    Raises:
        MisreadError: when a row has no name, or there are more than a tenant can have: who bears the tag is unknown.
    """
    if len(rows) > _MOST:
        raise MisreadError(_LISTED.cmdlet, f"a list of {_MOST} at most, whom the tag is for", len(rows))
    tagged = Counter(required(one, _NAME, as_name).strip().casefold() for one in rows)
    count = Count()
    for account in accounts:
        times = tagged[account.strip().casefold()]
        if times > 1:
            count.lose(account, "comes twice in the answer, so that others may be missing from it")
        else:
            count.take(Ruling(member=account, breaks=() if times else (_untagged(account),)))
    return count.judgement()


def _untagged(account: str) -> Violation:
    return Violation(
        member=account,
        member_id="",
        property=_TAGGED,
        expected=True,
        found=False,
        remedy=_tag(account),
    )


def _among(violation: Violation, ids: Sequence[str]) -> Violation:
    """Return what is said of an account without the tag once it is known which users have its name."""
    if ids:
        return replace(violation, member_id=ids[0])
    return Violation(
        member=violation.member,
        member_id="",
        property=_ACCOUNT,
        expected="there",
        found="not there",
        note=_NOBODY,
    )


_BY_NAME = asked_by_name(
    "Get-User",
    "/users",
)

KIND = PriorityAccounts(
    token="m365:defender:PriorityAccounts",
    title="Priority accounts",
    doc=(
        "Each account that is named bears the tag of priority accounts. One that loses it breaks the rule until the "
        "next apply; whoever bears it and is not named stays as he is."
    ),
    key="priority-accounts",
    noun="accounts",
    judges=(_TAGGED, _ACCOUNT),
    beside=(USER.token,),
    notes="violations",
    unmendable="unmendable",
    accepted="accepted",
    protects_data=True,
    fields=(
        Field(
            name="accounts",
            doc="User principal names of the accounts.",
            many=True,
            any_case=True,
            required=True,
            names_of=USER.token,
            protects=Protects.MORE,
        ),
        *NOTED,
    ),
    answers=("Get-User",),
    omits=f"nothing that is known; a list of more than 250 is not the one that was asked for. {_BY_NAME}",
    harmless=(
        Harmless(
            """
                UserPrincipalName Name Identity Id DisplayName WindowsEmailAddress RecipientType RecipientTypeDetails
                IsValid Guid ExternalDirectoryObjectId
            """,
            "which user it is: that he is listed says that he bears the tag",
        ),
    ),
    audit_operations=("Set-User",),
    read_permissions=(CMDLETS, "User.Read.All"),
    write_permissions=(CMDLETS, "User.Read.All"),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="THREAT_INTELLIGENCE",
    idle_unlicensed=True,
    source="https://learn.microsoft.com/microsoft-365/admin/setup/priority-accounts (2026-11-27)",
)
