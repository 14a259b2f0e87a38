"""What report.toml says of the place where editions can be read."""

from __future__ import annotations

from pydantic import Field

from hgz_report.data.fields import Entry


class Site(Entry):
    """[site] 放到网上的."""

    address: str = Field(
        default="",
        pattern=r"^(https?://[!-~]+)?$",
        description="放到网上的，各期在哪个网址之下，如 https://intranet.example.cn/gxq/；空着，订阅里的链接是相对的",
    )
