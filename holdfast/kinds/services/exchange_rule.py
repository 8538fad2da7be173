"""What every rule over objects of Exchange has in common: where it is asked, by whom, and what a state keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.population import CmdletPopulation
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

if TYPE_CHECKING:
    from holdfast.model.permission import Right


@kind_class
class ExchangeRule(CmdletPopulation):
    """A rule over objects of Exchange that come and go. A subclass says over which, and what is asked of each."""

    endpoint: Endpoint = Endpoint.EXCHANGE
    notes: str = "violations"
    protects_data: bool = True
    read_permissions: tuple[str, ...] = (CMDLETS,)
    write_permissions: tuple[str, ...] = (CMDLETS,)
    read_rights: tuple[Right, ...] = (READS_EXCHANGE,)
    write_rights: tuple[Right, ...] = (CHANGES_EXCHANGE,)
    licence: str = ""
