"""Mail is taken for the organization's own from known servers only.

What is enforced: nothing is ever written; it is assessed. An inbound connector that is on and has those believed who
send by it is one that the client names: one of the type "your organization's email server", one that treats messages as
internal or keeps the headers of a hybrid organization, one that skips addresses in front of the filters (enhanced
filtering), and one that trusts other tenants. It trusts no other address and no other certificate than is written for
it. The domains are counted with the connectors, so that a tenant without any is seen to be in order.

Why: mail that comes by such a connector is trusted by the filters, passes for a colleague's, and may be sent on to
others. A server of an intruder's in the list of addresses is enough.

Who is affected: nobody; whoever is responsible for mail is asked which servers send by which connector.

How to roll back: there is nothing to undo.

Licence: none. Limits: what a known server sends is not judged; addresses are compared as the service writes them.
Source: https://learn.microsoft.com/powershell/module/exchange/set-inboundconnector (2026-11-28).
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, model_validator

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import EVERY_TENANT, ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import InboundConnectors

if TYPE_CHECKING:
    import pulumi

_FORGED = "external-attack.own-senders-not-forged"
_MANY = {4: 24, 6: 64}
"""By version, the length of the shortest prefix that is still one organization's; the choice is ours."""


class KnownConnector(ControlSettings):
    """One connector that may have those believed who send by it, by addresses, by a certificate, or by both."""

    name: Annotated[str, KEEPS_ALL] = Field(min_length=1, examples=["Gateway"])
    """Its name, as the Exchange admin center shows it."""
    addresses: Annotated[list[str], KEEPS_ALL] = Field(default=[], examples=[["198.51.100.7"]])
    """The addresses and ranges that it may trust, as the service writes them."""
    certificate: Annotated[str, KEEPS_ALL] = Field(default="", examples=["*.contoso.com"])
    """The name of the certificate by which its servers are known (`TlsSenderCertificateName`)."""

    @model_validator(mode="after")
    def _known_by_something(self) -> KnownConnector:
        if not self.addresses and not self.certificate:
            raise ValueError(
                "give `addresses` or `certificate`: by its name alone nobody is known who sends by it"
            )
        return self

    def wide(self) -> list[str]:
        """Return the ranges that are wider than one organization's."""
        return [one for one in self.addresses if _is_wide(one)]

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        said = {"addresses": self.addresses, "certificate": self.certificate}
        return {"name": self.name, **{name: one for name, one in said.items() if one}}


def _is_wide(text: str) -> bool:
    """Return whether a range is wider than one organization's, or none that can be told."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return True
    return network.prefixlen < _MANY[network.version]


def _trust_many(connectors: list[KnownConnector]) -> str:
    named = [f"{one.name}: {', '.join(wide)}" for one in connectors if (wide := one.wide())]
    return f"more than one organization can send by {'; '.join(named)}" if named else ""


class Settings(ControlSettings):
    """Settings of `exchange.inbound_connectors_known`."""

    connectors: Annotated[list[KnownConnector], KEEPS_ALL, FallsShort(_trust_many)] = Field(
        default=[], max_length=50
    )
    """The connectors that may have those believed who send by them; with none, none may."""


class InboundConnectorsKnown(HardeningControl[Settings]):
    """The assessment of all connectors."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mail is taken for the organization's own from known servers only",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_FORGED,),
        shares=(Share(_FORGED, ("exchange.direct_send_rejected",)),),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("AC-4", lacks="mail that leaves"),
            NIST_800_53_5("SC-7", lacks="everything but mail"),
            ISO_27001_2022("A.5.14"),
        ),
        licence=EVERY_TENANT,
        impact="Nobody notices; whoever is responsible for mail is asked which servers send by which connector.",
        rollback="There is nothing to undo.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        InboundConnectors(
            self.child_name("connectors"),
            connectors=[one.inputs() for one in self.settings.connectors] or None,
            opts=self.child_options(),
        )
        return {}
