"""What a number looks like in Chinese prose: one pattern, made of the words of GB/T 15835-2011."""

from __future__ import annotations

import re

from hgz_report.language.units import AFTER_CHINESE, AFTER_DIGITS, PRINTED_SCALES, SCALES, any_of, of_kinds

_D = "[0-9０-９]"
_DIGITS = rf"{_D}+(?:,{_D}{{3}})*(?:\.{_D}+)?"
_SIGN = r"(?:(?<![^\s（(，、：:；|“])[+\-−－])?"
_TO = "[—–~～-]|至|到"
_BEFORE = (
    "不少于|不低于|不超过|不高于|不多于|不足|不到|不满|超过|超出|突破|大约|将近|接近|至少|至多|最多|最少|约为|高于|低于|多于|少于"
    "|上下|(?<![高超])超|(?<![制条合预大节])约|(?<![最附临靠相邻贴])近|逾|满"
)
_MORE = "余|多(?!元|样|种|年来)|几"
_AFTER = "左右|以上|以下|以内|上下|之多"
_SCALE = any_of(SCALES)
_BIG = any_of(PRINTED_SCALES)
_UNIT = any_of(AFTER_DIGITS)
_SPOKEN = f"(?:{_BIG})?(?:{any_of(AFTER_CHINESE)})"
"""What makes a Chinese numeral before it a quantity."""
_C = "[零〇一二两三四五六七八九]"
_CHINESE = f"(?:[一二两三四五六七八九]?[百千]{_C}*|[二两三四五六七八九]?十{_C}?|[两二三四五六七八九])(?:{_C}|[十百千])*"
_YEAR = "(?:19|20)[0-9]{2}"
_QUARTER = "第[一二三四1-4]季度"
_DATE = (
    rf"{_YEAR}年(?:[0-9]{{1,2}}(?:{_TO})[0-9]{{1,2}}月|[0-9]{{1,2}}月(?:[0-9]{{1,2}}日|末|底|初)?"
    rf"|末|底|初|上半年|下半年|{_QUARTER})?"
)

_KINDS = (
    # Names with digits first: what they hold is no quantity, yet a change of it is a change.
    ("code", r"[A-Za-z][!-~]*[0-9][!-~]*(?: [0-9][0-9.:-]*)?|[0-9]+(?:\.[0-9]+)?[A-Za-z]+[0-9A-Za-z]*"
             r"|[A-Za-z]{2,} [0-9][0-9.:-]*|〔[0-9]{4}〕(?:第?[0-9]+号)?|[0-9]+(?:\+[0-9A-Za-z]+)+"),
    ("date", rf"{_YEAR}-[0-9]{{2}}(?:-[0-9]{{2}})?|{_YEAR}年?(?:{_TO}){_DATE}|{_YEAR}年?(?:{_TO}){_YEAR}(?![0-9])|{_DATE}"
             r"|[0-9]{2}世纪(?:[0-9]0年代)?(?:初|末)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?"),
    ("period", r"十[一二三四五六]五(?![个家项类种件名位年])"),
    ("rank", rf"第(?P<rank_core>{_D}+)(?P<rank_unit>位|名|期|部分|页|章|节|卷|号|届|批|条|款|轮|次)?"
             r"|(?<=[居列排位])(?:全国|全省|全市|世界|国内|前列)?第(?:[一二三四五六七八九十]+)(?:位|名)?"
             r"|第[一二三四五六七八九十]+(?:位|名)"),
    ("range", rf"(?P<range_before>{_BEFORE})?(?P<range_core>{_SIGN}{_DIGITS}(?:[%％]|{_BIG})?(?:{_TO}){_DIGITS})"
              rf"(?P<range_unit>(?:{_SCALE})?(?:{_UNIT})?)(?P<range_after>{_AFTER})?"),
    ("fraction", rf"(?P<fraction_before>{_BEFORE})?(?P<fraction_core>{_D}+/{_D}+(?![0-9/])|{_D}+(?:\.{_D}+)?分之{_D}+"
                 rf"|[一二两三四五六七八九十百千万]+分之[零一二两三四五六七八九十百]+|一半|半数|过半)(?P<fraction_after>{_AFTER})?"),
    ("number", rf"(?P<number_before>{_BEFORE})?(?P<number_core>{_SIGN}{_DIGITS})(?P<number_more>{_MORE})?"
               rf"(?P<number_unit>(?:{_SCALE})?(?:{_UNIT})?)(?P<number_after>{_AFTER})?"),
    ("vague", rf"(?:上|数|几|成|近|逾|超|约|过)[十百千万亿]+(?:余|多)?{_SPOKEN}|十[几余多]{_SPOKEN}"
              r"|翻[一二两三四五六七八九几]番|翻番"
              rf"|(?<=[长加高升大了])一倍|成倍(?=增|提|扩)|(?<=产值|收入|规模|数量|总量|利润)倍增|[①-⑳Ⅰ-Ⅻ½⅓⅔¼¾]"
              rf"|[壹贰叁肆伍陆柒捌玖拾佰仟]{{2,}}(?:{_BIG})?(?:{_UNIT})?|[廿卅]{_C}?{_SPOKEN}"),
    ("chinese", rf"(?P<chinese_before>{_BEFORE})?(?<![第零〇一二两三四五六七八九十百千])(?!千家万户|百家争鸣)"
                rf"(?P<chinese_core>{_CHINESE})"
                rf"(?P<chinese_more>[余多几])?(?P<chinese_unit>{_SPOKEN})(?P<chinese_after>{_AFTER})?"),
)  # fmt: skip
_FIRST = (
    "[A-Za-z0-9０-９〔第全世国前不超突大将接至最约高低多少上近逾满+−－"
    "一二两三四五六七八九十百千万半过数几成翻倍①-⑳Ⅰ-Ⅻ½⅓⅔¼¾壹贰叁肆伍陆柒捌玖拾佰仟廿卅-]"
)
"""What a number may begin with: elsewhere none of the kinds is tried."""
_MULTIPLIED = any_of(of_kinds("money", "measure", "thing", "turn"))
PATTERN = re.compile(f"(?={_FIRST})(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS) + ")")
UNITS_ALONE = re.compile(rf"(?:{_BIG})(?:{_MULTIPLIED})|个?百分点|[%％‰]|(?<=[0-9])(?:{_BIG})")
