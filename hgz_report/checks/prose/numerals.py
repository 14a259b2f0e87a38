"""Numerals after GB/T 15835—2011."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.checks.prose.approximate import DOUBLED, LOOSE
from hgz_report.checks.prose.pieces import (
    EVERYWHERE,
    MASK,
    OURS,
    WRITTEN,
    Hit,
    PieceKind,
    ProseRule,
    Search,
    compiled,
    pattern,
    sifted,
)
from hgz_report.checks.prose.written_units import WRONG_UNITS
from hgz_report.language.units import OF_ROUGH_NUMBERS

_HAN_DIGITS = "一二三四五六七八九"
_LEVELS = (
    "产值|收入|营收|增加值|生产总值|GDP|投资|投资额|利润|利润总额|税收|税额|出口|进口|进出口|进出口额|出口额|销售额|零售额|交易额|成交额|用电量"
    "|产量|产能|数量|家数|企业数|人数|从业人员|经费|支出|资产|规模|总量|面积|订单"
)
_POINTS = (
    rf"(?P<level>{_LEVELS})(?:总额|额)?"
    r"(?:同比|环比|比上年同期|较上年同期|比上年|较上年|累计|名义|实际|年均|分别|均|将|预计|[比较](?:19|20)\d\d年)*"
    rf"(?:增长|增加|提高|上升|提升|扩大|下降|减少|降低|回落|下滑|负增长)了?(?:约|近|超过?)?(?:{MASK}+|\d[\d.]*)个?百分点"
)
_CAUSED = re.compile("拉动|带动|贡献|影响|拉低|推动|促进|助推")
_THOUSANDS = re.compile(r"(?<![\d.,A-Za-z])\d{1,3}(?:,\d{3})+(?![\d,])")
_UNPARTED = re.compile(r"(?<![\d.,A-Za-z〔/-])\d{4,}(?:\.\d+)?(?=[%‰万亿元个家项件人名台吨户亩平千公])")
_MISPARTED = (
    r"(?<![\d.,A-Za-z])(?:\d{4,}(?:,\d{3})+(?![\d,])"
    r"|\d{1,3}(?:,\d{3})*,(?:\d{4,}|\d{2}|(?<=\d{3},)\d)(?=[%‰万亿元个家项件人名台吨户亩平千公]))"
)
_RATIO = re.compile(r"(?<![\d:：∶.A-Za-z/])\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?)+(?![\d:：A-Za-z/])")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?")
_OF_RATIO = re.compile("(?:比例?|配比|按照?|之比|达|各占|比值)[^，。；]{0,8}$")
_SCORED = re.compile("(?:比分|福音|诗篇|箴言|胜|负|击败|战平)[^，。；]{0,6}$")
_WON = re.compile("[^，。；]{0,2}(?:战胜|取胜|获胜|险胜|大胜|完胜|击败|告负|战平|领先对手)")
"""Scores and verses have a colon: 比分3:1, 马太福音3:7."""
_LESS = (
    "减少|下降|降低|缩小|减低|缩短|压缩|缩减|减轻|削减|减小|下跌|下滑|回落|缩水|节约|节省|便宜|放缓|收窄|衰减|萎缩|跌落"
    "|(?<![至最不多减缺])少|(?<![下升])降|(?<![加])减|(?<![高最])低|(?<!大)小|(?<!长)短|(?<=[量体])轻"
)
_OF_LESS = "减下降缩压削跌回节便放收衰萎少低小短轻"
"""What one of these begins with."""
_SINCE = "[底末初](?![级步])|度(?!过)|全年|[上下]半年|第?[一二三四]季度|前[一二三四]个?季度"
_ONCE = "建成|成立|获批|设立|组建|升级|投产|获评|入选|开工|投用|竣工|挂牌|批复|升格|印发|出台|发布|启动|认定|创建"
_DATED = "建成|竣工|开工|投[产用运]|成立|设立|获批|启动|印发|发布|出台|签约|挂牌|认定|升[格级]|以来|起(?!重)"
_STATED = "营收|营业|总产值|工业|规上|GDP|生产总值|全国|全区|被|实现|达到|完成|新增|获得"
_OF_YEARS = "累计|的?数据|间|期间|建成|完成|实施|年均|新增|平均|分别|同比|均(?!匀)|我区|全区|园区"
_SHORT_YEARS = (
    r"(?<!\d)\d\d年(?=\d{1,2}月)",
    r"[’'‘]\d\d年",
    rf"(?<![\d第前历近约过.{MASK}])\d\d年(?=(?:{_SINCE}))",
    rf"(?<![^，。；：、（“\n于在自从到至])(?:0\d|1[1-9]|2[1-9]|3[1-5]|[89][1-9])年(?={_ONCE})",
    rf"(?<![^，。；：、（“\n])2[1-9]年(?={_STATED})",
    r"(?<=[区司院所业市台目园])(?:0\d|1[1-9]|2[1-9])年(?=建成|成立|获批|设立|投产|挂牌|升格|竣工|获评|入选)",
    r"(?<=[于自从])(?:[0-3]\d|[89]\d)年(?:以来|起|建成|成立|获批|升级)",
    r"(?<=[比较])[0-3]\d年(?=增|减|下|上|提|同|翻)",
    r"(?<=(?:19|20)\d\d)(?:年)?[-—–~～至到]\d\d年",
    rf"(?<![^，。；：、（“\n于在自从由])(?:0\d|1[1-9]|2\d)年?[-—–~～至到和与、](?:0\d|1[1-9]|2\d)年(?={_OF_YEARS})",
    r"(?<![^，。；：、（“\n])[从由自](?:0\d|1[1-46-9]|2[1-46-9])年(?![^，。；]{0,6}[延缩提压])[^，。；\d]{0,6}[至到][^，。；\d]{0,3}[0-4]\d年",
)
"""23年建成, 24年底, 2020—24年: years of two digits.  A number of years (历时23年建成, 10年建成) is none."""
_OF_SHORT_YEARS = r"\d’'‘年\-—–～~至到从由自"
"""What one of them begins with: elsewhere none is tried."""
_WORDED: frozenset[PieceKind] = WRITTEN | {"rendered"}


def _neighbours(digits: str, regex: str, *, mend: bool) -> Search:
    """Two digits one after the other with 、 between them: 三、四个 means 三四个."""

    def look(text: str) -> Iterator[Hit]:
        for found in compiled(regex).finditer(text):
            low, high = found.group(1), found.group(2)
            if digits.index(high) - digits.index(low) == 1:
                comma = found.start(2) - 1
                yield Hit(*found.span(), ((comma, comma + 1, ""),) if mend else ())

    return look


def _whole_date(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}年{int(found[3])}月{int(found[4])}日"
    return f"{found[5]}年{int(found[6])}月"


def _points_of_levels(text: str) -> Iterator[Hit]:
    """产值增长5个百分点: a level grows by %.  拉动GDP增长2个百分点 and 产值占比提高2个百分点 are right."""
    for found in compiled(_POINTS).finditer(text):
        if not _CAUSED.search(text, max(found.start() - _NEAR_BY, 0), found.start("level")):
            yield Hit(found.start("level"), found.end())


def _separators(text: str) -> Iterator[Hit]:
    """1,234家 beside 5678家, and groups that are not of three digits."""
    parted, plain = [*_THOUSANDS.finditer(text)], [*_UNPARTED.finditer(text)]
    for found in (*compiled(_MISPARTED).finditer(text), *(parted if parted and plain else ())):
        yield Hit(*found.span())


def _ratios(text: str) -> Iterator[Hit]:
    """3:7.  What may be a time of day (10:30) is one, unless 比例 and the like stand before it."""
    for found in _RATIO.finditer(text):
        scored = _SCORED.search(text, max(found.start() - _NEAR_BY, 0), found.start()) or _WON.match(text, found.end())
        if scored:
            continue
        told = _OF_RATIO.search(text, max(found.start() - _NEAR_BY, 0), found.start())
        if told or not _CLOCK.fullmatch(found.group()):
            yield Hit(*found.span(), tuple((found.start() + at, found.start() + at + 1, "∶")
                                           for at, mark in enumerate(found.group()) if mark in ":："))  # fmt: skip


_NEAR_BY = 12
_S = "GB/T 15835—2011 "
RULES = (
    ProseRule("N01", "百分数起止缺前一个%", f"{_S}5.1.3", "error", EVERYWHERE, "两个数都带%，如63%～68%",
              sifted(r"[～~—–-]\d[\d.]*%", pattern(r"(?<![\d.%])(\d+(?:\.\d+)?)([～~—–-])(\d+(?:\.\d+)?%)", r"\1%～\3")),
              fixable=True),
    ProseRule("N02", "起止的数缺前一个“万”“亿”", f"{_S}5.1.3", "error", EVERYWHERE, "两个数都带“万”“亿”，如9亿～16亿",
              pattern(r"(?<![\d.])(\d+(?:\.\d+)?)[～~](\d+(?:\.\d+)?)(万亿|[万亿])", r"\1\3～\2\3", "～~"), fixable=True),
    ProseRule("N03", "年份用了两位数", f"{_S}5.1.4", "error", OURS, "年份写四位数",
              pattern(f"(?=[{_OF_SHORT_YEARS}])(?:{'|'.join(_SHORT_YEARS)})")),
    ProseRule("N04", "月、日前补了0", f"{_S}5.1.4", "error", OURS, "写1月5日，不写01月05日",
              pattern(r"(?<=年)0(?=\d月)|(?<=月)0(?=\d日)", "", ("年0", "月0")), fixable=True),
    ProseRule("N05", "用点、横线、斜线写日期", "GB/T 9704—2012 7.3.5", "error", OURS, "写成某年某月某日",
              sifted(r"(?:19|20)\d\d[./-]\d", pattern(
                 r"(?<![A-Za-z\d./-])((?:19|20)\d\d)([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\dA-Za-z/-]|\.\d)"
                 rf"|(?<![A-Za-z\d./-])((?:19|20)\d\d)[./-](1[0-2]|0?[1-9])(?=(?:{_DATED})|[—–～~至][12]\d{{3}}[./-]\d)",
                 _whole_date)), fixable=True),
    ProseRule("N06", "阿拉伯数字同“十百千”混用", f"{_S}5.3", "error", OURS, "除“万”“亿”外，全写成阿拉伯数字",
              pattern(r"\d\s?[十百千](?![分瓦克米赫卡焦伏帕吨乏字])")),
    ProseRule("N07", "小数点前没有0", f"{_S}5.1.2", "error", OURS, "补上0",
              pattern(rf"\.(?=\d)(?<![A-Za-z\d.{MASK}/＝=]\.)", "0."), fixable=True),
    ProseRule("N08", "概数里的顿号", f"{_S}5.2.1", "error", OURS, "写成三四个，中间不用顿号",
              sifted(f"[{_HAN_DIGITS}]、[{_HAN_DIGITS}]", _neighbours(
                     _HAN_DIGITS, rf"(?<![第{_HAN_DIGITS}十、])([{_HAN_DIGITS}])、([{_HAN_DIGITS}])(?=[{OF_ROUGH_NUMBERS}])",
                     mend=True)), fixable=True),
    ProseRule("N09", "概数用了阿拉伯数字", f"{_S}5.2.1", "error", OURS, "相邻两数表示概数，用汉字，如三四个",
              sifted("[1-9]、[2-9]", _neighbours(
                     "123456789", rf"(?<![\d.、])([1-9])、([2-9])(?=[{OF_ROUGH_NUMBERS}])", mend=False))),
    ProseRule("N10", "汉字年份里的零", f"{_S}5.2.4", "error", OURS, "用“〇”；公文里年份宜用阿拉伯数字",
              pattern(rf"[一二][零○〇OＯ{_HAN_DIGITS}]*[零○OＯ][零○〇OＯ{_HAN_DIGITS}]*(?=年)",
                 lambda found: re.sub("[零○OＯ]", "〇", found.group())), fixable=True),
    ProseRule("N11", "日期里混用两种数字", f"{_S}5.1.4", "error", OURS, "年月日全用阿拉伯数字",
              sifted(rf"年[{_HAN_DIGITS}十]|[{_HAN_DIGITS}十]月\d", pattern(
                 rf"\d年[{_HAN_DIGITS}十]+月|(?<![{_HAN_DIGITS}十])[{_HAN_DIGITS}十]+月\d{{1,2}}日"))),
    ProseRule("N12", "千分撇用了全角逗号", f"{_S}5.1.1", "error", OURS, "多位数不分节，或用半角千分撇",
              sifted(r"，\d{3}(?![\d年.])", pattern(r"(?<![\d.])\d{1,3}，\d{3}(?![\d年.])"))),
    ProseRule("N13", "用汉字写的百分比", f"{_S}4.1.1", "warning", OURS, "用于计量的数用阿拉伯数字，如30%",
              pattern(f"百分之[{_HAN_DIGITS}零〇十百点两]+", holds=("百分之",))),
    ProseRule("N14", "“百分点”前缺“个”", "公文习惯", "error", OURS, "写成“1.2个百分点”",
              pattern(r"(?=百分点)(?<=\d)", "个", ("百分点",)), fixable=True),
    ProseRule("N15", "减少用了倍数", f"{_S}4.1.1", "error", _WORDED, "减少不能用倍数，改用百分比或“减少到几分之几”",
              pattern(rf"(?=[{_OF_LESS}])(?:{_LESS})了?(?:大?约|将?近|接近|超过?|不到|逾|高达|达)?"
                 rf"(?:{MASK}+|\d[\d.,]*|[{_HAN_DIGITS}十百两几数]+)[余多几]?倍", holds="倍")),
    ProseRule("N16", "概数词重复", f"{_S}5.2.1", "error", _WORDED | {"cell"},
              "“约”“近”“超过”“至少”“多达”同“左右”“余”“多”“以上”只留一个", pattern(DOUBLED)),
    ProseRule("N17", "量词、单位重复", f"{_S}4.1.1", "error", frozenset({"rendered", "cell"}), "数已带单位，后面不再写",
              pattern(r"(?<=\d)(个个|项项|件件|家家(?!庭)|条条|人人|年年|%%|亿元亿?元|万元万?元|元元|个百分点个?百分点|%个百分点)",
                      holds=("个个", "项项", "件件", "家家", "条条", "人人", "年年", "%%",
                             "亿元亿", "万元万", "元元", "百分点"))),
    ProseRule("N18", "“高达”同“余”“以上”并用，“最多不超过”", f"{_S}5.2.1", "warning", _WORDED | {"cell"},
              "只留一个", pattern(LOOSE, holds=("至多", "最多", "至少", "最少", "最低", "高达"))),
    ProseRule("N19", "阿拉伯数字同“几”“数”混用", f"{_S}5.2.1", "error", OURS, "全用汉字，如十几家、数十家",
              sifted(r"[\d十百千万]几|[数几上][百千万]\d|[几成数上]10", pattern(
                 r"(?<![\d.A-Za-z])[1-9]\d*[十百千万]?几(?![何乎率])"
                 r"|[数几上][百千万]\d+(?=[个家项人件名种条台])|十几\d+"
                 r"|(?:[几成]|(?<![^，。；：、（\n了近约有达集引育聚])[数上])10+(?!\d)(?=[余多万亿个家项人件名种条台])"))),
    ProseRule("N20", "世纪、年代混用两种数字", f"{_S}5.3", "error", OURS, "写成20世纪90年代",
              sifted(rf"世纪|[零〇{_HAN_DIGITS}]年\d", pattern(
                 rf"[{_HAN_DIGITS}十廿]+世纪\d0年代|\d+世纪[{_HAN_DIGITS}]十年代|[一二][零〇{_HAN_DIGITS}]{{3}}年\d{{1,2}}月"))),
    ProseRule("N21", "年代前没有世纪", f"{_S}5.1.4", "warning", OURS, "写明世纪，如20世纪90年代",
              pattern(rf"(?<![\d世纪、—～和至到{MASK}])[1-9]0年代|(?<![{_HAN_DIGITS}世纪、—和至到])[{_HAN_DIGITS}]十年代",
                      holds=("年代",))),
    ProseRule("N22", "百分点用于总量", f"{_S}4.1.1", "error", _WORDED | {"cell"},
              "总量增长写“%”；“个百分点”只用于两个百分比之差，如增速、占比", sifted("百分点", _points_of_levels)),
    ProseRule("N23", "千分撇有的用有的不用", f"{_S}5.1.1", "error", OURS,
              "一篇里多位数都不分节，或都用半角千分撇三位一节", sifted(r"\d,\d", _separators)),
    ProseRule("N24", "比号用了冒号", "GB/T 15834—2011 4.7", "error", OURS,
              "比号用“∶”（U+2236），如3∶7", sifted(r"\d[:：]\d", _ratios), fixable=True),
    ProseRule("N25", "计量单位的写法", "GB 3100—1993；GB/T 15835—2011 4.1.1", "error", OURS,
              "用法定计量单位的名称或符号", WRONG_UNITS, fixable=True),
)  # fmt: skip
"""In the order of their numbers."""
