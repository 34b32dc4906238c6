"""
Campaigns and organisations as canonical JSON: the text that a version is the hash of, and the way back.

What a record leaves at its default is not written. So a field that is added later, with a default that means
"as before", changes no version, and a running case reads its own version back as it was.
"""

import hashlib
import json
from functools import cache
from typing import Any, TypeVar

import rfc8785
from pydantic import TypeAdapter

from engine.domain.campaign import Campaign
from engine.domain.organisation import Organisation

Record = TypeVar("Record")

#: characters of the hash that a version shows
LENGTH = 12


def version_of(canonical: str) -> str:
    """Give the version of a canonical text."""
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]


def campaign_as_json(campaign: Campaign) -> str:
    """Write everything that a campaign is, its version left out, as canonical JSON (RFC 8785)."""
    content = _content(_campaigns(), campaign)
    for step in content["steps"]:
        if "fallback" in step:
            step["fallback"]["when"].sort()
    return rfc8785.dumps(content).decode()


def campaign_from_json(canonical: str) -> Campaign:
    """Read a campaign back, with the version that its text has."""
    return _campaigns().validate_python(_with_version(canonical))


def organisation_as_json(organisation: Organisation) -> str:
    """Write everything that an organisation is, its version left out, as canonical JSON (RFC 8785)."""
    return rfc8785.dumps(_content(_organisations(), organisation)).decode()


def _content(adapter: TypeAdapter[Record], record: Record) -> dict[str, Any]:
    content: dict[str, Any] = adapter.dump_python(record, mode="json", exclude_defaults=True)
    del content["version"]
    return content


def _with_version(canonical: str) -> dict[str, Any]:
    return {**json.loads(canonical), "version": version_of(canonical)}


@cache
def _campaigns() -> TypeAdapter[Campaign]:
    return TypeAdapter(Campaign)


@cache
def _organisations() -> TypeAdapter[Organisation]:
    return TypeAdapter(Organisation)
