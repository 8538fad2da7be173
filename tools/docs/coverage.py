"""`docs/coverage.md`: every requirement of every edition, the controls that see to it, and what nobody sees to."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import holdfast.frameworks
from holdfast.controls.catalogue import controls
from holdfast.model.framework import Edition
from tools.docs.markdown import GENERATED, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.model.framework import Requirement

_ABOUT = """\
Which control sees to which requirement, by what the controls say of themselves. A control that is in the plan and met
sees to what stands beside it, and to no more: *in part* says what it leaves, or the setting that it takes. Titles are
our own words; the texts are with their publishers. What no control sees to is listed at the end of each part: it may be
no setting of a tenant at all, or one that Holdfast does not have yet.

What a client's own plan covers is told by `holdfast drift CLIENT --framework EDITION`."""

_APART = """\
They do not always ask for the same. A setting decides then; what each of its values leaves unmet is said by the report
and by `drift --framework` as well."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Where two editions ask for different things, and which setting decides."""

    control: str
    setting: str
    first: tuple[str, str]
    """Id, and what it asks for."""
    second: tuple[str, str]
    decides: str
    """Which value meets which."""


APART = (
    Apart(
        "entra.risky_sign_ins_challenged",
        "blocked",
        ("5.2.2.8", "sign-ins at high and at medium risk are blocked"),
        ("MS.AAD.2.3v1", "those at high risk are blocked"),
        "`medium-and-high` meets both, `high` SCuBA alone",
    ),
    Apart(
        "entra.risky_users_secured",
        "response",
        ("5.2.2.6", "users at high risk change the password, with MFA"),
        ("MS.AAD.2.1v1", "they are blocked"),
        "`block` declares both policies, of which the block wins, and meets both; `password-change` CIS alone",
    ),
    Apart(
        "entra.app_consent_restricted",
        "users_consent",
        ("5.1.5.1", "users consent to nothing"),
        ("MS.AAD.5.2v1", "they may consent to permissions that are classified as low"),
        "`none` meets both, `low-risk` SCuBA alone, while nothing that CISA lists as risky is classified as low",
    ),
    Apart(
        "entra.guest_invitations_restricted",
        "invited_by",
        ("5.1.6.3", "guests are invited by guest inviters, or by nobody"),
        ("MS.AAD.8.2v1", "by guest inviters"),
        "`guest-inviters` meets both, `nobody` CIS alone",
    ),
    Apart(
        "sharepoint.external_sharing_restricted",
        "sharing",
        ("7.2.3", "files are shared with guests who sign in, new ones among them"),
        ("MS.SHAREPOINT.1.1v1", "with guests who are there already, or with nobody"),
        "`existing-guests` and `nobody` meet both, `new-and-existing-guests` CIS alone",
    ),
    Apart(
        "entra.managed_devices_required",
        "proof",
        ("5.2.2.9", "access takes a compliant device, or a hybrid joined one as well"),
        ("MS.AAD.3.7v1", "access takes one of both sorts"),
        "`managed-device` meets both, `compliant-device` CIS alone, `managed-device-or-mfa` neither",
    ),
    Apart(
        "exchange.spf_dmarc_published",
        "dmarc_policy",
        ("2.1.10", "forgeries are rejected or quarantined, and there are two addresses for reports"),
        ("MS.EXO.4.2v1", "forgeries are rejected"),
        "`reject` is what both ask for, `quarantine` CIS alone; what else each claim lacks stands above",
    ),
    Apart(
        "entra.mfa_required",
        "directory_sync",
        (
            "5.2.2.2",
            "it is for everybody; who is left out is written down, and Prowler asks for the role of the sync",
        ),
        (
            "MS.AAD.3.2v2",
            "it is for everybody; accounts and groups can be exempted, and no role may be left out",
        ),
        "`none` and `account` meet both, `role` CIS and Prowler alone; so it is with each other claim that lacks it",
    ),
)
"""Of the requirements that our controls claim. Source: ../shared/frameworks.md 2.3 (2026-11-25)."""

ALIKE: tuple[tuple[str, tuple[str, str], tuple[str, str], str], ...] = (
    (
        "Global Administrators",
        ("1.1.3", "two to four"),
        ("MS.AAD.7.1v1", "two to eight"),
        "both, by at most four; with more the control does not count",
    ),
    (
        "Authentication flows",
        ("5.2.2.17", "a policy blocks the transfer of a sign-in"),
        ("MS.AAD.3.9v1", "a policy blocks the device code flow, and that alone"),
        "both, by a policy each",
    ),
    (
        "Certificates of applications",
        ("5.1.5.6", "180 days at most"),
        ("MS.AAD.5.7v1", "a year at most"),
        "both, by 180 days",
    ),
    (
        "Mark of senders from outside",
        ("6.2.3", "Outlook's own mark"),
        ("MS.EXO.7.1v1", "a transport rule that writes before the subject"),
        "CIS alone: Holdfast writes no transport rule",
    ),
    (
        "Safe Attachments",
        ("2.1.4", "messages are blocked, in a quarantine of administrators"),
        ("MS.SECURITYSUITE.1.3v1", "they are blocked, or delivered before the attachment"),
        "SCuBA; CIS is not claimed: either action is left as it is",
    ),
    (
        "OneDrive",
        ("7.2.4", "files are shared with nobody outside"),
        ("MS.SHAREPOINT.1.2v1", "with guests who are there already, or with nobody"),
        "neither: no interface tells it to an application",
    ),
    (
        "Default link",
        ("7.2.7", "it is for the organization, or for named people"),
        ("MS.SHAREPOINT.2.1v1", "it is for named people"),
        "neither is claimed: it is attested, and an attested link may be for the organization",
    ),
    (
        "Code that proves a guest",
        ("7.2.10", "proved again after 15 days"),
        ("MS.SHAREPOINT.3.3v2", "after 30 days"),
        "SCuBA alone, where files are shared with nobody; else neither: no interface tells it to an application",
    ),
    (
        "Calendars",
        ("1.3.3", "the default policy of sharing is off"),
        ("MS.EXO.6.2v1", "no policy opens calendars to everybody"),
        "SCuBA alone: the policy stays on, for domains that are named",
    ),
    (
        "Lobby",
        ("8.5.3", "invited people, the organization without guests, or organizers come straight in"),
        ("MS.TEAMS.1.4v1", "people of the organization come straight in"),
        "neither is claimed: it is attested, and an attested lobby may admit organizers alone",
    ),
    (
        "Emergency accounts",
        ("1.1.2", "one at least is excluded from every sign-in policy"),
        ("MS.AAD.3.2v2", "nobody is excluded whom the auditor's own configuration does not exempt"),
        "CIS; SCuBA once the break-glass group is in its configuration, for each policy",
    ),
)
"""The same subject in both, where no setting of a control decides: which is met. Source: as above, 1.1 and 2.3."""
_ALIKE = "Of these no setting decides. What is met is said for a control that is in the plan and in order."

Claims = dict[str, list[tuple[str, "Requirement"]]]
"""By id of an edition, the controls that name it."""


def coverage_page() -> str:
    """Return the page, Markdown."""
    parts = [part for edition in _editions() for part in _of(edition)]
    return "\n\n".join(["# Coverage", GENERATED, _ABOUT, *parts, *_apart()]) + "\n"


def _apart() -> Iterator[str]:
    yield "## Where CIS and SCuBA pull apart"
    yield _APART
    rows = [
        (_link(one.control), f"`{one.setting}`", ": ".join(one.first), ": ".join(one.second), one.decides)
        for one in APART
    ]
    yield table(("Control", "Setting", "CIS", "SCuBA", "Which is met"), rows)
    yield _ALIKE
    yield table(
        ("Subject", "CIS", "SCuBA", "Which is met"),
        [(subject, ": ".join(first), ": ".join(second), met) for subject, first, second, met in ALIKE],
    )


def _editions() -> Iterator[Edition]:
    for info in pkgutil.iter_modules(holdfast.frameworks.__path__):
        module = importlib.import_module(f"{holdfast.frameworks.__name__}.{info.name}")
        yield from (value for value in vars(module).values() if isinstance(value, Edition))


def _of(edition: Edition) -> Iterator[str]:
    claims = _claims(edition)
    whole = sum(any(not one.lacks for _, one in claimed) for claimed in claims.values())
    yield f"## {edition.name}"
    none = len(edition.titles) - len(claims)
    if edition.beyond:
        yield (
            f"Of {len(edition.titles)} requirements {len(claims)} have a control that serves them, and {none} none. "
            f"No control sees to all of one: each asks for more, which is {edition.beyond}. Source: {edition.source}."
        )
    else:
        yield (
            f"Of {len(edition.titles)} requirements {whole} have a control that sees to all of it, "
            f"{len(claims) - whole} one that sees to a part, and {none} none. Source: {edition.source}."
        )
    yield table(
        ("Requirement", "What it asks for", "Controls"),
        [
            (name, edition.titles[name], "; ".join(_said(*one) for one in claimed))
            for name, claimed in claims.items()
        ],
    )
    if edition.later:
        yield f"What controls say of {edition.later} holds for the same requirement here."
    left = [f"{name} ({title})" for name, title in edition.titles.items() if name not in claims]
    yield f"No control sees to: {', '.join(left) or 'nothing; each has one'}."


def _claims(edition: Edition) -> Claims:
    """Return who names which requirement, in the edition's own order."""
    found: Claims = {name: [] for name in edition.titles}
    for control, made in controls().items():
        for one in edition.served(made.metadata.frameworks):
            found[one.id].append((control, one))
    return {name: claimed for name, claimed in found.items() if claimed}


def _said(control: str, requirement: Requirement) -> str:
    """Return a control with a link to its page, and what of the requirement it leaves."""
    left = f" (in part; needs or lacks: {requirement.lacks})" if requirement.lacks else ""
    return f"{_link(control)}{left}"


def _link(control: str) -> str:
    return f"[`{control}`](controls.md#{control.replace('.', '')})"
