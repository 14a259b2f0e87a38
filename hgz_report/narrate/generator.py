"""What our templates compile to: Jinja's own code, but for words, joins, captured texts and loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, operators

FILTERED = "filter of a block"
"""What is said of a filter over captured text: `reasons` says it in Chinese."""
_IN = frozenset(("in", "notin"))


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
        value = node.as_const(frame.eval_ctx)
        typed = isinstance(value, str) and value != ""
        self.write(f"environment.typed({value!r}, {self.name!r}, {node.lineno})" if typed else repr(value))

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

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - as Jinja has it
        """What the sandbox itself is asked for, by a tag of ours, is no call of a template's; the loop counts its turns."""
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in node.args:
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

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

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """What is compared is weighed, where it may be large: two values that no constant is beside."""
        sides = [node.expr, *(one.expr for one in node.ops)]
        small = any(isinstance(side, nodes.Const) for side in sides) and len(sides) == 2 and node.ops[0].op not in _IN
        self.write("(")
        for at, side in enumerate(sides):
            if at:
                self.write(f" {operators[node.ops[at - 1].op]} ")
            if small or isinstance(side, nodes.Const):
                self.visit(side, frame)
            else:
                self._weighed(side, frame)
        self.write(")")

    def _weighed(self, node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.metered.weighed(")
        self.visit(node, frame)
        self.write(")")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """What a template makes is counted with all that is in it."""
        self._made(node, frame, super().visit_List)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """As a list; targets of `set` and `for` are no values."""
        if node.ctx == "load":
            self._made(node, frame, super().visit_Tuple)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """As a list."""
        self._made(node, frame, super().visit_Dict)

    def _made(self, node: Any, frame: Frame, visit: Callable[[Any, Frame], None]) -> None:
        self.write("environment.metered.weighed(")
        visit(node, frame)
        self.write(")")
