"""`picture(…)` in a template: a file of the folder beside it, with caption, words for those who can't see it, and source."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, plain
from hgz_report.document.chart import Picture
from hgz_report.document.tree_file import read_tree_json, tree_json
from tests.tools.telling import complaint, sample, told

SAID = 'title="园区一角", alt="楼群中间有一片湖", source="成都高新区管委会"'


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "园区.png").write_bytes(b"pixels")
    (tmp_path / "outside.png").write_bytes(b"pixels")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "folder.png").mkdir()
    (folder / "large.jpg").write_bytes(bytes(5_000_001))
    return tmp_path


def test_a_picture_is_a_figure_with_caption_words_and_source(root: Path, data: Dataset) -> None:
    text = f'见[](#lake)。\n\n{{{{ picture("园区.png", {SAID}, id="lake", width=60, note="摄于春季") }}}}\n'
    document = told(root, data, text)
    _, block = document.blocks
    assert isinstance(block, ChartBlock) and isinstance(block.chart, Picture)
    assert (block.label, plain(block.caption), block.alt) == ("图1", "园区一角", "楼群中间有一片湖")
    assert plain(block.source) == "资料来源：成都高新区管委会。注：摄于春季。"
    assert (block.chart.width, block.chart.content) == (60, b"pixels")
    assert block.where is not None and block.where.line == 3


def test_the_tree_of_a_report_names_its_pictures_by_their_hashes(root: Path, data: Dataset) -> None:
    document = told(root, data, f'{{{{ picture("园区.png", {SAID}) }}}}')
    file = tree_json(document)
    assert b"pixels" not in file
    assert read_tree_json(file) == document


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (f'"园区.jpg", {SAID}', "pictures/ 里没有图片“园区.jpg”"),
        (f'"../outside.png", {SAID}', "不能作图片的文件名"),
        (f'"/etc/a.png", {SAID}', "不能作图片的文件名"),
        (f'"a\\\\b.png", {SAID}', "不能作图片的文件名"),
        (f'"园区.PNG", {SAID}', "不能作图片的文件名"),
        (f'"园区.gif", {SAID}', "不能作图片的文件名"),
        (f'"link.png", {SAID}', "是链接或文件夹"),
        (f'"folder.png", {SAID}', "是链接或文件夹"),
        (f'"large.jpg", {SAID}', "大于 5 MB"),
        (f'"园区.png", {SAID}, width=5', "的 width 是5"),
        (f'"园区.png", {SAID}, width="half"', "的 width 是half"),
        ('"园区.png", title="园区一角", source="某处"', "没有说图上是什么"),
        ('"园区.png", title="园区一角", alt="园区一角", source="某处"', "没有说图上是什么"),
        ('"园区.png", title="园区一角", alt="楼群中间有一片湖"', "没有来源"),
    ],
)
def test_a_picture_that_is_not_there_or_not_told_of_is_refused_at_its_line(
    root: Path, data: Dataset, call: str, what: str
) -> None:
    found = complaint(root, data, f"正文。\n\n{{{{ picture({call}) }}}}\n")
    assert what in found and "templates/short/10_section.md.j2:3" in found and "提示：" in found


def test_a_name_nearly_right_is_told(root: Path, data: Dataset) -> None:
    assert "是不是 园区.png？" in complaint(root, data, f'{{{{ picture("园去.png", {SAID}) }}}}')


def test_a_folder_that_leads_elsewhere_has_no_pictures(tmp_path: Path, data: Dataset, root: Path) -> None:
    other = tmp_path / "project"
    other.mkdir()
    (other / "pictures").symlink_to(root / "pictures", target_is_directory=True)
    assert "pictures/ 里没有图片“园区.png”" in complaint(other, data, f'{{{{ picture("园区.png", {SAID}) }}}}')


def test_a_picture_written_as_in_markdown_is_refused_and_the_way_told(root: Path, data: Dataset) -> None:
    found = complaint(root, data, "![湖](pictures/园区.png)\n")
    assert "不能用图片标记" in found and "{{ picture(" in found
