"""A way to a provider, and how fast it may be used by all of us together."""

from dataclasses import dataclass

from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One channel, the provider behind it, and how many messages a second that one takes from all of us."""

    kind: ChannelKind
    provider: str
    #: None: as many as we like
    per_second: float | None = None
    #: contacts that a sender claims at first; so many may be in doubt for each sender that is killed
    claim: int = 4
    #: and at most, when they leave quickly (see engine.budget.handful)
    most: int = 4
    #: may what is decided leave through it at once, while it answers quickly? (see engine.straight)
    is_at_hand: bool = False
