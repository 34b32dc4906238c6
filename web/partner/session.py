"""The session of a browser of a partner: which personal link it opened, with which code."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from web.sealed import Seal

#: people at a desk work for hours, but a screen that nobody looks at is shut
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
#: only this host, only over TLS, the whole site (ASVS 3.3)
COOKIE = "__Host-partner"
PURPOSE = "partner session"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSession:
    """What we know of a browser."""

    #: the hash of the token of its link
    digest: str
    #: of the code that was given: with another code of the organisation it holds no longer
    mark: str
    since: datetime
    seen_at: datetime

    def holds(self, now: datetime) -> bool:
        """Say whether it still opens anything."""
        return now - self.seen_at <= IDLE and now - self.since <= LONGEST

    def seen(self, now: datetime) -> "PartnerSession":
        """Say that its owner was there."""
        return replace(self, seen_at=now)

    def sealed(self, seal: Seal) -> str:
        """Write it for the cookie."""
        moments = {"since": self.since.timestamp(), "seen_at": self.seen_at.timestamp()}
        return seal.sealed(PURPOSE, {"digest": self.digest, "mark": self.mark, **moments})


def read_session(cookie: str, seal: Seal) -> PartnerSession | None:
    """Read a session; None when we did not write it."""
    told = seal.opened(PURPOSE, cookie)
    if told is None:
        return None
    since, seen_at = (datetime.fromtimestamp(told[name], UTC) for name in ("since", "seen_at"))
    return PartnerSession(digest=str(told["digest"]), mark=str(told["mark"]), since=since, seen_at=seen_at)
