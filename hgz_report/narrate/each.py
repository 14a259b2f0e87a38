"""`{% each 任务 %} … {% end %}`: what is inside is told of every thing of a list, in whose words it may speak.

`{% each 线 "；" %}` prints ；between them, `{% each 数 "<br>" %}` begins a new line in a cell; `{% else %}` says what to print
where the list is empty.  A single thing is told of once.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from hgz_report.narrate.scope import SCOPE
from hgz_report.narrate.source_map import around_asked

_BREAK = "<br>"


class Each(Extension):
    """The block tag: a loop of Jinja's whose variable is the scope."""

    tags = {"each"}  # noqa: RUF012 - the base class declares it so

    def parse(self, parser: Parser) -> nodes.Node:
        """The loop."""
        line = next(parser.stream).lineno
        things = parser.parse_expression()
        between = next(parser.stream).value if parser.stream.current.type == "string" else ""
        body = parser.parse_statements(("name:end", "name:else"))
        otherwise: list[nodes.Node] = []
        if next(parser.stream).value == "else":
            otherwise = parser.parse_statements(("name:end",), drop_needle=True)
        if between:
            body = [*body, self._between(between, line, parser.name or "")]
        around = nodes.Name(SCOPE, "load")
        scopes = nodes.Call(nodes.EnvironmentAttribute("turns"), [things, around], [], None, None)
        loop = nodes.For(nodes.Name(SCOPE, "store"), scopes, body, otherwise, None, False)
        return loop.set_lineno(line)

    def _between(self, words: str, line: int, name: str) -> nodes.Node:
        last = nodes.Getattr(nodes.Name("loop", "load"), "last", "load")
        said: nodes.Expr = nodes.TemplateData(words) if words == _BREAK else nodes.Const(words)
        before, after = (nodes.TemplateData(mark) for mark in around_asked(self.environment, name, line))
        return nodes.If(nodes.Not(last), [nodes.Output([before, said, after])], [], [])
