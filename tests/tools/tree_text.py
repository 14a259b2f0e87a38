"""A document as text with all that its tree holds: what a golden file must show so that nothing changes unseen.

A node stands on a line with its fields, what it holds beneath it.  The fields are asked of the node itself: a new one is
shown without a word here.  Left out are fields that hold their default, and lines of templates and data, which move with
every edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, assert_never, get_args

from hgz_report.document.blocks import (
    Break,
    Document,
    FactRef,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Ref,
    Strong,
    Text,
)
from hgz_report.origin import Attributed, DataText, Origin, Template, spelled
from hgz_report.problems import Where
from tests.tools.node_fields import fields_of, is_node

_INLINES = get_args(Inline)
_MOVING = (Where, *get_args(Origin))
_STEP = "  "
_SAID = ("inlines", "cells")
"""Fields that stand last on the line of their node, bare: what a reader reads."""
_LONG = 60
"""Characters of a field above which it stands on a line of its own."""


def tree(document: Document) -> str:
    """The whole tree, a line for every node."""
    return "\n".join(_node("", document, "")) + "\n"


def _node(name: str, node: Any, indent: str) -> Iterator[str]:
    words, said, beneath = [*([f"{name}:"] if name else []), type(node).__name__], "", list[tuple[str, Any]]()
    for field, value, default in fields_of(node):
        if isinstance(value, _MOVING) or value == default:
            continue
        shown = _shown(value)
        if field in _SAID:
            said = f": {shown}"
        elif shown is None or len(shown) > _LONG:
            beneath.append((field, value))
        else:
            words.append(f"{field}={shown}")
    yield indent + " ".join(words) + said
    for field_name, value in beneath:
        yield from _beneath(field_name, value, indent + _STEP)


def _shown(value: Any) -> str | None:
    """A value as text; None for what holds nodes."""
    if is_node(value) or isinstance(value, Mapping):
        return None
    if isinstance(value, Attributed):
        return "".join(_from(*piece) for piece in value.pieces)
    if not isinstance(value, tuple):
        return str(value)
    if not value or all(isinstance(each, _INLINES) for each in value):
        return inline_text(value)
    if any(is_node(each) for each in value):
        return None
    return "｜".join("" if each is None else _shown(each) or "" for each in value)


def _beneath(name: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for key, each in value.items():
            yield f"{indent}{_STEP}{key}={_shown(each)}"
    elif (shown := _shown(value)) is not None:
        yield f"{indent}{name}={shown}"
    elif isinstance(value, tuple):
        for each in value:
            yield from _node("", each, indent)
    else:
        yield from _node(name, value, indent)


def inline_text(inlines: Inlines) -> str:
    """Inlines with all that is bound to them: ⟨49个＝chengdu.pilot_platforms@2024⟩, ⟨表1→basics⟩, ⟨注1→scope⟩, and where words
    that no template says come from: 〈四川省＝chengdu#province〉, 〈2024年＝chengdu.pilot_platforms@2024#period〉.
    """
    return "".join(map(_inline, inlines))


def _from(text: str, origin: Origin | None) -> str:
    """Text with where it comes from, without the lines, which move; what a template says stands by itself."""
    match origin:
        case None | Template():
            return text
        case DataText(file, _, _, field):
            return f"〈{text}＝{PurePosixPath(file).stem}#{field}〉"
        case _:
            return f"〈{text}＝{spelled(origin)}〉"


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text, origin):
            return _from(text, origin)
        case Strong(children):
            return f"【{inline_text(children)}】"
        case FactRef(text):
            return f"⟨{text}＝{inline.fact}⟩"
        case Ref(target, text):
            return f"⟨{text}→{target}⟩"
        case NoteRef(note, number):
            return f"⟨注{number}→{note}⟩"
        case Link(url, children):
            return f"⟨{inline_text(children)}↗{url}⟩"
        case Break():
            return "⏎"
        case _:
            assert_never(inline)
