"""What a run works with: what earlier runs left in the project's .cache/, and in how many processes."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from hgz_report.cache.store import Cache


def kept(options: argparse.Namespace) -> Cache:
    """The store to use."""
    return Cache(None) if options.no_cache else store_of(options.root)


def store_of(root: Path) -> Cache:
    """The store of a project."""
    return Cache.of(root)


def workers(options: argparse.Namespace) -> int:
    """In how many processes: as many as there are cores that this one may use, unless it was said."""
    if options.jobs:
        return int(options.jobs)
    allowed = getattr(os, "sched_getaffinity", None)  # not on Windows and macOS
    return len(allowed(0)) if allowed else os.cpu_count() or 1
