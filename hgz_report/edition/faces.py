"""The faces of an edition, from its configuration."""

from __future__ import annotations

from pathlib import Path

from hgz_report.edition.config import EditionConfig
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.fonts.search import FontConfig, resolve


def edition_fonts(root: Path, config: EditionConfig) -> FontSet:
    """The faces the edition's PDFs are set in."""
    fonts = config.fonts
    wanted = FontConfig(
        faces={Role(role): names for role, names in fonts.faces.items()},
        folders=tuple(Path(folder) for folder in fonts.folders),
        machine=fonts.machine,
    )
    return resolve(wanted, root)
