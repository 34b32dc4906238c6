"""What the print house tells of letters: a CSV with one row a letter, again and again the same one or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from app.wiring import House
from engine.domain.contact import Contact
from engine.domain.errors import ConfigurationError
from engine.domain.message import DeliveryEvent
from engine.domain.raw_call import EventFate
from engine.domain.reply import Reply
from engine.domain.touchpoint import Outcome
from engine.evidence import Evidence
from engine.portfolio.cells import BadCell, Row, choice, needed, needed_day
from engine.portfolio.read_csv import Columns, csv_rows
from engine.referral_ports import ReplyBooks
from engine.replies.label import Label
from engine.replies.understand import Reading
from engine.taking_in import TakingIn
from preferences.channel import ChannelKind, ContactKind

NAMES = ("reference", "outcome", "on", "reason")
COLUMNS = Columns(NAMES, ("reference", "on"), "docs/guide-operator.md")
OUTCOMES = (Outcome.RETURNED.value, Outcome.PRINTED.value, Outcome.POSTED.value)
#: a code, and never words about somebody
REASON = re.compile(r"[A-Za-z0-9_-]{0,40}")
NOON = time(12)
PRINT_HOUSE = "print-house"
#: who lives there sent it back: the letter is not for them
RESIDENT = frozenset({"resident", "bewoner"})
NOT_FOR_THEM = Reading((Label.WRONG_PERSON,), {}, sure=True, because=())


@dataclass(slots=True)
class TakenReturns:
    """What came of one or more files; `refused` names file, line and reason of each row."""

    news: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReturnsFile:
    """Takes in files of the print house."""

    house: House
    #: in which days are written
    zone: ZoneInfo

    def take_in(self, path: Path) -> TakenReturns:
        """Take in a file, or all of a folder in the order of their names; raises ConfigurationError."""
        taken = TakenReturns()
        for file in _files(path):
            for line, row in csv_rows(file, COLUMNS):
                try:
                    is_news = self._row(row)
                except BadCell as fault:
                    where = f"{file.name}, line {line}"
                    taken.refused.append(f"{where}: {fault.column or 'row'} '{fault.value}' {fault.reason}")
                else:
                    taken.news += is_news
                    taken.known += not is_news
        return taken

    def _row(self, row: Row | BadCell) -> bool:
        event = self._event(row)
        evidence = Evidence(desk=self.house.desk(), new_id=self.house.new_id)
        with self.house.store.begin() as books:
            contact = books.contacts_among([event.reference]).get(event.reference)
            if contact is None or contact.kind is not ContactKind.LETTER:
                raise BadCell("reference", event.reference, "is no letter in our books")
            fates = evidence.take_in(books, [event], self.house.clock())
            if fates[EventFate.NEWS] and event.outcome is Outcome.RETURNED and event.code in RESIDENT:
                self._hear_resident(books, contact, event)
        return bool(fates[EventFate.NEWS])

    def _hear_resident(self, books: ReplyBooks, contact: Contact, event: DeliveryEvent) -> None:
        """Take it for what it is: who lives there wrote to us that the letter is not for them."""
        reply = Reply(
            case_id=contact.case_ids[0],
            channel=ChannelKind.LETTER,
            text=f"returned: {event.code}",
            received_at=event.at,
            came_from=contact.to,
            answers=contact.reference,
        )
        now, new_id = self.house.clock(), self.house.new_id
        TakingIn(books=books, actor=PRINT_HOUSE, now=now, new_id=new_id).take_in(reply, NOT_FOR_THEM)

    def _event(self, row: Row | BadCell) -> DeliveryEvent:
        if isinstance(row, BadCell):
            raise row
        reference = needed(row, "reference")
        outcome = Outcome(choice(row, "outcome", OUTCOMES, Outcome.RETURNED.value))
        at = datetime.combine(needed_day(row, "on"), NOON, self.zone)
        if at.date() > self.house.clock().astimezone(self.zone).date():
            raise BadCell("on", row["on"], "is still to come")
        reason = row.get("reason", "")
        if not REASON.fullmatch(reason):
            raise BadCell("reason", reason, "is no code; write one of at most 40 letters, digits, - and _")
        return DeliveryEvent(
            reference=reference,
            provider_ref="",
            outcome=outcome,
            at=min(at, self.house.clock()),
            code=reason,
            key=f"{PRINT_HOUSE}:{reference}:{outcome.value}",
            raw={},
        )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        return iter(sorted(one for one in path.iterdir() if one.suffix.lower() == ".csv"))
    if not path.is_file():
        raise ConfigurationError(f"{path}: there is no such file or folder")
    return iter([path])
