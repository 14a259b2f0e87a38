"""The sandbox that templates run in: data only, every operation counted, nothing printed that does not know its origin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from hgz_report.data.reads import Reads
from hgz_report.document.ledger import Ledger
from hgz_report.narrate.captured import Captured, whole
from hgz_report.narrate.charges import charged, too_much
from hgz_report.narrate.costs import EXPRESSION, LOADED, NESTED, NUMERAL, Meter
from hgz_report.narrate.file_parts import TEMPLATE
from hgz_report.narrate.functions import Later
from hgz_report.narrate.generator import Generator
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.metered import Metered
from hgz_report.narrate.printable import Cut, cut_from, is_cut, printed, said, typed
from hgz_report.narrate.source_map import unmarked
from hgz_report.narrate.till import Till
from hgz_report.origin import Attributed, Wording, attributed, joined

_DIGITS = re.compile("[0-9][0-9_]{99}")
"""More than a number in a template has, and fewer than Python refuses to read."""


class _Names(Context):
    """The names of a template, those worked out later at the moment they are asked for."""

    def resolve_or_missing(self, key: str) -> Any:
        found = super().resolve_or_missing(key)
        return found.value() if isinstance(found, Later) else found


class _Imported(Template):
    """A template whose top level runs wherever it is imported: Jinja would run it once for all sections of a paper, and only the
    first would have read what it reads.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = None
        return super()._get_default_module(ctx)


class Sandbox(ImmutableSandboxedEnvironment):
    """Data only: templates may call what we hand them and nothing else."""

    code_generator_class = Generator
    template_class = _Imported
    context_class = _Names
    ledger: Ledger
    reads: Reads
    folder: str
    """Name of the folder of templates, as origins spell it."""
    meter: Meter
    metered: Metered
    till: Till
    intercepted_binops = frozenset(["*", "**", "+", "-", "/", "//", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic is refused: numbers come from facts and from the formulas in `derive`."""
        if operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            self.meter.take(len(left) + len(right))
            return [*left, *right]
        raise Missing(
            f"模板里不能做运算（{operator}）",
            "占比、增速、完成率等用 share()、growth()、completion() 来算；连接文字用 ~",
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`; a part of a text is no text to print."""
        if isinstance(argument, Captured):
            raise whole()
        if isinstance(argument, slice):
            part = obj[argument]
            self.meter.take(len(part))
        elif isinstance(argument, list | tuple | dict):
            raise Missing("方括号里要的是第几个，给的是清单", "写数字或名称，如 清单[0]")
        else:
            part = super().getitem(obj, argument)
        return Cut(part, obj) if isinstance(obj, Attributed) and isinstance(part, str) else part

    def concat(self, parts: Iterable[str]) -> str:
        """What a macro or a block printed, in one piece."""
        pieces = list(parts)
        self.meter.write(sum(map(len, pieces)), 0)
        return "".join(pieces)

    def typed(self, text: str, template: str, line: int) -> Attributed:
        """Words that an editor typed inside an expression."""
        return typed(text, f"{self.folder}/{template}", line)

    def captured(self, text: str) -> Captured:
        """What a block or a macro printed; empty where it says nothing."""
        return Captured(unmarked(text), self.ledger)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja has it
        """A call of a template's.  What macros and blocks print is captured; our functions read no captured text."""
        own = type(__obj).__module__ == Macro.__module__ or getattr(__obj, "__module__", "") == Macro.__module__
        if not own:
            for given in (*args, *kwargs.values()) if kwargs else args:
                if isinstance(given, Captured):
                    raise whole()
        if not __self.is_safe_callable(__obj):
            raise SecurityError("not safely callable")
        if not own:
            __self.till.charge(__obj, args, kwargs)
            return __context.call(__obj, *args, **kwargs)
        __self.meter.enter()
        try:
            result = __context.call(__obj, *args, **kwargs)
        finally:
            __self.meter.depth -= 1
        return __self.captured(result) if isinstance(result, str) else result

    def printed(self, value: object) -> object:
        """What `{{ value }}` prints."""
        self._price(value)
        return printed(value, self.ledger)

    def _price(self, value: object) -> None:
        """Count a value that is printed or joined to others."""
        if isinstance(value, Captured):
            self.meter.write(len(value.marked), 0)
        elif isinstance(value, Attributed):
            self.meter.write(len(value), len(value.pieces))
        elif isinstance(value, str):
            self.meter.write(len(value), 0)
        else:
            self.meter.write(0)

    def joined(self, parts: Iterable[object]) -> str | Captured:
        """`parts` as one text; refuses what `{{ }}` refuses.  What a macro printed stays markup, other text keeps its origin."""
        pieces = list(parts)
        for piece in pieces:
            self._price(piece)
        if any(isinstance(piece, Markup | Captured) for piece in pieces):
            return self.captured("".join(str(printed(piece, self.ledger)) for piece in pieces))
        if any(isinstance(piece, str) and piece and not isinstance(piece, Attributed) for piece in pieces):
            text = "".join(
                said(piece) if isinstance(piece, list | tuple | dict) else str(piece) for piece in pieces
            )  # of an id and the like: good for a name, not for print
            return next((Cut(text, cut_from(piece)) for piece in pieces if is_cut(piece)), text)
        return joined(said(piece) for piece in pieces)

    def join(self, things: Iterable[object], between: str = "") -> str | Captured:
        """Filter `join`: 甲；乙；丙."""
        parts = [part for thing in self.metered.counted(things) for part in (between, thing)]
        return self.joined(parts[1:])

    def join_words(self, words: Iterable[object], last: str = "和") -> str | Captured:
        """Filter `join_words`: 甲、乙和丙."""
        several = [self.joined([word]) for word in self.metered.counted(words)]
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

    def _load_template(self, name: str, *given: Any) -> Template:
        """A template that another asks for, or a name of several that may be missing."""
        self.meter.step(LOADED)
        found = super()._load_template(name, *given)
        self.reads.note(TEMPLATE, name)  # also what Jinja has loaded before
        return found

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except (RecursionError, MemoryError, SyntaxError) as error:
            raise too_much(NESTED, 1, None, filename) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The tree of a template, with what counts its steps."""
        if digits := _DIGITS.search(source):
            raise too_much(NUMERAL, source.count("\n", 0, digits.start()) + 1, name, filename)
        parser = Parser(self, source, name, filename)
        try:
            return charged(parser.parse())
        except RecursionError as error:  # before the tree is there whose depth could be told
            raise too_much(EXPRESSION, parser.stream.current.lineno, name, filename) from error
        except TemplateSyntaxError as error:
            raise TemplateSyntaxError(error.message or "", error.lineno, name, filename) from error
