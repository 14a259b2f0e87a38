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
_OF_POLICY = (
    "不|没有|好|最|更|必须|坚持|明确|转变|着力|如何|注重|紧盯|覆盖|确保|相信|提升|强化|优化|清单|清零|统筹|聚焦|到位|为主|并重|融入|严禁"
    "|新(?!平台|项目|企业|园区|基地|中心|机构|产品|工厂|载体)"
)
"""What follows 个 in the name of a policy (“四个不摘”, “六个必须坚持”) and not in a count of things."""
_SLOGANS = (
    rf"“[一二两三四五六七八九十](?:{_PART}[一二两三四五六七八九十])+{_PART}[^，。；”\d{HAN_NUMERALS}]{{0,4}}”"
    r"|“[百千万]名[^，。；”\d]{1,8}[话联进帮访入下走送助解惠][^，。；”\d]{1,8}”|“[^，。；”\d]{0,8}[联进帮访入下兴问助惠][百千万][企村户园家会校店县][^，。；”\d]{0,6}”"
    rf"|“{_SMALL_OR_TWO}(?![{_COUNTERS}{HAN_NUMERALS}]){_NOT_NUMERAL}[^{HAN_NUMERALS}{_COUNTERS}，。；”\d]{{0,3}}”"
    rf"|“[万亿][企村校所县镇园户](?!家)[^{HAN_NUMERALS}，。；”\d]{{1,6}}”"
    rf"|“{_SMALL_OR_TWO}个(?:一批?|(?:{_OF_POLICY})[^{HAN_NUMERALS}，。；”\d]{{0,5}})”"
)
"""Slogans and campaigns in quotation marks: “一核两翼”, “三医”, “千名干部联千企”.  With a measure word (“三大工程”)
they are said to be numbers."""
_IDIOMS = (
    rf"千(?![{_COUNTERS}]){_NOT_NUMERAL}万(?![{_COUNTERS}]){_NOT_NUMERAL}"
    rf"|(?<!十)七(?![{_COUNTERS}、]){_NOT_NUMERAL}八(?![{_COUNTERS}]){_NOT_NUMERAL}"
    r"|(?<!唯)一一(?![家个项名件座])|[一二三]分(?!之)[^，。；\d]{1,5}[，、]?[七八九]分(?!之)"
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

_VALUED = "质量|生命|安全|用户|客户|顾客|人民|群众|健康|预防|信誉|信用|服务|诚信|效益|效率|民生|友谊|实干|环保"
_LEVELS = _one_of(
    "财政 联动 政府 书记 干部 法院 检察 公安 部门 调解 党委 党组织 人大 政协 管理 责任 医疗 网络 服务体系 防控 政务 投入 分担"
    " 共建 河长 路长 林长 统筹 配套"
)
_JOINTLY = _one_of(
    "合作 协议 合同 共建 共赢 联动 协作 会谈 签约 签订 签署 主体 联合 责任 协同 共同 参与 会商 互认 协调 监管 存管 支付 检测 评估"
    " 物流 数据 对接 共享 联席"
)
_CLASSES = (
    r"二(?:[类等](?![、和及或到至]?[三四五]?[^，。；]{0,6}共)|级(?!跳))|(?<=[一二三四五][类级等][、和及或])[二三四五][类级等]"
    "|[三四五](?:类(?=医疗器械|疫苗|新药|射线|风险)|等(?=奖|功|品|舱|座)|级(?=响应|预警|警报|伤残))"
    "|二轮(?=电动|摩托|车)|(?<=等奖[、和及或])[二三四]等|第[一二三]类(?=医疗器械|疫苗|精神|医疗技术)"
    f"|(?:(?<=[省市县区乡镇村])[两三四五]级|[两二三四五]级(?={_LEVELS}))|[两三四五]方(?={_JOINTLY})"
    "|三大(?:基础)?(?:电信)?运营商|四大(?:国有)?(?:商业)?(?:银行|行(?!业|动))"
)
"""Classes, ranks of authorities, parties to a contract and fixed companies: 二类企业, 市区两级, 三方协议, 三大运营商."""
_FOREMOST = (
    rf"(?:(?<=^(?:{_VALUED}))|(?<=[，。；：、“\n持守立循彻照行以](?:{_VALUED})))第一(?![位名梯])|(?<=比赛)第二"
    "|(?:(?<=[摆放]在)|(?<=[摆放]到)|(?<=置于))第一位置?"
)
"""What comes first by principle (坚持质量第一, 摆在第一位) is no place in a ranking."""
_DENOMINATORS = "每[十百千万亿]+(?:[名人元亩户件个家]|平方公里)?"
_HEAD_UNITS = any_of(unit for unit in of_kinds("money", "measure", "thing") if unit not in "个大省城市")
_LONE_UNITS = (
    rf"(?<![^\s（(：:、，。/／“｜|为按以\ufffb\ufffc])(?:{_BIG})(?:{_HEAD_UNITS})(?=[\s）)、，。/／”：:｜|\ufffb\ufffc]|为|记|计|$)"
    rf"|(?<=\ufffc)(?:{_BIG})?(?:{COUNTED})"
)
"""A unit without a number: in the head of a column, where the unit is spoken of, behind what a template prints."""
WORD_SHAPES = "|".join(
    (
        _ITEMS,
        _ORDINAL_NAMES,
        _PHASES,
        _INSTITUTES,
        _SLOGANS,
        _IDIOMS,
        _COMPOUNDS,
        _CLASSES,
        _FOREMOST,
        _DENOMINATORS,
        _LONE_UNITS,
    )
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
