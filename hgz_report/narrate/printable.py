"""What `{{ }}` prints and what it refuses: only text and quantities that know where they come from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from jinja2 import StrictUndefined, Undefined
from jinja2.filters import do_reverse
from markupsafe import Markup

from hgz_report.document.ledger import Ledger
from hgz_report.narrate.captured import Captured
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.views import DerivedView, FactView
from hgz_report.origin import Attributed, Cited, Count, Derived, Fact, PeriodOf, Template, attributed

_WHOLE = "数整个印：写 {{ f }}，只要数、不要单位写 f.number；名称整个印，要简称用 short 一类的项"


class Cut(str):
    """A part of a text, good to be compared: of what text, "" where nobody knows."""

    __slots__ = ("whole",)
    whole: str

    def __new__(cls, text: str, whole: str) -> Cut:
        """A part of `whole`."""
        made = super().__new__(cls, text)
        made.whole = whole
        return made


def is_cut(value: object) -> bool:
    """Whether a value is a part of a text: one of its characters, where a filter or a loop took it apart."""
    alone = isinstance(value, str) and not isinstance(value, Attributed) and len(value) == 1
    return isinstance(value, Cut) or (alone and not (str(value).isascii() and str(value).isalpha()))


def cut_from(value: object) -> str:
    """The text that a value is a part of; "" where nobody knows."""
    return value.whole if isinstance(value, Cut) else ""


def reversed_(value: object) -> object:
    """Filter `reverse`: a list from its end; of a text only letters the wrong way round."""
    return Cut(str(value)[::-1], value) if isinstance(value, str) else do_reverse(value)  # type: ignore[call-overload]


def _is_number(text: str) -> bool:
    return isinstance(text, Attributed) and any(
        isinstance(piece.origin, Fact | Derived | Count | Cited | PeriodOf) for piece in text.pieces
    )


def printed(value: object, ledger: Ledger) -> object:
    """What `{{ value }}` prints: quantities and marks as they are, data text as a literal, anything else is a mistake."""
    if isinstance(value, Markup | StrictUndefined):
        return value
    if isinstance(value, Captured):
        return Markup(value.marked)
    if isinstance(value, Undefined):
        return ""  # `{{ x if condition }}` without else: nothing, by the language's own rule
    text = said(value)
    return Markup(ledger.marks(text)) if isinstance(text, Attributed) else ""


def said(value: object) -> str:
    """A value as text that knows where it comes from.  Raises Missing for what cannot be printed."""
    if isinstance(value, FactView | DerivedView):
        return value.text
    if isinstance(value, Attributed):
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises for a name that is not defined; "" for `x if condition` without else
    if isinstance(value, str):
        if not value:
            return ""
        if is_cut(value):
            what = "文字或数字" if not cut_from(value) else "数字" if _is_number(cut_from(value)) else "文字"
            raise Missing(f"“{value}”不知从哪里来：{what}被切开了", _WHOLE)
        raise Missing(
            f"“{value}”不知从哪里来", "这是程序的错，或者印的是编号一类不供印出的项；改印 short、name 一类的项"
        )
    if value is None:
        raise Missing("要印的是空的，没有数据", "用 {% if … %} 包起来，没有数据时整句不印")
    if isinstance(value, bool | int | float | Decimal | Fraction):
        raise Missing(f"要印的是没有出处的数“{value}”", "数字用 fact()、completion()、count() 等来印，才能溯源")
    raise Missing(
        "这里印的既不是文字，也不是数", "印它的某一项（如 zone.short），清单用 {% for %} 逐项印，函数要带括号"
    )


@lru_cache(maxsize=4096)
def typed(text: str, file: str, line: int) -> Attributed:
    """Words that an editor typed inside an expression of a file's line."""
    return attributed(text, Template(file, line))
