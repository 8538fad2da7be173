"""The skeleton of a kind, one for each shape that has a service in `holdfast/kinds/services`, and how it is tried."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.skeletons.place import PLACEHOLDER, filled
from holdfast.skeletons.service import ServiceShape

if TYPE_CHECKING:
    from datetime import date

    from holdfast.skeletons.place import Name


class KindShape(StrEnum):
    """What one resource of the kind is, and which service has it."""

    GRAPH_SINGLETON = "graph-singleton"
    """The tenant's only one, at one path of Graph."""
    GRAPH_OBJECT = "graph-object"
    """One of a collection of Graph."""
    CMDLET_OBJECT = "cmdlet-object"
    """One of a noun's cmdlets."""
    CMDLET_SINGLETON = "cmdlet-singleton"
    """The tenant's only one, which a pair of cmdlets reads and changes."""
    GRAPH_ASSESSMENT = "graph-assessment"
    """A judgement over a list of Graph, never written."""

    @property
    def served_as(self) -> ServiceShape | None:
        """The shape of the embedded tenant's service that answers it; None of what judges what others serve."""
        return _SERVED_AS.get(self)


_SERVED_AS = {
    KindShape.GRAPH_SINGLETON: ServiceShape.GRAPH_SINGLETON,
    KindShape.GRAPH_OBJECT: ServiceShape.GRAPH_COLLECTION,
    KindShape.CMDLET_OBJECT: ServiceShape.CMDLET_NOUN,
    KindShape.CMDLET_SINGLETON: ServiceShape.SETTINGS_CMDLETS,
}


_KIND = '''"""@: what the object is, in one sentence."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.services.<module> import <service_class>
from holdfast.kinds.statement import Harmless
<import>
KIND = <service_class>(
    token="m365:<service>:<camel>",
    title="<title>",
    doc="@: one paragraph on what it is.",
    <place>
    # @: the fields, each with type, place at the wire, default, and which value protects more.
    fields=(
        <key_field>Field(
            name="enabled",
            wire="<wire>",
            doc="@: what it does when it is true.",
            type=Type.BOOLEAN,
        ),
    ),
    # @: an answer as the documentation shows it, and what it says.
    examples=(
        Example(
            row={<row>"<wire>": True},
            inputs={<inputs>"enabled": True},
        ),
    ),
    answers=("<answers>",),
    omits="@: what the interface is known to leave out, or nothing that is known.",
    always=("<wire>",),
    harmless=(Harmless("<harmless>", "@: why they change nothing"),),
<audit>    read_permissions=("<permission>",),
    write_permissions=("<permission>",),
    licence="",  # @: the service plan without which the service does not offer it, or none
    source="https://learn.microsoft.com/@ (<today>)",
)
'''
_ASSESSMENT = '''"""@: what is assessed, as a question. Never written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, not_understood, required
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

# @: the list, with $select of what is judged alone.
_LIST = "/policies/@?$select=id,displayName,isEnabled"


class <camel>(Assessment):
    """@: who is a member, in one sentence."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the facts come from (see `Kind.interface`)."""
        return "Graph v1.0: `@`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge each of the list (see `PopulationKind.judge`)."""
        count = Count()
        try:
            for row in await tenant.graph.collection(_LIST):
                count.take(_ruling(row, enabled=rule["enabled"]))
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        return count.judgement()


def _ruling(row: Mapping[str, Any], *, enabled: bool) -> Ruling:
    """Return what one came to; of one that does not say what is judged nobody can say whether it obeys.

    Raises:
        MisreadError: it has no name.
    """
    name = required(row, "displayName", as_text)
    try:
        own_id, found = required(row, "id", as_text), required(row, "isEnabled", as_boolean)
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))
    if found == enabled:
        return Ruling(member=name)
    broken = Violation(
        member=name,
        member_id=own_id,
        property="isEnabled",
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
    judges=("isEnabled",),
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
    read_permissions=("@",),
    omits="@: what the interface is known to leave out, or nothing that is known.",
    source="https://learn.microsoft.com/@ (<today>)",
)
'''
_PLACES = {
    KindShape.GRAPH_SINGLETON: ('key="<dashed>",\n    object_id="@",\n    path="/policies/@",'),
    KindShape.GRAPH_OBJECT: 'key="displayName",\n    path="/policies/@",',
    KindShape.CMDLET_OBJECT: (
        'key="name",\n    unique_key=True,\n    endpoint=Endpoint.<endpoint>,\n    noun="@",'
    ),
    KindShape.CMDLET_SINGLETON: 'key="<dashed>",\n    endpoint=Endpoint.<endpoint>,\n    noun="@",',
}
_FACTS = {
    KindShape.GRAPH_SINGLETON: {
        "<module>": "graph_singleton",
        "<service_class>": "GraphSingleton",
        "<import>": "",
        "<key_field>": "",
        "<row>": "",
        "<inputs>": "",
        "<wire>": "isEnabled",
        "<answers>": "@",
        "<harmless>": "id displayName",
        "<permission>": "@",
        "<audit>": '    audit_category="@",\n',
    },
    KindShape.GRAPH_OBJECT: {
        "<module>": "graph_object",
        "<service_class>": "GraphObject",
        "<import>": "",
        "<key_field>": 'Field(name="displayName", doc="Name of it: its natural key.", required=True),\n        ',
        "<row>": '"displayName": "@", ',
        "<inputs>": '"displayName": "@", ',
        "<wire>": "isEnabled",
        "<answers>": "@",
        "<harmless>": "id",
        "<permission>": "@",
        "<audit>": '    audit_category="@",\n',
    },
    KindShape.CMDLET_OBJECT: {
        "<module>": "cmdlet_object",
        "<service_class>": "CmdletObject",
        "<import>": "from holdfast.tenant.cmdlet_wire import Endpoint\n",
        "<key_field>": (
            'Field(\n            name="name",\n            wire="Name",\n'
            '            doc="Name of it: its natural key.",\n            required=True,\n'
            "            fixed=True,\n            any_case=True,\n        ),\n        "
        ),
        "<row>": '"Name": "@", ',
        "<inputs>": '"name": "@", ',
        "<wire>": "Enabled",
        "<answers>": "Get-@",
        "<harmless>": "Identity Guid",
        "<permission>": "Exchange.ManageAsApp",
        "<audit>": "",
    },
    KindShape.CMDLET_SINGLETON: {
        "<module>": "cmdlet_singleton",
        "<service_class>": "CmdletSingleton",
        "<import>": "from holdfast.tenant.cmdlet_wire import Endpoint\n",
        "<key_field>": "",
        "<row>": "",
        "<inputs>": "",
        "<wire>": "Enabled",
        "<answers>": "Get-@",
        "<harmless>": "Identity Guid",
        "<permission>": "Exchange.ManageAsApp",
        "<audit>": "",
    },
}


_TRIED = '''"""How `<camel>` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    adoption=Adoption(
        # @: where the embedded tenant keeps it, and changes of each property that may change.
        collection="@",
        inputs={"<key>": TAKEN_OVER, "enabled": True},
        changes=({"enabled": False},),
    ),
)
'''
_ASSESSED = '''"""How `<camel>` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    # @: a rule that the tenant of `test_assessments_whole` obeys;
    # @: or `comes_whole`: how all that is read comes whole.
    obeyed={"enabled": True},
)
'''
_KEYS = {KindShape.GRAPH_OBJECT: "displayName", KindShape.CMDLET_OBJECT: "name"}
"""Of the shapes of which a tenant has several objects, the property that names one."""


def kind_source(name: Name, shape: KindShape, today: date) -> str:
    """Return the source of `holdfast/kinds/<service>/<name>.py`."""
    assessed = shape is KindShape.GRAPH_ASSESSMENT
    text = _ASSESSMENT if assessed else _KIND.replace("<place>", _PLACES[shape])
    facts = {
        **_FACTS.get(shape, {}),
        "<today>": today.isoformat(),
        "<service>": name.service,
        "<endpoint>": "COMPLIANCE" if name.service == "purview" else "EXCHANGE",
        "<camel>": name.camel,
        "<dashed>": name.stem.replace("_", "-"),
        "<title>": name.words.capitalize(),
        "@": PLACEHOLDER,
    }
    return filled(text, facts)


def tried_source(name: Name, shape: KindShape) -> str:
    """Return the source of `tests/kinds/<service>/<name>.py`; empty where the shape has nothing to say there."""
    facts = {"<camel>": name.camel, "<key>": _KEYS.get(shape, ""), "@": PLACEHOLDER}
    if shape is KindShape.GRAPH_ASSESSMENT:
        return filled(_ASSESSED, facts)
    return filled(_TRIED, facts) if shape in _KEYS else ""
