"""Tables saved by LibreOffice: what went out comes back without a change; other people's tables say the same as before.

`python -m tests.outside.tables`, where soffice is installed; exit 1 on any finding.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.cli.main import main as command
from hgz_report.workshop.excel.bring_in import Intake, intake
from tests.tools.others_tables import FACTS, TABLES
from tests.tools.project import ROOT
from tests.tools.tabled import SOURCE, tabled_project

STORE = Cache(None)


def saved(soffice: str, tables: Sequence[Path]) -> list[Path]:
    """The same tables as LibreOffice writes them."""
    folder = tables[0].parent
    profile, out = f"-env:UserInstallation=file://{folder}/profile", folder / "saved"
    convert = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *map(str, tables)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    return [out / one.name for one in tables]


def facts_of(found: Intake) -> dict[str, str]:
    """The new facts by what they will be called."""
    return {
        f"{new.owner}.{new.fact['indicator']}@{new.fact['period']}"
        f"{':' if 'status' in new.fact else ''}{new.fact.get('status', '')}": str(new.fact["value"])
        for new in found.brought.fresh
    }


def others(project: Path, made: Sequence[Path]) -> int:
    """How many of other people's tables do not give the facts that they should, by a map guessed of what LibreOffice saved."""
    wrong = 0
    for path in made:
        intake(project, path, path.stem, SOURCE, STORE).write(project)
        found = intake(project, path, path.stem, SOURCE, STORE)
        right = facts_of(found) == FACTS[path.stem] and not found.brought.refused
        print(f"{path.name}: {len(found.brought.fresh)} facts, {len(found.brought.refused)} refused, {right=}")
        wrong += not right
    return wrong


def main() -> int:
    """Say what came back."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("soffice is not installed")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command(["--root", str(ROOT), "excel", "out", str(folder / "a.xlsx")])
        made = [make(folder / f"{called}.xlsx") for called, make in TABLES.items()]
        ours, *theirs = saved(soffice, [folder / "a.xlsx", *made])
        brought = intake(ROOT, ours, "", "", STORE).brought
        wrong = others(tabled_project(folder / "project"), theirs)
    counts = f"{len(brought.changes)} changes, {len(brought.fresh)} new, {len(brought.refused)} refused"
    print(f"{counts}, {len(brought.said)} remarks")
    for one in (*brought.refused, *brought.said):
        print(one.cell, one.what)
    return int(bool(wrong or brought.changes or brought.fresh or brought.refused or brought.said))


if __name__ == "__main__":
    raise SystemExit(main())
