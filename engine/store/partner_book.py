"""Messages to partners, their links, and the clients that they report."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from engine.domain.client_report import ClientReport, ReportState
from engine.domain.errors import RecordBroken, UnknownReference
from engine.domain.partner import ClientDetails
from engine.domain.partner_message import PartnerLink, PartnerMessage, PartnerPass
from engine.store.columns import micros
from engine.store.house_key import new_keys
from engine.store.records.by_field import ByField
from engine.store.shelf import Shelf
from engine.store.sql import Value
from engine.store.vault import SubjectKey

MESSAGES = ByField(PartnerMessage, "partner_message")
LINKS = ByField(PartnerLink, "partner_link", key="digest")
PASSES = ByField(PartnerPass, "partner_pass")
REPORTS = ByField(ClientReport, "client_report")

ONE = " WHERE id = ?"
DUE = " WHERE due_at <= ? ORDER BY due_at, id LIMIT ? {pg:FOR UPDATE SKIP LOCKED}"
TO_LOOK_AT = " WHERE look_at <= ? ORDER BY look_at, id LIMIT ?"
OF_PARTNER = " WHERE partner = ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY made_at DESC, id LIMIT ?"
SEAL = "UPDATE client_report SET sealed = ? WHERE id = ?"
SEALED = "SELECT sealed FROM client_report WHERE id = ?"
KEY = "SELECT wrapped FROM subject_key WHERE subject = ?"
ADD_KEY = "INSERT INTO subject_key (subject, wrapped) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING"
DROP_KEY = "DELETE FROM subject_key WHERE subject = ?"
BORN_ON = "SELECT id FROM debtor WHERE birth_date = ? ORDER BY id"
REACHED_AT = (
    "SELECT DISTINCT debtor_id FROM contact_point WHERE of_representative = {no} AND lower(value) {among}"
    " ORDER BY debtor_id"
)
LIVES_AT = (
    "SELECT DISTINCT debtor_id FROM contact_point WHERE kind = 'address'"
    " AND REPLACE(UPPER(value), ' ', '') LIKE ? ESCAPE '!' ORDER BY debtor_id"
)
OF_CASE = "SELECT debtor_id FROM case_ WHERE id = ?"


class PartnerBook(Shelf):
    """What goes to partners and comes from them."""

    def plan_partner_messages(self, messages: Sequence[PartnerMessage]) -> None:
        """Queue messages to partners."""
        self._sql.change_many(MESSAGES.put, list(map(MESSAGES.written, messages)))

    def claim_partner_messages(self, now: datetime, limit: int) -> Sequence[PartnerMessage]:
        """Take messages that are due, or whose lease ran out; another worker takes others."""
        return list(map(MESSAGES.read, self._sql.rows(MESSAGES.select + DUE, micros(now), limit)))

    def put_partner_message(self, message: PartnerMessage) -> None:
        """Write how a message stands."""
        self._sql.change(MESSAGES.put, *MESSAGES.written(message))

    def partner_messages(self, about: str = "") -> Sequence[PartnerMessage]:
        """List the messages about a referral or report, or all, the oldest first."""
        where, values = (" WHERE about = ?", (about,)) if about else ("", ())
        found = self._sql.rows(MESSAGES.select + where + " ORDER BY made_at, id", *values)
        return list(map(MESSAGES.read, found))

    def put_link(self, link: PartnerLink) -> None:
        """Add a link, or write its wrong tries."""
        self._sql.change(LINKS.put, *LINKS.written(link))

    def link(self, digest: str) -> PartnerLink | None:
        """Find a link by the hash of its token."""
        row = self._sql.row(LINKS.select + " WHERE digest = ?{pg: FOR UPDATE}", digest)
        return None if row is None else LINKS.read(row)

    def put_pass(self, given: PartnerPass) -> None:
        """Add a personal link, or write its wrong tries and its end."""
        self._sql.change(PASSES.put, *PASSES.written(given))

    def partner_pass(self, digest: str) -> PartnerPass | None:
        """Find a personal link by the hash of its token."""
        row = self._sql.row(PASSES.select + " WHERE digest = ?{pg: FOR UPDATE}", digest)
        return None if row is None else PASSES.read(row)

    def partner_passes(self) -> Sequence[PartnerPass]:
        """List all personal links of partners, the oldest first."""
        return list(map(PASSES.read, self._sql.rows(PASSES.select + " ORDER BY made_at, id")))

    def put_report(self, report: ClientReport, client: ClientDetails | None = None) -> None:
        """Add a report with its sealed details, or write how it stands; once it is decided they go."""
        self._sql.change(REPORTS.put, *REPORTS.written(report))
        if client is not None:
            self._seal(report.id, client)
        elif report.state is not ReportState.WAITS:
            self._sql.change(SEAL, None, report.id)
            self._sql.change(DROP_KEY, _subject(report.id))

    def report(self, report_id: str) -> ClientReport:
        """Read one report; raises UnknownReference."""
        row = self._sql.row(REPORTS.select + ONE, report_id)
        if row is None:
            raise UnknownReference(f"there is no report {report_id}")
        return REPORTS.read(row)

    def report_of(self, partner: str, reference: str) -> ClientReport | None:
        """Find a report by the partner's own reference."""
        row = self._sql.row(REPORTS.select + " WHERE partner = ? AND reference = ?", partner, reference)
        return None if row is None else REPORTS.read(row)

    def reports(self, *, only_open: bool = True) -> Sequence[ClientReport]:
        """List reports, the oldest first."""
        where = " WHERE ended_at IS NULL" if only_open else ""
        return list(map(REPORTS.read, self._sql.rows(REPORTS.select + where + " ORDER BY made_at, id")))

    def reports_by(self, partner: str, since: datetime, limit: int) -> Sequence[ClientReport]:
        """List what a partner reported and has not ended, or ended since a moment, the newest first."""
        found = self._sql.rows(REPORTS.select + OF_PARTNER, partner, micros(since), limit)
        return list(map(REPORTS.read, found))

    def reports_to_look_at(self, now: datetime, limit: int) -> Sequence[ClientReport]:
        """List running reports whose moment has come."""
        return list(map(REPORTS.read, self._sql.rows(REPORTS.select + TO_LOOK_AT, micros(now), limit)))

    def reported_client(self, report_id: str) -> ClientDetails | None:
        """Open the details of a report that waits for a person; None when they are gone."""
        row, key = self._sql.row(SEALED, report_id), self._sql.row(KEY, _subject(report_id))
        if row is None or row[0] is None or key is None:
            return None
        opened = self._vault.unwrap(_subject(report_id), key[0]).open(row[0], report_id.encode())
        if not isinstance(opened, dict):
            raise RecordBroken(f"the details of report {report_id} are not what was sealed")
        return _details(opened)

    def debtors_like(self, client: ClientDetails) -> Sequence[str]:
        """List the debtors with the same day of birth, number, mailbox or case, else at the same address."""
        found: list[str] = []
        if client.birth_date is not None:
            found += [one for (one,) in self._sql.rows(BORN_ON, client.birth_date.isoformat())]
        if reached := [one.casefold() for one in (client.phone, client.email) if one]:
            no = "0" if self._sql.on_sqlite else "false"
            found += [one for (one,) in self._sql.rows(REACHED_AT.replace("{no}", no), reached)]
        if client.case_id:
            found += [one for (one,) in self._sql.rows(OF_CASE, client.case_id)]
        if not found and client.postcode and client.house_number:
            # a slip in the day of birth must make nobody unknown; it looks at every address, and is rare
            parts = (_literally(client.house_number), _literally(client.postcode))
            found += [one for (one,) in self._sql.rows(LIVES_AT, f"%{'%'.join(parts)}%")]
        return list(dict.fromkeys(found))

    def _seal(self, report_id: str, client: ClientDetails) -> None:
        subject = _subject(report_id)
        ((_, key, wrapped),) = new_keys(self._sql, self._vault, [subject])
        self._sql.change(ADD_KEY, subject, wrapped)
        sealed = self._sealed(key, client, report_id)
        self._sql.change(SEAL, sealed, report_id)

    def _sealed(self, key: SubjectKey, client: ClientDetails, report_id: str) -> Value:
        told = {
            "name": client.name,
            "birth_date": client.birth_date.isoformat() if client.birth_date else "",
            "postcode": client.postcode,
            "house_number": client.house_number,
            "phone": client.phone,
            "email": client.email,
            "case_id": client.case_id,
        }
        return key.seal(dict(told), self._vault.nonces(1)[0], report_id.encode())[0]


def _literally(text: str) -> str:
    """Write a text without spaces, in capitals, so that LIKE takes each of its signs for itself."""
    plain = "".join(text.upper().split())
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in plain)


def _subject(report_id: str) -> str:
    return f"report:{report_id}"


def _details(told: Mapping[str, Any]) -> ClientDetails:
    born = str(told["birth_date"])
    plain = {name: str(value) for name, value in told.items() if name != "birth_date"}
    return ClientDetails(birth_date=date.fromisoformat(born) if born else None, **plain)
