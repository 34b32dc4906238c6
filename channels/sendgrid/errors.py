"""What SendGrid's answers mean for a contact; its own sentences may quote an address, so we use ours."""

import json
import re
from collections.abc import Iterator

from channels.straight import Answer
from channels.wire import by_status, retry_after
from engine.domain.errors import AddressRejected, ProviderBusy, SendError
from preferences.channel import ChannelKind

#: the field that SendGrid blames -> the recipient's address is at fault
RECIPIENT = re.compile(r"personalizations\.\d+\.to\.\d+\.email")
#: a field name is safe to repeat; anything else in its place is not
FIELD = re.compile(r"[a-z0-9_.\[\]]{1,80}")


def as_send_error(answer: Answer, *, channel: ChannelKind) -> SendError:
    """Name SendGrid's refusal in our words."""
    fields = [field for field in _blamed(answer) if FIELD.fullmatch(field)]
    code = str(answer.status_code)
    if answer.is_client_error and any(RECIPIENT.fullmatch(field) for field in fields):
        return AddressRejected("SendGrid: this is not a mailbox", channel=channel, code=code)
    named = by_status(answer.status_code)
    because = f"SendGrid answered HTTP {code}" + (f", about {', '.join(fields)}" if fields else "")
    if named is ProviderBusy:
        return ProviderBusy(because, channel=channel, code=code, retry_after=retry_after(answer.headers))
    return named(because, channel=channel, code=code)


def _blamed(answer: Answer) -> Iterator[str]:
    """Give the fields that an error answer names, whatever shape it has."""
    try:
        errors = json.loads(answer.content).get("errors", [])
    except (ValueError, AttributeError):
        return
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict) and isinstance(error.get("field"), str):
            yield error["field"]
