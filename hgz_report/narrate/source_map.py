"""Which template file and line each line of a rendered text came from.

A Jinja extension rewrites the token stream: every line of template data and every expression is preceded by a mark made of
private-use characters.  After rendering the marks are taken out and become a table.  Bodies that are captured into a value
(set, filter, macro, call) are left alone, because a mark inside would change the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from hgz_report.problems import Where

OPEN, CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{OPEN}(\\d+):(\\d+){CLOSE}")
_CAPTURES = {"set": "endset", "filter": "endfilter", "macro": "endmacro", "call": "endcall"}


@dataclass(slots=True)
class Names:
    """Template names in the order of their first use; a mark carries the index."""

    names: list[str] = field(default_factory=list)

    def index(self, name: str) -> int:
        """The index of `name`, added when new."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)


class SourceMap(Extension):
    """Marks template output; `environment.source_names` holds the names."""

    priority = 200

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The stream with marks in front of data lines and expressions that are printed."""
        names: Names = self.environment.source_names  # type: ignore[attr-defined]
        index = names.index(stream.name or "<template>")
        capture = _Capture()
        for token in stream:
            capture.see(token)
            if capture.depth == 0:
                if token.type == "data":
                    token = Token(token.lineno, "data", _marked(token.value, index, token.lineno))
                elif token.type == "variable_begin":
                    yield Token(token.lineno, "data", _mark(index, token.lineno))
            yield token


@dataclass(slots=True)
class _Capture:
    """Counts how many capturing blocks are open."""

    depth: int = 0
    _previous: str = ""
    _pending: bool = False
    _in_parentheses: bool = False

    def see(self, token: Token) -> None:
        if token.type == "name" and self._previous == "block_begin":
            if token.value in _CAPTURES:
                self._pending = True
            elif token.value in _CAPTURES.values() and self.depth:
                self.depth -= 1
        elif token.type == "assign" and self._pending:
            # Either {% set x = … %}, which captures nothing, or a default in {% macro m(a=1) %}, which does.
            self._pending = self._in_parentheses
        elif token.type == "lparen":
            self._in_parentheses = True
        elif token.type == "block_end":
            self.depth += self._pending
            self._pending = self._in_parentheses = False
        self._previous = token.type


def untangle(text: str, names: Names) -> tuple[str, tuple[Where | None, ...]]:
    """The text without marks, and for each of its lines the innermost template line that printed it."""
    clean: list[str] = []
    places: list[Where | None] = []
    last: Where | None = None
    for line in text.split("\n"):
        found = _MARK.findall(line)
        if found:
            index, number = found[-1]
            last = Where(names.names[int(index)], int(number))
        clean.append(_MARK.sub("", line))
        places.append(last)
    return "\n".join(clean), tuple(places)


def _marked(data: str, index: int, line: int) -> str:
    parts = data.split("\n")
    return "\n".join(_mark(index, line + offset) + part if part else part for offset, part in enumerate(parts))


def _mark(index: int, line: int) -> str:
    return f"{OPEN}{index}:{line}{CLOSE}"
