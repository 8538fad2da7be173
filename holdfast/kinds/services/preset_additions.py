"""Whether what Defender for Office 365 adds to a preset is for all about whom the preset decides. Pure functions.

A preset that is on has a rule that says about whom its policies decide, and another one of the same name that says for
whom they do what Defender for Office 365 adds: Safe Attachments, Safe Links, and what is against impersonation. Its
anti-phishing policy decides by the first: whom the second leaves out, no other policy protects from impersonation.
Source: https://learn.microsoft.com/powershell/module/exchange/disable-atpprotectionpolicyrule (recalled, 2026-11-30).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_word, required
from holdfast.kinds.services.novelties import all_known
from holdfast.kinds.services.precedence import NARROWING, list_there
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.statement import Node

    Row = Mapping[str, Any]


def falls_short(rule: Row, added: Sequence[Row], known: Mapping[str, Node]) -> str:
    """Return for whom a preset does not do what is added to it, as a finding says it; empty where for nobody.

    Args:
        rule: the one by which its policies decide; it is on.
        added: all rules of what is added.
        known: all properties of rules that are known (see `Kind.names`).

    Raises:
        MisreadError: it is not understood for whom it is added.
    """
    name = required(rule, "Name", as_name)
    same = [one for one in added if one_case(required(one, "Name", as_name)) == one_case(name)]
    if len(same) > 1:
        raise MisreadError("Name", "that of one rule", name)
    if not same:
        return "for nobody"
    state = required(same[0], "State", partial(as_word, words=("Enabled", "Disabled")))
    if state.casefold() == "disabled":
        return "for nobody"
    all_known(known, same[0], "known: the rule may be for fewer than it says")
    those = _said(same[0])
    return "" if not any(those) or those == _said(rule) else "for others"


def _said(rule: Row) -> list[set[str]]:
    """Return what each condition and exception of a rule says.

    Raises:
        MisreadError: one is absent, or is no list.
    """
    return [{one_case(each) for each in list_there(rule, name)} for name in NARROWING]
