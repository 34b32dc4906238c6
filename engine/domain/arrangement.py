"""A payment arrangement: what was agreed to be paid, when, and how it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto


class ArrangementStatus(StrEnum):
    """How an arrangement stands."""

    #: somebody proposed it; nobody agreed yet, and the campaign goes on
    PROPOSED = auto()
    #: agreed: the case is left alone while it is kept
    RUNNING = auto()
    #: everything was paid
    SETTLED = auto()
    #: two payments were missed: a person talks with the debtor
    BROKEN = auto()
    #: not agreed, or taken back before it began
    REFUSED = auto()


class Every(StrEnum):
    """How often an instalment comes."""

    WEEK = auto()
    FOUR_WEEKS = "four weeks"
    MONTH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One payment of an arrangement: from 1 upwards, on a day, in euro."""

    number: int
    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What one debtor pays for one case, in parts; the instalments add up to what was owed."""

    id: str
    case_id: str
    debtor_id: str
    status: ArrangementStatus
    instalments: tuple[Instalment, ...]
    every: Every
    proposed_at: datetime
    #: the debtor, a representative, or the name of one of our people
    proposed_by: str
    agreed_at: datetime | None = None
    #: "bounds" when it fell inside the creditor's bounds, else the name of a person
    agreed_by: str = ""
    ended_at: datetime | None = None
    #: how many instalments were missed when it was last looked at
    missed: int = 0
    #: when it is looked at again; None: it has ended, or waits for a person
    look_at: datetime | None = None

    @property
    def total(self) -> Decimal:
        """Add up all instalments, in euro."""
        return sum((one.amount for one in self.instalments), Decimal(0))
