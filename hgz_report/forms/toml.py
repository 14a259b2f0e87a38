"""Reads a TOML file that people edit: every value checked, every mistake kept with its line, said in Chinese."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hgz_report.problems import Problem, Problems, Where

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_REASONS: Mapping[str, tuple[str, str]] = {
    "overwrite": ("同一项写了两次", "删去其中一行"),
    "declare": ("同一节写了两次", "把两节合成一节"),
    "nvalid value": ("“=”后面的值写法不对", "文字放在英文引号里；日期写 2026-11-23；是否写 true 或 false"),
    "nvalid date": ("没有这一天", "检查年、月、日"),
    "nterminated": ("引号没有配对", "文字前后各一个英文引号，写在一行里"),
    "llegal character": ("引号没有配对，或引号里有换行、制表符", "文字前后各一个英文引号，写在一行里"),
    "Expected '='": ("缺少“=”", "每行写成 名称 = 值，用英文的等号"),
    "nclosed array": ("方括号没有配对，或少了逗号", '写成 ["甲", "乙"]'),
    "after a statement": ("一行里多出了内容", "一行一项；说明文字前面加“#”"),
}
"""What tomllib says, by a part of its message, and what an editor is told."""


class Reader:
    """Takes values out of the file by path (`masthead.issue`) and keeps a list of what is wrong with them."""

    def __init__(self, path: Path, known: Mapping[str, Collection[str]]) -> None:
        """Read and parse `path`.  `known`: the keys of every section.  Raises Problems when the file can't be parsed."""
        self.problems: list[Problem] = []
        self._file, self._known = path.name, known
        text = _text(path)
        self._lines = _line_numbers(text)
        self._values: dict[str, Any] = {}
        self._take(_parsed(self._file, text), "")
        self._refuse_unknown()

    def _take(self, table: Mapping[str, Any], prefix: str) -> None:
        """Flatten: a table whose name is the start of a known section is looked into, anything else is a value."""
        for key, value in table.items():
            path = f"{prefix}{key}"
            if isinstance(value, dict) and any(f"{section}.".startswith(f"{path}.") for section in self._known):
                self._take(value, f"{path}.")
            else:
                self._values[path] = value

    def _refuse_unknown(self) -> None:
        """A key or section nobody reads is a slip of the pen."""
        for path in self._values:
            section, _, key = path.rpartition(".")
            keys = self._known.get(section, ())
            if path in self._known:
                self.say(path, f"[{path}] 应为一节，现为一个值", f"写成单独一行 [{path}]，其下一行一项")
            elif not keys:
                hint = f"{_nearest(section or key, self._known)}可用的节：{'、'.join(self._known)}"
                self.say(path, f"没有 [{section or key}] 这一节", hint)
            elif key not in keys:
                hint = f"{_nearest(key, keys)}可用的项：{'、'.join(keys)}"
                self.say(path, f"[{section}] 里没有“{key}”这一项", hint)

    def has(self, path: str) -> bool:
        """Whether the file says anything about `path`."""
        return path in self._values

    def day(self, path: str) -> date:
        """A date without a time of day."""
        value = self._values.get(path)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is None:
            self._missing(path)
        else:
            self.say(
                path, f"{_key(path)}应为日期，现为{_kind(value)}", "写成 2026-11-23：四位年、两位月、两位日，不加引号"
            )
        return date.min

    def line(self, path: str, default: str | None = None) -> str:
        """One line of text; without a default it must be there and not be empty."""
        value = self._values.get(path, default)
        if value is None or (default is None and isinstance(value, str) and not value.strip()):
            self._missing(path)
            return ""
        return value if self._is_line(path, value) else ""

    def lines(self, path: str) -> tuple[str, ...]:
        """Several lines of text, none by default; a single one may stand without brackets."""
        value = self._values.get(path, [])
        values = value if isinstance(value, list) else [value]
        right = [each for each in values if self._is_line(path, each)]
        if not all(each.strip() for each in right):
            self.say(path, f"{_key(path)}里有空的一项", '删去多余的 ""')
        return tuple(right)

    def whole(self, path: str, default: int, least: int = 0) -> int:
        """A whole number, not below `least`."""
        value = self._values.get(path, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.say(path, f"{_key(path)}应为整数，现为{_kind(value)}", f"写成 {_key(path)} = {default}，不加引号")
            return default
        if value < least:
            self.say(path, f"{_key(path)}不能小于 {least}，现为 {value}", f"不需要时写 {default}")
        return value

    def flag(self, path: str, *, default: bool) -> bool:
        """`true` or `false`."""
        value = self._values.get(path, default)
        if isinstance(value, bool):
            return value
        self.say(path, f"{_key(path)}应为 true（是）或 false（否），现为{_kind(value)}", "不加引号，全小写")
        return default

    def _is_line(self, path: str, value: object) -> bool:
        if not isinstance(value, str):
            self.say(path, f"{_key(path)}应为文字，现为{_kind(value)}", "文字放在英文引号里")
            return False
        if found := _UNPRINTABLE.search(value):
            self.say(path, f"{_key(path)}里有不能印的字符 U+{ord(found[0]):04X}", "删去换行、制表符和其他控制字符")
            return False
        return True

    def _missing(self, path: str) -> None:
        section, _, key = path.rpartition(".")
        self.say(path, f"缺少 [{section}] 的“{key}”", f"在 [{section}] 下面写一行 {key} = …")

    def say(self, path: str, what: str, hint: str) -> None:
        """Note a problem with the value at `path`."""
        self.problems.append(Problem(self.where(path), what, hint))

    def where(self, path: str) -> Where:
        """The line of the key, else of its section, else the file."""
        section = path.rpartition(".")[0]
        return Where(self._file, self._lines.get(path) or self._lines.get(section, 0))


def _text(path: Path) -> str:
    """The file's text; a byte order mark, which Windows editors like to write, is dropped."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Problems(
            [Problem(Where(path.name, line), "文件不是 UTF-8 编码", "用记事本另存为，编码选 UTF-8")]
        ) from None
    except FileNotFoundError:
        hint = f"在项目所在的文件夹里运行；{path.name} 丢了就从版本库取回"
        raise Problems([Problem(Where(path.name), "没有找到配置文件", hint)]) from None
    except OSError as error:
        raise Problems([Problem(Where(path.name), f"读不了配置文件：{error.strerror}", "检查文件的权限")]) from None


def _parsed(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
        chosen = next((said for part, said in _REASONS.items() if part in str(error)), None)
        what, hint = chosen or ("写法不对", "看看这一行和上一行的引号、方括号、等号是否写全")
        raise Problems([Problem(Where(file, line, column), what, hint)]) from None


def _line_numbers(text: str) -> dict[str, int]:
    """First line of every section and key, by path."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if head := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = re.sub(r"[\s\"']", "", head[1])
            found.setdefault(section, number)
        elif key := re.match(r"\s*([^#=\[\]]+?)\s*=", line):
            name = re.sub(r"[\s\"']", "", key[1])
            found.setdefault(f"{section}.{name}".removeprefix("."), number)
    return found


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"是不是“{near[0]}”；" if near else ""


def _key(path: str) -> str:
    return path.rpartition(".")[2]


def visible(text: str) -> str:
    """With control characters spelt out."""
    return _UNPRINTABLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def _kind(value: object) -> str:
    match value:
        case bool():
            return f" {str(value).lower()}"
        case str():
            return f"文字“{visible(value)}”"
        case int() | float():
            return f"数 {value}"
        case list():
            return "一列值"
        case dict():
            return "一节"
    return f"日期或时间 {value}"
