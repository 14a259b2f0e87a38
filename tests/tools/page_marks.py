"""What stands on a page, mark by mark, for tests of layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hgz_report.draw.frame import Frame, Group, Mark, Rectangle, Run


class Owned(NamedTuple):
    """A mark and its group."""

    mark: Mark
    group: Group

    @property
    def furniture(self) -> bool:
        """Whether it is outside the structure."""
        return isinstance(self.group.owner, str)


def owned(page: Frame) -> Iterator[Owned]:
    """Every mark of a page with its group, in order."""
    return (Owned(mark, group) for group in page.groups for mark in group.marks)


def page_runs(page: Frame, furniture: bool | None = None) -> Iterator[Run]:
    """The runs of a page: all, those outside the structure, or those inside."""
    for one in owned(page):
        if isinstance(one.mark, Run) and furniture in (None, one.furniture):
            yield one.mark


def page_rules(page: Frame) -> list[Rectangle]:
    """The rules and grounds of a page, in order."""
    return [mark for mark in page.marks() if isinstance(mark, Rectangle)]
