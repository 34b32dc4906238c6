"""What the debtor chose, as it stands now."""

from dataclasses import dataclass
from datetime import datetime

from preferences.channel import ChannelKind
from preferences.hours import Hours
from preferences.records import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """The state that all changes of one debtor fold into; the empty one has no wishes."""

    #: the channels that the debtor likes, the best first
    order: tuple[ChannelKind, ...] = ()
    #: channels that the debtor does not want, also when only the provider was told
    refused: frozenset[ChannelKind] = frozenset()
    #: when the debtor wants to be reached; None: no wish
    hours: Hours | None = None
    #: no contact before this moment, at the debtor's own wish
    quiet_until: datetime | None = None
    language: str = "nl"
    large_print: bool = False
    #: no HTML in e-mail
    plain_text: bool = False
    #: the debtor agreed to WhatsApp, naming the business and the channel
    whatsapp_opt_in: bool = False
