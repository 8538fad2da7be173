"""The setting that several controls have alike: who may always sign in, two different accounts at least."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def _different(accounts: list[str]) -> list[str]:
    """Accept accounts that are different ones however they are written."""
    if len({one.strip().casefold() for one in accounts}) < len(accounts):
        raise ValueError("the same account is there twice: name two different ones, so that one may fail")
    return accounts


EmergencyAccounts = Annotated[list[str], AfterValidator(_different)]
"""User principal names of the emergency accounts."""
