"""Arrangements, and the payments that keep them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import orjson

from engine.domain.arrangement import Arrangement
from engine.domain.errors import UnknownReference
from engine.domain.money import cents, euro
from engine.store.columns import micros, micros_or_none
from engine.store.records.arrangements import arrangement_record
from engine.store.shelf import Shelf

PUT = (
    "INSERT INTO arrangement (id, case_id, debtor_id, status, instalments, every, proposed_at, proposed_by,"
    " agreed_at, agreed_by, ended_at, missed, look_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET status = excluded.status, agreed_at = excluded.agreed_at,"
    " agreed_by = excluded.agreed_by, ended_at = excluded.ended_at, missed = excluded.missed,"
    " look_at = excluded.look_at"
)
ONE = "SELECT {arrangement} FROM arrangement g WHERE g.id = ?"
OF_DEBTOR = "SELECT {arrangement} FROM arrangement g WHERE g.debtor_id = ? ORDER BY g.proposed_at, g.id"
TO_LOOK_AT = "SELECT {arrangement} FROM arrangement g WHERE g.look_at <= ? ORDER BY g.look_at, g.id LIMIT ?"
PAYMENTS = "SELECT amount_cents FROM payment WHERE case_id = ? AND noted_at >= ?"
LOOK_SOON = "UPDATE arrangement SET look_at = ? WHERE case_id = ? AND status = 'running'"


class ArrangementBook(Shelf):
    """Arrangements."""

    def put_arrangement(self, arrangement: Arrangement) -> None:
        """Add an arrangement, or write how it stands now; its instalments never change."""
        parts = [[one.due_on.isoformat(), cents(one.amount)] for one in arrangement.instalments]
        self._sql.change(
            PUT,
            arrangement.id,
            arrangement.case_id,
            arrangement.debtor_id,
            arrangement.status.value,
            orjson.dumps(parts).decode(),
            arrangement.every.value,
            micros(arrangement.proposed_at),
            arrangement.proposed_by,
            micros_or_none(arrangement.agreed_at),
            arrangement.agreed_by,
            micros_or_none(arrangement.ended_at),
            arrangement.missed,
            micros_or_none(arrangement.look_at),
        )

    def arrangement(self, arrangement_id: str) -> Arrangement:
        """Read one arrangement; raises UnknownReference."""
        row = self._sql.row(ONE, arrangement_id)
        if row is None:
            raise UnknownReference(f"there is no arrangement {arrangement_id}")
        return arrangement_record(row)

    def arrangements_of(self, debtor_id: str) -> Sequence[Arrangement]:
        """List all arrangements of a debtor, the oldest first."""
        return [arrangement_record(row) for row in self._sql.rows(OF_DEBTOR, debtor_id)]

    def arrangements_to_look_at(self, now: datetime, limit: int) -> Sequence[Arrangement]:
        """List running arrangements whose moment has come, the longest waiting first."""
        return [arrangement_record(row) for row in self._sql.rows(TO_LOOK_AT, micros(now), limit)]

    def look_at_arrangement(self, case_id: str, at: datetime) -> bool:
        """Let the arrangement of a case be looked at: something was paid; False when none runs."""
        return self._sql.change(LOOK_SOON, micros(at), case_id) > 0

    def payments_since(self, case_id: str, since: datetime) -> Sequence[Decimal]:
        """List the amounts, in euro, that were taken in for a case from a moment on."""
        return [euro(amount) for (amount,) in self._sql.rows(PAYMENTS, case_id, micros(since))]
