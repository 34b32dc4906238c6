"""A person's word that a template may go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved which version of a template, when, and by what it had been checked."""

    template: str
    #: the hash of its files; another version needs another approval
    version: str
    by: str
    at: datetime
    note: str = ""
    #: the reading check and its list, and what they said: an indication, never a proof
    checker: str
    verdict: str
    #: the files as they were approved, by name
    files: Mapping[str, str]
