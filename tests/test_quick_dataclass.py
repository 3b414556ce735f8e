"""Our quick dataclasses behave as the standard library's."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from storyai import quick_dataclass


def classes(module: Any) -> dict[str, Any]:
    """The same classes, made by either module."""

    @module.dataclass(slots=True)
    class Open:
        a: int
        b: str = "x"
        c: list[int] = module.field(default_factory=list)
        d: int = module.field(default=3, repr=False, compare=False)

        @property
        def twice(self) -> int:
            return self.a * 2

    @module.dataclass(frozen=True, slots=True)
    class Closed:
        a: int
        b: tuple[int, ...] = ()
        c: dict[str, int] = module.field(default_factory=dict, compare=False)

    @module.dataclass(frozen=True)
    class Loose:
        a: int = 1

    @module.dataclass(slots=True, eq=False)
    class Own:
        a: int = 1

    @module.dataclass(slots=True)
    class Checked:
        a: int

        def __post_init__(self) -> None:
            self.a += 1

    return {each.__name__: each for each in (Open, Closed, Loose, Own, Checked)}


QUICK, USUAL = classes(quick_dataclass), classes(dataclasses)


@pytest.mark.parametrize("made", [QUICK, USUAL], ids=["quick", "usual"])
def test_they_are_made_shown_and_compared_alike(made: dict[str, Any]) -> None:
    one = made["Open"](1)
    assert (one.a, one.b, one.c, one.d, one.twice) == (1, "x", [], 3, 2)
    assert repr(one).endswith("Open(a=1, b='x', c=[])")
    assert one == made["Open"](a=1, d=4)
    assert one != made["Open"](1, "y")
    assert one != made["Closed"](1)
    assert made["Open"](1).c is not one.c
    assert made["Own"]() != made["Own"]()
    assert len({made["Own"](), made["Own"]()}) == 2
    assert made["Checked"](1).a == 2
    with pytest.raises(TypeError):
        hash(one)
    with pytest.raises(TypeError):
        made["Open"]()
    with pytest.raises(TypeError):
        made["Open"](1, e=2)
    with pytest.raises(AttributeError):
        one.e = 2
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("made", [QUICK, USUAL], ids=["quick", "usual"])
def test_frozen_ones_are_hashed_and_do_not_change(made: dict[str, Any]) -> None:
    one = made["Closed"](1, (2,), {"x": 1})
    assert hash(one) == hash(made["Closed"](1, (2,), {}))
    assert {one: "found"}[made["Closed"](1, (2,))] == "found"
    for change in (lambda: setattr(one, "a", 2), lambda: delattr(one, "a"), lambda: setattr(made["Loose"](), "a", 2)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert one.a == 1


@pytest.mark.parametrize("made", [QUICK, USUAL], ids=["quick", "usual"])
def test_the_standard_library_knows_them(made: dict[str, Any]) -> None:
    one = made["Closed"](1, (2,), {"x": 1})
    assert dataclasses.is_dataclass(one)
    assert dataclasses.replace(one, a=5) == made["Closed"](5, (2,))
    assert dataclasses.asdict(one) == {"a": 1, "b": (2,), "c": {"x": 1}}
    assert [each.name for each in dataclasses.fields(made["Open"])] == ["a", "b", "c", "d"]
    match one:
        case object(a=1, b=(two,)):
            assert two == 2
        case _:
            raise AssertionError("does not match")


def test_they_travel_between_processes() -> None:
    from storyai.finding import Edit, Finding, Fix
    from storyai.linter import LintSettings

    finding = Finding("ZZ1", "x", "info", "m", 0, 1, fix=Fix("f", (Edit(0, 1, "y"),), True), tags=("a",))
    for one in (finding, LintSettings(select=("a",), per_path={"b": ("c",)})):
        assert pickle.loads(pickle.dumps(one)) == one
        assert copy.copy(one) == copy.deepcopy(one) == one
