"""What holds digits in a source and is no statistic: the pattern, and the reason why no fact has to stand behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from hgz_report.language.numbers import Number

_COUNT = "[一二两三四五六七八九十]"
_YEAR = r"(?:19|20)\d\d"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"{_YEAR}年?[-—–~至到]{_YEAR}年?", "起止年份"),
    (
        rf"《[^》\n]{{0,120}}》|[“\"'][^”\"'\n\d]{{0,6}}{_COUNT}[轮条项步化融][^”\"'\n\d]{{0,4}}[”\"']",
        "文件、计划和提法的名称，照原文",
    ),
    (r"〔\d{4}〕\s?\d+号|第\d+号", "文号"),
    (rf"(?:第?{_COUNT}{{1,3}}|\d{{1,3}})届|{_COUNT}中全会", "会议的届次"),
    (
        rf"{_COUNT}(?:大|个)(?:抓手|支撑|方面|主线|重点|任务|目标|方向|优势|短板|特点|领域|环节)",
        "列举时的归类，不是统计数",
    ),
    (
        r"(?<=分钟|小时)[^，。；\n]{0,6}一[台辆架个件套部]|(?<=每天)[^，。；\n]{0,6}一[台辆架个件套部]",
        "多少时间做一个的“一个”",
    ),
    (r"(?:双一流|211|985)(?:工程|高校|大学|院校)", "高校的类别"),
    (r"(?m)^[ \t]*[-—–·][ \t]*\d{1,4}[ \t]*[-—–·][ \t]*$|第[ \t]*\d{1,4}[ \t]*页", "页码"),
    (r"(?m)^[ \t]*[(]?\d{1,2}[.、)](?!\d)", "列表的序号"),
    (r"(?:图|表|附件|附表|注|专栏)\s?\d+(?:[-.]\d+)?", "图表和附件的编号"),
    (rf"第(?:\d+|{_COUNT}+)(?:[章节条款版页期卷次批]|季度|部分|产业|方|时间)", "章节、批次等的次序"),
    (r"\d{1,2}[:：]\d{2}|\d{1,2}[时点]\d{1,2}分", "钟点"),
    (
        r"https?://\S+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9_.-]+|(?:电话|传真|邮编|QQ)[:：]?\s?[\d-]+",
        "网址、电话等联系方式",
    ),
)
"""In reading order; the first that covers a number gives its reason."""
_COMPILED = tuple((re.compile(pattern), reason) for pattern, reason in _PATTERNS)
_KINDS = {
    "date": "日期",
    "period": "五年规划的名称",
    "order": "章节、届次、会议的次序",
    "code": "名称、型号里的数字，如 6G、PM2.5",
    "vague": "数十、上百一类不定的数",
}
"""Kinds of number that are no statistic by themselves."""


def reasons_for(numbers: Sequence[Number], text: str, names: re.Pattern[str]) -> list[str]:
    """Why no fact has to stand behind each of the numbers of a text, which are in order; "" where one has to.

    `names`: of the data's registers.
    """
    starts = [number.start for number in numbers]
    reasons = [""] * len(numbers)
    for pattern, reason in (*_COMPILED, (names, "登记过的名称里的数字")):
        for found in pattern.finditer(text):
            place = max(bisect_right(starts, found.start()) - 1, 0)
            while place < len(numbers) and numbers[place].start < found.end():
                if numbers[place].end > found.start() and not reasons[place]:
                    reasons[place] = reason
                place += 1
    return [reason or _KINDS.get(number.kind, "") for reason, number in zip(reasons, numbers, strict=True)]
