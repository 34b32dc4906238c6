"""What a provider is asked about, and what stands in its list."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.message import DeliveryEvent
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The message that a provider is asked about."""

    reference: str
    channel: ChannelKind
    to: str
    #: the words as they were about to leave; empty when nobody knows them any more
    body: str
    #: it was handed over not before this moment
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A message in a provider's list; its event carries our reference when the provider does."""

    event: DeliveryEvent
    to: str
    channel: ChannelKind
    #: whether its words are the ones that were sought
    same_text: bool = False
