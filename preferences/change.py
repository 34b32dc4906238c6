"""One choice of a debtor at one moment; changes are added and never altered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from preferences.records import quickly_made


class Field(StrEnum):
    """What a change is about."""

    #: value: channels, the best first: "whatsapp,email"
    CHANNEL_ORDER = auto()
    #: value: one channel that is refused from now on
    REFUSE_CHANNEL = auto()
    #: value: one channel that is welcome again
    ALLOW_CHANNEL = auto()
    #: value: hours as in campaigns.yaml: "mon-fri 18:00-21:00; sat 10:00-12:00"; empty: no wish any more
    HOURS = auto()
    #: value: a moment in ISO 8601 until which the debtor wants quiet; empty: quiet ends
    QUIET_UNTIL = auto()
    #: value: a language code: "nl"
    LANGUAGE = auto()
    #: value: "yes" or "no"
    LARGE_PRINT = auto()
    #: value: "yes" or "no"
    PLAIN_TEXT = auto()
    #: value: "yes" or "no", with the version of the wording in `words`
    WHATSAPP_OPT_IN = auto()
    #: value: "yes", "no" or "withdrawn", the partner and the version; in `words` the exact wording
    HELP_CONSENT = auto()
    #: value: who speaks for the debtor, as "kind; name; mailbox, number; last day", with "; case, case" when
    #: they speak in these only; empty: nobody any more
    REPRESENTATIVE = auto()
    #: value: a number, mailbox or address that does not work, as a provider or the post says
    ADDRESS_FAILED = auto()
    #: value: a number, mailbox or address that is somebody else's, or became so
    ADDRESS_OF_ANOTHER = auto()


#: not chosen by anybody, but learned; they stand in the same list, so that one list tells everything
LEARNED = frozenset({Field.ADDRESS_FAILED, Field.ADDRESS_OF_ANOTHER})
#: more is done than noting the choice: these have a command of their own
ELSEWHERE = {
    Field.HELP_CONSENT: "minnelijk referral consent",
    Field.REPRESENTATIVE: "minnelijk case helper",
}


class Through(StrEnum):
    """Through what a choice reached us."""

    #: with the portfolio
    IMPORT = auto()
    #: the debtor told the provider, for example STOP by SMS
    PROVIDER = auto()
    #: a reply by SMS, e-mail or WhatsApp
    REPLY = auto()
    #: the portal
    PORTAL = auto()
    #: one of our people wrote down what the debtor said
    AGENT = auto()
    #: a letter from the debtor
    LETTER = auto()
    #: a message came back, by the word of a provider or the post
    BOUNCE = auto()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who chose what, when, through what and in which exact words."""

    id: str
    debtor_id: str
    at: datetime
    by: str
    through: Through
    field: Field
    value: str
    words: str = ""
    #: where the proof can be found: the call, the letter, the message; empty: these words are all there is
    proof: str = ""
