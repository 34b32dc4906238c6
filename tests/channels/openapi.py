"""Payloads and answers against the vendors' own OpenAPI files (MIT; data/README.md)."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from jsonschema import Draft202012Validator

DATA = Path(__file__).parent / "data"
TWILIO = "twilio_api_v2010.messages.patched.json"
SENDGRID = "tsg_mail_v3.patched.json"
MESSAGES = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
MESSAGE = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"
SEND = "/v3/mail/send"


def findings_in_form(body):
    """List what Twilio's file says against a form, unknown fields included."""
    schema = _request_schema(TWILIO, MESSAGES, "application/x-www-form-urlencoded")
    given = {
        name: _typed(value, schema["properties"].get(name, {}))
        for name, value in parse_qsl(body.decode(), keep_blank_values=True)
    }
    return _findings(TWILIO, schema, given) + sorted(given.keys() - schema["properties"].keys())


def findings_in_mail(body):
    """List what SendGrid's file says against a mail, unknown fields included."""
    schema = _request_schema(SENDGRID, SEND, "application/json")
    return _findings(SENDGRID, schema, body) + sorted(body.keys() - schema["properties"].keys())


def findings_in_answer(vendor, path, method, status, body):
    """List what a vendor's file says against an answer; an answer that it does not know is a finding."""
    answers = _document(vendor)["paths"][path][method]["responses"]
    if str(status) not in answers:
        return [f"{status} is not in the file"]
    content = _resolved(vendor, answers[str(status)]).get("content", {})
    if not content:
        return []
    return _findings(vendor, content["application/json"]["schema"], body)


@cache
def _document(vendor):
    return _without_nullable(json.loads((DATA / vendor).read_text(encoding="utf-8")))


def _request_schema(vendor, path, media_type):
    body = _resolved(vendor, _document(vendor)["paths"][path]["post"]["requestBody"])
    return body["content"][media_type]["schema"]


def _resolved(vendor, part):
    while "$ref" in part:
        found = _document(vendor)
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def _findings(vendor, schema, given):
    whole = {**schema, "components": _document(vendor)["components"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(given)]


def _without_nullable(part):
    """Write OpenAPI 3.0's `nullable` as JSON Schema does."""
    if isinstance(part, list):
        return [_without_nullable(one) for one in part]
    if not isinstance(part, dict):
        return part
    plain = {name: _without_nullable(one) for name, one in part.items()}
    if plain.get("nullable") is True and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
    return plain


def _typed(value, schema):
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "integer" and value.lstrip("-").isdigit():
        return int(value)
    return {"true": True, "false": False}.get(value, value) if kind == "boolean" else value
