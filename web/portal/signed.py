"""The session of a browser at the door of debtors: which link it opened, and what was proved since."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from engine.visiting import Level
from web.sealed import Seal

#: who does nothing for so long must prove who they are again (trust.md 3.3)
IDLE = timedelta(minutes=15)
#: and in any case after this long
LONGEST = timedelta(minutes=60)
PURPOSE = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What we know of a browser: which link it opened, and what its owner proved since."""

    #: the fingerprint of the link: nobody can open a page with it
    link: str
    level: Level = Level.OPENED
    #: when the level was reached, and when the owner was last seen
    since: datetime
    seen_at: datetime

    def seen(self, now: datetime) -> "Session":
        """Say what it is worth now: who stayed away too long has only the link again."""
        is_old = now - self.seen_at > IDLE or now - self.since > LONGEST
        level = Level.OPENED if is_old else self.level
        since = now if is_old else self.since
        return replace(self, level=level, since=since, seen_at=now)


def sealed_session(session: Session, seal: Seal) -> str:
    """Write a session for the cookie."""
    told = asdict(session) | {"since": session.since.timestamp(), "seen_at": session.seen_at.timestamp()}
    return seal.sealed(PURPOSE, told)


def read_session(cookie: str, seal: Seal) -> Session | None:
    """Read a session; None when we did not write it."""
    told = seal.opened(PURPOSE, cookie)
    if told is None:
        return None
    since, seen_at = (datetime.fromtimestamp(told[name], UTC) for name in ("since", "seen_at"))
    return Session(link=told["link"], level=Level(told["level"]), since=since, seen_at=seen_at)
