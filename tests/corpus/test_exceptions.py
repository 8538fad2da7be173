"""Exceptions of a client: each covers one object and the properties that it names, and never anything wider.

Tried on every kind, and on thousands of made-up objects, differences and exceptions.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from holdfast.drift.accepted import except_accepted
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.accepted import MISSING, as_written, covers, is_property, names_one, real_name
from holdfast.model.finding import DRIFT, Difference, Finding
from holdfast.model.plan import PlannedException
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from holdfast.kinds.kind import Kind

TODAY = date(2026, 11, 24)
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
LABEL = "m365:purview:RetentionLabel"
OURS = Finding(
    Status.DRIFTED,
    POLICY,
    "CA001",
    "entra.mfa_required",
    "urn:pulumi:acme::holdfast::x$y::entra.mfa_required/policy",
    differences=(Difference("state", "enabled", "disabled"),),
)
ROGUE = Finding(Status.UNMANAGED, POLICY, "CA0 rogue [1]", live_id="8d1f2c30")
KINDS = kinds()
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def exception(
    control: str = "",
    of: str = "",
    *properties: str,
    unmanaged: str = "",
    expires: date = TODAY,
) -> PlannedException:
    return PlannedException(
        control=control,
        object=of,
        property=properties,
        unmanaged=unmanaged,
        reason="keys are ordered",
        owner="it@x.example",
        expires=expires,
    )


def accepted(finding: Finding, *exceptions: PlannedException, beside: tuple[Finding, ...] = ()) -> Finding:
    return except_accepted(KINDS, [finding, *beside], exceptions, TODAY)[0]


@pytest.mark.parametrize("status", Status)
def test_exception_accepts_drift_and_nothing_else(status: Status) -> None:
    found = accepted(replace(OURS, status=status), exception("entra.mfa_required", "CA001", "state", MISSING))

    if status in DRIFT - {Status.UNMANAGED}:
        assert (found.status, found.reason) == (Status.EXCEPTED, Reason.EXCEPTION)
        assert found.explanation == "accepted by it@x.example until 2026-11-24: keys are ordered"
    else:
        assert found == replace(OURS, status=status)


@pytest.mark.parametrize(
    "other",
    [
        exception("entra.legacy_authentication_blocked", "CA001", "state"),
        exception("entra.mfa", "CA001", "state"),
        exception("entra.mfa_required", "CA00", "state"),
        exception("entra.mfa_required", "CA*", "state"),
        exception("entra.mfa_required", "", "state"),
        exception("entra.mfa_required", "CA001"),
        exception("entra.mfa_required", "CA001", MISSING),
        exception("entra.mfa_required", "CA001", "stat"),
        exception("entra.mfa_required", "CA001", "state.*"),
        exception("entra.mfa_required", "CA001", "conditions.*"),
        exception("entra.mfa_required", "policy", "state"),
        exception("", "CA001", "state"),
        exception(unmanaged="ConditionalAccessPolicy/CA001"),
        exception(unmanaged="*"),
    ],
)
def test_exception_for_something_else_accepts_nothing(other: PlannedException) -> None:
    assert accepted(OURS, other) == OURS


@pytest.mark.parametrize(
    ("finding", "over", "says_so"),
    [
        (OURS, exception("entra.mfa_required", "CA001", "state"), True),
        (OURS, exception("entra.mfa_required", "CA001", "conditions.*"), False),
        (OURS, exception("entra.mfa_required", "CA002", "state"), False),
        (
            replace(OURS, status=Status.MISSING, differences=()),
            exception("entra.mfa_required", "CA001", MISSING),
            True,
        ),
        (
            replace(OURS, status=Status.MISSING, differences=()),
            exception("entra.mfa_required", "CA001", "state"),
            False,
        ),
        (
            replace(OURS, status=Status.IN_SYNC, differences=()),
            exception("entra.mfa_required", "CA001", "state"),
            False,
        ),
        (ROGUE, exception(unmanaged="ConditionalAccessPolicy/CA0*"), True),
        (ROGUE, exception(unmanaged="ConditionalAccessPolicy/CA1*"), False),
    ],
)
def test_expired_exception_accepts_nothing_and_what_it_covered_says_so(
    finding: Finding, over: PlannedException, *, says_so: bool
) -> None:
    found = accepted(finding, replace(over, expires=date(2026, 11, 23)))

    told = ("an exception of it@x.example expired on 2026-11-23: keys are ordered",)
    assert found == replace(finding, notes=told if says_so else ())


def test_object_is_named_by_its_natural_key_or_by_its_name_in_the_program() -> None:
    for name in ("CA001", "entra.mfa_required/policy"):
        assert accepted(OURS, exception("entra.mfa_required", name, "state")).status is Status.EXCEPTED


@EVERY_KIND
def test_absence_is_accepted_only_where_it_is_said(kind: Kind) -> None:
    gone = replace(OURS, status=Status.MISSING, token=kind.token, differences=())

    assert accepted(gone, exception("entra.mfa_required", "CA001", "state", "conditions.*")) == gone
    assert accepted(gone, exception("entra.mfa_required", "CA001", MISSING)).status is Status.EXCEPTED
    assert kind.fields or kind.is_rule
    assert MISSING not in {field.name for field in kind.fields}


def test_name_that_means_two_objects_of_the_control_accepts_neither() -> None:
    twin = replace(OURS, token=LABEL, urn=f"{OURS.urn}-label")
    for one in (OURS, replace(OURS, status=Status.IN_SYNC, differences=())):
        found = except_accepted(
            KINDS, [one, twin], [exception("entra.mfa_required", "CA001", "state")], TODAY
        )
        told = ("the exception for CA001 is for one object, and 2 bear the name: it covers none",)
        assert found == [replace(each, notes=told) if each.status in DRIFT else each for each in (one, twin)]
    by_place = exception("entra.mfa_required", "entra.mfa_required/policy", "state")
    assert accepted(OURS, by_place, beside=(twin,)).status is Status.EXCEPTED


@EVERY_KIND
@pytest.mark.parametrize("status", sorted(DRIFT - {Status.UNMANAGED}))
@pytest.mark.parametrize("number", [1, 2, 3])
def test_exception_covers_one_object_of_a_control_and_never_several(
    kind: Kind, status: Status, number: int
) -> None:
    one = replace(OURS, status=status, token=kind.token)
    alike = [replace(one, urn=f"{one.urn}-{each}") for each in range(number)]

    found = except_accepted(KINDS, alike, [exception("entra.mfa_required", "CA001", "state", MISSING)], TODAY)

    expected = Status.EXCEPTED if number == 1 else status
    assert [each.status for each in found] == [expected] * number
    assert all(bool(each.notes) == (number > 1) for each in found)


@pytest.mark.parametrize("name", ["CA00?", "CA*", "*", "CA00[1]", "CA00\\?"])
def test_name_of_an_object_of_a_control_is_never_a_pattern(name: str) -> None:
    by = exception("entra.mfa_required", name, "state")

    assert accepted(OURS, by) == OURS
    assert accepted(replace(OURS, name=name), by).status is Status.EXCEPTED


def test_drift_that_is_accepted_in_a_part_stays_drift_and_says_which_part() -> None:
    wider = replace(OURS, differences=(*OURS.differences, Difference("grantControls.operator", "OR", "AND")))

    found = accepted(wider, exception("entra.mfa_required", "CA001", "state"))

    assert found.status is Status.DRIFTED
    assert [one.note for one in found.differences] == [
        "accepted by it@x.example until 2026-11-24: keys are ordered",
        "",
    ]


def test_two_exceptions_may_accept_one_object_together() -> None:
    wider = replace(OURS, differences=(*OURS.differences, Difference("grantControls.operator", "OR", "AND")))
    second = replace(
        exception("entra.mfa_required", "CA001", "grantControls.*"), owner="b@x.example", reason="second"
    )

    found = accepted(wider, exception("entra.mfa_required", "CA001", "state"), second)

    assert found.status is Status.EXCEPTED
    assert found.explanation == (
        "accepted by it@x.example until 2026-11-24: keys are ordered; "
        "accepted by b@x.example until 2026-11-24: second"
    )


def test_drift_without_a_named_property_is_never_accepted() -> None:
    told = replace(OURS, differences=(), explanation="something else is wrong")

    assert accepted(told, exception("entra.mfa_required", "CA001", "state", "conditions.*", MISSING)) == told


def test_what_was_not_read_beside_accepted_drift_stays_unknown() -> None:
    partly = replace(OURS, reason=Reason.PARTIAL, explanation="1 of 3 covered, 1 not known")

    found = accepted(partly, exception("entra.mfa_required", "CA001", "state"))

    assert (found.status, found.reason, found.explanation) == (
        Status.UNKNOWN,
        Reason.PARTIAL,
        partly.explanation,
    )


@pytest.mark.parametrize(
    ("pattern", "is_accepted"),
    [
        ("ConditionalAccessPolicy/CA0*", True),
        ("ConditionalAccessPolicy/*", True),
        ("ConditionalAccessPolicy/CA0 rogue ?1?", True),
        ("ConditionalAccessPolicy/CA0 rogue [1]", True),
        ("ConditionalAccessPolicy/CA0 rogue [[]1]", False),
        ("ConditionalAccessPolicy/*[1]", True),
        ("ConditionalAccessPolicy/CA0 rogue [!2]", False),
        ("ConditionalAccessPolicy/ca0*", False),
        ("ConditionalAccessPolicy/CA0", False),
        ("NamedLocation/CA0*", False),
        ("ConditionalAccessPolicy/CA0 rogue \\?1?", False),
        ("*/CA0*", False),
        ("?onditionalAccessPolicy/CA0*", False),
        ("CA0*", False),
    ],
)
def test_unmanaged_object_is_accepted_by_kind_and_name(pattern: str, *, is_accepted: bool) -> None:
    assert (accepted(ROGUE, exception(unmanaged=pattern)).status is Status.EXCEPTED) == is_accepted


UNMANAGED = [token for token, kind in KINDS.items() if kind.report_unmanaged]
NAMES = [
    "Partner access",
    "[Test] partner",
    "[a-z]",
    "[!x]",
    "]",
    "a/b",
    "CA (1) {x} \\d+ ^$.",
    "[*]",
    "Who? All*",
    "\\*",
    "a\\b\\?",
    "é",
    " two  blanks ",
]


@pytest.mark.parametrize("token", UNMANAGED)
@pytest.mark.parametrize("name", NAMES)
def test_name_without_a_wildcard_excepts_one_unmanaged_object_and_never_two(token: str, name: str) -> None:
    kind = token.rpartition(":")[2]
    first, second = (Finding(Status.UNMANAGED, token, name, live_id=live_id) for live_id in "12")
    declared = Finding(Status.IN_SYNC, token, name, "a.b", "urn:x::y", live_id="3")
    others = [Finding(Status.UNMANAGED, token, other) for other in "Tea" if other != name]
    by = exception(unmanaged=as_written(f"{kind}/{name}"))

    for beside in ((), (declared,), tuple(others)):
        assert accepted(first, by, beside=beside).status is Status.EXCEPTED
        found = except_accepted(KINDS, [first, *beside], [by], TODAY)
        assert [one.status for one in found].count(Status.EXCEPTED) == 1
    both = except_accepted(KINDS, [first, second], [by], TODAY)
    assert [one.status for one in both] == [Status.UNMANAGED] * 2
    for one in both:
        assert one.notes == (
            f"the exception for {by.unmanaged} is for one object, and 2 bear the name: it covers none",
        )
    wide = exception(unmanaged=f"{kind}/*")
    assert accepted(first, by, wide, beside=(second,)).status is Status.EXCEPTED


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "other",
    ["e partner", "T partner", "x", "a", "d", "(1)", "", "s", "[b]", "[]", "Who! All", "\\", "\\x", "a\\b"],
)
def test_sign_in_a_name_is_a_letter_and_no_wildcard(name: str, other: str) -> None:
    by = exception(unmanaged=as_written(f"ConditionalAccessPolicy/{name}"))

    assert names_one(by.unmanaged)
    assert real_name(by.unmanaged) == f"ConditionalAccessPolicy/{name}"
    assert accepted(Finding(Status.UNMANAGED, POLICY, other), by).status is Status.UNMANAGED


@pytest.mark.unmeasured  # every branch that decides is measured by the examples beside it
def test_pattern_covers_every_object_that_it_matches_and_no_other() -> None:
    chance = random.Random(4)  # noqa: S311 - made-up names
    matched = 0
    for _ in range(_CASES):
        name, pattern = ("".join(chance.choices("ab[]!*?\\", k=chance.randint(1, 5))) for _ in range(2))
        found = accepted(
            Finding(Status.UNMANAGED, POLICY, name), exception(unmanaged=f"ConditionalAccessPolicy/{pattern}")
        )
        assert (found.status is Status.EXCEPTED) == _matches(pattern, name), (pattern, name)
        matched += found.status is Status.EXCEPTED
    assert matched > 1000, "too few of the made-up patterns match anything"


def _matches(pattern: str, name: str) -> bool:
    """Say anew, and in other words, whether a pattern names an object."""
    if not pattern:
        return not name
    if pattern[:2] in {"\\*", "\\?"}:
        return name[:1] == pattern[1] and _matches(pattern[2:], name[1:])
    if pattern[0] == "*":
        return any(_matches(pattern[1:], name[number:]) for number in range(len(name) + 1))
    is_alike = bool(name) and pattern[0] in {"?", name[0]}
    return is_alike and _matches(pattern[1:], name[1:])


def test_expired_exception_leaves_a_valid_one_to_accept() -> None:
    old = exception("entra.mfa_required", "CA001", "state", expires=date(2026, 1, 1))

    found = accepted(OURS, old, exception("entra.mfa_required", "CA001", "state"))

    assert found.status is Status.EXCEPTED


# The grammar of properties


@pytest.mark.parametrize(
    ("written", "path", "is_covered"),
    [
        ("state", "state", True),
        ("state", "State", False),
        ("conditions.users", "conditions.users.excludedUsers", False),
        ("conditions.users.*", "conditions.users.excludedUsers", True),
        ("conditions.users.*", "conditions.users", False),
        ("conditions.users.*", "conditions.usersBeyond.x", False),
        ("ip.*", "ip[0].cidrAddress", True),
        ("members[Anna@x.example].durationDays", "members[anna@X.example].durationDays", True),
        ("members[anna@x.example].*", "members[anna@x.example].litigationHoldEnabled", True),
        ("members[anna@x.example].*", "members[anna@x.example.evil].durationDays", False),
        ("members[anna@x.example].durationDays", "members[lee@x.example].durationDays", False),
        ("members[Glass].*", "members[Glass].owners].public", False),
        ("members[Break [glass]].public", "members[break [Glass]].public", True),
        ("members[Break [glass]].*", "members[Break [glass]].public", True),
        ("members[Break [glass]].*", "members[Break g].public", False),
        ("members[Who\\? All\\*].public", "members[Who? All*].public", True),
        ("members[Who\\? All\\*].public", "members[Whom All].public", False),
        ("members[a\\b].public", "members[a\\b].public", True),
        ("missing", "missing", True),
    ],
)
def test_property_covers_itself_or_what_is_written_to_be_below(
    written: str, path: str, *, is_covered: bool
) -> None:
    assert is_property(written)
    assert covers(written, path) == is_covered


@pytest.mark.parametrize(
    "written",
    [
        *("", "*", ".*", "members.*", "members", "a..b", "a.*.b", "a*", "a.", "members[].x", "a b", "[0]"),
        *("members[*].durationDays", "members[anna@*].durationDays", "members[anna@x.example?].*"),
        *("members[a].x*", "members[a]x"),
    ],
)
def test_what_covers_everything_or_is_no_path_is_no_property(written: str) -> None:
    assert not is_property(written)


# Never wider

_NAMES = ("state", "conditions", "users", "excludedUsers", "durationDays", "x", "missing")
_MEMBERS = ("anna@x.example", "lee@x.example", "Anna@X.example", "a")
_CONTROLS = ("entra.mfa_required", "purview.retention_labels_published")
_OBJECTS = ("CA001", "ca001", "CA002", "CA00", "Business record", "securityDefaults")
_CASES = 20_000


def _path(chance: random.Random) -> str:
    member = [f"members[{chance.choice(_MEMBERS)}]"] if chance.random() < 0.4 else []
    return ".".join([*member, *chance.choices(_NAMES, k=chance.randint(1, 3))])


def _exception(chance: random.Random, about: Finding) -> PlannedException:
    """Make up an exception that is nearly, and now and then wholly, about a finding."""
    own = [one.path for one in about.differences] or [MISSING]
    paths = {
        written if chance.random() < 0.8 else _path(chance) + chance.choice(("", ".*"))
        for written in (*own, chance.choice(own).rpartition(".")[0] + ".*")
        if chance.random() < 0.9
    }
    control = about.control if chance.random() < 0.9 else chance.choice(_CONTROLS)
    name = about.name if chance.random() < 0.8 else chance.choice(_OBJECTS)
    expires = chance.choice((TODAY, TODAY, date(2026, 11, 23)))
    return exception(control, name, *sorted(paths), expires=expires)


def _finding(chance: random.Random) -> Finding:
    status, control = chance.choice((Status.DRIFTED, *Status)), chance.choice(_CONTROLS)
    declared = status is not Status.UNMANAGED
    paths = {_path(chance) for _ in range(chance.randint(0, 3))} if status is Status.DRIFTED else set()
    return Finding(
        status,
        chance.choice(sorted(KINDS)),
        chance.choice(_OBJECTS),
        control if declared else "",
        f"urn:pulumi:acme::holdfast::t::{control}/{chance.random()}" if declared else "",
        differences=tuple(Difference(path, 1, 2) for path in sorted(paths)),
    )


def _allowed(path: str, one: PlannedException) -> bool:
    """Say anew, and in other words, whether an exception allows a difference."""
    steps = path.split(".")
    steps = (
        [".".join(path.partition("]")[0:2]), *path.partition("]")[2].split(".")[1:]] if "]" in path else steps
    )
    own = [part.replace(".]", "]").casefold() if "[" in part else part for part in steps]
    for written in one.property:
        if "]" in written:
            head, _, rest = written.partition("]")
            said = [f"{head}]".casefold(), *rest.split(".")[1:]]
        else:
            said = written.split(".")
        if said == own or (said[-1] == "*" and len(own) >= len(said) and own[: len(said) - 1] == said[:-1]):
            return True
    return False


@pytest.mark.unmeasured  # every branch that decides is measured by the examples beside it
def test_exceptions_never_mask_anything_wider() -> None:
    chance, masked = random.Random(9), 0  # noqa: S311 - made-up objects
    for _ in range(_CASES):
        findings = [_finding(chance) for _ in range(chance.randint(1, 4))]
        exceptions = [_exception(chance, chance.choice(findings)) for _ in range(chance.randint(0, 3))]
        for before, after in zip(findings, except_accepted(KINDS, findings, exceptions, TODAY), strict=True):
            if after.status is not before.status:
                masked += 1
                _assert_allowed(before, after, exceptions)
    assert masked > 1000, "too few of the made-up exceptions accept anything"


def _assert_allowed(before: Finding, after: Finding, exceptions: list[PlannedException]) -> None:
    assert before.status in {Status.DRIFTED, Status.MISSING}
    assert after.status is Status.EXCEPTED
    normal = KINDS[before.token].normal_key
    about = [
        one
        for one in exceptions
        if one.expires >= TODAY
        and one.control == before.control
        and normal(one.object) == normal(before.name)
    ]
    paths = [MISSING] if before.status is Status.MISSING else [one.path for one in before.differences]
    assert paths
    assert all(any(_allowed(path, one) for one in about) for path in paths), (before, exceptions)


def test_every_population_names_its_members() -> None:
    populations = [kind for kind in KINDS.values() if isinstance(kind, PopulationKind)]

    assert populations
    for kind in populations:
        rule = replace(OURS, token=kind.token, differences=(Difference("members[anna@x.example].a", 1, 2),))
        one = exception("entra.mfa_required", "entra.mfa_required/policy", "members[anna@x.example].a")
        assert accepted(rule, one).status is Status.EXCEPTED
        second = replace(rule, differences=(*rule.differences, Difference("members[lee@x.example].a", 1, 2)))
        assert accepted(second, one).status is Status.DRIFTED


POPULATIONS = [kind for kind in KINDS.values() if isinstance(kind, PopulationKind)]


@pytest.mark.parametrize("kind", POPULATIONS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("member", ["anna@x.example", "Break [glass]", "Who? All*", "a].b", "]", "[", "a\\*"])
@pytest.mark.parametrize("below", ["*", "a"])
def test_exception_covers_one_member_of_a_rule_and_never_two_of_one_name(
    kind: Kind, member: str, below: str
) -> None:
    by = exception(
        "entra.mfa_required", "entra.mfa_required/policy", f"members[{as_written(member)}].{below}"
    )
    assert is_property(by.property[0])

    def verdict(*broken: tuple[str, str, str]) -> Finding:
        """Judge a rule that members break: each by name, id and property."""
        differences = tuple(
            Difference(f"members[{name}].{what}", 1, 2, member_id=own) for name, own, what in broken
        )
        return accepted(replace(OURS, token=kind.token, differences=differences), by)

    assert verdict((member, "1", "a")).status is Status.EXCEPTED
    assert verdict((member, "", "a")).status is Status.EXCEPTED
    whole = verdict((member, "1", "a"), (member, "1", "b"))
    assert whole.status is (Status.EXCEPTED if below == "*" else Status.DRIFTED)
    for twins in (
        ((member, "1", "a"), (member, "2", "a")),
        ((member, "1", "a"), (member.upper(), "2", "b")),
        ((member, "", "a"), (member, "", "a")),
        ((member, "", "a"), (member, "", "b")),
        ((member, "1", "a"), (member, "1", "a")),
    ):
        found = verdict(*twins)
        assert found.status is Status.DRIFTED
        assert [one.note for one in found.differences] == ["", ""]
        (told,) = found.notes
        assert f"members[{member.casefold()}] is for one member, and several may bear the name" in told
        other = verdict(*twins, ("lee@x.example", "3", "a"))
        assert other.notes == found.notes
