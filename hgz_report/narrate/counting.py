"""Numbers that a template may ask for without a fact: how many things of the data there are, and an ordinal of a table."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping

from jinja2 import Undefined

from hgz_report.document.numbering import heading_label
from hgz_report.narrate.lookup import Missing
from hgz_report.origin import Attributed, Template, Wording, attributed

_LISTS = '数清单，如 count(practices(), "项", "做法")；挑出一部分用 selectattr、rejectattr'
_LAST_ORDINAL = 99
_VIEWS = re.compile(r"hgz_report\.narrate\.(?:\w+_)?views")
"""The modules of what templates see of the data."""


def label(number: object) -> Attributed:
    """An ordinal inside a table cell: 举措1."""
    return attributed(_ordinal(number), Wording("ordinal"))


def numeral(number: object) -> Attributed:
    """The number of a paragraph that begins like a heading of the second level: （一）."""
    return attributed(heading_label(2, int(_ordinal(number))), Wording("heading"))


def number_of(things: object) -> int:
    """How many things of the data a list holds.  Raises Missing for what is not of the data, or is in the list twice."""
    defined(things)
    if isinstance(things, str | Mapping) or not isinstance(things, Iterable):
        raise Missing("count() 数的不是清单", _LISTS)
    seen: set[Hashable] = set()
    for thing in things:
        key = _of_data(thing)
        if key in seen:
            raise Missing("count() 的清单里同一项数了两次", "去掉重复的：清单 | unique，或只写一遍")
        seen.add(key)
    return len(seen)


def defined(value: object) -> None:
    """Lets a name that is not defined say so itself."""
    if isinstance(value, Undefined):
        str(value)


def _of_data(thing: object) -> Hashable:
    """What tells a thing from others; of a row its head.  Raises Missing for what a template made up."""
    defined(thing)
    if isinstance(thing, list | tuple) and thing:
        head, *_ = [_of_data(part) for part in thing]
        return head
    if _VIEWS.fullmatch(type(thing).__module__) and isinstance(thing, Hashable):
        return thing
    if isinstance(thing, Attributed) and not any(isinstance(piece.origin, Template) for piece in thing.pieces):
        return thing
    raise Missing("count() 的清单里有的不是数据里的事物", _LISTS)


def _ordinal(number: object) -> str:
    """The digits of an ordinal: a small whole number such as `loop.index`.  Raises Missing for anything else."""
    defined(number)
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= _LAST_ORDINAL:
        given = f"“{number}”" if isinstance(number, str | int | float) else "这"
        raise Missing(
            f"label() 只印表内的序号，{given}不是",
            f"写 label(loop.index)，1 到 {_LAST_ORDINAL}；数据用 fact()、count() 等来印，文字直接写",
        )
    return str(number)
