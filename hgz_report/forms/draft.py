"""A model built from a tree, with as much of it saved as the mistakes allow: later checks find the others too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError

from hgz_report.forms.messages import field_at, problems_of, steps_of, truth_misplaced
from hgz_report.forms.tree import Plain, Steps, Tree, path_text
from hgz_report.problems import Problem, Severity, Where

M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)
_MOST_STRANGE = 100
"""Keys that no model has, before a file is taken for something else."""
_STAND_IN = "？"
"""For a required text that is missing, while the rest of the file is looked through."""


class Complaint(NamedTuple):
    """What is wrong with a value and what to do about it, before it is known where the value stands."""

    what: str
    hint: str
    severity: Severity = "error"


class Draft(Struct, Generic[M_co], frozen=True):
    """A model and the way back to its lines.  `whole` is False when mistakes may have cost it entries."""

    model: M_co
    tree: Tree
    whole: bool = True
    kept: Mapping[str, list[int]] = field(default_factory=dict)
    """Of each top-level list: which of the file's entries the model's entries are."""

    def where(self, *steps: str | int) -> Where:
        """The line of a value of the model."""
        return self.tree.where(self._steps(steps))

    def lines(self, *steps: str | int) -> tuple[int, int]:
        """The first and the last line of a value of the model."""
        return self.tree.lines(self._steps(steps))

    def complain(self, steps: Steps, what: str, hint: str, severity: Severity = "error") -> Iterator[Problem]:
        """A Problem at a value of the model, its path first; none where there has been a complaint already."""
        steps = self._steps(steps)
        if not self.tree.is_spoiled(steps):
            yield Problem(self.tree.where(steps), f"{path_text(steps)}：{what}", hint, severity)

    def _steps(self, steps: Steps) -> Steps:
        if len(steps) > 1 and isinstance(steps[1], int) and steps[0] in self.kept:
            return (steps[0], self.kept[str(steps[0])][steps[1]], *steps[2:])
        return steps


def build(model: type[M], tree: Tree, problems: list[Problem]) -> Draft[M] | None:
    """Validate; what is wrong goes to `problems`.  None when nothing can be made of the file."""
    if tree.value is None:
        return None
    if not isinstance(tree.value, dict):
        hint = "最外层应是 name: …… 这样的行；写法见 data/README.md"
        problems.append(Problem(Where(tree.file), "整个文件应为一组“键: 值”", hint))
        return None
    if len(strange := tree.value.keys() - model.model_fields.keys()) > _MOST_STRANGE:
        what = f"有 {len(strange)} 个不认识的键，如 {path_text((min(strange)[:_MOST_STRANGE],))}"
        problems.append(Problem(Where(tree.file), what, "检查是不是放错了文件、少了缩进；写法见 data/README.md"))
        return None
    truths = {steps: word for steps, word in _truth_values(tree.value, ()) if not _takes_truth(model, steps)}
    for steps, word in truths.items():
        what, hint = truth_misplaced(word, field_at(model, steps)[0])
        problems.append(Problem(tree.where(steps), f"{path_text(steps)}：{what}", hint))
    tree = replace(tree, spoiled=tree.spoiled | truths.keys())
    try:
        return Draft(model.model_validate(tree.value), tree, whole=not tree.spoiled)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    problems += problems_of(errors, model, tree)
    return _salvage(model, tree, {steps_of(error, tree)[:2] for error in errors})


def _truth_values(value: Plain, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Where true and false stand; in a field for whole numbers pydantic would let them pass for 1 and 0."""
    if isinstance(value, bool):
        yield steps, "true" if value else "false"
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _truth_values(child, (*steps, key))
    elif isinstance(value, list):
        for position, child in enumerate(value):
            yield from _truth_values(child, (*steps, position))


def _takes_truth(model: type[BaseModel], steps: Steps) -> bool:
    field, _ = field_at(model, steps)
    return field is not None and field.annotation is bool


def _salvage(model: type[M], tree: Tree, faults: set[Steps]) -> Draft[M] | None:
    """The model without the top-level entries that are at fault."""
    data: dict[str, object] = {}
    kept: dict[str, list[int]] = {}
    assert isinstance(tree.value, dict)  # build has seen to it
    for key, value in tree.value.items():
        if key not in model.model_fields:
            continue
        if isinstance(value, list) and (key,) not in faults:
            kept[key] = [n for n in range(len(value)) if (key, n) not in faults]
            data[key] = [value[n] for n in kept[key]]
        elif isinstance(value, dict) and (key,) not in faults:
            data[key] = {name: child for name, child in value.items() if (key, name) not in faults}
        elif (key,) not in faults:
            data[key] = value
    required = (name for name, field in model.model_fields.items() if field.is_required())
    try:
        return Draft(model.model_validate(dict.fromkeys(required, _STAND_IN) | data), tree, whole=False, kept=kept)
    except ValidationError:
        return None
