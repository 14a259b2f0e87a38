"""The Jinja sandbox: strict, without methods that act, every error with template file and line."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from types import CodeType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from hgz_report.cache.store import Cache, digest_of
from hgz_report.document.ledger import RESERVED, Ledger
from hgz_report.language.markup_signs import conflict_line
from hgz_report.narrate.captured import Captured, whole, without_marks
from hgz_report.narrate.each import Each
from hgz_report.narrate.functions import Later, quoted
from hgz_report.narrate.generator import Generator
from hgz_report.narrate.line_ends import LineEnds
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.optional import Optional
from hgz_report.narrate.printable import Cut, cut_from, is_cut, printed, reversed_, said, typed
from hgz_report.narrate.reasons import in_chinese
from hgz_report.narrate.scope import turns
from hgz_report.narrate.source_map import Names, SourceMap, unmarked
from hgz_report.origin import Attributed, Wording, attributed, joined
from hgz_report.problems import Problem, Where

_MAX_OUTPUT = 2_000_000
_MAX_TURNS = 200_000
"""Characters of one section, and turns of all loops of a report: a runaway template stops here."""

# What choose and order; a filter that changes text could cut a mark in two or turn it into another.
_FILTERS = ("default", "first", "groupby", "last", "length", "list", "map", "reject", "rejectattr", "reverse", "select",
            "selectattr", "sort", "unique")  # fmt: skip


class _Loader(FileSystemLoader):
    """Template files, refused when they cannot be read as text or hold characters that serve as marks."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            text, path, unchanged = super().get_source(environment, template)
        except UnicodeDecodeError:
            raise TemplateProblem(
                Problem(Where(template), "模板不是 UTF-8 编码", "在编辑软件里另存为 UTF-8（不要选 ANSI、GBK）")
            ) from None
        for number, line in enumerate(text.split("\n"), 1):
            if RESERVED.search(line):
                what, hint = "模板里有程序保留的私用区字符", "删去这个看不见的字符"
                raise TemplateProblem(Problem(Where(template, number), what, hint))
            if conflict_line(line):
                what, hint = f"版本冲突的标记“{line[:20]}”", "两个版本留一个，删去 <<<<<<<、=======、>>>>>>> 这几行"
                raise TemplateProblem(Problem(Where(template, number), what, hint))
        return text, path, unchanged


class _Names(Context):
    """The names of a template, those worked out later at the moment they are asked for."""

    def resolve_or_missing(self, key: str) -> Any:
        found = super().resolve_or_missing(key)
        return found.value() if isinstance(found, Later) else found


class Sandbox(ImmutableSandboxedEnvironment):
    """Data only: templates may call what we hand them and nothing else."""

    code_generator_class = Generator
    context_class = _Names
    ledger: Ledger
    folder: str
    """Name of the folder of templates, as origins spell it."""
    _turns: int = 0
    intercepted_binops = frozenset(["*", "**", "+", "-", "/", "//", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic is refused: numbers come from facts and from the formulas in `derive`."""
        if operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            return [*left, *right]
        raise Missing(
            f"模板里不能做运算（{operator}）",
            "占比、增速、完成率等用 share()、growth()、completion() 来算；连接文字用 ~",
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`; a part of a text is no text to print."""
        if isinstance(argument, Captured):
            raise whole()
        part = obj[argument] if isinstance(argument, slice) else super().getitem(obj, argument)
        return Cut(part, obj) if isinstance(obj, Attributed) and isinstance(part, str) else part

    def counted(self, things: Iterable[object]) -> Iterator[object]:
        """`things`, for a loop: all loops of a report together have an end."""
        for thing in things:
            self._turns += 1
            if self._turns > _MAX_TURNS:
                raise Missing("循环的次数太多", "检查 {% for %} 是不是一层套一层地重复了")
            yield thing

    def typed(self, text: str, template: str, line: int) -> Attributed:
        """Words that an editor typed inside an expression."""
        return typed(text, f"{self.folder}/{template}", line)

    def captured(self, text: str) -> Captured:
        """What a block or a macro printed; empty where it says nothing."""
        return Captured(unmarked(text), self.ledger)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja has it
        """A call of a template's.  What macros and blocks print is captured; our functions read no captured text."""
        own = type(__obj).__module__ == Macro.__module__ or getattr(__obj, "__module__", "") == Macro.__module__
        if not own and any(isinstance(given, Captured) for given in (*args, *kwargs.values())):
            raise whole()
        result = super().call(__context, __obj, *args, **kwargs)
        return __self.captured(result) if own and isinstance(result, str) else result

    def joined(self, parts: Iterable[object]) -> str | Captured:
        """`parts` as one text; refuses what `{{ }}` refuses.  What a macro printed stays markup, other text keeps its origin."""
        pieces = list(parts)
        if any(isinstance(piece, Markup | Captured) for piece in pieces):
            return self.captured("".join(str(printed(piece, self.ledger)) for piece in pieces))
        if any(isinstance(piece, str) and piece and not isinstance(piece, Attributed) for piece in pieces):
            text = "".join(str(piece) for piece in pieces)  # of an id and the like: good for a name, not for print
            return next((Cut(text, cut_from(piece)) for piece in pieces if is_cut(piece)), text)
        return joined(said(piece) for piece in pieces)

    def join(self, things: Iterable[object], between: str = "") -> str | Captured:
        """Filter `join`: 甲；乙；丙."""
        parts = [part for thing in things for part in (between, thing)]
        return self.joined(parts[1:])

    def join_words(self, words: Iterable[object], last: str = "和") -> str | Captured:
        """Filter `join_words`: 甲、乙和丙."""
        several = [self.joined([word]) for word in words]
        comma, final = (
            attributed("、", Wording("listing")),
            said(last if last != "和" else attributed("和", Wording("listing"))),
        )
        marks = ["", *[comma] * (len(several) - 2), final][-len(several) :] if len(several) > 1 else [""] * len(several)
        return self.joined(part for pair in zip(marks, several, strict=True) for part in pair if part)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No methods of values, no private names; `.items` and the like on our mappings are not needed either."""
        if attr.startswith("_") or isinstance(obj, str | Captured):
            return False
        return not callable(value) or type(obj).__module__.startswith("hgz_report.narrate")

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, loop helpers and our own functions."""
        module = getattr(obj, "__module__", None) or type(obj).__module__
        return module.startswith(("hgz_report.narrate", "jinja2.runtime"))


class _Compiled(BytecodeCache):
    """Compiled templates: those of one build in memory, for fifteen reports share them, and on the disk for the next build."""

    def __init__(self, cache: Cache, folder: bytes) -> None:
        """`folder`: what else the code of a template depends on, the numbers that stand for its file and others."""
        self.code: dict[str, CodeType] = {}
        self.cache, self.folder = cache, folder

    def load_bytecode(self, bucket: Bucket) -> None:
        key = f"{bucket.key}{bucket.checksum}"
        if key not in self.code and (found := self.cache.recall("template", digest_of(self.folder, key.encode()))):
            self.code[key] = marshal.loads(found[0])
        if code := self.code.get(key):
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            key = f"{bucket.key}{bucket.checksum}"
            self.code[key] = bucket.code
            self.cache.keep("template", digest_of(self.folder, key.encode()), marshal.dumps(bucket.code))


@dataclass(frozen=True, slots=True)
class Templates:
    """The folder of templates, and what the reports of one build share: compiled code and the names in its marks."""

    folder: Path
    names: Names
    compiled: _Compiled

    @classmethod
    def of(cls, folder: Path, cache: Cache | None = None) -> Templates:
        """The templates of a folder, each with a number of its own."""
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))
        stamp = "\n".join((str(folder.absolute()), *names)).encode("utf-8", "surrogatepass")
        return cls(folder, Names(names), _Compiled(cache or Cache(None), stamp))


def environment(templates: Templates, ledger: Ledger, names: Mapping[str, object]) -> Sandbox:
    """A sandbox over `templates`, printing through `ledger`, with `names` as globals."""

    # With the context as an argument Jinja calls it for constants too when a report is rendered, not when it is compiled.
    @pass_context
    def finalized(_: Context, value: object) -> object:
        return printed(value, ledger)

    sandbox = Sandbox(
        loader=_Loader(templates.folder, encoding="utf-8-sig"),
        bytecode_cache=templates.compiled,
        extensions=[SourceMap, Optional, Each, LineEnds],
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",
        comment_end_string="##}",
        finalize=finalized,
    )
    sandbox.extend(source_names=templates.names, ledger=ledger, folder=templates.folder.name, turns=turns)

    kept = {name: sandbox.filters[name] for name in _FILTERS}
    sandbox.filters = {
        **kept,
        "join": sandbox.join,
        "join_words": sandbox.join_words,
        "quoted": quoted,
        "reverse": reversed_,
    }
    sandbox.globals.clear()
    sandbox.globals.update(names)
    return sandbox


def render(sandbox: Sandbox, template: str) -> str:
    """The marked output of one template.  Raises `TemplateProblem`, and nothing else for what an editor can get wrong."""
    try:
        pieces: list[str] = []
        length = 0
        for piece in sandbox.get_template(template).generate():
            length += len(piece)
            if length > _MAX_OUTPUT:
                raise Missing("模板输出过长，像是循环没有止境", "检查 {% for %} 的范围")
            pieces.append(piece)
        return "".join(pieces)
    except (
        TemplateError,
        Missing,
        ArithmeticError,
        TypeError,
        ValueError,
        AttributeError,
        LookupError,
        RecursionError,
    ) as error:
        raise TemplateProblem(_problem(error, sandbox, template)) from error


class TemplateProblem(Exception):  # noqa: N818 - carries a Problem out of Jinja
    """One template could not be rendered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _problem(error: BaseException, sandbox: Sandbox, template: str) -> Problem:
    found = _reason(error, sandbox, template)
    return replace(
        found, what=without_marks(found.what, sandbox.ledger), hint=without_marks(found.hint, sandbox.ledger)
    )


def _reason(error: BaseException, sandbox: Sandbox, template: str) -> Problem:
    where = _line(error, sandbox, template)
    if isinstance(error, Missing):
        return Problem(where, error.what, error.hint)
    if isinstance(error, TemplateNotFound):
        return Problem(where, f"找不到模板“{error.name}”", "检查文件名；路径从 templates/ 写起，如 shared/words.md.j2")
    if isinstance(error, TemplateSyntaxError):
        where = Where(_relative(error.filename or "", sandbox) or template, error.lineno)
    return Problem(where, *in_chinese(error, sandbox.globals, sandbox.filters))


def _line(error: BaseException, sandbox: Sandbox, template: str) -> Where:
    """The innermost template line in the traceback."""
    found = Where(template)
    for frame in extract_tb(error.__traceback__):
        if file := _relative(frame.filename, sandbox):
            found = Where(file, frame.lineno or 0)
    return found


def _relative(file: str, sandbox: Sandbox) -> str:
    """A file's path under the folder of templates; "" when it is not there."""
    loader = sandbox.loader
    for folder in loader.searchpath if isinstance(loader, FileSystemLoader) else []:
        if Path(file).is_relative_to(folder):
            return Path(file).relative_to(folder).as_posix()
    return ""
