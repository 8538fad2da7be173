"""The skeleton of a kind, one for each shape that has a service in `holdfast/kinds/services`, and how it is tried.

Those that judge many objects are in `population.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.skeletons.place import PLACEHOLDER, filled
from holdfast.skeletons.population import ASSESSMENT, MAILBOX_RULE, OBEYED, OF_CMDLETS, OF_GRAPH
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
    CMDLET_ASSESSMENT = "cmdlet-assessment"
    """A judgement over what one cmdlet lists, never written."""
    MAILBOX_RULE = "mailbox-rule"
    """What is asked of every mailbox; an apply mends those that break it."""

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
<audit>    read_permissions=(<permission>,),
    write_permissions=(<permission>,),
<rights>    licence="",  # @: the service plan without which the service does not offer it, or none
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
_CMDLET_IMPORTS = """from holdfast.model.permission import CHANGES_<room>, CMDLETS, READS_<room>
from holdfast.tenant.cmdlet_wire import Endpoint
"""
_CMDLET_RIGHTS = "    read_rights=(READS_<room>,),\n    write_rights=(CHANGES_<room>,),\n"
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
        "<permission>": '"@"',
        "<rights>": "",
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
        "<permission>": '"@"',
        "<rights>": "",
        "<audit>": '    audit_category="@",\n',
    },
    KindShape.CMDLET_OBJECT: {
        "<module>": "cmdlet_object",
        "<service_class>": "CmdletObject",
        "<import>": _CMDLET_IMPORTS,
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
        "<permission>": "CMDLETS",
        "<rights>": _CMDLET_RIGHTS,
        "<audit>": '    audit_operations=("New-@", "Set-@"),\n',
    },
    KindShape.CMDLET_SINGLETON: {
        "<module>": "cmdlet_singleton",
        "<service_class>": "CmdletSingleton",
        "<import>": _CMDLET_IMPORTS,
        "<key_field>": "",
        "<row>": "",
        "<inputs>": "",
        "<wire>": "Enabled",
        "<answers>": "Get-@",
        "<harmless>": "Identity Guid",
        "<permission>": "CMDLETS",
        "<rights>": _CMDLET_RIGHTS,
        "<audit>": '    audit_operations=("Set-@",),\n',
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
_KEYS = {KindShape.GRAPH_OBJECT: "displayName", KindShape.CMDLET_OBJECT: "name"}
"""Of the shapes of which a tenant has several objects, the property that names one."""


_POPULATIONS = {
    KindShape.GRAPH_ASSESSMENT: (ASSESSMENT, OF_GRAPH),
    KindShape.CMDLET_ASSESSMENT: (ASSESSMENT, OF_CMDLETS),
    KindShape.MAILBOX_RULE: (MAILBOX_RULE, {}),
}
"""Of the shapes that judge many objects, what is written and what it is filled with."""


def kind_source(name: Name, shape: KindShape, today: date) -> str:
    """Return the source of `holdfast/kinds/<service>/<name>.py`."""
    text, own = _POPULATIONS.get(shape) or (_KIND.replace("<place>", _PLACES[shape]), _FACTS[shape])
    purview = name.service == "purview"
    facts = {
        **own,
        "<today>": today.isoformat(),
        "<service>": name.service,
        "<endpoint>": "COMPLIANCE" if purview else "EXCHANGE",
        "<room>": "PURVIEW" if purview else "EXCHANGE",
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
        return filled(OBEYED, facts)
    return filled(_TRIED, facts) if shape in _KEYS else ""
