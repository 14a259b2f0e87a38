"""Pictures from files: what is read of them, what is refused and why, and what stands on the page."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hgz_report.charts.draw import draw
from hgz_report.charts.picture.drawing import read_svg
from hgz_report.charts.picture.path_data import path_of
from hgz_report.charts.picture.pixels import FINEST
from hgz_report.charts.size import natural_height
from hgz_report.document.blocks import ChartBlock, Text
from hgz_report.document.chart import Picture
from hgz_report.draw.frame import Inset, Mark, Pasted, Shape
from hgz_report.problems import Problems, Where
from hgz_report.writers.pictures.png import png
from hgz_report.writers.pictures.svg import svg as drawing_of
from tests.tools.free_fonts import free_fonts

WIDTH, HEIGHT = 440.0, 200.0
WHERE = Where("templates/zone/10_a.md.j2", 7)


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def block(data: bytes, name: str = "a.png", width: int = 100) -> ChartBlock:
    return ChartBlock(Picture(name, "", width, data), (Text("园区"),), "园区的照片", where=WHERE)


def drawn(data: bytes, name: str = "a.png", width: int = 100) -> list[Mark]:
    return list(draw(block(data, name, width), 0, WIDTH, HEIGHT, free_fonts()).marks())


def refused(data: bytes, name: str = "a.png") -> str:
    with pytest.raises(Problems) as caught:
        drawn(data, name)
    (problem,) = caught.value.problems
    assert problem.where == WHERE and problem.hint
    return problem.what


def svg(inside: str, head: str = 'viewBox="0 0 100 50"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inside}</svg>'.encode()


def shapes(inside: str) -> list[Shape]:
    return list(read_svg(svg(inside)).shapes)


# -- pixels ------------------------------------------------------------------------------------------------------------


def test_a_picture_stands_whole_in_the_middle_no_wider_than_asked_for() -> None:
    (mark,) = drawn(file_of(Image.new("RGB", (1000, 250), "navy")), width=50)
    assert isinstance(mark, Pasted)
    assert (mark.width, mark.height) == (220.0, 55.0)
    assert mark.x == (WIDTH - mark.width) / 2
    assert natural_height(block(file_of(Image.new("RGB", (1000, 250)))).chart, WIDTH) == WIDTH / 4


def test_a_tall_picture_is_as_high_as_its_room_and_keeps_its_shape() -> None:
    (mark,) = drawn(file_of(Image.new("RGB", (600, 1200), "navy")))
    assert isinstance(mark, Pasted)
    assert (mark.width, mark.height) == (HEIGHT / 2, HEIGHT)


def pixels(data: bytes) -> Image.Image:
    (mark,) = drawn(data)
    assert isinstance(mark, Pasted)
    return Image.open(io.BytesIO(mark.data))


def test_what_is_transparent_is_white_on_the_page() -> None:
    shown = pixels(file_of(Image.new("RGBA", (800, 400), (255, 0, 0, 0))))
    assert shown.mode == "RGB" and shown.getpixel((5, 5)) == (255, 255, 255)


def test_no_more_dots_than_print_shows_and_a_photo_stays_a_photo() -> None:
    shown = pixels(file_of(Image.new("RGB", (3000, 1000), "navy"), "JPEG"))
    assert shown.format == "JPEG" and shown.width == round(WIDTH * FINEST / 72)


def test_a_photo_is_turned_as_the_camera_says_and_says_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SecretCamera"
    photo = Image.new("RGB", (400, 800), "white")
    photo.paste("navy", (0, 0, 400, 400))
    data = file_of(photo, "JPEG", exif=exif, comment=b"secret")
    (mark,) = drawn(data)
    assert isinstance(mark, Pasted)
    assert mark.columns > mark.rows
    assert b"Secret" in data and b"Secret" not in mark.data and b"Exif" not in mark.data and b"secret" not in mark.data
    assert Image.open(io.BytesIO(mark.data)).getpixel((mark.columns - 5, 5)) != (255, 255, 255)


def test_the_same_file_gives_the_same_bytes() -> None:
    data = file_of(Image.linear_gradient("L").resize((800, 400)).convert("RGB"), "JPEG")
    assert pixels(data).tobytes() == pixels(data).tobytes()


def animated() -> bytes:
    return file_of(Image.new("RGB", (800, 400)), save_all=True, append_images=[Image.new("RGB", (800, 400), "red")])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "打不开"),
        (b"", "打不开"),
        (file_of(Image.new("RGB", (800, 400)))[:-40], "打不开"),
        (file_of(Image.new("RGB", (800, 400)), "GIF"), "打不开"),
        (file_of(Image.new("CMYK", (800, 400)), "JPEG"), "颜色是CMYK"),
        (file_of(Image.new("I;16", (800, 400))), "颜色是I;16"),
        (file_of(Image.new("1", (6000, 5000))), "太大：6000×5000点"),
        (file_of(Image.new("1", (10_000, 10_000))), "太大"),
        (file_of(Image.new("1", (4000, 4000))), "展开却极大"),
        (file_of(Image.new("RGB", (300, 150))), "横向只有300点"),
        (animated(), "会动的图"),
    ],
)
def test_a_file_that_does_no_good_is_refused_at_its_line(data: bytes, said: str) -> None:
    assert said in refused(data)


# -- shapes ------------------------------------------------------------------------------------------------------------


def test_shapes_of_an_svg_are_shapes_on_the_page() -> None:
    data = svg('<g fill="#1F3A5F" transform="translate(10 5)"><rect width="20" height="10"/></g>')
    (inset,) = drawn(data, "a.svg", 50)
    assert isinstance(inset, Inset) and (inset.frame.width, inset.frame.height) == pytest.approx((220.0, 110.0))
    (shape,) = inset.frame.marks()
    assert isinstance(shape, Shape) and shape.fill == pytest.approx((0x1F / 255, 0x3A / 255, 0x5F / 255))
    across, up = ([at for _, points in shape.path for at in points[axis::2]] for axis in (0, 1))
    assert (min(across), max(across)) == pytest.approx((22.0, 66.0))
    assert (min(up), max(up)) == pytest.approx((77.0, 99.0)), "its y counts downwards"


def edges(inside: str) -> tuple[float, ...]:
    (shape,) = shapes(inside)
    across, up = ([at for _, points in shape.path for at in points[axis::2]] for axis in (0, 1))
    return tuple(round(edge, 3) for edge in (min(across), min(up), max(across), max(up)))


@pytest.mark.parametrize(
    ("inside", "box"),
    [
        ('<circle cx="50" cy="25" r="10"/>', (40, 15, 60, 35)),
        ('<ellipse cx="50" cy="25" rx="20" ry="5"/>', (30, 20, 70, 30)),
        ('<rect x="1" y="2" width="30" height="20" rx="4"/>', (1, 2, 31, 22)),
        ('<line x1="1" y1="2" x2="9" y2="8" stroke="red"/>', (1, 2, 9, 8)),
        ('<polyline points="1,2 9,8 5 3" fill="red"/>', (1, 2, 9, 8)),
        ('<polygon points="1 2 9 8 5 3"/>', (1, 2, 9, 8)),
        ('<path d="M1 2h8v6H1z"/>', (1, 2, 9, 8)),
        ('<path d="M40 25a10 10 0 1120 0a10 10 0 01-20 0z"/>', (40, 15, 60, 35)),
        ('<path d="m1,2l4-1 4,7q-2 0-4-2t-4-4c0,0 1,1 2,2s1,1 2,2z"/>', (1, 1, 9, 8)),
        ('<rect width="10" height="10" transform="rotate(90 5 5) scale(2)"/>', (-10, 0, 10, 20)),
        ('<g style="fill:none;stroke:#c00"><path d="M1 2L9 8"/></g>', (1, 2, 9, 8)),
    ],
)
def test_every_shape_stands_where_it_was_drawn(inside: str, box: tuple[float, ...]) -> None:
    assert edges(inside) == pytest.approx(box, abs=0.01)


def test_what_a_drawing_program_keeps_for_itself_is_passed_over() -> None:
    inside = '<title>图</title><metadata/><defs/><x:view xmlns:x="http://x/" a="1"/><rect width="9" height="9"/>'
    assert len(shapes(inside + '<rect width="9" height="9" display="none"/>')) == 1


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<text>49个</text>", "文字"),
        ('<image href="a.png"/>', "嵌入的图片"),
        ('<use href="#a"/>', "引用"),
        ('<defs><linearGradient id="a"/></defs><rect width="9" height="9"/>', "引用"),
        ("<script>alert(1)</script>", "脚本"),
        ("<foreignObject/>", "网页内容"),
        ("<style>*{fill:red}</style>", "样式表"),
        ('<rect width="9" height="9" onclick="a()"/>', "脚本"),
        ('<rect width="9" height="9" style="fill:url(http://x/a)"/>', "引用"),
        ('<rect width="9" height="9" fill="url(#a)"/>', "引用"),
        ('<rect width="9" height="9" class="a"/>', "样式"),
        ('<rect width="9" height="9" opacity=".5"/>', "半透明"),
        ('<rect width="9" height="9" fill="浅蓝"/>', "写错的数或颜色"),
        ('<path d="M0 0L"/>', "写错的数或颜色"),
        ('<rect width="1e999" height="9"/>', "写错的数或颜色"),
        ('<path d="L9 9"/>', "写错的数或颜色"),
        ('<rect width="nan" height="9"/>', "写错的数或颜色"),
        ("<blink/>", "读不懂的“blink”"),
        ("", "没有看得见的图形"),
        ("<g>" * 60 + "</g>" * 60, "套得太深"),
        ('<rect width="1" height="1"/>' * 20_001, "多于20000个"),
    ],
)
def test_an_svg_with_more_than_plain_shapes_is_refused_by_name(inside: str, said: str) -> None:
    assert said in refused(svg(inside), "a.svg")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("&a;"), "DOCTYPE"),
        (svg('<rect width="9" height="9"/>').decode().encode("utf-16"), "读不出来"),
        (b"<html/>", "不是 SVG"),
        (svg('<rect width="9" height="9"/>', ""), "没有写大小"),
        (svg("<rect"), "读不出来"),
    ],
)
def test_a_file_that_is_no_plain_svg_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data, "a.svg")


def test_a_hole_stays_a_hole() -> None:
    (shape,) = shapes('<path d="M0 0h9v9h-9zM3 3h3v3h-3z" fill-rule="evenodd"/>')
    assert shape.even_odd
    frame = read_svg(svg('<path d="M0 0h90v45h-90zM30 15h30v15h-30z" fill-rule="evenodd"/>')).frame(100)
    shown = Image.open(io.BytesIO(png(frame))).convert("RGB")
    assert shown.getpixel((shown.width * 45 // 100, shown.height // 2)) == (255, 255, 255)
    assert b'fill-rule="evenodd"' in drawing_of(frame)


def test_flags_of_arcs_may_stand_without_blanks() -> None:
    assert path_of("M0 0a5 5 0 01.5.5") == path_of("M0 0 a 5 5 0 0 1 0.5 0.5")
