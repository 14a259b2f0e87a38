"""What laying out costs: CPU for all reports of the edition, cold in one process, and again in the same process.

`python -m benchmarks.layout` prints it and judges nothing.  To compare two checkouts run it in turn in both, several times.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hgz_report.document.blocks import Document
from hgz_report.edition.config import load_config
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.plan import plan
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the times; `--cold` the first alone, as a bare number."""
    config = load_config(ROOT)
    documents = plan(ROOT, config).documents
    fonts = edition_fonts(ROOT, config)
    cold = milliseconds(documents, fonts)
    if "--cold" in sys.argv:
        print(f"{cold:.1f}")
        return
    again = min(milliseconds(documents, fonts) for _ in range(3))
    print(f"{len(documents)} 份报告排版，CPU 毫秒：第一遍 {cold:.0f}，再排一遍 {again:.0f}")


def milliseconds(documents: Sequence[Document], fonts: FontSet) -> float:
    """CPU time of this process for laying out every report once."""
    start = time.process_time()
    for document in documents:
        lay_out(document, Style(), fonts)
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
