"""The bytes of a file with changes made in it: read, spliced, read again, and refused unless it says exactly what it should."""

from __future__ import annotations

from collections.abc import Sequence

from hgz_report.forms.edit.change import Change, NotThere, changed, refuse_contradictions, same, with_groups
from hgz_report.forms.edit.in_toml import splices_in_toml
from hgz_report.forms.edit.in_yaml import splices_in_yaml
from hgz_report.forms.edit.splices import Splice, as_read, spliced
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Steps, Tree, path_text
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems

_BY_HAND = "用编辑软件打开这个文件，自己改这一处"
_FIRST = "先改好这些写法，再来改这一处"


def edited(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """The file's bytes with all `changes` made, every byte that none of them is about as it was.

    `file`: the name to show, from the project root; one that ends in .toml is TOML, every other YAML.
    Raises Problems for a file with mistakes (an anchor, a tab, a key written twice …), for a way that leads nowhere, for a
    value that can't be written there, and where the outcome would say anything else than the file did with these changes.
    ValueError for changes that contradict each other.
    """
    before = _read(data, file)
    if before.problems:
        raise Problems([*before.problems, Problem(None, f"{file} 的写法有错，没有改它", _FIRST)])
    raw = data.decode("utf-8")
    refuse_contradictions(changes)
    changes = with_groups(before.value, changes)
    try:
        wanted = changed(before.value, changes)
        after = spliced(raw, _splices(as_read(raw), file, changes)).encode()
    except NotThere as error:
        steps = error.steps or changes[0].steps
        raise Problems([_refused(before, steps, f"{path_text(steps)}：这里改不了或者写不进去")]) from None
    except ValueError as error:
        if "overlap" not in str(error):
            raise
        raise Problems([_refused(before, changes[0].steps, "这几处挨得太近，不能一次改")]) from None
    found = _read(after, file)
    if found.problems or not same(found.value, wanted):
        raise Problems([_refused(before, one.steps, f"{path_text(one.steps)}：按这里的写法改不准") for one in changes])
    return after


def _splices(text: str, file: str, changes: Sequence[Change]) -> list[Splice]:
    if file.endswith(".toml"):
        return list(splices_in_toml(text, changes))
    return list(splices_in_yaml(text, changes))


def _read(data: bytes, file: str) -> Tree:
    return read_toml(data, file) if file.endswith(".toml") else read_tree(data, file)


def _refused(tree: Tree, steps: Steps, what: str) -> Problem:
    return Problem(tree.where(steps), f"{what}，没有改", _BY_HAND)
