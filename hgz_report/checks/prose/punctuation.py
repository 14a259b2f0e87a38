"""Punctuation after GB/T 15834—2011 (and the numbers of documents after GB/T 9704—2012)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from hgz_report.checks.prose.pieces import (
    EVERYWHERE,
    MASK,
    NOTHING,
    OURS,
    WHOLE,
    WRITTEN,
    Hit,
    ProseRule,
    compiled,
    pairs,
    pattern,
    sifted,
)
from hgz_report.language.han import HAN, LOOKALIKES
from hgz_report.language.units import any_of, of_kinds

_ORDINAL = "一二三四五六七八九十"
_FULL = str.maketrans(",;:!?.", "，；：！？。")
_QUOTES = str.maketrans("「」『』", "“”‘’")
_OPENERS = dict(zip("（《〈“‘【〔", "）》〉”’】〕", strict=True))
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_PAIRED = re.compile(f"[{''.join(_OPENERS)}{''.join(_CLOSERS)}]")
_SINGLE = f"‘[^‘’“”\\n]*[{HAN}{MASK}\\d][^‘’“”\\n]*’"
_NOT_ETC = (
    "离子|级|待|候|额|值|效|同|号|边|距|温|量|比|差|份|外|身|闲|式|压|腰|高|价|轴|静压|于|因|位|幅|长|宽|深|厚|强度|色"
)
"""等离子, 等级: words that begin with 等."""
_NAMED_HE = (
    "平[区县路镇街]|田[地市县区]|林格尔|县|顺|静|硕|布克|政县|龙|桥镇|风细雨|睦|谐|美|泰|盛|信[^息用贷任号访\n]|利时|君|而泰|路雪|黄埔|舰|晶"
    "|辉|元生|康|邦|佳|瑞|胜|远|誉|铂|枫|记|声|解|约|缓|弦|棋|服|牌|尚|好[^的\n]|氏|汇|创|众|达|成天下|谷"
)
"""和枫产业园, 和平区: names that begin with 和."""
_COUNTED = any_of([*of_kinds("money", "share", "measure", "thing", "turn"), "个月", "天", "岁"])
_HYPHENED = (
    r"(?<![A-Za-z\d./—–~～〔（(号第-])(?!0\d|(?:19|20)\d\d[-–])\d{1,5}(?:\.\d+)?[%万亿]?[-–]\d+(?:\.\d+)?"
    rf"(?=%|(?:万亿|[万亿])?(?:{_COUNTED}))(?!\d)"
)
"""3-5家, 5%-8%; no telephone number, standard, code or date."""
_DOCUMENT_YEAR = re.compile(r"(?<=[字发函办政令])([\[【（(〔])((?:19|20)\d\d|\d\d)([\]】）)〕])(?=第?\d+号)")
_BLANK_BETWEEN = (
    f"(?<=[{HAN}，。、；：？！”’）》〉】〕])[ \t]+(?=[{HAN}，。、；：？！“”‘’（）《》〈〉【】〔〕])"
    f"|(?<=[“‘（《〈【〔])[ \t]+(?=[{HAN}])"
)


def _unpaired(text: str) -> Iterator[Hit]:
    """Marks that are opened and not closed, or closed and not opened."""
    stack: list[re.Match[str]] = []
    for found in _PAIRED.finditer(text):
        mark = found.group()
        if mark in _OPENERS:
            stack.append(found)
        elif stack and stack[-1].group() == _CLOSERS[mark]:
            stack.pop()
        else:
            yield Hit(*found.span())
    for found in stack:
        yield Hit(*found.span())


def _document_years(text: str) -> Iterator[Hit]:
    """川府发[2021]28号 and 川府发〔21〕28号; the century of a year is not for us to add."""
    for found in _DOCUMENT_YEAR.finditer(text):
        start, end = found.span()
        if found[1] + found[3] != "〔〕":
            yield Hit(start, end, ((start, start + 1, "〔"), (end - 1, end, "〕")))
        elif len(found[2]) == len("21"):
            yield Hit(start, end, (), "年份写四位数")


def _one_mark(found: re.Match[str]) -> str:
    return "？！" if found.group() == "！？" else "！" if found[1] else "？"


def _single_outside(text: str) -> Iterator[Hit]:
    """‘…’ that stands in no “…”.  An apostrophe (Xi’an, ’23年) opens nothing."""
    for found in compiled(_SINGLE).finditer(text):
        start, end = found.span()
        if text.count("“", 0, start) <= text.count("”", 0, start):
            yield Hit(start, end, ((start, start + 1, "“"), (end - 1, end, "”")))


def _blanks(text: str) -> Iterator[Hit]:
    """A blank between Chinese characters or marks; inside 《》 it belongs to a title."""
    for found in compiled(_BLANK_BETWEEN).finditer(text):
        start = found.start()
        if text.rfind("《", 0, start) <= text.rfind("》", 0, start):
            yield Hit(*found.span(), ((*found.span(), ""),))


def _compatible(found: re.Match[str]) -> str:
    return normalize("NFKC", found.group())


_S = "GB/T 15834—2011 "
RULES = (
    ProseRule("P01", "半角标点", f"{_S}5.1", "error", EVERYWHERE, "中文里的点号用全角",
              pattern(rf"[,;:!?](?:(?<=[{HAN}”’》）〉】〕].)|(?=[{HAN}“‘（《〈【〔]))"
                 rf"|\.(?![A-Za-z\d.{MASK}])(?<=[{HAN}”’》）〉】〕]\.)(?<![{_ORDINAL}]\.)",
                 lambda found: found.group().translate(_FULL)), fixable=True),
    ProseRule("P02", "半角括号", f"{_S}4.9", "error", EVERYWHERE, "中文里的括号用全角（）",
              sifted("[(]", pairs(rf"(?<=[{HAN}”’》）])\([^()\n]*\)|\([^()\n]*[{HAN}][^()\n]*\)", "（", "）")), fixable=True),
    ProseRule("P03", "直引号", f"{_S}4.8", "error", EVERYWHERE, "引号用“”，引号里再用引号的用‘’",
              sifted('"', pairs(rf"(?<=[{HAN}，。、；：（])\"[^\"\n]*\"|\"[^\"\n]*[{HAN}][^\"\n]*\"", "“", "”")), fixable=True),
    ProseRule("P04", "省略号的形式", f"{_S}5.1.5", "error", EVERYWHERE, "省略号是两个三连点“……”",
              pattern(r"\.{3,}|。{3,}|(?<!…)(?:…|…{3}|…{5,})(?!…)|⋯+", "……", ("...", "。。。", "…", "⋯")), fixable=True),
    ProseRule("P05", "省略号同“等”并用", f"{_S}4.11", "warning", EVERYWHERE, "省略号和“等”只留一个",
              pattern("……等|等……", holds="…")),
    ProseRule("P06", "破折号的形式", f"{_S}5.1.4", "error", EVERYWHERE, "破折号是占两字的“——”",
              pattern(rf"(?<=[{HAN}”》）])(?:-{{2,}}|－+|―+|–{{2,}}|—{{3,}})(?=[{HAN}“《（])", "——",
                      ("--", "－", "―", "–", "———")),
              fixable=True),
    ProseRule("P07", "数值起止的连接号", f"{_S}4.13", "error", EVERYWHERE, "数值起止用浪纹线“～”",
              sifted(r"[~〜∼]|[-–]\d", pattern(
                      rf"(?<=[\d%万亿{MASK}])[~〜∼](?=[\d{MASK}])(?!(?:19|20)\d\d年|\d{{1,2}}月)|{_HYPHENED}",
                      lambda found: re.sub("[~〜∼–-]", "～", found.group()))), fixable=True),
    ProseRule("P08", "时间起止的连接号", f"{_S}4.13", "error", EVERYWHERE, "时间起止用一字线“—”，如2020—2024年、1—9月",
              pattern(r"[-–~～〜](?:(?=(?:19|20)\d\d年)(?:(?<=(?:19|20)\d\d.)|(?<=(?:19|20)\d\d年.))"
                 r"|(?=\d{1,2}月)(?:(?<=年\d.)|(?<=年\d\d.)|(?<=\d月.)))", "—"), fixable=True),
    ProseRule("P09", "同一个点号连用", f"{_S}4.1—4.7", "error", EVERYWHERE, "只留一个",
              pattern(r"([，、；：])\1+|(?<!。)(。)。(?!。)", lambda found: found.group()[0],
                      ("，，", "、、", "；；", "：：", "。。")), fixable=True),
    ProseRule("P10", "两个点号相连", f"{_S}4.1—4.7", "error", EVERYWHERE, "两个点号不能相连：留合适的一个",
              pattern(r"([，、；：])(?!\1)[，、；：。？！]|[。？！][，、；：]|[？！]。")),
    ProseRule("P11", "点号紧挨着括号、引号、书名号的内侧", f"{_S}4.8、4.9、4.15", "error", EVERYWHERE,
              "点号移到括号、引号、书名号外面，或删去",
              pattern("[（《〈“‘【〔][，。、；：？！]|[，、；：][）》〉】〕]")),
    ProseRule("P12", "括号、引号、书名号不成对", f"{_S}4.8、4.9、4.15", "error", WHOLE, "补上另一半，或删去这一半", _unpaired),
    ProseRule("P13", "引号之间、书名号之间的顿号", f"{_S}4.5.3.5", "warning", EVERYWHERE,
              "并列的引号之间、书名号之间通常不用顿号", pattern("(?<=[”》])、(?=[“《])", "", ("”、", "》、")), fixable=True),
    ProseRule("P14", "“等”前的顿号", f"{_S}4.5", "error", EVERYWHERE, "“等”前面不用顿号",
              pattern(rf"、(?=等(?!{_NOT_ETC}))", "", ("、等",)), fixable=True),
    ProseRule("P15", "括号序号后的顿号", f"{_S}附录B.3", "error", EVERYWHERE, "带括号、圆圈的序号后面不用标点",
              pattern(rf"(?<![^，。；：！？\n])([（(]?(?:[{_ORDINAL}]{{1,3}}|\d{{1,2}})[）)]|[①-⑳])、(?![（(①-⑳])", r"\1"),
              fixable=True),
    ProseRule("P16", "序号后的标点", f"{_S}附录B.3", "error", WRITTEN, "汉字序号后用顿号“一、”，阿拉伯数字序号后用下脚点“1.”",
              pattern(rf"^[{_ORDINAL}]{{1,3}}(?:[.．]|，(?![{_ORDINAL}]))|^\d{{1,2}}(?:、|，(?!\d))")),
    ProseRule("P17", "“第一”“首先”后的标点", f"{_S}附录B.3", "warning", OURS, "这类词后面用逗号",
              sifted(f"(?:第[{_ORDINAL}]|首先|其次|再次|最后)[、：]", pattern(
                 rf"(?:^|(?<=[。；：\n]))(第[{_ORDINAL}]|首先|其次|再次|最后)[、：](?![第“《{_ORDINAL}])", r"\1，")),
              fixable=True),
    ProseRule("P18", "标题、题注末尾的标点", f"{_S}附录A.1", "error", frozenset({"label", "name"}),
              "标题、图题、表题末尾不用标点", pattern("[，。、；：]$", ""), fixable=True),
    ProseRule("P19", "书名号里的书名号", f"{_S}4.15", "error", EVERYWHERE, "里面一层用〈〉",
              pattern("《[^《》]*《[^《》]*》", holds="《")),
    ProseRule("P20", "引号里的引号", f"{_S}4.8", "error", EVERYWHERE, "里面一层用‘’", pattern("“[^“”‘’\n]*“[^“”]*”")),
    ProseRule("P21", "发文字号的年份", "GB/T 9704—2012 7.2.5", "error", EVERYWHERE, "发文年份用六角括号，如川府发〔2021〕28号",
              sifted(r"\d\d[\]】）)〕]第?\d+号", _document_years), fixable=True),
    ProseRule("P22", "发文字号的序号", "GB/T 9704—2012 7.2.5", "error", EVERYWHERE, "发文序号不加“第”，不编虚位",
              pattern(r"(?<=\d〕)(?:第0*|0+)(?=\d+号)", "", "〕"), fixable=True),
    ProseRule("P23", "汉字、标点之间的空格", f"{_S}5.1", "error", OURS, "删去空格", sifted("[ \t]", _blanks), fixable=True),
    ProseRule("P24", "数字和单位之间的空格", "GB/T 15835—2011 5.1", "error", OURS, "删去空格",
              pattern(r"(?<=\d)[ \t]+(?=[%‰万亿元个家项年月日人件倍])", "", " \t"), fixable=True),
    ProseRule("P25", "汉字和西文、数字之间的空格", "clreq 3.2.3", "warning", OURS, "删去空格：排版时自动留出间隔",
              pattern(rf"(?<=[{HAN}])[ \t]+(?=[A-Za-z0-9])|(?<=[A-Za-z%])[ \t]+(?=[{HAN}])"
                 rf"|(?<=\d)[ \t]+(?=[{HAN}])(?![万亿元个家项年月日人件倍])", "", " \t"), fixable=True),
    ProseRule("P26", "看不见的字符", "GB/T 15834—2011 5.1", "error", EVERYWHERE, "删去：空格类字符由排版决定",
              pattern(f"[\u00a0\u00ad\u200b-\u200d\u2060\ufeff]+|\u3000{{2,}}"
                      f"|\u3000(?![●◐○]|[{HAN}]{{1,6}}：)", ""), fixable=True),
    ProseRule("P27", "间隔号的形式", f"{_S}5.1.7", "error", EVERYWHERE, "间隔号用“·”（U+00B7）",
              pattern(rf"(?<=[\w{HAN}])[•・‧∙⋅](?=[\w{HAN}])", "·", "•・‧∙⋅"), fixable=True),
    ProseRule("P28", "横排用了直角引号", f"{_S}5.2", "error", EVERYWHERE, "横排的引号用“”‘’",
              pattern("[「」『』]", lambda found: found.group().translate(_QUOTES)), fixable=True),
    ProseRule("P29", "全角的数字、字母", "GB/T 15835—2011 5.1", "error", EVERYWHERE, "数字、字母和百分号用半角",
              pattern("[０-９Ａ-Ｚａ-ｚ％]+", _compatible), fixable=True),
    ProseRule("P30", "冒号套冒号", f"{_S}4.7", "warning", frozenset({"data", "rendered"}),
              "一句里只用一个冒号，另一个改用逗号或分句", pattern(r"：[^。；！？\n“”（）《》：\u3000]*：")),
    ProseRule("P31", "括号套括号", f"{_S}4.9", "warning", OURS, "里层改用〔〕，或改写",
              pattern(r"（[^（）\n]*（")),
    ProseRule("P32", "形似汉字的部首、兼容字符", "GB 18030", "error", EVERYWHERE, "换成通用的汉字：从网页、PDF 复制来的常有",
              pattern(f"[{LOOKALIKES}]+", _compatible), fixable=True),
    ProseRule("P33", "段末没有句末点号", f"{_S}4.1", "error", frozenset({"rendered"}), "段末加句号",
              pattern(rf"[{HAN}\w，、]$")),
    ProseRule("P34", "“和”“或”“与”“及”前的顿号", f"{_S}4.5", "error", EVERYWHERE, "连词前面不用顿号",
              pattern(rf"、(?:(?=和(?!{_NAMED_HE}))|(?=或(?![许将有能可]))|(?=与(?![会时党共此其日]))|(?=及(?![时格早至])))",
                      holds=("、和", "、或", "、与", "、及"))),
    ProseRule("P35", "“以及”“并”前的顿号", f"{_S}4.5", "warning", OURS, "前面用逗号，或不用标点",
              pattern("、(?=以及|并且|还有|甚至)", holds=("、以", "、并", "、还", "、甚"))),
    ProseRule("P36", "句内括号、书名号末尾的句号", f"{_S}4.9、4.15", "error", EVERYWHERE,
              "删去句号：括号在句子里面，句号放到整句末尾",
              pattern(rf"(?<=[^。！？\n{NOTHING}])(?<![。！？]”)(?:（[^（）\n]*|〔[^〔〕\n]*)。[）〕]"
                      r"|(?:《[^《》\n]*|〈[^〈〉\n]*)。[》〉]",
                      lambda found: found.group()[:-2] + found.group()[-1], ("。）", "。〕", "。》", "。〉")), fixable=True),
    ProseRule("P37", "叹号、问号连用", f"{_S}4.2、4.3", "error", EVERYWHERE, "公文里只用一个；又问又叹用“？！”",
              sifted("[！!？?]{2}", pattern(r"([！!]){2,}|([？?]){2,}|！？", _one_mark)), fixable=True),
    ProseRule("P38", "双引号外面用了单引号", f"{_S}4.8", "error", WHOLE | {"template", "label"}, "外面一层用“”，里面一层才用‘’",
              sifted("‘", _single_outside), fixable=True),
    ProseRule("P39", "没有年份的月、日起止的连接号", f"{_S}4.13", "error", OURS, "时间起止用一字线“—”，如1—9月",
              pattern(r"(?<![^，。；：、（“\n至在于前自为])\d{1,2}[-–~～〜]\d{1,2}月(?!龄)"
                      r"|(?<=月)\d{1,2}[-–~～〜]\d{1,2}日(?!内)",
                      lambda found: re.sub("[–~～〜-]", "—", found.group()), "–~～〜-"), fixable=True),
)  # fmt: skip
"""In the order of their numbers."""
