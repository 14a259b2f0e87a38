"""A YAML file as plain values, with the line each one stands on and every complaint about how it is written.

A small, strict part of YAML 1.2: mappings, lists and scalars.  No anchors, tags, merge keys or second documents, so
that nothing can grow, refer or run.  The parser's events are read one by one without recursion.
"""

from __future__ import annotations

from hgz_report.forms.decoding import MAX_BYTES, read_text, too_big
from hgz_report.forms.tree import Plain, Steps, Tree, path_text
from hgz_report.forms.yaml.composer import MAX_DEPTH, compose
from hgz_report.problems import Problem, Where

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Plain", "Steps", "Tree", "path_text", "read_tree", "too_big"]


def read_tree(data: bytes, file: str) -> Tree:
    """Read one file; never raises for what an editor wrote.  `file` is the name to show, from the project root."""
    source = read_text(data, file)
    if source.text is None:
        return Tree(file, problems=source.problems)
    tree = compose(source.text, file)
    if tree.value is None and not tree.problems:
        empty = Problem(Where(file), "文件是空的", "对照 data/README.md 的例子写上内容")
        return Tree(file, problems=(*source.problems, empty))
    return Tree(file, tree.value, tree.marks, (*source.problems, *tree.problems), tree.ends, tree.spoiled)
