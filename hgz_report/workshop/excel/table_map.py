"""Which column of somebody else's table is which indicator: kept in `data/excel/<name>.yaml`, guessed by its heads at first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL
from hgz_report.data.file_kinds import DATA, TABLES
from hgz_report.data.model import Zone
from hgz_report.data.table_map_file import TableColumn, TableMap, TableRow
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.edit.yaml_words import entry
from hgz_report.forms.tree import Plain
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where, os_reason

_CLOSE = 0.75
_ZONE_WORDS = re.compile(
    "国家级?|自主创新示范区|高新技术产业(?:开发区|园区)|高技术产业开发区|高新区|高新技术开发区|市$"
)
_ALL_ZONES = re.compile("全国(?:国家)?(?:级)?(?:高新区)?(?:合计|总计|总体)?|国家(?:级)?高新区(?:合计|总计|总体)?")
_BESIDE = re.compile("序号|编号|代码|备注|说明|省份|地区|城市")
_OF_ZONES = ("zones", "period", "source", "locator", "confidence")
_OF_ROWS = ("indicators", "units", "zone", "period", "source", "locator", "confidence")


class Named(Struct, frozen=True):
    """Whom the names in a table may mean."""

    known: Mapping[str, str]
    spoken: Mapping[str, str]
    """Whole names, short ones and aliases -> slug."""

    @classmethod
    def of(cls, zones: Mapping[str, Zone], more: Mapping[str, str]) -> Named:
        """From what zones are called; of a name that two share neither."""
        found: dict[str, set[str]] = {}
        for slug, zone in zones.items():
            for name in (slug, zone.name, zone.short, *zone.aliases):
                found.setdefault(_bare(name), set()).add(slug)
        alone = {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1}
        spoken = {name: slug for slug, zone in zones.items() for name in (zone.name, zone.short, *zone.aliases)}
        return cls(alone | {_bare(name): slug for name, slug in more.items()}, spoken)

    def zone(self, written: str) -> str | None:
        """The slug, "" for a name that is to be passed over, None for one that nobody knows."""
        return self.known.get(_bare(written))

    def in_title(self, title: str) -> str:
        """The slug of the only zone that a title names in full, `成都高新区主要指标`; "" for none."""
        plain = re.sub(r"\s", "", normalize("NFKC", title))
        found = {slug for name, slug in self.spoken.items() if name in plain}
        return found.pop() if len(found) == 1 else ""

    def guess(self, written: str) -> str:
        """The zone of this name; the country for 全国: whoever reads the map knows whether all zones are meant by it."""
        return self.zone(written) or (NATIONAL if _ALL_ZONES.fullmatch(normalize("NFKC", written).strip()) else "")

    def near(self, written: str) -> str:
        """Who was perhaps meant."""
        if meant := self.guess(written):
            return meant
        close = get_close_matches(_bare(written), self.known, 1, _CLOSE)
        return self.known[close[0]] if close else ""


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    plain = re.sub(r"\s", "", normalize("NFKC", name))
    return _ZONE_WORDS.sub("", plain) or plain


def map_file(name: str) -> str:
    """Where the map of this name is kept, from the project's root.  Raises Problems for a name that can't be a file's."""
    if not re.fullmatch(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff_-]{0,59}", name):
        hint = "用汉字、字母、数字、“-”和“_”，如 --map 统计年鉴"
        raise Problems([Problem(None, f"“{name}”不能作对照表的名称", hint)])
    return f"{DATA}/{TABLES}/{name}.yaml"


def read_map(root: Path, file: str) -> Draft[TableMap] | None:
    """A map that is kept, None where there is none.  Raises Problems for mistakes in it."""
    try:
        data = (root / file).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problems([Problem(Where(file), f"对照表读不出来：{os_reason(error)}", "检查文件的权限")]) from None
    tree = read_tree(data, file)
    problems = list(tree.problems)
    draft = build(TableMap, tree, problems)
    if problems or draft is None:
        raise Problems(problems)
    return draft


def map_text(table: TableMap) -> str:
    """The map as a file, with what is still to be filled in said beside it."""
    said: Mapping[str, Plain] = table.model_dump()
    part, keys = ("行", _OF_ROWS) if table.indicators else ("列", _OF_ZONES)
    lines = [
        "# yaml-language-server: $schema=../schema/table_map.schema.json",
        f"# 外来的表，哪一列是什么：猜的，核对后再导入。source 先在 data/sources.yaml 登记；不要的{part} indicator 空着。",
    ]
    lines += entry("sheet", table.sheet, 0)
    lines += [f"heads: {table.heads}  # 表头的最后一行"]
    for key in keys:
        lines += entry(key, said[key], 0)
    for key in ("columns", "rows"):
        parts: Mapping[str, TableColumn | TableRow] = getattr(table, key)
        if parts or key == "columns":
            lines += _parts_text(key, parts, of_rows=bool(table.indicators))
    if table.names:
        lines += entry("names", said["names"], 0)
    return "\n".join(lines) + "\n"


def _parts_text(key: str, parts: Mapping[str, TableColumn | TableRow], *, of_rows: bool) -> Iterator[str]:
    if not parts:
        yield f"{key}: {{}}"
        return
    yield f"{key}:"
    for name, one in parts.items():
        words: dict[str, Plain] = {k: v for k, v in one.model_dump().items() if v}
        if isinstance(one, TableRow) or not of_rows:  # where what is missing is to be written
            words.setdefault("indicator", "")
        first = ("head", "indicator")
        words = {key: words[key] for key in sorted(words, key=lambda key: key not in first)}
        for number, line in enumerate(entry(name, words, 2)):
            yield "  " + line if number == 0 else line


def is_beside(head: str) -> bool:
    """Whether a column numbers or explains what the others say."""
    return bool(_BESIDE.fullmatch(head))
