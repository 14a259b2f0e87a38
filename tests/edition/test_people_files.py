"""What people change in an edition's folder, or put there, is never lost, whatever a build does and whatever happens to it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hgz_report.cli.main import main
from hgz_report.edition import publish as room
from hgz_report.edition.config import load_config
from hgz_report.edition.edition_folders import check_output, sweep
from hgz_report.edition.own_files import own_files, sealed
from hgz_report.edition.publish import publish
from hgz_report.edition.set_aside import LIST, Keeper
from hgz_report.problems import Problems
from tests.tools.project import change, contents
from tests.tools.tiny_project import EDITION, tiny_project, turn

Output = pytest.CaptureFixture[str]
LINKS = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
ASIDE = f"{EDITION}-改过的"
PAPER = "made-000"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("tiny") / "project")
    assert main(["--root", str(root), "build", "--jobs", "1"]) == 0
    return root


@pytest.fixture
def project(once: Path) -> Iterator[Path]:
    """A tiny project with a published edition, as it was."""
    kept = {name: data for name, data in contents(once).items() if not name.startswith("reports/")}
    yield once
    for path in once.glob("reports/*"):
        if path.is_dir():
            shutil.rmtree(path)
    for name, data in kept.items():
        if (once / name).read_bytes() != data:
            (once / name).write_bytes(data)
    assert main(["--root", str(once), "build", "--jobs", "1"]) == 0


def build(root: Path, *options: str) -> int:
    return main(["--root", str(root), "build", "--jobs", "1", *options])


def test_a_corrected_paper_and_a_leaders_note_outlive_the_next_build_and_are_said(
    project: Path, capsys: Output
) -> None:
    published = contents(project / EDITION)
    (project / EDITION / f"{PAPER}.docx").write_bytes(b"corrected by hand")
    (project / EDITION / "领导批示.docx").write_bytes("同意。".encode())
    capsys.readouterr()
    assert build(project) == 0
    said = capsys.readouterr().out
    assert contents(project / EDITION) == published
    there = contents(project / ASIDE)
    listed = there.pop(LIST).decode()
    assert there == {f"{PAPER}.docx": b"corrected by hand", "领导批示.docx": "同意。".encode()}
    assert f"{PAPER}.docx：改过，2026-Q4（2026-11-23）\n" in listed
    assert "领导批示.docx：另放的，2026-Q4（2026-11-23）\n" in listed
    assert f"留意  {PAPER}.docx 是发布以后有人改过的，没有删，移到 {ASIDE}/{PAPER}.docx" in said
    assert "领导批示.docx 是别人放在里面的" in said


def test_programs_are_told_too_and_nothing_is_told_twice(project: Path, capsys: Output) -> None:
    (project / EDITION / "note.txt").write_bytes(b"1")
    capsys.readouterr()
    assert build(project, "--json") == 0
    place = {"file": "note.txt", "what": "另放的", "place": "2026-Q4-改过的/note.txt"}
    assert json.loads(capsys.readouterr().out)["kept"] == [place]
    assert build(project, "--json") == 0
    assert json.loads(capsys.readouterr().out)["kept"] == []


def test_what_was_kept_before_is_never_overwritten(project: Path) -> None:
    for text in (b"1", b"2", b"3"):
        (project / EDITION / "note.v1.txt").write_bytes(text)
        assert build(project) == 0
    there = contents(project / ASIDE)
    assert [there[name] for name in ("note.v1.txt", "note.v1-2.txt", "note.v1-3.txt")] == [b"1", b"2", b"3"]
    assert "note.v1-3.txt：另放的，原来叫 note.v1.txt，" in there[LIST].decode()


@LINKS
def test_folders_links_hidden_files_and_a_list_of_their_own_are_kept_as_they_are(project: Path) -> None:
    folder = project / EDITION
    (folder / "附件/深").mkdir(parents=True)
    (folder / "附件/深/a.txt").write_bytes(b"deep")
    (folder / ".notes").write_bytes(b"hidden")
    (folder / LIST).write_bytes(b"theirs")
    (folder / "facts.csv").unlink()
    (folder / "facts.csv").symlink_to(project / "report.toml")
    (folder / "~WRL0001.tmp").write_bytes(b"half saved")
    assert build(project) == 0
    there = project / ASIDE
    assert (there / "附件/深/a.txt").read_bytes() == b"deep"
    assert (there / ".notes").read_bytes() == b"hidden"
    assert (there / f"2026-Q4-{LIST}").read_bytes() == b"theirs"
    assert (there / "facts.csv").readlink() == project / "report.toml"
    assert (there / "~WRL0001.tmp").read_bytes() == b"half saved"


def test_what_systems_and_open_programs_leave_is_nobodys_and_an_open_document_is_said(
    project: Path, capsys: Output
) -> None:
    (project / EDITION / ".DS_Store").write_bytes(b"x")
    (project / EDITION / "Thumbs.db").write_bytes(b"x")
    assert build(project) == 0
    assert "没有改动，不用重做" in capsys.readouterr().out
    (project / EDITION / f"~${PAPER}.docx").write_bytes(b"x")
    assert build(project) == 0
    assert f"有人正开着这里的文件（~${PAPER}.docx）" in capsys.readouterr().out
    assert not (project / ASIDE).exists()


def test_a_strict_build_refuses_and_moves_nothing(project: Path, capsys: Output) -> None:
    (project / EDITION / f"{PAPER}.docx").write_bytes(b"corrected by hand")
    before = contents(project / EDITION)
    assert build(project, "--strict") == 1
    assert f"{EDITION}/{PAPER}.docx  发布以后有人改过" in capsys.readouterr().err
    assert contents(project / EDITION) == before
    assert not (project / ASIDE).exists()


SPOILT: list[Callable[[Path], object]] = [
    Path.unlink,
    lambda path: path.write_bytes(path.read_bytes()[:300]),
    lambda path: path.write_text("{}", encoding="utf-8"),
    lambda path: _without(path, PAPER),
]


def _without(path: Path, slug: str) -> None:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    content["reports"] = [one for one in content["reports"] if one["slug"] != slug]
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("spoil", SPOILT, ids=("gone", "cut", "of nothing", "shrunk"))
def test_without_a_manifest_ours_are_known_by_what_the_store_remembers_and_theirs_are_kept(
    project: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(project / EDITION / "manifest.json")
    (project / EDITION / f"{PAPER}.docx").write_bytes(b"corrected by hand")
    assert own_files(project / EDITION) is None
    turn(project)
    assert build(project) == 0
    there = contents(project / ASIDE)
    assert there.pop(f"{PAPER}.docx") == b"corrected by hand"
    assert {*there} <= {LIST, "manifest.json"}


def test_with_neither_manifest_nor_store_all_that_would_be_lost_is_kept(project: Path) -> None:
    before = contents(project / EDITION)
    (project / EDITION / "manifest.json").unlink()
    turn(project)
    assert build(project, "--no-cache") == 0
    after, there = contents(project / EDITION), contents(project / ASIDE)
    lost = {name for name, data in before.items() if name != "manifest.json" and after.get(name) != data}
    assert lost
    assert {name: there[name] for name in lost} == {name: before[name] for name in lost}
    assert {*there} == lost | {LIST}


# -- at any moment ----------------------------------------------------------------------------------------------------


def keeper(output: Path, made: bytes) -> Keeper:
    from hashlib import sha256

    return Keeper(output, "x", "2026-11-23", {"a.pdf": sha256(made).hexdigest()}, {})


def put(output: Path, data: bytes) -> Keeper:
    kept = keeper(output, data)
    publish(output, "x", {"a.pdf": data}, kept.keep)
    return kept


@pytest.mark.parametrize("exchanged", [True, False])
def test_a_file_saved_while_the_edition_is_exchanged_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanged: bool
) -> None:
    put(tmp_path, b"one")
    exchange = room._exchanged

    def late(one: Path, other: Path) -> bool:
        (other / "a.pdf").write_bytes(b"saved in this moment")
        return exchanged and exchange(one, other)

    monkeypatch.setattr(room, "_exchanged", late)
    put(tmp_path, b"two")
    assert (tmp_path / "x/a.pdf").read_bytes() == b"two"
    assert (tmp_path / "x-改过的/a.pdf").read_bytes() == b"saved in this moment"


@pytest.mark.parametrize("name", [".x.new", ".x.old"])
def test_what_a_killed_run_left_is_looked_through_before_it_goes(tmp_path: Path, name: str) -> None:
    put(tmp_path, b"one")
    left = tmp_path / name
    left.mkdir()
    (left / "领导批示.docx").write_bytes(b"theirs")
    put(tmp_path, b"two")
    assert contents(tmp_path / "x-改过的")["领导批示.docx"] == b"theirs"
    assert not left.exists()


def test_a_file_or_a_link_in_the_place_of_an_edition_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"in the way")
    put(tmp_path, b"one")
    assert (tmp_path / "x-改过的/x").read_bytes() == b"in the way"
    assert (tmp_path / "x/a.pdf").read_bytes() == b"one"


def test_a_file_in_the_place_of_the_folder_for_them_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, b"one")
    (tmp_path / "x-改过的").write_bytes(b"a file")
    (tmp_path / "x/note").write_bytes(b"theirs")
    put(tmp_path, b"two")
    assert (tmp_path / "x-改过的").read_bytes() == b"a file"
    assert (tmp_path / "x-改过的-2/note").read_bytes() == b"theirs"


def test_where_they_cannot_be_moved_they_stay_are_said_and_are_moved_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, b"one")
    (tmp_path / "x/note").write_bytes(b"theirs")

    def full(path: Path, *parts: bytes, lasting: bool = False) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr("hgz_report.edition.set_aside.put_whole", full)
        kept = put(tmp_path, b"two")
    assert (tmp_path / "x/a.pdf").read_bytes() == b"two"
    (problem,) = {*kept.said}
    assert problem.severity == "warning"
    assert "没有移出来" in problem.what
    assert "磁盘已满" in problem.what
    put(tmp_path, b"three")
    assert (tmp_path / "x-改过的/note").read_bytes() == b"theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "x-改过的"]


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="only an administrator can be two people")
def test_a_folder_of_another_owner_does_not_stop_later_editions(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    put(tmp_path, b"one")
    (tmp_path / "x/note").write_bytes(b"theirs")
    pid = os.fork()
    if not pid:
        code = 1
        try:
            os.setuid(65534)
            for data in (b"two", b"three"):
                put(tmp_path, data)
                assert (tmp_path / "x/a.pdf").read_bytes() == data
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert [path.read_bytes() for path in tmp_path.rglob("note")] == [b"theirs"]


def test_what_a_killed_run_left_half_written_beside_the_editions_goes_what_a_living_one_writes_stays(
    tmp_path: Path,
) -> None:
    living = tmp_path / f".index.html.{os.getpid()}"
    for path in (tmp_path / ".status.json.999999999", tmp_path / ".notes.1", tmp_path / ".status.json", living):
        path.write_bytes(b"x")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".notes.1", ".status.json", living.name])


# -- what is no place for editions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["data", "data/zones", "templates", "pictures", ".", "data/../templates", "fonts/x"])
def test_the_projects_own_folders_are_no_place_for_editions(project: Path, capsys: Output, folder: str) -> None:
    before = contents(project)
    change(project / "report.toml", 'folder = "reports"', f'folder = "{folder}"')
    for command in ("build", "check"):
        assert main(["--root", str(project), command]) == 1
        said = capsys.readouterr().err
        assert said.count("各期报告不能放在") == 1
        assert "共 1 处错误" in said
    change(project / "report.toml", f'folder = "{folder}"', 'folder = "reports"')
    assert contents(project) == before


@LINKS
def test_nor_is_a_link_to_one_nor_an_edition_called_like_the_project(project: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").symlink_to(project / "data")
    with pytest.raises(Problems, match="项目自己的 data/"):
        check_output(project, tmp_path / "reports", "2026-Q4")
    with pytest.raises(Problems, match="项目所在的文件夹"):
        check_output(project, project.parent, project.name)
    with pytest.raises(Problems, match=r"U\+0000"):
        check_output(project, project / "a\0b", "2026-Q4")
    check_output(project, project.parent, "2026-Q4")


@pytest.mark.parametrize("edition", ["2026-Q4-试做", "2026-Q4-改过的", "2026-Q4-更正1", "一期-更正12"])
def test_an_edition_is_not_called_like_a_folder_beside_one(project: Path, capsys: Output, edition: str) -> None:
    assert build(project, "--edition", edition) == 1
    assert "由程序自己用" in capsys.readouterr().err
    change(project / "report.toml", 'id = "2026-Q4"', f'id = "{edition}"')
    with pytest.raises(Problems, match="由程序自己用"):
        load_config(project)


# -- an edition is one thing ------------------------------------------------------------------------------------------


def test_after_a_changed_number_a_trial_leaves_the_edition_saying_one_thing(project: Path, capsys: Output) -> None:
    before = contents(project / EDITION)
    turn(project)
    assert build(project, PAPER) == 0
    assert "这是试做，发布的一期没有动" in capsys.readouterr().out
    assert contents(project / EDITION) == before
    assert main(["--root", str(project), "audit", "--all"]) == 0
    assert main(["audit", str(project / f"{EDITION}-试做")]) == 0


@pytest.mark.parametrize("name", [f"{PAPER}.pdf", f"{PAPER}.docx", f"{PAPER}.tree.json", "facts.csv", "trace.json"])
def test_an_audit_fails_on_a_folder_with_a_file_of_another_run(project: Path, capsys: Output, name: str) -> None:
    turn(project)
    assert build(project, PAPER) == 0
    shutil.copy(project / f"{EDITION}-试做" / name, project / EDITION / name)
    capsys.readouterr()
    assert main(["--root", str(project), "audit", "--all"]) in (1, 2)
    said = capsys.readouterr()
    assert name in said.out + said.err


def test_an_audit_fails_on_a_manifest_that_does_not_list_a_paper(project: Path, capsys: Output) -> None:
    path = project / EDITION / "manifest.json"
    _without(path, PAPER)
    capsys.readouterr()
    assert main(["--root", str(project), "audit", "--all"]) == 1
    said = capsys.readouterr().out
    assert "manifest.json" in said
    assert f"{PAPER}.pdf" in said
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_bytes(sealed({key: value for key, value in content.items() if key != "seal"}))  # and nobody can tell
    assert main(["--root", str(project), "audit", "--all"]) == 1
    assert "trace.json 里有，manifest.json 里没有" in capsys.readouterr().out


def test_a_trial_is_judged_by_what_its_papers_read(project: Path, capsys: Output) -> None:
    others = sorted((project / "data/zones").iterdir())[1]
    change(others, "province: ", "provinz: 省\nprovince: ")
    capsys.readouterr()
    assert build(project, PAPER) == 0
    assert f"留意  data/zones/{others.name}:" in capsys.readouterr().out
    assert build(project, others.stem) == 1
    assert build(project) == 1
