"""JSON Schema of the data files, from the models: `python -m hgz_report.data.schema` writes them to data/schema/.

Editors' programs read them for completion and for the Chinese explanations of fields.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from hgz_report.data.file_kinds import APART_FILES, SINGLE_FILES
from hgz_report.data.model import Zone
from hgz_report.data.table_map_file import TableMap
from hgz_report.forms.json_schema import schema_text

_MODELS: dict[str, type[BaseModel]] = {"zone": Zone, **SINGLE_FILES, **APART_FILES, "table_map": TableMap}
_FOLDER = Path("data", "schema")


def schemas() -> dict[str, str]:
    """File name -> text of every schema."""
    return {f"{kind}.schema.json": schema_text(model) for kind, model in _MODELS.items()}


def write_schemas(root: Path) -> None:
    """Write every schema under `root/data/schema`."""
    folder = root / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path.cwd())
