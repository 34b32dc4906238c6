"""The fake account's answers in Twilio's shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from channels.fakes.numbers import TWILIO_TEXTS
from channels.fakes.segments import segments
from channels.fakes.twilio_account import VERSION, FakeMessage


def refusal(status: int, code: int) -> dict[str, object]:
    """Write an error."""
    return {
        "code": code,
        "message": TWILIO_TEXTS[code],
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }


def resource(message: FakeMessage, account_sid: str) -> dict[str, object]:
    """Write one message."""
    form = message.form
    uri = f"/{VERSION}/Accounts/{account_sid}/Messages/{message.sid}"
    return {
        "account_sid": account_sid,
        "api_version": VERSION,
        "body": form.get("Body", ""),
        "date_created": _date(message.created_at),
        "date_sent": _date(message.sent_at) if message.sent_at else None,
        "date_updated": _date(message.updated_at),
        "direction": message.direction,
        "error_code": message.error_code or None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "num_media": form.get("NumMedia", "0"),
        "num_segments": str(segments(form.get("Body", ""))),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": form.get("To", ""),
        "uri": f"{uri}.json",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which page of which list is asked for."""

    number: int
    size: int
    #: what the list is narrowed down with, as it was asked
    filters: Mapping[str, str]


def page(found: Sequence[FakeMessage], account_sid: str, place: Place) -> dict[str, object]:
    """Write one page of a list of messages, the newest first; its neighbours keep the filters."""

    def uri(wanted: int) -> str:
        query = urlencode({**place.filters, "Page": wanted, "PageSize": place.size})
        return f"/{VERSION}/Accounts/{account_sid}/Messages.json?{query}"

    number, size = place.number, place.size
    start = number * size
    shown = found[start : start + size]
    return {
        "messages": [resource(message, account_sid) for message in shown],
        "page": number,
        "page_size": size,
        "start": start,
        "end": start + max(len(shown) - 1, 0),
        "uri": uri(number),
        "first_page_uri": uri(0),
        "next_page_uri": uri(number + 1) if len(found) > start + size else None,
        "previous_page_uri": uri(number - 1) if number else None,
    }


def _date(at: datetime) -> str:
    return format_datetime(at)
