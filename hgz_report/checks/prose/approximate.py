"""Words that say a number is only about right, doubled: 近300多家, 至少5家以上, 几十余, 约30家左右 (GB/T 15835-2011 5.2.1).

One word is enough: a number stands between two of them, two stand side by side, or the number is a vague one already.
"""

from __future__ import annotations

from hgz_report.checks.prose.pieces import MASK
from hgz_report.language.units import AFTER_DIGITS, SCALES, any_of

_C = "一二两三四五六七八九十百千零〇"
NUMBER = (
    rf"(?:(?>{MASK}+|\d[\d.,]*(?:[%％]?[～~—–-]\d[\d.,]*)?)|[{_C}]+(?:[万亿](?=[余多几个家项人元]))?"
    rf"|[万亿](?=[余多])|一半|半数|[{_C}]+分之[{_C}]+)"
)
"""Digits, a Chinese numeral, or what a template prints."""
_START = rf"(?<![\d.,{_C}{MASK}])"
_SCALE = f"(?:{any_of(SCALES)})?"
_UNIT = f"(?:{any_of(AFTER_DIGITS)}|平方米)?"
_TIME = "年|个?月|天|日|周|载|个季度|小时"
_NOT_LATELY = rf"(?!{NUMBER}{_SCALE}[余多几]?(?:{_TIME}))"
"""近30多年来, 低于近3年平均水平: 近 means lately there, and is no word for about."""
_NEAR = rf"将近|接近(?!近)|(?<![最附临靠相邻贴亲就远切浅接])近{_NOT_LATELY}"
_ABOUT = rf"大约|大概|差不多|(?<![大签合条公契预集节制邀相特违履续解简隐])约为?|{_NEAR}"
_OVER = "超过|超出|(?<!高)超(?![过出])|逾|突破|高于|多于|大于|不少于|不低于|不下于?|至少|最少"
_UNDER = "不足|不到|低于|少于|至多|最多|不超过|不多于|不高于"
_MANY = "多达"
_BEFORE = f"(?:{_ABOUT}|{_OVER}|{_UNDER})"
_VERB = "(?:占[^，。；、：]{0,8}?的?|有|达到?|在|是|为|需要?|用|投入)?了?"
_MORE = r"(?:余(?![热额杭姚量])|多(?!元[化素]|样|方|次|功能|层|维|语|媒|式)|几(?=[个家项万亿年人名件]))"
_NOUN = (
    "(?:[^，。、；：（）\\d]{0,2}(?:企业|平台|项目|机构|人才|人员|单位|园区|工厂|产品"
    "|专利|岗位|基地|院所|集群|资金|投资|高校|设备))?"
)
"""What is counted, between the number and 以上.  规模以上, 省级以上 and 本科以上 say of what kind, not how many."""
_BOUND = "(?:以上(?![海云市线])|以下(?!列)|以内(?!部)|之内|开外)"
_ROUGHLY = "(?:左右(?![岸侧两手逢脑翼摇了开对舵])|上下(?![游级班联左文铺层功同一齐求车学行料线]))"
_BETWEEN = rf"[^，。、；：（）\d{MASK}]{{0,6}}?"
_PAIR = "(?:一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?:[十百千]+[万亿]?|[万亿]|(?=[余多个家项件种条年天人倍名台]))"
_VAGUE = rf"(?:(?:好几|十几|几|数|上|成)[十百千万亿]+|十几|{_PAIR})"

_ALTERNATIVES = "|".join(
    (
        rf"(?:{_BEFORE}|{_MANY}){_VERB}{NUMBER}"
        rf"(?:{_SCALE}(?:{_MORE}|{_UNIT}(?:{_NOUN}{_BOUND}|多(?![^，。；、）的\n])))|{_BETWEEN}{_ROUGHLY})",
        rf"{_MANY}{NUMBER}{_SCALE}{_UNIT}{_NOUN}之多",
        rf"{_START}{NUMBER}{_SCALE}(?:{_MORE}(?:{_UNIT}{_NOUN}{_BOUND}|{_MORE}|{_BETWEEN}{_ROUGHLY})"
        r"|余多|多余(?=[个家项万亿年人名件])|余几"
        rf"|{_UNIT}(?:左右|上下)以[上下内])",
        rf"{_VAGUE}(?:余多|多余(?=[个家项万亿年人名件])|余几|余(?![热额杭姚量])|多(?=[个家项万亿年人名件种条台])"
        rf"|{_UNIT}{_NOUN}(?:{_BOUND}|{_ROUGHLY}))",
        rf"(?:{_ABOUT}){_VERB}(?!{_VAGUE}(?:{_TIME})){_VAGUE}",
        rf"(?!(?:至多|最多)不|(?:至少|最少)不){_BEFORE}(?:有|占|达到?|为)?{_BEFORE}(?={NUMBER})",
    )
)
DOUBLED = rf"(?=[约近将接大差超逾突高多不至最低少数几好上成半\d{_C}{MASK}])(?:{_ALTERNATIVES})"
"""What one of them begins with, first: elsewhere none is tried."""
LOOSE = "|".join(
    (
        rf"(?:至多|最多)(?:不超过|不多于|不高于)(?={NUMBER})|(?:至少|最少|最低)(?:不少于|不低于)(?={NUMBER})",
        rf"高达{NUMBER}{_SCALE}(?:{_MORE}|{_UNIT}{_NOUN}{_BOUND}|{_BETWEEN}{_ROUGHLY}|{_UNIT}之多)",
    )
)
"""What is said so often that it is only noticed."""
