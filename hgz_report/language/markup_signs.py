"""What looks like markup in a text: of Markdown, Jinja, HTML and their relatives, and the same marks in full width.

Two readings.  `left_over` is for text that an editor typed between the marks of a template: what the parser did not take is
no markup that we have.  `unmistakable` is for text that never is markup (data, texts inside expressions): only what nobody
writes in a sentence.  A lone * _ # < of a name (C#, 5*5, a_b, A<B) is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_TEMPLATES = "写法见 templates/README.md；要照原样印这个符号，前面加反斜杠，如 \\* \\_ \\[ \\|"
_CODE = "模板语法用半角：{{ 表达式 }}、{% 语句 %}、{## 注释 ##}、{#编号}；hgz-report lint --fix 可代改全角的"
_EITHER_SIDE = 8
_FIX = "标记用半角的；hgz-report lint --fix 可代改"


class Sign(NamedTuple):
    """Something that looks like markup: what it is called, what to do about it, where it stands (end exclusive)."""

    name: str
    hint: str
    start: int
    end: int

    def shown(self, text: str) -> str:
        """The sign in its text, with a few characters on either side."""
        return text[max(self.start - _EITHER_SIDE, 0) : self.end + _EITHER_SIDE].replace("\ufffc", "…").strip()


_Row = tuple[str, str, str]
"""A pattern, the name of what it finds, the hint."""
_HTML = (
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s+[a-z-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s<>]+))?)*\s*/?>|</[A-Za-z]"
    r"|<[A-Za-z][A-Za-z0-9]*\s+[a-z-]+=|<!--|-->|<[!?][A-Za-z\[]|\?>|<%|%>|<br\b"
    r"|<\s+/?\s*[a-z][a-z0-9]*\s*/?\s*>|<\s*/\s+[A-Za-z][A-Za-z0-9]*\s*>|<\s+/\s*[A-Za-z]"
)
_CERTAIN: tuple[_Row, ...] = (
    (r"\{#[\s-]|[\s-]#\}", "写成 {# … #} 的注释", "注释写成 {## 这样 ##}"),
    (r"\{\{|\}\}|\{[%#]|[%#]\}|\$\{", "模板语法", _CODE),
    (r"[｛{][｛{%％#＃]|[｝}%％#＃]｝|｝\}|｛#|[%％]｝", "全角的模板语法", _CODE),
    (r"<(?:https?|ftp|mailto|file):[^\s<>]*>|<[\w.+-]+@[\w.-]+>", "尖括号里的网址", "写成 [文字](网址)，或去掉尖括号"),
    (_HTML, "HTML", _TEMPLATES),
    (r"＜\s*/?\s*[A-Za-z][^＜＞\n]*＞|＜!|＜！—", "全角尖括号的标记", _FIX),
    (r"[&＆](?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+)[;；]", "HTML 的字符代码", "直接写这个字；空格不用写"),
    (r"\*\*", "强调的“**”", "强调写成 **文字**，两头的“**”里面不留空格；要印星号写 \\*"),
    (r"(?<![0-9A-Za-z*])\*[^\s*][^*\n]*\*(?![0-9A-Za-z*])", "斜体 *…*", _TEMPLATES),
    (r"＊＊|＊[^＊\s]+＊", "全角星号的标记", _FIX),
    (r"__|＿＿", "下划线标记", "强调写成 **文字**；要印下划线写 \\_"),
    (r"(?<!\w)_[^\s_][^_\n]*_(?!\w)", "斜体 _…_", _TEMPLATES),
    (r"~~|～～", "删除线", "直接删去这些字"),
    (r"`|｀", "行内代码 `…`", _TEMPLATES),
    (r"\[\[|\]\]|［［|］］|【【|】】", "双方括号的标记", "目录写 [[toc]]，另起一页写 [[pagebreak]]，小写，单独成行"),
    (r"\[[\^＾]|［[\^＾]|\^\[|\^［", "注释的标记", "注释写成 [^注]，另起一段写 [^注]: 内容"),
    (r"!\[|！［|！\[", "图片的标记", "图片写成 {{ picture(文件名, title=…, alt=…, source=…) }}，见 templates/README.md"),
    (
        r"\][(（]|［[^［］\n]*］[(（]\s*[#＃]|［[^［］\n]*］[(（]https?:",
        "链接",
        "链接写成 [文字](网址)，引用写成 [](#编号)，括号用半角",
    ),
    (r":::|：：", "“:::”标记", "小字写成单独一行的 ::: aside，末尾另起一行写 :::"),
    (r"<{5,}|>{5,}|\|{5,}", "版本冲突的标记", "两个版本留一个，删去这些标记行"),
)  # fmt: skip
_TYPED: tuple[_Row, ...] = (
    (r"[{}]", "花括号", _CODE),
    (r"(?<![0-9A-Za-z“‘])\*|\*(?![0-9A-Za-z”’])", "“*”不成对", "强调写成 **文字**，两头的“**”里面不留空格；要印星号写 \\*"),
    (r"(?<!\w)_(?=\w)|(?<=\w)_(?!\w)", "单独的“_”", "要印下划线写 \\_"),
    (r"~[^~\s]{1,20}~", "删除线", "直接删去这些字"),
    (r"[\[\]]", "方括号", _TEMPLATES),
    (r"\\", "反斜杠", "反斜杠只写在要照原样印的半角符号前面；要印它自己写 \\\\"),
    (r"={2,}|\+{3,}|\$\$", "别处的标记", _TEMPLATES),
    (r"\^[^\s^]+\^", "上标 ^…^", _TEMPLATES),
    (r"(?<![\w:：]):[a-z_]{2,}:(?![\w:])", "表情代码", _TEMPLATES),
    (r"｜[^｜\n]*｜", "全角竖线", "表格的竖线用半角 |；hgz-report lint --fix 可代改"),
)  # fmt: skip
_BAR: _Row = (r"\|", "竖线", "表格的表头下面要有 |---|---| 一行，格数同表头一样，表前空一行；要印竖线写 \\|")
_LINE_STARTS: tuple[_Row, ...] = (
    (r"#", "不是标题的“#”", "标题写成“# 标题”，“#”和标题之间空一格，单独成行，最多四个“#”；要印“#”写 \\#"),
    (r"＃", "全角的“＃”", _FIX),
    (r"[>＞]", "不是按语的“>”", "按语写成“> 文字”，用半角的 >；hgz-report lint --fix 可代改全角的"),
    (r"[:：][ \t　]?[:：]", "小字的“:::”", "小字写成单独一行的 ::: aside，末尾另起一行写 :::，用半角；--fix 可代改全角的"),
    (r"[:：]", "行首的“:”", "表题写成“: 表题 {#编号}”，冒号用半角，上面是表，中间空一行"),
    (r"[-－−](?=[^\s\d.\-－—])|[－−]\s", "不是列表的“-”", "列表写成“- 文字”，“-”用半角，后面空一格；要印它写 \\-"),
    (r"[0-9]{1,9}[.)](?=[^\s\d])|[0-9]{1,9}[．）]|[０-９]+[.．、)）]", "不是列表的序号", "列表写成“1. 文字”，用半角，后面空一格"),
    (r"[=＝]{2,}\s*$|[-－—_＿*＊~～]{2,}\s*$", "当作分隔线的一行", "标题写成“# 标题”；分隔线不用"),
    (r"｜", "全角竖线", "表格的竖线用半角 |；hgz-report lint --fix 可代改"),
)  # fmt: skip
_IN_PARAGRAPH: tuple[_Row, ...] = (
    (
        r"[0-9]{1,9}[.)]\s|[-+](?:\s|$)",
        "不是列表的标记",
        "列表前面空一行，每条从行首写起，不用全角空格；编号从 1. 写起",
    ),
)
"""What the parser would have taken for a list, had it stood at the beginning of a block."""
_NESTED: tuple[_Row, ...] = (
    (r"#{1,6}\s|>\s|[-+]\s+\S|\d{1,9}[.)]\s", "行首的标记", "表的格子、标题里不能再有标题、列表和按语"),
)
_DATA_STARTS: tuple[_Row, ...] = (
    (r"#{1,6}\s|[＃]{1,6}\s", "标题的“#”", ""),
    (r"[>＞]\s", "按语的“>”", ""),
    (r"[-+]\s+\S", "列表的“-”", ""),
    (r"\|.*\|\s*$|｜.*｜\s*$", "表格的竖线", ""),
    (r"[=＝]{3,}\s*$|[-－—_＿]{3,}\s*$", "分隔线", ""),
)
_DATA_HINT = "这里的字照原样印出，不能写标记；删去它，只留要印的字"
_ESCAPED: _Row = (r"\\(?=[!-/:-@\[-`{-~])", "反斜杠和半角符号", "")


_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)")


class _Signs:
    """Rows as one pattern: the first row that matches at a place says what it is."""

    def __init__(self, rows: Iterable[_Row], *, at_starts: bool = False) -> None:
        self._rows = tuple(rows)
        joined = "|".join(f"(?P<s{number}>{pattern})" for number, (pattern, _, _) in enumerate(self._rows))
        self._pattern = re.compile(rf"^[ \t　]*(?:{joined})" if at_starts else joined, re.MULTILINE)

    def find(self, text: str) -> Iterator[Sign]:
        """Every sign of a text, in order."""
        for found in self._pattern.finditer(text):
            group = found.lastgroup or ""
            _, name, hint = self._rows[int(group[1:])]
            yield Sign(name, hint, *found.span(group))


_LEFT = _Signs((*_CERTAIN, *_TYPED, _BAR))
_LEFT_IN_CELL = _Signs((*_CERTAIN, *_TYPED))
_STARTS = _Signs((*_IN_PARAGRAPH, *_LINE_STARTS), at_starts=True)
_STARTS_NESTED = _Signs((*_NESTED, *_LINE_STARTS), at_starts=True)
_DATA = _Signs((*_CERTAIN, _ESCAPED))
_DATA_LINES = _Signs(_DATA_STARTS, at_starts=True)


@lru_cache(maxsize=16384)
def left_over(text: str, *, in_cell: bool = False) -> Sign | None:
    """The first thing in typed text that looks like markup; in a cell of a table | was escaped.

    Remembered, like `line_start`: fifteen reports are told by the same templates.
    """
    return next((_LEFT_IN_CELL if in_cell else _LEFT).find(text), None)


@lru_cache(maxsize=16384)
def line_start(text: str, *, nested: bool = False) -> Sign | None:
    """The first line of a paragraph that begins like a block and is none; `nested`: where no block may begin."""
    return next((_STARTS_NESTED if nested else _STARTS).find(text), None)


def conflict_line(line: str) -> bool:
    """Whether a line is one that a version control system leaves between two versions."""
    return _CONFLICT.match(line) is not None


def unmistakable(text: str) -> Sign | None:
    """The first thing in a text that is printed as it stands which can only be meant as markup."""
    found = next(_DATA.find(text), None) or next(_DATA_LINES.find(text), None)
    return found and found._replace(hint=_DATA_HINT)
