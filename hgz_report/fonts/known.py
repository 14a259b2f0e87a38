"""The font files known to serve a role, best first.  To teach the program a new font, add a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from hgz_report.fonts.roles import Role


class KnownFont(Struct, frozen=True):
    """A font file and how well it serves.

    `file` is compared without regard to case; `face` is the PostScript name in a collection.  `own` is False where it
    only stands in for the role's own kind; `heavy` where it has the weight of a title.
    """

    file: str
    face: str = ""
    own: bool = True
    heavy: bool = False


KNOWN: Mapping[Role, tuple[KnownFont, ...]] = MappingProxyType(
    {
        Role.FANGSONG: (
            KnownFont("仿宋_GB2312.ttf"),  # the face GB/T 9704 papers have used since Windows 98
            KnownFont("simfang_gb2312.ttf"),  # the same, as office images often name it
            KnownFont("simfang.ttf"),  # Windows
            KnownFont("FZFSK.TTF"),  # 方正仿宋_GBK: WPS on Linux
            KnownFont("FZFSJW.TTF"),  # 方正仿宋简体
            KnownFont("STFANGSO.TTF"),  # 华文仿宋: Office for Windows
            KnownFont("STFangsong.ttf"),  # 华文仿宋: macOS
            KnownFont("华文仿宋.ttf"),  # 华文仿宋: older macOS
            KnownFont("FandolFang-Regular.otf"),  # free; `make fonts`, TeX Live
        ),
        Role.KAI: (
            KnownFont("楷体_GB2312.ttf"),
            KnownFont("simkai_gb2312.ttf"),
            KnownFont("simkai.ttf"),  # Windows
            KnownFont("FZKTK.TTF"),  # 方正楷体_GBK: WPS on Linux
            KnownFont("FZKTJW.TTF"),  # 方正楷体简体
            KnownFont("STKAITI.TTF"),  # 华文楷体: Office for Windows
            KnownFont("Kaiti.ttc", face="STKaitiSC-Regular"),  # macOS
            KnownFont("FandolKai-Regular.otf"),  # free; `make fonts`, TeX Live
            KnownFont("LXGWWenKai-Regular.ttf"),  # free; Debian fonts-lxgw-wenkai
            KnownFont("gkai00mp.ttf"),  # free; Debian fonts-arphic-gkai00mp
        ),
        Role.HEI: (
            KnownFont("simhei.ttf"),  # Windows
            KnownFont("FZHTK.TTF"),  # 方正黑体_GBK: WPS on Linux
            KnownFont("FZHTJW.TTF"),  # 方正黑体简体
            KnownFont("STHeiti Medium.ttc", face="STHeitiSC-Medium"),  # macOS
            KnownFont("FandolHei-Regular.otf"),  # free; `make fonts`, TeX Live
            KnownFont("SourceHanSansSC-Regular.otf"),  # free
            KnownFont("NotoSansCJK-Regular.ttc", face="NotoSansCJKsc-Regular"),  # free; Debian fonts-noto-cjk
        ),
        Role.SONG: (
            KnownFont("simsun.ttc", face="SimSun"),  # Windows
            KnownFont("FZSSK.TTF"),  # 方正书宋_GBK: WPS on Linux
            KnownFont("FZSSJW.TTF"),  # 方正书宋简体
            KnownFont("Songti.ttc", face="STSongti-SC-Regular"),  # macOS
            KnownFont("STSONG.TTF"),  # 华文宋体: Office for Windows
            KnownFont("FandolSong-Regular.otf"),  # free; `make fonts`, TeX Live
            KnownFont("SourceHanSerifSC-Regular.otf"),  # free
            KnownFont("NotoSerifCJK-Regular.ttc", face="NotoSerifCJKsc-Regular"),  # free; Debian fonts-noto-cjk
        ),
        Role.XIAOBIAOSONG: (
            KnownFont("方正小标宋简体.ttf", heavy=True),
            KnownFont("FZXBSJW.TTF", heavy=True),  # 方正小标宋简体: bought, or with the office's own image
            KnownFont("方正小标宋_GBK.ttf", heavy=True),
            KnownFont("FZXBSK.TTF", heavy=True),  # 方正小标宋_GBK: WPS on Linux
            KnownFont("STZHONGS.TTF", own=False, heavy=True),  # 华文中宋: Office for Windows, the usual stand-in
            KnownFont("Songti.ttc", face="STSongti-SC-Bold", own=False, heavy=True),  # macOS
            KnownFont("FandolSong-Bold.otf", own=False, heavy=True),  # free; `make fonts`, TeX Live
            KnownFont("SourceHanSerifSC-Bold.otf", own=False, heavy=True),  # free
            KnownFont("NotoSerifCJK-Bold.ttc", face="NotoSerifCJKsc-Bold", own=False, heavy=True),  # free; Debian
        ),
        Role.LATIN: (
            KnownFont("times.ttf"),  # Times New Roman: Windows
            KnownFont("Times New Roman.ttf"),  # Times New Roman: macOS
            KnownFont("Times_New_Roman.ttf"),  # Times New Roman: Debian ttf-mscorefonts-installer
            KnownFont("LiberationSerif-Regular.ttf"),  # free, as wide as Times New Roman
            KnownFont("texgyretermes-regular.otf"),  # free, TeX Live
            KnownFont("NimbusRoman-Regular.otf"),  # free, Ghostscript's Times
        ),
    }
)

FREE_DEFAULT: Mapping[Role, KnownFont] = MappingProxyType(
    {
        Role.FANGSONG: KnownFont("NotoSerifSC-Regular.otf", own=False),  # there is no free 仿宋 on PyPI
        Role.KAI: KnownFont("NotoSerifSC-Regular.otf", own=False),  # nor a 楷体
        Role.HEI: KnownFont("NotoSansSC-Regular.otf"),
        Role.SONG: KnownFont("NotoSerifSC-Regular.otf"),
        Role.XIAOBIAOSONG: KnownFont(
            "NotoSerifSC-Regular.otf", own=False
        ),  # regular weight: `embolden` says by how much
        Role.LATIN: KnownFont("NotoSerifSC-Regular.otf"),  # its own Latin is Source Serif
    }
)
"""What serves where nothing better is found: the package pylopdf-fonts-zh-cn, installed with the program."""

LAST_RESORTS = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")
"""The end of every chain, for the characters the face before them lacks: both have all 8105 of 通用规范汉字表."""
