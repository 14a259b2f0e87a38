"""The one table of units: what each measures or counts, how numbers go before it, and which convert into each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

UnitKind = Literal["money", "share", "measure", "time", "thing", "turn", "order", "part", "name"]
"""`thing`: a measure word of what is counted, one as good as another (3块招牌, 3个集群); `turn`: how often; `order`: which one;
`part`: where in a text; `name`: no unit, the number before it belongs to a name or a time of day (500强, 10时30分).
"""
_TABLE: Final[tuple[tuple[UnitKind, str, str], ...]] = (
    ("money", "元 美元", "欧元 日元 港元"),
    ("share", "个百分点 百分点 倍 成", "% ％ ‰"),
    ("measure", "平方公里 公里 亩 小时 分钟",
     "平方千米 千米 平方米 ㎡ 立方米 公顷 米 厘米 毫米 纳米 吨标准煤 标准煤 吨 公斤 千克 克 微克 千瓦时 千瓦 兆瓦 ℃ 度 秒"),
    ("time", "年 天", "世纪 年代 年度 季度 月 周 日 岁"),
    ("thing", "人 个 家 项 类 种 件 名 位 户 台 座 所 处 份 套 组 支 省 城 市 大 方面 方向",
     "企业家 条 辆 块 例 册 层 只 张 股 笔 宗 款 门 根 对 颗 架 艘 部 篇 县 栋 幢 株"),
    ("turn", "人次 次 步 轮 届", "人年 家次 场 批 期"),
    ("order", "", "号 级"),
    ("part", "", "页 章 节 卷 版"),
    ("name", "", "强 园 区 起 时 分"),
)  # fmt: skip
"""Kind; units that make a quantity of a Chinese numeral too (四个, 十三家); units that do so of digits only."""
UNITS: Final[dict[str, UnitKind]] = {unit: kind for kind, *both in _TABLE for units in both for unit in units.split()}
AFTER_CHINESE: Final = tuple(unit for _, units, _ in _TABLE for unit in units.split())
AFTER_DIGITS: Final = tuple(unit for unit, kind in UNITS.items() if kind != "name")
NOT_PARTED: Final = tuple(unit for unit, kind in UNITS.items() if kind != "part")
"""What stays on the line of its number; 第14版 and the like are too many in the notes to sources."""
OF_ROUGH_NUMBERS: Final = "个家项件种条年天人倍成"
"""Before these, two digits one after the other are about so many (三四个); before others they may be names (一、二类)."""
SCALES: Final[dict[str, int]] = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
"""What multiplies a unit written behind it, the longest first."""
PRINTED_SCALES: Final = ("万亿", "亿", "万")
"""The scales that belong to figures: 千 and 百 after digits are for others to write."""


COUNTING_WORDS: Final = tuple("个家项件条种类份次名人位所座台套批处户组")
"""What things are counted with: nothing that measures, and no scale (万, 亿)."""


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of `words`, the longest that fits."""
    ordered = sorted(words, key=len, reverse=True)
    longer = [re.escape(word) for word in ordered if len(word) > 1]
    single = "".join(re.escape(word) for word in ordered if len(word) == 1)
    return "|".join([*longer, *([f"[{single}]"] if single else [])])


def of_kinds(*kinds: UnitKind) -> list[str]:
    """The units of some kinds."""
    return [unit for unit, kind in UNITS.items() if kind in kinds]


def scaled(unit: str) -> tuple[int, str]:
    """What a unit multiplies by, and of what: 万亿元 -> 10**12, 元; 千瓦 is a unit by itself."""
    if unit not in UNITS:
        for name, factor in SCALES.items():
            if unit.startswith(name):
                return factor, unit.removeprefix(name)
    return 1, unit


def converted(number: Decimal | Fraction, unit: str, to: str) -> Decimal | Fraction:
    """`number` of `unit` in unit `to`.  Raises ValueError when the two do not convert."""
    (factor, base), (divisor, other) = scaled(unit), scaled(to)
    if base != other:
        raise ValueError(f"单位“{unit}”与“{to}”不能换算")
    if isinstance(number, Decimal):
        return number * (Decimal(factor) / divisor)
    return number * Fraction(factor, divisor)


def is_counted(unit: str) -> bool:
    """Whether a unit counts things: 家, 个, 件.  余 and a further 万 go with such a one only."""
    return bool(unit) and scaled(unit)[0] == 1 and UNITS.get(unit, "thing") not in ("money", "share", "measure")
