"""A class of values is what `dataclass(frozen=True, slots=True)` makes of the same lines."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.kind_class import kind_class
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable


@value_class
class Base:
    name: str
    tags: tuple[str, ...] = ()
    secret: str = field(default="s", repr=False)
    found: dict[str, int] = field(default_factory=dict, compare=False)
    upper: str = field(init=False)
    one: int = field(default=1, init=False)
    also: list[int] = field(default_factory=list, init=False, compare=False)
    late: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "upper", self.name.upper())


@value_class(kw_only=True)
class Derived(Base):
    more: int = 0
    needed: str


@dataclass(frozen=True, slots=True)
class PlainBase:
    name: str
    tags: tuple[str, ...] = ()
    secret: str = field(default="s", repr=False)
    found: dict[str, int] = field(default_factory=dict, compare=False)
    upper: str = field(init=False)
    one: int = field(default=1, init=False)
    also: list[int] = field(default_factory=list, init=False, compare=False)
    late: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "upper", self.name.upper())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainDerived(PlainBase):
    more: int = 0
    needed: str


@value_class
class Nothing:
    """No field, so one is as any other."""


@value_class(order=True)
class Ranked:
    rank: int
    name: str = field(default="", compare=False)


@value_class(eq=False)
class Itself:
    name: str


@value_class
class Told:
    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


def _outcome(call: Callable[[], Any]) -> object:
    """What a call returns, or how it fails: without the name of the class, in which alone the two may differ."""
    try:
        return repr(call()).replace("Plain", "")
    except TypeError as error:
        return f"TypeError: {error}".replace("Plain", "")


PAIRS = pytest.mark.parametrize(("ours", "plain"), [(Base, PlainBase), (Derived, PlainDerived)])
GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", ("t",), "x", {"n": 1}), {}),
    (("a",), {"needed": "n"}),
    (("a",), {"needed": "n", "more": 2, "late": "l"}),
    ((), {"name": "a", "tags": ("t",), "needed": "n"}),
    ((), {}),
    (("a", (), "", {}, "too many"), {}),
    (("a",), {"name": "twice"}),
    (("a",), {"upper": "not given"}),
    (("a",), {"stranger": 1}),
    (("a",), {"late": "l"}),
]


@PAIRS
@pytest.mark.parametrize(("positional", "named"), GIVEN)
def test_it_is_made_of_what_makes_the_dataclass(
    ours: type[Any], plain: type[Any], positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    assert _outcome(lambda: ours(*positional, **named)) == _outcome(lambda: plain(*positional, **named))


@PAIRS
def test_it_has_the_fields_of_the_dataclass(ours: type[Any], plain: type[Any]) -> None:
    def told(made: type[Any]) -> list[tuple[object, ...]]:
        return [(one.name, one.type, one.default, one.init, one.compare, one.kw_only) for one in fields(made)]

    assert told(ours) == told(plain)
    assert ours.__match_args__ == plain.__match_args__
    assert not hasattr(ours("a", needed="n") if ours is Derived else ours("a"), "__dict__")


def test_what_a_factory_makes_is_made_for_each() -> None:
    one, other = Base("a"), Base("a")

    assert one.found is not other.found
    assert one.also is not other.also


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (Base("a"), Base("a"), True),
        (Base("a"), Base("b"), False),
        (Base("a", secret="x"), Base("a"), False),
        (Base("a", found={"n": 1}), Base("a"), True),
        (Derived("a", needed="n"), Base("a"), False),
        (Derived("a", needed="n"), Derived("a", needed="n"), True),
        (Base("a"), "a", False),
        (Nothing(), Nothing(), True),
        (Ranked(1, "a"), Ranked(1, "b"), True),
        (Itself("a"), Itself("a"), False),
    ],
)
def test_two_are_equal_by_class_and_by_the_fields_that_count(one: object, other: object, equal: bool) -> None:
    assert (one == other) is equal
    assert (one != other) is not equal
    if equal:
        assert hash(one) == hash(other)


def test_the_hash_is_of_the_fields_that_are_said_to_be_in_it() -> None:
    @value_class
    class Hashed:
        name: str
        tags: list[str] = field(default_factory=list, hash=False)
        size: int = field(default=0, compare=False, hash=True)

    assert hash(Hashed("a", ["t"])) == hash(Hashed("a", ["u"]))
    assert hash(Hashed("a", size=1)) != hash(Hashed("a", size=2))


def test_one_that_compares_by_itself_has_a_hash_unless_it_says_that_it_has_none() -> None:
    @value_class
    class AnyCase:  # noqa: PLW1641 - which is made for it
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, AnyCase) and self.name.casefold() == other.name.casefold()

    @value_class
    class WithoutHash:
        name: str
        __hash__ = None  # type: ignore[assignment]

    assert AnyCase("a") == AnyCase("A")
    assert hash(AnyCase("a")) == hash(("a",))
    with pytest.raises(TypeError, match="unhashable"):
        hash(WithoutHash("a"))


@pytest.mark.parametrize("makes", [value_class, kind_class])
@pytest.mark.parametrize("method", ["__setattr__", "__delattr__"])
def test_none_can_be_changed_by_what_it_says_itself(makes: Callable[[type], type], method: str) -> None:
    with pytest.raises(TypeError, match=f"Open says {method}"):
        makes(type("Open", (), {"__annotations__": {"name": str}, method: object.__setattr__}))


@pytest.mark.parametrize("makes", [value_class, kind_class])
def test_what_it_says_of_what_is_kept_stays(makes: Callable[[type], type]) -> None:
    def kept(_: object) -> list[object]:
        raise PermissionError

    made = makes(type("Secret", (), {"__annotations__": {}, "__getstate__": kept}))

    with pytest.raises(PermissionError):
        copy.copy(made())


def test_a_field_without_a_default_stands_before_those_with_one() -> None:
    with pytest.raises(TypeError, match=r"Late: name has no default, and follows"):
        value_class(type("Late", (), {"__annotations__": {"size": int, "name": str}, "size": 1}))


def test_a_field_may_have_any_name() -> None:
    @value_class
    class Named:
        self: str
        _set: str
        _not_given: str
        _make_tags: str
        _default_size: str
        size: int = 3
        tags: list[str] = field(default_factory=list)

    assert asdict(Named("a", "b", "c", "d", "e")) == {
        "self": "a",
        "_set": "b",
        "_not_given": "c",
        "_make_tags": "d",
        "_default_size": "e",
        "size": 3,
        "tags": [],
    }


def test_a_kind_has_no_step_of_its_own_that_nobody_takes() -> None:
    with pytest.raises(TypeError, match="Stepping says __post_init__"):
        kind_class(type("Stepping", (), {"__post_init__": lambda _: None}))


def test_one_with_a_list_in_it_has_no_hash() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Told([]))  # type: ignore[arg-type]


def test_only_what_is_ordered_is_ordered() -> None:
    one, two = Ranked(1), Ranked(2)

    assert (one < two, one <= two, one > two, one >= two) == (True, True, False, False)
    assert sorted([two, one]) == [one, two]
    with pytest.raises(TypeError, match="not supported"):
        _ = Base("a") < Base("b")  # type: ignore[operator]
    with pytest.raises(TypeError, match="not supported"):
        _ = one < 2  # type: ignore[operator]


@pytest.mark.parametrize("name", ["name", "upper", "stranger"])
def test_nobody_changes_it(name: str) -> None:
    made = Base("a")

    with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
        setattr(made, name, "b")
    with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
        delattr(made, name)
    assert (made.name, made.upper) == ("a", "A")


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), replace],  # noqa: S301 - its own
)
def test_it_can_be_made_again(again: Callable[[Derived], Derived]) -> None:
    made = Derived("a", ("t",), found={"n": 1}, more=3, needed="n", late="l")

    assert again(made) == made
    assert again(made) is not made
    assert asdict(again(made)) == asdict(made)


def test_what_a_class_says_itself_stays() -> None:
    assert repr(Told("a")) == "<a>"
    assert repr(Ranked(1)) == "Ranked(rank=1, name='')"
