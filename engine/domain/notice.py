"""A notice: one message outside a campaign, because of what the debtor did or what was agreed with them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from engine.domain.campaign import LegalRole
from engine.domain.told import NOTHING_TOLD, Told
from preferences.channel import ChannelKind


class NoticeKind(StrEnum):
    """Why we owe it; the rules weigh each one in its own way."""

    #: an answer to the debtor's own words
    ANSWER = auto()
    #: the answer to somebody who may be in danger: it names who helps, day and night
    HELP = auto()
    #: what was agreed with the debtor, or came of it
    AGREED = auto()
    #: something that we tell of our own accord: counted and capped like any contact
    NEWS = auto()
    #: a word of regret to somebody whom we reached by mistake: it tells nothing of anybody
    SORRY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message that we owe a debtor; there is only one for a cause and a template."""

    id: str
    debtor_id: str
    case_id: str
    kind: NoticeKind
    #: what brought it about, in words that name nobody: `arrangement ID agreed`
    cause: str
    template: str
    legal_role: LegalRole = LegalRole.NONE
    #: the channels to begin with, the best first; then what the debtor likes, then those of the house
    channels: tuple[ChannelKind, ...] = ()
    since: datetime
    #: a person takes over what could not be told before this moment
    expires_at: datetime
    #: when it is looked at (again); None: it left, lapsed, or a person has it
    due_at: datetime | None
    #: no channel or no moment for it is no reason to ask a person: it confirms just that wish, or is of use
    #: only before a day
    may_lapse: bool = False
    #: what it tells beside the claim, as it was when the cause came about
    told: Told = NOTHING_TOLD
    #: the number, mailbox or address of somebody else: it goes there and nowhere else; empty: to the debtor
    only_to: str = ""

    @property
    def is_owed(self) -> bool:
        """Say whether it has still to leave, or to be seen to have left."""
        return self.due_at is not None

    @property
    def is_answer(self) -> bool:
        """Say whether it follows on what the debtor did: then it is no new approach by us."""
        return self.kind is not NoticeKind.NEWS
