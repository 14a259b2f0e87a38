"""What an unquoted word of YAML means here: a number, true/false/null, or text; never one of YAML 1.1's surprises."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from hgz_report.forms.tree import Plain

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MAX_DIGITS = 30
_SAFE_NUMBER = re.compile(r"(?=.{1,30}$)(?:-?[1-9][0-9]*|0)(?:\.[0-9]+)?")
"""A number that is no trap and not too long."""
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~"), None),
}


class Trap(NamedTuple):
    """A spelling that reads one way to a person and another to some program."""

    pattern: re.Pattern[str]
    what: str
    hint: str


def _trap(pattern: str, what: str, hint: str) -> Trap:
    return Trap(re.compile(pattern), what, hint)


_TRAPS: tuple[Trap, ...] = (
    _trap(
        "(?i:no|yes|on|off|y|n)",
        "“{0}”不加引号会被有些程序当成“是/否”",
        '要写文字就加英文引号："{0}"；要表示是、否就写 true、false',
    ),
    _trap(r"\d{1,3}(?::\d\d){1,2}", "“{0}”会被有些程序当成六十进制数", '要写时刻或比例就加英文引号："{0}"'),
    _trap(r"-?0\d+(?:\.\d+)?", "数字“{0}”以 0 开头", '是数值就去掉开头的 0；是编号就加英文引号："{0}"'),
    _trap(r"-0(?:\.0+)?", "“{0}”是负零", "写成 0"),
    _trap(r"-?[\d.]*\d_[\d_.]*", "数字“{0}”里有下划线", "去掉下划线，只写数字和小数点"),
    _trap(r"[-+]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?", "数字“{0}”里有千分位逗号", "去掉逗号，只写数字和小数点"),
    _trap(r"[-+]?[\d.]+\s*[%％‰]", "数值“{0}”带了百分号", "只写数字，单位 % 由指标给出"),
    _trap(r"(?=.*[０-９])[-+－＋０-９0-9．.，,％%]+", "“{0}”用了全角数字", "改用半角数字 0-9 和半角小数点"),
    _trap(r"[-+]?\.\d+", "小数“{0}”缺少整数部分", "小数点前补 0，如 0.5"),
    _trap(r"[-+]?\d+\.", "数字“{0}”末尾多了小数点", "去掉末尾的小数点"),
    _trap(r"\+\d+(?:\.\d+)?", "数字“{0}”带了正号", "去掉 +，正数直接写"),
    _trap(r"[−–—－]\d+(?:\.\d+)?", "“{0}”的负号不是半角减号", "负号用键盘上的 -"),
    _trap(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+", "“{0}”是科学记数法", "把数字写全；位数多就换大一级的单位，如 亿元"),
    _trap(
        r"(?i:[-+]?\.(?:inf|nan)|nan|[-+]?inf(?:inity)?)",
        "“{0}”不是一个可以印出的数",
        "没有数据就不写这一条，可在 gaps 里说明",
    ),
    _trap(r"0[xob][0-9a-fA-F]+", "“{0}”是程序用的进制写法", "写成普通的十进制数"),
)
_COULD_BE_TRAP = re.compile(r"[-+−–—－]?[.\d]|(?i:no|yes|on|off|y|n|nan|[-+]?inf(?:inity)?)$")
_EMPTY = ("没有写值", "冒号后面补上内容；没有内容就删掉这一行")


def read_plain(text: str) -> tuple[Plain, tuple[str, str] | None]:
    """The value of an unquoted scalar, and (what, hint) when it is one of the traps."""
    if not text:
        return None, _EMPTY
    if text in _WORDS:
        return _WORDS[text], None
    if not _COULD_BE_TRAP.match(text):
        return text, None
    if _SAFE_NUMBER.fullmatch(text):  # nearly all that begin like one
        return Decimal(text), None
    for trap in _TRAPS:
        if trap.pattern.fullmatch(text):
            return text, (trap.what.format(text), trap.hint.format(text))
    if not _NUMBER.fullmatch(text):
        return text, None
    if len(text) > _MAX_DIGITS:
        return text, (f"数字有 {len(text)} 位，太长", "核对是否多打了数字；很大的数换大一级的单位")
    return Decimal(text), None
