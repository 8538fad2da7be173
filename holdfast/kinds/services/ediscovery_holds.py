"""What an eDiscovery hold and its sources say of themselves: decoded, and refused where they say it by half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_list,
    as_moment,
    as_name,
    as_object,
    as_text,
    as_word,
    member,
    required,
)
from holdfast.kinds.services.retention_policies import too_long_since

Row = Mapping[str, Any]

HOLD, USERS, SITES = "hold", "userSources", "siteSources"
"""Where a row holds the policy and its sources here: the service gives them at paths of their own."""
SOURCES = {"mailboxes": USERS, "sites": SITES}
_STATUSES = ("active", "closing", "closed", "closedWithError", "pendingDelete")
"""Words of `caseStatus` but `unknown`, which tells nothing."""
_OF_HOLDS = ("success", "pending", "error")
"""Words of `policyStatus` but `unknown` (by the SDK's enumeration, 2026-11-28)."""
_OF_SOURCES = ("applied", "applying", "notApplied", "removing", "partial")
"""Words of `dataSourceHoldStatus`. Source: https://learn.microsoft.com/graph/api/resources/security-usersource."""
_INCLUDED = ("mailbox", "site")
"""Words of `sourceType`, of which several stand in one text with commas, and a blank in Microsoft's own examples."""


def overdue(
    hold: Row, sources: Mapping[str, Sequence[Row]], now: datetime
) -> tuple[Row, dict[str, list[Row]]]:
    """Return a hold and its sources; what has been on its way to a place for too long says since when."""

    def told(row: Row, name: str, word: str, *changed: Row) -> Row:
        """Return a row with what it says of its status."""
        moments = [moment for one in changed if (moment := _changed(one))]
        late = str(row.get(name)).casefold() == word and too_long_since(moments, now)
        return {**row, name: f"{row[name]} {late}"} if late else row

    return told(hold, "status", "pending", hold), {
        below: [told(row, "holdStatus", "applying", row, hold) for row in rows]
        for below, rows in sources.items()
    }


def _changed(row: Row) -> datetime | None:
    """Return when a hold, or one of its sources, was changed last; None where it does not say."""
    for name in ("lastModifiedDateTime", "createdDateTime"):
        try:
            if moment := member(row, name, as_moment):
                return moment
        except MisreadError:
            continue
    return None


def refuse_half_told(case: Row, hold: Row) -> None:
    """Do nothing when case and hold say whether anything is held.

    Raises:
        MisreadError: when one leaves it out, or says it in a word that nobody knows. That `status` of a hold in order
            is null has been seen.
    """
    required(case, "status", partial(as_word, words=_STATUSES))
    try:
        required(hold, "isEnabled", as_boolean)
        required(hold, "errors", _as_errors)
        member(hold, "status", partial(as_word, words=_OF_HOLDS))
    except MisreadError as error:
        raise error.below(HOLD) from None


def _as_errors(value: Any, path: str) -> list[str]:
    """Return what a hold reports; an error without a text is none that can be told, and no sign of order either.

    Raises:
        MisreadError: when it is no list of texts with something in them.
    """
    return [as_name(one, f"{path}[]") for one in as_list(value, path)]


def _as_included(value: Any, path: str) -> str:
    """Return which parts of a person are meant, with a comma between two.

    Raises:
        MisreadError: when one is none that is known.
    """
    return ",".join(as_word(one.strip(), path, _INCLUDED) for one in as_text(value, path).split(","))


def named_source(below: str, row: Row) -> dict[str, Any]:
    """Return a source with the address by which it is declared as its name.

    Raises:
        MisreadError: when it does not tell its address, whether it is held, or what of it.
    """
    try:
        required(row, "holdStatus", partial(as_word, words=_OF_SOURCES))
        included = member(row, "includedSources", _as_included)
    except MisreadError as error:
        raise error.below(below) from None
    told = {"includedSources": included} if included else {}
    return {**row, **told, "Name": address_of(below, row)}


def address_of(below: str, row: Row) -> str:
    """Return the address of a mailbox, or of a site.

    Raises:
        MisreadError: when the source does not tell it.
    """
    try:
        if below == USERS:
            return required(row, "email", as_name)
        return required(required(row, "site", as_object), "webUrl", as_name)
    except MisreadError as error:
        raise error.below(below) from None
