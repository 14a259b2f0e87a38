"""Builds the wheel: flit's backend, and beside the package the templates and the configuration that `hgz-report new` lays out;
and what leads from `.venv/` to this folder, in plain letters.
"""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path
from typing import Any

from flit_core import buildapi, wheel
from flit_core.buildapi import *  # noqa: F403 - the rest of the backend is flit's

_ROOT = Path(__file__).resolve().parents[1]
_CARRIED = _ROOT / "hgz_report" / "workshop" / "starting" / "carried"
_KINDS = ("zone", "annex", "shared")


def build_wheel(*args: Any, **more: Any) -> str:
    """The wheel with what it carries; in the clone nothing stays behind."""
    shutil.rmtree(_CARRIED, ignore_errors=True)
    try:
        for name in ("report.toml", "data/README.md", "templates/README.md"):
            _copy(name)
        for kind in _KINDS:
            for path in sorted((_ROOT / "templates" / kind).iterdir()):
                if path.is_file():
                    _copy(f"templates/{kind}/{path.name}")
        return buildapi.build_wheel(*args, **more)
    finally:
        shutil.rmtree(_CARRIED, ignore_errors=True)


def build_editable(*args: Any, **more: Any) -> str:
    """The way to this folder from the libraries, where they are in it: Python reads the file in the locale's encoding, and
    under LC_ALL=C it would not even begin where a folder has a Chinese name.
    """
    wheel.WheelBuilder.add_pth = _add_way
    return buildapi.build_editable(*args, **more)


def _add_way(builder: Any) -> None:
    libraries = Path(sysconfig.get_path("purelib")).resolve()
    way = os.path.relpath(_ROOT, libraries) if libraries.is_relative_to(_ROOT) else str(_ROOT)
    with builder._write_to_zip(f"{builder.module.name}.pth") as file:
        file.write(way)


def _copy(name: str) -> None:
    target = _CARRIED / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_ROOT / name, target)
