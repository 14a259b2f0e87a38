"""Builds the wheel: flit's backend, and beside the package the templates and the configuration that `hgz-report new` lays out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from flit_core import buildapi
from flit_core.buildapi import *  # noqa: F403 - the rest of the backend is flit's

_ROOT = Path(__file__).parents[1]
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


def _copy(name: str) -> None:
    target = _CARRIED / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_ROOT / name, target)
