"""Commands that write into people's files or issue editions, and that something happens to; what has to be true then."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from docx import Document

from hgz_report.cache.together import NOTE
from hgz_report.cli.main import main
from hgz_report.workshop.preview.desk import Desk
from tests.tools.failing_disk import FailingDisk
from tests.tools.previewed import Browser, Previewed
from tests.tools.project import ROOT, change
from tests.tools.tiny_project import EDITION
from tests.tools.tried_builds import Bench, Run, english_in

CORRECTED = f"{EDITION}-更正1"
PAPER = "made-000"
_OWN = "title: 专刊\nslug: own\nissue: 12  # 自己的\nsubject: 专刊\nkeywords: []\n"
_PEOPLES = re.compile(r"data/(?!editions/).*|templates/.*|report\.toml")
_PASSING = re.compile(r"\.rewriting/.*|(.*/)?\.lock")
_HALF = re.compile(r"(?:.*/)?\.[^/]+\.\d+|reports/\.[^/]+/.*")
"""Where a run writes what is not yet what it is to be."""
_CHEAP = ("new-edition",)
"""What can be tried of an edition as the bench of builds left it."""
_KEPT_OPEN = "退不回去"
_EDITED, _EDIT = "下面是各年的数", "下面是历年的数"
Files = dict[str, tuple[bytes, int]]
Act = Callable[[Path], int]


def files_of(root: Path) -> Files:
    """Every file but those of the store and the locks, with its mode."""
    found: Files = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".cache"]
        for name in names:
            path = Path(folder, name)
            called = path.relative_to(root).as_posix()
            if not _PASSING.fullmatch(called):
                found[called] = path.read_bytes(), path.stat().st_mode & 0o777
    return found


def restore(root: Path, wanted: Files) -> None:
    """Let a project hold these files and no others."""
    for name, (data, mode) in files_of(root).items():
        if wanted.get(name) != (data, mode):
            (root / name).unlink()
    shutil.rmtree(root / ".rewriting", ignore_errors=True)
    for name, (data, mode) in wanted.items():
        path = root / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(mode)
    for path in sorted(root.glob("reports/**/"), reverse=True):
        with suppress(OSError):
            path.rmdir()


@dataclass
class Command:
    """`act` is tried from `before` and leads to `after`; `again` is what a person does next, to the same end."""

    name: str
    act: Act
    again: Act
    before: Files = field(default_factory=dict)
    after: Files = field(default_factory=dict)
    seconds: float = 0
    steps: list[str] = field(default_factory=list)
    """What each operation was, and which code asked for it."""
    reads: list[str] = field(default_factory=list)


def _said(*words: str) -> Act:
    return lambda root: main(["--root", str(root), *words])


class CommandBench:
    """A published tiny project in which commands are tried; what is wrong is said to the bench of builds."""

    def __init__(self, bench: Bench, wanted: Sequence[str] = ()) -> None:
        self.bench = bench
        folder = bench.root.parent / "commands"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tmp").mkdir(parents=True)
        self.tmp, self.root = folder / "tmp", folder / "project"
        shutil.copytree(bench.root, self.root, ignore=shutil.ignore_patterns(".cache"))
        tempfile.tempdir = str(self.tmp)
        self.store = folder / "store"
        self._previewed: Previewed | None = None
        _published(self.root, anew=wanted != _CHEAP)
        self.published = files_of(self.root)
        made = {
            "confirm": lambda: _same("confirm", "--all", "--by", "姓名"),
            "issue": lambda: _same("issue", "--jobs", "1"),
            "correct": self._correction,
            "excel": lambda: _same("excel", "in", str(_changed_table(self.root)), "--write"),
            "excel map": lambda: _same("excel", "in", str(_foreign_table(self.root)), "--write"),
            "returned": lambda: _returned(self.root),
            "new-edition": lambda: _same("new-edition", "2027-Q1", "--write"),
            "preview edit": self._edits,
        }
        self.commands = [self._measured(name, make) for name, make in made.items() if not wanted or name in wanted]

    def _correction(self) -> tuple[Act, Act]:
        """Of an issued edition in which a number was found wrong since."""
        assert _said("issue", "--jobs", "1")(self.root) == 0
        change(self.root / f"data/zones/{PAPER}.yaml", "period: 2019, value: 44", "period: 2019, value: 45")
        return _same("correct", "--why", "抄错一位", "--by", "姓名", "--jobs", "1")

    @property
    def previewed(self) -> Previewed:
        """A preview of the project as it is published, whose edits are tried in children."""
        if self._previewed is None:
            self._previewed = Previewed(self.root, PAPER)
        return self._previewed

    def _edits(self) -> tuple[Act, Act]:
        assert self.previewed.pages  # read here, before children change anything
        return self._edit, self._edit_again

    def wanted_edit(self) -> dict[str, object]:
        """A sentence changed, as a browser asks for it."""
        edit = self.previewed.card(_EDITED)["edit"]
        return {**edit, "new": edit["old"].replace(_EDITED, _EDIT), "paper": PAPER}

    def _edit(self, root: Path) -> int:
        """Change a sentence through the application."""
        body = json.dumps(self.wanted_edit()).encode()
        answered = Browser(self.previewed).ask("/edit", "POST", body)
        self.previewed.desk.close()
        sys.stdout.write(answered.text)
        if "lost" in answered.json:
            return 70
        return {200: 0, 409: 1}.get(answered.status, 70)

    def _edit_again(self, root: Path) -> int:
        """Whoever begins a preview anew; then the same edit, which is refused where it is there."""
        code = main(["--root", str(root), "list"])
        self.previewed.desk = Desk(self.previewed.session)
        done = _EDIT in (root / "templates/zone/10_own.md.j2").read_text(encoding="utf-8")
        return code or (0 if done else self._edit(root))

    # -- before and after

    def _measured(self, name: str, make: Callable[[], tuple[Act, Act]]) -> Command:
        """What a command leads to, how long it takes, and what it does to the disk, from a store that has all it can."""
        restore(self.root, self.published)
        act, again = make()
        one = Command(name, act, again, files_of(self.root))
        for _ in range(2):
            self.ready(one)
            run = Run.of(self.root, lambda: act(self.root))
            assert run.end() in (0, 1), run.words
        one.after, one.seconds = files_of(self.root), run.seconds
        assert one.after != one.before, run.words
        shutil.rmtree(self.store, ignore_errors=True)
        shutil.copytree(self.root / ".cache", self.store)
        one.steps = self._sites(one, reads=False)
        one.reads = self._sites(one, reads=True)
        return one

    def _sites(self, one: Command, *, reads: bool) -> list[str]:
        self.ready(one)
        sites = self.tmp.parent / "sites"
        sites.write_bytes(b"")
        disk = FailingDisk(self.folders, 0, reads=reads, sites=sites)
        Run.of(self.root, lambda: one.act(self.root), disk.begin).end()
        return [line.partition(" ")[2] for line in sites.read_text(encoding="utf-8").splitlines()]

    @property
    def folders(self) -> list[Path]:
        """Where commands read and write."""
        return [self.root, self.tmp]

    def ready(self, one: Command) -> None:
        """Let the project be as the command is to find it."""
        restore(self.root, one.before)
        for path in self.tmp.iterdir():
            shutil.rmtree(path, ignore_errors=True)
        if self.store.is_dir():
            _same_store(self.root / ".cache", self.store)

    # -- what must be true

    def tried(self, one: Command, what: str, run: Run, *, failing: bool) -> None:
        """Nothing is half done; what was said is Chinese and says what to do; the next run leads to the end, and clears up."""
        bench, code = self.bench, run.end()
        what = f"{one.name}: {what}"
        bench.tries += 1
        now = files_of(self.root)
        noted = (self.root / NOTE).exists()
        for fault in _half_done(one, now, noted=noted):
            bench.wrong(f"{what}: {fault}", run)
        if failing:
            self._exited(one, what, run, now, noted=noted)
        mixed = len({*_standing(one, now)}) > 1
        again = Run.of(self.root, lambda: one.again(self.root))
        if again.end() not in (0, 1) or english_in(again.words):
            bench.wrong(f"{what}: the next run ended with {again.end()}", again)
        if mixed and "已退回原样" not in again.words:
            bench.wrong(f"{what}: not said that it was taken back (exit {code})", again)
        if (then := files_of(self.root)) != one.after:
            names = sorted({*then.items()} ^ {*one.after.items()})
            bench.wrong(f"{what}: the next run came to another end: {sorted({name for name, _ in names})}", again)
        if left := [path.name for path in self.tmp.iterdir() if path.name != "matplotlib"]:
            bench.wrong(f"{what}: left in the scratch folder {left}", again)

    def _exited(self, one: Command, what: str, run: Run, now: Files, *, noted: bool) -> None:
        """A run that met a failing disk: its exit code, its words and its files say the same."""
        bench, code = self.bench, run.end()
        wanted = {name: one.after[name][0] for name in one.after if _PEOPLES.fullmatch(name) or "/editions/" in name}
        there = all(name in now and now[name][0] == data for name, data in wanted.items())
        if code not in (0, 1, 2):
            bench.wrong(f"{what}: exit {code}", run)
        if english := english_in(run.words):
            bench.wrong(f"{what}: said in English: {english}", run)
        if code == 0 and not there:
            bench.wrong(f"{what}: done, but not there", run)
        if code and not (one.name == "excel map" and there) and not ("提示" in run.words or '"hint"' in run.words):
            bench.wrong(f"{what}: exit {code} without a remedy", run)
        if code and one.name not in ("issue", "correct", "excel map") and there:
            bench.wrong(f"{what}: there, but said not to be", run)
        if noted and not there and _KEPT_OPEN not in run.words:
            bench.wrong(f"{what}: a note is left, and not said", run)


def _standing(one: Command, now: Mapping[str, tuple[bytes, int]]) -> Iterator[str]:
    """Of each file of people's that changes, whether it is as before or after."""
    for name, (data, _) in one.after.items():
        if _PEOPLES.fullmatch(name) and one.before.get(name, (b"", 0))[0] != data:
            there = now.get(name, (b"", 0))[0]
            yield "before" if there == one.before.get(name, (b"", 0))[0] else "after" if there == data else "neither"


def _half_done(one: Command, now: Files, *, noted: bool) -> Iterator[str]:
    for name, (data, _) in now.items():
        known = {files[name][0] for files in (one.before, one.after) if name in files}
        if known and data not in known:
            yield f"{name} is neither as before nor as after"
        if not known and not _HALF.fullmatch(name):
            yield f"{name} is nobody's"
    if lost := [name for name in one.before if name in one.after and name not in now]:
        yield f"lost: {lost}"
    if len({*_standing(one, now)}) > 1 and not noted:
        yield "some files are as before, some as after, and nothing says so"
    corrected = [name for name in one.after if name.startswith(f"{CORRECTED}/")]
    if 0 < len([name for name in corrected if name in now]) < len(corrected):
        yield "a part of the corrected edition"


def _same_store(store: Path, kept: Path) -> None:
    """The entries of a store as they were."""
    then = {path.relative_to(kept) for path in kept.rglob("*") if path.is_file()}
    for path in [path for path in store.rglob("*") if path.is_file()]:
        if path.relative_to(store) not in then:
            path.unlink()
    for name in then:
        if not (store / name).exists():
            (store / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept / name, store / name)


def _same(*words: str) -> tuple[Act, Act]:
    return _said(*words), _said(*words)


def _returned(root: Path) -> tuple[Act, Act]:
    paper = _corrected_paper(root)
    return _same("returned", str(paper), "--apply", *_numbers(root, paper))


def _published(root: Path, *, anew: bool) -> None:
    """An edition with a report that has numbers of its own (`anew`: built), and the template of corrections."""
    shutil.copytree(ROOT / "templates/correction", root / "templates/correction")
    (root / "templates/own").mkdir()
    (root / "templates/own/report.yaml").write_text(_OWN, encoding="utf-8")
    (root / "templates/own/10_own.md.j2").write_text("# 情况\n\n专门说的话。\n", encoding="utf-8")
    if anew:
        run = Run.begin(root, "--jobs", "1")
        assert run.end() == 0, run.words
    (root / "reports/status.json").unlink(missing_ok=True)


def _changed_table(root: Path) -> Path:
    """All facts, one of each zone with another number."""
    path = root.parent / "表.xlsx"
    assert main(["--root", str(root), "excel", "out", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["事实"]
    heads = {cell.value: number for number, cell in enumerate(next(sheet.iter_rows()), 1)}
    done = set[str]()
    for row in sheet.iter_rows(min_row=2):
        owner, value = str(row[0].value).partition(".")[0], sheet.cell(row[0].row, heads["数值"])
        if (
            owner.startswith("made-")
            and owner not in done
            and isinstance(value.value, int)
            and "@2024" in str(row[0].value)
        ):
            value.value += 1
            done.add(owner)
    assert len(done) > 1
    book.save(path)
    return path


def _foreign_table(root: Path) -> Path:
    """A table that is not ours: a map is guessed for it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "data/zones").iterdir())]
    short = [re.search(r"^short: (.*)$", text, re.MULTILINE) for text in texts]
    sheet.append(["高新区", "规上工业企业"])
    for number, found in enumerate(short):
        assert found
        sheet.append([found[1], 100 + number])
    path = root.parent / "别人的.xlsx"
    book.save(path)
    return path


def _corrected_paper(root: Path) -> Path:
    """A paper in which somebody changed a sentence of the template and a word of the data."""
    paper = Document(str(root / EDITION / f"{PAPER}.docx"))
    city = re.search(r"^city: (.*)$", (root / f"data/zones/{PAPER}.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert city
    for old, new in (("各年的数", "历年的数"), (city[1], f"{city[1]}市")):
        run = next(run for one in paper.paragraphs for run in one.runs if old in run.text and "下面是" in one.text)
        run.text = run.text.replace(old, new, 1)
    path = root.parent / "改过的.docx"
    paper.save(str(path))
    return path


def _numbers(root: Path, paper: Path) -> list[str]:
    """Which changes were found."""
    from hgz_report.cache.store import Cache
    from hgz_report.workshop.returned.read_back import read_back

    return [str(item.number) for item in read_back(root, paper, cache=Cache.of(root)).items]
