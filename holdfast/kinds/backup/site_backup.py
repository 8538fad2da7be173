"""Backup of SharePoint: every site that is not somebody's OneDrive is in SharePoint's protection policy.

All sites are listed, subsites beside their sites. A site collection is protected as a whole, so one is counted once
(that the middle part of a site's id is that of its collection: https://learn.microsoft.com/graph/api/resources/site,
2026-11-26; that a unit names a site by this id, or by the collection's alone, is assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, member, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.services.backup_rule import (
    DAYS_OF_UNIT,
    ENABLE_SERVICE,
    NOTED,
    POLICY_NAME,
    READ,
    RETENTION_DAYS,
    UNIT,
    UNIT_OF_SITE,
    BackupRule,
    Members,
)
from holdfast.kinds.services.backup_state import Key, Workload, site_key
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

_SITES = "/sites/getAllSites?$select=id,webUrl,isPersonalSite"


class SiteBackup(BackupRule):
    """Every site collection but personal ones."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return "Graph v1.0: `/solutions/backupRestore`, `/sites/getAllSites`"

    async def members(self, tenant: Reader, rule: Mapping[str, Any]) -> Members:
        """Return every site collection; a personal site is a drive, and counted there."""
        left_out = {one_case(one).rstrip("/") for one in rule.get("excludedSites") or []}
        members, tops = Members(), dict[Key, tuple[str, str]]()
        async for page in tenant.graph.pages(_SITES):
            for row in page:
                try:
                    _take(tops, row)
                except MisreadError as misread:
                    members.lose(_any_name(row), str(misread))
        for name, site_id in tops.values():
            if left_out & {one_case(name).rstrip("/"), site_id.casefold()}:
                members.exclude(name)
            else:
                members.take(name, site_id)
        return members


def _take(tops: dict[Key, tuple[str, str]], row: Mapping[str, Any]) -> None:
    """Keep the name and id of one site as those of its collection, unless it is somebody's drive, or a subsite.

    A subsite may come before its site, whose address its own begins with: else one that is left out by its address
    would leave out the whole collection, and another one would bring in a collection that is left out.
    """
    site_id = required(row, "id", as_text)
    name = member(row, "webUrl", as_text) or site_id
    if required(row, "isPersonalSite", as_boolean):
        return
    top = tops.setdefault(site_key(site_id), (name, site_id))
    if top[0] == top[1] or (name != site_id and len(name) < len(top[0])):
        tops[site_key(site_id)] = name, site_id


def _any_name(row: Mapping[str, Any]) -> str:
    found = (row.get(name) for name in ("webUrl", "id"))
    return next((one for one in found if isinstance(one, str) and one), "one without a name")


_BY_NAME = asked_by_name(
    "/solutions/backupRestore/sharePointProtectionPolicies/{id}/siteProtectionUnitsBulkAdditionJobs",
    "/solutions/backupRestore/protectionUnits/microsoft.graph.siteProtectionUnit",
    "/sites/getAllSites",
)

KIND = SiteBackup(
    token="m365:backup:SiteBackup",
    title="Backup of sites",
    doc=(
        "Every SharePoint site that is not somebody's OneDrive is protected by Microsoft 365 Backup, with a restore "
        "point of the last day, and weekly points are kept for at least the days. A site that is made later breaks the "
        "rule until the next apply."
    ),
    key="site-backup",
    noun="sites",
    workload=Workload(
        policies="sharePointProtectionPolicies",
        units="siteProtectionUnits",
        unit_type="siteProtectionUnit",
        jobs="siteProtectionUnitsBulkAdditionJobs",
        names="siteId",
        lists="siteIds",
        key=site_key,
    ),
    fields=(
        POLICY_NAME,
        RETENTION_DAYS,
        ENABLE_SERVICE,
        Field(
            name="excludedSites",
            doc="Addresses of sites that the rule leaves out, or their ids, which stay when a site is moved.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        *NOTED,
    ),
    licence="SHAREPOINTSTANDARD",
    read_permissions=(*READ, "Sites.Read.All"),
    harmless=(DAYS_OF_UNIT, UNIT, UNIT_OF_SITE),
    answers=("siteProtectionUnit",),
    omits=(
        "personal sites, which are backed up as drives; deleted sites, which stay in their backup as they were. Names "
        "of units come to people only, so that units are found by the ids of sites. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/sharepointprotectionpolicy (2026-11-26)",
)
