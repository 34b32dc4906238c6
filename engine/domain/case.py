"""One claim relation of one creditor with one debtor."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto

from preferences.records import quickly_made

NOTHING = Decimal(0)


class Jurisdiction(StrEnum):
    """Whose law holds: that of the country where the debtor lives."""

    NL = auto()
    BE = auto()


class CollectorRole(StrEnum):
    """Who approaches the debtor, in the eyes of the law."""

    #: collects for a third party, or bought the claim
    COLLECTOR = auto()
    #: collects its own claim
    CREDITOR = auto()
    #: a bailiff in the amicable phase
    BAILIFF = auto()


class CaseStatus(StrEnum):
    """Whether there is still something to talk about."""

    OPEN = auto()
    #: everything was paid
    PAID = auto()
    #: ended by a person for another reason
    CLOSED = auto()
    #: left the amicable phase after a review
    HANDED_OVER = auto()


class Phase(StrEnum):
    """How far the amicable track has come."""

    NEW = auto()
    FIRST_CONTACT = auto()
    FOLLOW_UP = auto()
    LAST_AMICABLE = auto()
    REVIEW = auto()
    CLOSED = auto()
    HANDED_OVER = auto()


class ChargeKind(StrEnum):
    """What a line of a claim is; any other charge is refused (law.md NL-40, S)."""

    #: what was agreed and delivered
    PRINCIPAL = auto()
    #: interest that is due by law or contract
    INTEREST = auto()
    #: collection costs (NL) or the penalty clause (BE)
    COSTS = auto()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One part of a claim: what it is for, how much (euro, two decimals) and since when it is due."""

    kind: ChargeKind
    description: str
    amount: Decimal
    invoice_number: str
    invoice_date: date
    due_on: date


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLetter:
    """The creditor's own letter before we came: the Dutch 14-day letter, the Belgian first reminder."""

    #: None: it is known that the creditor sent none
    sent_on: date | None
    by_mail: bool = False
    #: the day on which it arrived, where that is proven
    received_on: date | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim of one creditor on one debtor, from intake to close."""

    id: str
    debtor_id: str
    creditor: str
    jurisdiction: Jurisdiction
    collector_role: CollectorRole
    sector: str
    status: CaseStatus
    phase: Phase
    opened_at: datetime
    lines: tuple[ClaimLine, ...]
    #: what was paid so far, in euro
    paid: Decimal = NOTHING
    #: the account to pay to, when it is not the creditor's own
    iban: str = ""
    #: when the claim was described to the debtor before the case came here (NL-20); None: not that we know
    described_on: date | None = None
    #: what the creditor sent before; None: nobody told us
    earlier_letter: EarlierLetter | None = None

    @property
    def total(self) -> Decimal:
        """Add up all lines, in euro."""
        return sum([line.amount for line in self.lines], NOTHING)

    @property
    def outstanding(self) -> Decimal:
        """Say what is still to be paid, in euro; below zero when too much was paid."""
        return self.total - self.paid

    @property
    def due_on(self) -> date:
        """Say since when the oldest line is due."""
        return min(line.due_on for line in self.lines)

    @property
    def costs(self) -> Decimal:
        """Add up the costs of collecting that are asked, in euro."""
        return sum([line.amount for line in self.lines if line.kind is ChargeKind.COSTS], NOTHING)

    @property
    def interest(self) -> Decimal:
        """Add up the interest that is asked, in euro."""
        return sum([line.amount for line in self.lines if line.kind is ChargeKind.INTEREST], NOTHING)

    @property
    def principal(self) -> Decimal:
        """Add up what was agreed and delivered, in euro."""
        return sum([line.amount for line in self.lines if line.kind is ChargeKind.PRINCIPAL], NOTHING)
