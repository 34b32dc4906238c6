"""The links in messages, and how often somebody tried at the door of debtors."""

from collections.abc import Sequence
from datetime import datetime

from engine.domain.link import Link
from engine.store.columns import micros, moment
from engine.store.shelf import Shelf

#: a text that was written a second time has the same link
ADD = (
    "INSERT INTO portal_link (fingerprint, reference, debtor_id, made_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (fingerprint) DO NOTHING"
)
ONE = "SELECT fingerprint, reference, debtor_id, made_at FROM portal_link WHERE fingerprint = ?"
NOTE_TRY = "INSERT INTO portal_try (subject, at) VALUES (?, ?)"
TRIES = "SELECT count(*) FROM portal_try WHERE subject = ? AND at > ?"
FORGET_TRIES = "DELETE FROM portal_try WHERE at < ?"


class LinkBook(Shelf):
    """Links, each by the fingerprint of its code."""

    def put_portal_links(self, links: Sequence[Link]) -> None:
        """Keep the links of messages that are about to leave."""
        rows = [(one.fingerprint, one.reference, one.debtor_id, micros(one.made_at)) for one in links]
        self._sql.change_apart(ADD, rows)

    def portal_link(self, fingerprint: str) -> Link | None:
        """Find a link by its fingerprint."""
        row = self._sql.row(ONE, fingerprint)
        if row is None:
            return None
        return Link(fingerprint=row[0], reference=row[1], debtor_id=row[2], made_at=moment(row[3]))

    def note_try(self, subject: str, at: datetime) -> None:
        """Count one more try about a subject."""
        self._sql.change(NOTE_TRY, subject, micros(at))

    def tries_since(self, subject: str, since: datetime) -> int:
        """Say how often somebody tried since a moment."""
        row = self._sql.row(TRIES, subject, micros(since))
        return int(row[0]) if row else 0

    def forget_tries(self, before: datetime) -> int:
        """Throw away what counts no longer; gives how many."""
        return self._sql.change(FORGET_TRIES, micros(before))
