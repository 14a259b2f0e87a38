"""Units that are written wrongly after a number: KW, 30平方, 公里2, 公分 (GB 3100-1993, GB/T 15835-2011 4.1.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hgz_report.checks.prose.approximate import NUMBER
from hgz_report.checks.prose.pieces import MASK, Hit, Search, Several, Sifted, compiled

_SYMBOLS = (
    "kW MW GW TW kWh MWh GWh TWh Wh kV VA kVA MVA Hz kHz MHz GHz THz kPa MPa GPa mm cm dm km nm μm kg mg μg mL dB Ah mAh"
    " kN kJ MJ GJ"
)
"""Symbols of two letters or more, as they are to be written.  A single letter after a number may be a name: 5G, 4K, 3D."""
_OBSOLETE = {
    "公分": "厘米", "公厘": "毫米", "公尺": "米", "公升": "升", "瓩": "千瓦", "吋": "英寸", "呎": "英尺", "浬": "海里",
    "平米": "平方米", "立米": "立方米", "千瓦小时": "千瓦时", "千瓦/小时": "千瓦时", "千瓦·小时": "千瓦时",
}  # fmt: skip
_BIG = "(?:万亿|千亿|百亿|[千百十]?[万亿]|[多余])*"
_LATIN = rf"(?<=[\d万亿{MASK}])[ \t]?(?P<symbol>[A-Za-zμ]{{2,4}})(?![A-Za-z0-9μ])"
_ANYWHERE = "(?<![A-Za-z0-9])(?P<symbol>KW|Kw|kw|K[Ww][Hh]|k[Ww]H|kwh)(?![A-Za-z0-9])"
_OLD = (
    rf"(?:(?<=[\d万亿千百十{MASK}每])|(?<=[\d千百万亿][多余]))"
    rf"(?:{'|'.join(sorted(_OBSOLETE, key=len, reverse=True))})(?![制易])"
)
_AREA = (
    rf"(?:{NUMBER}{_BIG}|每)(?:(?P<square>平方|立方)(?!千米|[公英市厘分毫纳微海]|米|[尺寸和根数度体星km])"
    r"|(?P<flat>平)(?=[，。、；）]|的|左右|以[上下内]|(?![^\n])))"
)
_OF_POWER_USED = "[用发耗节供售]电|电[量力费]"
_ELECTRIC = rf"(?:{_OF_POWER_USED})[^，。；：\d]{{0,5}}?{NUMBER}{_BIG}度(?![日数量电假])"
_OF_VOLUMES = "容积|体积|库容|混凝土|土石?方|砂石|木材|用水|供水"
_VOLUME = rf"(?:{_OF_VOLUMES})[^，。；：\d]{{0,5}}?{NUMBER}{_BIG}方(?![米向面案法式块圆程便])"
_POWER = (
    r"(?<=[\d万亿])[ \t]?(?:(?P<metre>[Kkch]?[mM])[23](?![\d.])"
    r"|[KkCc]?M[²³]|Km[²³]|(?P<word>公里|[千厘毫]?米)(?:[²³]|[23](?=[，。、；）]|的|(?![^\n]))))"
)


def _right_forms() -> dict[str, list[str]]:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for symbol in _SYMBOLS.split():
        forms[symbol.casefold()].append(symbol)
    return dict(forms)


_RIGHT = _right_forms()


def _symbols(text: str) -> Iterator[Hit]:
    """Letters that are wrong, mended where there is one right form."""
    seen: set[int] = set()
    for regex in (_LATIN, _ANYWHERE):
        for found in compiled(regex).finditer(text):
            start, end = found.span("symbol")
            forms = _RIGHT.get(found["symbol"].casefold(), [])
            if forms and found["symbol"] not in forms and start not in seen:
                seen.add(start)
                yield Hit(start, end, ((start, end, forms[0]),) if len(forms) == 1 else (), f"写成{'或'.join(forms)}")


def _obsolete(text: str) -> Iterator[Hit]:
    for found in compiled(_OLD).finditer(text):
        right = _OBSOLETE[found.group()]
        yield Hit(*found.span(), ((*found.span(), right),), f"写成{right}")


def _areas(text: str) -> Iterator[Hit]:
    for found in compiled(_AREA).finditer(text):
        yield Hit(*found.span(), (), "写成立方米" if found["square"] == "立方" else "写成平方米")


def _all_are(regex: str, right: str) -> Search:
    """What the regular expression finds is to be written in another way."""
    return lambda text: (Hit(*found.span(), (), f"写成{right}") for found in compiled(regex).finditer(text))


def _powers(text: str) -> Iterator[Hit]:
    for found in compiled(_POWER).finditer(text):
        cubic = found.group()[-1] in "3³"
        yield Hit(*found.span(), (), f"写成{'立方' if cubic else '平方'}米、{'立方' if cubic else '平方'}千米等")


WRONG_UNITS = Several(
    (
        Sifted("[A-Za-zμ]{2}", _symbols),
        Sifted("|".join(_OBSOLETE), _obsolete),
        Sifted(r"[平立]方|平[的左以，。；、）]|\d平|平(?![^\n])", _areas),
        Sifted(_OF_POWER_USED, _all_are(_ELECTRIC, "千瓦时")),
        Sifted(_OF_VOLUMES, _all_are(_VOLUME, "立方米")),
        Sifted("[里米mM][23²³]", _powers),
    )
)
"""Every unit that is none, with its right form; each way behind what it must hold."""
