"""What an edition publishes beside its reports, and whether its reports belong together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from hgz_report.audit.difference import Comparison, Difference
from hgz_report.audit.published import MANIFEST, PublishedEdition

_MADE_FROM = {"inputs_sha256": "数据、模板或配置", "date": "日期", "fonts_sha256": "字体"}


def edition_alike(edition: PublishedEdition) -> Comparison:
    """Every published file that is not as the manifest says, and reports made of different data, dates or fonts."""
    result = Comparison()
    result.findings += _changed(edition)
    result.findings += _mixed(edition)
    known = {MANIFEST, *edition.companions, *edition.names()}
    for path in sorted(edition.folder.iterdir()):
        if (
            path.name not in known
            and not path.name.startswith((".", "~$"))
            and path.suffix not in (".pdf", ".docx", ".html")
        ):
            result.notice(f"{path.name} 不是这一期发布的", "文件夹里多出来的文件")
    return result


def _changed(edition: PublishedEdition) -> Iterator[Difference]:
    for name, digest in edition.companions.items():
        try:
            data = (edition.folder / name).read_bytes()
        except OSError:
            yield Difference("file", name, "不见了", around="重新运行 make report")
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            yield Difference("file", name, "发布以后改过", around="重新运行 make report，或取回发布的原件")


def _mixed(edition: PublishedEdition) -> Iterator[Difference]:
    """What most reports of the edition share is taken for its own."""
    for key, name in _MADE_FROM.items():
        made = defaultdict(list)
        for entry in edition.entries:
            made[entry.get(key, "")].append(entry["title"])
        most = max(made.values(), key=len, default=[])
        for titles in made.values():
            if titles is not most:
                said = "、".join(f"《{title}》" for title in titles[:_SHOWN])
                more = f"等 {len(titles)} 份" if len(titles) > _SHOWN else ""
                yield Difference(
                    "file", said + more, f"做的时候用的{name}同别的报告不一样", around="重新运行 make report，全部重做"
                )


_SHOWN = 3
