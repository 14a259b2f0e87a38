"""JSON Schema of a form, for editors' programs: completion, and the Chinese explanations of fields while one types."""

from __future__ import annotations

import json

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema


class _Untitled(GenerateJsonSchema):
    """Without the titles pydantic makes up from English field names."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def schema_text(model: type[BaseModel]) -> str:
    """The schema as indented JSON, the same text every time."""
    schema = model.model_json_schema(schema_generator=_Untitled)
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
