"""What the YAML parser says when it gives up, in the words of someone who sees the line."""

from __future__ import annotations

import re

import yaml

from hgz_report.problems import Problem, Where

_INDENT = "同一层的各行左边要对齐；下一层比上一层多缩进两个空格"
_UNFAMILIAR = ("这里不合 YAML 的写法", f"对照 data/README.md 的例子检查冒号、引号和缩进；{_INDENT}")
_SAID: tuple[tuple[str, str, str], ...] = (
    ("found unexpected end of stream", "引号没有配对，一直到文件末尾", "补上后一个引号；文字里要用引号时用中文引号“ ”"),
    ("found unexpected document", "引号没有配对", "补上后一个引号；文字里要用引号时用中文引号“ ”"),
    (
        "mapping values are not allowed",
        "这一行多了一个冒号，或者缩进不对",
        f"值里有英文冒号加空格时，给值加英文引号；{_INDENT}",
    ),
    (
        "did not find expected key",
        "这一行接不上前面：缩进不对，或引号、括号之后还有文字",
        f"{_INDENT}；以引号或 {{ 开头的文字要加英文引号",
    ),
    (
        "did not find expected '-' indicator",
        "这一行接不上前面的列表",
        f"列表的每一项都以“- ”开头并且左边对齐；{_INDENT}；以 {{ 开头的文字要加英文引号",
    ),
    ("did not find expected ',' or ']'", "方括号没有配对，或者两项之间缺少英文逗号", "写成 [甲, 乙]"),
    ("did not find expected ',' or '}'", "花括号没有配对", "以 { 开头的文字要加英文引号"),
    ("did not find expected node content", "括号里少了一项，或者括号没有配对", "写成 [甲, 乙]"),
    (
        "could not find expected ':'",
        "这一行不是“键: 值”的写法",
        "键后面写英文冒号和一个空格；接着上一行的文字要多缩进两格",
    ),
    ("block sequence entries are not allowed", "列表项“- ”不能跟在冒号后面", "“- ”另起一行"),
    ("found character that cannot start", "值不能以这个符号开头", "给整个值加英文引号"),
    ("found unknown escape character", "双引号里的反斜杠写法不认识", "改用英文单引号，或者把 \\ 写成 \\\\"),
    ("escape", "双引号里的反斜杠写法不认识", "改用英文单引号，或者直接输入要写的字"),
    (
        "document start",
        "前面的内容已经结束，这里又有文字",
        "检查这一行前面的引号；一个文件只写一份，不用单独一行的“...”",
    ),
    ("tag", "有类型标签（!）", "去掉以 ! 开头的标签；以 ! 开头的文字要加英文引号"),
    ("comment or line break", "“>”或“|”后面同一行不能再写文字", "文字从下一行写起，并缩进两格"),
    ("alphabetic or numeric character", "值不能以 & 或 * 开头", "给整个值加英文引号"),
    ("YAML document", "文件开头的 %YAML 行不认识", "删掉以 % 开头的行"),
    ("leading space", "“>”或“|”下面的空行缩进过多", "空行里不要留空格"),
)
_KEY = r"^\s*(?:- +)?[A-Za-z_][\w-]*"
_LINE_FAULTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(_KEY + "："), "键后面用了全角冒号“：”", "改成英文冒号加一个空格，如 name: 成都高新区"),
    (re.compile(_KEY + r":[^\s:/]"), "冒号后面缺少空格", "英文冒号后面空一格，如 name: 成都高新区"),
    (re.compile(r"^\s*-[^\s\-\d.]"), "“-”后面缺少空格", "列表项写成“- ”加内容"),
    (re.compile(r"^ *　"), "缩进用了全角空格", "改成半角空格，每层两个"),
    (re.compile(_KEY + r": [“‘].*[\"']\s*$"), "引号一头中文、一头英文", "前后都用英文引号"),
)


def syntax_problems(error: yaml.YAMLError, text: str, file: str) -> list[Problem]:
    """What to tell the editor: faults visible in the lines where the parser stopped, else its own words translated."""
    lines = text.split("\n")
    last = _line_of(error, "problem_mark")
    first = _line_of(error, "context_mark") if "key" in str(getattr(error, "context", "")) else last
    suspects = range(max(first - 1, 0), min(last + 1, len(lines)))
    seen = [
        Problem(Where(file, number + 1), what, hint)
        for number in suspects
        for pattern, what, hint in _LINE_FAULTS
        if pattern.search(lines[number])
    ]
    return seen or [_translated(error, text, file)]


def _line_of(error: yaml.YAMLError, name: str) -> int:
    mark = getattr(error, name, None)
    return mark.line if mark is not None else 0


def _translated(error: yaml.YAMLError, text: str, file: str) -> Problem:
    said = str(getattr(error, "problem", None) or error)
    what, hint = next(((what, hint) for english, what, hint in _SAID if english in said), _UNFAMILIAR)
    # An unclosed quote is noticed at the end of the file; what helps is where it was opened.
    opened = "quote" in what or "没有配对" in what
    mark = getattr(error, "context_mark" if opened else "problem_mark", None) or getattr(error, "problem_mark", None)
    return Problem(_where(mark, text, file) if mark is not None else Where(file), what, hint)


def _where(mark: yaml.Mark, text: str, file: str) -> Where:
    """What is noticed at the end of the file stands in its last line with words: the parser names one that is not there."""
    words = text.rstrip()
    last = words.count("\n")
    if mark.line > last:
        return Where(file, last + 1, len(words.rpartition("\n")[2]) + 1)
    return Where(file, mark.line + 1, mark.column + 1)
