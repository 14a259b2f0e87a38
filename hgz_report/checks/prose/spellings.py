"""Words with one right form in official Chinese, and the forms that are taken for it.

From the first list of variant words (GF 1001-2001), the usage of 现代汉语词典 and what proof-readers of documents meet most.  A
wrong form that may also come about where two words meet (全部份额 holds 部份) has a pattern that says where it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from hgz_report.checks.prose.pieces import MASK, Hit, compiled

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
名符其实 名副其实  源源流长 源远流长  源源留长 源远流长  水笼头 水龙头  凑和 凑合  名幅其实 名副其实
"""
"""Forms that never are right, each before the right one."""

_ROWS: tuple[tuple[str, str, str, str], ...] = (
    (r"(?<![^，。；：“（\n])", "截止(?:到|至)?",
     rf"(?=[\d{MASK}]|目前|今年|去年|上年|本[年月]|当前|[一二三四五六七八九十]+月)", "截至"),
    ("(?<![报申投受征缴登提活动请标理集费记交名购订])", "截止于?",
     rf"(?=(?:(?:19|20)\d\d年|\d{{1,2}}月|{MASK})[^，。；]{{0,6}}[，,])", "截至"),
    ("", "截至", "(?=日期|时间(?!表)|期限)", "截止"),
    ("(?<=日)", "截至", r"(?=[。；，）]|(?![^\n]))", "截止"),
    ("(?<![尤极与莫])", "其它", "", "其他"),
    ("", "做出", "(?=[^，。；、做作]{0,8}(?:贡献|决策|部署|安排|批示|指示|承诺))", "作出"),
    ("", "做出", "(?=[^，。；、做作]{0,8}(?:规定|说明|解释|回应|评价|牺牲|表率|示范|裁决|裁定|结论|答复|让步))", "作出"),
    ("(?<![叫要愿])", "做为", "(?![民企群])", "作为"),
    ("(?<![应理该想正本])", "当做", "(?![好到出大强优实法的])", "当作"),
    ("", "看做", "(?!法)", "看作"),
    ("(?<![使采运应利引启])", "用做", "(?=[^好大强优实法])", "用作"),
    ("(?<![工合操运])", "作[大强优精细实]", "(?=[作做][大强优精细实])", "做"),
    ("(?<=[做作][大强优精细])", "作[大强优精细实]", "", "做"),
    ("(?<![^，。、；要须应够并将])", "作好", "(?=[^的]{0,8}(?:工作|准备|服务|保障|衔接|宣传))", "做好"),
    ("(?<=[的新好此种些])", "作法", "", "做法"),
    ("(?<![蚊营帷纱毡军青])", "帐", "(?![篷子幕下中内顶房])", "账"),
    (r"(?<![一两三四五六七八九十几这每首该那\d])", "座落", "(?=[于在]|位置|地址)", "坐落"),
    ("(?<![全总])", "部份", "(?![额数子量])", "部分"),
    ("", "成份", "(?![股额数])", "成分"),
    ("(?<![每一])", "份量", "", "分量"),
    ("(?<![本自])", "身分", "(?=证|认证|信息|地位)", "身份"),
    ("(?<!落)", "水份", "(?!额)", "水分"),
    ("(?<![恢重反])", "复盖", "", "覆盖"),
    ("", "[答回反]覆", "(?!盖)", "复"),
    ("(?<!紧)", "急待", "(?!命)", "亟待"),
    ("(?<!发)", "布署", "(?!名)", "部署"),
    ("(?<!设)", "计画", "(?![册面图])", "计划"),
    ("", "按排", "(?![名序列放污量查水])", "安排"),
    ("", "按装", "(?![机备配载置])", "安装"),
    ("", "既使", "(?![用人得])", "即使"),
    ("", "既便", "(?=[如没是])", "即便"),
    ("(?<!立)", "即然", "", "既然"),
    ("(?<![毕究])", "竟[争赛价拍]", "", "竞"),
    ("(?<![给赋授寄赐准不])", "予[算期]", "(?!的)", "预"),
    ("(?<![交支拨偿应预兑首给托收])", "付(?:主任|市长|书记|省长|局长|部长|院长|校长|总裁|总经理|主席|教授|研究员)", "", "副"),
    ("(?<![成提上移外社转面])", "交待", "", "交代"),
    ("(?<!关)", "注消", "(?![费防耗息毒])", "注销"),
    ("(?<![考审])", "核消", "(?![费防耗息毒])", "核销"),
    ("", "撤消", "(?![防毒])", "撤销"),
    ("", "取销", "(?![售量往])", "取消"),
    ("", "消售", "(?!后)", "销售"),
    ("(?<![关相接串])", "连结", "(?![果束构])", "联结"),
    ("(?<![关相互串])", "联接", "(?![收受])", "连接"),
    ("(?<!工)", "人材", "(?![料质])", "人才"),
    ("(?<![即立时])", "刻划", "(?![拨定转分])", "刻画"),
    ("", "反应", "(?=了?(?:群众|企业|社情|民意|诉求|意见))", "反映"),
    ("", "就坐", "(?![落在上了等拥])", "就座"),
    ("", "溶合", "(?![剂物])", "融合"),
    ("", "[图影录摄好]象", "(?![征棋牙])", "像"),
    ("(?<![自利知])", "己经", "(?!营|济|历|验|手)", "已经"),
    ("(?<![整防])", "治炼", "(?![化油焦钢])", "冶炼"),
    ("", "家俱", "(?!乐)", "家具"),
    ("", "陪训", "(?!练)", "培训"),
    ("", "参预", "(?![算计测])", "参与"),
    ("", "精采", "(?![油煤集购])", "精彩"),
    ("", "赢余", "", "盈余"),
    ("", "盈馀", "", "盈余"),
    ("", "豫备", "", "预备"),
    ("", "筹画", "", "筹划"),
    ("", "谋画", "", "谋划"),
    ("", "报导", "", "报道"),
    ("", "必需", "(?=坚持|加强|严格|遵守|加快|做到|按照|依法|确保|立足|落实|要|高度|推进|认真|坚决|服从|符合|抓|树立)", "必须"),
    ("(?<![判裁解处表])", "决对", "(?![口方手策标比外内此接])", "绝对"),
    ("(?<=[就正])|(?<![^，。；：、“（\n])", "象", "(?=[这那][样个种]|[^，。；：、]{1,8}(?:一样|这样|那样)|一[个座条])", "像"),
)  # fmt: skip
"""What stands before a wrong form, the form, what stands behind it, and the right one, or its one character that differs."""
_AS_IT_STANDS = re.compile("[^，。；（]{0,4}（原文")
"""其它（原文如此）: quoted on purpose."""
_TITLES = re.compile("《[^》]*》")


class WrongForm(Struct, frozen=True):
    """A wrong form: `form` and `regex` that finds it where it is one, both regular expressions, and the right one."""

    form: str
    regex: str
    right: str

    def may_be_in(self, text: str) -> bool:
        """Whether the form stands there."""
        return self.form in text if self.form.isalpha() else compiled(self.form).search(text) is not None


class WrongWords(Struct, frozen=True):
    """Finds every wrong form outside the titles of publications, with the right one; those of `sure` can be mended."""

    sure: Mapping[str, str]
    guarded: tuple[WrongForm, ...]

    def __call__(self, text: str) -> Iterator[Hit]:
        """What is wrong in a text."""
        sure = [word for word in self.sure if word in text]
        guarded = [one for one in self.guarded if one.may_be_in(text)]
        if not sure and not guarded:
            return
        plain = _TITLES.sub(lambda found: "《》".center(len(found.group())), text) if "《" in text else text
        for found in re.finditer("|".join(sure), plain) if sure else ():
            right = self.sure[found.group()]
            if not _AS_IT_STANDS.match(plain, found.end()):
                yield Hit(*found.span(), ((*found.span(), right),), f"写成“{right}”")
        for one in guarded:
            for found in compiled(one.regex).finditer(plain):
                if not _AS_IT_STANDS.match(plain, found.end()):
                    yield Hit(*found.span(), (), f"写成“{one.right}”")

    def narrowed(self, lines: str) -> WrongWords | None:
        """Those forms that stand in `lines`; None where none does."""
        sure = {word: right for word, right in self.sure.items() if word in lines}
        guarded = tuple(one for one in self.guarded if one.may_be_in(lines))
        return WrongWords(sure, guarded) if sure or guarded else None


def _longest_first(words: Sequence[str]) -> dict[str, str]:
    pairs = dict(zip(words[::2], words[1::2], strict=True))
    return {wrong: pairs[wrong] for wrong in sorted(pairs, key=len, reverse=True)}


WRONG_WORDS = WrongWords(
    _longest_first(_ALWAYS.split()),
    tuple(WrongForm(form, f"(?:{before}){form}{after}", right) for before, form, after, right in _ROWS),
)
