"""A number, mailbox or address that a person checked: it is used from now on, the one before it no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.people import ContactPoint, PointState
from engine.domain.touchpoint import Entry, LineKind
from engine.steering_ports import SteeringBooks

#: these wait for a working number, mailbox or address
WAITING = frozenset({TaskKind.FIND_CONTACT_POINT, TaskKind.CHECK_PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPoint:
    """Takes in a contact point that somebody checked, inside one transaction."""

    books: SteeringBooks
    actor: str
    now: datetime

    def take_in(self, case: Case, told: Sequence[ContactPoint]) -> Sequence[ContactPoint]:
        """
        Use points from now on; what the debtor had of the same kind before is used no more.

        The old one is not thrown away: it stays with the state "bounced", so that a portfolio that still
        names it does not bring it back. The cases of the debtor are decided anew at once.
        """
        self.books.hold_debtors([case.debtor_id])
        file = self.books.files([case.debtor_id])[0]
        taken = [replace(one, state=PointState.CONFIRMED, source=f"checked by {self.actor}") for one in told]
        for point in taken:
            for old in file.debtor.points:
                if old.kind is point.kind and old.value != point.value and old.state.usable:
                    self._mark(case, old, PointState.BOUNCED)
            if any(old.kind is point.kind and old.value == point.value for old in file.debtor.points):
                self._mark(case, point, PointState.CONFIRMED)
            else:
                self.books.put_point(case.debtor_id, point)
                self._line(case, point, PointState.CONFIRMED)
        self.books.touch_due([one.id for one in file.cases if one.status is CaseStatus.OPEN], self.now)
        return taken

    def waiting(self, case: Case) -> Sequence[str]:
        """Name the open tasks that asked for it."""
        return [one.id for one in self.books.tasks() if one.case_id == case.id and one.kind in WAITING]

    def _mark(self, case: Case, point: ContactPoint, state: PointState) -> None:
        self.books.mark_point(case.debtor_id, point.value, state)
        self._line(case, point, state)

    def _line(self, case: Case, point: ContactPoint, state: PointState) -> None:
        line = Entry(
            subject=f"debtor:{case.debtor_id}",
            kind=LineKind.PREFERENCE,
            at=self.now,
            public={"by": self.actor, "point": point.kind.value, "state": state.value},
            content={"value": point.value},
        )
        self.books.append([line])
