"""What our templates compile to: Jinja's own code, but for words, joins, captured texts and loops."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

UNMARKED = "without marks"
"""Name of a filter that no template can write."""


class Generator(CodeGenerator):
    """`a ~ b` goes through the sandbox, so that a bare number cannot slip in as text."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Parts joined by the sandbox."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Words inside an expression know the line they were typed in."""
        self.write(self._constant(node.as_const(frame.eval_ctx), node.lineno))

    def _constant(self, value: object, line: int) -> str:
        match value:
            case "":
                return "''"
            case str():
                return f"environment.typed({str(value)!r}, {self.name!r}, {line})"
            case list() | tuple():
                inside = "".join(f"{self._constant(one, line)}, " for one in value)
                return f"[{inside}]" if isinstance(value, list) else f"({inside})"
            case dict():
                pairs = (f"{self._constant(key, line)}: {self._constant(one, line)}" for key, one in value.items())
                return f"{{{', '.join(pairs)}}}"
        return repr(value)

    def visit_AssignBlock(self, node: nodes.AssignBlock, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """A captured text is empty where it says nothing."""
        self.filters[UNMARKED] = f"environment.filters[{UNMARKED!r}]"  # Jinja has looked for filters before
        node.filter = nodes.Filter(node.filter, UNMARKED, [], [], None, None, lineno=node.lineno)
        super().visit_AssignBlock(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Turns counted by the sandbox."""
        counted = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        node.iter = nodes.Call(counted, [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)
