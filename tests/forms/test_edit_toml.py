"""One value of a TOML file changed, added or taken away; and edited files that take the place of those that were read."""

from __future__ import annotations

import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hgz_report.forms.edit.change import Add, Change, Drop, Put, at, changed, same
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite, rewrite
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Plain, Steps
from hgz_report.problems import Problems
from tests.tools.project import ROOT

FILE = "report.toml"
TEXT = """\
# 配置：id = "不是"
top.dotted = 1

[edition]
id = "2026-Q4"      # 期的编号
date = 2026-11-23   # 成文日期

[docx.fonts]  # 一节
"仿宋" = '仿宋_GB2312'
long = '''
[edition]
id = "也不是"'''
list = [
  "甲 = 乙",  # 一
  2.50,
]
inline = { c = true, "d e" = "x" }

[[rows]]
a = 1
[[rows]]
a = 2"""


def edit(*changes: Change, text: str = TEXT) -> str:
    return edited(text.encode(), FILE, changes).decode()


@pytest.mark.parametrize(
    ("steps", "value", "old", "new"),
    [
        (("edition", "id"), "2027-Q1", '"2026-Q4"', '"2027-Q1"'),
        (("edition", "date"), date(2027, 3, 31), "2026-11-23", "2027-03-31"),
        (("edition", "date"), 'a "rule"', "2026-11-23", '"a \\"rule\\""'),
        (("docx", "fonts", "仿宋"), "FangSong", "'仿宋_GB2312'", "'FangSong'"),
        (("docx", "fonts", "long"), "短", "'''\n[edition]\nid = \"也不是\"'''", "'短'"),
        (("docx", "fonts", "list", 1), Decimal("3.0"), "2.50", "3.0"),
        (("docx", "fonts", "inline", "d e"), False, '"x"', "false"),
        (("top", "dotted"), Decimal(2), "dotted = 1", "dotted = 2"),
        (("rows", 1, "a"), Decimal(3), "a = 2", "a = 3"),
    ],
)
def test_a_changed_value_changes_nothing_around_it(steps: Steps, value: Plain, old: str, new: str) -> None:
    assert edit(Put(steps, value)) == TEXT.replace(old, new)


def test_a_new_key_comes_to_its_place_and_a_new_section_to_the_end() -> None:
    order = ("id", "date", "previous")
    after = edit(Put(("edition", "previous"), "2026-Q3", order))
    assert after == TEXT.replace("# 成文日期\n", '# 成文日期\nprevious = "2026-Q3"\n')
    assert edit(Put(("edition", "first"), True, ("first", "id"))).count('[edition]\nfirst = true\nid = "2026-Q4"') == 1
    assert edit(Put(("review", "required"), True)) == f"{TEXT}\n\n[review]\nrequired = true\n"
    assert edit(Put(("docx", "fonts", "inline", "z"), ["甲"])) == TEXT.replace('"x" }', '"x", z = ["甲"] }')
    assert "top.dotted = 1\n\nalone = true\n\n[edition]" in edit(Put(("alone",), True))


def test_entries_and_items_can_be_added_and_taken_away() -> None:
    assert edit(Drop(("edition", "date"))) == TEXT.replace("date = 2026-11-23   # 成文日期\n", "")
    assert edit(Drop(("docx", "fonts", "list", 0))) == TEXT.replace('"甲 = 乙",  # 一\n  2', "2")
    assert edit(Add(("docx", "fonts", "list"), "丙")) == TEXT.replace("2.50", '2.50, "丙"')


def test_windows_line_ends_and_the_byte_order_mark_stay() -> None:
    raw = "\ufeff" + TEXT.replace("\n", "\r\n")
    after = edit(
        Put(("edition", "id"), "2027-Q1"), Put(("edition", "previous"), "2026-Q4", ("id", "previous")), text=raw
    )
    assert after == raw.replace(
        '"2026-Q4"      # 期的编号\r\n', '"2027-Q1"      # 期的编号\r\nprevious = "2026-Q4"\r\n'
    )


@pytest.mark.parametrize(
    "change",
    [Put(("edition",), "x"), Put(("rows", 4, "a"), "x"), Drop(("docx", "nothing")), Put(("edition", "id"), None)],
)
def test_what_can_not_be_done_is_refused_with_its_place(change: Change) -> None:
    with pytest.raises(Problems, match=r"report\.toml.*没有改"):
        edit(change)


def test_a_file_that_does_not_parse_is_not_edited() -> None:
    with pytest.raises(Problems, match="没有改它"):
        edit(Put(("a",), "x"), text="a = \n")


VALUES = st.text(max_size=20) | st.decimals(-(10**6), 10**6, places=2) | st.booleans() | st.dates()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    VALUES, st.sampled_from([("edition", "id"), ("docx", "fonts", "long"), ("docx", "fonts", "list", 0), ("new", "x")])
)
def test_whatever_is_put_where_the_file_reads_as_that(value: Plain, steps: Steps) -> None:
    try:
        after = edited(TEXT.encode(), FILE, [Put(steps, value)])
    except UnicodeEncodeError:
        return  # half a character: no file can hold it
    wanted = changed(read_toml(TEXT.encode(), FILE).value, [Put(steps, value)])
    assert same(read_toml(after, FILE).value, wanted)


def test_every_value_of_our_own_configuration_can_be_edited_alone() -> None:
    data = (ROOT / FILE).read_bytes()
    value = read_toml(data, FILE).value
    assert isinstance(value, dict)
    for section, entries in value.items():
        assert isinstance(entries, dict)
        for key, old in entries.items():
            if isinstance(old, dict):
                continue
            after = edited(data, FILE, [Put((section, key), "新")])
            assert at(read_toml(after, FILE).value, (section, key)) == "新"
            assert sum(a != b for a, b in zip(data.split(b"\n"), after.split(b"\n"), strict=True)) == 1


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "项目"
    project.mkdir()
    for name in ("a.yaml", "b.yaml"):
        (project / name).write_bytes(b"x: 1\n")
    return project


def test_files_are_exchanged_whole_and_keep_their_mode(root: Path) -> None:
    (root / "a.yaml").chmod(0o640)
    rewrite(root, {name: Rewrite(b"x: 1\n", b"x: 2\n") for name in ("a.yaml", "b.yaml")})
    assert [path.read_bytes() for path in sorted(root.glob("*.yaml"))] == [b"x: 2\n", b"x: 2\n"]
    assert stat.S_IMODE((root / "a.yaml").stat().st_mode) == 0o640


def test_a_file_that_is_not_the_one_that_was_read_keeps_all_of_them_as_they_are(root: Path) -> None:
    (root / "b.yaml").write_bytes(b"x: 9\n")
    with pytest.raises(Problems, match=r"b\.yaml  这个文件刚才被别人改过"):
        rewrite(root, {name: Rewrite(b"x: 1\n", b"x: 2\n") for name in ("a.yaml", "b.yaml")})
    assert {path.name: path.read_bytes() for path in root.glob("*") if path.is_file()} == {
        "a.yaml": b"x: 1\n",
        "b.yaml": b"x: 9\n",
    }


def test_a_link_that_leads_out_of_the_project_is_not_followed_and_one_inside_stays_a_link(root: Path) -> None:
    outside = root.parent / "外面.yaml"
    outside.write_bytes(b"x: 1\n")
    (root / "c.yaml").symlink_to(outside)
    (root / "d.yaml").symlink_to(root / "a.yaml")
    with pytest.raises(Problems, match="项目文件夹外面"):
        rewrite(root, {"c.yaml": Rewrite(b"x: 1\n", b"x: 2\n")})
    rewrite(root, {"d.yaml": Rewrite(b"x: 1\n", b"x: 2\n")})
    assert outside.read_bytes() == b"x: 1\n"
    assert (root / "d.yaml").is_symlink()
    assert (root / "a.yaml").read_bytes() == b"x: 2\n"


def test_a_file_that_is_gone_is_said_and_nothing_is_left_beside_it(root: Path) -> None:
    with pytest.raises(Problems, match=r"z\.yaml  写不了这个文件.*什么都没有写"):
        rewrite(root, {"a.yaml": Rewrite(b"x: 1\n", b"x: 2\n"), "z.yaml": Rewrite(b"", b"x")})
    assert {path.name: path.read_bytes() for path in root.glob("*") if path.is_file()} == {
        "a.yaml": b"x: 1\n",
        "b.yaml": b"x: 1\n",
    }
