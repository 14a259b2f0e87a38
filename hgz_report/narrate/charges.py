"""What is written into a template's tree before it is compiled: how many steps a turn, a call and a section count.

And what is refused before: tags, brackets and operators nested so deep that Jinja or Python could not compile them.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from hgz_report.narrate.costs import ELIFS, EXPRESSION, NESTED, NUMERAL, TOKENS, Ceiling

BOUNDED = {bound.said: bound for bound in (NESTED, ELIFS, EXPRESSION, TOKENS, NUMERAL)}
"""Bounds that a syntax error stands for, by its message."""
_TAGS = (
    nodes.For,
    nodes.If,
    nodes.Macro,
    nodes.CallBlock,
    nodes.AssignBlock,
    nodes.Block,
    nodes.With,
    nodes.FilterBlock,
)
_RUN_APART = (nodes.Template, nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
"""What has a body that is run more than once, or elsewhere."""
_OPENING, _CLOSING = frozenset(("lparen", "lbracket", "lbrace")), frozenset(("rparen", "rbracket", "rbrace"))
_BEGINS, _ENDS = frozenset(("variable_begin", "block_begin")), frozenset(("variable_end", "block_end"))


def too_much(bound: Ceiling, line: int, name: str | None = None, file: str | None = None) -> TemplateSyntaxError:
    """A syntax error that stands for a bound."""
    return TemplateSyntaxError(bound.said, line, name, file)


class Tokens(Extension):
    """Refuses numbers and brackets that nobody needs, and expressions of no end, before they are parsed."""

    priority = 300

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The stream as it is."""
        inside = brackets = 0
        for token in stream:
            kind = token.type
            if kind in _BEGINS:
                inside = brackets = 0
            elif kind in _OPENING:
                brackets += 1
            elif kind in _CLOSING:
                brackets -= 1
            elif kind in ("integer", "float") and not token.value <= NUMERAL.most:  # type: ignore[operator]  # a number
                raise too_much(NUMERAL, token.lineno, stream.name)
            inside += 1
            if inside > TOKENS.most and kind != "data":
                raise too_much(TOKENS, token.lineno, stream.name)
            if brackets > EXPRESSION.most // 2:
                raise too_much(EXPRESSION, token.lineno, stream.name)
            yield token


def charged(tree: nodes.Template) -> nodes.Template:
    """The tree with a charge in front of every body that is run by itself.  Raises TemplateSyntaxError."""
    _nesting(tree)
    for node, steps in _sizes(tree):
        charge = nodes.EnvironmentAttribute(f"meter.step({steps})", lineno=node.lineno)
        if isinstance(node, nodes.For) and node.test is not None:
            node.test = nodes.And(charge, node.test, lineno=node.lineno)
        node.body.insert(0, nodes.ExprStmt(charge, lineno=node.lineno))  # type: ignore[attr-defined]  # all of these have one
    return tree


def _nesting(tree: nodes.Node) -> None:
    """Raises TemplateSyntaxError where tags or expressions are nested too deep."""
    waiting: list[tuple[nodes.Node, int, int, int]] = [(tree, 0, 0, tree.lineno)]
    while waiting:
        node, tags, deep, line = waiting.pop()
        line = node.lineno or line
        tags += isinstance(node, _TAGS)
        deep = deep + 1 if isinstance(node, nodes.Expr) else 0
        if tags > NESTED.most or (isinstance(node, nodes.If) and len(node.elif_) > ELIFS.most):
            raise too_much(NESTED if tags > NESTED.most else ELIFS, line)
        if deep > EXPRESSION.most:
            raise too_much(EXPRESSION, line)
        waiting += ((child, tags, deep, line) for child in node.iter_child_nodes())


def _sizes(tree: nodes.Template) -> list[tuple[nodes.Node, int]]:
    """How many nodes each body has that is run by itself, those of bodies inside it left out."""
    found: list[tuple[nodes.Node, int]] = []
    bodies: list[nodes.Node] = [tree]
    while bodies:
        body = bodies.pop()
        waiting, size = [*body.iter_child_nodes()], 1
        while waiting:
            node = waiting.pop()
            size += 1
            if isinstance(node, _RUN_APART):
                bodies.append(node)
            else:
                waiting += node.iter_child_nodes()
        found.append((body, size))
    return found
