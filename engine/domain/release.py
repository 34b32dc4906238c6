"""What leaves on one day for one creditor, through one channel, in one legal role."""

from dataclasses import dataclass
from datetime import date

from engine.domain.campaign import LegalRole
from engine.domain.errors import UnknownReference
from preferences.channel import ChannelKind

PARTS = 4


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """The part of a day that a brake looks at by itself: so a shift of the mix shows as well as a volume."""

    day: date
    creditor: str
    channel: ChannelKind
    legal_role: LegalRole

    def __str__(self) -> str:
        return f"{self.day}/{self.creditor}/{self.channel}/{self.legal_role}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseState:
    """How far a release is: what was planned, what was expected, who holds it and who let it go."""

    release: Release
    planned: int
    #: what a person kept as the forecast of that day
    forecast: int | None = None
    #: why it is held, or was; empty: it never was
    because: str = ""
    first_by: str = ""
    released_by: str = ""

    @property
    def is_held(self) -> bool:
        """Say whether it waits for people."""
        return bool(self.because) and not self.released_by

    def __str__(self) -> str:
        signed = f"released by {self.first_by}, a second person is needed" if self.first_by else ""
        return f"{self.release}: {self.because}; {signed or 'two people must release it'}"


def read_release(text: str) -> Release:
    """Read DAY/CREDITOR/CHANNEL/ROLE as it is shown; raises UnknownReference."""
    try:
        day, creditor, channel, role = text.split("/")
        return Release(date.fromisoformat(day), creditor, ChannelKind(channel), LegalRole(role))
    except ValueError:
        example = "2026-03-10/woonstede/letter/none"
        raise UnknownReference(f"'{text}' is no release: write it as it is shown, like {example}") from None
