"""Numerals after GB/T 15835—2011."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.checks.prose.pieces import EVERYWHERE, MASK, OURS, WRITTEN, Hit, PieceKind, ProseRule, Search, pattern
from hgz_report.language.units import OF_ROUGH_NUMBERS

_HAN_DIGITS = "一二三四五六七八九"
_NUMBER = rf"(?:{MASK}+|\d[\d.,]*)"
_WORDED: frozenset[PieceKind] = WRITTEN | {"rendered"}


def _neighbours(digits: str, regex: str, *, mend: bool) -> Search:
    """Two digits one after the other with 、 between them: 三、四个 means 三四个."""
    compiled = re.compile(regex)

    def look(text: str) -> Iterator[Hit]:
        for found in compiled.finditer(text):
            low, high = found.group(1), found.group(2)
            if digits.index(high) - digits.index(low) == 1:
                comma = found.start(2) - 1
                yield Hit(*found.span(), ((comma, comma + 1, ""),) if mend else ())

    return look


def _whole_date(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[3])}月{int(found[4])}日"


_S = "GB/T 15835—2011 "
RULES = (
    ProseRule("N01", "百分数起止缺前一个%", f"{_S}5.1.3", "error", EVERYWHERE, "两个数都带%，如63%～68%",
              pattern(r"(?<![\d.%])(\d+(?:\.\d+)?)([～~—–-])(\d+(?:\.\d+)?%)", r"\1%～\3"), fixable=True),
    ProseRule("N02", "起止的数缺前一个“万”“亿”", f"{_S}5.1.3", "error", EVERYWHERE, "两个数都带“万”“亿”，如9亿～16亿",
              pattern(r"(?<![\d.])(\d+(?:\.\d+)?)[～~](\d+(?:\.\d+)?)(万亿|[万亿])", r"\1\3～\2\3"), fixable=True),
    ProseRule("N03", "年份用了两位数", f"{_S}5.1.4", "error", OURS, "年份写四位数",
              pattern(r"(?<!\d)\d\d年(?=\d{1,2}月)|[’'‘]\d\d年")),
    ProseRule("N04", "月、日前补了0", f"{_S}5.1.4", "error", OURS, "写1月5日，不写01月05日",
              pattern(r"(?<=年)0(?=\d月)|(?<=月)0(?=\d日)", ""), fixable=True),
    ProseRule("N05", "用点、横线、斜线写日期", "GB/T 9704—2012 7.3.5", "error", OURS, "写成某年某月某日",
              pattern(r"(?<![A-Za-z\d./-])((?:19|20)\d\d)([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\dA-Za-z/-]|\.\d)",
                 _whole_date), fixable=True),
    ProseRule("N06", "阿拉伯数字同“十百千”混用", f"{_S}5.3", "error", OURS, "除“万”“亿”外，全写成阿拉伯数字",
              pattern(r"\d\s?[十百千](?![分瓦克米赫卡焦伏帕吨乏字])")),
    ProseRule("N07", "小数点前没有0", f"{_S}5.1.2", "error", OURS, "补上0",
              pattern(rf"(?<![A-Za-z\d.{MASK}/＝=])\.(?=\d)", "0."), fixable=True),
    ProseRule("N08", "概数里的顿号", f"{_S}5.2.1", "error", OURS, "写成三四个，中间不用顿号",
              _neighbours(_HAN_DIGITS, rf"(?<![第{_HAN_DIGITS}十、])([{_HAN_DIGITS}])、([{_HAN_DIGITS}])(?=[{OF_ROUGH_NUMBERS}])",
                     mend=True), fixable=True),
    ProseRule("N09", "概数用了阿拉伯数字", f"{_S}5.2.1", "error", OURS, "相邻两数表示概数，用汉字，如三四个",
              _neighbours("123456789", rf"(?<![\d.、])([1-9])、([2-9])(?=[{OF_ROUGH_NUMBERS}])", mend=False)),
    ProseRule("N10", "汉字年份里的零", f"{_S}5.2.4", "error", OURS, "用“〇”；公文里年份宜用阿拉伯数字",
              pattern(rf"[一二][零○〇OＯ{_HAN_DIGITS}]*[零○OＯ][零○〇OＯ{_HAN_DIGITS}]*(?=年)",
                 lambda found: re.sub("[零○OＯ]", "〇", found.group())), fixable=True),
    ProseRule("N11", "日期里混用两种数字", f"{_S}5.1.4", "error", OURS, "年月日全用阿拉伯数字",
              pattern(rf"\d年[{_HAN_DIGITS}十]+月|(?<![{_HAN_DIGITS}十])[{_HAN_DIGITS}十]+月\d{{1,2}}日")),
    ProseRule("N12", "千分撇用了全角逗号", f"{_S}5.1.1", "error", OURS, "多位数不分节，或用半角千分撇",
              pattern(r"(?<![\d.])\d{1,3}，\d{3}(?![\d年.])")),
    ProseRule("N13", "用汉字写的百分比", f"{_S}4.1.1", "warning", OURS, "用于计量的数用阿拉伯数字，如30%",
              pattern(f"百分之[{_HAN_DIGITS}零〇十百点两]+")),
    ProseRule("N14", "“百分点”前缺“个”", "公文习惯", "error", OURS, "写成“1.2个百分点”",
              pattern(r"(?<=\d)(?=百分点)", "个"), fixable=True),
    ProseRule("N15", "减少用了倍数", f"{_S}4.1.1", "error", _WORDED, "减少不能用倍数，改用百分比或“减少到几分之几”",
              pattern(rf"(?:减少|下降|降低|缩小|减低)了?(?:{_NUMBER}|[{_HAN_DIGITS}两几数十]+)倍")),
    ProseRule("N16", "概数词重复", f"{_S}5.2.1", "error", _WORDED, "“约”“近”“超过”同“左右”“余”“以上”只留一个",
              pattern(rf"(?:大?约|将?近|接近){_NUMBER}[^，。、；：（）\d{MASK}]{{0,5}}(?:左右|上下)"
                 rf"|(?:大?约|将近|接近){_NUMBER}[万亿个家项]?[余多]"
                 rf"|(?:超过|高于|突破){_NUMBER}[^，。、；：（）\d{MASK}]{{0,5}}以上"
                 rf"|(?:不足|低于|少于){_NUMBER}[^，。、；：（）\d{MASK}]{{0,5}}以下"
                 r"|(?:大约|约|近|超过|逾|不足|不少于)(?:大约|约|近|超过|逾|不足|不少于)(?=\d)")),
    ProseRule("N17", "量词、单位重复", f"{_S}4.1.1", "error", frozenset({"rendered", "cell"}), "数已带单位，后面不再写",
              pattern(r"(?<=\d)(个个|项项|件件|家家(?!庭)|条条|人人|年年|%%|亿元亿?元|万元万?元|元元|个百分点个?百分点|%个百分点)")),
)  # fmt: skip
"""In the order of their numbers."""
