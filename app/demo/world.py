"""The world of the demo: mailboxes that do not exist, and what debtors do on which day."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from app.moments import read_moment
from app.wiring import House
from engine.domain.case import CaseStatus
from engine.domain.errors import AddressRejected
from engine.domain.message import Message, Receipt
from engine.domain.partner import PartnerSaid, PartnerWord
from engine.domain.pause import PauseKind
from engine.domain.reply import Reply
from engine.ports import Channel
from engine.referral.hearing_partners import HearingPartners
from engine.steer import Steering
from engine.steering_ports import SteeringBooks
from engine.store.books import StoredBooks
from engine.time_machine import Happening
from preferences.change import Field
from preferences.channel import CHANNEL_OF, ChannelKind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: mailboxes at this name bounce
NOWHERE = "@bestaat-niet.example"
#: who acts in the demo
ACTOR = "anna"
COLLEAGUE = "bram"


@dataclass(frozen=True, slots=True)
class BouncingMail:
    """The outbox, but for mailboxes that do not exist."""

    outbox: Channel
    kind: ChannelKind = ChannelKind.EMAIL

    def send(self, message: Message) -> Receipt:
        """Write a mail; raises AddressRejected for a mailbox that does not exist."""
        if message.to.value.endswith(NOWHERE):
            raise AddressRejected("the mailbox does not exist", channel=self.kind, code="5.1.1")
        return self.outbox.send(message)


def with_bounces(channels: Mapping[ChannelKind, Channel]) -> dict[ChannelKind, Channel]:
    """Let the mailboxes of the demo bounce."""
    return dict(channels) | {ChannelKind.EMAIL: BouncingMail(channels[ChannelKind.EMAIL])}


def read_happenings(path: Path, house: House, start: datetime) -> Iterator[Happening]:
    """Read what the debtors of the demo do; `day` counts from the start, at noon. Skips unknown cases."""
    with house.store.read() as books:
        known = set(books.case_ids())
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["case_id"] in known:
                at = start + timedelta(days=int(row["day"]), hours=5)
                yield Happening(at, _happening(house, row))


def _happening(house: House, row: Mapping[str, str]) -> Callable[[datetime], None]:
    def happen(_: datetime) -> None:
        with house.store.begin() as books:
            if row["what"] in BY_OTHERS:
                BY_OTHERS[row["what"]](house, books, row["case_id"], row["value"])
                return
            HAPPENINGS[row["what"]](books, house.steering(books, ACTOR), row["case_id"], row["value"])

    return happen


def _paid(books: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    amount = books.case(case_id).outstanding if value == "all" else Decimal(value)
    steering.payment(case_id, amount, steering.now.date(), f"bank-{case_id}-{steering.now:%Y%m%d}")


def _reply(_: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    steering.note_reply(case_id, ChannelKind.EMAIL, value)


def _stopped(books: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    steering.choices.set_preference(books.case(case_id).debtor_id, Field.REFUSE_CHANNEL, value, "STOP")


def _preference(books: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    field, _, chosen = value.partition("=")
    steering.choices.set_preference(
        books.case(case_id).debtor_id, Field(field), chosen, "aan de telefoon gezegd"
    )


def _pause(_: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    kind, *until = value.split(" until ")
    moment = read_moment(until[0], AMSTERDAM) if until else None
    steering.pause(case_id, PauseKind(kind), moment, whole_debtor=True)


def _resumed(books: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    asking = replace(steering, actor=COLLEAGUE)
    for pause in books.pauses_of(books.case(case_id).debtor_id):
        meant = pause.ended_at is None and value in {"", pause.kind.value}
        # one asks, and where that is not enough a team lead agrees
        if meant and not asking.end_pause(case_id, pause.id):
            steering.end_pause(case_id, pause.id)


def _closed(_: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    steering.close_case(case_id, CaseStatus.CLOSED, value)


def _task_done(books: SteeringBooks, steering: Steering, case_id: str, value: str) -> None:
    for task in books.tasks():
        if task.case_id == case_id:
            steering.finish_task(task.id, value)


def _wrote(house: House, books: StoredBooks, case_id: str, value: str) -> None:
    """Let a debtor answer the last message that reached them, in words that are read as any reply is."""
    contacts = books.files([books.debtor_of(case_id)])[0].contacts
    reached = [one for one in contacts if one.kind in CHANNEL_OF and one.tells(case_id)]
    if reached:
        reply = Reply(
            case_id=case_id, channel=CHANNEL_OF[reached[-1].kind], text=value, received_at=house.clock()
        )
        house.taking_in(books, "post").take_in(reply)


def _partner_said(house: House, books: StoredBooks, case_id: str, value: str) -> None:
    """Let the partner to whom a debtor was led tell how it goes."""
    for referral in books.referrals_of(books.debtor_of(case_id)):
        if referral.state.is_open:
            said, now = PartnerSaid(value), house.clock()
            key = f"demo-{case_id}-{value}"
            word = PartnerWord(partner=referral.partner, key=key, said=said, about=referral.id, at=now)
            HearingPartners(house.pen(books, f"partner:{referral.partner}")).take_in(word)


#: what others do than our own people
BY_OTHERS: Mapping[str, Callable[[House, StoredBooks, str, str], None]] = {
    "wrote": _wrote,
    "partner_said": _partner_said,
}
HAPPENINGS: Mapping[str, Callable[[SteeringBooks, Steering, str, str], None]] = {
    "paid": _paid,
    "reply": _reply,
    "stopped": _stopped,
    "preference": _preference,
    "pause": _pause,
    "resumed": _resumed,
    "closed": _closed,
    "task_done": _task_done,
}
