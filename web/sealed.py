"""What a browser keeps for us and gives back: signed, so that nobody else can have written it."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

#: a form that stood open for longer is shown again
FORM_LASTS = timedelta(hours=2)
#: nothing that we wrote is longer
MOST_SIGNS = 1000


@dataclass(frozen=True, slots=True)
class Seal:
    """Signs with a key of the house; what was sealed for one purpose opens for no other."""

    key: bytes

    def ticket(self, about: str, number: str, now: datetime) -> str:
        """Write the ticket of one form: it is good for one link and one action, and counts once."""
        return self.sealed(f"form {about}", {"number": number, "at": now.timestamp()})

    def number_of(self, about: str, ticket: str, now: datetime) -> str | None:
        """Read the number of a ticket; None when it is for something else, or too old."""
        told = self.opened(f"form {about}", ticket)
        if told is None or now.timestamp() - told["at"] > FORM_LASTS.total_seconds():
            return None
        return str(told["number"])

    def sealed(self, purpose: str, told: dict[str, Any]) -> str:
        """Write plain values for one purpose: readable by everybody, writable by us alone."""
        body = urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode()
        return f"{body}.{self._mark(purpose, body)}"

    def opened(self, purpose: str, sealed: str) -> dict[str, Any] | None:
        """Read what was sealed for a purpose; None when we did not write it."""
        body, _, mark = sealed.partition(".")
        if len(sealed) > MOST_SIGNS or not sealed.isascii():
            return None
        if not hmac.compare_digest(mark, self._mark(purpose, body)):
            return None
        found: dict[str, Any] = json.loads(urlsafe_b64decode(body))
        return found

    def _mark(self, purpose: str, body: str) -> str:
        return hmac.new(self.key, f"{purpose}\n{body}".encode(), sha256).hexdigest()
