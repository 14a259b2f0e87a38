"""Tables saved by LibreOffice: all facts go out, are saved there, and come back without a change.

`python -m tests.outside.tables`, where soffice is installed; exit 1 on any finding.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.cli.main import main as command
from hgz_report.workshop.excel.bring_in import intake
from tests.tools.project import ROOT


def main() -> int:
    """Say what came back."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("soffice is not installed")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        there, saved = Path(folder) / "a.xlsx", Path(folder) / "saved"
        command(["--root", str(ROOT), "excel", "out", str(there)])
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(there)]
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        brought = intake(ROOT, saved / there.name, "", "", Cache(None)).brought
    print(
        f"{len(brought.changes)} changes, {len(brought.fresh)} new, {len(brought.refused)} refused, {len(brought.said)} remarks"
    )
    for one in (*brought.refused, *brought.said):
        print(one.cell, one.what)
    return int(bool(brought.changes or brought.fresh or brought.refused or brought.said))


if __name__ == "__main__":
    raise SystemExit(main())
