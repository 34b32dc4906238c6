"""What a browser keeps for us and gives back: signed, so that nobody else can have written it."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from engine.visiting import Level

#: who does nothing for so long must prove who they are again (trust.md 3.3)
IDLE = timedelta(minutes=15)
#: and in any case after this long
LONGEST = timedelta(minutes=60)
#: a form that stood open for longer is shown again
FORM_LASTS = timedelta(hours=2)
#: nothing that we wrote is longer
MOST_SIGNS = 1000


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


@dataclass(frozen=True, slots=True)
class Seal:
    """Signs with a key of the house."""

    key: bytes

    def session(self, session: Session) -> str:
        """Write a session for the cookie."""
        told = asdict(session) | {"since": session.since.timestamp(), "seen_at": session.seen_at.timestamp()}
        return self._sealed("session", told)

    def read_session(self, cookie: str) -> Session | None:
        """Read a session; None when we did not write it."""
        told = self._opened("session", cookie)
        if told is None:
            return None
        since, seen_at = (datetime.fromtimestamp(told[name], UTC) for name in ("since", "seen_at"))
        return Session(link=told["link"], level=Level(told["level"]), since=since, seen_at=seen_at)

    def ticket(self, about: str, number: str, now: datetime) -> str:
        """Write the ticket of one form: it is good for one link and one action, and counts once."""
        return self._sealed(f"form {about}", {"number": number, "at": now.timestamp()})

    def number_of(self, about: str, ticket: str, now: datetime) -> str | None:
        """Read the number of a ticket; None when it is for something else, or too old."""
        told = self._opened(f"form {about}", ticket)
        if told is None or now.timestamp() - told["at"] > FORM_LASTS.total_seconds():
            return None
        return str(told["number"])

    def _sealed(self, purpose: str, told: dict[str, Any]) -> str:
        body = urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode()
        return f"{body}.{self._mark(purpose, body)}"

    def _opened(self, purpose: str, sealed: str) -> dict[str, Any] | None:
        body, _, mark = sealed.partition(".")
        if len(sealed) > MOST_SIGNS or not sealed.isascii():
            return None
        if not hmac.compare_digest(mark, self._mark(purpose, body)):
            return None
        found: dict[str, Any] = json.loads(urlsafe_b64decode(body))
        return found

    def _mark(self, purpose: str, body: str) -> str:
        return hmac.new(self.key, f"{purpose}\n{body}".encode(), sha256).hexdigest()
