"""What of the data reports print: every text field of a model says so itself, and one walk finds what is said.

A field carries its mark in its annotation (`data.fields`); the walk goes by the marks, through models as loaded or through
the plain values of a file that could not be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

from hgz_report.forms.tree import Plain, Steps

PrintedKind = Literal["prose", "words", "definition", "name", "title", "address", "value", "label"]


class Printed(Struct, frozen=True):
    """A text that reports print.  `bound`: its digits must come from {placeholders}.

    `prose`: our sentences, placeholders filled in; `words`: ours, printed as they stand; `definition`: what is counted;
    `name`: what we call a thing; `title`: what others call a thing, or themselves; `address`: of a web page; `value`: the
    value of a fact, where that is a text; `label`: a report's own title, subject or keyword.
    """

    kind: PrintedKind
    bound: bool = False


class Unprinted(Struct, frozen=True):
    """A text that no report prints as it stands, and why."""

    why: str


class _Field(NamedTuple):
    """A field that is printed, or holds entries that may be.  `keyed`: its entries stand under ids of their own."""

    name: str
    inside: Printed | type[BaseModel]
    keyed: bool


def printed(model: BaseModel) -> Iterator[tuple[Steps, str, Printed]]:
    """Every text of a model that reports print, in the order of its fields: the way to it, the text, its mark."""
    return _walk(type(model), model, ())


def printed_in(model: type[BaseModel], value: Plain) -> Iterator[tuple[Steps, str, Printed]]:
    """The same of plain values, as far as they have the shape of the model."""
    return _walk(model, value, ())


def _walk(model: type[BaseModel], value: object, steps: Steps) -> Iterator[tuple[Steps, str, Printed]]:
    for name, inside, keyed in _fields(model):
        child = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
        if not child:
            continue
        for more, item in _items(child, (*steps, name), keyed=keyed):
            if isinstance(inside, Printed):
                if isinstance(item, str) and item:
                    yield more, item, inside
            elif isinstance(item, dict | BaseModel):
                yield from _walk(inside, item, more)


def _items(value: object, steps: Steps, *, keyed: bool) -> Sequence[tuple[Steps, object]]:
    if isinstance(value, list | tuple):
        return [((*steps, position), item) for position, item in enumerate(value)]
    if keyed and isinstance(value, dict):
        return [((*steps, key), item) for key, item in value.items()]
    return ((steps, value),)


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    found: list[_Field] = []
    for name, field in model.model_fields.items():
        keyed = get_origin(field.annotation) is dict
        inside = [part for part in (*field.metadata, *_parts(field.annotation)) if _leads_on(part)]
        found += [_Field(name, part, keyed) for part in inside]
    return tuple(found)


def _leads_on(part: object) -> bool:
    return isinstance(part, Printed) or (isinstance(part, type) and issubclass(part, BaseModel) and bool(_fields(part)))


def _parts(annotation: Any) -> Iterator[Any]:
    """Classes and marks that an annotation is made of."""
    if inner := get_args(annotation):  # of Annotated its marks too
        for part in inner:
            yield from _parts(part)
    else:
        yield annotation
