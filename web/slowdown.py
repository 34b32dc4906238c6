"""Slows down who guesses: so many unknown links from one address in a while, and no more."""

import hmac
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

#: at most so many unknown links or codes from one address in that time; people mistype a few
MOST_UNKNOWN, IN_TIME = 20, timedelta(minutes=10)
#: addresses that are remembered; the one that is quiet the longest goes first
MOST_ADDRESSES = 20_000


@dataclass(slots=True)
class Slowdown:
    """
    Counts unknown links by address, in memory: the address itself is kept nowhere.

    A link has 128 bits, so guessing is hopeless; this keeps the attempt from being a burden.
    """

    clock: Callable[[], datetime]
    #: new at each start: what is remembered is worth nothing to anybody else
    key: bytes
    _seen: OrderedDict[bytes, deque[datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def is_too_fast(self, address: str) -> bool:
        """Say whether an address tried too many unknown links."""
        with self._lock:
            moments = self._seen.get(self._name(address))
            return moments is not None and self._recent(moments) >= MOST_UNKNOWN

    def note_unknown(self, address: str) -> None:
        """Count one more unknown link from an address."""
        name = self._name(address)
        with self._lock:
            moments = self._seen.setdefault(name, deque(maxlen=MOST_UNKNOWN))
            moments.append(self.clock())
            self._seen.move_to_end(name)
            if len(self._seen) > MOST_ADDRESSES:
                self._seen.popitem(last=False)

    def _recent(self, moments: deque[datetime]) -> int:
        since = self.clock() - IN_TIME
        return sum(moment > since for moment in moments)

    def _name(self, address: str) -> bytes:
        return hmac.new(self.key, address.encode(), sha256).digest()
