"""What an edition publishes beside its reports, and whether its reports belong together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from hgz_report.audit.difference import Comparison, Difference
from hgz_report.audit.published import MANIFEST, PublishedEdition
from hgz_report.provenance.trace_file import TRACE

_MADE_FROM = {"inputs_sha256": "数据、模板或配置", "date": "日期", "fonts_sha256": "字体"}


def edition_alike(edition: PublishedEdition) -> Comparison:
    """Every published file that is not as the manifest says, what manifest and trace don't both have, and reports made of
    different data, dates or fonts.
    """
    result = Comparison()
    result.findings += _changed(edition)
    result.findings += _contradicted(edition)
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


def _contradicted(edition: PublishedEdition) -> Iterator[Difference]:
    if not edition.sealed:
        yield Difference("file", MANIFEST, "发布以后改过", around=_AGAIN)
    for what, one, other in zip(("期", "日期"), edition.said, (edition.name, edition.date), strict=True):
        if one != other:
            yield Difference("file", f"{TRACE}：{what} {other}", f"{MANIFEST} 说的{what}是 {one}", around=_AGAIN)
    traced = {name for report in edition.reports for name in report["files"]}
    for name in sorted(traced ^ edition.hashes.keys()):
        only, lacking = (TRACE, MANIFEST) if name in traced else (MANIFEST, TRACE)
        yield Difference("file", name, f"{only} 里有，{lacking} 里没有：不是同一次做的", around=_AGAIN)


def _changed(edition: PublishedEdition) -> Iterator[Difference]:
    for name, digest in {**edition.companions, **edition.hashes}.items():
        try:
            data = (edition.folder / name).read_bytes()
        except OSError:
            if name in edition.companions:  # of a paper its own audit says it
                yield Difference("file", name, "不见了", around=_AGAIN)
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            yield Difference("file", name, "不是发布的那一份", around=f"{_AGAIN}，或取回发布的原件")


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
_AGAIN = "重新运行 make report"
