"""
What came in just before a backup was put back: it may have been answered by the house that is no more.

Such a reply comes in once more from the provider's list. Its effects are done, for they protect somebody; its
answer goes out only when the providers surely sent nothing to the debtor since, else a person looks first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.decision import TaskKind
from engine.domain.person_task import PersonTask
from engine.domain.reply import Reply
from engine.ports import DebtorFile

#: the house setting with the last gap in the books: since and until in ISO, and whether all were asked
GAP = "gap"
ASKED, SILENT = "asked", "silent"
MAY_BE_ANSWERED = (
    "it came in before a backup was put back, and may have been answered then: look what was sent"
)


class GapBooks(Protocol):
    """The store inside one transaction, as far as gaps go."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""

    def tasks(self) -> Sequence[PersonTask]:
        """List open tasks, the oldest first."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The stretch that a backup lacks."""

    since: datetime
    until: datetime
    #: every provider told what it sent in that stretch
    all_asked: bool


def write_gap(books: GapBooks, gap: Gap) -> None:
    """Keep the last gap."""
    asked = ASKED if gap.all_asked else SILENT
    books.set_house(GAP, f"{gap.since.isoformat()} {gap.until.isoformat()} {asked}")


def may_be_answered(books: GapBooks, file: DebtorFile, reply: Reply) -> bool:
    """Say whether a reply came in during a gap, and something was sent to its debtor since."""
    gap = _gap(books)
    if gap is None or not gap.since <= reply.received_at <= gap.until:
        return False
    sent = any(
        reply.received_at <= one.at <= gap.until and one.outcome.may_have_reached for one in file.contacts
    )
    return sent or not gap.all_asked or _is_looked_into(books, file)


def _gap(books: GapBooks) -> Gap | None:
    written = books.house(GAP)
    if not written:
        return None
    since, until, asked = written.split(" ")
    return Gap(datetime.fromisoformat(since), datetime.fromisoformat(until), asked == ASKED)


def _is_looked_into(books: GapBooks, file: DebtorFile) -> bool:
    """Say whether a person was asked what a message of the gap was about."""
    mine = file.debtor.id
    return any(one.debtor_id == mine and one.kind is TaskKind.DECIDE_IN_DOUBT for one in books.tasks())
