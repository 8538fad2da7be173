"""The customer's duties and the outcomes that each asks for: the one list that controls, reports and JSON share.

A duty is met when each of its outcomes is, not when the controls that happen to exist are met. An outcome that no
control brings about stays in the list: then nobody sees to it, and the report says so.

Sources: the shared-responsibility duties of the design; what protects data from deletion:
https://learn.microsoft.com/purview/retention and https://learn.microsoft.com/microsoft-365/backup/backup-overview
(2026-11-25). The choice of outcomes is ours.

Over 400 lines because it is one table of facts: every outcome stands in it once, and is read beside the others.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Self

from holdfast.model.value_class import value_class


@value_class
class Outcome:
    """Something that must be true for a duty to be met."""

    id: str
    """The duty's id, a dot, and the outcome's own: `access-control.second-factor-required`."""
    title: str
    """Plain words, without a full stop."""
    sentence: str
    """What is true when it is met."""
    alternatives: bool = False
    """True where one of the controls that bring it about is enough; else all that are in the plan must be met."""
    presumes: tuple[str, ...] = ()
    """Ids of outcomes without which it is not true, whatever the controls do that bring it about."""


_VOUCHERS = ("access-control.vouchers-known",)
"""Whoever can say that somebody has given his proof lets him pass each rule that asks for it: a provider of a federated
domain or another organization as a second factor, an authority by a certificate as a phishing-resistant one. Source:
https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths (2026-11-28)."""


class Duty(StrEnum):
    """A duty of the customer, in the order in which reports show them."""

    label: str
    """Two or three plain words."""
    risk: str
    """One sentence: what goes wrong when nobody sees to it."""
    outcomes: tuple[Outcome, ...]
    """What the duty asks for."""

    def __new__(
        cls, value: str, label: str = "", risk: str = "", *outcomes: tuple[str, str, str] | Outcome
    ) -> Self:
        """Make a duty of its id, label and risk, and of the short id, title and sentence of each outcome."""
        duty = str.__new__(cls, value)
        duty._value_ = value
        duty.label = label
        duty.risk = risk
        duty.outcomes = tuple(
            one if isinstance(one, Outcome) else Outcome(f"{value}.{one[0]}", one[1], one[2])
            for one in outcomes
        )
        return duty

    ACCIDENTAL_DELETION = (
        "accidental-deletion",
        "Accidental deletion",
        (
            "The recycle bin is only temporary and replication copies the deletion; without a daily backup and "
            "retention behind it, what was deleted by mistake is gone."
        ),
        (
            "deleted-items-recoverable",
            "Deleted items can be recovered",
            "What somebody deletes by mistake can be taken back for as long as Microsoft allows.",
        ),
        (
            "versions-kept",
            "Earlier versions are kept",
            "A file that was overwritten can be taken back to an earlier version.",
        ),
        (
            "mail-retention-behind",
            "Retention stands behind deleted mail",
            "Mail that was emptied from the recycle bin is still kept.",
        ),
        (
            "file-retention-behind",
            "Retention stands behind deleted files",
            "Files and sites that were emptied from the recycle bin are still kept, whoever deleted them.",
        ),
        (
            "mail-backed-up",
            "Mail is backed up every day",
            "Every mailbox has a copy of the last day that a deletion does not reach.",
        ),
        (
            "personal-files-backed-up",
            "Personal files are backed up every day",
            "Everybody's OneDrive has a copy of the last day that a deletion does not reach.",
        ),
        (
            "sites-backed-up",
            "Sites are backed up every day",
            "Every SharePoint site has a copy of the last day that a deletion does not reach.",
        ),
        (
            "independent-daily-backup",
            "A daily backup is independent of the tenant",
            "A backup on a daily schedule exists that a deletion or an administrator of the tenant cannot reach.",
        ),
        (
            "restore-tried",
            "A restore was tried",
            "Somebody has restored from the backup lately and seen that it works.",
        ),
    )
    INTERNAL_ATTACK = (
        "internal-attack",
        "Attack from inside",
        "An employee on the way out deletes mail and files, lets an application in, or forwards mail outside.",
        (
            "deleted-mail-held",
            "Mail deleted on purpose is held",
            "An employee cannot delete mail for good: it is held all the same.",
        ),
        (
            "holds-do-not-fill-up",
            "Holds do not fill up unseen",
            "Somebody is told of a mailbox in which a hold has nearly used up the room, before it is full.",
        ),
        (
            "leavers-mail-kept",
            "Mail of leavers is kept",
            "The mailbox of somebody who leaves is held before anything can erase it.",
        ),
        (
            "leavers-files-kept",
            "Files of leavers are kept",
            "The files of somebody who leaves are kept before anything can erase them.",
        ),
        (
            "exclusions-bounded",
            "Nobody can be excused from the sign-in rules in passing",
            "Only the emergency accounts stand outside the sign-in rules, and a further one is noticed.",
        ),
        (
            "app-consent-bounded",
            "Employees cannot let applications in",
            "An application gets at the tenant's data only when an administrator has agreed.",
        ),
        (
            "forwarding-blocked",
            "Mail is not forwarded outside",
            "No rule and no mailbox sends mail to an outside address by itself.",
        ),
    )
    EXTERNAL_ATTACK = (
        "external-attack",
        "Attack from outside",
        "Passwords are guessed and phished, and ransomware encrypts files that are then faithfully replicated.",
        Outcome(
            "external-attack.stolen-password-not-enough",
            "A stolen password is not enough",
            "Whoever guessed or phished a password still lacks the second factor.",
            presumes=_VOUCHERS,
        ),
        (
            "passwords-not-guessed",
            "Passwords are hard to guess",
            (
                "Words that an attacker tries first are refused, whoever guesses is locked out, and nobody is made to "
                "count up a password by the calendar."
            ),
        ),
        (
            "old-protocols-closed",
            "Password spraying over old protocols is closed",
            "Protocols that take a password alone are closed.",
        ),
        Outcome(
            "external-attack.administrators-not-phishable",
            "Administrators cannot be phished",
            "Administrators sign in with methods that work for the true sign-in page only.",
            presumes=_VOUCHERS,
        ),
        (
            "risky-sign-ins-stopped",
            "Suspicious sign-ins are stopped",
            (
                "Sign-ins that look like an attack, and ways of signing in that attackers borrow, are challenged or "
                "blocked."
            ),
        ),
        (
            "application-secrets-bounded",
            "Secrets of applications are bounded",
            "Applications prove who they are by certificates that end, and by no password that somebody copies.",
        ),
        (
            "application-power-bounded",
            "Applications that can do much are known",
            "No application by itself can rule the tenant, or open everybody's mail and files, that nobody agreed to.",
        ),
        (
            "harmful-mail-stopped",
            "Harmful mail is stopped",
            "Attachments, forged senders and spam are checked before people see them, and taken back when found later.",
        ),
        (
            "look-alike-mail-stopped",
            "Mail that looks like somebody's is stopped",
            "Mail that looks like that of the organization, or of whom its people write with, stays out of the inbox.",
        ),
        (
            "unknown-attachments-stopped",
            "Harmful attachments and files that nobody knows yet are stopped",
            "Attachments, and files that are shared, are tried out before people open them.",
        ),
        (
            "harmful-links-stopped",
            "Harmful links are stopped",
            "Links are checked when somebody follows them.",
        ),
        (
            "harmful-messages-taken-back",
            "Harmful messages in Teams are taken back",
            "A message that turns out to be harmful after it was delivered is taken out of its chat or channel.",
        ),
        (
            "priority-accounts-protected",
            "Who is attacked most is protected most",
            "Mail to executives, administrators and others whom attackers choose is looked at more closely.",
        ),
        (
            "mail-programs-prove-more",
            "Mail programs prove more than a password",
            "Mail programs can sign in with modern authentication, and none sends with a password alone.",
        ),
        (
            "own-senders-not-forged",
            "Own senders are not forged from outside",
            "Mail that names a sender of the organization and comes from nobody who proved it is refused.",
        ),
        (
            "own-mail-signed",
            "Own mail is signed",
            "Whoever gets mail of the organization can tell it from what only names a sender of it.",
        ),
        (
            "forged-mail-stopped-elsewhere",
            "Forged mail is stopped elsewhere",
            (
                "Everybody who receives mail is asked to refuse, or put aside, what names a domain of the organization "
                "and comes from nobody whom it lets send."
            ),
        ),
        (
            "outside-senders-marked",
            "Mail from outside is marked",
            "People see of each message whether its sender is outside the organization.",
        ),
        (
            "attacks-told",
            "Signs of an attack by mail are told",
            "Somebody is told when mail is sent in masses, forwarded outside, or held back because of it.",
        ),
        (
            "contact-bounded",
            "Contact in Teams from outside is bounded",
            "Who is outside and not of an agreed organization writes to nobody in Teams unasked.",
        ),
        (
            "encrypted-files-restorable",
            "Files encrypted by ransomware can be restored",
            "Mail, files and sites can be brought back in bulk to a point before the attack.",
        ),
    )
    ACCESS_CONTROL = (
        "access-control",
        "Access control",
        (
            "A password alone opens the tenant, because multifactor authentication is available but not required, and "
            "there are too many administrators."
        ),
        Outcome(
            "access-control.second-factor-required",
            "A second factor is required of everybody",
            "Every user proves a second factor for every application.",
            presumes=_VOUCHERS,
        ),
        Outcome(
            "access-control.legacy-sign-in-blocked",
            "Sign-ins that cannot ask for a second factor are blocked",
            "Old protocols that know a password only let nobody in.",
            alternatives=True,
        ),
        (
            "vouchers-known",
            "Who can vouch for a sign-in is known",
            (
                "Nobody says that somebody has proved who he is but the directory, and those providers, authorities "
                "and organizations that were named."
            ),
        ),
        Outcome(
            "access-control.administrators-strongly-proved",
            "Administrators prove more than others",
            "Holders of powerful roles sign in with phishing-resistant methods only.",
            presumes=_VOUCHERS,
        ),
        (
            "administrators-few",
            "Global Administrators are few",
            "The role that can do everything is held by as few as the work needs, and by two people at least.",
        ),
        (
            "roles-held-when-needed",
            "Powerful roles are held only when needed",
            "Nobody holds a powerful role for longer than the work needs.",
        ),
        (
            "administration-closed",
            "Administration is closed to everybody else",
            "Who administers nothing does not get into the places where the tenant is administered.",
        ),
        (
            "providers-access-approved",
            "Microsoft's own access needs consent",
            "An engineer of Microsoft sees the organization's content only after somebody of it has agreed.",
        ),
        (
            "emergency-access-kept",
            "Emergency accounts can always get in",
            "Two emergency accounts stay outside the rules that could lock everybody out, and nobody else does.",
        ),
        (
            "weak-methods-off",
            "Weak methods are off",
            "Codes by SMS, voice or e-mail, which can be diverted, are not accepted, nor a method that nobody named.",
        ),
        (
            "strong-methods-used",
            "Strong methods are offered and used",
            (
                "Methods that cannot be diverted are offered, asked for and asked first, and a pass that stands in for "
                "one ends soon."
            ),
        ),
        (
            "devices-and-sessions-bounded",
            "Devices and sessions are bounded",
            "A device joins with proof only, and a session does not stay open for ever on any machine.",
        ),
    )
    REGULATORY_COMPLIANCE = (
        "regulatory-compliance",
        "Regulatory compliance",
        (
            "Litigation hold is off, has the wrong duration, or is missing for the very mailbox that is asked for, and "
            "no audit log says what happened."
        ),
        (
            "mail-held-as-required",
            "Mail is held for as long as required",
            "Every mailbox is on hold for at least the time that the law or the contract asks for.",
        ),
        (
            "records-marked",
            "Records can be marked with their period",
            "The periods that the law sets are there as labels, published where people work.",
        ),
        (
            "evidence-held",
            "What a case needs is held",
            "Mail and files of the people in a case or an investigation are on hold.",
        ),
        (
            "audit-log-on",
            "Who did what is recorded",
            "The audit log is on, for mailboxes too.",
        ),
        (
            "audit-log-kept",
            "Who did what stays known",
            "The audit log is kept for as long as asked.",
        ),
    )
    DATA_RETENTION = (
        "data-retention",
        "Data retention",
        (
            "Records are deleted too early or kept too long, and Microsoft erases the data of inactive, unlicensed and "
            "deleted accounts after its grace period of 30 or 90 days."
        ),
        (
            "periods-published",
            "Retention periods are published",
            "The agreed periods exist as labels, and people can apply them where they work.",
        ),
        (
            "retention-applied",
            "Retention acts without anybody's doing",
            "Mail, files and chats are kept and ended by policy, whether or not somebody labels them.",
        ),
        (
            "inactive-accounts-secured",
            "Data of inactive accounts is secured",
            "The data of inactive, unlicensed and deleted accounts is secured before Microsoft erases it.",
        ),
    )
    PRIVACY = (
        "privacy",
        "Privacy",
        "Anonymous sharing links stay open, guests are never reviewed, and personal data is kept for ever.",
        (
            "sharing-bounded",
            "Sharing with outsiders is bounded",
            "Links that work for anybody end by themselves, and a new link is for the organization first.",
        ),
        (
            "outsiders-named",
            "Files are shared with named people only",
            "No link opens a file for whoever has it: outsiders are named, and sign in.",
        ),
        (
            "calendars-bounded",
            "Calendars are not open to everybody",
            "Who is outside and not named by domain sees of a calendar at most when somebody is busy.",
        ),
        (
            "senders-warned",
            "Senders are warned",
            "Who writes mail sees, before it is sent, that it goes outside, or to many.",
        ),
        (
            "nothing-passed-on",
            "Guests pass nothing on",
            "A guest cannot share with others what belongs to the organization.",
        ),
        (
            "meetings-bounded",
            "Strangers wait outside of meetings",
            "Who is not of the organization or invited waits in the lobby, starts no meeting and takes no screen.",
        ),
        (
            "guests-bounded",
            "Guests are bounded",
            "Who invites guests, what they see of the directory, and what their organization vouches for, is bounded.",
        ),
        (
            "guests-reviewed",
            "Guests are reviewed",
            "Guests who are no longer needed go.",
        ),
        (
            "personal-data-ends",
            "Personal data is not kept for ever",
            "Where a period ends, what it was kept for is deleted.",
        ),
    )


OUTCOMES = MappingProxyType({outcome.id: (duty, outcome) for duty in Duty for outcome in duty.outcomes})
"""Every outcome with its duty, by id."""
