"""JSON Schemas of campaigns.yaml and organisation.yaml, for the completion and the checks of editors."""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from engine.campaigns.campaign_model import CampaignsFile
from engine.campaigns.organisation_model import OrganisationFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class EditorSchema(GenerateJsonSchema):
    """Leaves out what says nothing to somebody who writes YAML: titles, defaults and nulls."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Let a key be left out, but not be empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Show the field alone."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Show the key as it is."""
        return False


def json_schema_campaigns() -> dict[str, Any]:
    """Make the schema of campaigns.yaml."""
    return _schema(CampaignsFile)


def json_schema_organisation() -> dict[str, Any]:
    """Make the schema of organisation.yaml."""
    return _schema(OrganisationFile)


def write_schemas(folder: Path) -> None:
    """Write both schemas as files for editors: campaigns.schema.json and organisation.schema.json."""
    for name, schema in (
        ("campaigns", json_schema_campaigns()),
        ("organisation", json_schema_organisation()),
    ):
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")


def _schema(model: type[CampaignsFile] | type[OrganisationFile]) -> dict[str, Any]:
    return {"$schema": DIALECT, **model.model_json_schema(schema_generator=EditorSchema)}
