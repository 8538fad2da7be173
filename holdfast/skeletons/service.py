"""The skeleton of a service of the embedded tenant: one declaration, in each of its four shapes.

It takes nothing from a kind but the name: what a service answers is read on Microsoft's pages, so that a mistake of the
kind does not hide behind the same mistake here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.skeletons.place import PLACEHOLDER, filled, name_of

if TYPE_CHECKING:
    from holdfast.skeletons.place import Name


class ServiceShape(StrEnum):
    """Which declaration of `holdfast/emulator/declared` says all of the service."""

    GRAPH_SINGLETON = "graph-singleton"
    """An object of Graph of which a tenant has one."""
    GRAPH_COLLECTION = "graph-collection"
    """Objects of Graph with ids."""
    SETTINGS_CMDLETS = "settings-cmdlets"
    """A pair of cmdlets, Get- and Set-."""
    CMDLET_NOUN = "cmdlet-noun"
    """Named objects with the cmdlets Get-, New-, Set- and Remove-."""

    @property
    def folders(self) -> tuple[str, ...]:
        """Folders of `holdfast/emulator` that hold services of this shape, the usual one first."""
        graph = self in {ServiceShape.GRAPH_SINGLETON, ServiceShape.GRAPH_COLLECTION}
        return ("graph",) if graph else ("exchange", "purview")


_GRAPH = '''"""@: what it is, in one sentence."""

from __future__ import annotations

from holdfast.emulator.declared.<module> import <shape>
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed
from holdfast.emulator.odata.schema import Flag, Text

_RESTS_ON = assumed("@: verified(capture, day), documented(page, day) or assumed(why), of each")

SERVICE = <shape>(
    # @: its path below the version, and its type without the namespace.
    path="/policies/<entity>",
    entity="<entity>",
    doc="@: what it is, in a few words",
    <own># @: each property that the service answers, in its order: type with limits, and default.
    properties={
        "id": Property(Text(), "<id>", _RESTS_ON, writable=False),
        <named>"@": Property(Flag(nullable=False), False, _RESTS_ON),
    },
    # @: the least role first.
    roles=Roles(read=("@",), write=("@",), evidence=_RESTS_ON),
    # @: category, service and activities as the audit log shows them.
    audit=Audit("Policy", "Core Directory", <activities>, evidence=_RESTS_ON),
    evidence=_RESTS_ON,
    # @: licence, refused values and rules, or none; a rule is a function with a contract test.
)
'''
_CMDLETS = '''"""@: what it is, in one sentence."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import <READERS>, <WRITERS>, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.<module> import <shape>
from holdfast.emulator.evidence import assumed

_RESTS_ON = assumed("@: verified(capture, day), documented(page, day) or assumed(why), of each")

SERVICE = <shape>(
    # @: as the cmdlets have it.
    noun="<camel>",
    endpoint="<endpoint>",
    doc="@: what it is, in a few words",
    <own># @: each property of a row: default, and the type of the parameter that sets it.
    settings={
        <named>"@": Setting(False, _RESTS_ON, ParameterType.BOOLEAN),
        "Identity": Setting("", _RESTS_ON),
    <guid>},
    readers=<READERS>,
    writers=<WRITERS>,
    evidence=_RESTS_ON,
    # @: unimplemented, licence, refused values and rules, or none; a rule is a function with a contract test.
)
'''
_TEXTS = {
    ServiceShape.GRAPH_SINGLETON: _GRAPH,
    ServiceShape.GRAPH_COLLECTION: _GRAPH,
    ServiceShape.SETTINGS_CMDLETS: _CMDLETS,
    ServiceShape.CMDLET_NOUN: _CMDLETS,
}
_FACTS = {
    ServiceShape.GRAPH_SINGLETON: {
        "<module>": "graph_singleton",
        "<shape>": "GraphSingleton",
        "<own>": "",
        "<id>": "@",
        "<named>": "",
        "<activities>": '"Update"',
    },
    ServiceShape.GRAPH_COLLECTION: {
        "<module>": "graph_collection",
        "<shape>": "GraphCollection",
        "<own>": (
            'one="@: what one of them is, in a few words",\n    example={"displayName": "@"},\n    '
            "# @: verbs, filters and orders, where the service does not have them all.\n    "
        ),
        "<id>": "",
        "<named>": ('"displayName": Property(Text(nullable=False), "", _RESTS_ON, required=True),\n        '),
        "<activities>": '"Update", "Add", "Delete"',
    },
    ServiceShape.SETTINGS_CMDLETS: {
        "<module>": "settings_cmdlets",
        "<shape>": "SettingsCmdlets",
        "<own>": "",
        "<named>": "",
        "<guid>": "",
    },
    ServiceShape.CMDLET_NOUN: {
        "<module>": "named_objects",
        "<shape>": "CmdletNoun",
        "<own>": (
            'collection="<entity>",\n    what="@: what one of them is, in a few words",\n    '
            'unknown_identity="error",  # @: what Get- answers about a name that is not there\n    '
            'example={"Name": "@"},\n    '
        ),
        "<named>": '"Name": Setting("", _RESTS_ON, ParameterType.TEXT, on=("New",), required=True),\n        ',
        "<guid>": '    "Guid": Setting("", _RESTS_ON, wire="guid"),\n    ',
    },
}
_ENDPOINTS = {"graph": "", "exchange": "exchange", "purview": "compliance"}


def service_name(text: str, shape: ServiceShape) -> Name:
    """Return the name of a new service; before the dot is the folder of `holdfast/emulator` that it belongs to.

    Raises:
        HoldfastError: `bad-name`; another folder holds services of this shape.
    """
    name = name_of(text, "service", f"{shape.folders[0]}.mail_settings")
    if name.service not in shape.folders:
        places = " or ".join(f"{folder}.{name.stem}" for folder in shape.folders)
        raise HoldfastError("bad-name", f"`{text}` is no place of a service of shape {shape}: write {places}")
    return name


def service_source(folder: str, name: Name, shape: ServiceShape) -> str:
    """Return the source of `holdfast/emulator/<folder>/<name>.py`; `folder` is one of the shape's."""
    endpoint = _ENDPOINTS[folder]
    facts = {
        **_FACTS[shape],
        "<endpoint>": endpoint,
        "<READERS>": f"{endpoint.upper()}_READERS",
        "<WRITERS>": f"{endpoint.upper()}_WRITERS",
        "<camel>": name.camel,
        "<entity>": name.camel[:1].lower() + name.camel[1:],
        "@": PLACEHOLDER,
    }
    return filled(_TEXTS[shape], facts)
