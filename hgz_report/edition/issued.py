"""data/editions/<期>/issued.yaml: that an edition was issued (印发), by whom, which files, and how it was corrected since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from hgz_report.data.fields import Entry, OneLine
from hgz_report.edition.shelf import FileContent
from hgz_report.edition.signed_off import Digest, edition_file, quoted, read_if_there, write_record_file
from hgz_report.forms.draft import build
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where

ISSUED = "issued.yaml"
_HEAD = "# 印发记录：由 hgz-report issue、correct 写，不用手改。印发了的一期不再重做。\n"
DayOfRecord = Annotated[date, Field(strict=False)]
Files = dict[OneLine, Digest]


class Correction(Entry):
    """一次更正."""

    folder: OneLine = Field(description="更正后的一期在哪个文件夹")
    date: DayOfRecord = Field(description="更正的日期")
    why: OneLine = Field(description="为什么更正")
    by: str = Field(default="", description="谁更正的")
    papers: tuple[OneLine, ...] = Field(description="改了的报告：收到过原来的，要收到更正后的")
    files: Files = Field(description="更正后各文件的校验值")


class IssuedFile(Entry):
    """data/editions/<期>/issued.yaml."""

    edition: OneLine = Field(description="期的编号")
    date: DayOfRecord = Field(description="印发的日期")
    by: str = Field(default="", description="谁印发的")
    faces: dict[OneLine, tuple[OneLine, ...]] = Field(default={}, description="各种字体用的字体文件的校验值")
    files: Files = Field(description="印发的各文件的校验值")
    corrections: tuple[Correction, ...] = Field(default=(), description="后来的更正")

    def write(self, root: Path) -> None:
        """Write the file, whole or not at all.  Raises Problems."""
        write_record_file(root, edition_file(self.edition, ISSUED), _HEAD + "".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        yield f"edition: {quoted(self.edition)}\ndate: {self.date.isoformat()}\nby: {quoted(self.by)}\n"
        if self.faces:
            yield "faces:\n"
            yield from (f"  {quoted(role)}: [{', '.join(map(quoted, chain))}]\n" for role, chain in self.faces.items())
        yield from _of_files(self.files, "")
        if self.corrections:
            yield "corrections:\n"
        for one in self.corrections:
            yield f"  - folder: {quoted(one.folder)}\n    date: {one.date.isoformat()}\n    why: {quoted(one.why)}\n"
            yield f"    by: {quoted(one.by)}\n    papers: [{', '.join(map(quoted, one.papers))}]\n"
            yield from _of_files(one.files, "    ")


def _of_files(files: Mapping[str, str], indent: str) -> Iterator[str]:
    yield f"{indent}files:\n"
    yield from (f"{indent}  {quoted(name)}: {quoted(digest)}\n" for name, digest in sorted(files.items()))


def read_issued(root: Path, edition: str) -> IssuedFile | None:
    """What is known of the issue of an edition; None where it was not issued.  Raises Problems for a file that is damaged:
    nobody can say then that it was not.
    """
    file = edition_file(edition, ISSUED)
    data = read_if_there(root / file, file)
    if data is None:
        return None
    tree = read_tree(data, file)
    problems = list(tree.problems)
    draft = build(IssuedFile, tree, problems)
    if problems or draft is None:
        raise Problems(problems)
    if draft.model.edition != edition:
        what = f"写的是 {draft.model.edition} 这一期，放在 {edition} 的文件夹里"
        raise Problems([Problem(Where(file), what, "从版本库取回这个文件")])
    return draft.model


def already_issued(issued: IssuedFile) -> Problem:
    """That an edition is not made again, and what to do instead."""
    where = Where(edition_file(issued.edition, ISSUED))
    what = f"{issued.edition} 已经印发（{issued.date}），不再重做"
    hint = "改正已经印发的：hgz-report correct --why …；做下一期：hgz-report new-edition …；只看改动：hgz-report build 成都"
    return Problem(where, what, hint)


def changed_since(folder: Path, issued: IssuedFile) -> Iterator[Problem]:
    """Each issued file that is not there as it was."""
    for name, digest in issued.files.items():
        path = folder / name
        if not path.is_file() or FileContent.of(path.read_bytes()).sha256 != digest:
            what = f"印发以后{'改过' if path.exists() else '不见了'}（{issued.edition} 已于 {issued.date} 印发）"
            hint = "取回印发的那一份（备份、发出去的邮件）；有意改正的，用 hgz-report correct"
            yield Problem(Where(f"{folder.parent.name}/{folder.name}/{name}"), what, hint)
