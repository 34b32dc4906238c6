"""
How many messages a provider may get now, over all workers: one number in one row.

The number is the moment until which the rate is used up. It stands at most a second in the past, so a burst
is never larger than what one second allows; and it never stands in the future, unless a clock went back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: how much of the past may still be used at once
BURST = timedelta(seconds=1)
#: what a sender has in hand should leave in this time: a kill then leaves no more than that in doubt
IN_HAND = timedelta(seconds=2)
#: fewer are never taken in hand at once: each time costs two commits
LEAST = 4


@dataclass(frozen=True, slots=True)
class Grant:
    """So many messages may be handed over now."""

    messages: int
    #: what is written back
    spent_until: datetime
    #: how long until there is room for one more; nothing when all that was wanted was granted
    rest: timedelta


def grant(wanted: int, per_second: float, spent_until: datetime | None, now: datetime) -> Grant:
    """Take messages out of a provider's budget; `per_second` is above zero, None: it was never used."""
    each = timedelta(seconds=1) / per_second
    oldest = now - max(BURST, each)
    since = oldest if spent_until is None or spent_until > now else max(spent_until, oldest)
    messages = min(wanted, (now - since) // each)
    spent = since + messages * each
    rest = timedelta() if messages == wanted else spent + each - now
    return Grant(messages, spent, rest)


def handful(size: int, most: int, took: timedelta) -> int:
    """Say how many messages to take in hand next, when `size` of them took so long to leave."""
    if took > IN_HAND:
        return min(size, max(LEAST, size // 2))
    return min(most, size * 2) if took < IN_HAND / 2 else size
