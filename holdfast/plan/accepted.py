"""Judges a client's exceptions: deviations that somebody accepted, with owner, reason and a last day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from holdfast.model.accepted import MISSING, OBJECT, is_property
from holdfast.model.plan import PlannedException
from holdfast.plan.days import day_of, latest_today
from holdfast.plan.mistakes import Slug, suggestion
from holdfast.plan.shapes import ExceptionShape
from holdfast.plan.words import found

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node, Place

MAX_YEARS = 2
"""How far ahead the last day of an exception may be: who accepts a risk looks at it again."""
_SHOWN = {"object": "its name", "property": "its path"}


def planned_exceptions(
    config: Node, controls: Collection[str] | None, today: date, mistakes: Mistakes
) -> tuple[PlannedException, ...]:
    """Return the exceptions of a client in the order of the file; of use only when `mistakes` stays empty.

    One whose last day is over is among them: it accepts nothing, and everybody is told.

    Args:
        config: The client's `config:` group.
        controls: Ids of the controls of the baseline; None when they are not all known.
        today: The day for which the plan is made.
        mistakes: Takes what is wrong.
    """
    exceptions = config.get("holdfast:exceptions")
    seen: dict[tuple[str, ...], Place] = {}
    planned = []
    for node in exceptions.elements() if exceptions is not None else ():
        if node.broken:
            continue
        _judge_subject(node, controls, seen, mistakes)
        expires = last_day(node, today, mistakes)
        if expires is not None:
            planned.append(
                PlannedException(
                    control=node.text("control") or "",
                    object=node.text("object") or "",
                    property=_properties(node),
                    unmanaged=node.text("unmanaged") or "",
                    reason=node.text("reason") or "",
                    owner=node.text("owner") or "",
                    expires=expires,
                    place=str(node.place),
                )
            )
    return tuple(planned)


def _judge_subject(
    node: Node, controls: Collection[str] | None, seen: dict[tuple[str, ...], Place], mistakes: Mistakes
) -> None:
    """Report an exception that is about nothing, about two things, or about what another one covers."""
    control, unmanaged = node.get("control"), node.get("unmanaged")
    if (control is None) == (unmanaged is None):
        # A name that Holdfast does not know was reported: it may well be the subject, misspelt.
        if control is not None or not set(node.items()) - set(ExceptionShape.model_fields):
            sentence = "an exception is about a `control` or about `unmanaged` objects: name one of the two"
            mistakes.add(node.place, Slug.EXCEPTION_SUBJECT, sentence)
        return
    if control is not None and not control.broken:
        _judge_control(node, control, controls, seen, mistakes)
    elif unmanaged is not None and not unmanaged.broken:
        _judge_unmanaged(node, unmanaged, seen, mistakes)


def _judge_control(
    node: Node,
    control: Node,
    controls: Collection[str] | None,
    seen: dict[tuple[str, ...], Place],
    mistakes: Mistakes,
) -> None:
    """Report an exception for a control that is not in the baseline, or that covers more than one deviation."""
    if controls is not None and control.value not in controls:
        sentence = (
            f"the client's baseline has no control `{control.value}`{suggestion(control.value, controls)}"
        )
        mistakes.add(control.place, Slug.UNKNOWN_CONTROL, sentence)
    lacking = [name for name in ("object", "property") if name not in node.items()]
    if lacking:
        added = " and ".join(f"`{name}: {_SHOWN[name]}`" for name in lacking)
        sentence = (
            f"an exception covers one object of {control.value} and what differs in it, not all of the control: "
            f"add {added}, as `holdfast drift` names them; `property: {MISSING}` when the object is not there"
        )
        mistakes.add(control.place, Slug.EXCEPTION_TOO_WIDE, sentence)
        return
    named = node.get("property")
    for one in (named.elements() or (named,)) if named is not None else ():
        if not isinstance(one.value, str):
            continue
        if not is_property(one.value):
            sentence = (
                "expected the path of a property, such as conditions.users.excludedUsers or conditions.users.*, "
                f"or `{MISSING}`; each member of a rule is named; found {found(one.value)}"
            )
            mistakes.add(one.place, Slug.BAD_PROPERTY, sentence)
        _once((control.value, node.text("object") or "", one.value), one.place, seen, mistakes)


def _judge_unmanaged(
    node: Node, unmanaged: Node, seen: dict[tuple[str, ...], Place], mistakes: Mistakes
) -> None:
    """Report an exception for unmanaged objects that names no kind, or parts of a control's object."""
    if node.get("object") is not None or node.get("property") is not None:
        sentence = "`object` and `property` belong to an exception for a `control`: remove them here"
        mistakes.add(node.place, Slug.EXCEPTION_SUBJECT, sentence)
    elif not _once((unmanaged.value,), unmanaged.place, seen, mistakes):
        return
    elif not OBJECT.fullmatch(unmanaged.value):
        sentence = (
            "expected <Kind>/<name> for one object, or a pattern with * or ? for several, such as "
            f"NamedLocation/Office*, found {found(unmanaged.value)}"
        )
        mistakes.add(unmanaged.place, Slug.BAD_UNMANAGED, sentence)


def _once(
    subject: tuple[str, ...], place: Place, seen: dict[tuple[str, ...], Place], mistakes: Mistakes
) -> bool:
    """Return whether no exception before was for `subject`; else report it."""
    first = seen.setdefault(subject, place)
    if first is place:
        return True
    mistakes.add(place, Slug.DUPLICATE_EXCEPTION, f"line {first.line} has an exception for it: keep one")
    return False


def _properties(node: Node) -> tuple[str, ...]:
    """Return what `property` names, as far as it is text; a mistake was reported for the rest."""
    named = node.get("property")
    parts = (named.elements() or (named,)) if named is not None else ()
    return tuple(one.value for one in parts if isinstance(one.value, str))


def last_day(node: Node, today: date, mistakes: Mistakes) -> date | None:
    """Return the day in `expires`; None, reported, when it is none on which an exception can end."""
    expires = node.items().get("expires")
    if expires is None or expires.broken:
        return None
    day = day_of(expires.value)
    if day is None:
        sentence = f"expected a date such as 2027-03-31, found {found(expires.plain())}"
        mistakes.add(expires.place, Slug.BAD_DATE, sentence)
    elif day > latest_day(latest_today(today)):
        sentence = f"{day} is more than {MAX_YEARS} years ahead: choose a day up to {latest_day(today)}"
        mistakes.add(expires.place, Slug.DISTANT_EXPIRY, sentence)
    else:
        return day
    return None


def latest_day(today: date) -> date:
    """Return the day up to which an exception that is made today may hold."""
    return _years_after(today, MAX_YEARS)


def _years_after(day: date, years: int) -> date:
    """Return the same day `years` later; 28 February for 29 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
