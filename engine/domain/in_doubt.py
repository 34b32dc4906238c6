"""What is done about a message of which nobody knows whether it left (scale.md 3.6: the three ways)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto

from engine.domain.campaign import LegalRole


class InDoubt(StrEnum):
    """How a channel settles a doubt; a setting of the channel."""

    #: the same reference twice is one message there, so it is simply handed over again
    SAME_REFERENCE = auto()
    #: the provider is asked; a message that it does not have goes out once more, where its step allows
    RESEND = auto()
    #: the provider is asked; about a message that it does not have a person decides
    ASK = auto()
    #: nobody can be asked: a person decides, unless evidence comes by itself
    PERSON = auto()

    @property
    def asks(self) -> bool:
        """Say whether the provider is asked."""
        return self in {InDoubt.RESEND, InDoubt.ASK}


#: messages with an effect in law go out at most once, whatever a channel or a step allows
SENSITIVE = frozenset(LegalRole) - {LegalRole.NONE, LegalRole.CONFIRMATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtPolicy:
    """How one channel settles doubts, and how long its provider may take to show what it took."""

    way: InDoubt
    longest_delay: timedelta


#: a channel of which nothing is said
BY_PERSON = DoubtPolicy(way=InDoubt.PERSON, longest_delay=timedelta(hours=24))
