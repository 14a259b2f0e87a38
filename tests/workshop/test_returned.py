"""Word files that come back corrected: each change is found, at the line where it belongs, and nothing besides."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.cli.main import main
from hgz_report.data.load.past_edition import RECORD_FORMAT, record_file
from hgz_report.document.tree_pack import Packing
from hgz_report.edition.config import load_config
from hgz_report.origin import DataText
from hgz_report.problems import Problems
from hgz_report.readers.content import ShownDrawing
from hgz_report.workshop.returned.chart_changes import chart_changes
from hgz_report.workshop.returned.lines_to_change import LinePlaces
from hgz_report.workshop.returned.put_in import put_in
from hgz_report.workshop.returned.read_back import ReadBack, read_back
from hgz_report.workshop.returned.returned_items import ReturnedItem
from hgz_report.workshop.returned.waiting_files import waiting_files
from tests.tools.corrected_word import WHO, CorrectedWord, with_word_habits, without_marks
from tests.tools.corrections import Correction, Wanted, corrections
from tests.tools.project import contents
from tests.tools.returned_project import SLUG, PublishedPaper, published, short_paper


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> PublishedPaper:
    return short_paper(tmp_path_factory.mktemp("returned") / "project")


@pytest.fixture(scope="module")
def kinds(paper: PublishedPaper) -> list[Correction]:
    return list(corrections(paper.places))


Read = Callable[[bytes], ReadBack]


@pytest.fixture
def read(paper: PublishedPaper, tmp_path: Path) -> Read:
    """Reads a file that came back, held against data and templates as they were."""

    def back(data: bytes) -> ReadBack:
        path = tmp_path / "改过的.docx"
        path.write_bytes(data)
        return read_back(paper.root, path, present=paper.present)

    return back


def corrected(paper: PublishedPaper, one: Correction) -> bytes:
    word = CorrectedWord(paper.word)
    one.apply(word)
    return word.data


def is_at(item: ReturnedItem, wanted: Wanted) -> bool:
    where = item.lines[0].where if item.lines else None
    return item.change.kind == wanted.kind and (
        not wanted.file
        or (
            (where is not None and where.file == wanted.file)
            and (not wanted.first or wanted.first <= where.line <= wanted.last)
        )
    )


def misplaced(found: ReadBack, one: Correction) -> str:
    """What was found wrongly of a correction; "" for nothing."""
    left = [*found.items]
    for wanted in one.wanted:
        hit = next((item for item in left if is_at(item, wanted)), None)
        if hit is None:
            return f"{one.name}: no {wanted} among {[(i.change.kind, i.lines[:1]) for i in found.items]}"
        left.remove(hit)
    return f"{one.name}: {[item.change for item in left]}" if left else ""


def test_there_are_more_than_forty_kinds_of_correction(kinds: list[Correction]) -> None:
    assert len({one.name for one in kinds}) > 40


def test_each_correction_that_word_saved_is_found_at_its_line_and_nothing_else_is(
    paper: PublishedPaper, kinds: list[Correction], read: Read
) -> None:
    wrong = [misplaced(read(with_word_habits(corrected(paper, one))), one) for one in kinds]
    assert [one for one in wrong if one] == []


def test_corrections_are_found_without_any_bookmark_table_or_tag(
    paper: PublishedPaper, kinds: list[Correction], read: Read
) -> None:
    wrong = [misplaced(read(without_marks(corrected(paper, one))), one) for one in kinds[::3]]
    assert [one for one in wrong if one] == []


def test_a_tracked_correction_says_who_made_it_and_a_typed_one_nobody(
    paper: PublishedPaper, kinds: list[Correction], read: Read
) -> None:
    for one in kinds:
        if one.tracked:
            items = read(corrected(paper, one)).items
            assert [(item.change.who, item.change.tracked) for item in items] == [(WHO, True)] * len(items), one.name
    typed = next(one for one in kinds if one.how == "replace" and not one.tracked)
    assert [(item.change.who, item.change.tracked) for item in read(corrected(paper, typed)).items] == [("", False)]


@pytest.mark.parametrize("save", [bytes, with_word_habits, without_marks])
def test_a_file_that_was_only_saved_again_has_no_changes(
    paper: PublishedPaper, read: Read, save: Callable[[bytes], bytes]
) -> None:
    found = read(save(paper.word))
    assert (found.slug, found.edition, found.items, dict(found.looks)) == (SLUG, "2026-Q4", (), {})


def test_bold_letters_are_counted_and_left(paper: PublishedPaper, kinds: list[Correction], read: Read) -> None:
    found = read(corrected(paper, next(one for one in kinds if one.name == "只加粗")))
    assert (found.items, dict(found.looks)) == ((), {"bold": 1})


def test_all_corrections_of_one_file_are_found_together(
    paper: PublishedPaper, kinds: list[Correction], read: Read
) -> None:
    word = CorrectedWord(paper.word)
    done: list[Correction] = []
    for one in kinds:
        if one.how in ("replace", "remark") and not {x.given[0] for x in done} & {one.given[0]}:
            one.apply(word)
            done.append(one)
    found = read(with_word_habits(word.data))
    assert len(done) > 6
    for one in done:
        assert any(is_at(item, wanted) for item in found.items for wanted in one.wanted), one.name
    assert len(found.items) == sum(len(one.wanted) for one in done)


def test_a_value_changed_in_a_chart_leads_to_its_fact(paper: PublishedPaper, read: Read) -> None:
    word = CorrectedWord(paper.word)
    names = [name for name in word.members if name.startswith("word/charts/chart")]
    for name in names:
        xml = word.members[name].decode()
        values = [one for one in xml.split("<c:v>")[1:] if one.split("<")[0].replace(".", "").isdigit()]
        if values:
            old = values[-1].split("<")[0]
            word.members[name] = xml.replace(f"<c:v>{old}<", "<c:v>9876<").encode()
            found = read(word.data)
            assert [(item.change.kind, item.change.was, item.change.theirs) for item in found.items] == [
                ("chart", old, "9876")
            ]
            assert found.items[0].lines[0].where.file.startswith("data/")
            assert found.items[0].lines[0].steps[-1] == "value"
            return
    pytest.fail("no chart with a value")


def test_what_a_program_lost_of_all_charts_is_nobodys_correction_and_what_was_written_of_a_picture_is(
    paper: PublishedPaper,
) -> None:
    chart = {"chart": {"series": ()}}
    was = [ShownDrawing("图1", {**chart, "alt": "柱形图"}), ShownDrawing("图2", {"picture": "a", "alt": "关系图"})]
    now = [ShownDrawing("图1", {**chart, "alt": ""}), ShownDrawing("图2", {"picture": "a", "alt": "路线图"})]
    found = list(chart_changes(was, now, paper.present.report))
    assert [(one.kind, one.was, one.theirs) for one in found] == [("alt", "关系图", "路线图")]


def test_where_the_data_moved_on_three_ways_are_shown_and_conflicts_are_not_settled(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path
) -> None:
    root = tmp_path / "later"
    shutil.copytree(paper.root, root)
    one = next(one for one in kinds if one.name == "正文里的数")
    wanted = one.wanted[0]
    path = root / wanted.file
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    rows[wanted.first - 1] = rows[wanted.first - 1].replace("value: ", "value: 7")
    path.write_text("".join(["# a line more\n", *rows]), encoding="utf-8")
    back = tmp_path / "改过的.docx"
    back.write_bytes(corrected(paper, one))
    found = read_back(root, back)
    item = found.items[0]
    assert is_at(item, replace(wanted, first=wanted.first + 1, last=wanted.last + 1)), item
    assert (item.standing, item.now[:1]) == ("conflict", "7")
    assert (item.change.was, item.change.theirs) == one.given[1:]


def test_where_the_data_say_what_they_want_already_that_is_said(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path
) -> None:
    root = tmp_path / "later"
    shutil.copytree(paper.root, root)
    one = next(one for one in kinds if one.name == "数据里的话")
    path, line = root / one.wanted[0].file, one.wanted[0].first
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    rows[line - 1] = rows[line - 1].replace(one.given[1], one.given[2])
    path.write_text("".join(rows), encoding="utf-8")
    back = tmp_path / "改过的.docx"
    back.write_bytes(corrected(paper, one))
    assert [item.standing for item in read_back(root, back).items] == ["done"]


def test_with_mistakes_in_the_data_the_lines_are_those_of_the_edition_and_it_is_said(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path
) -> None:
    root = tmp_path / "broken"
    shutil.copytree(paper.root, root)
    (root / "data/sources.yaml").write_text("sources: [", encoding="utf-8")
    one = next(one for one in kinds if one.name == "数据里的话")
    back = tmp_path / "改过的.docx"
    back.write_bytes(corrected(paper, one))
    found = read_back(root, back)
    assert is_at(found.items[0], one.wanted[0])
    assert found.said[0].startswith("数据或模板现在有错（data/sources.yaml")


def test_a_file_whose_edition_is_gone_is_read_by_what_it_says_itself(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path
) -> None:
    root = tmp_path / "gone"
    shutil.copytree(paper.root, root)
    shutil.rmtree(root / "reports")
    one = next(one for one in kinds if one.name == "数据里的话（修订）")
    back = tmp_path / "改过的.docx"
    back.write_bytes(corrected(paper, one))
    found = read_back(root, back, present=paper.present)
    assert found.edition == ""
    assert [item.change.kind for item in found.items] == ["words"]
    assert is_at(found.items[0], one.wanted[0])


def test_where_the_edition_was_made_again_what_was_changed_is_told_even_if_nobody_knows_from_what(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path
) -> None:
    root = tmp_path / "again"
    shutil.copytree(paper.root, root, ignore=shutil.ignore_patterns("reports"))
    one = next(one for one in kinds if one.name == "表格或要数里的数")
    wanted = one.wanted[0]
    path = root / wanted.file
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    rows[wanted.first - 1] = "    value: 51\n"
    path.write_text("".join(rows), encoding="utf-8")
    again = published(root, SLUG)
    back = tmp_path / "改过的.docx"
    back.write_bytes(paper.word)  # only sent, and not changed
    assert read_back(root, back, present=again.present).items == ()
    back.write_bytes(corrected(paper, one))
    found = read_back(root, back, present=again.present)
    assert [(i.change.was, i.change.theirs, i.now) for i in found.items] == [("（原文不在了）", one.given[2], "51个")]
    assert found.items[0].lines[0].where.line == wanted.first
    tracked = replace(one, tracked=True)
    back.write_bytes(corrected(paper, tracked))
    found = read_back(root, back, present=again.present)
    assert [(i.change.was, i.change.theirs, i.now) for i in found.items] == [(*one.given[1:], "51个")]


def test_a_file_that_names_files_outside_the_project_opens_none(paper: PublishedPaper) -> None:
    places = LinePlaces(paper.root, paper.present.dataset)
    for name in ("/dev/zero", "../../../../../../etc/passwd", "data"):
        assert places.tree(name).value is None
        assert places.text(name) == []


def test_a_file_whose_edition_is_left_only_in_its_record_is_held_against_that(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path
) -> None:
    root = tmp_path / "recorded"
    shutil.copytree(paper.root, root)
    tree = json.loads((root / f"reports/2026-Q4/{SLUG}.tree.json").read_text(encoding="utf-8"))
    shutil.rmtree(root / "reports")
    packing = Packing()
    report = packing.shrunk(tree["report"], range(len(tree["origins"])))
    record = {"format": RECORD_FORMAT, "origins": tree["origins"], "files": [*packing.files], "papers": [report]}
    path = root / record_file("2026-Q4")
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(record), encoding="utf-8")
    one = next(one for one in kinds if one.name == "数据里的话")
    back = tmp_path / "改过的.docx"
    back.write_bytes(corrected(paper, one))
    found = read_back(root, back, present=paper.present)
    assert found.edition == "2026-Q4"
    assert misplaced(found, one) == ""


def test_the_command_shows_them_and_its_exit_code_says_whether_there_are_any(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "改过的.docx"
    root = ["--root", str(paper.root)]
    back.write_bytes(paper.word)
    assert main(["returned", str(back), *root]) == 0
    assert "没有改文字" in capsys.readouterr().out
    one = next(one for one in kinds if one.name == "正文里的数（修订）")
    back.write_bytes(corrected(paper, one))
    assert main(["returned", str(back), *root]) == 1
    out = capsys.readouterr().out
    assert f"{one.given[1]} → {one.given[2]}" in out
    assert f"改  {one.wanted[0].file}:{one.wanted[0].first}  数值：" in out
    assert main(["returned", str(back), "--json", *root]) == 1
    told = json.loads(capsys.readouterr().out)["changes"][0]
    assert (told["published"], told["theirs"], told["tracked"]) == (*one.given[1:], True)
    assert told["lines"][0]["path"].endswith("value")


def test_the_command_refuses_what_is_none_of_ours_in_a_sentence(
    paper: PublishedPaper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "别的.docx"
    back.write_bytes(b"PK\x03\x04 and nothing more")
    assert main(["returned", str(back), "--root", str(paper.root)]) == 2
    assert capsys.readouterr().err.startswith("别的.docx：文件不完整或坏了，读不出来\n  提示：")
    assert main(["returned", str(tmp_path / "没有.docx"), "--root", str(paper.root)]) == 2
    assert "读不了 没有.docx" in capsys.readouterr().err


def test_without_a_file_those_that_people_changed_are_listed(
    paper: PublishedPaper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(paper.root, root)
    assert main(["returned", "--root", str(root)]) == 0
    folder = root / load_config(root).output.folder
    name = f"{SLUG}.docx"
    (folder / "2026-Q4" / name).write_bytes(with_word_habits(paper.word))
    (folder / "2026-Q4/别的.docx").write_bytes(paper.word)
    for place in (root / "inbox/收到", folder / "2026-Q4-改过的"):
        place.mkdir(parents=True)
        (place / name).write_bytes(paper.word)
    (root / "inbox/~$x.docx").write_bytes(b"")
    found = waiting_files(root, "reports")
    assert [(one.file, one.why) for one in found] == [
        (f"inbox/收到/{name}", "收到的"),
        (f"reports/2026-Q4/{name}", "发布以后改过"),
        ("reports/2026-Q4/别的.docx", "不是发布的，另放的"),
        (f"reports/2026-Q4-改过的/{name}", "发布以前留存的，有人改过"),
    ]
    assert main(["returned", "--root", str(root)]) == 1
    assert f"reports/2026-Q4/{name}" in capsys.readouterr().out


def test_accepted_changes_are_written_at_their_lines_and_every_other_byte_stays(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, back = tmp_path / "project", tmp_path / "改过的.docx"
    shutil.copytree(paper.root, root)
    named = {one.name: one for one in kinds}
    done = [
        named[name] for name in ("表格或要数里的数（修订）", "数据里的话", "模板里的话（修订）", "简报名称", "抄送")
    ]
    word = CorrectedWord(paper.word)
    for one in done:
        one.apply(word)
    back.write_bytes(with_word_habits(word.data))
    assert main(["returned", str(back), "--apply", "1,2，3、4,5", "--root", str(root)]) == 0
    assert "写进去了  第 5 处" in capsys.readouterr().out
    for one in done:
        wanted, old, new = one.wanted[0], *one.given[1:]
        rows = [(path / wanted.file).read_text(encoding="utf-8").splitlines() for path in (paper.root, root)]
        changed = [n for n, (was, now) in enumerate(zip(*rows, strict=True), 1) if was != now]
        assert wanted.first in changed
        if wanted.kind == "number":
            old, new = (re.sub(r"[^\d.]", "", text) for text in (old, new))
        assert rows[1][wanted.first - 1] == rows[0][wanted.first - 1].replace(old, new)
    assert main(["returned", str(back), "--root", str(root)]) == 1
    assert capsys.readouterr().out.count("现在已经是这样了") == len(done)


def test_what_can_not_be_put_in_is_refused_with_its_line_and_nothing_is_written(
    paper: PublishedPaper, kinds: list[Correction], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, back = tmp_path / "project", tmp_path / "改过的.docx"
    shutil.copytree(paper.root, root, ignore=shutil.ignore_patterns(".cache"))
    before = contents(root)
    for name, said in {
        "算出来的数": "这个数是算出来的：改算它的数",
        "加一段": "加一段要您自己写",
        "数的单位": "写不出这个数",
        "批注": "批注要您自己看",
    }.items():
        back.write_bytes(corrected(paper, next(one for one in kinds if one.name == name)))
        assert main(["returned", str(back), "--apply", "1", "--root", str(root)]) == 1
        assert said in capsys.readouterr().err, name
    assert main(["returned", str(back), "--apply", "7", "--root", str(root)]) == 1
    assert "没有第 7 处" in capsys.readouterr().err
    assert contents(root) == before


def test_a_change_after_which_the_project_has_mistakes_is_not_written(paper: PublishedPaper, tmp_path: Path) -> None:
    root, back = tmp_path / "project", tmp_path / "改过的.docx"
    shutil.copytree(paper.root, root)
    one, stretch = paper.places.find("text", DataText, least=8, skip=1)
    word = CorrectedWord(paper.word)
    word.replace(one.names[0], paper.places.said(one, stretch)[2:4], "共37家")  # a number without a fact
    back.write_bytes(word.data)
    found = read_back(root, back, present=paper.present)
    with pytest.raises(Problems, match="照这样改了以后"):
        put_in(root, found, [1], Cache(None))
    path = root / stretch.origin.file  # type: ignore[union-attr]  # asked for so above
    assert path.read_bytes() == (paper.root / path.relative_to(root)).read_bytes()
