"""Characters that have no business in a data file: invisible, reserved, or looking like another one.

They come in with text copied from PDF files, web pages and chat programs, look right on the screen and go wrong in
print, in search and in comparison.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hgz_report.language.han import HAN, LOOKALIKES
from hgz_report.problems import Problem, Where

_KINDS: tuple[tuple[str, str, str], ...] = (
    ("\t", "Tab 制表符", "改成空格；缩进每层两个空格"),
    ("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f", "控制字符", "删掉它，或把这一行重新打一遍"),
    ("\x85\u2028\u2029", "特殊换行符", "删掉它，用回车换行"),
    ("\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069", "看不见的、改变书写方向的控制符", "删掉它，或把这一行重新打一遍"),
    (
        "\u00ad\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f",
        "看不见的零宽字符",
        "删掉它，或把这一行重新打一遍",
    ),
    ("\u00a0\u2007\u202f", "不间断空格", "改成普通空格，或者删掉"),
    ("\ufffd", "乱码替代符“\ufffd”", "原来的字已经丢失，请对照出处重新输入"),
    ("\ud800-\udfff", "不成对的代理码（半个字）", "请对照出处重新输入这个字"),
    ("\ue000-\uf8ff\U000f0000-\U0010ffff", "自造字，换一台机器就看不到", "改用规范汉字"),
    ("\ufdd0-\ufdef\ufffe\uffff", "非字符", "删掉它"),
    (LOOKALIKES, "形似常用字的部首或兼容字", "改用常用字重新输入"),
)
_UNIFIED = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")
"""Twelve ordinary Han characters that Unicode put among the compatibility ones."""
_RADICALS = dict(
    zip(
        "⺠⻓⻔⻛⻢⻥⻦⻋⻅⻉⻚⻜⻝⻬⻰⻩⻘⻄⻆⻨⻮",
        "民长门风马鱼鸟车见贝页飞食齐龙黄青西角麦齿",
        strict=True,
    )
)
"""CJK radicals supplement: Unicode gives these no normal form, PDF files often yield them."""
_SUSPECT = re.compile(f"[{''.join(characters for characters, _, _ in _KINDS)}]")
_NONCHARACTER_LOW_BITS = 0xFFFE


def suspects(text: str) -> Iterator[re.Match[str]]:
    """Every unwanted character of `text`, as a match of length one."""
    for found in _SUSPECT.finditer(text):
        if found.group() not in _UNIFIED:
            yield found


def complaint(character: str, where: Where) -> Problem:
    """What is wrong with one unwanted character, with its code point."""
    name, hint = next((name, hint) for characters, name, hint in _KINDS if re.match(f"[{characters}]", character))
    if ord(character) & _NONCHARACTER_LOW_BITS == _NONCHARACTER_LOW_BITS:
        name, hint = "非字符", "删掉它"
    code = f"U+{ord(character):04X}"
    normal = _normal(character)
    if normal != character:
        return Problem(where, f"“{character}”（{code}）是{name}", f"改成常用字“{normal}”（U+{ord(normal):04X}）")
    return Problem(where, f"有{name}（{code}）", hint)


def without_suspects(text: str) -> str:
    """`text` as it was probably meant, so that reading can go on and find the other mistakes."""
    if not _SUSPECT.search(text):
        return text
    return text.translate({ord(one): _meant(one) for one in set(text) if _SUSPECT.match(one)})


def _meant(character: str) -> str:
    if character in _UNIFIED:
        return character
    if character in "\t\u00a0\u2007\u202f\x85\u2028\u2029":
        return " "
    normal = _normal(character)
    if normal != character:
        return normal
    return "□" if unicodedata.category(character) in {"Co", "So", "Lo"} else ""


def _normal(character: str) -> str:
    """The ordinary Han character that looks the same, or `character` itself."""
    normal = _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return normal if re.fullmatch(f"[{HAN}]", normal) else character
