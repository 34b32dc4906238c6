"""A collector can be reached directly and easily."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content, ContentKind
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.likeness import holds_phone

LAW = Law("NL-24", "Bki 4.1(3)", "V")

REPLY = re.compile(
    r"\b(?:antwoord|reageer|reply|app|sms|stuur)\w*\b[^.?!]{0,30}\b(?:sms|bericht|hierop|ja|nee|terug|ons)\b"
    r"|\b(?:sms|bericht)\b[^.?!]{0,20}\b(?:antwoord|reageer|beantwoord)\w*|\bbeantwoord\w*|\bantwoord\w* op\b"
)


def can_be_reached(content: Content) -> Iterator[ContentFinding]:
    """Ask for a phone number; on a phone a way to answer is enough."""
    text = content.writing.folded
    has_phone = holds_phone(text, content.fact("phone"))
    if content.kind is ContentKind.SMS_NUDGE:
        if not has_phone and not REPLY.search(text):
            yield LAW.missing(
                "phone_or_reply", "give a phone number, or say that the message can be answered"
            )
    elif not has_phone:
        yield LAW.missing("phone", "give a phone number")
