"""`{% optional %} … {% endoptional %}`: what needs a fact that is not there is left out whole, without a trace."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from hgz_report.narrate.lookup import Absent


class Optional(Extension):
    """The block tag.  Only an absent fact is let pass: a misspelt indicator inside is still a mistake."""

    tags = {"optional"}  # noqa: RUF012 - the base class declares it so

    def parse(self, parser: Parser) -> nodes.Node:
        """A call block around the body."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endoptional",), drop_needle=True)
        return nodes.CallBlock(self.call_method("print_or_leave"), [], [], body).set_lineno(line)

    def print_or_leave(self, caller: Callable[[], str]) -> str:
        """The body, or nothing."""
        try:
            return caller()
        except Absent:
            return Markup()
