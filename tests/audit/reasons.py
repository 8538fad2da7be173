"""Why a check of Prowler 5.46 is not PASS after the apply: read in its code and in ours, by hand, on 2026-11-27."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """What would have to change."""

    CONTROL = "a control"
    """A baseline can decide it: a control would, or ours decides otherwise."""
    PEOPLE = "people"
    """What people, devices or groups of the tenant are, which no baseline decides for a client."""
    PRODUCT = "a product"
    """A product or licence that the tenant does not have."""
    SCANNER = "the scanner"
    """Its rule cannot be met by a tenant that has what frameworks ask for."""
    OUTSIDE = "outside"
    """What is not in the tenant, or what no application may read."""


@dataclass(frozen=True)
class Reason:
    """Why one check is not PASS."""

    cause: Cause
    why: str
    """A sentence."""


_MORE_ROLES = (
    "is for every role that Microsoft labels as privileged, which SCuBA asks for; Prowler takes a policy whose "
    "roles are all among fifteen of its own"
)

REASONS: Mapping[str, Reason] = {
    "admincenter_groups_not_public_visibility": Reason(
        Cause.PEOPLE, "All Company is a public group; who owns a group decides."
    ),
    "admincenter_users_admins_reduced_license_footprint": Reason(
        Cause.PEOPLE, "Administrators work with the licences of their everyday accounts."
    ),
    "defender_domain_dmarc_records_published": Reason(Cause.OUTSIDE, "It is a record of the domain in DNS."),
    "defenderidentity_health_issues_no_open": Reason(Cause.PRODUCT, "Defender for Identity has no sensor."),
    "defenderxdr_critical_asset_management_pending_approvals": Reason(
        Cause.PRODUCT, "Defender for Endpoint is not set up, so hunting has no tables."
    ),
    "defenderxdr_endpoint_privileged_user_exposed_credentials": Reason(
        Cause.PRODUCT, "Defender for Endpoint is not set up, so hunting has no tables."
    ),
    **dict.fromkeys(
        ("entra_access_review_guest_users_configured", "entra_access_review_privileged_roles_configured"),
        Reason(
            Cause.SCANNER,
            "It takes the empty list of stages, with which Microsoft's pages have the service answer, for stages that "
            "nobody reviews; all else that it asks for `entra.access_reviews_configured` has.",
        ),
    ),
    "entra_admin_portals_access_restriction": Reason(
        Cause.CONTROL,
        "`entra.admin_portals_restricted` lets in every role that works in an admin centre, not fifteen alone.",
    ),
    "entra_admin_users_phishing_resistant_mfa_enabled": Reason(
        Cause.CONTROL,
        f"`entra.admins_phishing_resistant_mfa` {_MORE_ROLES}.",
    ),
    "entra_admin_users_sign_in_frequency_enabled": Reason(
        Cause.CONTROL,
        f"`entra.sessions_limited_for_admins` {_MORE_ROLES}.",
    ),
    "entra_app_registration_no_unused_privileged_permissions": Reason(
        Cause.PRODUCT, "App governance of Defender for Cloud Apps is not set up."
    ),
    "entra_break_glass_account_fido2_security_key_registered": Reason(
        Cause.PEOPLE, "It looks for accounts that are excluded by name; ours are excluded by their group."
    ),
    "entra_conditional_access_policy_all_apps_all_users": Reason(
        Cause.SCANNER, "A policy that excludes anybody, the emergency accounts too, is left to people."
    ),
    "entra_conditional_access_policy_authentication_transfer_blocked": Reason(
        Cause.SCANNER,
        "It reports every other policy for not being this one; `entra.authentication_transfer_blocked` passes.",
    ),
    "entra_conditional_access_policy_block_elevated_insider_risk": Reason(
        Cause.PRODUCT, "Adaptive Protection of Purview is not set up."
    ),
    "entra_conditional_access_policy_block_o365_elevated_insider_risk": Reason(
        Cause.PRODUCT, "Adaptive Protection of Purview is not set up."
    ),
    "entra_conditional_access_policy_explicitly_targets_azure_devops": Reason(
        Cause.SCANNER, "It wants Azure DevOps by name, also where policies are for every application."
    ),
    "entra_conditional_access_policy_mdm_compliant_device_required": Reason(
        Cause.PEOPLE,
        "It wants a compliant device that is enrolled, besides the policy; nobody has enrolled one.",
    ),
    "entra_conditional_access_policy_sign_in_frequency_all_users": Reason(
        Cause.SCANNER, "It reports every policy for itself, whatever it is about."
    ),
    "entra_conditional_access_policy_token_protection_enforced": Reason(
        Cause.SCANNER, "It reports every policy for itself, whatever it is about."
    ),
    "entra_conditional_access_policy_untrusted_locations_blocked": Reason(
        Cause.PEOPLE, "From where everybody works is the client's to say."
    ),
    "entra_conditional_access_trusted_named_location_exists": Reason(
        Cause.SCANNER,
        "It reports each named location that is not trusted; that of service accounts must not be.",
    ),
    "entra_directory_sync_object_takeover_blocked": Reason(
        Cause.OUTSIDE, "No application may read how the directory is synchronised."
    ),
    "entra_dynamic_group_for_guests_created": Reason(Cause.PEOPLE, "The tenant has no such group."),
    "entra_dynamic_group_member_of_rule_not_used": Reason(
        Cause.PEOPLE, "The tenant has no dynamic group, so that there is nothing to judge."
    ),
    "entra_password_protection_on_premises_enforced": Reason(
        Cause.SCANNER, "It asks for the mode `Enforced`, which the service calls `Enforce`."
    ),
    "entra_policy_guest_invitations_restricted_to_allowed_domains": Reason(
        Cause.PEOPLE,
        "Nobody has restricted from which domains guests come, so that there is no such policy to judge.",
    ),
    "entra_seamless_sso_disabled": Reason(
        Cause.OUTSIDE, "No application may read how the directory is synchronised."
    ),
    "entra_users_mfa_capable": Reason(Cause.PEOPLE, "Nobody has registered a method."),
}
"""By check."""
