"""What a check can say of a declared or found object, and why. Closed lists: reports rely on them."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The verdict on one object."""

    IN_SYNC = "IN_SYNC"
    """Read, and as declared."""
    DRIFTED = "DRIFTED"
    """Read, and different: see the differences."""
    MISSING = "MISSING"
    """Its collection was read completely, and it is not there."""
    UNMANAGED = "UNMANAGED"
    """In the tenant, and declared by nobody."""
    EXCEEDS = "EXCEEDS"
    """Different, but stricter than asked: not drift."""
    UNKNOWN = "UNKNOWN"
    """Not readable: see the reason. Never counted as in sync."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """Cannot apply to this tenant or member: see the reason."""
    EXCEPTED = "EXCEPTED"
    """Different, and accepted by a valid exception of the client file."""


class Reason(StrEnum):
    """Why a status is UNKNOWN, NOT_APPLICABLE or EXCEPTED."""

    PERMISSION = "permission"
    """The identity may not read it (403)."""
    SIGN_IN = "sign-in"
    """No token, or it was refused (401)."""
    THROTTLED = "throttled"
    """The service kept answering 429."""
    UNAVAILABLE = "unavailable"
    """The service kept answering 5xx, or the connection broke."""
    PARTIAL = "partial"
    """A later page failed: part of the collection is unread."""
    UNEXPECTED = "unexpected"
    """The answer was not what the service documents."""
    AMBIGUOUS = "ambiguous"
    """The name means several objects of the tenant, and which one is meant is not left to chance."""
    NOT_ATTESTED = "not-attested"
    """No interface can check it, and nobody attests it, or no longer."""
    UNSUPPORTED = "unsupported"
    """Declared in the program, and of a kind that the drift check cannot read."""
    LICENCE = "licence"
    """The tenant or the member lacks the licence."""
    EXCLUDED = "excluded"
    """Excluded by the client file."""
    TYPE = "type"
    """A member of a type that the rule is not for."""
    DELETED = "deleted"
    """A member that is deleted and can be restored for some days."""
    NOT_CONCERNED = "not-concerned"
    """A member to which nothing can happen that the rule prevents, or which the rule is never to touch."""
    EXCEPTION = "exception"
    """Accepted in the client file, with owner, reason and expiry."""


EXEMPT = {
    Reason.LICENCE.value: "not licensed",
    Reason.EXCLUDED.value: "excluded",
    Reason.TYPE.value: "of another type",
    Reason.DELETED.value: "deleted",
    Reason.NOT_CONCERNED.value: "not concerned",
}
"""Why members of a population are out of reach, in words."""
LEAVES_OUT = frozenset(EXEMPT) - {Reason.NOT_CONCERNED.value}
"""Reasons by which somebody is left out of what a rule is for: an outcome that speaks of everybody is not met then."""


class ExitCode:
    """Process exit codes, the same for every command that checks."""

    IN_SYNC = 0
    """Everything was read, and it is in sync."""
    DRIFT = 1
    """At least one object drifted, is missing or is unmanaged."""
    NO_ANSWER = 2
    """No full answer: an error, wrong usage, or something unread and no drift."""
