"""Words known by their shape though they hold a numeral: an item's 一是, 第三方, 二氧化碳, “两高一剩”, a unit without a number.

Single words stand in `number_words.toml`; here is what no list can name.  Each piece is the inside of a regular expression.
"""

from __future__ import annotations

from hgz_report.language.numeral_chars import HAN_NUMERALS
from hgz_report.language.units import AFTER_DIGITS, PRINTED_SCALES, any_of, of_kinds


def _one_of(words: str) -> str:
    """`any_of` of words written with blanks between."""
    return any_of(words.split())


COUNTED = any_of(unit for unit in of_kinds("money", "thing", "turn", "measure", "share") if unit != "成")
"""What a Han numeral counts or measures."""
_N = f"[{HAN_NUMERALS}]"
_SMALL = "[一二三四五六七八九十]{1,3}"
_SMALL_OR_TWO = "[一二两三四五六七八九十]{1,3}"
_COUNTERS = "".join(unit for unit in AFTER_DIGITS if len(unit) == 1) + "折番强连"
_BIG = any_of(PRINTED_SCALES)

_ITEMS = (
    rf"(?m:^)[（(]?{_SMALL}[）)、．]|[（(]{_SMALL}[）)]"
    rf"|(?<![^\s，。；：、！？“（—]){_SMALL}(?:是|则|要(?!求|素))|(?<![^\s，。；：！？“（])第{_SMALL}(?:[，、是]|要(?!求|素))"
)
"""Heads of items: 一、 （二） 三是 第一，"""

_FIRST_OF_ITS_KIND = _one_of(
    "者 产业 时间 课堂 增长曲线 成长曲线 曲线 书记 责任 生产力 动力 资源 要务 线 手 现场 粒 桶金 要素 需求 落点 视角 身份 夫人"
    " 人称 性 世界 次学生 次工业 次世界 次创业 次分配"
)
_BODIES = _one_of("医院 医学院 中学 小学 大学 实验室 院 局 所 厂 师 支队 公司")
_BODIES_OF = _one_of(
    "人民 附属 中心 实验 中级 中等 师范 航空 机床 重型 汽车 拖拉机 军医 工程 勘察 检察 分 设计 建筑 研究 高级"
    " 完全 中医 临床"
)
_ORDINAL_NAMES = rf"第{_N}+(?:方(?![阵案面])|代(?!表|理)|{_FIRST_OF_ITS_KIND}|(?:{_BODIES_OF})*(?:{_BODIES}))"
"""Ordinals that are names: 第三方, 第一时间, 第二人民医院."""
_PHASES = rf"{_SMALL}期(?=工程|项目|厂房|建设|用地|园区|扩建|规划|改造|启动|投[用产运]|[、和及])"
_INSTITUTES = (
    rf"(?:中[铁建交冶核航电化]|航天|船舶|电科){_SMALL}(?:局|院|所|冶|公司|建|航局)"
    rf"|(?<=集团|公司|航天|科技|科工|中国)第?{_SMALL}[院所局厂](?![学高大中小])"
)
"""中铁四局, 航天五院."""

_NOT_NUMERAL = rf"[^{HAN_NUMERALS}半几数余多，。；”\d]"
_PART = rf"(?![个家项元件名成倍折次人户岁年月天]){_NOT_NUMERAL}{{1,3}}"
_SLOGANS = (
    rf"“[一二两三四五六七八九十](?:{_PART}[一二两三四五六七八九十])+{_PART}[^，。；”\d{HAN_NUMERALS}]{{0,4}}”"
    r"|“[百千万]名[^，。；”\d]{1,8}[话联进帮访入下走送助解][^，。；”\d]{1,8}”|“[^，。；”\d]{0,8}[联进帮访入下兴问][百千万][企村户园家][^，。；”\d]{0,6}”"
    rf"|“{_SMALL_OR_TWO}(?![{_COUNTERS}{HAN_NUMERALS}]){_NOT_NUMERAL}[^{HAN_NUMERALS}{_COUNTERS}，。；”\d]{{0,3}}”"
)
"""Slogans and campaigns in quotation marks: “一核两翼”, “三医”, “千名干部联千企”.  With a measure word (“三大工程”)
they are said to be numbers."""
_IDIOMS = (
    rf"千(?![{_COUNTERS}]){_NOT_NUMERAL}万(?![{_COUNTERS}]){_NOT_NUMERAL}"
    rf"|(?<!十)七(?![{_COUNTERS}、]){_NOT_NUMERAL}八(?![{_COUNTERS}]){_NOT_NUMERAL}"
    r"|[一二三]分(?!之)[^，。；\d]{1,5}[，、]?[七八九]分(?!之)"
    rf"|(?:(?<![年月最起当])|(?<=大年))初{_SMALL}(?=[、，至到。上夜晚]|期间)"
)
"""千村万寨, 七手八脚, 三分建、七分管, 初一."""

_ATOMS = _one_of(
    "氧化 氯 氟 溴 碘 氢 硫 氮 苯 丙 戊 己 烷 烯 炔 醇 醛 酮 羧 胺 酰 酯 酚 酸 磷 硝 羟 硅 水合 茂 萜 嗪 噁 唑"
)
_PARTS = _one_of("旋翼 冲程 进制 象限 步法 段式 段论 分法 分类 声道 面体 边形 棱 叉树 环路 向通行 联单 联供 缸")
_OF_VALENCE = _one_of("疫苗 铬 铁 离子 阳 阴 金属 流感 宫颈 HPV")
_OF_MEMBERS = _one_of(
    "经济 结构 论 素 化 正极 前驱 锂 催化 乙丙 羧 醇 酸 对立 社会 体制 共聚 合金 函数 方程 治理 材料体系 材料前驱"
)
_OF_PHASES = _one_of("流 电 异步 变 合金 介质 界面 交流 平衡")
_OF_LEVELS = _one_of("等保 等级 域名 市场 学科 甲等 乙等 医院 响应 保护 公路 节点 跳 土 建造 注册 资质 风力")
_COMPOUNDS = (
    rf"{_SMALL_OR_TWO}(?:{_ATOMS}|{_PARTS}|丁(?!二)|甲(?=[基苯胺酚醚双酸醇烷氧])|乙(?=[基苯胺醇酸烯酰烷氧])|聚(?=[氰磷甲乙丙酸酰])"
    rf"|价(?={_OF_VALENCE})|元(?={_OF_MEMBERS})|相(?={_OF_PHASES})|维(?![修护持权他])|轴(?!心)|[极态](?=[管逻系])"
    rf"|足(?=机器|步行|绵|铝)|级(?={_OF_LEVELS}))"
    "|(?<=化)[一二三四五六七八九][铁钒铝铬钛砷磷锑铋硼氮钠钾铜镍钴锰钼钨钇镧铟镓锂]"
)
"""Compounds of chemistry and engineering: how many atoms, axes or phases is part of the name."""

_DENOMINATORS = "每[十百千万亿]+(?:[名人元亩户件个家]|平方公里)?"
_HEAD_UNITS = any_of(unit for unit in of_kinds("money", "measure", "thing") if unit not in "个大省城市")
_LONE_UNITS = (
    rf"(?<![^\s（(：:、，。/／“｜|为按以\ufffb\ufffc])(?:{_BIG})(?:{_HEAD_UNITS})(?=[\s）)、，。/／”：:｜|\ufffb\ufffc]|为|记|计|$)"
    rf"|(?<=\ufffc)(?:{_BIG})?(?:{COUNTED})"
)
"""A unit without a number: in the head of a column, where the unit is spoken of, behind what a template prints."""
WORD_SHAPES = "|".join(
    (_ITEMS, _ORDINAL_NAMES, _PHASES, _INSTITUTES, _SLOGANS, _IDIOMS, _COMPOUNDS, _DENOMINATORS, _LONE_UNITS)
)
WORD_STARTS = f"{HAN_NUMERALS}（(第中航船电每“倍成初"

_CONGRESSES = _one_of("以来 精神 报告 召开 代表 闭幕 胜利 部署 擘画 强调 提出 指出 作出 和 、 ， 。 ”")
ORDERS = (
    rf"第{_N}+(?:届|[章节条款页卷](?![件龙])|部分|次(?:全体|全国|代表|会议|常务|经济|人口|工作))"
    rf"|{_N}+届{_N}中全会|{_N}+届(?:全国|省|市|中央)?(?:人大|政协|委|全会|中央|人民代表大会)|{_N}中全会"
    rf"|(?:党的|中共)?(?:十[二三四五六七八九]|二十一?)大(?={_CONGRESSES}|$)"
)
"""Which chapter, session or meeting: no quantity, yet a change of it is a change."""
ORDER_STARTS = f"{HAN_NUMERALS}第党中"
