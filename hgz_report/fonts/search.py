"""Finding a face for each role: the editor's, the project's, the machine's, the free one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from hgz_report.fonts.face import Face, NotAFontError, faces_in, open_face
from hgz_report.fonts.folders import font_files, installed_with_us, machine_folders
from hgz_report.fonts.fontset import FontSet, Serving
from hgz_report.fonts.known import FREE_DEFAULT, KNOWN, LAST_RESORTS, KnownFont
from hgz_report.fonts.roles import Role
from hgz_report.problems import Problem, Problems, Where

PROJECT_FOLDER = "fonts"
"""Under the project's root, not in version control; `make fonts` fills it."""
_CONFIGURATION = Where("report.toml")
_FORBIDDEN = "字体的许可不允许嵌入"


@dataclass(frozen=True)
class FontConfig:
    """What the editor decided.

    `faces`: for a role, font files (relative to the root, `x.ttc#1` for the second face of a collection) or family
    names, tried in turn, one of which must be there, wherever it lies; `folders`: where else to look; `machine`: whether
    known faces that only this machine has serve unasked.  Without them every machine makes the same pages.
    """

    faces: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    machine: bool = False


def resolve(config: FontConfig, root: Path) -> FontSet:
    """A chain for every role; raises Problems, all at once, for configured fonts that can't be used."""
    return _Search(config, root).run()


class _Search:
    def __init__(self, config: FontConfig, root: Path) -> None:
        self.config = config
        self.root = root
        self.project = font_files([root / PROJECT_FOLDER, *(root / folder.expanduser() for folder in config.folders)])
        self.wrong: list[Problem] = []
        self.unreadable: dict[Path, Problem] = {}

    @cached_property
    def machine(self) -> Mapping[str, Path]:
        """What the machine has: looked through only where it is asked for."""
        return font_files(machine_folders())

    def run(self) -> FontSet:
        serving = {role: tuple(_once(self._chain(role))) for role in Role}
        if self.wrong:
            raise Problems(self.wrong)
        return FontSet(serving, tuple(self.unreadable.values()))

    def _chain(self, role: Role) -> Iterator[Serving]:
        for face in self._configured(role):
            yield Serving(face, heavy=True)  # the editor knows what a title should weigh
        for files in (self.project, *([self.machine] if self.config.machine else ())):
            for known in KNOWN[role]:
                path = files.get(known.file.casefold())
                found = self._found(path, known) if path else None
                if found:
                    yield Serving(found, known.own, known.heavy)
        free = FREE_DEFAULT[role]
        yield Serving(open_face(installed_with_us(free.file)), free.own, free.heavy)
        for file in LAST_RESORTS:
            yield Serving(open_face(installed_with_us(file)), own=False)

    def _found(self, path: Path, known: KnownFont) -> Face | None:
        """The face of a known file; one that can't be used is passed over, with a warning."""
        try:
            face = open_face(path)
            if known.face and face.key != known.face:
                return next((other for other in faces_in(path) if other.key == known.face), None)
            if face.embeddable:
                return face
            raise NotAFontError(path, _FORBIDDEN)
        except NotAFontError as error:
            self.unreadable[path] = Problem(None, f"跳过字体 {path.name}：{error.reason}", severity="warning")
            return None

    def _configured(self, role: Role) -> list[Face]:
        """The faces the editor named for a role, in order; one of them has to be there, and none may be unusable."""
        names = self.config.faces.get(role, ())
        found, wrong = [], len(self.wrong)
        for name in names:
            try:
                face = self._named_file(name) or self._named_family(name)
                if face and not face.embeddable:
                    raise NotAFontError(face.path, _FORBIDDEN)
            except NotAFontError as error:
                what = f"为{role}指定的字体“{name}”用不了：{error.reason}"
                self._add(what, "换一个 .ttf、.otf 或 .ttc 文件，或删去这一项。")
            else:
                found += [face] if face else []
        if names and not found and len(self.wrong) == wrong:
            what = f"为{role}指定的字体找不到：{'、'.join(names)}"
            self._add(what, "写字体文件的路径（相对于项目文件夹），或已装字体的名称；也可以删去这一项，由程序自己找。")
        return found

    def _add(self, what: str, hint: str) -> None:
        self.wrong.append(Problem(_CONFIGURATION, what, hint))

    def _named_file(self, wanted: str) -> Face | None:
        name, _, number = wanted.rpartition("#")
        if not (name and number.isdecimal()):
            name, number = wanted, "0"
        path = self.root / name
        if path.is_file():
            return open_face(path, int(number))
        found = self.project.get(name.casefold()) or self.machine.get(name.casefold())
        return open_face(found, int(number)) if found else None

    def _named_family(self, wanted: str) -> Face | None:
        """The upright face of that name nearest to regular weight."""
        name = wanted.casefold()
        paths = dict.fromkeys([*self.project.values(), *self.machine.values()])
        same = [face for path in paths for face in faces_in(path) if name in face.names()]
        return min(same, key=lambda face: (bool(face.italic_angle), abs(face.weight - 400)), default=None)


def _once(chain: Iterable[Serving]) -> Iterator[Serving]:
    """Each face where it comes first."""
    seen: set[Face] = set()
    for one in chain:
        if one.face not in seen:
            seen.add(one.face)
            yield one
