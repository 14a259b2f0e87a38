"""Changes -> splices of a YAML text.  What comes out is read again by the caller: here nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import yaml

from hgz_report.forms.edit.change import Add, Change, Drop, NotThere, Put
from hgz_report.forms.edit.splices import (
    Held,
    Splice,
    line_end,
    line_start,
    lines_out,
    place_of,
    put_in,
    taken_out,
)
from hgz_report.forms.edit.yaml_nodes import NodePlace, column, end, held, is_flow, place, root_of, start
from hgz_report.forms.edit.yaml_respelled import respelled
from hgz_report.forms.edit.yaml_words import entry, in_brackets, item, word
from hgz_report.forms.tree import Plain, Steps


def splices_in_yaml(text: str, changes: Sequence[Change]) -> Iterator[Splice]:
    """Where a text, read without complaint, has to change.  Raises NotThere for what can't be done this way."""
    root = root_of(text)
    if root is None:
        raise NotThere(())
    groups: dict[Steps, list[tuple[int, Change]]] = {}
    for number, change in enumerate(changes):
        if isinstance(change, Put) and (there := _found(root, change.steps)) is not None:
            yield _other_value(text, there, change.value)
        else:
            container = change.steps if isinstance(change, Add) else change.steps[:-1]
            groups.setdefault(container, []).append((number, change))
    for steps, asked in groups.items():
        where = place(root, steps)
        if isinstance(where.node, yaml.ScalarNode):
            raise NotThere(steps)
        make = _in_flow if is_flow(where.node) or where.inside_flow else _in_block
        yield from make(text, where, asked)


def _found(root: yaml.Node, steps: Steps) -> NodePlace | None:
    try:
        return place(root, steps)
    except NotThere:
        return None


def _other_value(text: str, where: NodePlace, value: Plain) -> Splice:
    """The splice that puts a value in place of what is there."""
    node = where.node
    if isinstance(node, yaml.ScalarNode) and not isinstance(value, dict | list):
        indent = column(where.key) + 2 if where.key is not None else column(node)
        return respelled(text, node, value, indent, flow=where.inside_flow)
    first, last = start(node), end(node, text)
    if where.inside_flow:
        return Splice(first, last, in_brackets(value))
    if where.key is None:
        lines = item(value, column(node) - 2)
        return Splice(first, last, "\n".join(lines).removeprefix("- "))
    lines = entry(str(where.key.value), value, column(where.key))
    name = len(word(str(where.key.value))) + 1
    return Splice(_colon(text, where.key) + 1, last, "\n".join(lines)[name:])


def _colon(text: str, key: yaml.Node) -> int:
    return text.index(":", end(key, text))


def _keys(node: yaml.Node) -> list[str]:
    return [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []


def _gone(node: yaml.Node, asked: Sequence[tuple[int, Change]]) -> set[int]:
    keys = _keys(node)
    gone = set()
    for _, change in asked:
        if isinstance(change, Drop):
            last = change.steps[-1]
            position = keys.index(last) if last in keys else last
            if not isinstance(position, int) or not 0 <= position < len(node.value):
                raise NotThere(change.steps)
            gone.add(position)
    return gone


def _ranked(asked: Sequence[tuple[int, Change]], keys: Sequence[str], count: int) -> list[tuple[int, Put | Add]]:
    """New things with the places they take, in the order in which those at one place stand."""
    fresh: list[tuple[int, int, int, Put | Add]] = []
    for number, change in asked:
        if isinstance(change, Add):
            fresh.append((count if change.at is None else change.at, 0, number, change))
        elif isinstance(change, Put):
            key = str(change.steps[-1])
            rank = change.order.index(key) if key in change.order else len(change.order)
            fresh.append((place_of(key, keys, change.order), rank, number, change))
    return [(at, change) for at, _, _, change in sorted(fresh, key=lambda one: one[:3])]


def _in_flow(text: str, where: NodePlace, asked: Sequence[tuple[int, Change]]) -> Iterator[Splice]:
    node = where.node
    assert isinstance(node, yaml.CollectionNode)
    there, gone = held(node, text), _gone(node, asked)
    fresh = _ranked(asked, _keys(node), len(there))
    if gone and fresh:
        raise NotThere(())  # nobody asks for both; to get the commas right is not worth it
    yield from taken_out(there, gone)
    for rank, (at, change) in enumerate(fresh):
        words = in_brackets(change.value)
        if isinstance(change, Put):
            words = f"{word(str(change.steps[-1]), flow=True)}: {words}"
        yield put_in(there, at, words, start(node) + 1, rank)


def _in_block(text: str, where: NodePlace, asked: Sequence[tuple[int, Change]]) -> Iterator[Splice]:
    node = where.node
    assert isinstance(node, yaml.CollectionNode)
    there, gone = held(node, text), _gone(node, asked)
    fresh = _ranked(asked, _keys(node), len(there))
    if len(gone) == len(there) and not fresh:
        yield from _emptied(text, where, there)
        return
    for position in sorted(gone):
        yield _out_of_block(text, node, there, position)
    for rank, (at, change) in enumerate(fresh):
        indent = column(node)
        name = str(change.steps[-1])
        lines = entry(name, change.value, indent) if isinstance(change, Put) else item(change.value, indent)
        yield _into_block(text, there, at, lines, indent, rank)


def _into_block(text: str, there: Sequence[Held], at: int, lines: list[str], indent: int, rank: int) -> Splice:
    if at > 0:
        after = line_end(text, there[min(at, len(there)) - 1].end)
        return Splice(after, after, "".join(f"\n{line}" for line in _first_indented(lines, indent)), rank)
    before = _own_start(text, there[0].start, indent)
    return Splice(before, before, "\n".join(lines) + "\n" + " " * indent, rank)


def _first_indented(lines: list[str], indent: int) -> Iterator[str]:
    return chain((" " * indent + lines[0],), lines[1:])


def _own_start(text: str, offset: int, indent: int) -> int:
    """Where an entry of a block begins: at its key, or at its dash, which may stand on a line before."""
    line = line_start(text, offset)
    while text[line + indent : line + indent + 1] != "-" and not text[line:offset].strip() and line < offset - indent:
        earlier = line_start(text, max(line - 1, 0))
        if text[earlier + indent : earlier + indent + 1] != "-" or text[earlier : line - 1].strip() != "-":
            break
        line = earlier
    dash = text[line + indent : line + indent + 2]
    return line + indent if dash in ("- ", "-\n") else offset


def _out_of_block(text: str, node: yaml.CollectionNode, there: Sequence[Held], position: int) -> Splice:
    first, last = there[position]
    indent = column(node)
    begins = _own_start(text, first, indent) if isinstance(node, yaml.SequenceNode) else first
    if text[line_start(text, begins) : begins].strip() and len(there) > 1:
        # the first key behind a dash: the next line comes up to it
        return Splice(begins, line_end(text, last) + 1 + indent, "")
    return lines_out(text, begins, last)


def _emptied(text: str, where: NodePlace, there: Sequence[Held]) -> Iterator[Splice]:
    """Everything taken out of a block: what is left is written as {} or []."""
    nothing = "{}" if isinstance(where.node, yaml.MappingNode) else "[]"
    if where.key is None:
        yield Splice(there[0].start, there[-1].end, nothing)
        return
    after = _colon(text, where.key) + 1
    yield Splice(after, after, f" {nothing}")
    indent = column(where.node)
    for first, last in there:
        yield lines_out(text, _own_start(text, first, indent), last)
