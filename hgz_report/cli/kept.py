"""What earlier runs left in the project's .cache/, unless it was asked to do without."""

from __future__ import annotations

import argparse
from pathlib import Path

from hgz_report.cache.store import Cache


def kept(options: argparse.Namespace) -> Cache:
    """The store to use."""
    return Cache(None) if options.no_cache else store_of(options.root)


def store_of(root: Path) -> Cache:
    """The store of a project."""
    return Cache.of(root)
