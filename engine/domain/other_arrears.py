"""Arrears of a debtor elsewhere: a fact with its source and its date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

#: an older word says nothing any more (house policy)
COUNTS_FOR = timedelta(days=365)


class ArrearsKind(StrEnum):
    """To what sort of creditor."""

    RENT = auto()
    ENERGY = auto()
    WATER = auto()
    HEALTH_INSURER = auto()
    TAX = auto()
    BANK = auto()
    TELECOM = auto()
    SHOP = auto()
    OTHER = auto()


class ArrearsSource(StrEnum):
    """Who told of it."""

    DEBTOR = auto()
    PARTNER = auto()
    CREDITOR = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherArrears:
    """One arrear of a debtor elsewhere, as somebody told it; no amounts and no names are kept."""

    id: str
    debtor_id: str
    kind: ArrearsKind
    source: ArrearsSource
    known_on: date
    noted_by: str
    noted_at: datetime
    #: it was solved, or turned out to be wrong
    ended_at: datetime | None = None

    def counts_on(self, day: date) -> bool:
        """Say whether it is a fact on a day: not ended, and not too old."""
        return self.ended_at is None and self.known_on <= day <= self.known_on + COUNTS_FOR
