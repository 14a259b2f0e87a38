"""Folders for what a run tries and throws away; those of runs that were killed go with the next one."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from hgz_report.cache.whole import lives, remove

_NAME = re.compile(r"hgz-report-(\d{1,10})-.*")


def clear_scratch() -> None:
    """Take away the folders of runs that were killed, as far as they are ours."""
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).iterdir():
            if (found := _NAME.fullmatch(path.name)) and not lives(int(found[1])):
                remove(path)


def scratch_folder() -> Path:
    """A new folder where the system keeps such things: whoever asks for it removes it.  Raises OSError."""
    clear_scratch()
    return Path(tempfile.mkdtemp(prefix=f"hgz-report-{os.getpid()}-")).resolve()
