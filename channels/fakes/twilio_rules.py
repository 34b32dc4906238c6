"""What Twilio refuses when a message is created, in the order in which it looks."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from channels.fakes.numbers import E164, FROM_ERRORS, TO_ERRORS

Form = Mapping[str, str]

WHATSAPP = "whatsapp:"
LONGEST_BODY = 1600
#: seconds that a message may wait
VALIDITY = range(1, 36_001)


def fault(form: Form, stopped: frozenset[str]) -> int:
    """Give the error number with which a message is refused; 0: it is taken."""
    to = number_of(form)
    magic = FROM_ERRORS.get(form.get("From", "")) or TO_ERRORS.get(to)
    found = (code for code, is_wrong in RULES if is_wrong(form))
    return magic or next(found, 21610 if to in stopped else 0)


def number_of(form: Form) -> str:
    """Give the number in To without the name of the channel."""
    return form.get("To", "").removeprefix(WHATSAPP)


def is_whatsapp(form: Form) -> bool:
    """Say whether a message goes over WhatsApp."""
    return form.get("To", "").startswith(WHATSAPP)


def _mixes_channels(form: Form) -> bool:
    sender = form.get("From", "")
    return bool(sender) and sender.startswith(WHATSAPP) is not is_whatsapp(form)


def _has_no_content(form: Form) -> bool:
    return not (form.get("Body") or form.get("ContentSid"))


def _waits_wrongly(form: Form) -> bool:
    asked = form.get("ValidityPeriod", "1")
    return not asked.isdigit() or int(asked) not in VALIDITY


def _reports_nowhere(form: Form) -> bool:
    try:
        parts = urlsplit(form.get("StatusCallback", "https://none.example"))
    except ValueError:
        return True
    return parts.scheme not in {"http", "https"} or not parts.hostname or "_" in parts.hostname


RULES: tuple[tuple[int, Callable[[Form], bool]], ...] = (
    (21604, lambda form: not form.get("To")),
    (21211, lambda form: not E164.fullmatch(number_of(form))),
    (21603, lambda form: not (form.get("From") or form.get("MessagingServiceSid"))),
    (21910, _mixes_channels),
    (21602, _has_no_content),
    (21617, lambda form: len(form.get("Body", "")) > LONGEST_BODY),
    (20422, _waits_wrongly),
    (21609, _reports_nowhere),
)
