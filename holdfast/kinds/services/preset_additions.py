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
from holdfast.kinds.services.precedence import CONDITIONS, EXCEPTIONS, list_there
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.statement import Node

    Row = Mapping[str, Any]


def is_one_of_two(rule: Row, presets: Sequence[Row], named_by: str) -> bool:
    """Return whether another rule has the name of this one, or its policy, of which one alone was looked at.

    Args:
        rule: one by which a policy decides.
        presets: all rules of presets.
        named_by: property of a rule that names its policy.
    """
    others = [one for one in presets if one is not rule]
    return any(_same(one, rule, name) for one in others for name in ("Name", named_by))


def _same(one: Row, other: Row, name: str) -> bool:
    return one_case(str(one.get(name))) == one_case(str(other.get(name)))


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
    return "" if _is_for_all_of(rule, same[0]) else "for others"


def _is_for_all_of(rule: Row, added: Row) -> bool:
    """Return whether what is added is for everybody whom a rule reaches.

    A rule is for those who meet each sort of condition that it has, by any one that it lists of it, and no exception
    (recalled). So the lists of one sort may be longer in conditions and shorter in exceptions, where the sums that a
    rule has besides are the same: what stands in these, and in no list, is not known.

    Raises:
        MisreadError: a condition or exception is absent, or is no list.
    """
    *reaches, conditions = _said(rule, CONDITIONS)
    *those, their_conditions = _said(added, CONDITIONS)
    *spares, exceptions = _said(rule, (*EXCEPTIONS, "Exceptions"))
    *spared, their_exceptions = _said(added, (*EXCEPTIONS, "Exceptions"))
    reached = (conditions == their_conditions and _is_in(reaches, those)) or not any(
        [*those, their_conditions]
    )
    return reached and (
        (exceptions == their_exceptions and _is_in(spared, spares)) or not any([*spared, their_exceptions])
    )


def _is_in(few: Sequence[set[str]], many: Sequence[set[str]]) -> bool:
    """Return whether each list has all of another one's, and either has something or neither."""
    return all(one <= other and bool(one) == bool(other) for one, other in zip(few, many, strict=True))


def _said(rule: Row, names: Sequence[str]) -> list[set[str]]:
    """Return what each condition or exception of a rule says.

    Raises:
        MisreadError: one is absent, or is no list.
    """
    return [{one_case(each) for each in list_there(rule, name)} for name in names]
