"""The labels that a reply can get; what each covers stands in docs/replies.md."""

from enum import StrEnum, auto


class Label(StrEnum):
    """One intention of the sender, or what sort of message it is."""

    PAID = auto()
    WILL_PAY = auto()
    ARRANGEMENT = auto()
    DISPUTE = auto()
    HELP = auto()
    REPRESENTED = auto()
    STOP_CHANNEL = auto()
    STOP_ALL = auto()
    CHANNEL_PREF = auto()
    TIME_PREF = auto()
    CALLBACK = auto()
    WRONG_PERSON = auto()
    DECEASED = auto()
    MOVED = auto()
    COMPLAINT = auto()
    QUESTION = auto()
    DISTRESS = auto()
    AUTO_REPLY = auto()
    ACK = auto()
    ABUSE = auto()
    OTHER_LANGUAGE = auto()
    UNCLEAR = auto()


#: missing one of these may harm somebody: in doubt they are given, and a person looks
SAFETY = frozenset(
    {
        Label.DISTRESS,
        Label.HELP,
        Label.REPRESENTED,
        Label.DECEASED,
        Label.STOP_CHANNEL,
        Label.STOP_ALL,
        Label.WRONG_PERSON,
        Label.DISPUTE,
        Label.COMPLAINT,
    }
)
