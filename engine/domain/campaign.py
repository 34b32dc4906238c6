"""A campaign: the steps that a case walks through; frozen, versioned by the hash of its content."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum, auto
from functools import lru_cache

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from preferences.hours import Hours


class LegalRole(StrEnum):
    """What a message is in law; the law packs know what each one asks."""

    #: a friendly message without a legal effect
    NONE = auto()
    #: the written claim description (law.md NL-20, V)
    CLAIM_DESCRIPTION = auto()
    #: the 14-day letter (NL-30, V)
    FOURTEEN_DAY_LETTER = auto()
    #: the Belgian first reminder (BE-01 to BE-04, V)
    BE_FIRST_REMINDER = auto()
    #: the Belgian formal notice (BE-12, V)
    BE_FORMAL_NOTICE = auto()
    #: a written confirmation of what was agreed (BE-21, V; NL: policy)
    CONFIRMATION = auto()


class Unit(StrEnum):
    """In what a delay is counted."""

    #: calendar days; the moment of the day stays
    DAYS = "days"
    #: days that are no Saturday, Sunday or holiday of the jurisdiction
    WORKING_DAYS = "working days"
    #: days on which the campaign's hours are open at all
    OPEN_DAYS = "open days"
    #: hours inside the campaign's hours
    OPEN_HOURS = "open hours"


@dataclass(frozen=True, slots=True)
class Delay:
    """How long to wait: an amount and what it is counted in."""

    amount: int
    unit: Unit = Unit.DAYS

    def __str__(self) -> str:
        return f"{self.amount} {self.unit if self.amount != 1 else self.unit.removesuffix('s')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """At most so many contacts with one debtor in a period, and at least a gap between two."""

    contacts: int
    days: int
    #: at least this many hours between two contacts with one debtor
    gap_hours: int = 24
    #: whose cap it is: house, creditor NAME, campaign NAME
    owner: str = "house"


class CostsPolicy(StrEnum):
    """Which costs a campaign may show."""

    #: none at all: schulden zonder kosten
    NONE = auto()
    #: what the law allows, when its clocks have run
    STATUTORY = auto()


class Trigger(StrEnum):
    """What makes a step try its next channel."""

    #: the address does not work (bounced, returned), or the debtor stopped this channel
    BOUNCED = auto()
    #: the provider says that it was not delivered, or could not take it
    NOT_DELIVERED = auto()
    #: no reply, portal visit, promise or payment
    NO_REACTION = auto()

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """List the outcomes that pull it."""
        return TRIGGERS[self]


TRIGGERS = {
    Trigger.BOUNCED: frozenset({Outcome.BOUNCED, Outcome.RETURNED, Outcome.STOPPED}),
    Trigger.NOT_DELIVERED: frozenset({Outcome.EXPIRED, Outcome.REFUSED, Outcome.HELD}),
    Trigger.NO_REACTION: frozenset(
        {
            Outcome.ACCEPTED,
            Outcome.DELIVERED,
            Outcome.PRINTED,
            Outcome.POSTED,
            Outcome.READ,
            Outcome.UNRECOGNISED,
        }
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """When a step tries again, after how long without reaction, and through which channels."""

    when: frozenset[Trigger]
    after: Delay
    to: tuple[ChannelKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A fact of the case that must be so for a step to be taken; None: does not matter."""

    replied: bool | None = None
    paid_part: bool | None = None
    other_arrears: bool | None = None
    represented: bool | None = None
    outstanding_at_least: Decimal | None = None
    outstanding_below: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One planned contact or task: when, which words, which channels."""

    id: str
    after: Delay
    #: the template that is sent; None for a task step
    template: str | None = None
    #: in which channels, the best first; None stands for `preferred`: what the debtor likes
    channels: tuple[ChannelKind | None, ...] = ()
    fallback: Fallback | None = None
    legal_role: LegalRole = LegalRole.NONE
    task: TaskKind | None = None
    #: the conversation script that is shown with a task
    script: str | None = None
    when: Condition = Condition()
    #: what the message offers besides paying: mediation, arrangement, help
    offer: str | None = None
    #: may go out once more when its provider says that it does not have it
    resend_in_doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another template for a step, for a share of the debtors."""

    step: str
    name: str
    template: str
    #: in hundredths; the shares of one step add up to 100
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Which cases a campaign is for; an empty tuple or None does not matter."""

    creditors: tuple[str, ...] = ()
    jurisdiction: Jurisdiction | None = None
    collector_role: CollectorRole | None = None
    sectors: tuple[str, ...] = ()
    debtor_kind: str | None = None
    days_overdue_at_least: int | None = None
    days_overdue_at_most: int | None = None
    amount_at_least: Decimal | None = None
    amount_at_most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """The steps that a case walks through."""

    name: str
    #: the first 12 characters of the SHA-256 over its canonical content, defaults included
    version: str
    segment: Segment
    costs: CostsPolicy
    max_duration_days: int
    timezone: str
    hours: Hours
    cap: Cap
    steps: tuple[Step, ...]
    variants: tuple[Variant, ...] = ()
    #: a person reviews the case when the steps are done
    review_at_end: bool = True

    @property
    def max_duration(self) -> timedelta:
        """Give how long the amicable track may last."""
        return _days(self.max_duration_days)

    def step_index(self, step_id: str) -> int | None:
        """Say where a step stands; None when the campaign has no such step."""
        return next((index for index, step in enumerate(self.steps) if step.id == step_id), None)


@lru_cache(maxsize=64)
def _days(count: int) -> timedelta:
    return timedelta(days=count)
