"""One approach of one debtor."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256

from engine.domain.campaign import LegalRole
from engine.domain.touchpoint import Outcome
from preferences.channel import ContactKind
from preferences.records import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """
    One approach of one debtor, with the cases that it speaks for and its latest outcome.

    Its key is (debtor, campaign run, step, ordinal); `reference` is made from that key.
    """

    reference: str
    debtor_id: str
    case_ids: tuple[str, ...]
    kind: ContactKind
    campaign: str
    #: the id of the walk of the leading case through its campaign
    run: str
    step: str
    ordinal: int
    legal_role: LegalRole
    creditor: str
    #: when it left, or is planned to leave
    at: datetime
    outcome: Outcome
    #: the number, mailbox or address that it went to
    to: str = ""
    #: what its text says of the claim (engine.said_before); empty: nothing, or a person settled it
    said: str = ""

    def tells(self, case_id: str) -> bool:
        """Say whether somebody may have heard of a case by it: it did not stay in the queue, or come back."""
        waits = self.outcome is Outcome.PLANNED
        return case_id in self.case_ids and self.outcome.may_have_reached and not waits


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a case stands in its campaign."""

    case_id: str
    campaign: str
    version: str
    run: str
    #: the index of the step that comes, or is being tried
    step: int
    #: the moment from which that step's delay counts
    since: datetime
    #: when the case is looked at again; None: only when something happens
    due_at: datetime | None
    #: when the walk began
    started_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Say whether the case must be looked at."""
        return self.due_at is not None and self.due_at <= now


def reference_of(debtor_id: str, run: str, step: str, ordinal: int, at: datetime) -> str:
    """
    Make the reference of a contact from its key: always the same for the same key and day.

    It begins with the day, so that rows that belong together lie together; nothing in it tells who it is.
    """
    key = "\n".join((debtor_id, run, step, str(ordinal)))
    return f"{_day(at.date())}-{b32encode(sha256(key.encode()).digest()[:10]).decode()}"


@lru_cache(maxsize=64)
def _day(day: date) -> str:
    return f"{day:%y%m%d}"
