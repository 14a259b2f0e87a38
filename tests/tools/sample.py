"""A data folder small enough to read at a glance and valid in every respect: what tests load, and spoil."""

from __future__ import annotations

from pathlib import Path

INDICATORS = """\
# yaml-language-server: $schema=schema/indicators.schema.json
indicators:
  gdp:
    name: 地区生产总值
    unit: 亿元
    group: 规模
    comparable: false
  park_gdp:
    name: 园区生产总值
    unit: 万亿元
    group: 规模
  gdp_share:
    name: 园区生产总值占全国比重
    kind: share
    unit: "%"
    whole: 全国
    group: 规模
  hightech_share:
    name: 高新技术企业占全国比重
    kind: share
    unit: "%"
    whole: 全国
    group: 企业
  va_growth:
    name: 规模以上工业增加值增速
    kind: growth
    unit: "%"
    group: 增长
  pilot_platforms:
    name: 中试平台
    unit: 个
    decimals: 0
    group: 创新
    dimensions: [sci-tech-industry]
  upgrade_projects:
    name: 重点技术改造项目
    unit: 个
    group: 产业
  rank:
    name: 国家高新区综合排名
    kind: rank
    unit: 位
    group: 位次
  cycle_time:
    name: 下线用时
    kind: duration
    unit: 分钟
    group: 产业
  approved:
    name: 批准为国家高新区时间
    kind: date
    group: 概况
  leading_industries:
    name: 主导产业
    kind: text
    group: 概况
"""

SOURCES = """\
# yaml-language-server: $schema=schema/sources.schema.json
sources:
  article-2024:
    title: 迈向高智绿 探索新型工业化“高新”范式
    publisher: 未注明
    date: 未注明
    trust: B
  reply-1992:
    title: 关于增建国家高新技术产业开发区的批复
    publisher: 国务院
    date: 1992-11-09
    trust: A
    url: https://www.gov.cn/
"""

POLICIES = """\
# yaml-language-server: $schema=schema/policies.schema.json
policies:
  - id: chengdu-pilot-plan
    title: 成都高新区关于推动制造业中试创新发展的实施方案
    kind: plan
    issuer: 成都高新区
    date: 2024-05
    zones: [chengdu]
    points:
      - 计划建成中试平台{chengdu.pilot_platforms@2025:target}
    source: article-2024
    locator: 第二节，成都高新区段
    confidence: B
"""

NATIONAL = """\
# yaml-language-server: $schema=schema/national.schema.json
name: 国家高新技术产业开发区
short: 国家高新区
facts:
  - indicator: park_gdp
    period: 2023
    value: 18
    source: article-2024
    locator: 第二节，第二段
    confidence: B
  - indicator: gdp_share
    period: 2023
    value: 14
    qualifier: about
    source: article-2024
    locator: 第二节，第二段
    confidence: B
  - indicator: hightech_share
    period: 2023
    value: 1/3
    source: article-2024
    locator: 第二节，第二段
    confidence: B
notes:
  - 园区生产总值{park_gdp}为年底数
"""

PATHWAY = """\
# yaml-language-server: $schema=schema/pathway.schema.json
name: 四融三化
source: article-2024
locator: 第三节
gist: 以科技创新和产业创新融合为主线，推动产业高端化、智能化、绿色化
dimensions:
  - {id: sci-tech-industry, name: 科技创新和产业创新融合, short: 科产融合, kind: integration,
     role: main, gist: 主线, signs: [中试平台]}
  - {id: digital-real, name: 数字经济和实体经济融合, short: 数实融合, kind: integration,
     role: grip, gist: 抓手, signs: [工业互联网]}
  - {id: manufacturing-services, name: 先进制造业和现代服务业融合, short: 两业融合, kind: integration,
     role: grip, gist: 抓手, signs: [研发设计]}
  - {id: large-small, name: 大中小企业融通发展, short: 企业融通, kind: integration,
     role: support, gist: 支撑, signs: [配套]}
  - {id: high-end, name: 高端化, short: 高端化, kind: transformation,
     role: direction, measure: 含金量, gist: 方向, signs: [技改]}
  - {id: smart, name: 智能化, short: 智能化, kind: transformation,
     role: direction, measure: 含智量, gist: 方向, signs: [智能产线]}
  - {id: green, name: 绿色化, short: 绿色化, kind: transformation,
     role: direction, measure: 含绿量, gist: 方向, signs: [绿色园区]}
shortcomings:
  - id: core-technology
    name: 关键核心技术突破不够
    gist: 原始创新还不够
    dimensions: [sci-tech-industry]
    tasks: [innovation-highland]
tasks:
  - id: innovation-highland
    name: 打造产业创新高地
    short: 创新高地
    gist: 提高成果转化效率
    anchors: [sci-tech-industry]
    measures:
      - text: 布局中试平台
    locator: 第四节
speakers:
  - name: 曹善平
    post: 长城战略咨询副总经理
    said: 根本是加快转变发展方式
    locator: 第三节
"""

CHENGDU = """\
# yaml-language-server: $schema=../schema/zone.schema.json
name: 成都高新技术产业开发区
short: 成都高新区
city: 成都市
province: 四川省
about: 以电子信息和生物医药见长
order: 20
facts:
  - indicator: pilot_platforms
    period: 2024
    value: 49
    source: article-2024
    locator: 第二节，成都高新区段
    confidence: B
  - indicator: pilot_platforms
    period: 2025
    value: 60
    status: target
    source: article-2024
    locator: 第二节，成都高新区段
    confidence: B
practices:
  - id: pilot-plus
    title: “中试+”成果转化生态
    text: 以中试为核心，已建成中试平台{pilot_platforms}，到2025年建成{pilot_platforms@2025:target}
    dimensions: [sci-tech-industry]
    facts: [pilot_platforms@2024, "pilot_platforms@2025:target"]
    source: article-2024
    locator: 第二节，成都高新区段
"""

ZIBO = """\
# yaml-language-server: $schema=../schema/zone.schema.json
name: 淄博高新技术产业开发区
short: 淄博高新区
city: 淄博市
province: 山东省
order: 80
facts:
  - indicator: approved
    period: unstated
    value: 1992
    source: reply-1992
    locator: 名单
    confidence: A
  - indicator: leading_industries
    period: unstated
    value: 新材料、智能装备
    source: article-2024
    locator: 第三节，淄博高新区段
    confidence: B
  - indicator: upgrade_projects
    period: 2024
    value: 25
    source: article-2024
    locator: 第三节，淄博高新区段
    confidence: C
    note: 只有一处报道
    conflicts:
      - value: 26
        period: 2024
        source: reply-1992
        locator: 附表
        confidence: C
  - indicator: gdp
    period: 2023
    value: 1234.50
    unit: 万元
    source: article-2024
    locator: 第三节，淄博高新区段
    confidence: B
  - indicator: va_growth
    period: 2023
    value: -1.5
    source: article-2024
    locator: 第三节，淄博高新区段
    confidence: B
  - indicator: rank
    period: 2023
    value: 60
    source: article-2024
    locator: 第三节，淄博高新区段
    confidence: B
  - indicator: cycle_time
    period: 2023
    value: 7.5
    source: article-2024
    locator: 第三节，淄博高新区段
    confidence: B
practices:
  - id: upgrade
    title: 技术改造
    text: 实施重点技术改造项目{upgrade_projects@2024}
    dimensions: [high-end]
    tasks: [innovation-highland]
    source: article-2024
    locator: 第三节，淄博高新区段
gaps:
  - 没有查到2024年的地区生产总值
"""

ALLOWED = r"""
# yaml-language-server: $schema=schema/allowed_numbers.schema.json
allowed:
  - id: title
    pattern: 《[^》]*》
    place: data
    reason: 标题照原样引用
  - id: latin-name
    pattern: "[A-Za-z][A-Za-z0-9.+/-]*(?: \\d[\\d.:-]*)?"
    place: data
    reason: 带数字的外文名称
""".lstrip()

FILES = {
    "indicators.yaml": INDICATORS,
    "sources.yaml": SOURCES,
    "policies.yaml": POLICIES,
    "national.yaml": NATIONAL,
    "pathway.yaml": PATHWAY,
    "allowed_numbers.yaml": ALLOWED,
    "zones/chengdu.yaml": CHENGDU,
    "zones/zibo.yaml": ZIBO,
}
"""Path under data/ -> text."""


def write_sample(root: Path, files: dict[str, str] = FILES) -> Path:
    """Write the folder `root/data` and return `root`."""
    for name, text in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return root
