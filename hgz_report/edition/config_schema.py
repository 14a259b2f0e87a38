"""JSON Schema of report.toml: `python -m hgz_report.edition.config_schema` writes it to docs/schema/.

Not to data/schema/: what lies under data/ is an input of the edition, and this is none.
"""

from __future__ import annotations

from pathlib import Path

from hgz_report.edition.config import ConfigFile
from hgz_report.forms.json_schema import schema_text

SCHEMA = Path("docs", "schema", "report.schema.json")


def write_config_schema(root: Path) -> None:
    """Write the schema under `root`."""
    path = root / SCHEMA
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(schema_text(ConfigFile), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_config_schema(Path.cwd())
