"""One pass over the arrangements whose moment has come."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.arrangements.agreeing import Agreeing
from engine.policy.law_window import law_zone
from engine.ports import NewId
from engine.steering_ports import ArrangementBooks

#: who is said to have acted when nobody did
BY_ITSELF = "minnelijk"


class ArrangementStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[ArrangementBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementWatch:
    """Sees which arrangements were kept; a person hears of those that were not."""

    store: ArrangementStore
    new_id: NewId

    def run(self, now: datetime, limit: int = 500) -> int:
        """Look at every arrangement that is due; gives how many, each in a transaction of its own."""
        with self.store.begin() as books:
            due = [one.id for one in books.arrangements_to_look_at(now, limit)]
        for arrangement_id in due:
            with self.store.begin() as books:
                books.hold_debtors([books.arrangement(arrangement_id).debtor_id])
                arrangement = books.arrangement(arrangement_id)
                # somebody else may have looked at it, or ended it, while we waited for the debtor
                if arrangement.look_at is not None and arrangement.look_at <= now:
                    zone = law_zone(books.case(arrangement.case_id).jurisdiction)
                    Agreeing(books=books, zone=zone, actor=BY_ITSELF, now=now, new_id=self.new_id).look(
                        arrangement
                    )
        return len(due)
