"""Rules of our own: what a briefing says must be bound, exact and no more than the data bear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from hgz_report.checks.prose.pieces import OURS, WRITTEN, Hit, PieceKind, ProseRule, Search, compiled, pattern, sifted
from hgz_report.checks.prose.spellings import WRONG_WORDS
from hgz_report.checks.prose.unbound import unbound_digits, unbound_words
from hgz_report.language.han import HAN
from hgz_report.language.numeral_chars import HAN_NUMERALS
from hgz_report.language.units import PRINTED_SCALES, any_of, of_kinds

MAX_SENTENCE = 100
"""Characters of a sentence, a Latin word as one; not counted: what stands in brackets, and a list that ends in a colon."""
_TEMPLATE: frozenset[PieceKind] = frozenset({"template", "label", "literal"})
_TOLD: frozenset[PieceKind] = frozenset({"rendered"})
_PROSE: frozenset[PieceKind] = WRITTEN - {"label", "name"}
_N = r"(\d+(?:\.\d+)?)"
_SENTENCE = re.compile("[^。！？；\n]+[。！？；]?")
_ASIDE = re.compile("（[^（）]*）|〔[^〔〕]*〕")
_PERIOD = re.compile("年|月|季度|上半年|下半年|同期|日")
_LATIN = re.compile("[!-~ ]*[A-Za-z\ufffc][!-~ \ufffc]*")
_LIST_HEAD = re.compile("^(?=[^，：、]*、[^，：、]*、)[^，：]*：")
_SOURCE = re.compile(r"来源\d")
_ATTRIBUTED = re.compile("称|写作|的说法")
_SUPERLATIVE = (
    "全国率先|国内率先|全球率先|率先在全国|(?:世界|国际|国内|全国|全球|行业)(?:领先(?!科技园区)|一流|首创|最大|最高|第一)"
    "|(?<!有)首创|首(?:个|家|台(?!（套）))|唯一|第一家|独一无二|填补[^，。；]{0,6}空白|规模最大|首屈一指"
)
"""世界领先科技园区 is the name of a government programme."""
_AMOUNTS = any_of(of_kinds("money", "share", "measure", "thing", "turn"))
_TWO_VALUES = (
    rf"由[^，。；由]{{0,12}}?{_N}((?:{any_of(PRINTED_SCALES)})?(?:{_AMOUNTS}))"
    rf"(增至|增加到|升至|上升到|提高到|增长到|扩大到|降至|下降到|减至|减少到)[^，。；]{{0,8}}?{_N}\2"
)
_FALLING = frozenset({"降至", "下降到", "减至", "减少到"})


def spans(find: Callable[[str], Iterable[tuple[int, int]]]) -> Search:
    """A rule that is a function which finds places."""

    def look(text: str) -> Iterator[Hit]:
        return (Hit(start, end) for start, end in find(text))

    return look


def _outside_quotes(regex: str, holds: Sequence[str] = ()) -> Search:
    """Words that are only quoted are not ours."""
    outside = f"“[^”]*”|《[^》]*》|(?P<word>{regex})"

    def look(text: str) -> Iterator[Hit]:
        for found in compiled(outside).finditer(text):
            if found["word"]:
                yield Hit(*found.span())

    return sifted(regex, look, holds)


def _sentences(text: str) -> Iterator[re.Match[str]]:
    return _SENTENCE.finditer(text)


def _long(text: str) -> Iterator[Hit]:
    if len(text) <= MAX_SENTENCE:
        return
    for found in _sentences(text):
        length = len(_LIST_HEAD.sub("", _LATIN.sub("字", _ASIDE.sub("", found.group()))))
        if length > MAX_SENTENCE:
            yield Hit(*found.span(), note=f"这句有{length}字")


def _baseless(text: str) -> Iterator[Hit]:
    """同比 in a sentence that names no period, nor does the one before it."""
    before = ""
    for found in _sentences(text):
        at = found.group().find("同比")
        if at >= 0 and not _PERIOD.search(before + found.group().replace("同比", "")):
            yield Hit(found.start() + at, found.start() + at + 2)
        before = found.group()


def _unsourced(text: str) -> Iterator[Hit]:
    """A superlative that is neither followed by a source nor told as what somebody says."""
    if _SOURCE.search(text):
        return
    for sentence in _sentences(text):
        if not _ATTRIBUTED.search(sentence.group()):
            for hit in _superlatives(sentence.group()):
                yield Hit(sentence.start() + hit.start, sentence.start() + hit.end)


def _contrary(text: str) -> Iterator[Hit]:
    """由…增至… where the second value is the smaller one, 由…降至… where it is the greater."""
    for found in compiled(_TWO_VALUES).finditer(text):
        old, verb, new = Decimal(found[1]), found[3], Decimal(found[4])
        if old != new and (new < old) != (verb in _FALLING):
            yield Hit(*found.span())


_superlatives = _outside_quotes(_SUPERLATIVE)
_VAGUE = (
    "大幅|显著|近年来|明显(?:提升|增强|提高|改善|加快|上升)|迅速|迅猛|快速(?:增长|发展)|持续向好|稳中向好|不断(?:提升|增强|壮大|扩大)"
    "|突飞猛进|跨越式|翻天覆地|一大批|众多|诸多|极大|巨大|成效斐然|硕果累累|遥遥领先|名列前茅"
)
_RELATIVE = (
    "今年|(?<![过失])去年|(?<![写注标说表开文证透])明年|(?<![目此之以])前年(?![均度底])|(?<![项科栏题数条节账面税])目前|(?<!应)当前(?![往面])"
    "|最近(?=[，、几]|一[段个年])"
    "|(?<![^，。；：、（\\n区市委局部厅司会府省县者院所园])日前(?!夕)|(?<![附将])近日(?!均)|(?<!附)近期(?!货)"
    "|前不久|不久前|(?<![比较环同与以早晚年马陆])[上下]个?[月周](?![刊球报末线游])"
    "|(?<![基样成日版根资原文剧脚])本[月周](?![刊报])"
    "|(?<![^，。；：、（\n])现已(?!有)"
)
"""日前 at the beginning of a clause or after who did it; 31日前, 工作日前 and 到期日前 name a day."""
_OF_RELATIVE = (
    "今年", "去年", "明年", "前年", "目前", "当前", "最近", "日前", "近日", "近期", "不久", "现已",
    *(f"{when}{what}" for when in "上下本" for what in ("月", "周", "个")),
)  # fmt: skip
"""What each of these holds."""
_TWICE = (
    "(?:同比|环比)[比较]?(?:上年|去年|前年|上月|上季度|(?:19|20)\\d\\d年)(?!末|底|初)|[比较](?:上年|去年|前年|(?:19|20)\\d\\d年)(?:同期|同月)?，?(?:同比|环比)"
    "|[与同](?:上年|去年|前年)(?:同期)?相比，?(?:同比|环比)|年均每年|每年年均|[日月]均每[日月天]|人均每人|每人人均|平均每[年月人户家亩]平均"
)
_PLEONASMS = (
    "目的是为了|仅仅?只[有是]|原因是(?:因为|由于)|涉及到|截至到|付诸于|诉诸于|见诸于|凯旋归来|胜利凯旋|凯旋而归|(?:目前现在|现在目前)|大[约概]左右|首次第一[次个家]|报刊杂志|再次重申|切忌不要|防止不再|避免不再|亲眼目睹|免费赠送|大约估计"
    "|过去的历史|悬殊很大|全部都已|无一不都|多次反复|彼此相互|相互之间互相|首次开创|首先第一"
)
_TRIED = (
    "研究|讨论|考虑|学习|商量|了解|交流|沟通|尝试|体验|锻炼|放松|休息|整理|收拾|打扫|检查|调查|介绍|分析|总结|思考|琢磨|打听|认识|比较"
    "|试试|看看|非常|十分|再三|慢慢|不断|永远|哈哈|探讨|切磋|合计|感受|熟悉|活动|热闹|高兴|参观|观察"
)
"""Verbs said twice on purpose: 研究研究."""
_GOES_ON = "中国家|银行|证券|大学|学院|和信息化|[省市县区部局委厅社报学公日]|高新|石化|移动|电信|联通|集团|协会|基金"
"""Where the second is the beginning of another name: 发展发展中国家, 建设建设银行."""
_DOUBLE = (
    r"(?=(?P<once>[^\n])[^\n]?(?P=once))(?:"  # all below is of this shape: tried at once, six times as quick
    "(?<![目标])的的(?!确)|了了(?![解却结望然])|(?<![求可就])是是|(?<![现存实正])在在(?![建研校岗职编线])|(?<![共温柔饱缓调])和和(?![气谐平睦美])|(?<![因作行认成])为为(?![^，。；为\n]{1,6}服务[^，。；\n]{0,6}的)"
    "|(?<![自理缘])由由(?![^，。；由\n]{2,8}的)|(?<!参)与与|(?<![以普涉波])及及|等等(?=方面)"
    rf"|(?![一逐每很非个{HAN_NUMERALS}])(?!{_TRIED})(?P<first>[{HAN}])(?!(?P=first))(?P<second>[{HAN}])(?P=first)(?P=second)(?!{_GOES_ON}))"
)
"""A character twice; not where two words meet: 为了了解, 现在在建, 参与与共享."""
_SLOGANS = (
    "踔厉奋发|勇毅前行|谱写[^，。；]{0,8}新篇章|奋楫|乘风破浪|蹄疾步稳|砥砺前行"
    "|再上新台阶|再创新高|再创辉煌|强劲动能|澎湃动力"
)
RULES = (
    ProseRule("W01", "模板里没有出处的数字", "本项目", "error", _TEMPLATE, "从数据里取：{{ fact(…) }}、{{ count(…) }}",
              spans(unbound_digits())),
    ProseRule("W02", "模板里没有出处的汉字数量", "本项目", "error", _TEMPLATE,
              "用 {{ count(清单, \"个\", \"数的是什么\") }} 数，或从数据里取", spans(unbound_words())),
    ProseRule("W03", "空泛的词", "本项目", "warning", OURS, "写出数，或删去", _outside_quotes(_VAGUE)),
    ProseRule("W04", "相对的时间", "本项目", "warning", OURS, "写明年份：报告存档后“今年”“目前”就不准了",
              _outside_quotes(_RELATIVE, _OF_RELATIVE)),
    ProseRule("W05", "百分比之差写成了%", "本项目", "error", frozenset({"data", "rendered"}), "两个百分比相减，差写“个百分点”",
              pattern(rf"由[^，。；]{{0,12}}?{_N}%[^，。；]{{1,10}}?{_N}%[，、]?(?:提高|上升|增加|下降|降低|回落)了?{_N}%",
                      holds="由")),
    ProseRule("W06", "“同比”没有说明同哪一期比", "本项目", "warning", frozenset({"data", "rendered"}), "句里写明时期",
              sifted("同比", _baseless)),
    ProseRule("W07", "增减词同正负号矛盾", "本项目", "error", _TOLD, "数是负的就写“下降”，去掉负号；模板里用 {{ change(…) }}",
              pattern(r"(?:增长|提高|上升|增加|扩大|下降|降低|减少|回落)了?[-－−–]\s?\d")),
    ProseRule("W08", "增减词同前后两数矛盾", "本项目", "error", frozenset({"data", "rendered"}), "核对两数和“增至”“降至”",
              sifted("由", _contrary)),
    ProseRule("W09", "“最”“首”没有来源", "本项目", "warning", _TOLD, "句后注来源，写明是谁的说法；没有来源就删去",
              sifted(_SUPERLATIVE, _unsourced)),
    ProseRule("W10", f"句子超过{MAX_SENTENCE}字", "本项目", "warning", _TOLD, "拆成几句；括号里的不计", _long),
    ProseRule("W11", "重字", "本项目", "error", OURS, "删去一个",
              pattern(_DOUBLE)),
    ProseRule("W12", "口号式的话", "本项目", "warning", _PROSE | _TOLD, "删去，或换成事实", _outside_quotes(_SLOGANS)),
    ProseRule("W13", "字词的规范写法", "GF 1001—2001；公文习惯", "error", OURS, "改成规范的写法",
              WRONG_WORDS, fixable=True),
    ProseRule("W14", "“同比”“年均”和比较的对象重复", "本项目", "error", _PROSE | _TOLD,
              "“同比”就是同上年同期比：只留一个",
              pattern(_TWICE, holds=("同比", "环比", "年均", "日均", "月均", "人均", "平均"))),
    ProseRule("W15", "意思重复的话", "公文习惯", "warning", _PROSE | _TOLD, "只留一个", _outside_quotes(_PLEONASMS)),
)  # fmt: skip
"""In the order of their numbers."""
