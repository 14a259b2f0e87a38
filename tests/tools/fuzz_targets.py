"""What is fuzzed: each target takes a file's changed bytes through a door and says what is wrong with what comes of it."""

from __future__ import annotations

import email
import email.policy
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import yaml

from hgz_report.cache.store import Cache
from hgz_report.checks.data.gate import EditionData, examine
from hgz_report.cli.main import main
from hgz_report.data.load.load import load_dataset
from hgz_report.edition.config import load_config
from hgz_report.edition.doing import composed
from hgz_report.edition.job import Job
from hgz_report.edition.prepare import judged
from hgz_report.layout.lay_out import lay_out
from hgz_report.problems import Problem, Problems
from hgz_report.style import LOOKS
from hgz_report.workshop.preview.warm import Warm, WarmCache
from tests.tools.hostile.trial import CONTROLS, ENGLISH
from tests.tools.mutations import Edit, bytes_changed, lines_changed, package_changed
from tests.tools.project import PAPERS, change, copy_project
from tests.tools.published import EDITION, ZONES, published_project
from tests.tools.tiny_project import tiny_project
from tests.tools.tried_builds import Run

_QUOTED = re.compile(
    r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’|「[^「」]*」|(?<![\w.~$+-])(?:[\w.~$+-]*+/)++[\w.~$+-]*"
    r"|\[[a-z_.]+\]|^.*usage.*$|(?:^|(?<=[\s：]))[^\s：][^：\n]*+(?=：不认识这个键)",
    re.MULTILINE,
)
"""What of something said is the person's own: words in quotes, paths, keys that we don't know."""
_PAPER = "made-000"
_RICH = """
# 又一节

一句**要紧**的话[^注]，又一句。

- 头一条。
- 第二条。

| 名称 | 说明 |
|---|---|
| 平台 | 甲 |
| 园区 | 乙 |

: 试写的表 {#own widths=2,1}

[^注]: 注里的话。
"""


class Target:
    """`changed` makes a case's bytes of an original; `tried` puts it through its door and yields what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def originals(self) -> Sequence[str]:
        """Names of the files that are changed."""
        raise NotImplementedError

    def original(self, name: str) -> bytes:
        """What one holds."""
        raise NotImplementedError

    def changed(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """What it becomes."""
        return bytes_changed(data, edits)

    def tried(self, name: str, data: bytes) -> Iterator[str]:
        """What is wrong with what comes of it."""
        raise NotImplementedError


def wrong_words(text: str) -> Iterator[str]:
    """What of something said a person can't read."""
    if english := ENGLISH.search(_QUOTED.sub("", text)):
        yield f"English: {english[0]!r} in {text[:200]!r}"
    if found := CONTROLS.search(text):
        yield f"a control character {found[0]!r} in {text[:200]!r}"


def wrong_problems(problems: Sequence[Problem], root: Path) -> Iterator[str]:
    """Problems that name a file that is not there, a place outside of it, or that nobody can read."""
    if not problems:
        yield "Problems without a problem"
    for one in problems:
        yield from wrong_words(str(one))
        if one.severity == "error" and not one.hint:
            yield f"no remedy: {one}"
        if one.where is None:
            continue
        path = root / one.where.file
        if not path.exists():
            yield f"no such file: {one}"
        elif one.where.line and path.is_file():
            lines = (
                path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            )
            if one.where.line > len(lines):
                yield f"a line outside the file: {one}"
            elif one.where.column > len(lines[one.where.line - 1]) + 1:
                yield f"a column outside the line: {one}"


def commanded(*words: str) -> tuple[int, str]:
    """A command done here: its exit code and all that it said."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 70
    return code, out.getvalue()


def _wrong_end(code: int, said: str) -> Iterator[str]:
    if code not in (0, 1, 2):
        yield f"exit {code}: {said[-200:]!r}"
    if code and not said.strip():
        yield f"exit {code} and nothing said"
    yield from wrong_words(said)


class OfTheProject(Target):
    """`files` of a copy of the project by name, of which lines and words are changed."""

    files: Mapping[str, bytes]

    def original(self, name: str) -> bytes:
        """As it is in the project."""
        return self.files[name]

    def changed(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Lines and words."""
        return lines_changed(data, edits)


def _read(root: Path, folder: str, names: str) -> Mapping[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / folder).rglob(names))}


class Loader(OfTheProject):
    """The real data, one file of them changed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.root = copy_project(folder / "project", PAPERS)
        self.cache = WarmCache(Cache.of(self.root))
        load_dataset(self.root, self.cache)
        self.files = _read(self.root, "data", "*.yaml")

    def originals(self) -> Sequence[str]:
        """Every file of data, those of zones less often."""
        zones = [name for name in self.files if "/zones/" in name]
        return [name for name in self.files if name not in zones] + zones[:8]

    def tried(self, name: str, data: bytes) -> Iterator[str]:
        """Loads, or says why not; what loads can be looked through by the gate."""
        path = self.root / name
        path.write_bytes(data)
        try:
            dataset = load_dataset(self.root, self.cache)
            config = load_config(self.root)
            said = [*dataset.warnings, *examine(EditionData(dataset, config.date), config.checks.errors, self.cache)]
            yield from wrong_problems(said, self.root) if said else ()
        except Problems as found:
            yield from wrong_problems(found.problems, self.root)
        finally:
            path.write_bytes(self.files[name])


class Markup(OfTheProject):
    """The real templates, one of them changed: composed, and now and then set."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.root = copy_project(folder / "project")
        self.warm = Warm(self.root)
        self.made = {one.report.folder for one in self.warm.read().jobs} | {"shared"}
        self.files = _read(self.root, "templates", "*.j2")
        self.turns = 0

    def originals(self) -> Sequence[str]:
        """Every template of a report that is made now."""
        return [name for name in self.files if name.split("/")[1] in self.made]

    def tried(self, name: str, data: bytes) -> Iterator[str]:
        """Composes as in the preview, or says why not; every fourth that composes as in a build, and is set and judged."""
        path = self.root / name
        path.write_bytes(data)
        self.turns += 1
        try:
            prepared = self.warm.read([name])
            job = _printing(name, prepared.jobs)
            one = composed(job, prepared.materials)
            said = [*one.words.unaccounted, *one.words.untrue]
            yield from wrong_problems(said, self.root) if said else ()
            if self.turns % 4 == 0:
                whole = composed(job, replace(prepared.materials, sections=None))
                if whole.document != one.document:
                    yield "a document that is another where its sections are read one by one"
                assert prepared.materials.fonts is not None
                lay_out(one.document, LOOKS[one.document.look], prepared.materials.fonts)
                judged(self.warm.judging(prepared), [whole.words], [])
        except Problems as found:
            yield from wrong_problems(found.problems, self.root)
        finally:
            path.write_bytes(self.files[name])


def _printing(name: str, jobs: Sequence[Job]) -> Job:
    """The first that prints a template: that of its zone, of its kind of report, or of all."""
    _, folder, *rest = name.split("/")
    able = [one for one in jobs if folder in (one.report.folder, "shared")]
    return next((one for one in able if len(rest) > 1 and one.report.owner == rest[0]), able[0])


class Config(Target):
    """report.toml."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.root = folder / "project"
        published_project(self.root)
        self.data = (self.root / "report.toml").read_bytes()

    def originals(self) -> Sequence[str]:
        """One file."""
        return ["report.toml"]

    def original(self, name: str) -> bytes:
        """That of the project."""
        return self.data

    def changed(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Lines and words."""
        return lines_changed(data, edits)

    def tried(self, name: str, data: bytes) -> Iterator[str]:
        """Read, or said why not."""
        (self.root / name).write_bytes(data)
        try:
            load_config(self.root)
        except Problems as found:
            yield from wrong_problems(found.problems, self.root)


class Tiny(Target):
    """A published tiny project, and a file that comes from outside."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.root = tiny_project(folder / "project")
        section = self.root / "templates/zone/10_own.md.j2"
        section.write_text(section.read_text(encoding="utf-8") + _RICH, encoding="utf-8")
        change(self.root / "report.toml", '["pdf", "docx"]', '["pdf", "docx", "html"]')
        run = Run.begin(self.root, "--jobs", "1")
        assert run.end() == 0, run.words
        self.outside = folder / "outside"
        self.outside.mkdir()
        self.files: Mapping[str, bytes] = {}

    def published(self, ending: str) -> bytes:
        """A paper."""
        return (self.root / f"reports/2026-Q4/{_PAPER}.{ending}").read_bytes()

    def originals(self) -> Sequence[str]:
        """Names that end with the door that each goes through."""
        return [*self.files]

    def original(self, name: str) -> bytes:
        """A published paper or a table."""
        return self.files[name]

    def tried(self, name: str, data: bytes) -> Iterator[str]:
        """The command's exit code and words."""
        came = self.outside / name
        came.write_bytes(data)
        code, said = commanded(*self.words(name, str(came)))
        yield from _wrong_end(code, said)

    def words(self, name: str, came: str) -> Sequence[str]:
        """The command."""
        return ("audit", came, "--manifest", str(self.root / "reports/2026-Q4/manifest.json"))


class Word(Tiny):
    """A .docx: audited, and read back."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        data = self.published("docx")
        (self.outside / "back").mkdir()
        (self.outside / "source").mkdir()
        self.files = {f"{_PAPER}.docx": data, f"back/{_PAPER}.docx": data, "source/来文.docx": data}

    def changed(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Parts and trees."""
        return package_changed(data, edits)

    def words(self, name: str, came: str) -> Sequence[str]:
        """The command."""
        if name.startswith("back/"):
            return ("--root", str(self.root), "returned", came)
        if name.startswith("source/"):
            return ("--root", str(self.root), "check", "--source", came)
        return super().words(name, came)


class Sheets(Tiny):
    """A workbook of `excel out`, brought in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for name, more in (("表.xlsx", ()), ("报送.xlsx", ("--forms",))):
            commanded("--root", str(self.root), "excel", "out", str(self.outside / name), *more)
        self.files = {path.name: path.read_bytes() for path in self.outside.iterdir()}
        assert self.files

    def changed(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Parts and trees."""
        return package_changed(data, edits)

    def words(self, name: str, came: str) -> Sequence[str]:
        """The command."""
        return ("--root", str(self.root), "excel", "in", came)


class Pdf(Tiny):
    """A .pdf as it was published, and with its streams unpacked where qpdf is there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        packed = self.outside / f"{_PAPER}.pdf"
        packed.write_bytes(self.published("pdf"))
        files = {packed.name: packed.read_bytes()}
        (self.outside / "open").mkdir()
        (self.outside / "source").mkdir()
        if shutil.which("qpdf"):
            plain = self.outside / "open" / packed.name
            subprocess.run(["qpdf", "--qdf", "--object-streams=disable", packed, plain], check=True)
            files[f"open/{packed.name}"] = plain.read_bytes()
        self.files = files | {"source/来文.pdf": packed.read_bytes()}

    def words(self, name: str, came: str) -> Sequence[str]:
        """The command."""
        if name.startswith("source/"):
            return ("--root", str(self.root), "check", "--source", came)
        return super().words(name, came)


class Page(Tiny):
    """A page for reading."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.files = {f"{_PAPER}.html": self.published("html")}


class Mail(Target):
    """Who gets what: recipients with strange names and places, and the letters that are made for them; what lies in the inbox."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.root = published_project(folder / "project", ZONES[:4])
        change(self.root / "report.toml", 'sender = ""', 'sender = "bulletin@example.invalid"')
        people = [
            {"name": f"第{n}处", "way": way, "to": to, "zones": [ZONES[n]], "papers": []}
            for n, (way, to) in enumerate(
                (("发件箱", "a@example.invalid"), ("文件夹", "given"), ("发件箱", "b@example.invalid"))
            )
        ]
        text = yaml.safe_dump({"recipients": people}, allow_unicode=True, sort_keys=False)
        self.data = text.replace("  papers: []\n", "").encode()
        (self.root / "given").mkdir()

    def originals(self) -> Sequence[str]:
        """The list of recipients, and a name in the inbox."""
        return ["data/recipients.yaml", "inbox/改过的稿子.docx"]

    def original(self, name: str) -> bytes:
        """The list, or a name."""
        return self.data if name.endswith(".yaml") else name.rpartition("/")[2].encode()

    def changed(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Lines and words."""
        return lines_changed(data, edits)

    def tried(self, name: str, data: bytes) -> Iterator[str]:
        """Delivered into folders and the outbox, or said why not; every letter reads back with its files."""
        if name.startswith("inbox/"):
            yield from self._inbox(data)
            return
        (self.root / name).write_bytes(data)
        shutil.rmtree(self.root / "delivery", ignore_errors=True)
        shutil.rmtree(self.root / "given", ignore_errors=True)
        (self.root / "given").mkdir()
        code, said = commanded("--root", str(self.root), "deliver", "--send", "--new-ledger")
        yield from _wrong_end(code, said)
        for path in (self.root / "delivery").rglob("*.eml"):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if letter.defects or len(letter["To"].addresses) != 1:
                yield f"a letter with defects: {letter.defects} {letter['To']!r}"
            for part in letter.iter_attachments():
                content = part.get_content()
                if content not in {one.read_bytes() for one in (self.root / f"reports/{EDITION}").iterdir()}:
                    yield f"an attachment that is no published file: {part.get_filename()!r}"
        strange = [path for path in self.root.parent.iterdir() if path != self.root]
        if strange:
            yield f"put outside of the project: {strange}"

    def _inbox(self, data: bytes) -> Iterator[str]:
        folder = self.root / "inbox"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            (folder / data.replace(b"/", b"_").replace(b"\0", b"").decode("utf-8", "surrogateescape")).write_bytes(data)
        except (OSError, ValueError):
            return
        for words in (("inbox",), ("returned",)):
            code, said = commanded("--root", str(self.root), *words)
            yield from _wrong_end(code, said)


TARGETS: Mapping[str, Callable[[Path], Target]] = {
    "loader": Loader,
    "markup": Markup,
    "config": Config,
    "docx": Word,
    "xlsx": Sheets,
    "pdf": Pdf,
    "html": Page,
    "mail": Mail,
}
