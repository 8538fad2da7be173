"""Rules over several controls at once, and the warnings that a client accepts.

A control decides over sign-ins when its settings have a `state` and a `break_glass_group`; the break-glass group, the
accounts in it and security defaults are settled by the two controls named here. What other controls spare as one of
these is no way to spare anybody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.plan import NO_SECOND_FACTOR, SYNCHRONISATION_STOPPED, PlanWarning
from holdfast.model.value_class import value_class
from holdfast.plan.mistakes import Slug, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node, Place

ACCEPTABLE = (NO_SECOND_FACTOR, SYNCHRONISATION_STOPPED)
"""Slugs of the warnings that a client file may accept; the others are put right instead."""
_GROUP = ("entra.break_glass_excluded", "group")
_GROUP_ELSEWHERE = ("break_glass_group", "emergency_group")
_ACCOUNTS = ("entra.break_glass_excluded", "accounts")
_ACCOUNTS_ELSEWHERE = ("emergency_accounts",)
_DEFAULTS = ("entra.security_defaults_settled", "enabled")
_ACCEPTED = "holdfast:accepted_warnings"


@value_class
class _Setting:
    """The value of one setting, and where it comes from: the control's own place for a default."""

    control: str
    value: Any
    place: Place


def judge_together(
    settled: Mapping[str, Node], catalogue: Mapping[str, Any], mistakes: Mistakes
) -> tuple[PlanWarning, ...]:
    """Report what no two controls may say together; return what they may and should not.

    Args:
        settled: Settings by control id, with parameters filled in.
        catalogue: Classes with a pydantic model `Settings`, by control id.
        mistakes: Takes what is wrong.
    """
    sign_in = [one for one in settled if {"state", "break_glass_group"} <= _names(catalogue, one)]
    _one_group(settled, catalogue, mistakes)
    _same_accounts(settled, catalogue, mistakes)
    defaults = _setting(settled, catalogue, *_DEFAULTS)
    if defaults is None:
        return ()
    if defaults.value is True:
        _no_enabled(settled, catalogue, sign_in, defaults, mistakes)
    return tuple(_without_defaults(defaults))


def accepted_warnings(config: Node, mistakes: Mistakes) -> dict[str, str]:
    """Return the client's reasons by slug of the warning that each accepts."""
    accepted = config.get(_ACCEPTED)
    for name, node in accepted.items().items() if accepted is not None else ():
        if name not in ACCEPTABLE:
            sentence = f"there is no warning `{name}` to accept{suggestion(name, ACCEPTABLE)}"
            mistakes.add(node.key, Slug.UNKNOWN_WARNING, sentence)
    return {name: str(node.value) for name, node in accepted.items().items()} if accepted is not None else {}


def _one_group(settled: Mapping[str, Node], catalogue: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Report each control whose break-glass group is not the client's."""
    for first, other in _said_otherwise(settled, catalogue, _GROUP, _GROUP_ELSEWHERE):
        if other.value != first.value:
            sentence = (
                f"`{other.control}` names the break-glass group `{other.value}`, and `{first.control}` names "
                f"`{first.value}` ({first.place}): only one can be excluded everywhere, so name the same"
            )
            mistakes.add(other.place, Slug.TWO_BREAK_GLASS_GROUPS, sentence)


def _same_accounts(settled: Mapping[str, Node], catalogue: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Report each control whose emergency accounts are not the client's."""
    for first, other in _said_otherwise(settled, catalogue, _ACCOUNTS, _ACCOUNTS_ELSEWHERE):
        known, named = (_spelled(one.value) for one in (first, other))
        if known and named and (odd := sorted(known ^ named)):
            sentence = (
                f"`{other.control}` and `{first.control}` ({first.place}) do not name the same emergency accounts: "
                f"{', '.join(odd)} {'is' if len(odd) == 1 else 'are'} with one of them alone; name the same"
            )
            mistakes.add(other.place, Slug.OTHER_EMERGENCY_ACCOUNTS, sentence)


def _spelled(accounts: Any) -> set[str]:
    """Return accounts as the service compares them; none of what is no list of texts, which is told elsewhere."""
    if not isinstance(accounts, list) or not all(isinstance(one, str) for one in accounts):
        return set()
    return {one.strip().casefold() for one in accounts}


def _said_otherwise(
    settled: Mapping[str, Node],
    catalogue: Mapping[str, Any],
    first: tuple[str, str],
    elsewhere: tuple[str, ...],
) -> Iterator[tuple[_Setting, _Setting]]:
    """Yield the first value, and beside it each that other controls have for the same by a name of `elsewhere`."""
    places = [
        first,
        *((one, name) for one in settled for name in elsewhere if name in _names(catalogue, one)),
    ]
    named = [one for place in places if (one := _setting(settled, catalogue, *place)) is not None]
    for other in named[1:]:
        yield named[0], other


def _no_enabled(
    settled: Mapping[str, Node],
    catalogue: Mapping[str, Any],
    sign_in: list[str],
    defaults: _Setting,
    mistakes: Mistakes,
) -> None:
    """Report each control that is enabled beside security defaults: the service refuses it."""
    for control in sign_in:
        state = _setting(settled, catalogue, control, "state")
        if state is not None and state.value == "enabled":
            sentence = (
                f"`{control}` is enabled while security defaults are on ({defaults.place}), which the service "
                "refuses: turn them off, or set it to `report-only`"
            )
            mistakes.add(state.place, Slug.SECURITY_DEFAULTS_AND_POLICIES, sentence)


def _without_defaults(defaults: _Setting) -> Iterator[PlanWarning]:
    """Yield the warning that holds unless some policy of the program asks for a second factor."""
    if defaults.value is False:
        told = (
            "security defaults are off, and no enabled policy of this program asks all users for a second factor "
            "everywhere: a password alone may open the tenant; enable one, or turn security defaults on"
        )
        yield PlanWarning("no-second-factor", told, str(defaults.place))


def _names(catalogue: Mapping[str, Any], control: str) -> set[str]:
    return set(catalogue[control].Settings.model_fields)


def _setting(
    settled: Mapping[str, Node], catalogue: Mapping[str, Any], control: str, name: str
) -> _Setting | None:
    """Return a setting as it will be, default included; None where there is no such control, or it is at fault."""
    node = settled.get(control)
    if node is None or node.broken:
        return None
    part = node.get(name)
    if part is None:
        known = catalogue[control].Settings.model_fields[name]
        default = known.get_default(call_default_factory=True)
        return None if known.is_required() else _Setting(control, default, node.key)
    return None if part.broken else _Setting(control, part.plain(), part.place)
