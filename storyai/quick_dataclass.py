"""``dataclass`` and ``field`` as in the standard library, for the modules that every start imports.

``dataclasses`` itself takes 5 ms to import (``inspect``, ``ast``, ``tokenize``) and compiles up to eight functions for
each class; here only ``__init__`` is compiled. Together that is a sixth of the time that reviewing one story takes.
Classes made here are dataclasses to ``dataclasses.replace``, ``asdict`` and ``fields``.

Left out: inheritance of fields, ``order``, ``kw_only``, ``InitVar``, and ``hash`` and ``init`` of a field.
"""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_MISSING: Any = object()


class _Field:
    __slots__ = ("compare", "default", "default_factory", "repr")

    def __init__(self, default: Any, default_factory: Any, repr: bool, compare: bool) -> None:
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


def field(
    *, default: Any = _MISSING, default_factory: Any = _MISSING, repr: bool = True, compare: bool = True
) -> Any:  # fmt: skip
    """A default that is made anew for each instance, or a field that is left out of ``repr`` or comparison."""
    return _Field(default, default_factory, repr, compare)


@dataclass_transform(field_specifiers=(field,))
def dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, repr: bool = True
) -> Callable[[type[T]], type[T]]:  # fmt: skip
    """As ``dataclasses.dataclass`` with these flags."""
    return lambda cls: _made(cls, frozen, slots, eq, repr)


def _made(cls: type[T], frozen: bool, slots: bool, eq: bool, repr: bool) -> type[T]:
    members = dict(cls.__dict__)
    fields: dict[str, _Field] = {}
    for name in members.get("__annotations__", {}):
        default = members.pop(name, _MISSING) if slots else members.get(name, _MISSING)
        fields[name] = default if isinstance(default, _Field) else _Field(default, _MISSING, True, True)
        if not slots and isinstance(default, _Field):
            if default.default is _MISSING:
                del members[name]
            else:
                members[name] = default.default
    members["__init__"] = _init(fields, frozen, "__post_init__" in members)
    members["__match_args__"] = tuple(fields)
    members["__dataclass_fields__"] = _Fields(fields)
    if repr:
        members["__repr__"] = _repr_of(tuple(name for name in fields if fields[name].repr))
    if eq:
        _compare(members, tuple(name for name in fields if fields[name].compare), frozen)
    if frozen:
        members["__setattr__"] = members["__delattr__"] = _refuse
    members.pop("__dict__", None)
    members.pop("__weakref__", None)
    if slots:
        members["__slots__"] = tuple(fields)
        if frozen:
            members["__getstate__"], members["__setstate__"] = _getstate, _setstate
    members["__qualname__"] = cls.__qualname__
    made: type[T] = type.__new__(type(cls), cls.__name__, cls.__bases__, members)
    return made


def _init(fields: dict[str, _Field], frozen: bool, more: bool) -> Any:
    names: dict[str, Any] = {"_set": object.__setattr__}
    parameters = ["self"]
    lines: list[str] = []
    for name, each in fields.items():
        value = name
        if each.default_factory is not _MISSING:
            names[f"_make_{name}"] = each.default_factory
            names["_MISSING"] = _MISSING
            parameters.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        elif each.default is not _MISSING:
            names[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"    _set(self, {name!r}, {value})" if frozen else f"    self.{name} = {value}")
    if more:
        lines.append("    self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or "    pass"), names)
    return names["__init__"]


def _repr_of(names: tuple[str, ...]) -> Any:
    def __repr__(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return __repr__


def _compare(members: dict[str, Any], names: tuple[str, ...], frozen: bool) -> None:
    def values(self: Any) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in names])

    def __eq__(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    members["__eq__"] = __eq__
    members["__hash__"] = __hash__ if frozen else None


def _refuse(self: Any, name: str, *value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


def replace(one: T, **changes: Any) -> T:
    """A copy with some fields changed."""
    return type(one)(**{**{name: getattr(one, name) for name in one.__match_args__}, **changes})  # type: ignore[attr-defined]


class _Fields:
    """``__dataclass_fields__``, made when the standard library asks for it."""

    def __init__(self, fields: dict[str, _Field]) -> None:
        self.fields = fields

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        import dataclasses

        made: dict[str, Any] = {}
        for name, each in self.fields.items():
            given = {
                key: value
                for key, value in (("default", each.default), ("default_factory", each.default_factory))
                if value is not _MISSING
            }
            one: Any = dataclasses.field(repr=each.repr, compare=each.compare, **given)
            one.name, one.type = name, owner.__annotations__[name]
            one._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
            made[name] = one
        type.__setattr__(owner, "__dataclass_fields__", made)
        return made
