"""How values are spelled in TOML, on one line."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from decimal import Decimal
from typing import Any

from hgz_report.forms.edit.change import NotThere
from hgz_report.forms.tree import Plain

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


def toml_word(value: Plain, style: str = '"') -> str:
    """A value; a text in quotes of this `style` (`"` or `'`) where it can be.  Raises NotThere for null."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            literal = style == "'" and "'" not in value and not _UNPRINTABLE.search(value)
            return f"'{value}'" if literal else _basic(value)
        case Decimal():
            return format(value, "f")
        case date() | time():
            return value.isoformat()
        case list():
            return "[" + ", ".join(toml_word(one) for one in value) + "]"
        case dict():
            inner = ", ".join(f"{toml_key(key)} = {toml_word(one)}" for key, one in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case None:
            raise NotThere(())


def toml_key(name: str) -> str:
    """A key, in quotes where its letters need them."""
    return name if _BARE.fullmatch(name) else _basic(name)


def key_of(words: str) -> list[str]:
    """The names in a written key: `docx."仿宋"`."""
    value: Any = tomllib.loads(f"{words} = 0")
    names: list[str] = []
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        names.append(name)
    return names


def _basic(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
