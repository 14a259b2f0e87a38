"""The faces of an edition by what stands in their files, and how they differ from those of the edition published last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hgz_report.cache.store import Cache, digest_of
from hgz_report.edition.own_files import MANIFEST
from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet
from hgz_report.problems import Problem, Severity, parsed_json

FACES = "faces"
"""In manifest.json: by role the chain of faces, the first of which prints what it has."""
Chains = Mapping[str, Sequence[Mapping[str, str]]]
_HINT = (
    "要用原来的：把字体文件放回 fonts/（make fonts 取免费的），或在 report.toml 的 [fonts] 里写明；"
    "要用现在的：加 --new-fonts（make report NEW_FONTS=1）"
)


class Published(NamedTuple):
    """The edition published last and the chains it was printed in; `faces` may lack hashes in editions of older programs."""

    edition: str
    faces: Chains


def face_hash(face: Face, cache: Cache, *, verify: bool = False) -> str:
    """SHA-256 of the font file; one that is as it was when it was hashed is not read again, unless to `verify`."""
    there = face.path.stat()
    stamp = f"{face.path} {there.st_size} {there.st_mtime_ns} {there.st_ino}".encode()
    known = None if verify or not cache.folder else cache.recall("face", stamp)
    if known:
        return str(known[0])
    cache.keep("face", stamp, face.sha256)
    return face.sha256


def faces_of(fonts: FontSet, cache: Cache, *, verify: bool = False) -> dict[str, list[dict[str, str]]]:
    """For the manifest: by role each face of the chain with name, version and hash."""
    return {
        role.value: [
            {"name": one.face.family, "version": one.face.version, "sha256": face_hash(one.face, cache, verify=verify)}
            for one in chain
        ]
        for role, chain in fonts.serving.items()
    }


def faces_digest(fonts: FontSet | None, cache: Cache, *, verify: bool = False) -> bytes:
    """What stands in the font files, by role."""
    if fonts is None:
        return b""
    out: list[bytes] = []
    for role, chain in fonts.serving.items():
        for one in chain:
            content = face_hash(one.face, cache, verify=verify)
            out.append(f"{role.value} {content} {one.face.index} {one.own} {one.heavy}".encode())
    return digest_of(*out)


def last_published_faces(output: Path, edition: str) -> Published | None:
    """Of this edition where it was published before, else of the newest one; None where there is none that says."""
    found: list[tuple[bool, str, str, Chains]] = []
    for path in output.glob(f"*/{MANIFEST}"):
        try:
            content: Any = parsed_json(path.read_text(encoding="utf-8"))
            if content["edition"] != path.parent.name:  # a trial, or a copy that somebody made
                continue
            faces = content.get(FACES) or {role: [{"name": name}] for role, name in content["fonts"].items()}
            found.append((path.parent.name == edition, str(content["date"]), path.parent.name, faces))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue
    newest = max(found, key=lambda one: one[:3], default=None)
    return Published(newest[2], newest[3]) if newest else None


def changed_faces(before: Published, now: Chains, severity: Severity) -> Problem | None:
    """What is printed in another face than in the edition before; None where nothing is."""
    told = [f"{role} {said}" for role, chain in now.items() if (said := _told(before.faces.get(role, ()), chain))]
    if not told:
        return None
    return Problem(None, f"字体和 {before.edition} 那一期不一样，版面会变：{'；'.join(told)}", _HINT, severity)


def _told(before: Sequence[Mapping[str, str]], now: Sequence[Mapping[str, str]]) -> str:
    """The first difference of two chains in words; "" where there is none, or nothing to compare."""
    for old, new in zip(before, now, strict=False):
        if old["name"] != new["name"]:
            return f"{old['name']} → {new['name']}"
        if "sha256" in old and old["sha256"] != new["sha256"]:
            same = old["version"] == new["version"]
            versions = f"内容 {old['sha256'][:8]} → {new['sha256'][:8]}"
            return f"{new['name']}：{versions}" if same else f"{new['name']}：{old['version']} → {new['version']}"
    lengths = any("sha256" in one for one in before) and len(before) != len(now)
    return f"候补的字体由 {len(before)} 种变成 {len(now)} 种" if lengths else ""
