"""What jobs are made of, packed with all its files, for a machine that has none of them; and a job done there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from msgspec import Struct

from hgz_report.cache.stamp import program_stamp
from hgz_report.cache.whole import put_whole
from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.documents import Granted
from hgz_report.data.watched import WatchedDataset
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import JobResult, do
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.shelf import FileShelf
from hgz_report.fonts.face import open_face
from hgz_report.fonts.fontset import FontSet, Serving
from hgz_report.fonts.roles import Role
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import TEMPLATES


class PackedFace(Struct, frozen=True):
    """A face in the chain of a role: the file that holds it, its place there, and how it serves."""

    file: str
    index: int
    own: bool
    heavy: bool


class Parcel(Struct, frozen=True):
    """`files`: templates and pictures by name, font files by the hash of what stands in them; `program`: who packed it."""

    config: EditionConfig
    dataset: WatchedDataset
    granted: Granted
    files: Mapping[str, bytes]
    faces: Mapping[Role, tuple[PackedFace, ...]]
    program: bytes
    confirmed: Mapping[str, str] | None = None

    @classmethod
    def of(cls, materials: Materials, root: Path) -> Parcel:
        """Pack what jobs are made of.  Raises OSError."""
        assert materials.fonts is not None
        paths = [
            path for folder in (TEMPLATES, PICTURES) for path in sorted((root / folder).rglob("*")) if path.is_file()
        ]
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        faces: dict[Role, tuple[PackedFace, ...]] = {}
        for role, chain in materials.fonts.serving.items():
            packed: list[PackedFace] = []
            for one in chain:
                name = f"fonts/{one.face.sha256}{one.face.path.suffix}"
                if name not in files:
                    files[name] = one.face.path.read_bytes()
                packed.append(PackedFace(name, one.face.index, one.own, one.heavy))
            faces[role] = tuple(packed)
        program = program_stamp()
        return cls(materials.config, materials.dataset, materials.granted, files, faces, program, materials.confirmed)

    def unpacked(self, folder: Path) -> Materials:
        """Write the files into a folder and make the materials anew.  Raises OSError."""
        for name, data in self.files.items():
            put_whole(folder / name, data)
        serving = {
            role: tuple(Serving(open_face(folder / one.file, one.index), one.own, one.heavy) for one in chain)
            for role, chain in self.faces.items()
        }
        templates = Templates.of(folder / TEMPLATES)
        return Materials(
            self.config, self.dataset, templates, FontSet(serving), self.granted, Cleared(), self.confirmed
        )


class Delivered(Struct, frozen=True):
    """What comes back from another machine: the result and the files, by their hash."""

    result: JobResult
    files: Mapping[str, bytes]


class _Unpacked(Struct, frozen=True):
    """A parcel as this process has it; the folder goes when another parcel comes."""

    parcel: Parcel
    folder: TemporaryDirectory[str]
    materials: Materials
    shelf: FileShelf

    @classmethod
    def of(cls, parcel: Parcel) -> _Unpacked:
        """Unpack it.  Raises OSError."""
        folder = TemporaryDirectory(prefix="hgz-report-")
        return cls(parcel, folder, parcel.unpacked(Path(folder.name)), FileShelf(Path(folder.name) / "made"))


_AT_HAND: list[_Unpacked] = []
"""The parcel that this process works on."""
_ONE_AT_A_TIME = Lock()
"""What is read is noted for the one job that is being done, and a Dask worker may have several threads."""


def do_parcel(parcel: Parcel, job: Job) -> Delivered:
    """Do a job of a parcel on this machine, when no other one is being done."""
    with _ONE_AT_A_TIME:
        if not _AT_HAND or _AT_HAND[0].parcel is not parcel:
            for other in _AT_HAND:
                other.folder.cleanup()
            _AT_HAND[:] = [_Unpacked.of(parcel)]
        (here,) = _AT_HAND
        result = do(job, here.materials, here.shelf)
        made = result.paper.made if result.paper else None
        places = {one.sha256: here.shelf.place(one) for one in (made.kept.values() if made else ())}
        files = {name: place.read_bytes() for name, place in places.items()}
        for place in places.values():
            place.unlink(missing_ok=True)
        return Delivered(result, files)
