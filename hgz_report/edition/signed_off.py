"""data/editions/<期>/confirmed.yaml: which papers somebody has read and confirmed (核稿), as they were then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from msgspec import Struct
from pydantic import Field

from hgz_report.cache.whole import put_whole
from hgz_report.data.fields import Entry, OneLine
from hgz_report.data.file_kinds import DATA, EDITIONS
from hgz_report.forms.draft import build
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where, os_reason

CONFIRMED = "confirmed.yaml"
_HEAD = "# 核稿记录：由 hgz-report confirm 写，不用手改。稿子改了，它的一条就不算数，要重新核。\n"
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Confirmation(Entry):
    """一份报告，谁核的，核的是怎样的内容."""

    paper: OneLine = Field(description="报告的文件名")
    by: OneLine = Field(description="核稿人")
    sha256: Digest = Field(description="核稿时的内容：读者看到的文字、数、表、图的校验值")


class ConfirmedFile(Entry):
    """data/editions/<期>/confirmed.yaml."""

    confirmed: tuple[Confirmation, ...] = Field(description="核过的报告")


class SignedOff(Struct, frozen=True):
    """Who confirmed what, by paper."""

    papers: Mapping[str, Confirmation]

    @classmethod
    def read(cls, root: Path, edition: str) -> SignedOff:
        """What was confirmed of an edition; nothing where there is no such file.  Raises Problems for one that is damaged."""
        file = edition_file(edition, CONFIRMED)
        data = read_if_there(root / file, file)
        if data is None:
            return cls({})
        tree = read_tree(data, file)
        problems = list(tree.problems)
        draft = build(ConfirmedFile, tree, problems)
        if problems or draft is None:
            raise Problems(problems)
        return cls({one.paper: one for one in draft.model.confirmed})

    @property
    def digests(self) -> dict[str, str]:
        """What was confirmed of each paper."""
        return {slug: one.sha256 for slug, one in self.papers.items()}

    def lacking(self, contents: Mapping[str, str]) -> list[str]:
        """The papers that nobody has confirmed as they are now; `contents`: their digests."""
        return [slug for slug, digest in contents.items() if self.digests.get(slug) != digest]

    def with_more(self, more: Sequence[Confirmation]) -> SignedOff:
        """These and others."""
        return SignedOff({**self.papers, **{one.paper: one for one in more}})

    def write(self, root: Path, edition: str) -> None:
        """Write the file, whole or not at all.  Raises Problems."""
        write_record_file(root, edition_file(edition, CONFIRMED), _HEAD + "".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        yield "confirmed:\n"
        for one in sorted(self.papers.values(), key=lambda one: one.paper):
            yield f"  - paper: {quoted(one.paper)}\n    by: {quoted(one.by)}\n    sha256: {quoted(one.sha256)}\n"


def edition_file(edition: str, name: str) -> str:
    """A file of what stays of an edition, from the project's root."""
    return f"{DATA}/{EDITIONS}/{edition}/{name}"


def quoted(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def read_if_there(path: Path, file: str) -> bytes | None:
    """What a file holds; None where there is none.  Raises Problems."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problems([Problem(Where(file), f"文件读不出来：{os_reason(error)}", "检查文件的权限")]) from None


def write_record_file(root: Path, file: str, text: str) -> None:
    """Write a file of what stays of an edition.  Raises Problems."""
    path = root / file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, text.encode(), lasting=True)
    except OSError as error:
        raise Problems([Problem(Where(file), f"写不进去：{os_reason(error)}", "检查权限和磁盘空间")]) from None
