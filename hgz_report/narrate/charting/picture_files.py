"""What `picture(…)` in a template makes: a picture from the folder `pictures` beside the templates, with caption and source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct, field

from hgz_report.data.reads import Reads
from hgz_report.document.chart import Picture
from hgz_report.forms.people_files import entries
from hgz_report.narrate.charting.easel import Easel, Options
from hgz_report.narrate.costs import Meter
from hgz_report.narrate.file_parts import PICTURE, content_digest
from hgz_report.narrate.lookup import Missing
from hgz_report.problems import os_reason

PICTURES = "pictures"
_NAME = re.compile(r"[\w.-]+\.(?:png|jpe?g|svg)")
_MOST_BYTES = 5_000_000
_NARROWEST, _WHOLE = 20, 100
_LEAST_WORDS = 4
_EXAMPLE = 'picture("园区.png", title="图题", alt="图上是什么，说给看不见图的人", source="哪个单位，哪一年")'


class Pictures(Struct, frozen=True):
    """The pictures of a project; `folder` is where they are, `reads` is told which are read."""

    easel: Easel
    folder: Path
    reads: Reads
    meter: Meter
    _kept: dict[str, bytes] = field(default_factory=dict)
    """What was read, once for a paper."""

    def picture(
        self,
        file: str,
        title: str,
        alt: str = "",
        source: str = "",
        id: str = "",
        width: object = _WHOLE,
        note: str = "",
    ) -> Markup:
        """The picture of a file, numbered among the charts.  `width`: its part of the line in per cent.  Raises Missing."""
        if len(alt.strip()) < _LEAST_WORDS or alt.strip() == title.strip():
            raise Missing(f"图片“{file}”没有说图上是什么（alt）", f"写成 {_EXAMPLE}，不要只重复图题")
        if not source.strip():
            raise Missing(f"图片“{file}”没有来源（source）", f"写成 {_EXAMPLE}；自己拍的、画的写本单位")
        if not isinstance(width, int) or not _NARROWEST <= width <= _WHOLE:
            raise Missing(f"图片“{file}”的 width 是{width}", f"写占一行的百分之几，{_NARROWEST} 到 {_WHOLE}，不加引号")
        data = self._kept.get(str(file)) or self._kept.setdefault(str(file), self._read(str(file)))
        self.meter.load(len(data))  # every time: what a section costs hangs on no other
        self.reads.note_file(PICTURE, str(file), content_digest(data))
        kept = Picture(str(file), hashlib.sha256(data).hexdigest(), width, data)
        options = Options(source=source, note=note, alt=alt)
        return self.easel.drawing(kept, title, id, options, "")

    def _read(self, name: str) -> bytes:
        """The bytes of a file that stands in the folder itself, no link.  Raises Missing."""
        if not _NAME.fullmatch(name):
            hint = f"放在 {PICTURES}/ 里，只写文件名，不写文件夹；用小写的 .png、.jpg、.jpeg、.svg"
            raise Missing(f"“{name}”不能作图片的文件名", hint)
        known = list(self._names())
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"是不是 {near[0]}？" if near else f"把文件放进 {PICTURES}/（和 templates 并列）"
            raise Missing(f"{PICTURES}/ 里没有图片“{name}”", hint)
        path = self.folder / name
        try:
            if path.is_symlink() or not path.is_file():
                raise Missing(f"{PICTURES}/{name} 是链接或文件夹，不是文件", "把图片文件本身放进来")
            if path.stat().st_size > _MOST_BYTES:
                raise Missing(f"{PICTURES}/{name} 大于 {_MOST_BYTES // 1_000_000} MB", "缩小一些再存，宽 2000 点就够")
            return path.read_bytes()
        except OSError as error:
            raise Missing(
                f"{PICTURES}/{name} 读不出来：{os_reason(error)}", "检查文件是否完好、有没有读取权限"
            ) from None

    def _names(self) -> Iterator[str]:
        """Names of what stands in the folder; none where it is missing, or leads elsewhere."""
        if self.folder.is_dir() and not self.folder.is_symlink():
            yield from (path.name for path in entries(self.folder))
