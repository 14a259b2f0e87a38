"""A PDF opened by pypdf, quietly."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import PdfReader
from pypdf.errors import PyPdfError

BROKEN = (PyPdfError, KeyError, IndexError, AttributeError, TypeError, ValueError, RecursionError, OSError)
"""What opening and reading raise where a file is no whole PDF."""


@contextmanager
def opened(data: bytes) -> Iterator[PdfReader]:
    """A reader of `data`; what pypdf finds odd meanwhile is English, and no business of an editor's terminal."""
    logger = logging.getLogger("pypdf")
    level, logger.level = logger.level, logging.CRITICAL
    try:
        yield PdfReader(io.BytesIO(data))
    finally:
        logger.level = level
