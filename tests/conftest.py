"""Options and fixtures of the whole suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept-golden` rewrites approved texts; read the difference before you commit it."""
    parser.addoption(
        "--accept-golden", action="store_true", help="rewrite approved files from what the program says now"
    )
