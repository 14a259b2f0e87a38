"""What `report.toml` says of what happens to an edition once it is made: how it is sent, when the next is due.

None of it is printed: it is no part of `EditionConfig`, so that changing it makes no paper again.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from hgz_report.data.fields import Entry
from hgz_report.data.recipient_file import address_mistake, one_line
from hgz_report.edition.config_values import Whole
from hgz_report.forms.messages import Mistake

Tls = Literal["tls", "starttls", "none"]
Every = Literal["天", "周", "月", "季"]
_DAYS = {"天": 1, "周": 7, "月": 28, "季": 28}
"""The last day on which a run may be due: one that every month has."""


def _address_or_nothing(text: str) -> str:
    if text and (mistake := address_mistake(text)):
        raise mistake
    return text


def _line_or_nothing(text: str) -> str:
    return one_line(text) if text else text


MailAddress = Annotated[str, AfterValidator(_address_or_nothing)]
SettingText = Annotated[str, AfterValidator(_line_or_nothing)]


class DeliverySection(Entry):
    """[delivery] 投递."""

    folder: SettingText = Field(
        default="delivery", description="台账和发件箱放在哪个文件夹，相对于本文件；台账丢了就不知道发过什么"
    )
    server: SettingText = Field(default="", description="发邮件的服务器，如 smtp.example.invalid；不发邮件就空着")
    port: Whole = Field(default=465, ge=1, le=65535, description="服务器的端口：tls 多是 465，starttls 多是 587")
    tls: Tls = Field(
        default="tls", description="怎么加密：tls（一连上就加密）、starttls、none（不加密，不能用密码登录）"
    )
    certificates: SettingText = Field(default="", description="内网服务器的根证书（PEM 文件）；不写就用系统的")
    user: SettingText = Field(default="", description="登录的用户名；不用登录就空着")
    password_file: SettingText = Field(
        default="",
        description="密码在哪个文件的第一行（只许自己能读，不放进版本库）；不写就取环境变量 HGZ_SMTP_PASSWORD",
    )
    sender: MailAddress = Field(default="", description="发件的邮箱地址")
    sender_name: SettingText = Field(default="", description="发件人的名称；空着就用编印单位")
    editor: MailAddress = Field(default="", description="做报告没有做成时，告诉谁（邮箱地址）；空着就不告诉")
    max_mail: Whole = Field(default=20, ge=1, le=200, description="一封邮件最多多少 MB（编码以后）；多的分成几封")

    @model_validator(mode="after")
    def _together(self) -> DeliverySection:
        if self.server and not self.sender:
            raise Mistake("写了服务器，没有写发件的地址", '补上 sender = "地址"')
        if self.editor and not self.sender:
            raise Mistake("写了告诉谁，没有写发件的地址", '补上 sender = "地址"，或者不写 editor')
        if self.tls == "none" and self.user:
            raise Mistake("不加密的连接不能用密码登录，密码会被人看见", 'tls 改成 "tls" 或 "starttls"，或者不写 user')
        return self


class ScheduleSection(Entry):
    """[schedule] 定时."""

    every: Every | None = Field(default=None, description="多久做一次：天、周、月、季；不写就是不定时")
    day: Whole = Field(
        default=1, ge=1, le=28, description="哪一天：周是星期几（1 是星期一），月是几日，季是头一个月的几日；天不用写"
    )
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = Field(
        default="06:00", description="几点几分，北京时间，如 06:00"
    )

    @model_validator(mode="after")
    def _within(self) -> ScheduleSection:
        if self.every and self.day > _DAYS[self.every] and self.every != "天":
            raise Mistake(f"一{self.every}里没有第 {self.day} 天", "星期几写 1 到 7")
        return self
