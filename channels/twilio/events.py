"""What Twilio tells later about a message: its status words and error numbers in our outcomes."""

from collections.abc import Mapping
from datetime import datetime

from channels.naming import plain
from engine.domain.message import DeliveryEvent
from engine.domain.touchpoint import Outcome

#: Twilio's MessageStatus -> our Outcome; a word that is not here is UNRECOGNISED
OUTCOMES = {
    "accepted": Outcome.ACCEPTED,
    "scheduled": Outcome.ACCEPTED,
    "queued": Outcome.ACCEPTED,
    "sending": Outcome.ACCEPTED,
    "sent": Outcome.ACCEPTED,
    # some parts of a long text arrived, so it may have been seen
    "partially_delivered": Outcome.ACCEPTED,
    "delivered": Outcome.DELIVERED,
    "read": Outcome.READ,
    "canceled": Outcome.CANCELLED,
    # not delivered in time; that alone says nothing bad of the number, so another try stays possible
    "undelivered": Outcome.EXPIRED,
    "failed": Outcome.EXPIRED,
}

#: with these words the error number may say more than the word
FAILED = frozenset({"undelivered", "failed"})

#: Twilio's ErrorCode beside such a word -> our Outcome
CODES = {
    # the number will never work on this channel
    "21211": Outcome.BOUNCED,
    "21614": Outcome.BOUNCED,
    "21635": Outcome.BOUNCED,
    "30005": Outcome.BOUNCED,
    "30006": Outcome.BOUNCED,
    "63003": Outcome.BOUNCED,
    "63024": Outcome.BOUNCED,
    # the debtor stopped this sender
    "21610": Outcome.STOPPED,
    "63014": Outcome.STOPPED,
    # the text or the account: a person must look
    "21408": Outcome.REFUSED,
    "21612": Outcome.REFUSED,
    "21663": Outcome.REFUSED,
    "30002": Outcome.REFUSED,
    "30007": Outcome.REFUSED,
    "63013": Outcome.REFUSED,
    "63016": Outcome.REFUSED,
    "63021": Outcome.REFUSED,
    "63027": Outcome.REFUSED,
    "63028": Outcome.REFUSED,
}


def twilio_status(form: Mapping[str, str], received_at: datetime, *, reference: str = "") -> DeliveryEvent:
    """
    Read one status callback; a word that we do not know becomes UNRECOGNISED, never an error.

    `reference` is what stood as `m` in the address that was called. Twilio tells no moment, so it is ours.
    """
    sid = plain(form.get("MessageSid") or form.get("SmsSid", ""))
    word = plain(form.get("MessageStatus") or form.get("SmsStatus", ""), 40)
    code = plain(form.get("ErrorCode", ""), 20)
    return DeliveryEvent(
        reference=plain(reference, 40),
        provider_ref=sid,
        outcome=outcome_of(word, code),
        at=received_at,
        code=code,
        key=f"twilio:{sid}:{word}:{code}",
        raw=dict(form),
    )


def outcome_of(word: str, code: str = "") -> Outcome:
    """Name a status word, with its error number when there is one, in our outcomes."""
    said = OUTCOMES.get(word, Outcome.UNRECOGNISED)
    return CODES.get(code, said) if word in FAILED else said
