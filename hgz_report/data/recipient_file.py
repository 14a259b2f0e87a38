"""data/recipients.yaml: who gets which papers, in which form, which way.  No report reads it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from hgz_report.data.fields import Entry, Slug
from hgz_report.forms.messages import Mistake, shown

WayName = Literal["邮件", "发件箱", "文件夹"]
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
)
_LONGEST_ADDRESS = 254
"""Characters (RFC 5321)."""
_LONGEST_NAME = 60
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def address_mistake(text: str) -> Mistake | None:
    """Why a text isn't one mail address as every server takes it; None where it is."""
    if len(re.findall("@", text)) > 1:
        return Mistake(f"一处只写一个邮箱地址，现为{shown(text)}", "几个人收的，各写一条")
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_ADDRESS:
        return Mistake(f"{shown(text)}不是邮箱地址", "只写地址，如 bulletin@example.invalid，不写姓名、尖括号和汉字")
    return None


def one_line(text: str) -> str:
    """A text that stands in a line of a mail's head or in a file's name.  Raises Mistake."""
    if found := _UNPRINTABLE.search(text):
        raise Mistake(f"有换行或别的控制字符 U+{ord(found[0]):04X}", "写成一行，删去控制字符")
    if not text.strip():
        raise Mistake("不能是空的", "补上内容")
    return text


HeadText = Annotated[str, Field(min_length=1), AfterValidator(one_line)]


class Recipient(Entry):
    """一个收件的."""

    name: Annotated[HeadText, Field(max_length=_LONGEST_NAME)] = Field(
        description="收件的单位或人怎么称呼，写在信的开头；各条不同"
    )
    way: WayName = Field(description="怎么送：邮件（直接发）、发件箱（存成 .eml，由人发）、文件夹（放进一个文件夹）")
    to: HeadText = Field(description="送到哪里：邮箱地址（一个），或者文件夹（相对于项目文件夹，或从根写起）")
    papers: tuple[HeadText, ...] = Field(
        default=(), description="哪几份：报告的文件名，如 summary、chengdu；写“全部”就是一期的全部"
    )
    zones: tuple[Slug, ...] = Field(default=(), description="哪几家高新区的全部报告：编号，如 chengdu")
    kinds: tuple[HeadText, ...] = Field(default=(), description="哪几种报告的全部：templates/ 下的文件夹名，如 zone")
    formats: tuple[HeadText, ...] = Field(
        default=("pdf",), min_length=1, description="要哪些格式：pdf、docx；不写就是 pdf"
    )


class RecipientFile(Entry):
    """data/recipients.yaml."""

    recipients: tuple[Recipient, ...] = Field(description="收件的，一个一条")
