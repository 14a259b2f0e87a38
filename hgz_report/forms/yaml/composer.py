"""Parser events -> `Tree`, one event at a time, with a stack of our own so that no nesting can exhaust Python's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import yaml
from msgspec import Struct, field

from hgz_report.forms.tree import Plain, Position, ScalarForm, Steps, Tree, path_text
from hgz_report.forms.yaml.characters import complaint, suspects
from hgz_report.forms.yaml.scalars import read_plain
from hgz_report.forms.yaml.syntax import syntax_problems
from hgz_report.language.han import (
    COMPATIBILITY,
    COMPATIBILITY_FORMS,
    FULL_WIDTH,
    HAN,
    MARKS,
    QUOTES_AND_DASHES,
    RADICALS,
)
from hgz_report.problems import Problem, Where

MAX_DEPTH = 50
MAX_KEYS = 60_000
"""Of one mapping: data/settled.yaml has a key for every fact."""
MAX_COMPLAINTS = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDE = f"{HAN}{RADICALS}{MARKS}{COMPATIBILITY}{COMPATIBILITY_FORMS}{FULL_WIDTH}{QUOTES_AND_DASHES}·{{}}"


@cache
def fold() -> re.Pattern[str]:
    """A blank beside a Chinese character or a {placeholder} in text of several lines: YAML's folding put it there."""
    return re.compile(f"(?<=[{_WIDE}]) | (?=[{_WIDE}])")


class _Frame(Struct):
    """A mapping or list being filled.  `key` is None while a mapping waits for its next key."""

    container: dict[str, Plain] | list[Plain]
    steps: Steps
    mark: Position
    flow: bool
    key: str | None = None
    key_mark: Position = (0, 0)
    first_lines: dict[str, int] = field(default_factory=dict)

    @property
    def waits_for_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None

    def child_steps(self) -> Steps:
        if isinstance(self.container, dict):
            return (*self.steps, self.key or "")
        return (*self.steps, len(self.container))


class _Stop(Exception):  # noqa: N818 - a signal, not an error
    """Nothing after this point can be read."""


class _Composer:
    def __init__(self, file: str) -> None:
        self.file = file
        self.written: dict[Steps, ScalarForm] = {}
        self.stack: list[_Frame] = []
        self.root: Plain = None
        self.marks: dict[Steps, Position] = {}
        self.ends: dict[Steps, int] = {}
        self.problems: list[Problem] = []
        self.spoiled: set[Steps] = set()
        self.documents = 0

    def feed(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close()
        elif isinstance(event, yaml.AliasEvent):
            self.refuse_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                hint = "一个文件只写一份，删掉单独一行的“---”"
                self.complain(_mark(event), "文件里有第二份内容（“---”之后又开始一份）", hint)
                raise _Stop

    def scalar(self, event: yaml.ScalarEvent) -> None:
        mark = _mark(event)
        frame = self.stack[-1] if self.stack else None
        if frame and frame.waits_for_key:
            self.take_key(frame, event, mark)
            return
        steps = frame.child_steps() if frame else ()
        self.marks[steps] = mark
        if _rows(event):
            self.ends[steps] = _last_line(event)
        if event.start_mark and event.end_mark:
            self.written[steps] = ScalarForm(event.style or "", event.start_mark.index, event.end_mark.index)
        self.refuse_extras(event, steps)
        self.place(self.value_of(event, steps))

    def value_of(self, event: yaml.ScalarEvent, steps: Steps) -> Plain:
        style, text = event.style, event.value
        several_lines = _rows(event) > 0
        if not style:
            if several_lines:
                return self.one_line(text, steps)
            value, trap = read_plain(text)
            if trap and not text and self.stack and self.stack[-1].flow:
                # `text: {gdp}` is a mapping to YAML; the editor meant a sentence.
                self.marks.setdefault(steps[:-1], self.marks[steps])
                self.spoil(steps[:-1], "以 { 开头的文字没有加引号", "给整句加英文单引号，如 '{gdp}，增长较快'")
            elif trap:
                self.spoil(steps, *trap)
            return value
        if style == '"':
            for found in suspects(text):
                problem = complaint(found.group(), self.where(self.marks[steps]))
                self.spoil(steps, problem.what, problem.hint)
        elif style in "|>":
            text = text.rstrip("\n")
        if text != text.strip():
            self.spoil(steps, "文字的开头或末尾有空格", "删掉引号里首尾的空格")
        return self.one_line(text, steps) if several_lines else self.without_breaks(text, steps)

    def one_line(self, text: str, steps: Steps) -> str:
        return fold().sub("", self.without_breaks(text, steps))

    def without_breaks(self, text: str, steps: Steps) -> str:
        if "\n" in text:
            self.spoil(steps, "文字里有换行", "一条只写一段：多行文字用“>-”开头，中间不空行；要分段就分成几条")
        return text

    def take_key(self, frame: _Frame, event: yaml.ScalarEvent, mark: Position) -> None:
        key = event.value
        steps = (*frame.steps, key)
        frame.key, frame.key_mark = key, mark
        self.refuse_extras(event, steps)
        if not key:
            self.complain(mark, "冒号前面没有键", "写成“键: 值”")
            self.spoiled.add(steps)
        elif key == "<<" and not event.style:
            self.complain(mark, "不用合并键“<<”", "把要的内容直接写出来")
            self.spoiled.add(steps)
        elif key in frame.first_lines:
            what = f"键“{key}”写了两次，第一次在第 {frame.first_lines[key]} 行"
            self.complain(mark, what, "留下对的一个，删掉另一个；如果是新的一条，前面少了“- ”")
            self.spoiled.add(steps)
        frame.first_lines.setdefault(key, mark[0])
        if len(frame.first_lines) > MAX_KEYS:
            self.complain(mark, f"这一层的键超过 {MAX_KEYS} 个", "检查缩进；同一种的几条前面各加“- ”")
            raise _Stop

    def open(self, event: yaml.CollectionStartEvent) -> None:
        mark = _mark(event)
        if len(self.stack) >= MAX_DEPTH:
            self.complain(mark, f"嵌套超过 {MAX_DEPTH} 层", "数据文件最多四五层，请检查是否多打了括号或缩进")
            raise _Stop
        frame = self.stack[-1] if self.stack else None
        if frame and frame.waits_for_key:
            self.complain(mark, "键不能是列表或花括号", "以 { 或 [ 开头的文字要加英文引号")
            raise _Stop
        steps = frame.child_steps() if frame else ()
        # Of a block under a key, the line of the key is what an editor looks for.
        self.marks[steps] = frame.key_mark if frame and frame.key is not None else mark
        self.refuse_extras(event, steps)
        self.stack.append(
            _Frame({} if isinstance(event, yaml.MappingStartEvent) else [], steps, mark, bool(event.flow_style))
        )

    def close(self) -> None:
        self.place(self.stack.pop().container)

    def place(self, value: Plain) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if isinstance(frame.container, dict):
            frame.container[frame.key or ""] = value
            frame.key = None
        else:
            frame.container.append(value)

    def refuse_alias(self, event: yaml.AliasEvent) -> None:
        mark = _mark(event)
        self.complain(mark, f"不用引用“*{event.anchor}”", "把要的内容直接写出来；以 * 开头的文字要加英文引号")
        if not self.stack or self.stack[-1].waits_for_key:
            raise _Stop
        self.spoiled.add(self.stack[-1].child_steps())
        self.place("")

    def refuse_extras(self, event: yaml.NodeEvent, steps: Steps) -> None:
        if event.anchor is not None:
            hint = "把要的内容直接写出来；以 & 开头的文字要加英文引号"
            self.complain(_mark(event), f"不用锚点“&{event.anchor}”", hint)
            self.spoiled.add(steps)
        if getattr(event, "tag", None):
            self.complain(_mark(event), "有类型标签（!）", "去掉以 ! 开头的标签；以 ! 开头的文字要加英文引号")
            self.spoiled.add(steps)

    def spoil(self, steps: Steps, what: str, hint: str) -> None:
        self.spoiled.add(steps)
        self.complain(self.marks[steps], f"{path_text(steps)}：{what}" if steps else what, hint)

    def complain(self, mark: Position, what: str, hint: str) -> None:
        if len(self.problems) == MAX_COMPLAINTS:
            hint = "先把上面的改好；如果满篇都是，请检查文件是怎么来的"
            self.problems.append(Problem(Where(self.file), f"错误太多，只列出前 {MAX_COMPLAINTS} 处", hint))
            raise _Stop
        self.problems.append(Problem(self.where(mark), what, hint))

    def where(self, mark: Position) -> Where:
        return Where(self.file, *mark)


@lru_cache(maxsize=64)
def compose(text: str, file: str) -> Tree:
    """The tree of one file's text, which nobody may change: who loads a file and who lints it get the same one."""
    composer = _Composer(file)
    readable = True
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.feed(event)
    except _Stop:
        readable = False
    except yaml.YAMLError as error:
        readable = False
        lines = {problem.where.line for problem in composer.problems if problem.where}
        new = syntax_problems(error, text, file)
        composer.problems += [problem for problem in new if problem.where and problem.where.line not in lines]
    return Tree(
        file,
        composer.root if readable else None,
        composer.marks,
        tuple(composer.problems),
        composer.ends,
        frozenset(composer.spoiled),
        written=composer.written,
    )


def _mark(event: yaml.Event) -> Position:
    start = event.start_mark
    return (start.line + 1, start.column + 1) if start else (0, 0)


def _last_line(event: yaml.Event) -> int:
    """The last line that an event has characters on; a block ends where the next line begins."""
    end = event.end_mark
    return (end.line + bool(end.column)) if end else 0


def _rows(event: yaml.Event) -> int:
    """How many line ends an event spans."""
    start, end = event.start_mark, event.end_mark
    return end.line - start.line if start and end else 0
