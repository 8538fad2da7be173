"""Reads `attestations` of a client file: what a named owner says of controls that no interface can check."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.plan.attested import as_said, is_of
from holdfast.plan.days import day_of, latest_today
from holdfast.plan.mistakes import Slug, suggestion
from holdfast.plan.validation import validated
from holdfast.plan.words import found

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.model.attestation import Attestation
    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node, Place

LONGEST_DAYS = 400
"""How long an attestation may count: a year, and some weeks in which it is renewed. The choice is ours."""


def attestations(
    config: Node,
    existing: Mapping[str, Any],
    controls: Collection[str] | None,
    today: date,
    mistakes: Mistakes,
) -> tuple[Attestation, ...]:
    """Return the attestations of a client in the order of the file; of use only when `mistakes` stays empty.

    One whose last day is over is among them: what it attested is unknown, and everybody is told who is to renew it.

    Args:
        config: The client's `config:` group.
        existing: Classes of controls by id; those that ask for an attestation say by `Attested` for which values.
        controls: Ids of the controls of the baseline; None when they are not all known.
        today: The day for which the plan is made.
        mistakes: Takes what is wrong.
    """
    entries = config.get("holdfast:attestations")
    seen: dict[str, Place] = {}
    whole = []
    for node in entries.elements() if entries is not None else ():
        if node.broken:
            continue
        _judge_control(node, existing, controls, seen, mistakes)
        _judge_tenant(node, config, mistakes)
        _judge_what_came_later(node, mistakes)
        if _judge_days(node, today, mistakes) and _is_whole(node):
            whole.append(as_said(node, {}))
    return tuple(whole)


def _judge_control(
    node: Node,
    existing: Mapping[str, Any],
    controls: Collection[str] | None,
    seen: dict[str, Place],
    mistakes: Mistakes,
) -> None:
    """Report an attestation of what nobody asks for, of what another one attests, or with values of another shape."""
    control = node.get("control")
    if control is None or control.broken or controls is None:
        return
    if control.value not in controls:
        sentence = (
            f"the client's baseline has no control `{control.value}`{suggestion(control.value, controls)}"
        )
        mistakes.add(control.place, Slug.UNKNOWN_CONTROL, sentence)
        return
    first = seen.setdefault(control.value, control.place)
    if first is not control.place:
        sentence = f"line {first.line} attests the same control: keep one"
        mistakes.add(control.place, Slug.BAD_ATTESTATION, sentence)
    asked = getattr(existing.get(control.value), "Attested", None)
    if asked is None:
        sentence = f"{control.value} asks for no attestation: Holdfast looks itself"
        mistakes.add(control.place, Slug.BAD_ATTESTATION, sentence)
    elif (values := node.get("values")) is not None and not values.broken:
        validated(values, asked, mistakes)


def _judge_tenant(node: Node, config: Node, mistakes: Mistakes) -> None:
    """Report an attestation of another tenant: a file that is copied for another client attests nothing of that one."""
    own, attested = config.text("holdfast:tenant"), node.get("tenant")
    if own is None or attested is None or attested.broken or is_of(own, attested.value):
        return
    sentence = (
        f"this was attested of {found(attested.value)}, and the client's tenant is {own}: its owner looks at that one, "
        "and attests it with its own days and evidence"
    )
    mistakes.add(attested.place, Slug.BAD_ATTESTATION, sentence)


def _judge_days(node: Node, today: date, mistakes: Mistakes) -> bool:
    """Return whether both days of an attestation are days, in order; report what is wrong with them."""
    on, until = (_day(node, name, mistakes) for name in ("on", "until"))
    if on is None or until is None:
        return False
    places = node.items()
    if on > latest_today(today):
        sentence = f"{on} is in the future: nobody attests what is not yet"
        mistakes.add(places["on"].place, Slug.BAD_ATTESTATION, sentence)
    if until < on:
        sentence = f"{until} is before {on}, the day on which it was attested"
        mistakes.add(places["until"].place, Slug.BAD_ATTESTATION, sentence)
    elif until - on > timedelta(days=LONGEST_DAYS):
        latest = on + timedelta(days=LONGEST_DAYS)
        sentence = f"{until} is more than {LONGEST_DAYS} days after {on}: choose a day up to {latest}"
        mistakes.add(places["until"].place, Slug.BAD_ATTESTATION, sentence)
    return True


def _judge_what_came_later(node: Node, mistakes: Mistakes) -> None:
    """Report that somebody attests what happened on a day after the one on which he looked."""
    written, values = node.get("on"), node.get("values")
    on = None if written is None or written.broken else day_of(written.value)
    if on is None or values is None or values.broken:
        return
    for value in values.items().values():
        day = None if value.broken else day_of(value.value)
        if day is not None and day > on:
            sentence = (
                f"{day} is after {on}, the day on which it was attested: nobody attests what is not yet"
            )
            mistakes.add(value.place, Slug.BAD_ATTESTATION, sentence)


def _day(node: Node, name: str, mistakes: Mistakes) -> date | None:
    """Return the day that stands under `name`; None, reported, when it is none."""
    written = node.items().get(name)
    if written is None or written.broken:
        return None
    day = day_of(written.value)
    if day is None:
        sentence = f"expected a date such as 2027-03-31, found {found(written.plain())}"
        mistakes.add(written.place, Slug.BAD_DATE, sentence)
    return day


def _is_whole(node: Node) -> bool:
    """Return whether every part of an entry is there and right; a mistake was reported for the rest."""
    parts = [node.get("control"), node.get("tenant"), node.get("values")]
    for group, names in (("by", ("name", "mail")), ("evidence", ("sha256", "kept"))):
        above = node.get(group)
        parts += [None if above is None or above.broken else above.get(name) for name in names]
    return all(part is not None and not part.broken for part in parts)
