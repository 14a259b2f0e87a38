"""What a PDF does without being asked for, and what its links do once they are clicked (ISO 32000-2, 12.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hgz_report.readers.content import Oddity

MOVES = frozenset({"/GoTo"})
"""Actions that show another place of the same file (ISO 32000-2, 12.6.4)."""
LINKED = frozenset({"/GoTo", "/URI", "/Named"})
"""What a link may do once it is clicked."""
_ACTIONS = {
    "/JavaScript": "运行脚本",
    "/Launch": "打开别的程序或文件",
    "/URI": "连到外面的网址",
    "/SubmitForm": "把内容发到外面",
    "/GoToR": "跳到别的文件",
    "/GoToE": "跳到嵌入的文件",
    "/GoTo3DView": "换三维的样子",
    "/ImportData": "从别处取数填进来",
    "/ResetForm": "换掉表单里的字",
    "/Hide": "藏起页面上的东西",
    "/SetOCGState": "开关图层",
    "/Rendition": "放音像",
    "/Movie": "放音像",
    "/Sound": "放声音",
    "/Trans": "换页的样子",
    "/Named": "执行阅读器的命令",
    "/Thread": "跳到别处",
    "/RichMediaExecute": "放音像",
}


def actions_of(holder: Any) -> Iterator[Oddity]:
    """A doubt for each action that runs without being asked for: when the file or a page is opened, closed or printed."""
    additional = _resolved(holder.get("/AA"))
    started = [holder.get("/OpenAction"), *(additional.values() if hasattr(additional, "values") else ())]
    if "/Subtype" in holder:
        started.append(holder.get("/A"))
    for one in started:
        if said := action_said(one, MOVES):
            yield Oddity("doubt", f"不等人点就会{said}，显示的说不准")


def action_said(action: Any, harmless: frozenset[str]) -> str:
    """What an action, or one that follows it, does, in words; "" if it is one of `harmless`, or a place in the file."""
    waiting, seen = [_resolved(action)], list[Any]()
    while waiting:
        one = waiting.pop()
        if one is None or any(one is other for other in seen):
            continue
        seen.append(one)
        if isinstance(one, list):  # actions in a row, or a destination: a page, and how it is shown
            waiting += [inner for inner in map(_resolved, one) if hasattr(inner, "get") and "/S" in inner]
            continue
        if not hasattr(one, "get"):  # a destination by its name
            continue
        kind = str(one.get("/S", ""))
        if kind and kind not in harmless:
            return _ACTIONS.get(kind, f"做一件读不懂的事（{kind[1:]}）")
        waiting.append(_resolved(one.get("/Next")))
    return ""


def _resolved(one: Any) -> Any:
    return one.get_object() if hasattr(one, "get_object") else one
