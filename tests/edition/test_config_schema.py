"""The JSON Schema of report.toml says what its models say, and an editor's program finds it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from hgz_report.edition.config import ROLES, ConfigFile
from hgz_report.edition.config_schema import SCHEMA, write_config_schema
from hgz_report.forms.json_schema import schema_text
from hgz_report.writers.formats import FORMATS

ROOT = Path(__file__).parents[2]


def sections() -> dict[str, dict[str, Any]]:
    """Name of a section's model -> its fields."""
    return {name: model["properties"] for name, model in json.loads(schema_text(ConfigFile))["$defs"].items()}


def test_the_schema_in_the_tree_is_up_to_date(tmp_path: Path) -> None:
    """If not: `make schema`."""
    write_config_schema(tmp_path)
    assert (ROOT / SCHEMA).read_bytes() == (tmp_path / SCHEMA).read_bytes()


def test_an_editors_program_is_told_where_the_schema_is() -> None:
    (rule,) = tomllib.loads((ROOT / ".taplo.toml").read_text(encoding="utf-8"))["rule"]
    assert rule["include"] == ["**/report.toml"]
    assert (ROOT / rule["schema"]["path"]).resolve() == (ROOT / SCHEMA).resolve()


def test_the_schema_knows_dates_formats_and_texts_without_brackets() -> None:
    fields = sections()
    day, rule = fields["EditionSection"]["date"]["anyOf"]
    assert (day["format"], "last-workday-of-quarter" in rule["enum"]) == ("date", True)
    one, several = fields["Output"]["formats"]["anyOf"]
    assert (one["enum"], several["items"]["enum"]) == (list(FORMATS), list(FORMATS))
    assert [kind["type"] for kind in fields["Distribution"]["to"]["anyOf"]] == ["string", "array"]
    assert (fields["MastheadTexts"]["issue"]["minimum"], fields["Distribution"]["copies"]["minimum"]) == (1, 0)
    assert set(ROLES) == set(fields["WordFonts"]) == set(fields["FontsSection"]) - {"machine", "folders"}


def test_every_key_is_explained_in_chinese_and_no_other_is_allowed() -> None:
    schema = json.loads(schema_text(ConfigFile))
    assert all(model["additionalProperties"] is False for model in [schema, *schema["$defs"].values()])
    fields = [field for section in sections().values() for field in section.values()]
    assert all(re.search("[\u4e00-\u9fff]", field["description"]) for field in fields)


def test_every_key_of_the_projects_own_file_is_in_the_schema() -> None:
    said = tomllib.loads((ROOT / "report.toml").read_text(encoding="utf-8"))
    assert set(said) == set(ConfigFile.model_fields)
