"""A text to judge, with all that the judgement depends on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from functools import cached_property

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.content.amounts import read_amount
from engine.policy.content.dates import Day, days_in
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Labelled, labelled
from engine.policy.content.likeness import name_pattern
from engine.policy.content.writing import Writing, folded
from preferences.channel import ChannelKind


class ContentKind(StrEnum):
    """What a text is in the eyes of the content rules."""

    #: the written claim description (NL-20)
    CLAIM_DESCRIPTION = auto()
    #: the 14-day letter (NL-30)
    FOURTEEN_DAY_LETTER = auto()
    #: the Belgian first reminder (BE-04)
    BE_FIRST_REMINDER = auto()
    #: the Belgian formal notice (BE-12)
    BE_FORMAL_NOTICE = auto()
    #: a letter or e-mail without a legal effect, a confirmation included
    MESSAGE = auto()
    #: a letter or e-mail to somebody whom we reached by mistake: all of it is as if seen by a passer-by
    TO_STRANGER = auto()
    #: an SMS or WhatsApp message: all of it can be seen on a locked phone
    SMS_NUDGE = auto()
    #: what a list of mails shows
    EMAIL_SUBJECT = auto()
    #: the first words of an e-mail, which a list of mails shows too
    PREVIEW = auto()
    #: the name that a message comes from
    SENDER_NAME = auto()


#: kinds that others may see without opening them
OUTSIDE = frozenset(
    {ContentKind.SMS_NUDGE, ContentKind.EMAIL_SUBJECT, ContentKind.PREVIEW, ContentKind.SENDER_NAME}
)


@dataclass(frozen=True, kw_only=True)
class Content:
    """One text, what it is, and the true facts of the case as far as they are known."""

    text: str
    kind: ContentKind
    jurisdiction: Jurisdiction
    collector_role: CollectorRole
    channel: ChannelKind
    #: the true facts by name, as in the scenario tables: creditor_name, principal, cost_cap, ...
    facts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def writing(self) -> Writing:
        """Make the text ready to look at."""
        return Writing(self.text)

    @cached_property
    def nameless(self) -> Writing:
        """Give the text without the names of firms: a name is no debt word, product or threat."""
        text = self.writing.folded
        for key in ("registered_name", "creditor_name", "new_creditor_name"):
            if name := self.fact(key):
                text = name_pattern(name).sub("~", text)
        return Writing(text)

    @cached_property
    def amounts(self) -> tuple[Labelled, ...]:
        """Say of every amount what it is."""
        return labelled(self.writing)

    @property
    def is_for_others(self) -> bool:
        """Say whether somebody collects for a third party."""
        return self.collector_role is not CollectorRole.CREDITOR

    def fact(self, name: str) -> str:
        """Give a fact as it was written; empty when it is not known."""
        return self.facts.get(name, "").strip()

    def money(self, name: str) -> Decimal | None:
        """Give a fact as an amount; None when it is not known."""
        return read_amount(folded(self.fact(name)).removeprefix("€").strip())

    def day(self, name: str) -> Day | None:
        """Give a fact as a day; None when it is not known or no day."""
        return next(days_in(folded(self.fact(name))), None)

    def date(self, name: str) -> date | None:
        """Give a fact as a date; None when it is not known or has no year."""
        day = self.day(name)
        return day.as_date(date.max) if day and day.year else None

    def is_true(self, name: str) -> bool:
        """Say whether a fact is yes."""
        return self.fact(name).lower() in {"yes", "ja", "true", "1"}

    def says_no(self, name: str) -> bool:
        """Say whether a fact is known and is no, none or zero."""
        return self.fact(name).lower() in {"no", "nee", "none", "false", "0", "na"}


ContentRule = Callable[[Content], Iterable[ContentFinding]]
