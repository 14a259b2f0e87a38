"""The fonts that charts are tested with."""

from __future__ import annotations

import pytest

from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.search import FontConfig, resolve


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    """The free fonts alone, as on a bare machine."""
    return resolve(FontConfig(machine=False), tmp_path_factory.mktemp("root"))
