"""What a message may tell beside the claim: arrangement, appointment, pause, partner, explanation."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """One payment of an arrangement: its day, and how much (euro)."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An arrangement as a message tells it; the payments in order, at least one."""

    payments: tuple[PlannedPayment, ...]
    #: how often, in the words of the debtor: maand, week, vier weken
    every: str = "maand"
    #: what was paid of it so far, in euro
    paid: Decimal = Decimal(0)
    #: the day of the payment that did not come; None: all came so far
    missed_on: date | None = None
    #: the day of the payment that comes next; None: it is not spoken of
    next_on: date | None = None

    def amount_on(self, day: date | None) -> Decimal:
        """Give the amount of the payment of a day, in euro; without a day that of the first."""
        return next((one.amount for one in self.payments if one.due_on == day), self.payments[0].amount)

    @property
    def total(self) -> Decimal:
        """Add up all payments, in euro."""
        return sum((payment.amount for payment in self.payments), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A moment at which somebody of us and the debtor speak."""

    at: datetime
    #: how, in the words of the debtor: bellen, videobellen, bezoek
    how: str
    #: who of us; empty: a colleague
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a message asks, with yes or no as the answer, in registered words."""

    #: the subject of its wording: warm_referral or guidance
    subject: str
    #: the partner who would help, or the guidance that is offered
    about: str
    text: str
    version: str
    #: the same for a screen that others see too, as far as there is such a wording
    short: str = ""
    short_version: str = ""

    @property
    def name(self) -> str:
        """Name exactly this question: its subject, what it is about, and its version."""
        return f"{self.subject} {self.about} {self.version}"

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """List (version, text) of each form in which it can be asked."""
        short = ((self.short_version, self.short),) if self.short else ()
        return ((self.version, self.text), *short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a message may tell beside the claim; what is not there is not told."""

    plan: Plan | None = None
    appointment: Appointment | None = None
    #: no message comes before this day
    quiet_until: date | None = None
    #: who helps the debtor or speaks for them: a municipality, OCMW or counsellor
    partner: str = ""
    partner_phone: str = ""
    #: what one of our people wrote for this debtor alone; judged as free text
    explanation: str = ""
    #: the language that somebody wrote in, two letters; empty: Dutch, or we do not know
    language: str = ""
    #: what the message asks, in registered words
    question: Question | None = None
    #: somebody says to speak for the debtor: we ask to see that on paper (law.md NL-65, V; NL-66, U)
    asks_proof: bool = False


NOTHING_TOLD = Told()
