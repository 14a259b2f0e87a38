"""What a number looks like in Chinese prose: one pattern, made of the words of GB/T 15835-2011.

Arabic digits and Han numerals of every sort are numbers wherever they stand; characters that are mostly parts of words (一 百 千
半 成 倍 几 数 零) are numbers in the places named here.  What only looks like a number is a `word`: by its shape (`word_shapes`),
or by the list (`numeral_words`).
"""

from __future__ import annotations

import re

from hgz_report.language.numeral_chars import DIGIT, FORMAL, HAN_NUMERALS, SIGNS, SURE
from hgz_report.language.units import AFTER_DIGITS, PRINTED_SCALES, SCALES, any_of, of_kinds
from hgz_report.language.word_shapes import COUNTED, ORDER_STARTS, ORDERS, WORD_SHAPES, WORD_STARTS

_D = f"[{DIGIT}]"
_DIGITS = rf"{_D}+(?:,{_D}{{3}})*(?:\.{_D}+)?"
_SIGN = r"(?:(?<![^\s（(，、：:；|“])[+\-−－])?"
_TO = "[—–~～-]|至|到"
_BEFORE = (
    "不少于|不低于|不超过|不高于|不多于|不足|不到|不满|超过|超出|突破|大约|将近|接近|至少|至多|最多|最少|约为|高于|低于|多于|少于"
    "|上下|(?<![高超])超|(?<![制条合预大节])约|(?<![最附临靠相邻贴])近|逾|满"
)
_BOUNDS = "不超突大将接至最约高低多少上近逾满"
"""What one of these begins with."""
_MORE = "余|多(?!元|样|种|年来)|几"
_AFTER = "左右|以上|以下|以内|上下|之多"
_SCALE = any_of(SCALES)
_BIG = any_of(PRINTED_SCALES)
_UNIT = f"(?!大关)(?:{any_of(AFTER_DIGITS)})"
_N = f"[{HAN_NUMERALS}]"

_YEAR = rf"(?:19|20){_D}{{2}}"
_QUARTER = "第[一二三四1-4]季度"
_DATE = (
    rf"{_YEAR}年(?:[0-9]{{1,2}}(?:{_TO})[0-9]{{1,2}}月|[0-9]{{1,2}}月(?:[0-9]{{1,2}}日|末|底|初(?!步))?"
    rf"|末|底|初(?!步)|上半年|下半年|{_QUARTER})?"
)
_DATES = (
    rf"{_YEAR}-[0-9]{{2}}(?:-[0-9]{{2}})?|{_YEAR}年?(?:{_TO}){_DATE}|{_YEAR}年?(?:{_TO}){_YEAR}(?![0-9])|{_DATE}"
    r"|[0-9]{2}世纪(?:[0-9]0年代)?(?:初|末)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    rf"|[一二][〇零一二三四五六七八九]{{3}}年(?:{_N}{{1,3}}月(?:{_N}{{1,3}}日)?|末|底|初|上半年|下半年)?"
    rf"|{_N}{{1,3}}月?(?:{_TO}){_N}{{1,3}}月|{_N}{{1,3}}月(?:{_N}{{1,3}}[日号]|末|底|初|份)?"
    rf"|[第前头]?[一二两三四1-4]个?季度|{_N}+(?:世纪(?:{_N}+年代)?|年代)(?:初|末)?"
    "|(?:周|星期|礼拜)[一二三四五六](?![次天个])"
)
_PLANS = rf"第{_N}+个五年(?:规划|计划)|十[一二三四五六]五(?![个家项类种件名位年折])|(?<=“)[六七八九]五(?=”)"
_NAMED = "(?:211|985|863|973)"
_CODES = (
    r"[A-Za-z][!-~]*[0-9][!-~]*(?: [0-9][0-9.:-]*)?|[0-9]+(?:\.[0-9]+)?[A-Za-z]+[0-9A-Za-z]*"
    r"|[A-Za-z]{2,} [0-9][0-9.:-]*|〔[0-9]{4}〕(?:第?[0-9]+号)?|[0-9]+(?:\+[0-9A-Za-z]+)+"
    rf"|{_NAMED}(?=”?(?:工程|计划|高校|大学|院校)|[”“、和/]+{_NAMED})|(?<=“){_NAMED}(?=”)"
    "|12345(?=”?(?:热线|政务|便民|市民|平台))"
)
"""Names with digits: what they hold is no quantity, yet a change of it is a change."""

_HEAD_OR_TAIL = "首位|次位|次席(?!科|专|执|代)|榜首|魁首|鳌头|头筹|头名|头把交椅|末位|垫底"
_RANKS = (
    rf"第(?P<rank_core>{_D}+)(?P<rank_unit>位|名|期|部分|页|章|节|卷|号|届|批|条|款|轮|次)?"
    rf"|(?<=[居列排位])(?:全国|全省|全市|世界|国内|前列)?第{_N}+(?:位|名)?"
    rf"|(?:倒数)?第{_N}+(?:位|名|家|个|批|次|期|轮|大)?"
    rf"|前{_N}{{1,3}}(?:位|名|强|甲)?(?![个年月季天日次批期轮届大类家项{HAN_NUMERALS}])"
    rf"|{_HEAD_OR_TAIL}|(?<=[居列])首(?![位都府席批次个家创])|倒数(?!计|第)"
    rf"|(?:{_N}+|百|千)强(?![度化大力制硬者劲])|(?<=跻身|进入|位列|位居|入围)[全国省市行业]{{0,4}}三甲"
    rf"|[获得夺摘居列联][^，。；：、“”\d\n]{{0,6}}?(?:(?<!单项)(?<!隐形)冠军(?!企业|产品|型|培育)|[亚季]军|桂冠)"
)
_SHARES = (
    rf"{_D}+/{_D}+(?![0-9/])|{_D}+(?:\.{_D}+)?分之{_D}+(?:\.{_D}+)?"
    rf"|[百千万]分之(?:{_N}+(?:点{_N}+)?|几|{_DIGITS})|{_N}+分之(?:{_N}+|几)"
    rf"|{_N}成[一二两三四五六七八九]?(?![为立功果效员本长熟就套分交绩型品都年人不])|一半|半数"
    "|过半(?!夜)|逾半(?![年个天小])|超半(?![年个天小导径固自球])|泰半|百分百(?!分)"
)
_GROWING = "(?:增长|上升|提升|扩张|攀升|增加|扩大|跃升|发展)"
_NEARLY = "(?:将?近|约|超过?)?"
_GROWTHS = (
    rf"翻[了上]?{_NEARLY}(?P<growth_core>{_N}|几|数)番|翻番|翻[了上]?{_NEARLY}{_N}+倍|(?<=[长加高升大了增])一倍"
    rf"|[成数几翻双百千]倍|倍增|(?<![\d%％{HAN_NUMERALS}多余几点半\ufffc])倍(?![数率频])"
    "|[零负]增长|零的?突破|(?<=[为近])零(?=[，。、；）]|$)|由负转正|由正转负|转负为正|转正为负|(?<=[收入值润率额速税量])为负(?!责)"
    rf"|(?:倍数|几何级数|(?:几何|指数|倍数)[级式型]|几何|(?<=呈)指数)的?{_GROWING}(?!难|模|不|极限)"
)
_OF_HUNDREDS = rf"(?!大|[省城市](?![区场])|方[面向]|[篇门层](?:大|之)|成)(?:{COUNTED}|间(?!隔))"
_MANY = (
    rf"[上数几成近逾超约过破](?:[十百千万亿]+[余多]?(?:{COUNTED})|[百千](?=[余多，。、；：）]|$)[余多]?)"
    rf"|(?:成百上千|成千上万|千千万万|数以[十百千万亿]+计|[十百千万亿]+[几余多]|[上数几][十百千万亿]+[余多]?)(?:{_UNIT})?"
    rf"|(?<![平立]方)(?<![{HAN_NUMERALS}秋])(?!百分点|百度|百步|百部|千[米克瓦]|百米(?:跑|赛|冲|短|决)|[百千](?:位数|元(?:机|商?店)))[百千]{_OF_HUNDREDS}"
    r"|唯一一(?=[家个项名件座])|[百千][来把](?=[个家人名项户种台])|[个双]位数"
    r"|几(?:分之|成|倍|个(?!月)|[家项名件种座台批])"
    r"|(?<![函参指人总多少频次倍位分系基岁件户家个整小负变常级度奇偶计如])数[个家项座台](?![字值据珍])"
)
_HALVED = any_of(
    [
        *(unit for unit in of_kinds("money", "measure", "share") if unit not in ("成", "度")),
        *"套份户座条项件台家所辆块册",
    ]
)
"""What there is half of; 半场, 半步, 半大, 半路 are words."""
_HALVES = (
    "近半(?![年个])|大半(?!年)|小半(?!年)|多半|对半|半壁江山|半壁河山|半边天|半成(?!品)|[减折各参]半|腰斩|对折"
    "|一个半(?:月|小时)?|半个(?:百分点|多?月|世纪|多?小时)|(?<![上下])半年(?!报|度|刊)|半(?:天|价|世纪|季度)"
    f"|(?<![上下前后折对])半(?:{_HALVED})"
)
_MARKS = rf"[{SIGNS}]+(?:{_UNIT})?|[{FORMAL}]*[壹贰叁肆伍陆柒捌玖拾佰仟][{FORMAL}]+(?:{_UNIT})?"
_EACH = (
    "|".join(f"(?<=(?:[每日月年][天日周月年均]|分钟|小时){'[^，。、；]' * between})" for between in range(4))
    + "|(?<=平均)"
)
"""Behind these 一家 is how many there are each day (每天诞生一家), not some one; 平均生产一台的用时 is one of them."""
_HAN_QUANTITY = (
    rf"{_N}{{2,}}|[{SURE}]|一(?=点{_N}|倍|(?:至|到|—|～)[{SURE}])"
    r"|(?:(?<=只有|仅有|新增|唯一)|(?<=[仅共]))一(?=[家个项名件])"
    rf"|(?:{_EACH})一(?=[家个项名件台辆架座])|(?<=[数量]为)一(?=[，。、；：）]|$)"
)

_KINDS: tuple[tuple[str, str, str], ...] = (
    ("word", WORD_STARTS, WORD_SHAPES),
    ("code", "A-Za-z0-9〔", _CODES),
    ("date", f"0-9{HAN_NUMERALS}第前头周星礼", _DATES),
    ("period", "十六七八九第", _PLANS),
    ("order", ORDER_STARTS, ORDERS),
    ("rank", f"{HAN_NUMERALS}第全世国前首次榜魁鳌头倒末垫省市行业获得夺摘居列联", _RANKS),
    (
        "range",
        rf"{DIGIT}{_BOUNDS}+−－\-",
        rf"(?P<range_before>{_BEFORE})?(?P<range_core>{_SIGN}{_DIGITS}(?:[%％]|{_BIG})?(?:{_TO}){_DIGITS})"
        rf"(?P<range_unit>(?:{_SCALE})?(?:{_UNIT})?)(?P<range_after>{_AFTER})?",
    ),
    (
        "fraction",
        f"{DIGIT}{HAN_NUMERALS}{_BOUNDS}半过泰",
        rf"(?P<fraction_before>{_BEFORE})?(?P<fraction_core>{_SHARES})(?P<fraction_more>[余多])?(?P<fraction_after>{_AFTER})?",
    ),
    (
        "number",
        rf"{DIGIT}{_BOUNDS}+−－\-",
        rf"(?P<number_before>{_BEFORE})?(?P<number_core>{_SIGN}{_DIGITS})(?P<number_scale>{_SCALE})?(?P<number_more>{_MORE})?"
        rf"(?P<number_unit>(?:(?<=[余多几])(?:{_SCALE}))?(?:{_UNIT})?)(?P<number_after>{_AFTER})?",
    ),
    ("growth", f"翻{HAN_NUMERALS}成数几双倍零负由转为指", _GROWTHS),
    (
        "vague",
        f"{HAN_NUMERALS}{FORMAL}{SIGNS}上数几成近逾超约过破大小多对半减折各参腰个双唯",
        f"{_MANY}|{_HALVES}|{_MARKS}",
    ),
    (
        "chinese",
        f"{HAN_NUMERALS}{_BOUNDS}",
        rf"(?P<chinese_before>{_BEFORE})?(?P<chinese_core>(?:{_HAN_QUANTITY})(?:点{_N}+)?(?:(?:{_TO}){_N}+)?)"
        rf"(?P<chinese_more>[余多几])?(?P<chinese_unit>(?:{_BIG})?(?:{_UNIT})?)(?P<chinese_after>{_AFTER})?",
    ),
)
"""Each kind, what it may begin with (elsewhere it is not tried), and its pattern; the first that fits is the one."""
PATTERN = re.compile(
    f"(?=[{''.join(starts for _, starts, _ in _KINDS)}])"
    f"(?:{'|'.join(f'(?=[{starts}])(?P<{kind}>{pattern})' for kind, starts, pattern in _KINDS)})"
)
UNITS_ALONE = re.compile(
    rf"(?:{_BIG})(?:{any_of(of_kinds('money', 'measure', 'thing', 'turn'))})|个?百分点|[%％‰]|(?<=[0-9])(?:{_BIG})"
)
