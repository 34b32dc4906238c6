"""What a debtor sent back."""

from dataclasses import dataclass
from datetime import datetime

from preferences.change import Through
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message of a debtor about a case, as it came in."""

    case_id: str
    channel: ChannelKind
    text: str
    received_at: datetime
    #: the number or mailbox that it came from; empty: we were not told
    came_from: str = ""
    #: a machine wrote it: it is written down, and nobody reacted
    by_machine: bool = False
    #: pictures and files that came along and that a person must look at
    attachments: int = 0
    #: how it reached us; empty: as its channel says
    through: Through | None = None
    #: the reference of the contact that it surely answers; empty: that is worked out
    answers: str = ""
