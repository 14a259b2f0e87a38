"""Data classes as `dataclasses` makes them, several times faster: the program has four hundred, and a command that makes one
paper should not spend a tenth of its time on making methods that nobody calls.

Type checkers see the standard `dataclass`.  Here the library only finds the fields and lays the slots; `__init__` is compiled
when the first object is made and puts values into the slots themselves, the other methods are shared closures, and an object
with slots is pickled as its class and its values.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # under its own name: it is meant to be taken from here

C = TypeVar("C", bound=type)
Field = dataclasses.Field[Any]
_ORDERED = ("__lt__", "__le__", "__gt__", "__ge__")


def _dataclass(
    cls: Any = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,
) -> Any:
    """The decorator, with those options of the standard one that the program uses."""
    if cls is None:
        return lambda decorated: _dataclass(decorated, frozen=frozen, slots=slots, eq=eq, order=order, repr=repr)
    own = frozenset(cls.__dict__)
    if cls.__doc__ is None:
        cls.__doc__ = (
            cls.__name__
        )  # the library would write a signature there, and spend more on it than on all the rest
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    methods: dict[str, Any] = {"__init__": _compiled_when_called(made, fields, frozen)}
    if repr:
        methods["__repr__"] = _repr(tuple(one.name for one in fields if one.repr))
    if eq:
        methods |= _equality(made, fields, frozen)
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    if order:
        _order(made, tuple(one.name for one in fields if one.compare))
    if frozen:
        made.__setattr__, made.__delattr__ = _refusals(made, frozenset(one.name for one in fields))
        if slots and "__reduce__" not in own:
            _pickled_as_values(made, fields)
    return made


if not TYPE_CHECKING:
    dataclass = _dataclass


def _compiled_when_called(cls: Any, fields: Sequence[Field], frozen: bool) -> Callable[..., None]:
    def first(self: Any, *values: Any, **named: Any) -> None:
        made = _init(cls, fields, frozen)
        if cls.__init__ is first:  # another thread may have been here
            cls.__init__ = made
        made(self, *values, **named)

    return first


def _init(cls: Any, fields: Sequence[Field], frozen: bool) -> Callable[..., None]:
    """The `__init__` of a class, as the library would write it but for how a frozen object gets its values."""
    names: dict[str, Any] = {"_missing": MISSING, "_set": object.__setattr__}
    parameters, named_only, body = ["self"], list[str](), list[str]()
    for at, one in enumerate(fields):
        value = one.name
        made = one.default_factory is not MISSING
        names[f"_default{at}"] = one.default_factory if made else one.default
        if one.init:
            default = "" if not made and one.default is MISSING else f"={'_missing' if made else f'_default{at}'}"
            (named_only if one.kw_only else parameters).append(one.name + default)
            if made:
                value = f"_default{at}() if {one.name} is _missing else {one.name}"
        elif made or one.default is not MISSING:
            value = f"_default{at}()" if made else f"_default{at}"
        else:
            continue
        body.append(_placed(cls, one.name, value, names) if frozen else f"self.{one.name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    if named_only:
        parameters += ["*", *named_only]
    exec(f"def __init__({', '.join(parameters)}):\n " + ("\n ".join(body) or "pass"), names)
    made_init: Callable[..., None] = names["__init__"]
    made_init.__qualname__ = f"{cls.__qualname__}.__init__"
    made_init.__module__ = cls.__module__
    return made_init


def _placed(cls: Any, name: str, value: str, names: dict[str, Any]) -> str:
    """The line that gives a frozen object a value: into its slot where it has one."""
    slot: Any = next((one.__dict__[name] for one in cls.__mro__ if name in one.__dict__), None)
    if not hasattr(slot, "__set__"):
        return f"_set(self, {name!r}, {value})"
    names[f"_set_{name}"] = slot.__set__
    return f"_set_{name}(self, {value})"


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these fields out of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda self: (getattr(self, names[0]),)) if names else (lambda self: ())


def _equality(cls: Any, fields: Sequence[Field], frozen: bool) -> dict[str, Any]:
    values = _values([one.name for one in fields if one.compare])
    hashed = _values([one.name for one in fields if (one.compare if one.hash is None else one.hash)])

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(hashed(self))

    return {"__eq__": equal, "__hash__": hash_of if frozen else None}


def _order(cls: Any, names: Sequence[str]) -> None:
    values = _values(names)
    for name in _ORDERED:
        compare = getattr(tuple, name)

        def ordered(self: Any, other: Any, compare: Any = compare) -> Any:
            return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

        setattr(cls, name, ordered)


def _repr(names: Sequence[str]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({inside})"

    return shown


def _refusals(cls: Any, names: frozenset[str]) -> tuple[Callable[..., None], Callable[..., None]]:
    """What keeps the fields of a frozen object as they are; a class below it may have others."""

    def set_(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return set_, delete


def _pickled_as_values(cls: Any, fields: Sequence[Field]) -> None:
    """As the call that makes it; where that does not take all its values, or of a class below, as what stands in it."""
    values = _values([one.name for one in fields])
    plain = all(one.init and not one.kw_only for one in fields) and not hasattr(cls, "__post_init__")

    def reduced(self: Any) -> tuple[Any, ...]:
        own = self.__class__
        if plain and own is cls:
            return own, values(self)
        named = {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
        return _revived, (own, named | getattr(self, "__dict__", {}))

    cls.__reduce__ = reduced


def _revived(cls: Any, values: Mapping[str, Any]) -> Any:
    """An object of a class with these values, which it had when it was pickled."""
    made = cls.__new__(cls)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made
