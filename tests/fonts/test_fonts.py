"""Which face prints which character."""

from __future__ import annotations

import gzip
import pickle
import shutil
import subprocess
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from hgz_report.fonts import fetch as fetching
from hgz_report.fonts.face import Face, NotAFontError, open_face
from hgz_report.fonts.folders import installed_with_us
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.fonts.roles import Role
from hgz_report.fonts.search import FontConfig, resolve
from hgz_report.fonts.subset import subset
from hgz_report.problems import Problems

DEJAVU = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
SERIF = installed_with_us("NotoSerifSC-Regular.otf")
SANS = installed_with_us("NotoSansSC-Regular.otf")


@pytest.fixture
def free(tmp_path: Path) -> FontSet:
    """A machine with nothing but what pip installs."""
    return resolve(FontConfig(machine=False), tmp_path)


def configured(root: Path, *names: str) -> FontSet:
    return resolve(FontConfig({Role.KAI: names}, machine=False), root)


def complaint(root: Path, *names: str) -> str:
    with pytest.raises(Problems) as caught:
        configured(root, *names)
    return str(caught.value)


def test_every_role_has_a_face_with_only_the_fonts_pip_installs(free: FontSet) -> None:
    assert free.served() == {
        "仿宋": "Noto Serif SC",
        "小标宋": "Noto Serif SC",
        "黑体": "Noto Sans SC",
        "楷体": "Noto Serif SC",
        "宋体": "Noto Serif SC",
        "西文": "Noto Serif SC",
    }
    for role in Role:
        assert free.face_for(role, "国").advance("国") == 1.0
        assert {face.key for face in free.chain(role)} == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}


def test_a_face_of_another_kind_is_told_as_a_substitute_and_warned_of(free: FontSet) -> None:
    assert [role for role in Role if free.is_substitute(role)] == [Role.FANGSONG, Role.XIAOBIAOSONG, Role.KAI]
    assert [problem.what for problem in free.warnings] == [
        "没有找到仿宋，以“Noto Serif SC”代替",
        "没有找到小标宋，以“Noto Serif SC”代替",
        "没有找到楷体，以“Noto Serif SC”代替",
    ]
    assert {problem.severity for problem in free.warnings} == {"warning"}


def test_only_a_title_served_by_a_light_face_is_emboldened(free: FontSet, tmp_path: Path) -> None:
    assert free.embolden(Role.XIAOBIAOSONG) == pytest.approx(0.03)
    assert [free.embolden(role) for role in Role if role is not Role.XIAOBIAOSONG] == [0.0] * 5
    own = resolve(FontConfig({Role.XIAOBIAOSONG: (str(SANS),)}, machine=False), tmp_path)
    assert own.embolden(Role.XIAOBIAOSONG) == 0.0
    assert own.embolden(Role.XIAOBIAOSONG, open_face(SERIF)) > 0  # a character that fell back to a light face


def test_a_configured_file_comes_first_and_the_free_faces_follow(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(DEJAVU.read_bytes())
    fonts = configured(tmp_path, "own.ttf")
    assert [face.family for face in fonts.chain(Role.KAI)] == ["DejaVu Sans", "Noto Serif SC", "Noto Sans SC"]
    assert not fonts.is_substitute(Role.KAI)
    assert fonts.face_for(Role.KAI, "a").family == "DejaVu Sans"
    assert fonts.face_for(Role.KAI, "楷").family == "Noto Serif SC"


@pytest.mark.parametrize("name", ["DejaVu Sans", "dejavusans", "DEJAVUSANS.TTF"])
def test_a_font_in_the_project_is_found_by_its_family_its_postscript_name_or_its_file(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "fonts" / "deep").mkdir(parents=True)
    (tmp_path / "fonts" / "deep" / "DejaVuSans.ttf").write_bytes(DEJAVU.read_bytes())
    assert configured(tmp_path, name).served()["楷体"] == "DejaVu Sans"


def test_a_family_name_means_its_upright_regular_face(tmp_path: Path) -> None:
    fonts = resolve(FontConfig({Role.KAI: ("DejaVu Sans",)}, (DEJAVU.parent,), machine=False), tmp_path)
    assert fonts.chain(Role.KAI)[0].key == "DejaVuSans"


def test_of_several_configured_fonts_one_has_to_be_there(tmp_path: Path) -> None:
    assert configured(tmp_path, "没有.ttf", str(DEJAVU)).served()["楷体"] == "DejaVu Sans"


def test_a_configured_font_that_is_missing_is_a_problem_of_report_toml(tmp_path: Path) -> None:
    assert complaint(tmp_path, "没有.ttf", "霞鹜文楷") == (
        "report.toml  为楷体指定的字体找不到：没有.ttf、霞鹜文楷\n"
        "  提示：写字体文件的路径（相对于项目文件夹），或已装字体的名称；也可以删去这一项，由程序自己找。"
    )


def test_a_configured_file_that_is_no_font_is_a_problem_of_report_toml(tmp_path: Path) -> None:
    (tmp_path / "其实是文本.ttf").write_text("不是字体", encoding="utf-8")
    said = complaint(tmp_path, "其实是文本.ttf", str(DEJAVU))
    assert said.startswith("report.toml  为楷体指定的字体“其实是文本.ttf”用不了：不是字体文件，或已损坏\n  提示：")


def test_a_font_whose_maker_forbids_embedding_is_refused(tmp_path: Path) -> None:
    font = TTFont(DEJAVU)
    font["OS/2"].fsType = 2
    font.save(tmp_path / "locked.ttf")
    assert "许可不允许嵌入" in complaint(tmp_path, "locked.ttf")


def test_wrong_fonts_of_several_roles_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        resolve(FontConfig({Role.KAI: ("甲",), Role.HEI: ("乙",)}, machine=False), tmp_path)
    assert len(caught.value.problems) == 2


def test_a_broken_file_in_the_fonts_folder_is_passed_over_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "simfang.ttf").write_bytes(b"\0" * 100)
    fonts = resolve(FontConfig(machine=False), tmp_path)
    assert fonts.served()["仿宋"] == "Noto Serif SC"
    assert "跳过字体 simfang.ttf：不是字体文件，或已损坏" in [problem.what for problem in fonts.warnings]


def test_known_files_are_found_in_any_case_and_ranked(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    for name in ("FandolKai-Regular.otf", "SimKai.TTF"):
        (tmp_path / "fonts" / name).write_bytes(DEJAVU.read_bytes())
    chain = resolve(FontConfig(machine=False), tmp_path).chain(Role.KAI)
    assert [face.path.name for face in chain[:2]] == ["SimKai.TTF", "FandolKai-Regular.otf"]


def test_a_character_no_font_has_is_told_with_its_number_the_role_and_the_fonts_tried(free: FontSet) -> None:
    with pytest.raises(MissingGlyph) as caught:
        free.face_for(Role.KAI, "𠮷")
    assert str(caught.value) == "没有字体能印“𠮷”（U+20BB7）：楷体试过 Noto Serif SC、Noto Sans SC"
    assert (caught.value.char, caught.value.role, caught.value.tried) == ("𠮷", Role.KAI, free.chain(Role.KAI))


def test_missing_characters_are_listed_once_each_in_their_order(free: FontSet) -> None:
    assert free.missing("土𠮷\n甲\u0378土\t𠮷𬭚", Role.FANGSONG) == ["𠮷", "\u0378"]


@pytest.mark.parametrize("char", ["\n", "\t", "\0", "\x85", "\ufeff", "\ud800"])
def test_controls_and_lone_surrogates_are_never_drawn(char: str, free: FontSet) -> None:
    with pytest.raises(MissingGlyph):
        free.face_for(Role.SONG, char)


def test_what_fandol_lacks_comes_from_noto() -> None:
    root = Path(__file__).parents[2]
    fonts = resolve(FontConfig(machine=False), root)
    if fonts.served()["仿宋"] != "FandolFang":
        pytest.skip("Fandol is not in fonts/: run `make fonts`")
    served = {char: fonts.face_for(Role.FANGSONG, char).family for char in "国㎡²喆"}
    assert served == {"国": "FandolFang", "㎡": "Noto Serif SC", "²": "Noto Serif SC", "喆": "Noto Serif SC"}


def test_a_face_is_opened_once_and_comes_back_from_another_process_as_the_same(free: FontSet) -> None:
    again: FontSet = pickle.loads(pickle.dumps(free))
    assert all(again.chain(role)[0] is free.chain(role)[0] for role in Role)


def test_lengths_are_in_em() -> None:
    face = open_face(SERIF)
    assert (face.is_cff, face.units_per_em, face.weight, face.italic_angle) == (True, 1000, 400, 0.0)
    assert (face.advance("国"), face.advance("—"), face.ink(" ")) == (1.0, 0.89, (0.0, 0.0))
    assert face.ink("—") == (0.043, 0.846)
    assert face.descent < 0 < face.cap_height < face.ascent


def test_a_face_of_a_collection_is_chosen_with_a_number_sign(tmp_path: Path) -> None:
    pair = TTCollection()
    pair.fonts = [TTFont(DEJAVU), TTFont(DEJAVU.with_name("DejaVuSerif.ttf"))]
    pair.save(tmp_path / "pair.ttc")
    assert configured(tmp_path, "pair.ttc").served()["楷体"] == "DejaVu Sans"
    assert configured(tmp_path, "pair.ttc#1").served()["楷体"] == "DejaVu Serif"
    resolved = resolve(FontConfig({Role.KAI: ("DejaVu Serif",)}, (tmp_path,), machine=False), tmp_path)
    assert resolved.chain(Role.KAI)[0].index == 1


def test_a_variable_font_is_used_at_its_regular_weight(tmp_path: Path) -> None:
    """The default of many Chinese variable fonts is Thin."""
    path = tmp_path / "variable.ttf"
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({ord("A"): "A"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": _square(500)})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Wide", "styleName": "Regular", "psName": "Wide"})
    builder.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    wider = [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (800, 0), (0, 0), (0, 0)]  # four points, four phantom points
    builder.setupGvar({".notdef": [], "A": [TupleVariation({"wght": (0, 1, 1)}, wider)]})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    face = open_face(path)
    assert face.advance("A") == pytest.approx(0.8, abs=0.002)  # 500 + 800 × (400 − 100) / (900 − 100)
    assert subset(face, frozenset({face.glyph("A")})).program


def _square(side: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, side), (side, side), (side, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def test_a_file_that_is_no_font_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotAFontError, match=r"不在\.ttf：读不到这个文件"):
        open_face(tmp_path / "不在.ttf")


def test_a_subset_has_only_the_glyphs_asked_for_and_a_tag_from_its_content() -> None:
    face = open_face(SERIF)
    some = frozenset(map(face.glyph, "国家高新区"))
    one, other = subset(face, some), subset(face, some - {face.glyph("区")})
    assert len(other.program) < len(one.program) < 10_000
    assert one.tag != other.tag
    assert one.tag.isalpha() and one.tag.isupper() and len(one.tag) == 6


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A Debian package with the faces in it, and other things."""
    if not shutil.which("dpkg-deb"):
        pytest.skip("dpkg-deb is not on this machine")
    tree = tmp_path / "tree"
    for name in (*fetching.FACES, "FandolBraille-Regular.otf"):
        _put(tree / "usr/share/texmf/fonts/fandol" / name, name.encode("ascii"))
    _put(tree / "usr/share/doc/fandol/COPYING.gz", gzip.compress(b"GPL"))
    _put(tree / "usr/share/doc/fandol/README", b"Fandol")
    _put(tree / "usr/share/doc/other/README", b"other")
    _put(tree / "DEBIAN/control", b"Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n")
    subprocess.run(["dpkg-deb", "--build", tree, tmp_path / "x.deb"], check=True, capture_output=True)
    return tmp_path / "x.deb"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_the_faces_and_their_licence_are_taken_out_of_the_package(package: Path, tmp_path: Path) -> None:
    names = {path.name for path in fetching.unpack(package, tmp_path / "fonts", seconds=10)}
    assert names == {*fetching.FACES, "Fandol-COPYING.txt", "Fandol-README.txt"}
    assert names == {path.name for path in (tmp_path / "fonts").iterdir()}
    assert (tmp_path / "fonts" / "Fandol-COPYING.txt").read_text(encoding="utf-8") == "GPL"
    assert fetching.present(tmp_path / "fonts")


@pytest.mark.parametrize("collected", [False, True])
@pytest.mark.parametrize("path", [DEJAVU, SERIF], ids=lambda path: path.suffix)
def test_a_face_that_is_cut_often_gives_what_it_gave_at_first(path: Path, collected: bool, tmp_path: Path) -> None:
    if collected:
        fonts = TTCollection()
        fonts.fonts = [TTFont(DEJAVU), TTFont(path)]
        path = tmp_path / "both.ttc"
        fonts.save(path)
    face = Face(path, int(collected))
    for wanted in (frozenset(range(first, first + 60, step)) for step in (1, 2, 5) for first in range(1, 60, step + 2)):
        subset.cache_clear()
        assert subset(face, wanted) == subset(Face(path, int(collected)), wanted)


def test_a_machine_without_apt_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fetching.FetchError, match="这台机器没有 apt-get"):
        fetching.fetch(tmp_path / "fonts", seconds=10)
    assert not (tmp_path / "fonts").exists()
