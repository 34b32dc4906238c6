"""Taking debtors for one worker, so that two workers never meet one person."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from engine.store.columns import micros, moment_or_none
from engine.store.shelf import Shelf

#: a position that somebody else just wrote is looked at again by the database, and left out if no longer due
DUE = (
    "SELECT p.debtor_id FROM position p JOIN debtor d ON d.id = p.debtor_id"
    " WHERE p.due_at <= ? ORDER BY p.due_at, p.debtor_id LIMIT ?"
    " {pg:FOR NO KEY UPDATE OF d, p SKIP LOCKED}"
)
OWED = (
    "SELECT y.debtor_id FROM notice y JOIN debtor d ON d.id = y.debtor_id"
    " WHERE y.due_at <= ? ORDER BY y.due_at, y.debtor_id LIMIT ?"
    " {pg:FOR NO KEY UPDATE OF d, y SKIP LOCKED}"
)
HOLD = "SELECT id FROM debtor WHERE id {among} ORDER BY id {pg:FOR NO KEY UPDATE}"
DUE_NOW = (
    "UPDATE position SET due_at = ? WHERE case_id {among}"
    " AND EXISTS (SELECT 1 FROM case_ c WHERE c.id = position.case_id AND c.status = 'open')"
)
NEXT_MOMENT = (
    "SELECT min(at) FROM (SELECT min(due_at) AS at FROM position WHERE due_at IS NOT NULL UNION ALL"
    " SELECT min(not_before) FROM send_queue WHERE state = 'ready' UNION ALL"
    " SELECT min(due_at) FROM notice WHERE due_at IS NOT NULL) AS moments"
)


class Claims(Shelf):
    """Locks debtors; on SQLite the writing transaction is the lock."""

    def claim_debtors(self, now: datetime, limit: int) -> Sequence[str]:
        """
        Lock debtors with a notice or a case due at `now`, the longest waiting first; skips locked ones.

        `limit` counts due cases, so that a tick stays a tick: a debtor with three of them takes three. What
        we owe as an answer comes first, and is counted by itself.
        """
        self._asked_at = now
        due = [*self._sql.rows(OWED, micros(now), limit), *self._sql.rows(DUE, micros(now), limit)]
        return list(dict.fromkeys(debtor_id for (debtor_id,) in due))

    def hold_debtors(self, debtor_ids: Iterable[str]) -> None:
        """
        Lock these debtors, and wait for whoever holds one; what a transaction about them begins with.

        Two transactions that write about one debtor in another order would else wait for each other.
        """
        if not self._sql.on_sqlite:
            self._sql.rows(HOLD, sorted(set(debtor_ids)))

    def next_moment(self) -> datetime | None:
        """Give the earliest moment at which a case or a queued contact is due; None: nothing is."""
        return moment_or_none(self._sql.rows(NEXT_MOMENT)[0][0])

    def touch_due(self, case_ids: Sequence[str], at: datetime) -> None:
        """Have open cases looked at from a moment, because something happened."""
        self._sql.change(DUE_NOW, micros(at), list(case_ids))
