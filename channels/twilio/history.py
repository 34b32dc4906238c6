"""
What Twilio has: it cannot be asked by our own reference, so by number, words and time.

Twilio's list is filtered by the day on which a message was sent, and a message that still waits has none; so
we ask for all messages of one number and look at their own moments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import Any

import httpx
from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from channels.twilio.addresses import PREFIX, address
from channels.twilio.client import Throttled
from channels.twilio.events import twilio_status
from channels.twilio.inbound import as_call
from channels.twilio.words import same_words
from engine.domain.errors import CannotAsk
from engine.domain.listed import Listed, Sought
from engine.domain.raw_call import RawCall
from preferences.channel import ChannelKind

#: messages to one number that are looked at, the newest first
MOST = 200
#: messages of all numbers, in one go after a restored backup
MOST_OF_ALL = 100_000
PAGE = 1000
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioHistory:
    """Asks one account what it took."""

    client: Client
    #: more messages than this are not read in one go: then Twilio cannot be asked about so much
    most: int = MOST_OF_ALL

    def look_for(self, sought: Sought, now: datetime) -> Sequence[Listed]:
        """List the messages to a number since a moment."""
        to = address(sought.to) if sought.channel is ChannelKind.WHATSAPP else sought.to
        found = islice(self._messages(now, to=to), MOST)
        return [_listed(one, now, sought.body) for one in found if _created(one, now) >= sought.since]

    def since(self, moment: datetime, now: datetime) -> Sequence[Listed]:
        """
        List everything that was taken since a moment; raises CannotAsk when that is more than we can read.

        Twilio's filter on days knows only what was sent; what still waits there stands among the newest.
        """
        sent = self._messages(now, date_sent_after=moment - A_DAY)
        found = {str(one.sid): one for one in (*self._newest(moment, now), *sent)}
        ours = (one for one in found.values() if str(one.direction or "").startswith("outbound"))
        return [_listed(one, now, "") for one in ours if _created(one, now) >= moment]

    def heard(self, moment: datetime, now: datetime) -> Sequence[RawCall]:
        """List the messages to us since a moment, to all our numbers, each as the call that told of it."""
        found = self._messages(now, date_sent_after=moment - A_DAY)
        to_us = (one for one in found if str(one.direction or "").startswith("inbound"))
        return [as_call(one, min(_created(one, now), now)) for one in to_us if _created(one, now) >= moment]

    def _newest(self, moment: datetime, now: datetime) -> Sequence[Any]:
        """List the newest messages, whatever became of them, back to a day before a moment."""
        return list(takewhile(lambda one: _created(one, now) >= moment - A_DAY, self._messages(now)))

    def _messages(self, now: datetime, **asked: Any) -> Iterator[Any]:
        try:
            for number, one in enumerate(self.client.messages.stream(page_size=PAGE, **asked), 1):
                if number > self.most:
                    break
                yield one
            else:
                return
        except (Throttled, httpx.RequestError, TwilioException, ValueError) as error:
            raise CannotAsk(f"Twilio's list cannot be asked now ({type(error).__name__})") from None
        raise CannotAsk(f"Twilio has more than {self.most} messages since then: ask for less (--since)")


def _created(one: Any, now: datetime) -> datetime:
    moment: datetime = one.date_created or one.date_sent or now
    return moment


def _listed(one: Any, now: datetime, body: str) -> Listed:
    word = str(one.status or "")
    form = {"MessageSid": str(one.sid), "MessageStatus": word}
    if one.error_code:
        form["ErrorCode"] = str(one.error_code)
    to = str(one.to or "")
    event = twilio_status(form, min(one.date_updated or now, now))
    return Listed(
        event=event,
        to=to.removeprefix(PREFIX),
        channel=ChannelKind.WHATSAPP if to.startswith(PREFIX) else ChannelKind.SMS,
        same_text=same_words(body, str(one.body or "")),
    )
