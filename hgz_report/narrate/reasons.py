"""What Jinja and Python say of a template's mistake in English, said again in Chinese with what to do about it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

from hgz_report.data.fact_finder import GRAMMAR
from hgz_report.narrate.charges import BOUNDED
from hgz_report.narrate.costs import DEPTH
from hgz_report.narrate.generator import FILTERED
from hgz_report.narrate.source_map import STRAY

Reason = tuple[str, str]
"""What is wrong, and the hint."""

_README = "可用的名字和写法见 templates/README.md"
_HALF_WIDTH = "模板语法里的括号、引号、逗号、冒号要用英文半角的；检查 {% %} 与 {{ }} 是否成对"
_NAMES = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "end of template": "文件末尾",
    "begin of statement block": "{%",
    "begin of print statement": "{{",
}

_TAGS = tuple("for endfor if elif else endif set endset macro endmacro each end optional endoptional".split())  # noqa: SIM905
_GAP = re.compile(r"\{(\d|near|filters|parts|tag)\}")

# (pattern of the English message; in Chinese what is wrong, {0} for the pattern's first group; the hint)
_UNKNOWN = (
    (r"No filter named '(\w+)'", "没有“{0}”这个过滤器", "可用的：{filters}"),
    (
        r"No test named '(\w+)'",
        "没有“is {0}”这种判断",
        "可用的如 is defined、is none；清单有没有内容直接写 {% if 清单 %}",
    ),
)
_SYNTAX = (
    *_UNKNOWN,
    (f"^{STRAY}(.*)", "“{0}”不是正确的占位写法", f"{GRAMMAR}；表达式写 {{{{ … }}}}，要印花括号写 \\{{ \\}}"),
    (FILTERED, "收起来的文字只能整段印，不能再用过滤器", "过滤器用在里面的数据上：{{ 名称 | quoted }}，{% set x %} 只收文字"),
    (r"innermost block that needs to be closed is 'each'", "{% each %} 没有结束，或里面的标签没有配对",
     "{% each %} 与 {% end %} 要成对，嵌套的先开后关"),
    (r"innermost block that needs to be closed is '(\w+)'", "{% {0} %} 没有结束，或里面的标签没有配对",
     "{% {0} %} 与 {% end{0} %} 要成对，嵌套的先开后关"),
    (r"Encountered unknown tag '(\w+)'", "不认识或多出来的标签 {% {0} %}",
     "{tag}检查拼写；{% end… %} 前面要有对应的开头"),
    (r"expected token '(.+?)', got '(.+?)'", "应为“{0}”的地方写了“{1}”", _HALF_WIDTH),
    (r"unexpected char ['\"](.+?)['\"] at", "模板语法里有认不出的字符“{0}”", _HALF_WIDTH),
    (r"unexpected end of template, expected '(.+?)'", "文件结束了，还缺“{0}”", _HALF_WIDTH),
    (r"unexpected '(.+?)'", "这里不该有“{0}”", _HALF_WIDTH),
    (r"Missing end of comment tag", "注释没有结束", "注释写成 {## 这样 ##}"),
)  # fmt: skip
_UNDEFINED = (
    (r"^'([^']+)' is undefined", "用了没有定义的名字“{0}”", "{near}" + _README),
    (r"'None' has no attribute '(\w+)'", "要取“{0}”，而这里是空的（没有数据）", "用 {% if … %} 包起来，有数据才印"),
    (r"has no attribute '(\w+)'", "这里没有“{0}”这一项", "{parts}" + _README),
    (r"has no element (.+)$", "清单里没有第 {0} 个（从 0 数起）", "先用 {% if … %} 看清单够不够长"),
    (r"sequence was empty", "清单是空的，没有第一个或最后一个", "先用 {% if … %} 看清单是不是空的"),
    (r"the template '(.+?)'.* does not export the requested name '(\w+)'", "“{0}”里没有“{1}”这种说法",
     "检查拼写；各份报告共用的说法在 shared/words.md.j2"),
)  # fmt: skip
_SECURITY = (
    (r"access to attribute '(\w+)'", "模板里不能取“{0}”", "只能用数据和 templates/README.md 里列出的函数"),
    (r"not safely callable", "这里不能当作函数来用", "只能用数据和 templates/README.md 里列出的函数"),
)
_TYPE = (
    *_UNKNOWN,
    (r"(\w+)\(\) missing .* arguments?: (.+)$", "{0}() 缺少参数 {1}", "写法见 templates/README.md"),
    (r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", "{0}() 没有参数“{1}”", "写法见 templates/README.md"),
    (r"(\w+)\(\) takes .* positional", "{0}() 的参数多了", "写法见 templates/README.md"),
    (r"macro '(\w+)' takes", "说法“{0}”的参数多了", "参数看它的 {% macro %} 那一行"),
    (
        r"text without origin: '(.*)'",
        "“{0}”不知从哪里来：是切开的文字、编号，或没有出处的字",
        "用 short、name 一类的整项；数用 f.text、f.number",
    ),
    (
        r"object has no attribute",
        "函数收到的不是它要的东西",
        "如 completion() 要两个事实：completion(fact(…), fact(…))",
    ),
    (r"is not callable", "这里不能当作函数来用", "去掉它后面的括号，或检查函数名"),
    (r"is not iterable", "这里不是清单，不能逐项取用", "{% for %} 和列表过滤器只用于清单，如 facts()、practices()"),
    (r"has no len\(\)", "这里不是清单，没有长度", "length 只用于清单，如 facts()、practices()"),
)


def in_chinese(error: BaseException, names: Iterable[str], filters: Iterable[str]) -> Reason:
    """Say `error` again; `names` are the globals and `filters` the filters that a template may use."""
    near: Callable[[str], str] = lambda word: _near(word, names)  # noqa: E731
    words = {"filters": "、".join(sorted(filters)), "parts": _parts(str(error)), "tag": _tag(str(error))}
    if isinstance(error, TemplateSyntaxError):
        if bound := BOUNDED.get(error.message or ""):
            return bound.said, bound.hint
        return _said(error.message or "", _SYNTAX, words, near) or ("模板语法写错了", _HALF_WIDTH)
    message = str(error)
    if isinstance(error, UndefinedError):
        return _said(message, _UNDEFINED, words, near) or ("用了没有定义的名字或项", _README)
    if isinstance(error, SecurityError):
        return _said(message, _SECURITY, words, near) or ("模板里不能这样做", _README)
    if isinstance(error, RecursionError):
        return DEPTH.said, DEPTH.hint
    return _said(message, _TYPE, words, near) or (
        "这一行的写法与函数的要求不符",
        "检查参数是不是它要的东西；" + _README,
    )


def _said(
    message: str, table: Iterable[tuple[str, str, str]], words: Mapping[str, str], near: Callable[[str], str]
) -> Reason | None:
    for pattern, what, hint in table:
        if found := re.search(pattern, message):
            groups = [_NAMES.get(group, group).replace("' and '", "、").strip("'") for group in found.groups()]
            known = {**words, **{str(i): group for i, group in enumerate(groups)}, "near": near("".join(groups[:1]))}
            return _filled(what, known), _filled(hint, known)
    return None


def _filled(text: str, known: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: known[gap.group(1)], text)


def _parts(message: str) -> str:
    """What may be taken of the view that `message` is about."""
    found = re.search(r"(hgz_report\.narrate(?:\.\w+)+)\.(\w+) object' has no attribute '(\w+)'", message)
    view = found and getattr(sys.modules.get(found.group(1)), found.group(2), None)
    if found is None or not isinstance(view, type):
        return ""
    named = getattr(view, "__match_args__", ())
    worked_out = (name for name, part in vars(view).items() if isinstance(part, property))
    parts = [name for name in (*named, *worked_out) if not name.startswith("_")]
    if not parts:  # of what makes charts
        return _near(found.group(3), [name for name in vars(view) if not name.startswith("_")])
    return f"{_near(found.group(3), parts)}这里有 {'、'.join(parts)}；"


def _tag(message: str) -> str:
    """The tag that was meant perhaps."""
    found = re.search(r"unknown tag '(\w+)'", message)
    return _near(found.group(1), _TAGS) if found and found.group(1) not in _TAGS else ""


def _near(word: str, names: Iterable[str]) -> str:
    found = get_close_matches(word, list(names), 1)
    return f"是不是 {found[0]}？" if found else ""
