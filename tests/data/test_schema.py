"""The JSON Schemas that editors' programs read are what the models say."""

from __future__ import annotations

import json
from pathlib import Path

from hgz_report.data.model import Fact
from hgz_report.data.schema import schemas, write_schemas

FOLDER = Path(__file__).parents[2] / "data" / "schema"


def test_the_schemas_in_the_tree_are_up_to_date() -> None:
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    made = schemas()
    stale = sorted(name for name in {*there, *made} if there.get(name) != made.get(name))
    assert not stale, f"{'、'.join(stale)}: not what the models say, run make schema"


def test_a_schema_explains_fields_in_chinese_and_refuses_unknown_keys() -> None:
    fact = json.loads(schemas()["zone.schema.json"])["$defs"]["Fact"]
    assert fact["additionalProperties"] is False
    assert fact["properties"]["locator"]["description"] == Fact.model_fields["locator"].description
    assert fact["properties"]["status"]["enum"] == ["actual", "target", "estimate", "preliminary"]


def test_a_bare_number_is_a_legal_value_and_a_legal_period() -> None:
    fact = json.loads(schemas()["zone.schema.json"])["$defs"]["Fact"]
    assert {"type": "number"} in fact["properties"]["value"]["anyOf"]
    assert {"type": "integer"} in fact["properties"]["period"]["anyOf"]


def test_every_schema_is_written_as_readable_text(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    written = sorted(path.name for path in (tmp_path / "data" / "schema").iterdir())
    kinds = [
        "allowed_numbers",
        "indicators",
        "national",
        "pathway",
        "policies",
        "recipients",
        "register",
        "settled",
        "sources",
        "table_map",
        "zone",
    ]
    assert written == [f"{kind}.schema.json" for kind in kinds]
    text = (tmp_path / "data" / "schema" / "zone.schema.json").read_bytes().decode("utf-8")
    assert text.endswith("}\n")
    assert "\\u" not in text.replace("\\\\u", "")
