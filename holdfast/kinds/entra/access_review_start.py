"""Whether access reviews come about: their first rounds begin soon, and somebody is there who decides. Never written.

A series that is as declared reviews nothing while its first round is far away, and asks nobody where the group of its
reviewers is empty. So both are read: the day by the clock of the service, and of each query for reviewers whether
anybody whom it finds can sign in.

Sources: https://learn.microsoft.com/graph/api/resources/accessreviewreviewerscope (2026-11-28, recalled);
https://learn.microsoft.com/graph/api/group-list-transitivemembers (recalled).
"""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_guid, as_object, as_text, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.group_members import able
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.principals import APPLICATION, GROUP, USER, members_path, users
from holdfast.kinds.services.role_assignments import assignments
from holdfast.kinds.services.tally import Ruling
from holdfast.normalise.annotations import TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

_SOON = timedelta(days=31)
"""A round a month is declared: one that begins later than a month from now is none yet."""
_FIRST = "first round"
_PEOPLE = "somebody who can sign in"


class AccessReviewStart(Assessment):
    """The first round is a member, and so is each query for reviewers."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return "Graph v1.0: `/users`, role assignments; Graph beta: `/groups/{id}/transitiveMembers`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Ask who decides, and look at the clock (see `PopulationKind.judge`).

        Raises:
            ReadError: when one of the queries could not be read.
        """
        queries = sorted(set(rule["reviewers"]))
        answers = await asyncio.gather(*map(_Directory(tenant).people, queries))
        count = Count()
        count.take(_begins(tenant, str(rule["startDate"])))
        for query, people in zip(queries, answers, strict=True):
            count.take(_ruling(query, people))
        return count.judgement()


def _begins(tenant: Reader, day: str) -> Ruling:
    """Return whether the first round has begun, or does so within a month."""
    last = tenant.service_time().date() + _SOON
    if date.fromisoformat(day) <= last:
        return Ruling(member=_FIRST)
    note = "nothing is reviewed until then: name an earlier day"
    late = Violation(
        member=_FIRST,
        member_id="",
        property="startDate",
        expected=f"within {_SOON.days} days",
        found=day,
        note=note,
    )
    return Ruling(member=_FIRST, breaks=(late,))


class _Directory:
    """Who is behind queries for reviewers; one that several lead to is asked once."""

    def __init__(self, tenant: Reader) -> None:
        self._tenant = tenant
        self._graph = tenant.graph
        self._asked: dict[str, asyncio.Future[int | str]] = {}

    async def people(self, query: str) -> int | str:
        """Return how many people a query finds who can sign in; or why nobody can say.

        Raises:
            ReadError: when it could not be read.
        """
        path = query.removeprefix("/v1.0").removeprefix("/beta")
        if path.startswith("/groups/"):
            path = "/".join(path.split("/")[:3])
        if path not in self._asked:
            self._asked[path] = asyncio.ensure_future(self._found(path))
        return await self._asked[path]

    async def _found(self, path: str) -> int | str:
        try:
            if path.startswith("/users/"):
                return _able(await self._graph.entity(f"{path}?$select=accountEnabled"))
            if path.startswith("/groups/"):
                group = path.rpartition("/")[2]
                return able(await self._graph.collection_of(members_path(group, "accountEnabled")) or [])
            return await self._holders(path.rpartition("eq ")[2].strip("'"))
        except MisreadError as misread:
            return str(misread)

    async def _holders(self, role: str) -> int | str:
        """Return the same of whoever holds a role, himself or through a group: of each the directory is asked.

        What `$expand` tells of a holder is which sort he is of, and not whether he can sign in.

        Raises:
            MisreadError: one is of no known sort.
            ReadError: when it could not be read.
        """
        held = await assignments(self._tenant, {role.casefold()})
        queries = [query for one in held if (query := _query_of(required(one, "principal", as_object)))]
        self._ask_together([one for one in queries if one.startswith("/users/")])
        found = await asyncio.gather(*map(self.people, queries))
        people = sum(one for one in found if isinstance(one, int))
        return people or next((one for one in found if isinstance(one, str)), 0)

    def _ask_together(self, paths: Sequence[str]) -> None:
        """Ask for the users at `paths` in one question for fifteen, as whoever counts the same holders does."""
        ids = {one: one.rpartition("/")[2] for one in paths}
        if not ids.keys() - self._asked.keys():
            return
        asked = asyncio.ensure_future(users(self._tenant, ids.values()))

        async def one_of_them(user_id: str) -> int | str:
            """Return what came of one; nobody where he is not there."""
            rows = await asked
            try:
                found = [one for one in rows if required(one, "id", as_guid) == user_id.casefold()]
                return _able(next(iter(found), None))
            except MisreadError as misread:
                return str(misread)

        for path, one in ids.items():
            if path not in self._asked:
                self._asked[path] = asyncio.ensure_future(one_of_them(one))


def _able(user: Mapping[str, Any] | None) -> int:
    """Return whether a user can sign in, as a number of people; of one who is not there, none.

    Raises:
        MisreadError: nobody can say.
    """
    return able([] if user is None else [{TYPE: USER, **user}])


def _query_of(principal: Mapping[str, Any]) -> str:
    """Return the query for the people that a holder of a role is; empty for an application, which decides nothing.

    Raises:
        MisreadError: it is of no known sort.
    """
    sort, one = required(principal, TYPE, as_text), required(principal, "id", as_guid)
    if sort not in (USER, GROUP, APPLICATION):
        raise MisreadError(TYPE, "a user, a group or an application", sort)
    queries = {USER: f"/users/{one}", GROUP: f"/groups/{one}/transitiveMembers"}
    return queries.get(sort, "")


def _ruling(query: str, people: int | str) -> Ruling:
    if isinstance(people, str):
        return Ruling(member=query, unknown=people)
    if people:
        return Ruling(member=query)
    note = "nobody decides: put somebody in, or name others"
    empty = Violation(
        member=query, member_id="", property="people", expected=_PEOPLE, found="nobody", note=note
    )
    return Ruling(member=query, breaks=(empty,))


_BY_NAME = asked_by_name(
    "/users",
    "/users/{id}",
    "/groups/{id}/transitiveMembers",
    "/roleManagement/directory/roleAssignments",
)

KIND = AccessReviewStart(
    token="m365:entra:AccessReviewStart",
    title="Start of access reviews",
    doc=(
        "An assessment, which never writes: the first rounds of access reviews begin within a month, and each query "
        "for reviewers finds somebody who can sign in."
    ),
    key="access-review-start",
    noun="conditions",
    judges=("startDate", "people"),
    fields=(
        Field(
            name="reviewers",
            doc="Queries of Graph for those who decide.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
        Field(name="startDate", doc="Day of the first round, such as 2026-12-01.", required=True),
    ),
    read_permissions=("Group.Read.All", "RoleManagement.Read.Directory", "User.Read.All"),
    omits=f"whether a reviewer decides about himself. {_BY_NAME}",
    source="https://learn.microsoft.com/graph/api/resources/accessreviewreviewerscope (2026-11-28)",
)
