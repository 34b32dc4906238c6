"""Cases one by one: read them, move them through their campaign, change their status, note payments."""

from collections.abc import Sequence
from datetime import date, datetime

from engine.domain.case import Case, CaseStatus, Phase
from engine.domain.contact import Position
from engine.domain.errors import UnknownReference
from engine.domain.money import euro
from engine.dossier.ports import Payment
from engine.store.columns import micros, micros_or_none, moment
from engine.store.records.cases import case_record, line_record
from engine.store.shelf import Shelf
from engine.store.sql import Value

ALL = "SELECT id FROM case_ ORDER BY id"
CASE = "SELECT {case} FROM case_ c WHERE c.id = ?"
LINES = "SELECT {line} FROM claim_line l WHERE l.case_id = ? ORDER BY l.rank"
MOVE = (
    "UPDATE position SET campaign = ?, version = ?, run = ?, step = ?, since = ?, started_at = ?, due_at = ?"
    " WHERE case_id = ?"
)
#: no moment is before 1970, so -1 stands for none on both databases
LOOK_AGAIN = "UPDATE position SET due_at = ? WHERE case_id = ? AND version = ? AND coalesce(due_at, -1) = ?"
SET_STATUS = "UPDATE case_ SET status = ?, phase = ? WHERE id = ?"
LEAVE_ALONE = "UPDATE position SET due_at = NULL WHERE case_id = ?"
ADD_PAYMENT = (
    "INSERT INTO payment (reference, case_id, amount_cents, paid_on, noted_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (reference) DO NOTHING"
)
PAYMENTS = (
    "SELECT paid_on, amount_cents, reference, noted_at FROM payment WHERE case_id = ?"
    " ORDER BY noted_at, reference"
)
ADD_PAID = "UPDATE case_ SET paid_cents = paid_cents + ? WHERE id = ?"


class CaseBook(Shelf):
    """Cases and where they stand."""

    def case_ids(self) -> Sequence[str]:
        """List all cases."""
        return [case_id for (case_id,) in self._sql.rows(ALL)]

    def case(self, case_id: str) -> Case:
        """Read one case; raises UnknownReference."""
        row = self._sql.row(CASE, case_id)
        if row is None:
            raise UnknownReference(f"there is no case {case_id}")
        return case_record(row, tuple(map(line_record, self._sql.rows(LINES, case_id))))

    def has_case(self, case_id: str) -> bool:
        """Say whether there is such a case."""
        return self._sql.row(CASE, case_id) is not None

    def debtor_of(self, case_id: str) -> str:
        """Name the debtor of a case by id; raises UnknownReference."""
        return self.case(case_id).debtor_id

    def move(self, positions: Sequence[Position]) -> None:
        """Write where cases stand and when they are due again."""
        rows = [
            (
                one.campaign,
                one.version,
                one.run,
                one.step,
                micros(one.since),
                micros(one.started_at),
                micros_or_none(one.due_at),
                one.case_id,
            )
            for one in positions
        ]
        self._sql.change_apart(MOVE, rows)

    def look_again(self, looks: Sequence[tuple[Position, datetime | None]]) -> None:
        """Write when cases are due again, unless somebody closed, moved or woke them in the meantime."""
        rows: list[tuple[Value, ...]] = [
            (
                micros_or_none(due_at),
                one.case_id,
                one.version,
                -1 if one.due_at is None else micros(one.due_at),
            )
            for one, due_at in looks
        ]
        self._sql.change_apart(LOOK_AGAIN, rows)

    def set_status(self, case_id: str, status: CaseStatus, phase: Phase) -> None:
        """Write that a case was paid, closed, handed over or came into another phase."""
        self._sql.change_later(SET_STATUS, (status.value, phase.value, case_id))
        if status is not CaseStatus.OPEN:
            self._sql.change_later(LEAVE_ALONE, (case_id,))

    def payments_of(self, case_id: str) -> Sequence[Payment]:
        """List what was paid in a case, the oldest first."""
        return [
            Payment(date.fromisoformat(paid_on), euro(amount), reference, moment(noted_at))
            for paid_on, amount, reference, noted_at in self._sql.rows(PAYMENTS, case_id)
        ]

    def put_payment(
        self, case_id: str, amount_cents: int, paid_on: date, reference: str, noted_at: datetime
    ) -> bool:
        """Add a payment to what a case has paid; False when the reference is known: then nothing changes."""
        self.case(case_id)
        row = (reference, case_id, amount_cents, paid_on.isoformat(), micros(noted_at))
        if not self._sql.change(ADD_PAYMENT, *row):
            return False
        self._sql.change(ADD_PAID, amount_cents, case_id)
        return True
