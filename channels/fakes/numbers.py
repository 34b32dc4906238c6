"""
The numbers and mailboxes that play a scene.

The first tables are Twilio's own magic numbers for test credentials; the others are ours.
"""

import re
from dataclasses import dataclass

#: Twilio's magic numbers in To -> the error
TO_ERRORS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
#: Twilio's magic numbers in From -> the error
FROM_ERRORS = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}

#: Twilio's sentences, in short
TWILIO_TEXTS = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20422: "Invalid parameter",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    21211: "Invalid 'To' Phone Number",
    21212: "Invalid From Number",
    21408: "Permission to send an SMS has not been enabled for the region",
    21602: "Message body is required",
    21603: "A 'From' phone number or a Messaging Service is required",
    21604: "A 'To' phone number is required",
    21606: "The 'From' phone number is not a valid, SMS-capable number of this account",
    21609: "Invalid 'StatusCallback' URL",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21612: "The 'To' phone number is not currently reachable using this 'From'",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21910: "Invalid 'From' and 'To' pair: both must be of the same channel",
}

#: the words and error numbers that a message goes through; 0: no error
Way = tuple[tuple[str, int], ...]
SMS_WAY: Way = (("sent", 0), ("delivered", 0))
WHATSAPP_WAY: Way = (*SMS_WAY, ("read", 0))
#: free text on WhatsApp outside the 24 hours after the debtor's last message
OUTSIDE_WINDOW: Way = (("failed", 63016),)
#: our own magic numbers -> another way
WAYS: dict[str, Way] = {
    "+15005550130": (("sent", 0), ("undelivered", 30003)),
    "+15005550131": (("sent", 0), ("undelivered", 30005)),
    "+15005550132": (("sent", 0), ("undelivered", 30007)),
    "+15005550133": (("failed", 30001),),
    "+15005550134": (("sent", 0),),
    "+15005550135": (("sent", 0), ("teleported", 0)),
}

E164 = re.compile(r"\+[1-9]\d{6,14}")
MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEvent:
    """An event of SendGrid, with what only that event has."""

    event: str
    type: str = ""
    reason: str = ""
    status: str = ""

    def as_json(self) -> dict[str, str]:
        """Give it as SendGrid writes it: fields without a value stay away."""
        fields = {"event": self.event, "type": self.type, "reason": self.reason, "status": self.status}
        return {name: value for name, value in fields.items() if value}


PROCESSED = MailEvent(event="processed")
DELIVERED = MailEvent(event="delivered")
MAIL_WAY = (PROCESSED, DELIVERED)
#: the part before the @ -> another way
MAIL_WAYS: dict[str, tuple[MailEvent, ...]] = {
    "bounce": (
        PROCESSED,
        MailEvent(event="bounce", type="bounce", reason="550 5.1.1 unknown", status="5.1.1"),
    ),
    "blocked": (PROCESSED, MailEvent(event="bounce", type="blocked", reason="421 not now", status="4.2.1")),
    "dropped": (MailEvent(event="dropped", reason="Bounced Address", status="5.0.0"),),
    "stopped": (MailEvent(event="dropped", reason="Unsubscribed Address", status="5.0.0"),),
    "spam": (*MAIL_WAY, MailEvent(event="spamreport")),
    "deferred": (PROCESSED, MailEvent(event="deferred", reason="450 later", status="4.2.2"), DELIVERED),
    "teleported": (PROCESSED, MailEvent(event="teleported")),
}
