"""Which files of a folder the program published there, as its manifest says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hgz_report.problems import parsed_json

MANIFEST, SEAL = "manifest.json", "seal"


def as_json(content: object) -> bytes:
    """Indented UTF-8 JSON with Chinese as it is."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def sealed(content: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: its last entry is the hash of all others, so that a change shows."""
    return as_json({**content, SEAL: hashlib.sha256(as_json(content)).hexdigest()})


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; None where there is none, or it is damaged or was changed."""
    try:
        content: Any = parsed_json((folder / MANIFEST).read_bytes())
        own = {key: value for key, value in content.items() if key != SEAL}
        if SEAL in content and content[SEAL] != hashlib.sha256(as_json(own)).hexdigest():
            return None
        _listed(content)  # an older program's has no seal
        return dict(content)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def own_files(folder: Path) -> Mapping[str, str] | None:
    """SHA-256 by name of what was published in a folder, the manifest included; None where it does not say."""
    content = read_manifest(folder)
    if content is None:
        return None
    try:
        manifest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return None
    return {MANIFEST: manifest, **_listed(content)}


def _listed(content: Mapping[str, Any]) -> dict[str, str]:
    """Raises LookupError, TypeError or AttributeError for what is no manifest."""
    listed = {name: str(one["sha256"]) for name, one in content["companions"].items()}
    for report in content["reports"]:
        listed[report["tree"]["file"]] = report["tree"]["sha256"]
        listed |= {name: str(one["sha256"]) for name, one in report["files"].items()}
    return listed
