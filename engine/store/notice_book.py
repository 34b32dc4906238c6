"""Notices: what we owe debtors outside their campaigns."""

from collections.abc import Sequence
from datetime import datetime

from engine.domain.notice import Notice
from engine.store.columns import micros, micros_or_none
from engine.store.records.notices import notice_record, written_told
from engine.store.shelf import Shelf
from engine.store.sql import Value

#: the same cause never brings the same message twice
OWE = (
    "INSERT INTO notice (id, debtor_id, case_id, kind, cause, template, legal_role, channels, since,"
    " expires_at, due_at, may_lapse, told, only_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (cause, template) DO NOTHING"
)
LOOK = "UPDATE notice SET due_at = ? WHERE id = ?"
OF_DEBTOR = "SELECT {notice} FROM notice y WHERE y.debtor_id = ? ORDER BY y.since, y.id"


class NoticeBook(Shelf):
    """Notices."""

    def owe(self, notices: Sequence[Notice]) -> None:
        """Add notices; one whose cause and template are known already changes nothing."""
        self._sql.change_many(OWE, [_row(one) for one in notices])

    def look_at_notices(self, looks: Sequence[tuple[str, datetime | None]]) -> None:
        """Write when notices are looked at again: (id, moment); None: they are owed no longer."""
        self._sql.change_many(LOOK, [(micros_or_none(at), notice_id) for notice_id, at in looks])

    def notices_of(self, debtor_id: str) -> Sequence[Notice]:
        """List all notices of a debtor, the oldest first."""
        return [notice_record(row) for row in self._sql.rows(OF_DEBTOR, debtor_id)]


def _row(one: Notice) -> tuple[Value, ...]:
    return (
        one.id,
        one.debtor_id,
        one.case_id,
        one.kind.value,
        one.cause,
        one.template,
        one.legal_role.value,
        ",".join(one.channels),
        micros(one.since),
        micros(one.expires_at),
        micros_or_none(one.due_at),
        int(one.may_lapse),
        written_told(one.told),
        one.only_to,
    )
