"""The skeleton of a kind that judges many objects: a rule that an apply mends, or an assessment, which never writes."""

from __future__ import annotations

MAILBOX_RULE = '''"""@: what is asked of every mailbox, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_boolean, required
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
)
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.tenant import Reader

# @: the column of Get-Mailbox that is judged, which Set-Mailbox changes.
_SWITCH = "@"


class <camel>(MailboxRule):
    """Mailboxes come and go; the rule stays."""

    __slots__ = ()

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """Return what judges one mailbox of a type that the rule is for (see `MailboxRule.ruler_in_reach`)."""
        asked = bool(rule["enabled"])

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            """Judge one; of an inactive one nothing but its hold can be changed."""
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=Reason.DELETED)
            obeys = required(row, _SWITCH, as_boolean) == asked
            return Ruling(member=name, breaks=() if obeys else (_broken(name, row, asked=asked),))

        return rule_on

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return what an import declares (see `CmdletPopulation.usual_rule`)."""
        # @: what most of a tenant's mailboxes obey, where that is to be looked up (`pick`).
        return {"mailboxTypes": ["UserMailbox"], "enabled": True}


def _broken(name: str, row: Mapping[str, Any], *, asked: bool) -> Violation:
    """Return that a mailbox has it the other way round, and what turns it."""
    return Violation(
        member=name,
        member_id=mailbox_id(row),
        property="enabled",
        expected=asked,
        found=not asked,
        remedy=Invocation("Set-Mailbox", {"Identity": row["UserPrincipalName"], _SWITCH: asked}),
    )


KIND = <camel>(
    token="m365:<service>:<camel>",
    title="<title>",
    doc="@: what is true of every mailbox in scope, and who is named instead.",
    key="<dashed>",
    judges=("enabled",),
    columns=(*WHO, _SWITCH),
    # @: the rule: what may be asked, and which value protects more.
    fields=(
        Field(
            name="enabled",
            doc="@: what each of them has to be.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
        MAILBOX_TYPES,
        EXCLUDED_MAILBOXES,
        *NOTED,
    ),
    source="https://learn.microsoft.com/@ (<today>)",
)
'''
ASSESSMENT = '''"""@: what is assessed, as a question. Never written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, not_understood, required
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.tally import <tally>
<imports>
if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

<list>


class <camel>(Assessment):
    """@: who is a member, in one sentence."""

    __slots__ = ()

    def interface(self) -> str:
        """Return <what> that the facts come from (see `Kind.interface`)."""
        return <interface>

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge each of the list (see `PopulationKind.judge`)."""
        <count>
        try:
            for row in await <read>:
                <take>
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        return count.judgement()


def _ruling(row: Mapping[str, Any], *, enabled: bool) -> Ruling:
    """Return what one came to; of one that does not say what is judged nobody can say whether it obeys.

    Raises:
        MisreadError: it has no name.
    """
    name = required(row, "<name>", as_text)
    try:
        own_id, found = required(row, "<row_id>", as_text), required(row, "<switch>", as_boolean)
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))
    if found == enabled:
        return Ruling(member=name)
    broken = Violation(
        member=name,
        member_id=own_id,
        property="<judged>",
        expected=enabled,
        found=found,
        note="@: who puts it right, and where",
    )
    return Ruling(member=name, breaks=(broken,))


KIND = <camel>(
    token="m365:<service>:<camel>",
    title="<title>",
    doc="An assessment, which never writes: @.",
    key="<dashed>",
    noun="@: its members",
    judges=("<judged>",),
    # @: the rule: what may be asked, whom it leaves out, and which value protects more.
    fields=(
        Field(
            name="enabled",
            doc="@: what each of them has to be.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
    ),
<permissions>    omits="@: what the interface is known to leave out, or nothing that is known.",
    source="https://learn.microsoft.com/@ (<today>)",
)
'''
OF_GRAPH = {
    "<list>": (
        "# @: the list, with $select of what is judged alone.\n"
        '_LIST = "/policies/@?$select=id,displayName,isEnabled"'
    ),
    "<imports>": "",
    "<tally>": "Ruling",
    "<count>": "count = Count()",
    "<take>": 'count.take(_ruling(row, enabled=rule["enabled"]))',
    "<what>": "the list",
    "<interface>": '"Graph v1.0: `@`"',
    "<read>": "tenant.graph.collection(_LIST)",
    "<name>": "displayName",
    "<row_id>": "id",
    "<switch>": "isEnabled",
    "<judged>": "isEnabled",
    "<permissions>": '    read_permissions=("@",),\n',
}
"""An assessment of a list of Graph."""
OF_CMDLETS = {
    "<list>": (
        "# @: the cmdlet, and the properties of its rows that are judged.\n"
        '_ASKED, _COLUMNS = Invocation("Get-@", {}), ("Name", "Guid", "Enabled")'
    ),
    "<imports>": (
        "from holdfast.model.permission import CMDLETS, READS_<room>\n"
        "from holdfast.tenant.cmdlet_wire import Endpoint, Invocation\n"
    ),
    "<tally>": "TWICE, Ruling",
    "<count>": "count, came = Count(), set[str]()",
    "<take>": """ruling = _ruling(row, enabled=rule["enabled"])
                if ruling.member.casefold() in came:
                    ruling = Ruling(member=ruling.member, unknown=TWICE)
                came.add(ruling.member.casefold())
                count.take(ruling)""",
    "<what>": "the cmdlet",
    "<interface>": 'f"`{_ASKED.cmdlet}`"',
    "<read>": "tenant.cmdlets.rows(Endpoint.<endpoint>, _ASKED, _COLUMNS)",
    "<name>": "Name",
    "<row_id>": "Guid",
    "<switch>": "Enabled",
    "<judged>": "enabled",
    "<permissions>": (
        '    audit_operations=("Set-@",),\n    read_permissions=(CMDLETS,),\n    read_rights=(READS_<room>,),\n'
    ),
}
"""An assessment of what one cmdlet lists."""

OBEYED = '''"""How `<camel>` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    # @: a rule that the tenant of `test_assessments_whole` obeys;
    # @: or `comes_whole`: how all that is read comes whole.
    obeyed={"enabled": True},
)
'''
"""How an assessment of a list of Graph is tried."""
