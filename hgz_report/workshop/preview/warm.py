"""What the preview keeps in memory between two saves: what every file gave, so that only the file that was saved is read anew."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Collection
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.data.file_kinds import DATA
from hgz_report.data.part_digests import PartDigests
from hgz_report.edition.config import EditionConfig, FontChoices, load_config
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.job import Materials
from hgz_report.edition.prepare import Prepared, Wanted, prepare
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.inline.memory import memory_of
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.file_parts import FileParts
from hgz_report.narrate.kept_sections import KeptSections, PartsNow

_TURNS = 24
"""Saves for which what was not asked for again is remembered: there and back costs nothing, and memory stays bounded."""
_TIMES = 8
"""Of the set texts that one run keeps: a paper that is looked at is not to be set anew because all others were set after it."""
_NEVER_CHANGED = frozenset({"data-file", "template"})
"""Kinds whose values nobody changes; of others everybody gets a copy."""


class WarmCache(Cache):
    """A store in memory before the one on the disk, which is only read."""

    def __init__(self, disk: Cache) -> None:
        super().__init__(None)
        self._disk = disk
        self._held: dict[tuple[str, bytes], tuple[Any, int]] = {}
        self._turn = 0

    def recall(self, kind: str, made_of: bytes) -> tuple[Any] | None:
        """See `Cache.recall`."""
        found = self._held.get((kind, made_of))
        if found is None:
            read = self._disk.recall(kind, made_of)
            if read is None:
                return None
            self.keep(kind, made_of, read[0])
            return read
        self._held[kind, made_of] = found[0], self._turn
        return (found[0] if kind in _NEVER_CHANGED else pickle.loads(found[0]),)

    def keep(self, kind: str, made_of: bytes, value: object) -> None:
        """See `Cache.keep`."""
        held = value if kind in _NEVER_CHANGED else pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._held[kind, made_of] = held, self._turn

    def turn(self) -> None:
        """A save: what was not asked for in many is forgotten."""
        self._turn += 1
        old = [key for key, (_, last) in self._held.items() if last < self._turn - _TURNS]
        for key in old:
            del self._held[key]


class Warm:
    """The project as it was read last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = WarmCache(Cache.of(root))
        self._read: Prepared | None = None
        self._faces: tuple[FontChoices, FontSet] | None = None
        self._sections: KeptSections | None = None

    def beside(self, root: Path) -> Warm:
        """The same for a copy of the project: what is alike is not read anew."""
        other = Warm(root)
        other.cache, other._faces, other._sections = self.cache, self._faces, self._sections
        return other

    def read(self, changed: Collection[str] = ()) -> Prepared:
        """Everything that papers are made of.  `changed`: the files that were saved, from the root, none for all.

        Raises Problems.
        """
        self.cache.turn()
        kept = self._read if changed and not any(file.startswith(f"{DATA}/") for file in changed) else None
        self._read = None  # where reading fails, nothing is known of the data
        config = load_config(self.root)
        data = kept.dataset if kept else None
        prepared = prepare(self.root, config, Wanted(depth="pages", prose=False), self.cache, data=data)
        materials = dataclasses.replace(prepared.materials, fonts=self._fonts(config))
        if kept and (kept.config.date, kept.config.previous) == (config.date, config.previous):
            # What was worked out of the data for other papers, and for this one before.
            materials = dataclasses.replace(materials, dataset=kept.materials.dataset)
        self._sections = self._kept_sections(materials)
        self._read = replace(prepared, materials=dataclasses.replace(materials, sections=self._sections))
        return self._read

    def _kept_sections(self, materials: Materials) -> KeptSections:
        """What sections printed before, beside the hashes of how things stand now."""
        templates, known = materials.templates.folder, self._sections
        digests = PartDigests(materials.dataset.whole, known.now.data.held if known else {})
        now = PartsNow(digests, FileParts(templates, templates.parent / PICTURES))
        return KeptSections(now, known.held) if known else KeptSections(now)

    def judging(self, prepared: Prepared) -> Prepared:
        """The same with what the rules about prose look at.  Raises Problems."""
        full = prepare(
            self.root, prepared.config, Wanted(depth="pages"), self.cache, data=prepared.dataset, faces=prepared.fonts
        )
        return replace(prepared, prose=full.prose, materials=full.materials, problems=full.problems)

    def _fonts(self, config: EditionConfig) -> FontSet:
        if self._faces is None or self._faces[0] != config.fonts:
            self._faces = config.fonts, edition_fonts(self.root, config)
            memory_of(self._faces[1]).remember(_TIMES)
        return self._faces[1]
