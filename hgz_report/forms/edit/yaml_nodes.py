"""Where every value of a YAML file begins and ends, by the parser's marks; comments and blank lines belong to none."""

from __future__ import annotations

from functools import lru_cache

import yaml
from msgspec import Struct

from hgz_report.forms.edit.change import NotThere
from hgz_report.forms.edit.splices import Held
from hgz_report.forms.tree import Steps

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NodePlace(Struct, frozen=True):
    """A value in its file: its node, the node of its key (None in a list), and whether brackets stand around it."""

    node: yaml.Node
    key: yaml.Node | None
    inside_flow: bool


@lru_cache(maxsize=2)
def root_of(text: str) -> yaml.Node | None:
    """The node of a text that the strict reader has found nothing wrong with: no anchors, not too deep.

    Nobody may change it: who edits one file again and again gets the same one.
    """
    node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return node


def place(root: yaml.Node, steps: Steps) -> NodePlace:
    """Where `steps` lead.  Raises NotThere."""
    node, key, flow = root, None, False
    for step in steps:
        flow = flow or is_flow(node)
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step), None)
            if found is None:
                raise NotThere(steps)
            key, node = found
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            key, node = None, node.value[step]
        else:
            raise NotThere(steps)
    return NodePlace(node, key, flow)


def is_flow(node: yaml.Node) -> bool:
    """Whether it is a group or a list in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def start(node: yaml.Node) -> int:
    """The offset of its first character."""
    assert node.start_mark is not None
    return node.start_mark.index


def column(node: yaml.Node) -> int:
    """The column of its first character, from 0."""
    assert node.start_mark is not None
    return node.start_mark.column


def end(node: yaml.Node, text: str) -> int:
    """The offset after its last character: of a block, of the last value in it."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return end(node.value[-1][1], text)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return end(node.value[-1], text)
    assert node.end_mark is not None
    stop = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return start(node) + len(text[start(node) : stop].rstrip())
    return stop


def held(node: yaml.CollectionNode, text: str) -> list[Held]:
    """What a group or list holds, keys included."""
    if isinstance(node, yaml.MappingNode):
        return [Held(start(key), end(value, text)) for key, value in node.value]
    return [Held(start(one), end(one, text)) for one in node.value]
