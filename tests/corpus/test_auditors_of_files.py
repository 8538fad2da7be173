"""What a control of files claims of SCuBA and CIS is what it declares (frameworks.md 1.4, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.registry import kinds
from tests.conditions import at, equals, meets
from tests.tried import claims_itself
from tools.docs.declared import declares

if TYPE_CHECKING:
    from tests.conditions import Condition, Policy

NOBODY_OR_KNOWN = ("disabled", "existingExternalUserSharingOnly")
OF_FILES: dict[str, tuple[Condition, ...]] = {
    "MS.SHAREPOINT.1.1v1": (
        ("nobody, or existing guests", lambda one: one["sharingCapability"] in NOBODY_OR_KNOWN),
    ),
    "MS.SHAREPOINT.1.3v1": (
        ("nobody, or listed domains", lambda one: at(one, "sharingCapability") == "disabled" or _lists(one)),
    ),
    **dict.fromkeys(
        ("MS.SHAREPOINT.3.1v1", "MS.SHAREPOINT.3.2v1"),
        (("no links for anybody", lambda one: one["sharingCapability"] != "externalUserAndGuestSharing"),),
    ),
    **dict.fromkeys(("MS.SHAREPOINT.3.3v2", "7.2.8"), (equals("sharingCapability", "disabled"),)),
    "7.2.1": (equals("isLegacyAuthProtocolsEnabled", value=False),),
    "7.2.3": (
        (
            "nobody, or guests who sign in",
            lambda one: one["sharingCapability"] in {*NOBODY_OR_KNOWN, "externalUserSharingOnly"},
        ),
    ),
    "7.2.5": (equals("isResharingByExternalUsersEnabled", value=False),),
    "7.2.6": (
        ("nobody, or listed domains", lambda one: at(one, "sharingCapability") == "disabled" or _lists(one)),
    ),
    "7.3.2": (
        equals("isUnmanagedSyncAppForTenantRestricted", value=True),
        ("some domain is listed", lambda one: bool(at(one, "allowedDomainGuidsForSyncApp"))),
    ),
}
"""The same of the settings of SharePoint (frameworks.md 1.4, 2.2), in Graph's words for the auditors' numbers."""
LISTED: dict[str, Any] = {"approved_domains": ["fabrikam.com"]}
SYNCED: dict[str, Any] = {"enabled": True, "domain_guids": ["786548dd-877b-4760-a749-6b1efbc1190a"]}
MET: dict[str, tuple[dict[str, Any], ...]] = {
    "MS.SHAREPOINT.1.1v1": ({}, {"sharing": "nobody"}),
    "MS.SHAREPOINT.1.3v1": (LISTED, {"sharing": "nobody"}),
    **dict.fromkeys(
        ("7.2.3", "MS.SHAREPOINT.3.1v1", "MS.SHAREPOINT.3.2v1"),
        ({}, {"sharing": "nobody"}, {"sharing": "new-and-existing-guests"}),
    ),
    **dict.fromkeys(("MS.SHAREPOINT.3.3v2", "7.2.8"), ({"sharing": "nobody"},)),
    "7.2.6": (LISTED, {"sharing": "nobody"}),
    "7.3.2": (SYNCED, {**SYNCED, "macs": True}),
}
"""Settings of a control of files with which a claim is met; its own, where nothing is said."""
UNMET: dict[str, dict[str, Any]] = {
    "MS.SHAREPOINT.1.1v1": {"sharing": "new-and-existing-guests"},
    "MS.SHAREPOINT.1.3v1": {},
    "7.2.6": {},
    "MS.SHAREPOINT.3.3v2": {},
    "7.2.8": {},
}
"""Settings with which such a claim says that it is not met."""
CLAIMS_OF_FILES = [
    (name, one.id)
    for name, control in controls().items()
    if name.startswith("sharepoint.")
    for one in control.metadata.frameworks
    if one.edition.startswith(("SCuBA", "CIS")) and not claims_itself(name, one.id)
]


def _lists(settings: Policy) -> bool:
    return at(settings, "sharingDomainRestrictionMode") == "allowList" and bool(
        at(settings, "sharingAllowedDomainList")
    )


def of_files(name: str, given: dict[str, Any]) -> Policy:
    """The settings of SharePoint that a control declares, in wire form."""
    (one,) = declares(name, given)
    return kinds()[one["type"]].wire(one["inputs"])


@pytest.mark.parametrize(("name", "claim"), CLAIMS_OF_FILES)
def test_what_a_control_of_files_claims_is_what_it_declares(name: str, claim: str) -> None:
    (said,) = [one for one in controls()[name].metadata.frameworks if one.id == claim]

    for given in MET.get(claim, ({},)):
        for told, true in OF_FILES[claim]:
            assert true(of_files(name, given)), told
    assert bool(said.lacks) is (claim in UNMET)
    if said.lacks:
        assert not meets(of_files(name, UNMET[claim]), OF_FILES[claim])
        assert "`sharing`" in said.lacks


def test_no_claim_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim in CLAIMS_OF_FILES} == set(OF_FILES)
