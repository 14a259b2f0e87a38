"""The Jinja sandbox: strict, without methods that act, every error with template file and line."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from msgspec import Struct

from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.reads import Reads
from hgz_report.document.ledger import RESERVED
from hgz_report.language.markup_signs import conflict_line
from hgz_report.narrate.charges import Tokens
from hgz_report.narrate.costs import FILE, Overrun
from hgz_report.narrate.each import Each
from hgz_report.narrate.file_parts import TEMPLATE, UNREADABLE, text_digest
from hgz_report.narrate.line_ends import LineEnds
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.optional import Optional
from hgz_report.narrate.printable import reversed_
from hgz_report.narrate.quotation import quoted
from hgz_report.narrate.sandbox import Sandbox
from hgz_report.narrate.scope import turns
from hgz_report.narrate.source_map import Names, SourceMap
from hgz_report.narrate.template_problem import TemplateProblem, problem_of
from hgz_report.narrate.till import Till
from hgz_report.problems import Problem, Where


class _Loader(FileSystemLoader):
    """Template files, each read once for all reports of a build; refused when they cannot be read as text or hold characters
    that serve as marks.  The sandbox's `reads` is told of each.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8-sig")
        self._read: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        assert isinstance(environment, Sandbox)
        try:
            if template not in self._read:
                self._read[template] = self._checked(environment, template)
        except TemplateNotFound:
            environment.reads.note_file(TEMPLATE, template, UNREADABLE)
            raise
        found = self._read[template]
        environment.reads.note_file(TEMPLATE, template, text_digest(found[0]))
        return found

    def _checked(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
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
        if len(text) > FILE.most:
            raise TemplateProblem(Problem(Where(template), FILE.said, FILE.hint))
        return text, path, unchanged


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


class Templates(Struct, frozen=True):
    """The folder of templates, and what the reports of one build share: compiled code and the names in its marks."""

    folder: Path
    names: Names
    compiled: _Compiled
    loader: _Loader

    @classmethod
    def of(cls, folder: Path, cache: Cache | None = None) -> Templates:
        """The templates of a folder, each with a number of its own."""
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))
        stamp = "\n".join((str(folder.absolute()), *names)).encode("utf-8", "surrogatepass")
        return cls(folder, Names(names), _Compiled(cache or Cache(None), stamp), _Loader(folder))

    def __reduce__(self) -> tuple[Callable[[Path, Cache], Templates], tuple[Path, Cache]]:
        """Neither code nor what was read pickles: another process has it from the files, or from the store."""
        return Templates.of, (self.folder, self.compiled.cache)


def environment(templates: Templates, names: Mapping[str, object], till: Till, reads: Reads) -> Sandbox:
    """A sandbox over `templates` with `names` as globals, counting at `till`, printing through its ledger, telling `reads`."""

    # With the context as an argument Jinja calls it for constants too when a report is rendered, not when it is compiled.
    @pass_context
    def finalized(_: Context, value: object) -> object:
        return sandbox.printed(value)

    sandbox = Sandbox(
        loader=templates.loader,
        bytecode_cache=templates.compiled,
        extensions=[SourceMap, Optional, Each, LineEnds, Tokens],
        undefined=StrictUndefined,
        autoescape=True,
        optimized=False,  # what is worked out is counted, and only when a report is rendered
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",
        comment_end_string="##}",
        finalize=finalized,
    )
    metered = till.metered
    sandbox.extend(
        source_names=templates.names,
        ledger=till.ledger,
        reads=reads,
        folder=templates.folder.name,
        meter=metered.meter,
        metered=metered,
        till=till,
        turns=turns,
    )

    known: dict[str, Any] = {**sandbox.filters, "reverse": reversed_, "quoted": quoted}
    sandbox.filters.clear()
    sandbox.filters.update(metered.filters(known) | {"join": sandbox.join, "join_words": sandbox.join_words})
    tests: dict[str, Any] = {**sandbox.tests}
    sandbox.tests.clear()
    sandbox.tests.update(metered.tests(tests))
    sandbox.globals.clear()
    sandbox.globals.update(names)
    return sandbox


def render(sandbox: Sandbox, template: str) -> str:
    """The marked output of one template.  Raises `TemplateProblem`, and nothing else for what an editor can get wrong."""
    try:
        pieces: list[str] = []
        length = 0
        output: Any = sandbox.get_template(template).generate()
        for piece in output:
            length += len(piece)
            if overrun := sandbox.meter.printed_too_much(length):
                output.throw(overrun)  # into the template: so the traceback knows the line
            pieces.append(piece)
        sandbox.meter.printed += length
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
        problem = problem_of(error, sandbox, sandbox.ledger, template)
        raise TemplateProblem(problem, runaway=isinstance(error, Overrun | RecursionError)) from error
