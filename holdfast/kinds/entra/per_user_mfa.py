"""The older, per-user MFA, assessed: whether an account is in another state of it than asked. Read, and never written.

The state is told of one user at a time, and by beta alone, so that a check asks as many questions as there are enabled
accounts, twenty to a `$batch`, some batches at a time: what others ask meanwhile goes between them. Accounts that are
disabled are not asked about: nobody signs in to them. Of whom no answer comes, nobody can say anything, by name.

Sources: https://learn.microsoft.com/graph/api/authentication-get (2026-11-27): the route, that Policy.Read.All is the
least for an application, and, by https://learn.microsoft.com/graph/api/authentication-update (2026-11-27), that no
application may change the state; the words:
https://learn.microsoft.com/graph/api/resources/strongauthenticationrequirements (2026-11-27). Scripts ask
`/beta/users` for `perUserMfaState` as well; no page says that a user has such a property, so nothing rests on it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_text,
    as_word,
    not_understood,
    required,
)
from holdfast.kinds.field import Field
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.one_by_one import one_by_one
from holdfast.kinds.services.tally import Ruling
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_STATE = "perUserMfaState"
_STATES = ("disabled", "enabled", "enforced")
_ACCOUNTS = "/users?$select=id,userPrincipalName,accountEnabled&$top=999"


class PerUserMfa(Assessment):
    """Every account is a member; one that is disabled obeys."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return "Graph v1.0: `/users`; Graph beta: `/users/{id}/authentication/requirements`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Ask about every enabled account (see `PopulationKind.judge`).

        Raises:
            ReadError: when the accounts could not be listed, or the state of none of them could be read.
        """
        rows = await tenant.graph.collection(_ACCOUNTS, leads=True)
        if not rows:
            told = f"{self.title}: the list of accounts is empty, and every tenant has somebody"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        count, enabled = Count(), dict[str, str]()
        try:
            for row in rows:
                if ruling := _at_once(row):
                    count.take(ruling)
                else:
                    enabled[required(row, "id", as_guid)] = required(row, "userPrincipalName", as_text)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

        async def ask(user_id: str) -> Row | None:
            """Return what is answered about one account; None where the service knows none of that id."""
            return await tenant.graph.entity(f"/beta/users/{user_id}/authentication/requirements")

        async for user_id, state in one_by_one(enabled, ask):
            count.take(_ruling(enabled[user_id], user_id, state, str(rule[_STATE])))
        return count.judgement()


def _at_once(row: Row) -> Ruling | None:
    """Return what an account comes to of which nothing has to be asked; None for one that is enabled.

    Raises:
        MisreadError: it has no name.
    """
    name = required(row, "userPrincipalName", as_text)
    try:
        return None if required(row, "accountEnabled", as_boolean) else Ruling(member=name)
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))


def _ruling(name: str, user_id: str, answer: Row | ReadError | None, asked: str) -> Ruling:
    """Return what one account came to by the answer about it."""
    if answer is None:
        return Ruling(member=name, unknown="is in the list of accounts, and was not there when asked about")
    if isinstance(answer, ReadError):
        return Ruling(member=name, unknown=f"was not read: {answer.message}")
    try:
        found = required(answer, _STATE, lambda value, path: as_word(value, path, _STATES)).casefold()
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))
    if found == asked:
        return Ruling(member=name)
    note = (
        "it asks whatever Conditional Access says: disable it in the admin center, once a policy asks instead"
    )
    broken = Violation(
        member=name, member_id=user_id, property=_STATE, expected=asked, found=found, note=note
    )
    return Ruling(member=name, breaks=(broken,))


_BY_NAME = asked_by_name(
    "/users",
    "/users/{id}/authentication/requirements",
)

KIND = PerUserMfa(
    token="m365:entra:PerUserMfa",
    title="Per-user MFA",
    doc=(
        "An assessment, which never writes: every enabled account is in the state of the older, per-user MFA that is "
        "asked. It is one question for each account, twenty to a request: 500 requests for 10,000 accounts."
    ),
    key="per-user-mfa",
    noun="accounts",
    judges=(_STATE,),
    audit_category="UserManagement",
    fields=(
        Field(
            name=_STATE,
            doc="The state that every enabled account has to be in.",
            values=_STATES,
            required=True,
        ),
    ),
    read_permissions=("Policy.Read.All", "User.Read.All"),
    omits=(
        "settings of per-user MFA for all, such as trusted addresses, for which no interface is documented. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/authentication-get (2026-11-27)",
)
