"""What is to be changed in a file, and what its values are afterwards: what the edited text has to read as, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from hgz_report.forms.tree import Plain, Steps, path_text


class Put(Struct, frozen=True):
    """A value set: another one for what is there, or a key that its group does not have yet.

    `order`: the keys of the group as the model has them, by which a new one finds its place; without it goes to the end.
    """

    steps: Steps
    value: Plain
    order: tuple[str, ...] = ()


class Drop(Struct, frozen=True):
    """A key with its value, or an item of a list, taken away."""

    steps: Steps


class Add(Struct, frozen=True):
    """An item for the list at `steps`, before the one that is `at` there now, or after the last one."""

    steps: Steps
    value: Plain
    at: int | None = None


Change: TypeAlias = Put | Drop | Add
"""All ways are those of the file as it was read, also where several changes are made at once."""


class NotThere(Exception):  # noqa: N818 - an answer, not a failure
    """A change of something the file does not have, or that the editing does not know how to write."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(path_text(steps))
        self.steps = steps


def with_groups(value: Plain, changes: Sequence[Change]) -> list[Change]:
    """The same changes, where keys are put into a group that is not there yet as one change that puts the group."""
    found: list[Change] = []
    groups: dict[Steps, dict[str, Plain]] = {}
    for one in changes:
        first = _first_missing(value, one.steps) if isinstance(one, Put) else len(one.steps)
        names = [step for step in one.steps[first:] if isinstance(step, str)]
        if not isinstance(one, Put) or first >= len(one.steps) - 1 or len(names) < len(one.steps) - first:
            found.append(one)
            continue
        if one.steps[: first + 1] not in groups:
            groups[one.steps[: first + 1]] = {}
            found.append(Put(one.steps[: first + 1], groups[one.steps[: first + 1]], one.order))
        inner = groups[one.steps[: first + 1]]
        for name in names[1:-1]:
            deeper = inner.setdefault(name, {})
            assert isinstance(deeper, dict)  # two changes of one way are refused
            inner = deeper
        inner[names[-1]] = one.value
    return found


def _first_missing(value: Plain, steps: Steps) -> int:
    for length in range(1, len(steps) + 1):
        try:
            at(value, steps[:length])
        except NotThere:
            return length - 1
    return len(steps)


def changed(value: Plain, changes: Sequence[Change]) -> Plain:
    """The values with all changes made; `value` itself stays.

    Raises NotThere for a way that leads nowhere.
    """
    result, changes = deepcopy(value), with_groups(value, changes)
    lists = {one.steps: at(result, one.steps) for one in changes if isinstance(one, Add)}
    lists |= {one.steps[:-1]: at(result, one.steps[:-1]) for one in changes if isinstance(one, Drop)}
    for one in changes:
        if isinstance(one, Put):
            _put(at(result, one.steps[:-1]), one)
        elif isinstance(one, Drop):
            at(result, one.steps)  # it has to be there
    for steps, container in lists.items():
        _restructured(container, steps, changes)
    return result


def _put(container: Plain, put: Put) -> None:
    last = put.steps[-1]
    if isinstance(container, list) and isinstance(last, int):
        at(container, (last,))
        container[last] = deepcopy(put.value)
    elif isinstance(container, dict) and isinstance(last, str):
        container[last] = deepcopy(put.value)
    else:
        raise NotThere(put.steps)


def _restructured(container: Plain, steps: Steps, changes: Sequence[Change]) -> None:
    gone = {one.steps[-1] for one in changes if isinstance(one, Drop) and one.steps[:-1] == steps}
    if isinstance(container, dict):
        for key in gone:
            del container[str(key)]
        return
    if not isinstance(container, list):
        raise NotThere(steps)
    added = [one for one in changes if isinstance(one, Add) and one.steps == steps]
    fresh: list[Plain] = []
    for position in range(len(container) + 1):
        last = position == len(container)
        fresh += [deepcopy(one.value) for one in added if one.at == position or (last and one.at is None)]
        if not last and position not in gone:
            fresh.append(container[position])
    container[:] = fresh


def at(value: Plain, steps: Steps) -> Plain:
    """The value that `steps` lead to.  Raises NotThere when there is none."""
    for step in steps:
        inner: dict[Any, Plain] = (
            {**value} if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
        )
        if step not in inner:
            raise NotThere(steps)
        value = inner[step]
    return value


def refuse_contradictions(changes: Iterable[Change]) -> None:
    """Raise ValueError when something is changed twice, or inside what is itself put or dropped."""
    ways = [one.steps for one in changes if not isinstance(one, Add)]
    taken = set(ways)
    if len(taken) < len(ways):
        raise ValueError("one value is changed twice")
    deeper = [*ways, *((*one.steps, 0) for one in changes if isinstance(one, Add))]
    for steps in deeper:
        if any(steps[:length] in taken for length in range(len(steps))):
            raise ValueError(f"changed inside something that is itself changed: {path_text(steps)}")


def same(one: Plain, other: Plain) -> bool:
    """Whether two values are one to the last digit: 1.50 is not 1.5, true is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one.as_tuple() == other.as_tuple()
    return one == other
