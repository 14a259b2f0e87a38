"""What jobs are made of, packed with all its files, for a machine that has none of them; and a job done there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hgz_report.cache.stamp import program_stamp
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


@dataclass(frozen=True, slots=True)
class PackedFace:
    """A face in the chain of a role: the file that holds it, its place there, and how it serves."""

    file: str
    index: int
    own: bool
    heavy: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """`files`: templates and pictures by name, font files by the hash of what stands in them; `program`: who packed it."""

    config: EditionConfig
    dataset: WatchedDataset
    granted: Granted
    files: Mapping[str, bytes]
    faces: Mapping[Role, tuple[PackedFace, ...]]
    program: bytes

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
        return cls(materials.config, materials.dataset, materials.granted, files, faces, program_stamp())

    @property
    def name(self) -> str:
        """The same for the same files: what is unpacked once serves all jobs."""
        told = "".join(f"{name} {sha256(data).hexdigest()}\n" for name, data in self.files.items())
        return sha256(self.program + told.encode()).hexdigest()

    def unpacked(self, folder: Path) -> Materials:
        """Write the files into a folder and make the materials anew.  Raises OSError."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.{os.getpid()}")
            fresh.write_bytes(data)
            fresh.replace(path)
        serving = {
            role: tuple(Serving(open_face(folder / one.file, one.index), one.own, one.heavy) for one in chain)
            for role, chain in self.faces.items()
        }
        templates = Templates.of(folder / TEMPLATES)
        return Materials(self.config, self.dataset, templates, FontSet(serving), self.granted, Cleared())


@dataclass(frozen=True, slots=True)
class Delivered:
    """What comes back from another machine: the result and the files, by their hash."""

    result: JobResult
    files: Mapping[str, bytes]


_UNPACKED: dict[int, tuple[Parcel, Materials, FileShelf]] = {}
"""Of this process: the parcel that it works on, unpacked."""


def do_parcel(parcel: Parcel, job: Job) -> Delivered:
    """Do a job of a parcel on this machine."""
    if id(parcel) not in _UNPACKED:
        folder = Path(tempfile.mkdtemp(prefix="hgz-report-"))
        _UNPACKED.clear()
        _UNPACKED[id(parcel)] = parcel, parcel.unpacked(folder), FileShelf(folder / "made")
    _, materials, shelf = _UNPACKED[id(parcel)]
    result = do(job, materials, shelf)
    made = result.paper.made if result.paper else None
    contents = made.contents.values() if made else ()
    files = {one.sha256: shelf.place(one).read_bytes() for one in contents}
    for one in contents:
        shelf.place(one).unlink(missing_ok=True)
    return Delivered(result, files)
