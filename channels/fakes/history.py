"""What the fake providers lived through: the only truth about what was sent twice or not at all."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum, auto


class Provider(StrEnum):
    """Which provider is played."""

    #: SMS and WhatsApp
    TWILIO = auto()
    #: e-mail
    SENDGRID = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A request for a message, whatever came of it."""

    at: datetime
    provider: Provider
    to: str
    reference: str
    #: how we misbehaved; empty: not at all
    mischief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message that was taken and would have been sent."""

    at: datetime
    provider: Provider
    provider_ref: str
    to: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A report to make: the signed request, ready to go."""

    provider: Provider
    url: str
    content: bytes
    headers: dict[str, str]
    #: the status or event that it tells
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report that was made, and the HTTP status that came back; 0: nobody was there."""

    at: datetime
    provider: Provider
    url: str
    word: str
    answer: int


@dataclass(slots=True)
class History:
    """Everything since the start, in order."""

    hits: list[Hit] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    reports: list[Reported] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return asdict(self)

    def clear(self) -> None:
        """Forget everything."""
        for lines in (self.hits, self.taken, self.reports):
            lines.clear()
