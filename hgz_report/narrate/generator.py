"""What our templates compile to: Jinja's own code, but for words, joins, captured texts and loops."""

from __future__ import annotations

from typing import NoReturn

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst

FILTERED = "filter of a block"
"""What is said of a filter over captured text: `reasons` says it in Chinese."""


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
        """A captured text is printed whole, and empty where it says nothing.  As Jinja does it, but for the last step."""
        if node.filter is not None:
            self.fail(FILTERED, node.lineno)
        self.push_assign_tracking()
        inside = frame.inner()
        inside.require_output_check = False
        inside.symbols.analyze_node(node)
        self.enter_frame(inside)
        self.buffer(inside)
        self.blockvisit(node.body, inside)
        self.newline(node)
        self.visit(node.target, frame)
        self.write(f" = environment.captured(concat({inside.buffer}))")
        self.pop_assign_tracking(frame)
        self.leave_frame(inside)

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> NoReturn:  # noqa: N802 - Jinja's name
        """A filter would see marks."""
        self.fail(FILTERED, node.lineno)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """What a call block prints goes out as it is.  As Jinja does it, but for `str`."""
        inside, macro = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro, inside)
        self.start_write(frame, node)
        self.write("str(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)

    @optimizeconst
    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Slices too are taken by the sandbox, which knows what was cut."""
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", ")
        self.visit(node.arg, frame)
        self.write(")")

    def visit_Slice(self, node: nodes.Slice, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """A slice as a value."""
        self.write("slice(")
        for end in (node.start, node.stop, node.step):
            self.visit(end or nodes.Const(None, lineno=node.lineno), frame)
            self.write(", ")
        self.write(")")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Turns counted by the sandbox."""
        counted = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        node.iter = nodes.Call(counted, [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)
