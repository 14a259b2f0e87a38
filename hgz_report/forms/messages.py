"""What pydantic found wrong, in Chinese, with what the editor should do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from hgz_report.forms.notation import YAML, Notation
from hgz_report.forms.tree import Steps, Tree, path_text
from hgz_report.problems import Problem

_LETTERS = "小写英文字母、数字"
_PATTERNS = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": f"编号用{_LETTERS}和连字符，以字母开头，如 pilot-platforms",
    r"^[a-z][a-z0-9_]*$": f"编号用{_LETTERS}和下划线，以字母开头，如 pilot_platforms",
    r"^[a-z][a-z0-9_-]*$": f"编号用{_LETTERS}、下划线和连字符，以字母开头，如 article-2024",
}
_SHOWN = 30
_NOTHING = object()
_PERIOD_HINT = "只写数字和连字符，不写“年”“月”；半年 2024H1，季度 2024Q3，起止 2012..2023；原文没说写 unstated"
_OWN_HINT = "补上缺的一项，或者改正不相符的一项"
_DROP = "没有内容就删掉这一行"
_WHOLE = "写不带小数点、不带单位、不加引号的数字"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Mistake(ValueError):  # noqa: N818 - an editor's, not the program's
    """Raised by a model's own validator: what is wrong with the value, and the hint."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


class _Fault(Struct, frozen=True):
    """One error as pydantic gives it, the field it is about, and how the file is written."""

    context: Mapping[str, Any]
    value: object
    field: FieldInfo | None
    path: str
    notation: Notation

    @property
    def now(self) -> str:
        return shown(self.value, self.notation)


def _text_expected(fault: _Fault) -> tuple[str, str]:
    if isinstance(fault.value, Decimal | date | time):
        meant = "写这个数字" if isinstance(fault.value, Decimal) else "这样写"
        return f"应为文字，现为{fault.now}", f'如果确实要{meant}，加英文引号："{fault.value}"'
    if isinstance(fault.value, dict | list):
        return f"应为一句话，现为{fault.now}", fault.notation.how_text
    return f"应为文字，现为{fault.now}", f'{_DROP}；要写这几个字就加英文引号："{fault.now}"'


def _list_expected(fault: _Fault) -> tuple[str, str]:
    return f"应为列表，现为{fault.now}", fault.notation.how_list


def _group_expected(fault: _Fault) -> tuple[str, str]:
    return f"应为{fault.notation.group}，现为{fault.now}", fault.notation.how_group(fault.path)


def _whole_expected(fault: _Fault) -> tuple[str, str]:
    return f"应为整数，现为{fault.now}", _WHOLE


def _date_expected(fault: _Fault) -> tuple[str, str]:
    return f"应为日期，现为{fault.now}", "写成 2026-11-23：四位年、两位月、两位日，不加引号"


def _truth_expected(fault: _Fault) -> tuple[str, str]:
    return f"应为 true（是）或 false（否），现为{fault.now}", "写 true 或 false，不加引号" + _explained(fault.field)


def _too_small(fault: _Fault) -> tuple[str, str]:
    return f"不能小于 {fault.context.get('ge')}，现为{fault.now}", "核对数字" + _explained(fault.field)


def _too_large(fault: _Fault) -> tuple[str, str]:
    return f"不能大于 {fault.context.get('le')}，现为{fault.now}", "核对数字" + _explained(fault.field)


def _empty(fault: _Fault) -> tuple[str, str]:
    field = fault.field
    return "不能是空的", f"写上{field.description}" if field and field.description else "补上内容"


def _too_long(fault: _Fault) -> tuple[str, str]:
    return f"太长，最多 {fault.context.get('max_length')} 个字符", "换一个短的"


def _too_few(fault: _Fault) -> tuple[str, str]:
    return (
        f"至少要 {fault.context.get('min_length')} 项，现有 {fault.context.get('actual_length')} 项",
        "补上" + _explained(fault.field),
    )


def _too_many(fault: _Fault) -> tuple[str, str]:
    return (
        f"至多 {fault.context.get('max_length')} 项，现有 {fault.context.get('actual_length')} 项",
        "留最要紧的" + _explained(fault.field),
    )


def _pattern(fault: _Fault) -> tuple[str, str]:
    hint = _PATTERNS.get(str(fault.context.get("pattern")), f"编号只用{_LETTERS}")
    return f"{fault.now}不能作编号", hint


def _choice(fault: _Fault) -> tuple[str, str]:
    allowed = [word for word in choices(fault.field) if word] if fault.field else []
    return f"{fault.now}不是可选的值", choice_hint(str(fault.value), allowed) + _explained(fault.field)


def choice_hint(word: str, allowed: Sequence[str]) -> str:
    """The words that may stand in place of `word`, the one that was probably meant first."""
    near = get_close_matches(word, allowed, 1)
    return (f"是不是 {near[0]}？" if near else "") + f"可写：{'、'.join(allowed)}"


def _own(fault: _Fault) -> tuple[str, str]:
    error = fault.context.get("error", "写法不对")
    if isinstance(error, Mistake):
        return str(error), error.hint
    return str(error), _PERIOD_HINT if fault.field and fault.field.annotation is str else _OWN_HINT


def truth_misplaced(word: str, field: FieldInfo | None) -> tuple[str, str]:
    """For true or false where the field takes neither; to pydantic they would pass for 1 and 0."""
    if field is not None and field.annotation is int:
        return f"应为整数，现为 {word}", _WHOLE
    return f"这里不能写 {word}", f'要写这个词就加英文引号："{word}"'


_WORDINGS: dict[str, Callable[[_Fault], tuple[str, str]]] = {
    "string_type": _text_expected,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "literal_error": _choice,
    "int_type": _whole_expected,
    "int_parsing": _whole_expected,
    "int_parsing_size": _whole_expected,
    "int_from_float": _whole_expected,
    "date_type": _date_expected,
    "date_parsing": _date_expected,
    "date_from_datetime_inexact": _date_expected,
    "bool_type": _truth_expected,
    "bool_parsing": _truth_expected,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "too_short": _too_few,
    "too_long": _too_many,
    "tuple_type": _list_expected,
    "dict_type": _group_expected,
    "model_type": _group_expected,
    "model_attributes_type": _group_expected,
    "value_error": _own,
}


def problems_of(errors: list[ErrorDetails], model: type[BaseModel], tree: Tree) -> Iterator[Problem]:
    """One Problem for each mistake; nothing about values the reader of the file has already complained of."""
    seen = set(_misspelt(errors, model, tree))
    for error in errors:
        steps = steps_of(error, tree)
        if steps in seen or tree.is_spoiled(steps):
            continue
        seen.add(steps)
        what, hint = _wording(error, model, steps, tree)
        path = path_text(steps)
        yield Problem(tree.where(steps), f"{path}：{what}" if path else what, hint)


def _misspelt(errors: list[ErrorDetails], model: type[BaseModel], tree: Tree) -> Iterator[Steps]:
    """Keys that are missing because they stand there with another spelling."""
    missing = {steps_of(error, tree) for error in errors if error["type"] == "missing"}
    for error in errors:
        if error["type"] == "extra_forbidden":
            steps = steps_of(error, tree)
            near = _nearest_key(str(steps[-1]), field_at(model, steps)[1])
            if near and (*steps[:-1], near) in missing:
                yield (*steps[:-1], near)


def steps_of(error: ErrorDetails, tree: Tree) -> Steps:
    """The way to the value in the file; pydantic adds names of union members and `[key]`."""
    value: object = tree.value
    steps: Steps = ()
    for step in error["loc"]:
        value = _child(value, step)
        if value is _NOTHING:
            return (*steps, step) if error["type"] == "missing" else steps
        steps = (*steps, step)
    return steps


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step, _NOTHING)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return _NOTHING


def _wording(error: ErrorDetails, model: type[BaseModel], steps: Steps, tree: Tree) -> tuple[str, str]:
    field, owner = field_at(model, steps)
    kind, notation = error["type"], tree.notation
    if kind == "missing":
        return "缺少这一项", notation.add(path_text(steps[:-1]), str(steps[-1]), _needed(field)) + _explained(field)
    if kind == "extra_forbidden":
        return _unknown_key(str(steps[-1]), owner)
    fault = _Fault(error.get("ctx", {}), error["input"], field, path_text(steps), notation)
    if field is not None and field.annotation is not None and _is_value(field):
        return f"应为数字或文字，现为{fault.now}", "写一个数字（不加引号、不带单位）、1/3 这样的分数、日期或一句文字"
    wording = _WORDINGS.get(kind)
    if wording is None:
        return f"写法不对，现为{fault.now}", notation.examples + _explained(field)
    if kind == "string_pattern_mismatch" and error["loc"] and error["loc"][-1] == "[key]":
        fault = replace(fault, value=steps[-1])
    return wording(fault)


def _needed(field: FieldInfo | None) -> list[str]:
    """The keys that must stand in the section which a missing field would be."""
    inside = _present(field.annotation) if field else None
    if isinstance(inside, type) and issubclass(inside, BaseModel):
        return [name for name, field in inside.model_fields.items() if field.is_required()]
    return []


def _unknown_key(key: str, owner: type[BaseModel] | None) -> tuple[str, str]:
    near = _nearest_key(key, owner)
    if near:
        return "不认识这个键", f"是不是 {near}？"
    known = list(owner.model_fields) if owner else []
    return "不认识这个键", f"这里可写：{'、'.join(known)}" if known else "删掉这一行"


def _nearest_key(key: str, owner: type[BaseModel] | None) -> str | None:
    near = get_close_matches(key.lower(), list(owner.model_fields) if owner else [], 1)
    return near[0] if near else None


def _explained(field: FieldInfo | None) -> str:
    return f"；{field.description}" if field and field.description else ""


def shown(value: object, notation: Notation = YAML) -> str:
    """An input as it appears in a message, short, on one line."""
    match value:
        case None:
            return "空值 null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"数字 {value}"
        case datetime():
            return f"日期和时刻 {value}"
        case date() | time():
            return f"{'日期' if isinstance(value, date) else '时刻'} {value}"
        case dict():
            return notation.group
        case list():
            return "列表"
        case _:
            text = _CONTROLS.sub(lambda found: f"<U+{ord(found[0]):04X}>", str(value))
            return f"“{text[:_SHOWN]}……”" if len(text) > _SHOWN else f"“{text}”"


def choices(field: FieldInfo) -> list[str]:
    """The words a field allows."""
    return [word for word in get_args(_present(field.annotation)) if isinstance(word, str)]


def _is_value(field: FieldInfo) -> bool:
    return get_origin(_present(field.annotation)) in {Union, UnionType}


def _present(annotation: Any) -> Any:
    """What a field holds that may be left out: `Briefing | None` holds a briefing."""
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    left_out = get_origin(annotation) in {Union, UnionType} and len(kinds) < len(get_args(annotation))
    return kinds[0] if left_out and len(kinds) == 1 else annotation


def field_at(model: type[BaseModel], steps: Steps) -> tuple[FieldInfo | None, type[BaseModel] | None]:
    """The field that `steps` lead to, and the model it should be a field of."""
    owner: type[BaseModel] | None = model
    field: FieldInfo | None = None
    inside: Any = model
    for step in steps:
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            owner = inside
            field = inside.model_fields.get(str(step))
            inside = _present(field.annotation) if field else None
        elif get_origin(inside) in {tuple, dict}:
            arguments = get_args(inside)
            inside = arguments[0] if get_origin(inside) is tuple else arguments[1]
        else:
            return None, None
    return field, owner
