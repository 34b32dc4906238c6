"""
Checks of addresses that a letter waits for: asked for with a task, answered by a register or by a person.

The open tasks are the list of what is asked. A result counts for the address that was asked about and for no
other, and the same one twice counts once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from engine.domain.address_check import AddressOutcome, AskedAddress, CheckedAddress, check_of
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.people import ContactPoint, Debtor, PointKind, PointState
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, LineKind
from engine.finishing import Finishing
from engine.lines import change_line
from engine.policy.law_window import law_zone
from engine.ports import NewId
from engine.steering_ports import SteeringBooks
from preferences.change import Change, Field, Through
from preferences.channel import ChannelKind
from preferences.fold import checked
from preferences.records import replace


class AddressRegister(Protocol):
    """A provider that knows who lives where."""

    def ask(self, asked: Sequence[AskedAddress], now: datetime) -> object:
        """Hand over what is asked; the results come another way, when it has them."""


@dataclass(frozen=True, slots=True)
class AddressChecks:
    """What one actor does about checks at one moment, inside one transaction."""

    books: SteeringBooks
    actor: str
    now: datetime
    new_id: NewId

    def asked(self) -> tuple[AskedAddress, ...]:
        """List the addresses that wait for a check."""
        return tuple(self._asked())

    def take_in(self, check: str, told: CheckedAddress) -> bool:
        """
        Take in what a check says; False: it was known already.

        Raises UnknownReference for a check that nobody asked for, and NotAllowed when the address has
        changed since, or for a day that is still to come.
        """
        task_id, _, _ = check.rpartition("-")
        task = next((one for one in self._tasks() if one.id == task_id), None)
        if task is None:
            return self._known(check)
        point = self._point(task, told.on)
        if check_of(task.id, point) != check:
            raise NotAllowed("the address has changed since it was asked about")
        self._write(task, point, told)
        return True

    def finish(self, task: PersonTask, outcome: str, on: date, now_at: ContactPoint | None = None) -> None:
        """Take in what a person found out; raises NotAllowed for words that say nothing of the address."""
        if outcome not in set(AddressOutcome):
            raise NotAllowed(f"say what was found out about the address: {', '.join(AddressOutcome)}")
        self.books.hold_debtors([task.debtor_id])
        told = CheckedAddress(outcome=AddressOutcome(outcome), on=on, source=self.actor, now_at=now_at)
        self._write(task, self._point(task, on), told)

    def _asked(self) -> Iterator[AskedAddress]:
        for task in self._tasks():
            debtor = self._debtor(task)
            point = _usable(debtor, self.now.date())
            if point is not None and point.address is not None:
                yield AskedAddress(
                    check=check_of(task.id, point),
                    name=debtor.name,
                    birth_date=debtor.birth_date,
                    address=point.address,
                )

    def _tasks(self) -> Sequence[PersonTask]:
        return [one for one in self.books.tasks() if one.kind is TaskKind.CHECK_ADDRESS]

    def _known(self, check: str) -> bool:
        """Say that a check was answered before; raises UnknownReference when nobody asked for it."""
        if self.books.was_finished(check.rpartition("-")[0]):
            return False
        raise UnknownReference("nobody asked for this check")

    def _debtor(self, task: PersonTask) -> Debtor:
        return self.books.files([task.debtor_id])[0].debtor.in_case(task.case_id)

    def _point(self, task: PersonTask, on: date) -> ContactPoint:
        today = self.now.astimezone(law_zone(self.books.case(task.case_id).jurisdiction)).date()
        if on > today:
            raise NotAllowed(f"{on} is still to come")
        point = _usable(self._debtor(task), today)
        if point is None:
            raise NotAllowed("the debtor has no address that can be used")
        return point

    def _write(self, task: PersonTask, point: ContactPoint, told: CheckedAddress) -> None:
        """Write what we learned of the address, and let the case be decided anew."""
        self.books.hold_debtors([task.debtor_id])
        if told.outcome is AddressOutcome.LIVES_THERE:
            self.books.check_point(task.debtor_id, point.value, told.on)
        else:
            self._failed(task, point)
        if told.now_at is not None:
            found = replace(told.now_at, source=told.source, checked_on=told.on)
            self.books.tell_points(task.debtor_id, [found])
        line = Entry(
            subject=f"debtor:{task.debtor_id}",
            kind=LineKind.PREFERENCE,
            at=self.now,
            public={
                "by": self.actor,
                "field": PointKind.ADDRESS.value,
                "checked": told.outcome.value,
                "checked_on": told.on.isoformat(),
                "new_address": told.now_at is not None,
            },
            content={"value": point.value, "now_at": told.now_at.value if told.now_at else ""},
        )
        self.books.append([line])
        finishing = Finishing(self.books, self.actor, self.now, self.new_id)
        for one in self._tasks():
            # other cases of this debtor waited for the same answer
            if one.debtor_id == task.debtor_id:
                finishing.finish(one.id, told.outcome.value)

    def _failed(self, task: PersonTask, point: ContactPoint) -> None:
        """Send nothing more to an address where the debtor is not; shown to the debtor on request."""
        self.books.mark_point(task.debtor_id, point.value, PointState.BOUNCED)
        change = checked(
            Change(
                id=self.new_id(),
                debtor_id=task.debtor_id,
                at=self.now,
                by=self.actor,
                through=Through.AGENT,
                field=Field.ADDRESS_FAILED,
                value=point.value,
                words="",
            )
        )
        self.books.put_change(change)
        self.books.append([change_line(change)])


def _usable(debtor: Debtor, today: date) -> ContactPoint | None:
    """Give the address that a letter would take: one that was confirmed, else the first that can be used."""
    usable = [one for one in debtor.points_for(ChannelKind.LETTER, today) if one.state.usable]
    best = [one for one in usable if one.state is PointState.CONFIRMED]
    return next(iter((*best, *usable)), None)
