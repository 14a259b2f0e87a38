"""The first import of matplotlib, kept from looking round the machine.

On import matplotlib reads a settings file of the user's and lists every font of the system (seconds on a machine with many,
and kept in a cache it then trusts).  Our charts name their own faces, so neither may matter.  It also reads the measures of the
sixty PostScript faces it brings and writes a manual of every class: half the time of the import, for nothing of ours.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


def load_matplotlib() -> None:
    """Import matplotlib without the user's settings and without the system's fonts, unless it is there already."""
    if "matplotlib.font_manager" in sys.modules:
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        wanted = {"MPLCONFIGDIR": folder, "MPL_IGNORE_SYSTEM_FONTS": "1"}
        before = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            with _hurried():
                import matplotlib.figure
            # A matplotlibrc in the folder where the command runs has been read all the same.
            dict.update(matplotlib.rcParams, matplotlib.rcParamsDefault)
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


@contextmanager
def _hurried() -> Iterator[None]:
    """Without reading PostScript faces (matplotlib passes over one it cannot read) and without writing manuals."""
    from matplotlib import _afm, artist

    reader, manual = _afm.AFM, artist.kwdoc
    _afm.AFM, artist.kwdoc = _unread, _unwritten  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        _afm.AFM, artist.kwdoc = reader, manual  # type: ignore[misc]


def _unread(_: object) -> None:
    raise ValueError("no PostScript faces")


def _unwritten(_: object) -> str:
    return ""
