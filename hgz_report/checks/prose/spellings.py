"""Words with one right form in official Chinese, and the forms that are taken for it.

From the first list of variant words (GF 1001-2001), the usage of 现代汉语词典 and what proof-readers of documents meet most.  A
wrong form that may also come about where two words meet (全部份额 holds 部份) has a pattern that says where it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.checks.prose.pieces import MASK, Hit

_ALWAYS = """
缘份 缘分  养份 养分  盐份 盐分  知识份子 知识分子  称做 称作  松驰 松弛  幅射 辐射  辐度 幅度  辐员 幅员  发韧 发轫  渲泄 宣泄
震憾 震撼  振憾 震撼  精减机构 精简机构  兰图 蓝图  穿流不息 川流不息  一如继往 一如既往  再接再励 再接再厉  再接再砺 再接再厉
按步就班 按部就班  迫不急待 迫不及待  不径而走 不胫而走  鼎立相助 鼎力相助  默守成规 墨守成规  融汇贯通 融会贯通
因地治宜 因地制宜  相形见拙 相形见绌  变本加利 变本加厉  名列前矛 名列前茅  提挡升级 提档升级  蜇伏 蛰伏  修茸 修葺
蕴酿 酝酿  蕴育 孕育  峻工 竣工  骏工 竣工  严竣 严峻  绿州 绿洲  神洲 神州  株州 株洲  郑洲 郑州  杭洲 杭州  苏洲 苏州
满州里 满洲里  气侯 气候  拔款 拨款  划拔 划拨  选拨 选拔  前赡 前瞻  高赡远瞩 高瞻远瞩  通迅 通讯  资迅 资讯  弘图 宏图
重迭 重叠  折衷 折中  丰富多采 丰富多彩  摹仿 模仿  摹拟 模拟  磨擦 摩擦  凝炼 凝练  透澈 透彻  思惟 思维  斩新 崭新  装璜 装潢
驾御 驾驭  告戒 告诫  佳宾 嘉宾  记念 纪念  勾划 勾画  出谋画策 出谋划策  指手划脚 指手画脚  归根结蒂 归根结底  会议记要 会议纪要
座谈记要 座谈纪要  宏扬 弘扬  响誉 享誉  渡假 度假  勾消 勾销  颠复 颠覆  坐谈会 座谈会  凭籍 凭借  溶为一体 融为一体
"""
"""Forms that never are right, each before the right one."""

_HERE = "(?:^|(?<=[，。；：“（\\n]))"
_WHERE: tuple[tuple[str, str], ...] = (
    (rf"{_HERE}截止(?:到|至)?(?=[\d{MASK}]|目前|今年|去年|上年|本[年月]|当前|[一二三四五六七八九十]+月)", "截至"),
    (rf"(?<![报申投受征缴登提活动请标理集费记交名购订])截止(?=(?:(?:19|20)\d\d年|\d{{1,2}}月|{MASK})[^，。；]{{0,6}}[，,])",
     "截至"),
    (r"截至(?=日期|时间(?!表)|期限)|(?<=日)截至(?=[。；，）]|$)", "截止"),
    (r"(?<![尤极与莫])其它", "其他"),
    (r"做出(?=[^，。；、做作]{0,8}(?:贡献|决定|决策|部署|安排|批示|指示|判断|选择|承诺|努力|反应|调整|规定|说明|解释|回应|评价|牺牲"
     r"|表率|示范|裁决|裁定|结论|答复|让步))", "作出"),
    (r"(?<![叫要愿])做为(?![民企群])", "作为"),
    (r"(?<![应理该想正本])当做(?![好到出大强优实法的])", "当作"),
    (r"看做(?!法)", "看作"),
    (r"(?<![使采运应利引启])用做(?=[^好大强优实法])", "用作"),
    (r"(?<![工合操运])作(?=[大强优精细实][作做][大强优精细实])|(?<=[做作][大强优精细])作(?=[大强优精细实])", "做"),
    (r"(?:^|(?<=[，。、；要须应够并将]))作好(?=[^的]{0,8}(?:工作|准备|服务|保障|衔接|宣传))", "做好"),
    (r"(?<=[的新好此种些])作法", "做法"),
    (r"(?<![蚊营帷纱毡军青])帐(?![篷子幕下中内顶房])", "账"),
    (r"(?<![一两三四五六七八九十几这每首该那\d])座落(?=[于在]|位置|地址)", "坐落"),
    (r"(?<![全总])部份(?![额数子量])", "部分"),
    (r"成份(?![股额数])", "成分"),
    (r"(?<![每一])份量", "分量"),
    (r"(?<![本自])身分(?=证|认证|信息|地位)", "身份"),
    (r"(?<!落)水份(?!额)", "水分"),
    (r"(?<![恢重反])复盖", "覆盖"),
    (r"[答回反]覆(?!盖)", "复"),
    (r"(?<!紧)急待(?!命)", "亟待"),
    (r"(?<!发)布署(?!名)", "部署"),
    (r"(?<!设)计画(?![册面图])", "计划"),
    (r"按排(?![名序列放污量查水])", "安排"),
    (r"按装(?![机备配载置])", "安装"),
    (r"既使(?![用人得])", "即使"),
    (r"既便(?=[如没是])", "即便"),
    (r"(?<!立)即然", "既然"),
    (r"(?<![毕究])竟(?=[争赛价拍])", "竞"),
    (r"(?<![给赋授寄赐准不])予(?=[算期](?!的))", "预"),
    (r"(?<![交支拨偿应预兑首给托收])付(?=主任|市长|书记|省长|局长|部长|院长|校长|总裁|总经理|主席|教授|研究员)", "副"),
    (r"(?<![成提上移外社转面])交待", "交代"),
    (r"(?<!关)注消(?![费防耗息毒])", "注销"),
    (r"(?<![考审])核消(?![费防耗息毒])", "核销"),
    (r"撤消(?![防毒])", "撤销"),
    (r"取销(?![售量往])", "取消"),
    (r"消售(?!后)", "销售"),
    (r"(?<![关相接串])连结(?![果束构])", "联结"),
    (r"(?<![关相互串])联接(?![收受])", "连接"),
    (r"(?<!工)人材(?![料质])", "人才"),
    (r"(?<![即立时])刻划(?![拨定转分])", "刻画"),
    (r"反应(?=了?(?:群众|企业|社情|民意|诉求|意见))", "反映"),
    (r"就坐(?![落在上了等拥])", "就座"),
    (r"溶合(?![剂物])", "融合"),
    (r"[图影录摄好]象(?![征棋牙])", "像"),
    (r"(?<![自利知])己经(?!营|济|历|验|手)", "已经"),
    (r"(?<![整防])治炼(?![化油焦钢])", "冶炼"),
    (r"家俱(?!乐)", "家具"),
    (r"陪训(?!练)", "培训"),
    (r"参预(?![算计测])", "参与"),
    (r"精采(?![油煤集购])", "精彩"),
    (r"赢余|盈馀", "盈余"),
    (r"豫备", "预备"),
    (r"筹画", "筹划"),
    (r"谋画", "谋划"),
)  # fmt: skip
"""A pattern of the wrong form where it is one, and the right one, or the one character of it that is another."""
_GUARDED = tuple((re.compile(regex), right) for regex, right in _WHERE)
_TITLES = re.compile("《[^》]*》")


def _sure() -> tuple[re.Pattern[str], dict[str, str]]:
    words = _ALWAYS.split()
    pairs = dict(zip(words[::2], words[1::2], strict=True))
    return re.compile("|".join(sorted(pairs, key=len, reverse=True))), pairs


_SURE, _RIGHT = _sure()


def wrong_words(text: str) -> Iterator[Hit]:
    """Every wrong form outside the titles of publications, with the right one; the sure ones can be mended."""
    plain = _TITLES.sub(lambda found: "《》".center(len(found.group())), text) if "《" in text else text
    for found in _SURE.finditer(plain):
        right = _RIGHT[found.group()]
        yield Hit(*found.span(), ((*found.span(), right),), f"写成“{right}”")
    for compiled, right in _GUARDED:
        for found in compiled.finditer(plain):
            yield Hit(*found.span(), (), f"写成“{right}”")
