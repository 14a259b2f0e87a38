"""Items of lists in data files: what the panel offers to take away or follow by another, and what the form of a new one gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hgz_report.data.file_kinds import model_of
from hgz_report.forms.edit.change import at
from hgz_report.forms.tree import Plain, Steps, Tree
from hgz_report.workshop.preview.telling import Reply

_STOP = re.compile(r"[，；：。（]")
_ID = "id"
_BETWEEN = "、"
"""Between the texts of a list in one field of a form."""


def item_card(tree: Tree, steps: Steps) -> Reply | None:
    """What can be done with the item that `steps` lead to or into; None where that is in no list.

    `alone`: no form can hold what another one behind it needs.
    """
    last = next((n for n in range(len(steps) - 1, -1, -1) if isinstance(steps[n], int)), -1)
    if last < 1:
        return None
    whole = steps[: last + 1]
    item = at(tree.value, whole)
    return {
        "kind": "item",
        "alone": isinstance(item, dict) and not _can_follow(tree, whole, item),
        "file": tree.file,
        "steps": list(whole),
        "old": spelled_item(item),
        "fields": _fields(tree, whole, item) if isinstance(item, dict) else [["", str(item), ""]],
    }


def _fields(tree: Tree, steps: Steps, item: Mapping[str, Plain]) -> list[list[str]]:
    """Name, text and meaning of each field that a form can hold; an id that no item of the list has yet."""
    told = ((name, _free(tree, steps, value) if name == _ID else _told(value)) for name, value in item.items())
    return [[name, said, _meant(tree.file, (*steps, name)) or name] for name, said in told if said is not None]


def _free(tree: Tree, steps: Steps, taken: Plain) -> str:
    siblings = at(tree.value, steps[:-1])
    known = {one.get(_ID) for one in siblings if isinstance(one, dict)} if isinstance(siblings, list) else set()
    return next(name for n in count(2) if (name := f"{taken}-{n}") not in known)


def _can_follow(tree: Tree, steps: Steps, item: Mapping[str, Plain]) -> bool:
    """Whether a form can hold all that a new item needs."""
    left = [name for name, value in item.items() if _told(value) is None]
    fields = [_field_of(tree.file, (*steps, name)) for name in left]
    return not any(field and field.is_required() for field in fields)


def _meant(file: str, steps: Steps) -> str:
    """What the model says of a field, up to its first stop; "" where it says nothing."""
    field = _field_of(file, steps)
    return _STOP.split(field.description or "", maxsplit=1)[0] if field else ""


def _field_of(file: str, steps: Steps) -> FieldInfo | None:
    model: Any = model_of(file)
    found = None
    for step in steps:
        fields = getattr(model, "model_fields", {}) if isinstance(step, str) else {}
        if step not in fields:
            continue  # into a list or a mapping: what is in it is known already
        found, model = fields[step], _inside(fields[step].annotation)
    return found


def _inside(annotation: Any) -> Any:
    """The model that an annotation is of, or a list, a mapping or a choice of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _inside(one)) is not None), None)


def spelled_item(item: Plain) -> str:
    """An item as text: the same text, the same item."""
    return repr(item)


def filled_in(like: Plain, said: object) -> Plain:
    """A new item of the kind of another, from the texts of a form: a text, or the fields that are not empty."""
    if not isinstance(like, dict):
        return str(said).strip()
    if not isinstance(said, Mapping):
        raise KeyError("new")
    if unknown := set(said) - set(like):
        raise KeyError(*unknown)
    texts = {name: str(said[name]).strip() for name in like if name in said}
    return {name: _typed(text, like[name]) for name, text in texts.items() if text}


def _told(value: Plain) -> str | None:
    """What a field of the form shows; None for what no field can hold."""
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str) and _BETWEEN not in one]
        return _BETWEEN.join(texts) if len(texts) == len(value) else None
    return str(value) if isinstance(value, str | Decimal) else None


def _typed(text: str, like: Plain) -> Plain:
    if isinstance(like, list):
        return [part.strip() for part in text.split(_BETWEEN) if part.strip()]
    if isinstance(like, Decimal):
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text
