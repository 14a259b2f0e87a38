"""What `report.toml` at the project's root says: the edition, the texts of head and imprint, formats, fonts.

The classes below are its sections.  Field descriptions are Chinese because they become hints and the JSON Schema that an
editor's program shows while the file is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import AfterValidator, Field

from hgz_report.data.fields import Entry
from hgz_report.edition.config_values import (
    Day,
    Flag,
    Formats,
    PrintableText,
    PrintableWords,
    Texts,
    Whole,
    edition_id,
)
from hgz_report.edition.date_rules import DateRule
from hgz_report.edition.preview_section import PreviewSection
from hgz_report.edition.sending_config import DeliverySection, ScheduleSection
from hgz_report.edition.site_config import Site
from hgz_report.forms.decoding import MAX_BYTES
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.people_files import ordinary_bytes
from hgz_report.forms.toml import read_toml
from hgz_report.problems import Problem, Problems, Where, os_reason
from hgz_report.writers.formats import FORMATS

FILE = "report.toml"


class EditionSection(Entry):
    """[edition] 本期."""

    id: Annotated[PrintableWords, AfterValidator(edition_id)] = Field(
        description="期的编号，也是文件夹名；用字母、数字、汉字、“-”和“_”"
    )
    date: Day = Field(
        description="成文日期，写成 年-月-日，不加引号；或者一条规则，如 "
        '"last-workday-of-quarter"（期号所说的季度最后一个工作日）；各文件里的时间也取这一天'
    )
    previous: Annotated[PrintableText, AfterValidator(lambda text: text and edition_id(text))] = Field(
        default="", description="同哪一期比，写那一期的编号，如 2026-Q4；各篇就有“与上期相比”，空着就没有"
    )


class MastheadTexts(Entry):
    """[masthead] 版头；空着的不印."""

    series: PrintableWords = Field(description="红色的简报名称")
    issuer: PrintableWords = Field(description="编印单位")
    issue: Whole = Field(default=1, ge=1, description="第一份报告的期号，其后各份依次加一；不需要时写 1")
    classification: PrintableText = Field(default="", description="密级和保密期限，如“秘密★1年”；空着就不印")
    urgency: PrintableText = Field(default="", description="紧急程度，如“加急”；空着就不印")
    copy_number: PrintableText = Field(
        default="", pattern=r"^(\d{6})?$", description="份号，六位数字，如“000001”；空着就不印"
    )
    signer: PrintableText = Field(default="", description="签发人的姓名；空着就不印")
    draft: PrintableText = Field(
        default="",
        pattern=r"^[A-Za-z\u4e00-\u9fff]{0,8}$",
        description="没有定稿的，每页斜着印的灰字，如“送审稿”，最多八个字；空着就不印",
    )


class Distribution(Entry):
    """[distribution] 版记：报谁、送谁，谁印，印多少."""

    to: Texts = Field(default=(), description="报：上级机关；一个单位一对引号，用逗号隔开")
    cc: Texts = Field(default=(), description="送：其他单位；一个单位一对引号，用逗号隔开")
    print_office: PrintableText = Field(default="", description="印发单位")
    copies: Whole = Field(default=0, ge=0, description="印数；0 就不印这一项")


class Output(Entry):
    """[output] 放在哪里，做哪些格式."""

    folder: Annotated[PrintableText, AfterValidator(lambda text: text or "reports")] = Field(
        default="reports", description="各期报告放在哪个文件夹，相对于本文件所在的文件夹"
    )
    formats: Formats = Field(default=tuple(FORMATS), description=f"做哪些格式：{'、'.join(FORMATS)}")
    booklet: Literal["papers", "all", "none"] = Field(
        default="papers", description="合订本（booklet.pdf）收哪些：papers 各份报告，all 连数据附册，none 不做"
    )


class Checks(Entry):
    """[checks] 检查."""

    errors: Texts = Field(default=(), description="哪几条留意当作错误，如 superseded；编号见 hgz-report check --rules")


class Review(Entry):
    """[review] 核稿."""

    required: Flag = Field(
        default=False,
        description="要不要核稿：true 时没有核过的每页斜着印“送审稿”，全部核过（hgz-report confirm）才能印发",
    )


_FACES = "PDF 的{}用什么字体：字体文件名或字体名，可写几个，依次尝试"


class FontsSection(Entry):
    """[fonts] PDF 用的字体."""

    machine: Flag = Field(
        default=False,
        description="是否也用本机已装的字体；false 时各台电脑做出的文件完全一样，写明的字体除外",
    )
    folders: Texts = Field(default=(), description="另外到哪些文件夹里找字体文件")
    仿宋: Texts = Field(default=(), description=_FACES.format("仿宋"))
    小标宋: Texts = Field(default=(), description=_FACES.format("小标宋"))
    黑体: Texts = Field(default=(), description=_FACES.format("黑体"))
    楷体: Texts = Field(default=(), description=_FACES.format("楷体"))
    宋体: Texts = Field(default=(), description=_FACES.format("宋体"))
    西文: Texts = Field(default=(), description=_FACES.format("西文"))


class WordFonts(Entry):
    """[docx.fonts] DOCX 里写的字体名；不写或空着就用公文通用的."""

    仿宋: PrintableText = Field(default="仿宋_GB2312", description="Word 和 WPS 按这个名字找仿宋，如 FangSong")
    小标宋: PrintableText = Field(default="方正小标宋简体", description="Word 和 WPS 按这个名字找小标宋，如 华文中宋")
    黑体: PrintableText = Field(default="黑体", description="Word 和 WPS 按这个名字找黑体")
    楷体: PrintableText = Field(default="楷体_GB2312", description="Word 和 WPS 按这个名字找楷体，如 KaiTi")
    宋体: PrintableText = Field(default="宋体", description="Word 和 WPS 按这个名字找宋体")
    西文: PrintableText = Field(default="Times New Roman", description="Word 和 WPS 按这个名字找西文")


class WordSection(Entry):
    """[docx] Word 文件."""

    fonts: WordFonts = Field(default=WordFonts(), description="DOCX 里写的字体名")


class ConfigFile(Entry):
    """report.toml：全部报告的配置."""

    edition: EditionSection = Field(description="本期的编号和日期")
    masthead: MastheadTexts = Field(description="版头")
    distribution: Distribution = Field(default=Distribution(), description="版记")
    output: Output = Field(default=Output(), description="放在哪里，做哪些格式")
    site: Site = Field(default=Site(), description="放到网上的")
    checks: Checks = Field(default=Checks(), description="检查")
    review: Review = Field(default=Review(), description="核稿")
    fonts: FontsSection = Field(default=FontsSection(), description="PDF 用的字体")
    docx: WordSection = Field(default=WordSection(), description="Word 文件")
    delivery: DeliverySection = Field(default=DeliverySection(), description="投递")
    schedule: ScheduleSection = Field(default=ScheduleSection(), description="定时")
    preview: PreviewSection = Field(default=PreviewSection(), description="预览")


ROLES = tuple(WordFonts.model_fields)
DOCX_FONTS: Mapping[str, str] = WordFonts().model_dump()
"""The faces official papers are set in, as Word and WPS name them."""


class FontChoices(Struct, frozen=True):
    """Fonts of the PDF: faces wanted by role in order, whether the machine's own may serve unasked, further folders."""

    faces: Mapping[str, tuple[str, ...]]
    machine: bool
    folders: tuple[str, ...]


class EditionConfig(Struct, frozen=True):
    """`date` is the 成文日期 and stamp of every file; `previous`: "" for none; `docx_fonts` has a name for every role."""

    edition_id: str
    date: date
    previous: str
    masthead: MastheadTexts
    distribution: Distribution
    output: Output
    checks: Checks
    review: Review
    fonts: FontChoices
    docx_fonts: Mapping[str, str]
    site: str = ""


def load_config(root: Path, edition: str = "", day: date | None = None) -> EditionConfig:
    """Read `report.toml` under `root`; `edition` and `day` take the place of the id and the date that it says.

    Raises Problems with every mistake in it, and for another edition that would get this one's date.
    """
    draft = read_config(root)
    said = draft.model
    return EditionConfig(
        edition_id=edition or said.edition.id,
        date=day or _date_of(draft, edition or said.edition.id),
        previous=said.edition.previous,
        masthead=said.masthead,
        distribution=said.distribution,
        output=said.output,
        checks=said.checks,
        review=said.review,
        fonts=FontChoices(
            faces={role: names for role in ROLES if (names := getattr(said.fonts, role))},
            machine=said.fonts.machine,
            folders=said.fonts.folders,
        ),
        docx_fonts={role: getattr(said.docx.fonts, role) or name for role, name in DOCX_FONTS.items()},
        site=said.site.address,
    )


def _date_of(draft: Draft[ConfigFile], edition: str) -> date:
    """The date of an edition as report.toml has it.  Raises Problems where it has none for this one."""
    said = draft.model.edition
    if isinstance(said.date, DateRule):
        if day := said.date.day(edition):
            return day
        what = f"期的编号“{edition}”看不出时间，规则 {said.date.name} 定不了日期"
        raise Problems(draft.complain(("edition", "date"), what, f"编号写成 {said.date.example} 一类，或者直接写日期"))
    if edition != said.id:
        what = f"日期和期号是 {said.id} 的，不是 {edition} 的"
        hint = f"新的一期先运行 hgz-report new-edition {edition}；只是另做一份看看，用 --date 写上日期"
        raise Problems(draft.complain(("edition", "date"), what, hint))
    assert isinstance(said.date, date)
    return said.date


def read_config(root: Path) -> Draft[ConfigFile]:
    """The file itself, with the sections that no paper depends on.  Raises Problems with every mistake in it."""
    tree = read_toml(_content(root / FILE), FILE)
    problems = list(tree.problems)
    draft = build(ConfigFile, tree, problems)
    if problems or draft is None:
        raise Problems(problems)
    return draft


def _content(path: Path) -> bytes:
    try:
        return ordinary_bytes(path, MAX_BYTES)
    except FileNotFoundError:
        hint = f"在项目所在的文件夹里运行；{path.name} 丢了就从版本库取回"
        raise Problems([Problem(Where(path.name), "没有找到配置文件", hint)]) from None
    except OSError as error:
        raise Problems([Problem(Where(path.name), f"读不了配置文件：{os_reason(error)}", "检查文件的权限")]) from None
